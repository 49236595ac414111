"""Somebody outside calls for help: a line over every monitor that nobody can miss, until it is over.

It makes no sound: whoever rings reads the same notices (``cockpit.views.notices``, cause ``help``).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cockpit.domain.help_calls import AcknowledgeHelp, EndHelp
from cockpit.views.help import HelpLine, HelpState, help_lines, may_help
from cockpit.views.situation import Situation, SituationChanges
from widgets import language, theme
from widgets.confirm_row import ConfirmRow
from widgets.text import Text

SHOWN = 3
"""Calls that have a line of their own; of more there is a number."""
TONES: dict[HelpState, str] = {"open": "red", "taken": "orange", "ended": "green", "cancelled": "green"}


class HelpBanner(QFrame):
    """Nothing while nobody calls.

    Attributes:
        command: what the person does about a call.
        help_opened: emits the id of the unit that is to be shown on the map.
    """

    command = Signal(object)
    help_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._situation: Situation | None = None
        self._ending = ""
        self.shown: list[HelpLine] = []
        self.lines = [HelpRow(self) for _ in range(SHOWN)]
        self.more, self.refusal = Text("small", "red"), Text("small", "orange")
        self.end_row = ConfirmRow()
        self._column = QVBoxLayout(self)
        for part in (*self.lines, self.more, self.end_row, self.refusal):
            self._column.addWidget(part)
        self.refusal.hide()
        self.end_row.confirmed.connect(self._end)
        self.restyle()
        self.hide()

    def refresh(self, situation: Situation, changes: SituationChanges) -> None:
        """Draws who calls now; moving units change a place alone, which the clock brings."""
        if self._situation is None or changes.world or changes.clock or changes.link:
            self._situation = situation
            self._draw()

    def begin_end(self, call: str) -> None:
        """Asks how a call ended."""
        self._ending = call
        self.refusal.hide()
        self.end_row.ask()

    def refuse(self, message: str) -> None:
        """The hub said no to what was done about a call: why."""
        self.refusal.say(message)
        self.refusal.setVisible(bool(message) and bool(self.shown))

    def restyle(self) -> None:
        """Margins for the scale in force."""
        side = theme.px(18)
        self._column.setContentsMargins(side, theme.px(6), theme.px(12), theme.px(6))
        self._column.setSpacing(theme.px(4))
        for line in self.lines:
            line.rescale()
        self.end_row.rescale()

    def as_text(self) -> str:
        """A line for each call."""
        return "\n".join(line.words(language.current()) for line in self.shown)

    def _draw(self) -> None:
        situation = self._situation
        if situation is None:
            return
        self.shown = help_lines(situation, language.current())
        self.setVisible(bool(self.shown))
        if not self.shown:
            self.refusal.hide()
        may = may_help(situation.me)
        for place, row in enumerate(self.lines):
            row.show_call(self.shown[place] if place < len(self.shown) else None, may)
        self.more.say(self.tr("and {n} more calls for help").format(n=len(self.shown) - SHOWN))
        self.more.setVisible(len(self.shown) > SHOWN)
        ask = self.tr("How did it end? It goes into the journal.")
        self.end_row.say(ask, self.tr("End the call"), self.tr("Not now"))
        if not any(line.id == self._ending and line.state in ("open", "taken") for line in self.shown):
            self.end_row.put_away()
        self.setAccessibleName(self.as_text())
        self.update()

    def _end(self, note: str) -> None:
        if note:
            self.command.emit(EndHelp(self._ending, note))
        else:
            self.refuse(self.tr("Words are needed here"))

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Red while anybody is in danger, calm once the last one is not."""
        super().paintEvent(event)
        if self.shown:
            painter = QPainter(self)
            band = TONES[self.shown[0].state]
            painter.fillRect(self.rect(), theme.colour(f"{band}_wash"))
            painter.fillRect(0, 0, theme.px(8), self.height(), theme.colour(band))
            painter.end()


class HelpRow(QWidget):
    """One call in the banner."""

    def __init__(self, banner: HelpBanner) -> None:
        super().__init__()
        self._line: HelpLine | None = None
        self.rank, self.text = Text("head", "red"), Text("title", elide=True)
        self.take, self.go, self.end = QPushButton(), QPushButton(), QPushButton()
        self.take.setProperty("kind", "primary")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.rank)
        self._row.addWidget(self.text, 1)
        for button in (self.take, self.go, self.end):
            self._row.addWidget(button)
        self.take.clicked.connect(lambda: self._line and banner.command.emit(AcknowledgeHelp(self._line.id)))
        self.go.clicked.connect(lambda: self._line and banner.help_opened.emit(self._line.unit))
        self.end.clicked.connect(lambda: self._line and banner.begin_end(self._line.id))
        self.hide()

    def show_call(self, line: HelpLine | None, may: bool) -> None:
        """Shows a call, or nothing."""
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        over = line.state in ("cancelled", "ended")
        self.rank.say(self.tr("Over") if over else "SOS", TONES[line.state])
        self.text.say(line.words(language.current()))
        self.take.setText(self.tr("See to it") + "  F8")
        self.go.setText(self.tr("Show on the map"))
        self.end.setText(self.tr("It is over…"))
        self.take.setVisible(line.state == "open")
        self.go.setVisible(not over)
        self.go.setEnabled(line.place is not None)
        self.end.setVisible(not over)
        for button in (self.take, self.end):
            button.setEnabled(may)
            button.setToolTip("" if may else self.tr("Only looking on"))

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        self._row.setSpacing(theme.px(10))
