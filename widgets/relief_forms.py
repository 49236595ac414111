"""The forms of relief, in the line instead of in a dialog: answer for a unit, give its part away, send more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from cockpit.domain.nearest import Near
from cockpit.domain.orders import TEXT_LIMIT, RecipientState
from cockpit.views.nearest import near_words
from cockpit.views.situation import Situation
from cockpit.views.words import word
from widgets import language, theme
from widgets.choice import Choice
from widgets.text import Text

AT_ONCE = 50
"""The most units that are sent besides in one go."""

Named = Sequence[tuple[str, str]]
"""Ids of units, and what is said of each."""

NOBODY: Named = ()


class ReliefForm(QWidget):
    """A form of two lines: what is chosen, then what is typed and the two answers.

    Attributes:
        confirmed: the person wants it done.
        left: the person wants it not done.
    """

    confirmed = Signal()
    left = Signal()

    def __init__(self, head: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = ""
        self.field = QLineEdit()
        self.field.setMaxLength(TEXT_LIMIT)
        self.yes = QPushButton()
        self.yes.setProperty("kind", "primary")
        self.no = QPushButton()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.addWidget(head, 0, 0, 1, 3)
        self.grid.addWidget(self.field, 1, 0)
        self.grid.addWidget(self.yes, 1, 1)
        self.grid.addWidget(self.no, 1, 2)
        self.grid.setColumnStretch(0, 1)
        self.field.textChanged.connect(self._changed)
        self.field.returnPressed.connect(self._confirm)
        self.yes.clicked.connect(self._confirm)
        self.no.clicked.connect(self.left)
        self.hide()

    @property
    def ready(self) -> bool:
        """Whether it may be confirmed."""
        return True

    def say(self, ask: str, yes: str, no: str) -> None:
        """What is asked, and the two answers."""
        self.field.setPlaceholderText(ask)
        self.field.setAccessibleName(ask)
        self.yes.setText(yes)
        self.no.setText(no)

    def typed(self) -> str:
        """What was typed."""
        return self.field.text().strip()

    def ask(self, unit: str, first: QWidget) -> None:
        """Shows itself for a unit, empty, with the focus in its first part."""
        self.unit = unit
        self.field.clear()
        self._changed()
        self.show()
        first.setFocus()

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        self.grid.setHorizontalSpacing(theme.px(8))
        self.grid.setVerticalSpacing(theme.px(6))

    def _changed(self) -> None:
        self.yes.setEnabled(self.ready)

    def _confirm(self) -> None:
        if self.ready:
            self.confirmed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is no."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AnswerForm(ReliefForm):
    """Which state somebody vouches for, and how it is known.

    Attributes:
        version: the order's as it was read: an answer does not count for another.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.states = Choice()
        self.version = 1
        super().__init__(self.states, parent)

    @property
    def ready(self) -> bool:
        """A state is chosen, and there is a note."""
        return bool(self.typed()) and self.states.currentIndex() >= 0

    @property
    def state(self) -> RecipientState:
        """The state that is chosen."""
        found: RecipientState = self.states.currentData()
        return found

    def open(self, unit: str, states: Sequence[RecipientState], version: int) -> None:
        """Asks for one of these states."""
        self.version = version
        self.states.clear()
        for state in states:
            self.states.addItem(word(state, language.current()), state)
        self.ask(unit, self.field)


class ReassignForm(ReliefForm):
    """Which unit takes over, and why. The list stands as it was when it was opened: what is seen is what is sent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.units = Choice()
        super().__init__(self.units, parent)

    @property
    def ready(self) -> bool:
        """There is somebody to take over."""
        return self.units.currentIndex() >= 0

    @property
    def to(self) -> str:
        """The unit that is chosen."""
        return str(self.units.currentData())

    def open(self, situation: Situation, unit: str, near: Sequence[Near]) -> None:
        """Asks for one of these units."""
        self.units.clear()
        for one in near:
            self.units.addItem(near_words(situation.world, one, language.current()), one.id)
            if not one.reachable:
                last = self.units.count() - 1
                self.units.setItemData(last, theme.colour("yellow_text"), Qt.ItemDataRole.ForegroundRole)
        self.ask(unit, self.units)


class ReinforceForm(ReliefForm):
    """How many are sent besides, and who exactly they are: those that are picked, or the next nearest.

    Plus and minus change how many of the nearest go, Enter sends them.

    Attributes:
        units: who will be sent.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        head = QWidget()
        self.row = QHBoxLayout(head)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.units: tuple[str, ...] = ()
        self._count, self._picked, self._near = 1, NOBODY, NOBODY
        self.source = Text("small", "second")
        self.number = Text("strong")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fewer, self.more = QToolButton(), QToolButton()
        self.names = Text("small", "text")
        self.names.setWordWrap(True)
        for part in (self.source, self.fewer, self.number, self.more):
            self.row.addWidget(part)
        self.row.addStretch(1)
        super().__init__(head, parent)
        self.grid.replaceWidget(self.field, self.names)
        self.field.setParent(None)
        for button, sign, step in ((self.fewer, "−", -1), (self.more, "+", 1)):
            button.setText(sign)
            button.clicked.connect(lambda _=False, step=step: self._change(step))

    @property
    def ready(self) -> bool:
        """There is somebody to send."""
        return bool(self.units)

    def open(self, unit: str, picked: Named, near: Named) -> None:
        """Asks whether these are to go: who is picked, or as many of the nearest as wanted."""
        self._count, self._picked, self._near = 1, picked, near
        for part in (self.fewer, self.number, self.more):
            part.setVisible(not picked)
        self._take()
        self.ask(unit, self.yes)

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        super().rescale()
        self.row.setSpacing(theme.px(4))
        self.number.setFixedWidth(theme.px(32))

    def _change(self, step: int) -> None:
        self._count = min(max(1, self._count + step), max(1, len(self._near)))
        self._take()

    def _take(self) -> None:
        chosen = self._picked or self._near[: self._count]
        self.units = tuple(id_ for id_, _name in chosen)
        self.number.say(str(self._count))
        self.fewer.setEnabled(self._count > 1)
        self.more.setEnabled(self._count < len(self._near))
        self.names.say(("、" if language.current() == "zh" else ", ").join(name for _id, name in chosen))
        self._changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus and Enter."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus) and not self._picked:
            self._change(-1 if key == Qt.Key.Key_Minus else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        else:
            super().keyPressEvent(event)
