"""A photo opened over its monitor; arrows go on, Esc puts it away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from cockpit.views.attachments import Attachment
from widgets import language, theme
from widgets.attachment_shelf import AttachmentShelf
from widgets.own_window import give_own_window

MARGIN_PX = 48
LINE_PX = 40


class PhotoView(QFrame):
    """Lies over the window.

    Args:
        shelf: where the photos lie; one that had to go is fetched again.
        parent: the window.
    """

    def __init__(self, shelf: AttachmentShelf, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setProperty("lit", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shelf = shelf
        self._photos: list[Attachment] = []
        self._at = 0
        self._now: datetime | None = None
        self._back_to: QWidget | None = None
        give_own_window(self)
        self.hide()
        shelf.changed.connect(lambda _id: self.update())

    @property
    def shown(self) -> Attachment | None:
        """The photo that is open."""
        return self._photos[self._at] if self.isVisible() and self._photos else None

    def open(self, photos: Sequence[Attachment], at: int, now: datetime, back_to: object = None) -> None:
        """Shows one of these photos.

        Args:
            now: what their ages are measured against.
            back_to: the widget that gets the focus back.
        """
        self._photos, self._at, self._now = list(photos), at, now
        self._back_to = back_to if isinstance(back_to, QWidget) else None
        parent = self.parentWidget()
        if parent is not None:
            away = theme.px(MARGIN_PX)
            self.setGeometry(parent.rect().adjusted(away, away, -away, -away))
        self._turn(0)
        self.show()
        self.raise_()
        self.setFocus()

    def put_away(self) -> None:
        """Closes; the focus goes back to where it was."""
        self.hide()
        if self._back_to is not None:
            self._back_to.setFocus()

    def caption(self) -> str:
        """Which of how many, who sent it, how old it is."""
        if not self._photos or self._now is None:
            return ""
        words = self._photos[self._at].caption(self._now, language.current())
        return f"{self._at + 1}/{len(self._photos)}   {words}"

    def _turn(self, by: int) -> None:
        self._at = (self._at + by) % len(self._photos)
        self._shelf.want(self._photos[self._at].id)
        self.setAccessibleName(self.caption())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo as large as it fits, never blown up; its caption and the keys below."""
        super().paintEvent(event)
        if not self._photos:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        line = theme.px(LINE_PX)
        room = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line)
        content = self._shelf.content(self._photos[self._at].id)
        if content is not None and not content.image.isNull():
            size = QSizeF(content.image.size()) / self.devicePixelRatioF()
            if size.width() > room.width() or size.height() > room.height():
                size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF(room.center().x() - size.width() / 2, room.center().y() - size.height() / 2, 0, 0)
            box.setSize(size)
            painter.drawImage(box, content.image)
        else:
            painter.setPen(theme.colour("yellow_text"))
            painter.setFont(theme.font("title"))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.tr("This photo is not here"))
        foot = QRectF(room.x(), self.height() - line, room.width(), line)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.caption())
        painter.setPen(theme.colour("third"))
        keys = self.tr("← → other photos · Esc back")
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press puts it away."""
        self.put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on, Escape, Enter and space put it away."""
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._turn(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.put_away()
        else:
            super().keyPressEvent(event)
