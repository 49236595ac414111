"""A choice from a list, with a mark that says that there is one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QWidget

from widgets import theme


class Choice(QComboBox):
    """A combo box as the theme dresses it, and a chevron at its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the box, then the chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("second" if self.isEnabled() else "line"), theme.px(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        reach = theme.px(4)
        x, y = self.width() - theme.px(14), self.height() / 2
        painter.drawPolyline(
            QPolygonF([QPointF(x - reach, y - reach / 2), QPointF(x, y + reach / 2), QPointF(x + reach, y - reach / 2)])
        )
        painter.end()
