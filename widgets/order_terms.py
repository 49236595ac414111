"""How pressing an order is: its priority, and the five deadlines as minutes and seconds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from cockpit.domain.orders import Deadlines
from cockpit.views.composer import deadlines_from
from cockpit.views.durations import clock_span
from cockpit.views.orders import STAGES, short_stage
from cockpit.views.words import word
from widgets import language, theme
from widgets.text import Text


class OrderTerms(QWidget):
    """Priority and deadlines.

    Attributes:
        prioritised: the priority that was pressed, 1 to 3.
        timed: the person has changed a deadline; ``typed`` reads them.
        sound: whether what stands in the fields can be read as deadlines.
    """

    prioritised = Signal(int)
    timed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sound = True
        self.priority_label = Text("small", "third")
        self.priorities = [QPushButton(str(number)) for number in (1, 2, 3)]
        self.labels = [Text("small", "third", elide=True) for _ in STAGES]
        self.fields = [QLineEdit() for _ in STAGES]
        self.fault = Text("small", "orange")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        group = QButtonGroup(self)
        for number, button in enumerate(self.priorities, start=1):
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, number=number: self.prioritised.emit(number))
            group.addButton(button)
            row.addWidget(button)
        self._grid.addWidget(self.priority_label, 0, 0)
        self._grid.addLayout(row, 1, 0)
        for place, (label, field) in enumerate(zip(self.labels, self.fields, strict=True), start=1):
            self._grid.addWidget(label, 0, place)
            self._grid.addWidget(field, 1, place)
            self._grid.setColumnStretch(place, 1)
            field.textEdited.connect(lambda _text: self.timed.emit())
        self._grid.addWidget(self.fault, 2, 0, 1, len(STAGES) + 1)

    def show_terms(self, priority: int, deadlines: Deadlines) -> None:
        """Shows a priority and its deadlines; a field that is being typed into is left alone."""
        self.priorities[priority - 1].setChecked(True)
        for state, field in zip(STAGES, self.fields, strict=True):
            text = clock_span(deadlines.of(state) or 0.0)
            if not field.hasFocus() and field.text() != text:
                field.setText(text)

    def typed(self) -> Deadlines | None:
        """The deadlines as they stand in the fields; None while one of them is none, which is then shown."""
        try:
            deadlines = deadlines_from(tuple(field.text() for field in self.fields))
        except ValueError as fault:
            stage = word(str(fault), language.current())
            self.say_fault(self.tr("{stage}: write minutes and seconds, e.g. 3:00").format(stage=stage))
            return None
        broken = bool(deadlines.faults())
        self.say_fault(self.tr("Deadlines must be above zero and rise from stage to stage") if broken else "")
        return deadlines

    def say_fault(self, text: str) -> None:
        """Says what is wrong with the deadlines, nothing with an empty text."""
        self.sound = not text
        self.fault.say(text)
        self.fault.setVisible(bool(text))

    def retranslate(self) -> None:
        """The fixed texts."""
        self.priority_label.say(self.tr("Priority"))
        names = (self.tr("I"), self.tr("II"), self.tr("III"))
        for name, button in zip(names, self.priorities, strict=True):
            button.setText(name)
            button.setAccessibleName(f"{self.priority_label.text()} {name}")
        for state, label, field in zip(STAGES, self.labels, self.fields, strict=True):
            name = word(state, language.current())
            label.say(short_stage(state, language.current()))
            field.setAccessibleName(self.tr("Deadline: {stage}").format(stage=name))

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(2))
        for button in self.priorities:
            button.setFixedSize(theme.px(40), theme.px(28))
            button.setStyleSheet("QPushButton { padding: 0; }")
        for field in self.fields:
            field.setFixedHeight(theme.px(28))
            field.setMinimumWidth(theme.px(68 if field is self.fields[-1] else 50))
            field.setStyleSheet(f"QLineEdit {{ padding: 0 {theme.px(5)}px; }}")
