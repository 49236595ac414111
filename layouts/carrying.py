"""A panel is carried by its title: over another one it says where it would land, and lands there when it is let go."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWindow
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from layouts.arranger import Arranger
from layouts.arranging import Side
from layouts.monitor_window import MonitorWindow
from layouts.window import CockpitWindow
from widgets.own_window import lie_over, own_windows, paint_ground
from widgets.panel import Panel
from widgets.text import Text

EDGE = 0.25
"""The part of a panel at each edge where another one lands beside it; in the middle the two change places."""

Landing = tuple[Panel, Side | None]
"""The panel under the pointer, and the side of it; None where the two change places."""


class Carrying(QObject):
    """Watches the panels' titles.

    Args:
        desk: has the panels.
        arranger: does what a landing means.
    """

    def __init__(self, desk: CockpitWindow, arranger: Arranger) -> None:
        super().__init__(desk)
        self._desk, self._arranger = desk, arranger
        self._pressed: tuple[Panel, QPoint] | None = None
        self._carried = False
        self._landing: Landing | None = None
        self.shade = Shade(desk.surface)
        for panel in desk.panels.values():
            panel.header.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the pointer from the press on a title to where it is let go; Esc leaves everything as it is."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            return self._press(watched, event)
        if kind == QEvent.Type.MouseButtonDblClick:
            panel = self._panel_of(watched)
            if panel is not None:
                self._arranger.fill(panel)
            return panel is not None
        if self._pressed is None:
            return False
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._follow(event.globalPosition().toPoint())
        elif kind == QEvent.Type.MouseButtonRelease:
            self._let_go()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._give_up()
            return True
        return False

    # -- inside ----------------------------------------------------------------------------------------------------

    def _panel_of(self, header: QObject) -> Panel | None:
        return next((one for one in self._desk.panels.values() if one.header is header), None)

    def _handles(self) -> Iterator[QWindow]:
        for window in {panel.window() for panel in self._desk.panels.values()}:
            yield from own_windows(window)

    def _press(self, watched: QObject, event: QMouseEvent) -> bool:
        panel = self._panel_of(watched)
        if panel is not None and event.button() == Qt.MouseButton.LeftButton and not self._arranger.locked:
            self._pressed = (panel, event.globalPosition().toPoint())
        return False

    def _follow(self, at: QPoint) -> None:
        assert self._pressed is not None
        panel, start = self._pressed
        if not self._carried and (at - start).manhattanLength() < QApplication.startDragDistance():
            return
        if not self._carried:
            self._carried = True
            for handle in self._handles():
                handle.installEventFilter(self)  # for Esc, wherever the keyboard is
            panel.header.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._landing = self._landing_at(panel, at)
        self._show_landing()

    def _landing_at(self, carried: Panel, at: QPoint) -> Landing | None:
        for panel in self._desk.panels.values():
            if panel is carried or not panel.isVisible():
                continue
            here = panel.mapFromGlobal(at)
            if panel.rect().contains(here):
                return panel, side_at(here, panel.rect(), panel.header.height())
        return None

    def _show_landing(self) -> None:
        if self._landing is None:
            self.shade.hide()
            return
        panel, side = self._landing
        host = panel.window()
        if isinstance(host, MonitorWindow):
            host.put_scale_in_force()
            box = QRect(panel.mapTo(host.surface, QPoint(0, 0)), panel.size())
            self.shade.show_over(host.surface, half(box, side), self._words(panel, side))

    def _words(self, panel: Panel, side: Side | None) -> str:
        name = panel.accessibleName()
        words = {
            None: self.tr("Swap with {panel}"),
            "left": self.tr("Left of {panel}"),
            "right": self.tr("Right of {panel}"),
            "above": self.tr("Above {panel}"),
            "below": self.tr("Below {panel}"),
            "behind": self.tr("With {panel}, behind tabs"),
        }
        return words[side].format(panel=name)

    def _let_go(self) -> None:
        pressed, landing, carried = self._pressed, self._landing, self._carried
        self._give_up()
        if pressed is None or landing is None or not carried:
            return
        panel, side = landing
        if side is None:
            self._arranger.swap(pressed[0].name, panel.name)
        else:
            self._arranger.move(pressed[0].name, panel.name, side)

    def _give_up(self) -> None:
        for handle in self._handles() if self._carried else ():
            handle.removeEventFilter(self)
        if self._pressed is not None:
            self._pressed[0].header.unsetCursor()
        self._pressed, self._carried, self._landing = None, False, None
        self.shade.hide()


def side_at(at: QPoint, box: QRect, header: int) -> Side | None:
    """Which side of a panel a point means: its title is for tabs, its edges for beside, its middle for a swap."""
    if at.y() < header:
        return "behind"
    x = at.x() / max(1, box.width())
    y = (at.y() - header) / max(1, box.height() - header)
    near: dict[Side, float] = {"left": x, "right": 1 - x, "above": y, "below": 1 - y}
    side = min(near, key=lambda one: near[one])
    return side if near[side] < EDGE else None


def half(box: QRect, side: Side | None) -> QRect:
    """The part of a panel's place that a landing takes."""
    wide, high = box.width() // 2, box.height() // 2
    return {
        "left": QRect(box.left(), box.top(), wide, box.height()),
        "right": QRect(box.left() + wide, box.top(), box.width() - wide, box.height()),
        "above": QRect(box.left(), box.top(), box.width(), high),
        "below": QRect(box.left(), box.top() + high, box.width(), box.height() - high),
    }.get(side or "", box)


class Shade(QFrame):
    """Lies where a carried panel would land, and says so."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setProperty("lit", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = Text("title")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        QVBoxLayout(self).addWidget(self.words)
        lie_over(self)
        self.hide()

    def show_over(self, surface: QWidget, box: QRect, words: str) -> None:
        """Shows itself on a monitor."""
        if self.parentWidget() is not surface:
            self.setParent(surface)
        self.words.say(words)
        if self.geometry() != box:
            self.setGeometry(box)
        if not self.isVisible():
            self.show()
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, to the corners."""
        paint_ground(self)
        super().paintEvent(event)
