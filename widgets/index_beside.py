"""Three lines beside an opened index: last week and the other circles, tomorrow, and what tomorrow rests on."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cockpit.views.index_beside import Standing, Tomorrow
from cockpit.views.words import Language, word
from widgets.text import Text


class IndexBeside(QWidget):
    """Says what an index can be laid beside; a line that has nothing to say is not there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compared, self._tomorrow, self._rests = (Text("small", "second", elide=True) for _ in range(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in (self._compared, self._tomorrow, self._rests):
            column.addWidget(line)
            line.hide()

    def clear(self) -> None:
        """Nothing is known yet."""
        for line in (self._compared, self._tomorrow, self._rests):
            line.say("")
            line.hide()

    def show_compared(self, day: date, last_week: float | None, found: Standing | None, language: Language) -> None:
        """The same weekday last week, the town, and the place among circles of the tier."""
        parts: list[str] = []
        if last_week is not None:
            text = self.tr("Same day last week {value}")
            parts.append(text.format(value=f"{last_week:.0f}"))
        if found is not None:
            if found.town is not None:
                text = self.tr("whole town {value}")
                parts.append(text.format(value=f"{found.town:.0f}"))
            text = self.tr("{worse} of {others} others are lower: {tier}")
            parts.append(text.format(worse=found.worse, others=found.others, tier=word(found.tier, language)))
        self._show(self._compared, " · ".join(parts))

    def show_tomorrow(self, found: Tomorrow | None) -> None:
        """Tomorrow with its interval, and the score that such outlooks had."""
        if found is None:
            self._show(self._tomorrow, "")
            self._show(self._rests, "")
            return
        text = self.tr("Outlook {day}: {value}, on eight days of ten {low} to {high}")
        numbers = {"value": f"{found.value:.0f}", "low": f"{found.low:.0f}", "high": f"{found.high:.0f}"}
        self._show(self._tomorrow, text.format(day=f"{found.day:%m-%d}", **numbers))
        text = self.tr("Rests on {days} days of places, not of persons")
        parts = [text.format(days=found.rests_on)]
        if found.days:
            text = self.tr("tried on {days} days: {share} within, error {ours} (as last week: {naive})")
            error = {"ours": f"{found.mase:.2f}", "naive": f"{found.naive:.2f}"}
            parts.append(text.format(days=found.days, share=f"{found.coverage:.0%}", **error))
        self._show(self._rests, " · ".join(parts))

    def as_text(self) -> str:
        """The lines that are there."""
        lines = (self._compared, self._tomorrow, self._rests)
        return "\n".join(line.text() for line in lines if line.text())

    def _show(self, line: Text, text: str) -> None:
        line.say(text)
        line.setVisible(bool(text))
