"""What the outgoing commander types into a handover: weather, a promise and to whom, a note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from cockpit.domain.handovers import WORDS_LIMIT, ItemKind
from cockpit.views.handover import kind_word
from widgets import language, theme
from widgets.choice import Choice

KINDS: tuple[ItemKind, ...] = ("note", "weather", "promise")


class AddRow(QWidget):
    """A line that adds one item.

    Attributes:
        added: (kind, text, to whom).
    """

    added = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Choice()
        self.to, self.text = QLineEdit(), QLineEdit()
        for field in (self.to, self.text):
            field.setMaxLength(WORDS_LIMIT)
        self.add = QPushButton()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.kind)
        self._row.addWidget(self.to, 1)
        self._row.addWidget(self.text, 3)
        self._row.addWidget(self.add)
        self.kind.currentIndexChanged.connect(self._changed)
        self.text.textChanged.connect(self._changed)
        self.to.textChanged.connect(self._changed)
        self.text.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)

    def say(self, ask: str, to: str, add: str) -> None:
        """The texts in the language in force."""
        for field, words in ((self.text, ask), (self.to, to)):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.add.setText(add)
        kept = max(0, self.kind.currentIndex())
        self.kind.clear()
        for kind in KINDS:
            self.kind.addItem(kind_word(kind, language.current()), kind)
        self.kind.setCurrentIndex(kept)

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        self._row.setSpacing(theme.px(8))

    def _changed(self) -> None:
        promise = self.kind.currentData() == "promise"
        self.to.setVisible(promise)
        self.add.setEnabled(bool(self.text.text().strip()) and (not promise or bool(self.to.text().strip())))

    def _add(self) -> None:
        if self.add.isEnabled():
            to = self.to.text().strip() if self.kind.currentData() == "promise" else ""
            self.added.emit(str(self.kind.currentData()), self.text.text().strip(), to)
            self.text.clear()
            self.to.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties it."""
        if event.key() == Qt.Key.Key_Escape:
            self.text.clear()
            self.to.clear()
        else:
            super().keyPressEvent(event)
