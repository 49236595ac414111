"""Asks for how long an alarm is to be shelved, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from widgets.choice import Choice
from widgets.confirm_row import ConfirmRow

SPANS_MIN = (15, 30, 60, 120, 240, 480, 720)


class ShelveRow(ConfirmRow):
    """A reason, a span, and yes or no.

    Attributes:
        shelved: (minutes, reason).
    """

    shelved = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.span = Choice()
        self.span.setMinimumContentsLength(8)
        self._row.insertWidget(0, self.span)
        self.confirmed.connect(self._tell)

    def offer(self, most_h: float) -> None:
        """Opens with the spans that the town allows, an hour chosen."""
        chosen = self.span.currentData() or 60
        self.span.clear()
        for minutes in SPANS_MIN:
            if minutes <= most_h * 60:
                words = (
                    self.tr("{n} min").format(n=minutes) if minutes < 60 else self.tr("{n} h").format(n=minutes // 60)
                )
                self.span.addItem(words, minutes)
        if not self.span.count():
            self.span.addItem(self.tr("{n} min").format(n=round(most_h * 60)), round(most_h * 60))
        self.span.setCurrentIndex(max(0, self.span.findData(chosen)))
        self.span.setAccessibleName(self.tr("For how long"))
        self.say(self.tr("Why? It goes into the journal."), self.tr("Shelve"), self.tr("Cancel"))
        self.ask()

    def _tell(self, reason: str) -> None:
        if reason:
            self.shelved.emit(int(self.span.currentData()), reason)
        else:
            self.show()
            self.reason.setFocus()
