"""The test card: what one should be able to read from where one stands, on this very monitor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from cockpit.views.words import word
from widgets import language, theme
from widgets.marks import BAND_SHAPES, draw_band
from widgets.own_window import lie_over, paint_ground

SAMPLE = "国酬鹰 0689 RBE"
"""Characters of many strokes, and figures and letters that are taken for each other."""


@dataclass(frozen=True)
class Line:
    """One line of the card.

    Attributes:
        name: the role of a text that panels use; ``16`` or ``20`` for what those angles need.
        size_px: its height in px of the window.
        angle_min: what it subtends, in minutes of arc; 0 where that is not known.
    """

    name: str
    size_px: float
    angle_min: float


class ReadingCard(QFrame):
    """Covers a monitor; Esc or a click puts it away.

    Attributes:
        closed: emitted when it was put away.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._distance_m, self._height_m = 0.0, 0.0
        self._lines: tuple[Line, ...] = ()
        self._least = 16.0
        lie_over(self)
        self.hide()

    def show_lines(self, distance_m: float, height_m: float, lines: Sequence[Line], least_min: float) -> None:
        """Covers the parent.

        Args:
            distance_m: from where the monitor is read.
            height_m: of its picture; 0 where that is not known.
            lines: the tallest first.
            least_min: the least angle, in minutes of arc, at which a character is held to be readable.
        """
        self._distance_m, self._height_m, self._lines, self._least = distance_m, height_m, tuple(lines), least_min
        self.setAccessibleName(self.tr("Test card"))
        self.setAccessibleDescription(self.as_text())
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def as_text(self) -> str:
        """All that stands on it, a line each."""
        return "\n".join([*self._head(), *(self._note(line) for line in self._lines), *self._foot()])

    def put_away(self) -> None:
        """Closes the card."""
        self.hide()
        self.closed.emit()

    # -- words -----------------------------------------------------------------------------------------------------

    def _head(self) -> list[str]:
        distance, height = f"{self._distance_m:g}", f"{self._height_m:.2f}"
        if not self._height_m:
            where = self.tr("From {distance} m; the picture's height is not known: write height_m into the scene")
            return [self.tr("Test card"), where.format(distance=distance)]
        where = self.tr("From {distance} m on a picture {height} m high:").format(distance=distance, height=height)
        readable = [line for line in self._lines if line.angle_min >= self._least - 0.05]
        if not readable:
            return [self.tr("Test card"), where]
        words = self.tr("You should be able to read every line down to “{last}”.")
        return [self.tr("Test card"), f"{where} {words.format(last=self._name(readable[-1]))}"]

    def _name(self, line: Line) -> str:
        if line.name == "16":
            return self.tr("Least by ISO 9241-303: 16′")
        if line.name == "20":
            return self.tr("Preferred: 20′")
        used = {
            "value": self.tr("an index's figure"),
            "head": self.tr("a heading"),
            "body": self.tr("a panel's text"),
            "small": self.tr("small text"),
        }
        return used.get(line.name, line.name)

    def _note(self, line: Line) -> str:
        if not line.angle_min:
            return f"{self._name(line)} · {line.size_px:.0f} px"
        note = self.tr("{role} {size} px · {angle}′").format(
            role=self._name(line), size=f"{line.size_px:.0f}", angle=f"{line.angle_min:.1f}"
        )
        return note if line.angle_min >= self._least - 0.05 else f"{note} · {self.tr('too small from here')}"

    def _foot(self) -> list[str]:
        return [
            self.tr("If you cannot, stand nearer or raise this seat's viewing_distance_m."),
            self.tr("Tell the five bands apart by shape alone:"),
            self.tr("One dot wide lines, three apart: grey means that the picture is scaled"),
            self.tr("Esc or a click puts it away"),
        ]

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the card."""
        paint_ground(self)
        painter = QPainter(self)
        left, y = theme.px(40), float(theme.px(24))
        title, where = self._head()
        y = self._write(painter, theme.font("head"), "text", left, y, title)
        y = self._write(painter, theme.font("title"), "text", left, y, where) + theme.px(12)
        for line in self._lines:
            y = self._sample(painter, line, left, y)
        self._bands(painter, left, y + theme.px(10))
        painter.end()

    def _sample(self, painter: QPainter, line: Line, left: float, y: float) -> float:
        font = QFont(theme.font("body"))
        font.setPixelSize(max(1, round(line.size_px)))
        metrics = QFontMetricsF(font)
        small = line.angle_min and line.angle_min < self._least - 0.05
        self._write(painter, font, "third" if small else "text", left, y, SAMPLE)
        note_left = max(self.width() * 0.55, left + metrics.horizontalAdvance(SAMPLE) + theme.px(24))
        note = theme.font("body")
        shift = metrics.ascent() - QFontMetricsF(note).ascent()
        self._write(painter, note, "yellow_text" if small else "second", note_left, y + shift, self._note(line))
        return y + max(metrics.height(), QFontMetricsF(note).height()) + theme.px(4)

    def _bands(self, painter: QPainter, left: float, y: float) -> None:
        body = theme.font("body")
        foot = self._foot()
        y = self._write(painter, body, "second", left, y, foot[0]) + theme.px(8)
        y = self._write(painter, body, "second", left, y, foot[1]) + theme.px(6)
        x, side = float(left), float(theme.px(22))
        for band in BAND_SHAPES:
            draw_band(painter, band, QRectF(x, y, side, side), theme.colour("unknown"))
            x += side + theme.px(8)
            self._write(painter, body, "second", x, y, word(band, language.current()))
            x += theme.px(96)
        y += side + theme.px(14)
        dot = 1 / self.devicePixelRatioF()
        for number in range(60):
            painter.fillRect(QRectF(left + number * 4 * dot, y, dot, theme.px(18)), theme.colour("text"))
        self._write(painter, body, "second", left + 260, y, foot[2])
        self._write(painter, body, "third", left, y + theme.px(34), foot[3])

    def _write(self, painter: QPainter, font: QFont, tone: str, x: float, y: float, text: str) -> float:
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        painter.drawText(QPointF(x, y + metrics.ascent()), text)
        return y + metrics.height()

    # -- Qt --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click puts it away."""
        self.put_away()
