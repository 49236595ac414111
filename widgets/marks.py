"""The shapes that stand beside every colour: bands and departments, painted so that no font has to have them."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme

BAND_SHAPES = {"green": "circle", "blue": "square", "yellow": "diamond", "orange": "triangle", "red": "alarm"}
"""A shape for each band; ``alarm`` is the triangle with an exclamation mark."""


def shape_path(shape: str, box: QRectF) -> QPainterPath:
    """The outline of a shape inside a box; an unknown shape is a circle."""
    path = QPainterPath()
    centre, radius = box.center(), min(box.width(), box.height()) / 2
    if shape == "square":
        inset = radius * 0.14
        path.addRect(
            QRectF(centre.x() - radius, centre.y() - radius, radius * 2, radius * 2).adjusted(
                inset, inset, -inset, -inset
            )
        )
    elif shape == "cross":
        arm = radius * 0.38
        path.addRect(QRectF(centre.x() - radius, centre.y() - arm, radius * 2, arm * 2))
        path.addRect(QRectF(centre.x() - arm, centre.y() - radius, arm * 2, radius * 2))
        path = path.simplified()
    elif shape in ("triangle", "alarm"):
        path.addPolygon(
            QPolygonF(
                [
                    QPointF(centre.x(), centre.y() - radius),
                    QPointF(centre.x() + radius, centre.y() + radius * 0.82),
                    QPointF(centre.x() - radius, centre.y() + radius * 0.82),
                ]
            )
        )
        path.closeSubpath()
    elif shape in ("diamond", "pentagon", "hexagon"):
        corners = {"diamond": 4, "pentagon": 5, "hexagon": 6}[shape]
        path.addPolygon(QPolygonF([_corner(centre, radius, number / corners) for number in range(corners)]))
        path.closeSubpath()
    else:
        path.addEllipse(centre, radius * 0.92, radius * 0.92)
    return path


def draw_shape(painter: QPainter, shape: str, box: QRectF, colour: QColor, *, hollow: bool = False) -> None:
    """Draws a shape filled, or as an outline (for what is out of contact or unknown)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if hollow:
        painter.setPen(QPen(colour, max(1.0, box.width() / 9), Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour))
    painter.drawPath(shape_path(shape, box))
    if shape == "alarm" and not hollow:
        _exclaim(painter, box)
    painter.restore()


def draw_band(painter: QPainter, band: str, box: QRectF, colour: QColor) -> None:
    """Draws the shape of a band."""
    draw_shape(painter, BAND_SHAPES.get(band, "circle"), box, colour, hollow=band not in BAND_SHAPES)


def _corner(centre: QPointF, radius: float, turn: float) -> QPointF:
    angle = 2 * math.pi * turn - math.pi / 2
    return QPointF(centre.x() + radius * math.cos(angle), centre.y() + radius * math.sin(angle))


def _exclaim(painter: QPainter, box: QRectF) -> None:
    radius = min(box.width(), box.height()) / 2
    centre = box.center()
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawRect(QRectF(centre.x() - radius * 0.09, centre.y() - radius * 0.35, radius * 0.18, radius * 0.62))
    painter.drawEllipse(QPointF(centre.x(), centre.y() + radius * 0.5), radius * 0.12, radius * 0.12)


class Mark(QWidget):
    """A shape by itself, beside a label: a band's, or a department's.

    Args:
        size: its side in px at a desk.
    """

    def __init__(self, size: float = 14) -> None:
        super().__init__()
        self._size = size
        self._shape, self._colour, self._hollow = "circle", "unknown", True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_band(self, band: str) -> None:
        """Takes on the shape and colour of a band; an unknown one is a dotted ring."""
        self.show_shape(
            BAND_SHAPES.get(band, "circle"), band if band in BAND_SHAPES else "unknown", band not in BAND_SHAPES
        )

    def show_shape(self, shape: str, token: str, hollow: bool = False) -> None:
        """Takes on a shape and a colour of the theme."""
        if (shape, token, hollow) != (self._shape, self._colour, self._hollow):
            self._shape, self._colour, self._hollow = shape, token, hollow
            self.update()

    def sizeHint(self) -> QSize:
        """A square at the scale in force."""
        side = theme.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """The same: a mark is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the shape in the middle."""
        side = theme.px(self._size)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        draw_shape(
            painter, self._shape, box.adjusted(0.5, 0.5, -0.5, -0.5), theme.colour(self._colour), hollow=self._hollow
        )
        painter.end()
