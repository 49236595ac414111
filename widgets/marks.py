"""The shapes that stand beside every colour: bands and departments, painted so that no font has to have them."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

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
