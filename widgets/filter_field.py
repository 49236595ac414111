"""The field in a panel's header that narrows a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets import theme


class FilterField(QLineEdit):
    """A line to type into: every letter narrows, Escape empties it, Down or Enter goes to the table.

    Args:
        table: what Down and Enter give the focus to.
    """

    def __init__(self, table: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setClearButtonEnabled(True)

    def rescale(self) -> None:
        """Size for the scale in force."""
        self.setFixedSize(theme.px(200), theme.px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, Down and Enter; the rest is typing."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._table.setFocus()
        else:
            super().keyPressEvent(event)
