"""The window with the keyboard: it owns every panel, the sheets, the map of keys, and the memory of where it stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QScreen, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from cockpit.domain.indices import Domain
from cockpit.views.alarms import AlarmBook
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.unsent import own
from cockpit.views.words import Language
from layouts import keys
from layouts.alarms import AlarmDesk
from layouts.board import stack_of
from layouts.commands import CommandDesk
from layouts.index_sheet import IndexSheet
from layouts.lock import Lock
from layouts.memory import Memory
from layouts.monitor_window import MonitorWindow, refresh_at_scale
from layouts.own_scenes import FOLDER, OwnScenes, together
from layouts.scene import DESK, Grid, Scene
from layouts.scene_file import shipped
from widgets import language, theme, turns
from widgets.circles_panel import CirclesPanel
from widgets.duty_panel import DutyPanel
from widgets.index_detail import IndexDetailPanel
from widgets.indices_panel import IndicesPanel
from widgets.key_sheet import KeySheet
from widgets.notice_strip import NoticeStrip
from widgets.panel import Panel
from widgets.past_bar import TimeControls
from widgets.unsent_sheet import UnsentSheet


class CockpitWindow(MonitorWindow):
    """All panels, on its own monitor until a ``Room`` spreads them over several.

    Args:
        selection: the one shared selection.
        panels: the panels beside those that every window has: map, incidents, units, orders, composer.
        memory: where the window's place is kept; nothing is remembered without one.

    Attributes:
        scenes: all scenes, the one to start with first.
        time: what a person wants of the time machine, on any monitor.
        panels: every panel by name, wherever it stands.
        alarms: the sheet of alarms, their tones and voice.
        commands: the command bar.
        lock: locks all monitors.
        parking: where panels wait that stand nowhere for a moment.
        command: a domain command from any panel, for the hub.
        ask: (what, args, callback) from any panel.
        language_changed: emits the new language after a switch by key.
        scene_faults: a line for each fault of the scenes of one's own that are left out.
        fill_asked: emitted when the panel with the keyboard is to fill its monitor, or to stand as before.
        arrange_asked: emits the panel whose menu of where things stand is wanted.
        scene_asked: emits the name of the scene whose key was pressed.
        refreshed: emits (situation, changes) after every panel has had them.
        keeping: emitted when everything is to be remembered now.
        send_unsent, discard_unsent: a person's word on a command that is not sent, by its id.
    """

    command = Signal(object)
    ask = Signal(str, dict, object)
    language_changed = Signal(str)
    scene_asked = Signal(str)
    fill_asked = Signal()
    arrange_asked = Signal(object)
    refreshed = Signal(object, object)
    keeping = Signal()
    send_unsent = Signal(str)
    discard_unsent = Signal(str)

    def __init__(self, selection: Selection, panels: Iterable[Panel] = (), memory: Memory | None = None) -> None:
        super().__init__(AlarmBook())
        self.selection, self.time = selection, TimeControls(self)
        own, self.scene_faults = OwnScenes(memory.folder / FOLDER).read() if memory is not None else ({}, [])
        self.scenes: tuple[Scene, ...] = together(shipped(), own)
        self.memory = memory
        self._indices = IndicesPanel(selection)
        everywhere = (self._indices, DutyPanel(selection), CirclesPanel(selection))
        self.panels: dict[str, Panel] = {panel.name: panel for panel in (*everywhere, *panels)}
        self.parking = QWidget(self)
        self.parking.hide()
        self._detail = IndexDetailPanel(selection, self._desk)
        self._detail.setProperty("lit", "true")
        self._detail.hide()
        self._sheet = IndexSheet(self._detail, self._indices)
        self._key_sheet = KeySheet(self._desk)
        self._unsent = UnsentSheet(self._desk)
        self.alarms = AlarmDesk(self, memory)
        self.commands = CommandDesk(self)
        self._asked = False
        self.may_close = self._nothing_unsent
        self.arrange(self.scenes[0].sets[0].seat(DESK).grid)
        self._sized = False
        self._connect()
        self.lock = Lock(self, lambda: list(self.shortcuts), memory)
        self.lock.asked.connect(self.ask)
        self.scaled.connect(self._rescale_rest)
        self.dress()

    # -- from outside ----------------------------------------------------------------------------------------------

    def arrange(self, grid: Grid) -> None:
        """Shows a grid on this monitor."""
        self.board.release(grid)
        self.board.arrange(grid, self.panels)
        self.board.clear_away(self.parking)

    def refresh(self, situation: Situation, changes: SituationChanges) -> None:
        """Hands a moment to every panel, each at the scale of the monitor that it stands on."""
        for piece in self._pieces(situation, changes):
            piece()

    def refresh_in_turns(self, situation: Situation, changes: SituationChanges, done: Callable[[], None]) -> None:
        """Hands a moment to one panel a turn of the loop, so that none of them holds up what a person does.

        Args:
            done: called in the last turn.
        """
        for piece in (*self._pieces(situation, changes), done):
            turns.later(self, piece)

    def panel(self, name: str) -> Panel | None:
        """A panel by its name."""
        return self.panels.get(name)

    def serve(self, window: MonitorWindow) -> None:
        """Gives a monitor's window the keys of this one, and its notices a way to the hub."""
        self._open_from(window.notices)
        window.past_bar.join(self.time)
        window.unsent_opened.connect(self._unsent.open)
        window.may_close = self._nothing_unsent
        window.notices.command.connect(self.command)
        self.shortcuts[window] = keys.bind(window, self._actions(window))
        self.lock.watch(window)

    def leave(self, window: MonitorWindow) -> None:
        """Forgets a monitor's window that is about to go, and takes back the sheets that lie on it."""
        self.shortcuts.pop(window, None)
        window.may_close = lambda: True
        self.alarms.take_back(window)
        self.lock.uncover(window)
        for sheet in (self._detail, self._key_sheet, self.commands.bar):
            if sheet.parentWidget() is window.surface:
                sheet.hide()
                sheet.setParent(self.surface)

    def open_on(self, screen: QScreen, *, full: bool = False) -> None:
        """Shows the window: where it was left, or else filling the screen.

        Args:
            screen: where it opens for the first time.
            full: without a frame, over everything.
        """
        restored = False
        self.setGeometry(screen.availableGeometry())
        if self.memory is not None:
            blob = self.memory.blob("geometry")
            restored = not blob.isEmpty() and self.restoreGeometry(blob)
        if full:
            self.showFullScreen()
        elif restored:
            self.show()
        else:
            self.showMaximized()

    # -- actions ---------------------------------------------------------------------------------------------------

    def act(self, action: str, window: QWidget) -> None:
        """Does what a key does on a monitor's window."""
        self._actions(window if isinstance(window, MonitorWindow) else self)[action]()

    def switch_language(self) -> None:
        """Chinese or English, without a restart; remembered."""
        chosen: Language = "en" if language.current() == "zh" else "zh"
        language.use(chosen)
        if self.memory is not None:
            self.memory.language = chosen
        self.language_changed.emit(chosen)

    def focus_panel(self, name: str) -> None:
        """Brings a panel to the front, on whichever monitor it stands, and gives it the keyboard."""
        panel = self.panels.get(name)
        if panel is None:
            return
        self.show_panel(name)
        if panel.window() is not QApplication.activeWindow():
            panel.window().activateWindow()
        panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_panel(self, name: str) -> None:
        """Brings a panel to the front without giving it the keyboard."""
        panel = self.panels.get(name)
        stack = stack_of(panel) if panel is not None else None
        if panel is not None and stack is not None:
            stack.show_panel(panel)
            window = panel.window()
            if isinstance(window, MonitorWindow):
                window.board.reveal(stack)

    def focused_panel(self) -> Panel | None:
        """The panel with the keyboard; else the first of the monitor that has it."""
        here = QApplication.focusWidget()
        while here is not None and here not in self.panels.values():
            here = here.parentWidget()
        if isinstance(here, Panel):
            return here
        window = QApplication.activeWindow()
        names = window.board.grid.panels if isinstance(window, MonitorWindow) else ()
        return self.panels[names[0]] if names else None

    def take_scenes(self, scenes: tuple[Scene, ...]) -> None:
        """These are the scenes from now on, and their keys."""
        self.scenes = scenes
        wanted = {f"{keys.SCENE}{scene.key}": scene.name for scene in scenes if scene.key}
        for window, shortcuts in self.shortcuts.items():
            for action in [one for one in shortcuts if one.startswith(keys.SCENE)]:
                shortcuts.pop(action).deleteLater()
            for action, name in wanted.items():
                act = partial(self.scene_asked.emit, name)
                shortcuts[action] = keys.bind_one(window, action.removeprefix(keys.SCENE), act)

    def begin_order(self) -> None:
        """Brings the composer to the front and gives it the keyboard."""
        self.focus_panel("composer")

    def keep(self) -> None:
        """Remembers where everything stands."""
        self.keeping.emit()
        if self.memory is not None:
            self.memory.keep_blob("geometry", self.saveGeometry())
            self.memory.write()

    def open_index(self, circle: str, domain: Domain) -> None:
        """Opens what an index lost its points on, beside the indices."""
        self._sheet.open(circle, domain)

    def show_keys(self) -> None:
        """Shows the sheet of keys on the monitor where the keyboard is, or puts it away."""
        if self._key_sheet.isVisible():
            self._key_sheet.put_away()
            return
        groups = [(self.tr("Everywhere"), keys.global_help()), (self.tr("Panels"), keys.panel_help(self.panels))]
        groups.insert(1, (self.tr("Scenes"), [(scene.key, scene_name(scene)) for scene in self.scenes if scene.key]))
        groups += [(panel.accessibleName(), panel.key_help()) for panel in self.panels.values()]
        window = QApplication.activeWindow()
        host = window if isinstance(window, MonitorWindow) else self
        if self._key_sheet.parentWidget() is not host.surface:
            self._key_sheet.setParent(host.surface)
        host.put_scale_in_force()
        self._key_sheet.show_groups(self.tr("Keys"), groups)

    def _nothing_unsent(self) -> bool:
        """With commands that are not sent it asks before any monitor's window goes; a locked one stays."""
        if self.lock.locked and not self._asked:
            return False
        if self._asked or self._situation is None or not own(self._situation):
            return True
        self._unsent.open(closing=True)
        return False

    def close_unasked(self) -> None:
        """Closes, whatever waits: it stays on the disk."""
        self._asked = True
        self.close()

    def toggle_full_screen(self) -> None:
        """Without a frame over everything, or back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _pieces(self, situation: Situation, changes: SituationChanges) -> list[Callable[[], None]]:
        """What a moment is to the window, in pieces that may be done in turns: alarms first.

        The link's line comes last: once it says that the picture is live, every panel shows it.
        """
        panels = (*self.panels.values(), self._detail)
        return [
            partial(self.refresh_notices, situation, changes),
            partial(self.alarms.refresh, situation.current),
            *(partial(refresh_at_scale, panel, situation, changes) for panel in panels),
            partial(self._unsent.refresh, situation.current),
            partial(self.refresh_strip, situation, changes),
            partial(self.refreshed.emit, situation, changes),
        ]

    def _connect(self) -> None:
        for panel in (*self.panels.values(), self._detail):
            panel.command.connect(self.command)
            panel.ask.connect(self.ask)
        self._indices.index_opened.connect(self.open_index)
        self.past_bar.join(self.time)
        self._open_from(self._notices)
        self._notices.command.connect(self.command)
        self.alarms.sheet.command.connect(self.command)
        self.unsent_opened.connect(self._unsent.open)
        self._unsent.sent.connect(self.send_unsent)
        self._unsent.discarded.connect(self.discard_unsent)
        self._unsent.left.connect(self.close_unasked)
        self._detail.closed.connect(self._indices.setFocus)
        self._detail.grown.connect(self._sheet.place)
        self.shortcuts: dict[MonitorWindow, dict[str, QShortcut]] = {self: keys.bind(self, self._actions(self))}

    def _actions(self, window: MonitorWindow) -> dict[str, Callable[[], None]]:
        """What each key does when it is pressed on a monitor."""
        actions: dict[str, Callable[[], None]] = {
            "new_order": self.begin_order,
            "acknowledge": window.notices.acknowledge,
            "alarms": self.alarms.show,
            "commands": self.commands.show,
            "language": self.switch_language,
            "full_screen": self.toggle_full_screen,
            "lock": lambda: self.lock.lock(),
            "keys": self.show_keys,
            "past": self.time.toggled.emit,
            "fill": self.fill_asked.emit,
            "arrange": lambda: self.arrange_asked.emit(self.focused_panel()),
        }
        for number, name in enumerate(keys.PANEL_ORDER, 1):
            actions[f"focus_{number}"] = partial(self.focus_panel, name)
        for scene in self.scenes:
            if scene.key:
                actions[f"scene {scene.key}"] = partial(self.scene_asked.emit, scene.name)
        return actions

    def _open_from(self, notices: NoticeStrip) -> None:
        """What is pressed in a monitor's notices opens where it belongs."""
        notices.order_opened.connect(self.open_order)
        notices.help_opened.connect(self._go_to_unit)
        notices.incident_opened.connect(self.open_incident)
        notices.list_opened.connect(self.alarms.show)

    def _go_to_unit(self, unit: str) -> None:
        """Picks a unit in danger, and has the map go to it and stay with it."""
        self.selection.pick_unit(unit)
        self.selection.follow(unit)
        self.focus_panel("map")

    def open_incident(self, incident: str) -> None:
        """Opens an incident in its panel."""
        self.selection.open_incident(incident)
        self.focus_panel("incidents")

    def open_order(self, order: str) -> None:
        """Opens an order in the tracker."""
        self.selection.open_order(order)
        self.focus_panel("orders")

    def _rescale_rest(self) -> None:
        """What follows the scale beside the board."""
        by_size = theme.scale_for(self.width(), self.height())
        self.setMinimumSize(theme.px(1180, by_size), theme.px(700, by_size))
        self._detail.restyle()
        self._sheet.place()

    # -- Qt --------------------------------------------------------------------------------------------------------

    def follow_size(self) -> None:
        """The opened index follows too."""
        super().follow_size()
        self._sheet.place()

    def showEvent(self, event: QShowEvent) -> None:
        """At the first sight the dividers stand where they belong."""
        super().showEvent(event)
        if not self._sized:
            self._sized = True
            for layout in (self.layout(), self._column):
                if layout is not None:
                    layout.activate()
            self.board.divide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers where everything stood."""
        self.keep()
        super().closeEvent(event)


def scene_name(scene: Scene) -> str:
    """What the screens call a scene."""
    return scene.zh if language.current() == "zh" else scene.en
