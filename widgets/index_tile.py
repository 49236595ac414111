"""One index as a tile: its name, value, band, change, thirty days as a line, and what cost the most."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cockpit.views.indices import IndexRow, points_text
from cockpit.views.words import word
from widgets import language, theme
from widgets.marks import draw_band
from widgets.sparkline import draw_history

LEAST_PX = (240, 84)
"""Width and height below which a tile cannot be read: name, value and band."""
WHOLE_PX = 112
"""Height from which what cost the most stands below them."""
ROOMY_PX = 138
"""Height from which the value has its large figures."""


class IndexTile(QWidget):
    """A tile that can be pressed: by a click, Enter or the space bar.

    Attributes:
        opened: emitted when it was pressed.
    """

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row: IndexRow | None = None
        self._floor, self._limit = 60.0, 80.0
        self._hover = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_row(self, row: IndexRow, floor: float, limit: float) -> None:
        """Shows an index.

        Args:
            row: the index.
            floor: the lowest value of the line's scale, the same for all six.
            limit: where the dashed line stands.
        """
        if row == self._row and (floor, limit) == (self._floor, self._limit):
            return
        self._row, self._floor, self._limit = row, floor, limit
        self.setAccessibleName(self.as_text())
        self.setToolTip(self._tip(row))
        self.update()

    def as_text(self) -> str:
        """The tile as one line."""
        row = self._row
        if row is None:
            return ""
        parts = [word(row.domain, language.current()), self._value_text(row), self._band_text(row)]
        parts += [self._change_text(row), self._incomplete_text(row), self._top_text(row)]
        return " ".join(part for part in parts if part)

    # -- texts -----------------------------------------------------------------------------------------------------

    def _value_text(self, row: IndexRow) -> str:
        return "—" if row.value is None else f"{row.value:.0f}"

    def _band_text(self, row: IndexRow) -> str:
        return self.tr("Unknown") if row.band is None else word(row.band, language.current())

    def _change_text(self, row: IndexRow) -> str:
        if row.change is None:
            return ""
        against = self.tr("vs town") if row.against_town else self.tr("vs yesterday")
        return f"{points_text(row.change)} {against}"

    def _incomplete_text(self, row: IndexRow) -> str:
        if not row.silent:
            return ""
        return self.tr("Incomplete: {names} silent").format(names=" ".join(row.silent))

    def _top_text(self, row: IndexRow) -> str:
        return f"−{row.top_points:.1f}  {row.top}" if row.top else ""

    def _tip(self, row: IndexRow) -> str:
        lines = [self._incomplete_text(row), self._top_text(row), self.tr("Enter or click: what cost the points")]
        return "\n".join(line for line in lines if line)

    # -- painting --------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Wide enough for a value beside its line."""
        return QSize(theme.px(360), theme.px(150))

    def minimumSizeHint(self) -> QSize:
        """Enough for name, value and band."""
        return QSize(theme.px(LEAST_PX[0]), theme.px(LEAST_PX[1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the tile."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hover or self.hasFocus():
            painter.fillRect(self.rect(), theme.colour("raised"))
        painter.fillRect(QRectF(0, self.height() - theme.px(1), self.width(), theme.px(1)), theme.colour("line"))
        if self._row is not None:
            self._paint_row(painter, self._row)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("action"), theme.px(1.5)))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_row(self, painter: QPainter, row: IndexRow) -> None:
        band = row.band or "unknown"
        gap, left = theme.px(10), theme.px(24)
        height = self.height()
        painter.fillRect(QRectF(theme.px(10), gap, theme.px(4), height - 2 * gap), theme.colour(band))
        roomy = height >= theme.px(ROOMY_PX)
        name, value = theme.font("strong"), theme.font("value" if roomy else "name")
        small = theme.font("small")
        name_h, value_h, line_h = (QFontMetricsF(one).height() for one in (name, value, small))
        whole = height >= theme.px(WHOLE_PX)
        content_h = name_h + value_h * 0.92 + line_h * (2 if whole else 1) + theme.px(6)
        top = max(theme.px(6), (height - content_h) / 2)
        self._write(painter, name, "text", left, top, word(row.domain, language.current()))
        value_tone = "text" if row.value is not None else "third"
        self._write(painter, value, value_tone, left - theme.px(1), top + name_h * 0.92, self._value_text(row))
        band_y = top + name_h + value_h * 0.88
        self._paint_band(painter, row, left, band_y, line_h)
        if whole:
            self._paint_cost(painter, row, left, band_y + line_h + theme.px(4), small)
        line_left = left + max(theme.px(84), self.width() * 0.28)
        box = QRectF(line_left, top + theme.px(2), self.width() - line_left - theme.px(14), band_y - top - theme.px(4))
        self._paint_history(painter, row, box)

    def _paint_band(self, painter: QPainter, row: IndexRow, left: float, y: float, line_h: float) -> None:
        side: float = theme.px(12)
        draw_band(
            painter,
            row.band or "",
            QRectF(left, y + (line_h - side) / 2, side, side),
            theme.colour(row.band or "unknown"),
        )
        font = theme.font("small")
        font.setWeight(QFont.Weight.DemiBold)
        text = self._band_text(row)
        x: float = left + side + theme.px(6)
        self._write(painter, font, f"{row.band}_text" if row.band else "third", x, y, text)
        x += QFontMetricsF(font).horizontalAdvance(text) + theme.px(10)
        self._write(painter, theme.font("small"), "second", x, y, self._change_text(row))

    def _paint_cost(self, painter: QPainter, row: IndexRow, left: float, y: float, font: QFont) -> None:
        metrics = QFontMetricsF(font)
        right: float = self.width() - theme.px(14)
        if row.silent:
            mark = self.tr("Incomplete · {count} silent").format(count=len(row.silent))
            width = metrics.horizontalAdvance(mark) + theme.px(10)
            box = QRectF(right - width, y - theme.px(1), width, metrics.height() + theme.px(2))
            painter.setPen(QPen(theme.colour("yellow"), theme.px(1), Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box, theme.px(2), theme.px(2))
            painter.setFont(font)
            painter.setPen(theme.colour("yellow_text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark)
            right -= width + theme.px(8)
        text = metrics.elidedText(self._top_text(row), Qt.TextElideMode.ElideRight, right - left)
        self._write(painter, font, "third", left, y, text)

    def _paint_history(self, painter: QPainter, row: IndexRow, box: QRectF) -> None:
        if not row.history:
            return
        draw_history(painter, box, (*row.history, row.value), self._floor, self._limit, row.band or "unknown")

    def _write(self, painter: QPainter, font: QFont, tone: str, x: float, y: float, text: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        painter.drawText(QPointF(x, y + QFontMetricsF(font).ascent()), text)

    # -- being pressed ---------------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the index."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or the space bar opens it, up and down lead to its neighbours."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: object) -> None:
        """The pointer is over it."""
        self._hover = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        """The pointer has gone."""
        self._hover = False
        self.update()
