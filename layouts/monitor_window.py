"""The window of one monitor: the link above, a board of panels, the gravest notice below, a scale of its own.

Every monitor has one. It owns no panel: the desk's window does, and boards only show them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from cockpit.views.alarms import AlarmBook
from cockpit.views.link import LinkLine
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.watermark import watermark_words
from layouts.board import Board
from layouts.dividers import GAP_PX
from layouts.reading import reading_scale, scale_to_read
from widgets import language, theme, turns
from widgets.help_banner import HelpBanner
from widgets.link_strip import LinkStrip
from widgets.notice_strip import NoticeStrip
from widgets.panel import Panel
from widgets.past_bar import PastBar
from widgets.watermark import Watermark

RESIZE_REST_MS = 120
"""How long a window has to keep its size before everything takes on the new scale."""

_TURNS = frozenset(
    {
        QEvent.Type.UpdateRequest, QEvent.Type.Expose, QEvent.Type.Resize, QEvent.Type.LayoutRequest,
        QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.KeyPress, QEvent.Type.Enter,
        QEvent.Type.Wheel,
    }
)  # fmt: skip
"""Events of a window after which its own scale has to be in force."""

_TOUCHES = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.KeyPress, QEvent.Type.Wheel,
     QEvent.Type.TouchBegin}
)  # fmt: skip
"""Events of a window that say that somebody is there."""


class MonitorWindow(QMainWindow):
    """Strip, board and notices.

    Args:
        book: the alarms, shared by all monitors.

    Attributes:
        board: the panels' grid.
        past_bar: the time machine's line, while the past is shown.
        scaled: emitted when everything here has to take on another scale.
        closed: emitted when the window has been closed.
        unsent_opened: emitted when a person wants to see what is not sent.
        touched: emitted when a person does something on the monitor.
        may_close: asked before the window closes; whoever says no says why.
    """

    scaled = Signal()
    closed = Signal()
    unsent_opened = Signal()
    touched = Signal()

    def __init__(self, book: AlarmBook) -> None:
        super().__init__()
        self._situation: Situation | None = None
        self.may_close: Callable[[], bool] = _unasked
        self.scale = theme.scale()
        self._read_from: tuple[float, float] = (0.0, 0.0)
        self._strip, self._notices = LinkStrip(), NoticeStrip(book)
        self._help, self.past_bar = HelpBanner(), PastBar()
        self._strip.unsent_opened.connect(self.unsent_opened)
        self._desk = QWidget()
        self._desk.setObjectName("desk")
        self.board = Board()
        self._column = QVBoxLayout(self._desk)
        self._column.addWidget(self._strip)
        self._column.addWidget(self._help)
        self._column.addWidget(self.past_bar)
        self._column.addWidget(self.board, 1)
        self._column.addWidget(self._notices)
        self.setCentralWidget(self._desk)
        self._watermark = Watermark(self._desk)
        self._rest = QTimer(self, interval=RESIZE_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.follow_size)
        self._watched: QObject | None = None

    @property
    def notices(self) -> NoticeStrip:
        """The bottom line."""
        return self._notices

    @property
    def help_banner(self) -> HelpBanner:
        """Who calls for help, over the panels."""
        return self._help

    @property
    def link_line(self) -> LinkLine | None:
        """What the line above says of the link; None before the first moment."""
        return self._strip.line

    @property
    def situation(self) -> Situation | None:
        """The moment that is shown; None before the first."""
        return self._situation

    @property
    def surface(self) -> QWidget:
        """What sheets lie on."""
        return self._desk

    def refresh_notices(self, situation: Situation, changes: SituationChanges) -> None:
        """Hands a moment to the line below, and to the one that says who calls for help."""
        self.put_scale_in_force()
        if situation.past is not None:
            self.past_bar.refresh(situation)  # Before any panel shows the past, and until all of them have left it.
        self._help.refresh(situation.current, changes)
        self._notices.refresh(situation.current, changes)

    def refresh_strip(self, situation: Situation, changes: SituationChanges) -> None:
        """Hands a moment to the line above; the first one names window and tabs."""
        first, self._situation = self._situation is None, situation.current
        self.put_scale_in_force()
        self._strip.refresh(situation.current, changes)
        self._watermark.say(watermark_words(situation.current))
        self.past_bar.refresh(situation)
        if first:
            self.board.name_tabs()
            self.name_window()

    def fill(self, screen: QScreen) -> None:
        """Covers a monitor, without a frame."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    # -- scale -----------------------------------------------------------------------------------------------------

    def put_scale_in_force(self) -> None:
        """What is drawn from now on is drawn at this window's scale."""
        theme.set_scale(self.scale)

    def read_from(self, distance_m: float, height_m: float | None) -> None:
        """Says from where this monitor is read; its text follows.

        Args:
            distance_m: viewing distance.
            height_m: of the monitor's picture; None takes the monitor's own word.
        """
        own_m = self.screen().physicalSize().height() / 1000
        self._read_from = (distance_m, own_m if height_m is None else height_m)
        self.follow_size()

    def wanted_scale(self) -> float:
        """The scale for the window as it is, and for the distance that it is read from."""
        needed = reading_scale(*self._read_from, self.screen().geometry().height())
        return scale_to_read(theme.scale_for(self.width(), self.height()), needed)

    def follow_size(self) -> None:
        """Takes on the scale that the size asks for."""
        wanted = self.wanted_scale()
        if wanted != self.scale:
            self.scale = wanted
            self.dress()

    def dress(self) -> None:
        """Everything on this monitor at its scale."""
        self.put_scale_in_force()
        gap = theme.px(GAP_PX)
        self._column.setContentsMargins(gap, gap, gap, gap)
        self._column.setSpacing(gap)
        self.setStyleSheet(theme.qss(self.scale))
        self._strip.restyle()
        self._watermark.restyle()
        self._notices.restyle()
        self.past_bar.restyle()
        self._help.restyle()
        for panel in self.board.findChildren(Panel):
            panel.restyle()
        self.board.rescale()
        self.scaled.emit()

    def name_window(self) -> None:
        """Town and product in the title."""
        settings = self._situation.world.settings if self._situation is not None else None
        town = "" if settings is None else settings.name if language.current() == "zh" else settings.name_en
        product = self.tr("Cockpit")
        self.setWindowTitle(f"{town} · {product}" if town else product)

    # -- language --------------------------------------------------------------------------------------------------

    def _reword_in_turns(self) -> None:
        """Hands a new language on, a part a turn: strip, notices, panels, and whatever lies over them."""
        self.name_window()
        for part in (self._strip, self._notices, *self.board.findChildren(Panel), *self._sheets()):
            turns.later(part, partial(self._reword, part))

    def _sheets(self) -> list[QWidget]:
        """What lies on the surface beside strip, board and notices; dialogs hear of a language by themselves."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        known = (self._strip, self.board, self._notices)
        found = self._desk.findChildren(QWidget, options=direct) + self.findChildren(QWidget, options=direct)
        return [one for one in found if one not in known and one is not self._desk and not one.isWindow()]

    def _reword(self, part: QWidget) -> None:
        self.put_scale_in_force()
        if isinstance(part, Panel):
            part.reword()
        else:
            QCoreApplication.sendEvent(part, QEvent(QEvent.Type.LanguageChange))

    # -- Qt --------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Before anything of this window is painted, laid out or answered, its scale is put in force.

        A new language does not get any further: Qt would mark the whole window, and paint all of it in one turn.
        """
        kind = event.type()
        if kind in _TURNS and theme.scale() != self.scale:
            theme.set_scale(self.scale)
        if kind in _TOUCHES:
            self.touched.emit()
        if kind == QEvent.Type.LanguageChange and watched is self:
            self._reword_in_turns()
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """The first sight has the right scale already."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None and handle is not self._watched:
            self._watched = handle
            handle.installEventFilter(self)
            self.installEventFilter(self)
        self.follow_size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scale follows once the size rests."""
        super().resizeEvent(event)
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        """The window's title in the new language, while the window was never seen."""
        if event.type() == QEvent.Type.LanguageChange:
            self.name_window()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks, and says so."""
        if not self.may_close():
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()


def refresh_at_scale(panel: Panel, situation: Situation, changes: SituationChanges) -> None:
    """Refreshes a panel at the scale of the monitor that it stands on."""
    window = panel.window()
    if isinstance(window, MonitorWindow):
        window.put_scale_in_force()
    panel.refresh(situation, changes)


def _unasked() -> bool:
    return True
