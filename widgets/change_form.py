"""A new version of an order that is under way, written in the line instead of in a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cockpit.domain.orders import TEXT_LIMIT, Order, Wording
from cockpit.domain.versions import ChangeOrder
from widgets import theme
from widgets.order_terms import OrderTerms
from widgets.order_text import OrderText
from widgets.text import Text


class ChangeForm(QWidget):
    """Text, priority and deadlines as they stand, to be changed. The place stays as it is.

    It holds what the order said when it was opened, so that what is sent is made from what was read.

    Attributes:
        changed: a ``ChangeOrder`` for the hub.
        left: the person wants it not done.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order, self._version = "", 1
        self._read: Wording | None = None
        self._priority = 2
        self.text = OrderText()
        self.terms = OrderTerms()
        self.hint = Text("small", "second")
        self.hint.setWordWrap(True)
        self.yes, self.no = QPushButton(), QPushButton()
        self.yes.setProperty("kind", "primary")
        self._column = QVBoxLayout(self)
        self._answers = QHBoxLayout()
        self._answers.addWidget(self.hint, 1)
        for button in (self.yes, self.no):
            self._answers.addWidget(button)
        for part in (self.text, self.terms):
            self._column.addWidget(part)
        self._column.addLayout(self._answers)
        self.text.textChanged.connect(self._look)
        self.terms.prioritised.connect(self._prioritise)
        self.terms.timed.connect(self._look)
        self.yes.clicked.connect(self.send)
        self.no.clicked.connect(self.left)
        self.hide()

    def open(self, order: Order) -> None:
        """Shows what the order says now."""
        self._order, self._version, self._read = order.id, order.version, order.wording
        self._priority = order.priority
        self.text.setPlainText(order.text)
        self.terms.show_terms(order.priority, order.deadlines)
        self.show()
        self.text.setFocus()
        self._look()

    def made(self) -> ChangeOrder | None:
        """The change as it stands in the form, None while there is none that could be sent."""
        deadlines = self.terms.typed()
        text = self.text.toPlainText().strip()
        if self._read is None or deadlines is None or not self.terms.sound or not 0 < len(text) <= TEXT_LIMIT:
            return None
        change = ChangeOrder(self._order, self._version, text, self._priority, deadlines, self._read.place)
        return change if change.wording != self._read else None

    def send(self) -> None:
        """Sends what was changed."""
        change = self.made()
        if change is not None:
            self.hide()
            self.changed.emit(change)

    def retranslate(self) -> None:
        """The fixed texts."""
        self.text.setAccessibleName(self.tr("Text"))
        self.yes.setText(self.tr("Send the new version"))
        self.no.setText(self.tr("Cancel"))
        self.hint.say(self.tr("Everybody who is not done must acknowledge anew; their clocks start anew."))
        self.terms.retranslate()

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        margin = theme.px(12)
        self._column.setContentsMargins(margin, theme.px(4), margin, theme.px(4))
        self._column.setSpacing(theme.px(6))
        self._answers.setSpacing(theme.px(8))
        self.text.fit()
        self.terms.rescale()

    def _prioritise(self, priority: int) -> None:
        self._priority = priority
        self._look()

    def _look(self) -> None:
        self.yes.setEnabled(self.made() is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is no, Ctrl+Enter is yes."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.send()
        else:
            super().keyPressEvent(event)
