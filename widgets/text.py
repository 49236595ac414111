"""A label that is dressed by the theme: its font by a role, its colour by a tone."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget


class Text(QLabel):
    """A line of text.

    Args:
        role: font role of the theme (``small``, ``body``, ``strong``, ``title`` …).
        tone: ``text``, ``second``, ``third``, ``action``, or a band.
        elide: cut with an ellipsis where the room ends (the whole is the tooltip), instead of asking for room.
    """

    def __init__(
        self, role: str = "body", tone: str = "text", *, elide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._elide = elide

    def say(self, text: str, tone: str | None = None) -> None:
        """Shows a text, and takes on a tone where one is given; nothing is redrawn when both stand already."""
        if text != self.text():
            self.setText(text)
            if self._elide:
                self.setToolTip(text)
        if tone is not None and tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def minimumSizeHint(self) -> QSize:
        """A cut text asks for no more room than its ellipsis."""
        hint = super().minimumSizeHint()
        return QSize(self.fontMetrics().horizontalAdvance("…"), hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the whole text, or as much of it as fits."""
        metrics = self.fontMetrics()
        if not self._elide or metrics.horizontalAdvance(self.text()) <= self.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)
        painter.end()
