"""A form for an incident that was phoned in: what, where, how grave, in one line of fields."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import Target
from cockpit.domain.world import World
from cockpit.views.incidents import circle_words
from cockpit.views.words import Language
from widgets import language, theme
from widgets.choice import Choice
from widgets.text import Text


class IncidentReport(QWidget):
    """Typed by an operator while somebody is on the phone.

    Attributes:
        reported: the command that follows; the form stays as it is until ``clear``.
        cancelled: the person wants it away.
    """

    reported = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit()
        self.address = QLineEdit()
        self.kind, self.source, self.circle, self.severity = (Choice() for _ in range(4))
        self.labels = {
            name: Text("small", "third") for name in ("text", "address", "kind", "source", "circle", "severity")
        }
        self.send = QPushButton()
        self.send.setProperty("kind", "primary")
        self.cancel = QPushButton()
        self.note = Text("small", "orange")
        self.note.setWordWrap(True)
        self._filled: tuple[int, Language] | None = None
        self._build()
        self.send.clicked.connect(self._send)
        self.cancel.clicked.connect(self.cancelled)
        self.text.returnPressed.connect(self._send)
        self.address.returnPressed.connect(self._send)
        self.text.textChanged.connect(lambda _text: self._allow())
        self._number = ""

    def offer(self, world: World, target: Target) -> None:
        """Fills the choices from the town; the circle that is picked on the map is chosen already."""
        state = (id(world.kinds), language.current())
        if self._filled != state:
            self._filled = state
            zh = language.current() == "zh"
            self._choose(self.kind, [(one.id, one.name if zh else one.name_en) for one in world.kinds.values()])
            self._choose(self.source, [(one.id, one.name if zh else one.name_en) for one in world.sources.values()])
            grids = world.circles.of_tier("grid")
            self._choose(self.circle, [(one.id, circle_words(world, one.id)) for one in grids])
            usual = self.tr("as usual for its kind")
            self._choose(self.severity, [(str(n), usual if n == 0 else str(n)) for n in range(5)])
        picked = [id_ for id_ in target.circles if self.circle.findData(id_) >= 0]
        if picked:
            self.circle.setCurrentIndex(self.circle.findData(picked[0]))

    def start(self, number: str) -> None:
        """A new form; ``number`` is the report's own, so that sent twice it is one incident."""
        self._number = number
        self.text.clear()
        self.address.clear()
        self.severity.setCurrentIndex(0)
        self.note.say("")
        self._allow()
        self.text.setFocus()

    def command_at(self, now: datetime) -> ReportIncident:
        """What the form says, as a command."""
        return ReportIncident(
            source=str(self.source.currentData()),
            source_no=self._number,
            kind=str(self.kind.currentData()),
            text=self.text.text().strip(),
            reported_at=now,
            severity=int(self.severity.currentData()),
            circle=str(self.circle.currentData()),
            address=self.address.text().strip(),
        )

    @property
    def number(self) -> str:
        """The number of the report that is being written."""
        return self._number

    def rest(self, resting: bool, note: str = "") -> None:
        """The hub is still to answer, or has said no (``note`` says why)."""
        self._resting = resting
        self.note.say(note)
        self._allow()

    _resting = False

    def retranslate(self) -> None:
        """The fixed texts."""
        names = {
            "text": self.tr("What has happened"),
            "address": self.tr("Address"),
            "kind": self.tr("Kind"),
            "source": self.tr("Source"),
            "circle": self.tr("Circle"),
            "severity": self.tr("Severity"),
        }
        for name, label in self.labels.items():
            label.say(names[name])
            getattr(self, name).setAccessibleName(names[name])
        self.send.setText(self.tr("Report"))
        self.cancel.setText(self.tr("Cancel"))
        self._filled = None

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        self._grid.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(10))
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(2))
        self._grid.setRowMinimumHeight(2, theme.px(18))

    def _build(self) -> None:
        self._grid = QGridLayout(self)
        places = {
            "text": (0, 0, 2),
            "kind": (0, 2, 1),
            "severity": (0, 3, 1),
            "address": (2, 0, 1),
            "circle": (2, 1, 1),
            "source": (2, 2, 1),
        }
        for name, (row, column, span) in places.items():
            self._grid.addWidget(self.labels[name], row, column, 1, span)
            self._grid.addWidget(getattr(self, name), row + 1, column, 1, span)
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.send, 1)
        self._grid.addLayout(buttons, 3, 3)
        self._grid.addWidget(self.note, 4, 0, 1, 4)
        for column, stretch in enumerate((3, 2, 2, 2)):
            self._grid.setColumnStretch(column, stretch)

    def _choose(self, box: QComboBox, choices: list[tuple[str, str]]) -> None:
        chosen = box.currentData()
        box.clear()
        for data, text in choices:
            box.addItem(text, data)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _allow(self) -> None:
        ready = bool(self.text.text().strip()) and self.kind.count() > 0 and self.circle.count() > 0
        self.send.setEnabled(ready and not self._resting)

    def _send(self) -> None:
        if self.send.isEnabled():
            self.reported.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
