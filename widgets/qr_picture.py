"""A QR code, painted: black on white in every tone, since cameras want it so."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme

QUIET = 4
"""Modules of white around it. Source: ISO/IEC 18004, 9.1."""
LEAST_PX, MOST_PX = 120, 320


class QrPicture(QWidget):
    """Shows a text as a QR code, as large as there is room; nothing while the text is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._rows: tuple[bytearray, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def text(self) -> str:
        """What the code says."""
        return self._text

    def show_text(self, text: str) -> None:
        """Shows another text: at least 15 % of it may be glare or dirt (level M), more where that costs no size."""
        if text != self._text:
            self._text = text
            self._rows = segno.make_qr(text, error="m", boost_error=True).matrix if text else ()
            self.update()

    def sizeHint(self) -> QSize:
        """Large enough to be taken from an arm's length."""
        return QSize(theme.px(MOST_PX), theme.px(MOST_PX))

    def minimumSizeHint(self) -> QSize:
        """Below this no camera reads it."""
        return QSize(theme.px(LEAST_PX), theme.px(LEAST_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole pixels a module: a blurred edge costs the reader more than a smaller picture."""
        if not self._rows:
            return
        modules = len(self._rows) + 2 * QUIET
        ratio = self.devicePixelRatioF()
        dot = max(1, int(min(self.width(), self.height(), theme.px(MOST_PX)) * ratio / modules)) / ratio
        side = dot * modules
        left, top = 0.0, (self.height() - side) / 2
        painter = QPainter(self)
        painter.fillRect(QRectF(left, top, side, side), QColor(Qt.GlobalColor.white))
        for y, row in enumerate(self._rows, QUIET):
            for x, dark in enumerate(row, QUIET):
                if dark:
                    painter.fillRect(QRectF(left + x * dot, top + y * dot, dot, dot), QColor(Qt.GlobalColor.black))
        painter.end()
