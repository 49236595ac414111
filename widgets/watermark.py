"""A faint mark over a monitor that says who is signed in and when: a photograph of the screen tells whose it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from widgets import theme

ALPHA = 26
"""Of 255: to be found by who looks for it, and in nobody's way."""
WIDE_PX, HIGH_PX, TURN_DEG = 520, 260, -22.0


class Watermark(QWidget):
    """Covers its parent, hears nothing, and holds nothing up: one tile is drawn, and only when its words change."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = ""
        self._tile: QPixmap | None = None
        parent.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, empty while it is off."""
        return self._words

    def say(self, words: str) -> None:
        """Says something else, or with nothing goes away."""
        if words == self._words:
            if words:
                self.raise_()  # above what was opened since
            return
        self._words, self._tile = words, None
        self.setVisible(bool(words))
        if words:
            self.setGeometry(self._covered.rect())
            self.raise_()
            self.update()

    def restyle(self) -> None:
        """The scale or the tone has changed."""
        self._tile = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lays the tile over what is painted."""
        if self._tile is None:
            self._tile = self._made()
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawTiledPixmap(self.rect(), self._tile)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It covers its parent whatever size that takes, and stays above what is opened later."""
        if self.isVisible() and event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self.setGeometry(self._covered.rect())
            self.raise_()
        return False

    def _made(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wide, high = theme.px(WIDE_PX), theme.px(HIGH_PX)
        tile = QPixmap(round(wide * ratio), round(high * ratio))
        tile.setDevicePixelRatio(ratio)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("title"))
        painter.setPen(theme.colour("text", ALPHA))
        painter.setTransform(QTransform.fromTranslate(wide / 2, high / 2).rotate(TURN_DEG))
        painter.drawText(QRect(-wide, -high, 2 * wide, 2 * high), int(Qt.AlignmentFlag.AlignCenter), self._words)
        painter.end()
        return tile
