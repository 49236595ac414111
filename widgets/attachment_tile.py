"""One photo or clip on a tile: small, or why it cannot be seen; pressed, it opens or is heard."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from cockpit.views.attachments import Attachment
from widgets import theme
from widgets.attachment_content import Content
from widgets.attachment_shelf import ShelfState

WIDTH_PX, HEIGHT_PX = 132, 112
CAPTION_PX = 22


class AttachmentTile(QAbstractButton):
    """Shows one attachment, its sender and its age.

    Attributes:
        attachment: which one.
        playing: whether the clip is being heard.
    """

    def __init__(self, attachment: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attachment = attachment
        self.state: ShelfState = "waiting"
        self.content: Content | None = None
        self.playing = False
        self.words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_content(self, state: ShelfState, content: Content | None, caption: str) -> None:
        """Takes on how the attachment stands now."""
        self.state, self.content = state, content
        self.setText(caption)
        self.words = self._words()
        self.setAccessibleName(f"{self.words} {caption}".strip())
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """The same for every tile, so that none moves when another arrives."""
        return QSize(theme.px(WIDTH_PX), theme.px(HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture or the words in its place; below it sender and age."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        inset = theme.px(1)
        box = self.rect().adjusted(inset, inset, -inset, -inset - theme.px(CAPTION_PX))
        painter.fillRect(box, theme.colour("raised"))
        content = self.content
        if content is not None and not content.is_sound:
            self._draw_image(painter, box, content)
        else:
            troubled = self.state in ("missing", "broken", "no_link")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("yellow_text" if troubled else "text"))
            room = box.adjusted(theme.px(6), 0, -theme.px(6), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
        edge = "action" if self.hasFocus() or self.playing else "line"
        painter.setPen(QPen(theme.colour(edge), theme.px(2 if self.hasFocus() else 1)))
        painter.drawRect(box)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("second"))
        line = QRect(box.x(), box.bottom() + theme.px(2), box.width(), theme.px(CAPTION_PX - 2))
        caption = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, caption)
        painter.end()

    def _draw_image(self, painter: QPainter, box: QRect, content: Content) -> None:
        """Fills the box; what stands out is cut."""
        thumb = QSizeF(content.thumb.size())
        filled = thumb.scaled(QSizeF(box.size()), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        if not filled.isEmpty():
            width, height = (
                thumb.width() * box.width() / filled.width(),
                thumb.height() * box.height() / filled.height(),
            )
            source = QRectF((thumb.width() - width) / 2, (thumb.height() - height) / 2, width, height)
            painter.drawImage(QRectF(box), content.thumb, source)

    def _words(self) -> str:
        match self.state:
            case "waiting":
                return self.tr("Fetching…")
            case "no_link":
                return self.tr("Not arrived yet: no link")
            case "missing":
                return self.tr("Missing at the hub")
            case "broken":
                return self.tr("Damaged: cannot be shown")
        if self.content is not None and self.content.is_sound:
            return "■ " + self.tr("Stop") if self.playing else "▶ " + self.tr("Voice")
        return self.tr("Photo")
