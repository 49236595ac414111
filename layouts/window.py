"""The window: one link strip, three columns of panels, one line of notices, one shared selection, one map of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from cockpit.domain.indices import Domain
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.words import Language
from layouts import keys
from layouts.arrangement import GAP_PX, Arrangement, beside
from layouts.memory import Memory
from widgets import language, theme, turns
from widgets.circles_panel import CirclesPanel
from widgets.duty_panel import DutyPanel
from widgets.index_detail import IndexDetailPanel
from widgets.indices_panel import IndicesPanel
from widgets.key_sheet import KeySheet
from widgets.link_strip import LinkStrip
from widgets.notice_strip import NoticeStrip
from widgets.own_window import give_own_window
from widgets.panel import Panel

SHEET_PX = 720
"""Width of an opened index."""

RESIZE_REST_MS = 120
"""How long a window has to keep its size before everything takes on the new scale."""


class CockpitWindow(QMainWindow):
    """All panels of one monitor.

    Args:
        selection: the one shared selection.
        panels: the panels beside those that every window has: map, incidents, units, orders, composer.
        memory: where the window's place is kept; nothing is remembered without one.

    Attributes:
        command: a domain command from any panel, for the hub.
        ask: (what, args, callback) from any panel.
        language_changed: emits the new language after a switch by key.
        closed: emitted when the window has been closed.
    """

    command = Signal(object)
    ask = Signal(str, dict, object)
    language_changed = Signal(str)
    closed = Signal()

    def __init__(self, selection: Selection, panels: Iterable[Panel] = (), memory: Memory | None = None) -> None:
        super().__init__()
        self.selection = selection
        self._memory = memory
        self._situation: Situation | None = None
        own = (IndicesPanel(selection), DutyPanel(selection), CirclesPanel(selection))
        self._panels: dict[str, Panel] = {panel.name: panel for panel in (*own, *panels)}
        self._indices = own[0]
        self._strip, self._notices = LinkStrip(), NoticeStrip()
        self._arrangement = Arrangement(self._panels)
        self._desk = QWidget()
        self._desk.setObjectName("desk")
        self._column = QVBoxLayout(self._desk)
        self._column.addWidget(self._strip)
        self._column.addWidget(self._arrangement.columns, 1)
        self._column.addWidget(self._notices)
        self.setCentralWidget(self._desk)
        self._detail = IndexDetailPanel(selection, self._desk)
        self._detail.setProperty("lit", "true")
        self._detail.hide()
        self._key_sheet = KeySheet(self._desk)
        for sheet in (self._detail, self._key_sheet):
            give_own_window(sheet)  # they lie over the map, which has one
        self._rest = QTimer(self, interval=RESIZE_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._follow_size)
        self._sized = False
        self._connect()
        self._dress()

    # -- from outside ----------------------------------------------------------------------------------------------

    def refresh(self, situation: Situation, changes: SituationChanges) -> None:
        """Hands a moment to every panel."""
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
        return self._panels.get(name)

    def open_on(self, screen: QScreen, *, full: bool = False) -> None:
        """Shows the window: where it was left, or else filling the screen.

        Args:
            screen: where it opens for the first time.
            full: without a frame, over everything.
        """
        restored = False
        self.setGeometry(screen.availableGeometry())
        if self._memory is not None:
            blob = self._memory.blob("geometry")
            restored = not blob.isEmpty() and self.restoreGeometry(blob)
        if full:
            self.showFullScreen()
        elif restored:
            self.show()
        else:
            self.showMaximized()

    # -- actions ---------------------------------------------------------------------------------------------------

    def switch_language(self) -> None:
        """Chinese or English, without a restart; remembered."""
        chosen: Language = "en" if language.current() == "zh" else "zh"
        language.use(chosen)
        if self._memory is not None:
            self._memory.language = chosen
        self.language_changed.emit(chosen)

    def focus_panel(self, name: str) -> None:
        """Brings a panel to the front and gives it the keyboard."""
        panel = self._panels.get(name)
        if panel is None:
            return
        self._arrangement.show_panel(panel)
        panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_panel(self, name: str) -> None:
        """Brings a panel to the front without giving it the keyboard."""
        panel = self._panels.get(name)
        if panel is not None:
            self._arrangement.show_panel(panel)

    def begin_order(self) -> None:
        """Brings the composer to the front and gives it the keyboard."""
        self.focus_panel("composer")

    def keep(self) -> None:
        """Remembers where everything stands."""
        if self._memory is not None:
            self._memory.keep_blob("geometry", self.saveGeometry())
            self._arrangement.keep(self._memory)
            self._memory.write()

    def open_index(self, circle: str, domain: Domain) -> None:
        """Opens what an index lost its points on, beside the indices."""
        self._place_detail()
        self._detail.open_index(circle, domain)

    def show_keys(self) -> None:
        """Shows the sheet of keys, or puts it away."""
        if self._key_sheet.isVisible():
            self._key_sheet.put_away()
            return
        groups = [(self.tr("Everywhere"), keys.global_help()), (self.tr("Panels"), self._panel_numbers())]
        groups += [(panel.accessibleName(), panel.key_help()) for panel in self._panels.values()]
        self._key_sheet.show_groups(self.tr("Keys"), groups)

    def toggle_full_screen(self) -> None:
        """Without a frame over everything, or back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _pieces(self, situation: Situation, changes: SituationChanges) -> list[Callable[[], None]]:
        """What a moment is to the window, in pieces that may be done in turns: alarms first.

        The link's line comes last: once it says that the picture is live, every panel shows it.
        """
        panels = (*self._panels.values(), self._detail)
        return [
            partial(self._notices.refresh, situation, changes),
            *(partial(panel.refresh, situation, changes) for panel in panels),
            partial(self._strip.refresh, situation, changes),
            partial(self._take_in, situation),
        ]

    def _take_in(self, situation: Situation) -> None:
        """The first moment names the window and the tabs."""
        first, self._situation = self._situation is None, situation
        if first:
            self._arrangement.name_tabs()
            self._name_window()

    def _connect(self) -> None:
        for panel in (*self._panels.values(), self._detail):
            panel.command.connect(self.command)
            panel.ask.connect(self.ask)
        self._indices.index_opened.connect(self.open_index)
        self._notices.order_opened.connect(self._open_order)
        self._notices.command.connect(self.command)
        self._detail.closed.connect(self._indices.setFocus)
        self._detail.grown.connect(self._place_detail)
        actions: dict[str, Callable[[], None]] = {
            "new_order": self.begin_order,
            "acknowledge": self._notices.acknowledge,
            "language": self.switch_language,
            "full_screen": self.toggle_full_screen,
            "keys": self.show_keys,
        }
        for number, name in enumerate(keys.PANEL_ORDER, 1):
            actions[f"focus_{number}"] = partial(self.focus_panel, name)
        self.shortcuts = keys.bind(self, actions)

    def _open_order(self, order: str) -> None:
        self.selection.open_order(order)
        self.focus_panel("orders")

    def _panel_numbers(self) -> list[tuple[str, str]]:
        return [
            (f"Ctrl+{number}", self._panels[name].accessibleName())
            for number, name in enumerate(keys.PANEL_ORDER, 1)
            if name in self._panels
        ]

    def _dress(self) -> None:
        """Everything at the scale in force."""
        self.setMinimumSize(theme.px(1180), theme.px(700))
        gap = theme.px(GAP_PX)
        self._column.setContentsMargins(gap, gap, gap, gap)
        self._column.setSpacing(gap)
        self.setStyleSheet(theme.qss(theme.scale()))
        self._strip.restyle()
        self._notices.restyle()
        for panel in (*self._panels.values(), self._detail):
            panel.restyle()
        self._arrangement.rescale()
        self._place_detail()

    def _follow_size(self) -> None:
        wanted = theme.scale_for(self.width(), self.height())
        if wanted != theme.scale():
            theme.set_scale(wanted)
            self._dress()
        self._place_detail()

    def _place_detail(self) -> None:
        left, top, width, height = beside(self._indices, self._desk, theme.px(SHEET_PX))
        self._detail.setGeometry(left, top, width, min(height, self._detail.wanted_height()))

    def _name_window(self) -> None:
        situation = self._situation
        settings = situation.world.settings if situation is not None else None
        town = "" if settings is None else settings.name if language.current() == "zh" else settings.name_en
        product = self.tr("Cockpit")
        self.setWindowTitle(f"{town} · {product}" if town else product)

    # -- Qt --------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """The first sight has the right scale already."""
        super().showEvent(event)
        self._follow_size()
        if not self._sized:
            self._sized = True
            for layout in (self.layout(), self._column):
                if layout is not None:
                    layout.activate()
            self._arrangement.size()
            if self._memory is not None:
                self._arrangement.restore(self._memory)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scale follows once the size rests."""
        super().resizeEvent(event)
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        """The window's title in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name_window()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers where everything stood."""
        self.keep()
        super().closeEvent(event)
        self.closed.emit()
