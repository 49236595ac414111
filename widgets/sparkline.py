"""Thirty days as a line: painted, because six small lines need neither axes nor a plotting library (decision 0051)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from widgets import theme

DAYS = 31
"""Thirty days and today."""


def draw_history(
    painter: QPainter, box: QRectF, values: Sequence[float | None], floor: float, limit: float, band: str
) -> None:
    """Draws values (oldest first, today last) between ``floor`` and 100, gaps where there is no data.

    Args:
        painter: paints on the widget.
        box: the room for line and figures.
        values: 0 to 100 each, None without data.
        floor: value at the lower edge.
        limit: value at which a dashed line stands, with its figure.
        band: colour of today's dot.
    """
    font = theme.font("small")
    metrics = QFontMetricsF(font)
    label_w = metrics.horizontalAdvance("100") + theme.px(4)
    room = box.adjusted(label_w, theme.px(4), -theme.px(4), -theme.px(4))

    def y_of(value: float) -> float:
        share = (min(100.0, max(floor, value)) - floor) / max(1.0, 100.0 - floor)
        return room.bottom() - share * room.height()

    painter.setPen(QPen(theme.colour("line"), theme.px(1), Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(room.left(), y_of(limit)), QPointF(room.right(), y_of(limit)))
    painter.setFont(font)
    painter.setPen(theme.colour("third"))
    painter.drawText(
        QRectF(box.left(), y_of(limit) - metrics.height() / 2, label_w - theme.px(6), metrics.height()),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
        f"{limit:.0f}",
    )
    step = room.width() / (DAYS - 1)
    start = DAYS - len(values)
    painter.setPen(QPen(theme.colour("second"), max(1.0, 1.4 * theme.scale())))
    for run in _runs(values):
        points = [QPointF(room.left() + (start + day) * step, y_of(value)) for day, value in run]
        painter.drawPolyline(QPolygonF(points)) if len(points) > 1 else painter.drawPoint(points[0])
    if values and values[-1] is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(band))
        painter.drawEllipse(QPointF(room.right(), y_of(values[-1])), theme.px(3.5), theme.px(3.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Stretches of days that have data."""
    runs: list[list[tuple[int, float]]] = [[]]
    for day, value in enumerate(values):
        if value is not None:
            runs[-1].append((day, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
