"""The room: one window a monitor, the scene that they all show, and what happens when a monitor comes or goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from cockpit.views.situation import Situation, SituationChanges
from layouts.board import Shares
from layouts.memory import Memory
from layouts.monitor_window import MonitorWindow
from layouts.scene import DESK, Grid, Scene, SeatSet, placed
from layouts.seating import MonitorFacts, seated
from layouts.window import CockpitWindow
from widgets.panel import Panel, everything

SETTLE_MS = 80
"""How long monitors have to rest before windows follow: a plugged cable makes several events."""


class Room(QObject):
    """Spreads the desk's panels over the monitors that there are.

    Args:
        desk: the window that owns the panels; it goes on living whatever monitors do.
        memory: of scene, seats and dividers; nothing is remembered without one.
        screens: what monitors there are.

    Attributes:
        scene: what is shown.
        changed: emitted after a change of scene or of monitors.
    """

    changed = Signal()

    def __init__(
        self,
        desk: CockpitWindow,
        memory: Memory | None = None,
        screens: Callable[[], Sequence[QScreen]] = QGuiApplication.screens,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._memory = memory
        self._screens = screens
        self._wide = False
        self._others: dict[str, MonitorWindow] = {}
        self._seat_of: dict[str, str] = memory.seats if memory is not None else {}
        self._book = desk.notices.book
        self.scene: Scene = self._named(memory.scene if memory is not None else "")
        self._seats: SeatSet = self.scene.set_for(1)
        self._shown: dict[str, str] = {}
        self._desk_key = ""
        self._present: tuple[str, ...] = ()
        self._watched: set[str] = set()
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self.follow_monitors)
        desk.scene_asked.connect(self.show_scene)
        desk.refreshed.connect(self._refresh_others)
        desk.keeping.connect(self.keep)
        desk.closed.connect(self._close_others)
        desk.notices.taken.connect(self._strips_follow)
        self._show({DESK: desk})

    # -- from outside ----------------------------------------------------------------------------------------------

    @property
    def windows(self) -> dict[str, MonitorWindow]:
        """The window of each seat that has a monitor."""
        shown: dict[str, MonitorWindow] = {}
        for seat, key in self._shown.items():
            shown[seat] = self._others.get(key, self._desk)
        return shown or {DESK: self._desk}

    def fill_monitors(self) -> None:
        """From now on every monitor has a window, and follows its coming and going."""
        self._wide = True
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._monitors_moved)
            application.screenRemoved.connect(self._monitors_moved)
        self._seats = self.scene.set_for(len(self._screens()))
        self.follow_monitors()

    @property
    def seats(self) -> SeatSet:
        """The seats that are in use, those without a monitor too."""
        return self._seats

    def grids(self) -> dict[str, Grid]:
        """What stands on each seat that has a monitor, with the dividers where they are."""
        return {seat: window.board.grid_as_it_stands() for seat, window in self.windows.items()}

    def take_scene(self, scene: Scene) -> None:
        """Shows a scene that has been made or changed here: its dividers stand in itself."""
        if self._memory is not None:
            self._memory.forget_shares(f"{scene.name}/")
        self._present = ()
        self._put_on(scene)

    def show_scene(self, name: str) -> None:
        """Changes all monitors; the key of the scene that is on puts its dividers back where the scene has them."""
        self._keep_shares()
        if name == self.scene.name and self._memory is not None:
            self._memory.forget_shares(f"{name}/")
        self._present = ()
        self._put_on(self._named(name))

    def _put_on(self, scene: Scene) -> None:
        self.scene = scene
        self._seats = self.scene.set_for(len(self._screens()) if self._wide else 1)
        if self._wide:
            self.follow_monitors()
        else:
            self._show({DESK: self._desk})

    def keep(self) -> None:
        """Remembers the scene, who sits where, and the dividers."""
        self._keep_shares()
        if self._memory is not None:
            self._memory.scene = self.scene.name
            self._memory.seats = self._seat_of

    # -- monitors --------------------------------------------------------------------------------------------------

    def follow_monitors(self) -> None:
        """Gives every seat's monitor a window, and the panels of the missing ones to the others."""
        screens = {facts.key: (facts, screen) for screen, facts in described(self._screens())}
        if not screens or not self._wide:
            return  # Qt shows nothing anywhere; the windows wait for a monitor
        self._watch(screen for _, screen in screens.values())
        if len(screens) == 1 or len(screens) > self._seats.size:
            self._seats = self.scene.set_for(len(screens))
        sitting = seated(self._seats, [facts for facts, _ in screens.values()], self._seat_of)
        if self._seats.size > 1:
            self._seat_of |= {facts.key: seat for seat, facts in sitting.items()}
        windows = self._assign(sitting)
        self._keep_shares()
        self._shown = {seat: facts.key for seat, facts in sitting.items()}
        self._show(windows)
        self._let_go(set(self._shown.values()))
        for seat, facts in sitting.items():
            _stand_on(windows[seat], screens[facts.key][1], alone=len(sitting) == 1)
            place = self._seats.seat(seat)
            windows[seat].read_from(place.viewing_distance_m, place.height_m)

    def _assign(self, sitting: dict[str, MonitorFacts]) -> dict[str, MonitorWindow]:
        """A window for each seat: the one that its monitor has already, the desk's own where it would be without."""
        keys = {facts.key: seat for seat, facts in sitting.items()}
        if self._desk_key not in keys:
            self._desk_key = sitting[DESK].key if DESK in sitting else next(iter(keys))
        windows: dict[str, MonitorWindow] = {}
        for key, seat in keys.items():
            if key == self._desk_key:
                windows[seat] = self._desk
            else:
                windows[seat] = self._others[key] if key in self._others else self._window(key)
        return windows

    def _window(self, key: str) -> MonitorWindow:
        window = self._others[key] = MonitorWindow(self._book)
        self._desk.serve(window)
        window.notices.taken.connect(self._strips_follow)
        window.closed.connect(self._desk.close)
        window.dress()
        situation = self._desk.situation
        if situation is not None:
            window.refresh_notices(situation, everything())
            window.refresh_strip(situation, everything())
        return window

    def _let_go(self, there: set[str]) -> None:
        """Closes the windows of monitors that are gone, and the one on the desk window's new monitor."""
        for key in [key for key in self._others if key not in there or key == self._desk_key]:
            window = self._others.pop(key)
            window.board.release(Grid(()))
            window.board.clear_away(self._desk.parking)
            self._desk.leave(window)
            window.closed.disconnect()
            window.close()
            window.deleteLater()

    # -- panels ----------------------------------------------------------------------------------------------------

    def _show(self, windows: dict[str, MonitorWindow]) -> None:
        """Gives every window its grid; a panel that stays on its monitor at its scale is not drawn anew."""
        grids = placed(self.scene, self._seats, windows)
        self._present = tuple(grids)
        everyone = [self._desk, *self._others.values()]
        scales = {name: _scale_of(panel) for name, panel in self._desk.panels.items()}
        for window in everyone:
            window.setUpdatesEnabled(False)
        try:
            kept = {windows[seat]: grid for seat, grid in grids.items()}
            for window in everyone:
                window.board.release(kept.get(window, Grid(())))
            for seat, window in windows.items():
                window.put_scale_in_force()
                window.board.arrange(grids[seat], self._desk.panels, self._shares(seat))
                for name in window.board.grid.panels:
                    if scales[name] != window.scale:
                        self._desk.panels[name].restyle()
            for window in everyone:
                window.board.clear_away(self._desk.parking)
            # Laid out before it is painted: else every panel is painted twice.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        finally:
            for window in everyone:
                window.setUpdatesEnabled(True)
        self.changed.emit()

    def _shares(self, seat: str) -> Shares | None:
        return self._memory.shares(self._place(seat)) if self._memory is not None else None

    def _keep_shares(self) -> None:
        if self._memory is None or not self._desk.isVisible():
            return  # dividers of what was never seen stand nowhere
        for seat, window in self.windows.items():
            if seat not in self._present:
                continue
            self._memory.keep_shares(self._place(seat), window.board.shares())

    def _place(self, seat: str) -> str:
        """Under which name a seat's dividers are remembered: by scene and by the monitors that are there."""
        return f"{self.scene.name}/{self._seats.size}/{'+'.join(self._present)}/{seat}"

    def _watch(self, screens: Iterable[QScreen]) -> None:
        for screen in screens:
            if screen.name() not in self._watched:
                self._watched.add(screen.name())
                screen.geometryChanged.connect(self._monitors_moved)

    def _monitors_moved(self, what: object = None) -> None:
        if isinstance(what, QScreen):
            self._watched.discard(what.name())
        self._settle.start()

    # -- small parts -----------------------------------------------------------------------------------------------

    def _named(self, name: str) -> Scene:
        return next((scene for scene in self._desk.scenes if scene.name == name), self._desk.scenes[0])

    def _refresh_others(self, situation: Situation, changes: SituationChanges) -> None:
        for window in self._others.values():
            window.refresh_notices(situation, changes)
            window.refresh_strip(situation, changes)

    def _strips_follow(self) -> None:
        for window in (self._desk, *self._others.values()):
            window.notices.follow()

    def _close_others(self) -> None:
        self._wide = False
        self._settle.stop()
        self._desk_key = ""
        self._let_go(set())


