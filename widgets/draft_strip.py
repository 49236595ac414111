"""Drafts that wait for somebody with the authority to confirm them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.text import Text

SHOWN = 3
"""Drafts shown at once; the oldest first, the rest as a number."""


class DraftLine(QWidget):
    """One draft: what it says, to whom, by whom, and the two things that can be done with it.

    Attributes:
        confirmed: the draft's id: issue it.
        discarded: the draft's id: throw it away.
        opened: the draft's id: show it whole.
    """

    confirmed = Signal(str, int)
    discarded = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.order = ""
        self.version = 1
        self.title = QPushButton()
        self.title.setProperty("kind", "flat")
        self.note = Text("small", "second", elide=True)
        self.silent = Text("small", "yellow")
        self.confirm = QPushButton()
        self.confirm.setProperty("kind", "primary")
        self.discard = QPushButton()
        self._rows = QVBoxLayout(self)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.note)
        self._buttons.addWidget(self.silent, 1)
        self._buttons.addWidget(self.discard)
        self._buttons.addWidget(self.confirm)
        self._rows.addWidget(self.title)
        self._rows.addLayout(self._buttons)
        self.title.clicked.connect(lambda: self.opened.emit(self.order))
        self.confirm.clicked.connect(self._confirm)
        self.discard.clicked.connect(self._discard)

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        self._rows.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(8))
        self._rows.setSpacing(theme.px(4))
        self._buttons.setSpacing(theme.px(8))
        self.title.setStyleSheet(f"QPushButton {{ text-align: left; padding: {theme.px(2)}px 0; font-weight: 600; }}")

    def _confirm(self) -> None:
        """One press is enough: the buttons rest until the hub has answered."""
        self.rest(True)
        self.confirmed.emit(self.order, self.version)

    def _discard(self) -> None:
        self.rest(True)
        self.discarded.emit(self.order)

    def rest(self, resting: bool) -> None:
        """Whether the hub is still to answer."""
        self.confirm.setEnabled(not resting)
        self.discard.setEnabled(not resting)


class DraftStrip(QWidget):
    """The oldest drafts, one below the other.

    Attributes:
        confirmed: the id of a draft to be issued, and the version of it that stood here.
        discarded: the id of a draft to be thrown away.
        opened: the id of a draft to be shown whole.
    """

    confirmed = Signal(str, int)
    discarded = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Text("small", "yellow")
        self.more = Text("small", "third")
        self.lines = [DraftLine(self) for _ in range(SHOWN)]
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.heading)
        for line in self.lines:
            self._column.addWidget(line)
            line.confirmed.connect(self.confirmed)
            line.discarded.connect(self.discarded)
            line.opened.connect(self.opened)
        self._column.addWidget(self.more)
        self.hide()

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        self._column.setContentsMargins(0, theme.px(6), 0, 0)
        for label in (self.heading, self.more):
            label.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(2))
        for line in self.lines:
            line.rescale()
