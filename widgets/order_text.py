"""The field that an order is written in: one line at first, more as it is needed."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from widgets import theme

MOST_LINES = 5

QWIDGETSIZE_MAX = 16_777_215
"""Qt's greatest size of a widget, px. Source: qwidget.h."""


class OrderText(QPlainTextEdit):
    """What is to be done, in words.

    Attributes:
        plan_wanted: Enter was pressed while there is no text.
        undo_wanted: the undo key was pressed while there is nothing of its own to undo.
    """

    plan_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.fit)

    def fit(self) -> None:
        """As high as its text, up to five lines."""
        metrics = self.fontMetrics()
        room = QRect(0, 0, max(1, self.viewport().width()), QWIDGETSIZE_MAX)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        text = metrics.boundingRect(room, int(flags), self.toPlainText() + "\u200b").height()
        lines = max(1, round(text / metrics.lineSpacing()))
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        # The style sheet's padding (4 px) and border (1 px), above and below.
        height = metrics.lineSpacing() * min(MOST_LINES, lines) + theme.px(12)
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)
        if lines <= MOST_LINES:
            self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in an empty field takes the plan; undo in an empty field brings back what was cleared."""
        plain = not event.modifiers()
        if event.text() in ("\r", "\n") and plain and not self.toPlainText().strip():
            self.plan_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.toPlainText():
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere at another width."""
        super().resizeEvent(event)
        self.fit()
