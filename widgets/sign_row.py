"""A signature in the line: whose it is, the password, a button. The password goes to the hub and is kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from widgets import theme
from widgets.choice import Choice
from widgets.text import Text


class SignRow(QWidget):
    """Asks for a signature.

    Attributes:
        signed: (person's id, password): check it and sign.
    """

    signed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.done = Text("small", "second", elide=True)
        self.who = Choice()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.sign = QPushButton()
        self.sign.setProperty("kind", "primary")
        self._people: tuple[tuple[str, str], ...] = ()
        self._allowed = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.done, 1)
        self._row.addWidget(self.who)
        self._row.addWidget(self.password)
        self._row.addWidget(self.sign)
        self.password.textChanged.connect(self._changed)
        self.password.returnPressed.connect(self._sign)
        self.sign.clicked.connect(self._sign)

    def say(self, ask: str, sign: str, who: str) -> None:
        """The texts."""
        self.password.setPlaceholderText(ask)
        self.password.setAccessibleName(ask)
        self.sign.setText(sign)
        self.who.setAccessibleName(who)

    def show_people(self, people: Sequence[tuple[str, str]], allowed: bool, done: str) -> None:
        """Who can still sign (id, name), whether the hub would take it now, and who has signed."""
        self._allowed = allowed
        self.done.say(done)
        if tuple(people) != self._people:
            kept = self.who.currentData()
            self._people = tuple(people)
            self.who.clear()
            for id_, name in people:
                self.who.addItem(name, id_)
            self.who.setCurrentIndex(max(0, self.who.findData(kept)))
        self._changed()

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        self._row.setSpacing(theme.px(8))
        self.password.setFixedWidth(theme.px(150))

    def _changed(self) -> None:
        self.sign.setEnabled(self._allowed and bool(self._people) and bool(self.password.text()))

    def _sign(self) -> None:
        if self.sign.isEnabled():
            password = self.password.text()
            self.password.clear()
            self.signed.emit(str(self.who.currentData()), password)
