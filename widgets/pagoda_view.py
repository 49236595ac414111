"""The pagoda: five tiers of cells, painted; what is picked and the way up to the core lit."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cockpit.domain.circles import TIERS
from cockpit.domain.indices import Band
from cockpit.views.circles import CircleCell, Pagoda
from cockpit.views.words import word
from widgets import language, theme
from widgets.marks import BAND_SHAPES, draw_shape
from widgets.pagoda_layout import Placed, place_cells

FILL = {"green": 0.0, "blue": 0.0, "yellow": 0.5, "orange": 0.75, "red": 1.0}
"""How far a cell is filled for its band: the level reads without colour. What needs nobody stays neutral."""

TICKS = {"green": 0, "blue": 0, "yellow": 1, "orange": 2, "red": 3}

OUT_SHARE = 10
"""A circle is marked when a tenth of its units is out of contact: one of three in a grid, six of sixty at a station."""

ARROWS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}


class PagodaView(QWidget):
    """One widget for all circles.

    Attributes:
        pressed: emits (circle id, whether to add it).
        pointed: emits the id of the circle under the pointer, empty when it has left.
        walked: emits an arrow's name: the panel knows where it leads.
    """

    pressed = Signal(str, bool)
    pointed = Signal(str)
    walked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._pagoda = Pagoda(())
        self._inside: frozenset[str] = frozenset()
        self._way: frozenset[str] = frozenset()
        self._picked: frozenset[str] = frozenset()
        self._cursor = ""
        self._placed: list[Placed] = []
        self._painted = QPixmap()
        self._painted_for: tuple[object, ...] = ()
        self._stale = QRegion()
        self._dots: dict[tuple[float, float, str], QPixmap] = {}
        self._tip: Callable[[CircleCell], str] = lambda cell: cell.name
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pagoda(self, pagoda: Pagoda, tip: Callable[[CircleCell], str]) -> None:
        """Shows the circles' states: only the cells that look different from before are painted again.

        Args:
            pagoda: the circles.
            tip: what is said of the circle under the pointer.
        """
        self._tip = tip
        if pagoda == self._pagoda:
            return
        old, self._pagoda = self._placed, pagoda
        self._place()
        if [placed.cell.id for placed in old] != [placed.cell.id for placed in self._placed]:
            self._change(QRegion(self.rect()))
            return
        for before, now in zip(old, self._placed, strict=True):
            if _look(before.cell) != _look(now.cell):
                self._update_cell(now.box)

    def show_picked(self, picked: frozenset[str], inside: frozenset[str], way: frozenset[str]) -> None:
        """Lights what is picked, all below it, and the way from it up to the core."""
        if (picked, inside, way) != (self._picked, self._inside, self._way):
            self._picked, self._inside, self._way = picked, inside, way
            self._change(QRegion(self.rect()))  # the lines of the way run all over the picture

    def set_cursor(self, circle: str) -> None:
        """Where the arrow keys stand."""
        if circle != self._cursor:
            for moved in (self._cursor, circle):
                box = self.box_of(moved)
                if box is not None:
                    self._update_cell(box)
            self._cursor = circle

    def circle_at(self, x: float, y: float) -> str:
        """Id of the circle at a point of the widget, empty where there is none."""
        reach = theme.px(1)
        for placed in self._placed:
            if placed.box.adjusted(-reach, -reach, reach, reach).contains(x, y):
                return placed.cell.id
        return ""

    def box_of(self, circle: str) -> QRectF | None:
        """Where a circle's cell stands."""
        return next((placed.box for placed in self._placed if placed.cell.id == circle), None)

    def _update_cell(self, box: QRectF) -> None:
        self._change(QRegion(_with_edge(box).toAlignedRect()))

    def _change(self, region: QRegion) -> None:
        """What is shown there is no longer so."""
        self._stale += region
        self.update(region)

    def _place(self) -> None:
        self._placed = place_cells(self._pagoda, self.width(), self.height(), theme.px)

    def restyle(self) -> None:
        """The scale has changed."""
        self._place()
        self.updateGeometry()
        self._change(QRegion(self.rect()))

    # -- painting --------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Room for five tiers."""
        return QSize(theme.px(420), theme.px(216))

    def minimumSizeHint(self) -> QSize:
        """Less makes the grid's cells too small to hit."""
        return QSize(theme.px(320), theme.px(168))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cells follow the room."""
        super().resizeEvent(event)
        self._place()
        self._change(QRegion(self.rect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copies the picture, after what has changed in it was drawn anew: Qt asks for it far more often than that."""
        key = (self.size(), self.devicePixelRatioF(), theme.tone(), language.current(), self.hasFocus())
        if key != self._painted_for:
            self._painted_for = key
            self._painted = QPixmap(self.size() * self.devicePixelRatioF())
            self._painted.setDevicePixelRatio(self.devicePixelRatioF())
            self._painted.fill(Qt.GlobalColor.transparent)
            self._stale = QRegion(self.rect())
        if not self._stale.isEmpty():
            self._renew(self._stale)
            self._stale = QRegion()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted)
        painter.end()

    def _renew(self, region: QRegion) -> None:
        touched = [placed for placed in self._placed if region.intersects(_with_edge(placed.box).toAlignedRect())]
        painter = QPainter(self._painted)
        painter.setClipRegion(region)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(self.rect(), Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_tiers(painter)
        self._paint_legend(painter)
        self._paint_way(painter)
        for placed in touched:
            self._paint_cell(painter, placed)
        for placed in touched:
            self._paint_outline(painter, placed)
        painter.end()

    def _paint_tiers(self, painter: QPainter) -> None:
        painter.setFont(theme.font("small"))
        firsts = {placed.cell.tier: placed.box for placed in reversed(self._placed)}
        for number, row in enumerate(self._pagoda.rows):
            if not row or row[0].tier not in firsts:
                continue
            box = firsts[row[0].tier]
            room = QRectF(0, box.top(), self.width(), max(box.height(), theme.px(18)))
            painter.setPen(theme.colour("third"))
            text = f"{word(TIERS[number], language.current())} {len(row)}"
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_legend(self, painter: QPainter) -> None:
        """What dot and dotted edge mean, right of the pagoda's top."""
        painter.setFont(theme.font("small"))
        metrics = painter.fontMetrics()
        side, line = theme.px(6), metrics.height()
        texts = (self.tr("unanswered"), self.tr("10 % out"))
        for number, text in enumerate(texts):
            right = self.width() - theme.px(2)
            room = QRectF(right - metrics.horizontalAdvance(text), number * line, right, metrics.height())
            room.setRight(right)
            painter.setPen(theme.colour("third"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
            mark = QPointF(room.left() - theme.px(8), room.center().y())
            if number == 0:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("text"))
                painter.drawEllipse(mark, side / 2, side / 2)
            else:
                painter.setPen(QPen(theme.colour("text"), theme.px(1.5), Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(mark.x() - theme.px(10), mark.y()), QPointF(mark.x() + theme.px(3), mark.y()))

    def _paint_way(self, painter: QPainter) -> None:
        """Lines from each lit circle to its parent's cell."""
        boxes = {placed.cell.id: placed for placed in self._placed}
        painter.setPen(QPen(theme.colour("action"), theme.px(1.5)))
        lit = [placed for placed in self._placed if placed.cell.id in self._way]
        for upper in lit:
            for lower in lit:
                if TIERS.index(lower.cell.tier) == TIERS.index(upper.cell.tier) + 1 and lower.parent == upper.cell.id:
                    start, end = boxes[upper.cell.id].box, boxes[lower.cell.id].box
                    middle = (start.bottom() + end.top()) / 2
                    points = (start.center().x(), end.center().x())
                    painter.drawLine(QPointF(points[0], start.bottom()), QPointF(points[0], middle))
                    painter.drawLine(QPointF(points[0], middle), QPointF(points[1], middle))
                    painter.drawLine(QPointF(points[1], middle), QPointF(points[1], end.top()))

    def _paint_cell(self, painter: QPainter, placed: Placed) -> None:
        cell, box = placed.cell, placed.box
        painter.setPen(Qt.PenStyle.NoPen)
        radius = min(theme.px(3), box.width() / 4)
        if cell.band is None:
            painter.setPen(QPen(theme.colour("unknown"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        else:
            neutral = "blue_wash" if cell.band == "blue" else "raised"
            painter.setBrush(theme.colour("action_fill" if cell.id in self._inside else neutral))
            painter.drawRoundedRect(box, radius, radius)
            level = level_of(cell)
            if level:
                painter.setBrush(theme.colour(cell.band))
                empty = 0.0 if _labelled(box) else box.height() * (1 - level)
                painter.drawRoundedRect(box.adjusted(0, empty, 0, 0), radius, radius)
        self._paint_label(painter, cell, box)
        self._paint_doubts(painter, cell, box)

    def _paint_label(self, painter: QPainter, cell: CircleCell, box: QRectF) -> None:
        if not _labelled(box):
            return
        font = theme.font("small")
        painter.setFont(font)
        shown = painter.fontMetrics().elidedText(cell.short, Qt.TextElideMode.ElideRight, round(box.width()) + 1)
        painter.setPen(theme.colour("window" if level_of(cell) else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        if level_of(cell) and cell.band is not None:
            self._paint_level(painter, cell.band, box)

    def _paint_level(self, painter: QPainter, band: Band, box: QRectF) -> None:
        """The band without its colour: its shape in the corner, or one to three ticks where that has no room."""
        side, inset = theme.px(9), theme.px(2)
        if box.width() >= theme.px(36):
            corner = QRectF(box.left() + inset, box.bottom() - side - inset, side, side)
            draw_shape(painter, BAND_SHAPES[band], corner, theme.colour("window"))
            return
        for tick in range(TICKS[band]):
            x = box.left() + inset * (1 + 2.5 * tick)
            painter.fillRect(QRectF(x, box.bottom() - inset * 2, theme.px(3), inset), theme.colour("window"))

    def _paint_doubts(self, painter: QPainter, cell: CircleCell, box: QRectF) -> None:
        """A dotted upper edge for many units out of contact, a dot in the corner for an order that nobody answered."""
        if _many_out(cell):
            painter.setPen(QPen(theme.colour("text"), theme.px(1.5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLines(_dots(box.left() + 1, box.right() - 1, box.top() + theme.px(1.5) / 2, theme.px(1.5)))
        if cell.unanswered:
            side = min(theme.px(6), box.width() * 0.6)
            dot = self._dot(side)
            reach = dot.width() / dot.devicePixelRatioF() / 2
            painter.drawPixmap(QPointF(box.right() - side * 0.4 - reach, box.top() + side * 0.5 - reach), dot)

    def _dot(self, side: float) -> QPixmap:
        """The dot of that size, drawn once: an order to all puts one into every circle at the same time."""
        ratio = self.devicePixelRatioF()
        key = (round(side, 2), ratio, theme.tone())
        if key not in self._dots:
            edge = math.ceil(side) + 2
            dot = QPixmap(round(edge * ratio), round(edge * ratio))
            dot.setDevicePixelRatio(ratio)
            dot.fill(Qt.GlobalColor.transparent)
            painter = QPainter(dot)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("window"), 1))
            painter.setBrush(theme.colour("text"))
            painter.drawEllipse(QPointF(edge / 2, edge / 2), side / 2, side / 2)
            painter.end()
            self._dots[key] = dot
        return self._dots[key]

    def _paint_outline(self, painter: QPainter, placed: Placed) -> None:
        cell, box = placed.cell, placed.box
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = min(theme.px(3), box.width() / 4)
        if cell.id in self._picked or cell.id in self._way:
            width = theme.px(2 if cell.id in self._picked else 1.5)
            painter.setPen(QPen(theme.colour("text" if cell.id in self._picked else "action"), width))
            painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus() and cell.id == self._cursor:
            reach = theme.px(3)
            painter.setPen(QPen(theme.colour("action"), theme.px(1.5), Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(-reach, -reach, reach, reach), radius, radius)

    # -- hands -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click picks a circle, with Ctrl it adds it."""
        circle = self.circle_at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and circle:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.pressed.emit(circle, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Says which circle is pointed at."""
        self.pointed.emit(self.circle_at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self.pointed.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the tree, Enter or the space bar picks, with Ctrl adds."""
        key = event.key()
        if key in ARROWS:
            self.walked.emit(ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cursor:
            self.pressed.emit(self._cursor, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """A tooltip for each circle."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            circle = self.circle_at(event.pos().x(), event.pos().y())
            tip = next((self._tip(placed.cell) for placed in self._placed if placed.cell.id == circle), "")
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)


def _many_out(cell: CircleCell) -> bool:
    return cell.out * OUT_SHARE >= cell.units > 0


def _look(cell: CircleCell) -> tuple[object, ...]:
    """What of a cell is painted."""
    return cell.short, cell.band, _many_out(cell), bool(cell.unanswered)


def _with_edge(box: QRectF) -> QRectF:
    """A cell with its outline, and the dashes around it while the keyboard stands there."""
    reach = theme.px(5)
    return box.adjusted(-reach, -reach, reach, reach)


def _dots(left: float, right: float, y: float, side: float) -> list[QLineF]:
    """A dotted line as short strokes: a pen that dots is many times slower when every cell has such an edge."""
    count = max(1, int((right - left + 2 * side) // (3 * side)))
    return [QLineF(left + 3 * side * at, y, left + 3 * side * at + side, y) for at in range(count)]


def _labelled(box: QRectF) -> bool:
    """Whether a cell has room for a label; such a cell is filled whole, and its band told by a shape in its corner."""
    return box.width() >= theme.px(16)


def level_of(cell: CircleCell) -> float:
    """How far a cell is filled, 0 to 1."""
    return 0.0 if cell.band is None else FILL[cell.band]
