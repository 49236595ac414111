"""The map's legend: shapes with their counts, in as many lines as the width asks for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme
from widgets.marks import draw_shape

LINE_PX, MARK_PX, GAP_PX, SIDE_PX = 24, 11, 18, 12


@dataclass(frozen=True)
class Entry:
    """One entry: a shape (``ring`` for a circle around a mark), its colour, words and a count."""

    shape: str
    colour: str
    words: str
    count: int | None = None
    hollow: bool = False
    tone: str = "second"


class Legend(QWidget):
    """Paints the entries from left to right, and breaks the line where the width ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, entries: tuple[Entry, ...]) -> None:
        """Shows these entries."""
        if entries != self._entries:
            self._entries = entries
            self.setAccessibleDescription(self.as_text())
            self._fit()
            self.update()

    def as_text(self) -> str:
        """All entries as one line."""
        return " · ".join(f"{one.words} {'' if one.count is None else one.count}".strip() for one in self._entries)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(theme.px(320), self._height())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(theme.px(120), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another number of lines."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The entries."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font("small"))
            for entry, x, y in self._places():
                self._paint(painter, entry, x, y)

    def _paint(self, painter: QPainter, entry: Entry, x: float, y: float) -> None:
        mark, line = theme.px(MARK_PX), theme.px(LINE_PX)
        box = QRectF(x, y + (line - mark) / 2, mark, mark)
        colour = QColor(entry.colour)
        if entry.shape == "sos":
            painter.setPen(QPen(colour, theme.px(1.5)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            painter.setBrush(colour)
            inner = box.width() * 0.3
            painter.drawEllipse(box.adjusted(inner, inner, -inner, -inner))
        elif entry.shape == "ring":
            painter.setPen(QPen(colour, theme.px(1.5)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        else:
            draw_shape(painter, entry.shape, box, colour, hollow=entry.hollow)
        metrics = QFontMetricsF(painter.font())
        base = y + (line + metrics.ascent() - metrics.descent()) / 2
        at = x + mark + theme.px(5)
        painter.setPen(theme.colour(entry.tone))
        painter.drawText(QPointF(at, base), entry.words)
        if entry.count is not None:
            painter.setPen(theme.colour("text"))
            painter.drawText(QPointF(at + metrics.horizontalAdvance(entry.words) + theme.px(4), base), str(entry.count))

    def _places(self) -> list[tuple[Entry, float, float]]:
        metrics = QFontMetricsF(theme.font("small"))
        x, y = float(theme.px(SIDE_PX)), float(theme.px(4))
        places: list[tuple[Entry, float, float]] = []
        for entry in self._entries:
            words = entry.words if entry.count is None else f"{entry.words} {entry.count}"
            width = theme.px(MARK_PX + 9) + metrics.horizontalAdvance(words)
            if places and x + width > self.width() - theme.px(SIDE_PX):
                x, y = float(theme.px(SIDE_PX)), y + theme.px(LINE_PX)
            places.append((entry, x, y))
            x += width + theme.px(GAP_PX)
        return places

    def _height(self) -> int:
        places = self._places()
        return int((places[-1][2] if places else theme.px(4)) + theme.px(LINE_PX + 4))

    def _fit(self) -> None:
        if self._height() != self.height():
            self.setFixedHeight(self._height())
