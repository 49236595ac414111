"""A scene of one's own gets its name, and a key if one is free; what is wrong with a name is said as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.text import Text


class SceneForm(QDialog):
    """Asks for a name.

    Args:
        keys: what the scene may have as its key.
        fault: why a name cannot be taken (``empty``, ``long``, ``letters``, ``taken``), empty when it can.

    Attributes:
        named: emits (name, key) once it is settled.
    """

    named = Signal(str, str)

    def __init__(self, keys: Sequence[str], fault: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fault = fault
        self._heading, self._name_label, self._key_label = Text("head"), Text("body", "second"), Text("body", "second")
        self.wrong = Text("small", "orange")
        self.name = QLineEdit()
        self.key = QComboBox()
        self.key.addItem("—", "")
        for key in keys:
            self.key.addItem(key, key)
        self.leave, self.save = QPushButton(), QPushButton()
        self.save.setProperty("kind", "primary")
        self.save.setDefault(True)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        for part in (self._heading, self._name_label, self.name, self.wrong, self._key_label, self.key):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.save)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(420))
        self.name.textChanged.connect(self._look)
        self.leave.clicked.connect(self.reject)
        self.save.clicked.connect(self._settle)
        self._say()

    def _say(self) -> None:
        title = self.tr("Save as a scene of your own")
        self.setWindowTitle(title)
        self._heading.say(title)
        self._name_label.say(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name"))
        self._key_label.say(self.tr("Key, where one is free"))
        self.key.setAccessibleName(self.tr("Key, where one is free"))
        self.leave.setText(self.tr("Cancel"))
        self.save.setText(self.tr("Save"))
        self._look(self.name.text())

    def _look(self, name: str) -> None:
        why = self._fault(name.strip())
        words = {
            "long": self.tr("Too long"),
            "letters": self.tr("Letters, figures, spaces and brackets only"),
            "taken": self.tr("There is a scene of this name"),
        }
        self.wrong.say(words.get(why, ""))
        self.save.setEnabled(not why)

    def _settle(self) -> None:
        if not self._fault(self.name.text().strip()):
            self.named.emit(self.name.text().strip(), str(self.key.currentData()))
            self.accept()

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)
