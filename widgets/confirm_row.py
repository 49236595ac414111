"""A question in the line, instead of a dialog: a reason to type, a button that does it, a button that does not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from widgets import theme
from widgets.text import Text


class ConfirmRow(QWidget):
    """Asks for a reason and a confirmation.

    Args:
        asks: whether words are asked for; without, the question stands where they would be typed.

    Attributes:
        confirmed: the reason, which may be empty.
    """

    confirmed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, asks: bool = True) -> None:
        super().__init__(parent)
        self.reason = QLineEdit()
        self.question = Text("body")
        self.question.setWordWrap(True)
        self.reason.setVisible(asks)
        self.question.setVisible(not asks)
        self.yes = QPushButton()
        self.yes.setProperty("kind", "danger")
        self.no = QPushButton()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.reason, 1)
        self._row.addWidget(self.question, 1)
        self._row.addWidget(self.yes)
        self._row.addWidget(self.no)
        self.yes.clicked.connect(self._confirm)
        self.reason.returnPressed.connect(self._confirm)
        self.no.clicked.connect(self.put_away)
        self.hide()

    def say(self, ask: str, yes: str, no: str) -> None:
        """The question and the two answers."""
        self.reason.setPlaceholderText(ask)
        self.reason.setAccessibleName(ask)
        self.question.say(ask)
        self.yes.setText(yes)
        self.no.setText(no)

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        self._row.setSpacing(theme.px(8))

    def ask(self, *, words: str = "") -> None:
        """Shows itself with the focus in the reason, or on the answer that does nothing.

        Args:
            words: what stands in the reason at first, picked so that typing replaces it.
        """
        self.reason.setText(words)
        self.reason.selectAll()
        self.show()
        (self.reason if self.question.isHidden() else self.no).setFocus()

    def put_away(self) -> None:
        """Nothing is done."""
        self.hide()

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit(self.reason.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is no."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
