"""Widgets side by side, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme


class Flow(QWidget):
    """Lays its items out like words in a line; hidden ones take no room.

    Args:
        line: height of a line, px at a desk.
    """

    def __init__(self, line: float = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self.items: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_items(self, items: Sequence[QWidget]) -> None:
        """Takes these widgets in, in this order."""
        self.items = list(items)
        for item in self.items:
            item.setParent(self)
        self.place()

    def sizeHint(self) -> QSize:
        """As wide as it is, as high as its lines."""
        return QSize(theme.px(200), self._lay_out(max(self.width(), theme.px(200)), move=False))

    def minimumSizeHint(self) -> QSize:
        """No narrower than one item, as high as its lines."""
        return QSize(theme.px(60), self.minimumHeight())

    def place(self) -> None:
        """Places the items anew: their sizes, or which of them are shown, have changed."""
        height = self._lay_out(self.width(), move=True)
        if self.minimumHeight() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Places the items for the new width."""
        super().resizeEvent(event)
        self.place()

    def _lay_out(self, width: int, *, move: bool) -> int:
        """Returns the height of all lines."""
        gap, x, y, line = theme.px(4), 0, 0, theme.px(self._line)
        for item in self.items:
            if item.isHidden():
                continue
            wide = min(item.sizeHint().width(), max(1, width))
            if x and x + wide > width:
                x, y = 0, y + line + gap
            if move:
                item.setGeometry(x, y, wide, line)
            x += wide + gap
        return y + line