def described(screens: Sequence[QScreen]) -> list[tuple[QScreen, MonitorFacts]]:
    """Screens with what is known of them; Qt's stand-in for no monitor at all has no name."""
    found = []
    for screen in screens:
        box = screen.geometry()
        serial = screen.serialNumber()
        if screen.name() and not box.isEmpty():
            facts = MonitorFacts(
                screen.name(), serial, box.left(), box.top(), box.width(), box.height(),
                screen.physicalSize().height() / 1000,
            )  # fmt: skip
            found.append((screen, facts))
    serials = [facts.serial for _, facts in found]
    if len(set(serials)) < len(serials):  # a maker that gives all its monitors one number
        found = [
            (screen, MonitorFacts(f.name, "", f.left, f.top, f.width, f.height, f.height_m)) for screen, f in found
        ]
    return found


def _stand_on(window: MonitorWindow, screen: QScreen, *, alone: bool) -> None:
    """Puts a window on its monitor; one that is alone and stands there keeps the size that its person gave it."""
    there = window.isVisible() and window.screen().name() == screen.name()
    if there and (alone or window.geometry() == screen.geometry()):
        return
    window.fill(screen)


def _scale_of(panel: Panel) -> float:
    window = panel.window()
    return window.scale if isinstance(window, MonitorWindow) else 0.0
