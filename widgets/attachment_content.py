"""A photo or clip as it can be shown: checked, decoded, made small. Meant for a worker, not for the window's turn."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from cockpit.domain.attachments import BLOB_LIMIT, IMAGES, SOUNDS, Kept

THUMB_PX, LARGE_PX = 256, 2048
"""Longest side of what is kept of a photo, in dots: on a tile, and opened."""


@dataclass(frozen=True)
class Content:
    """What an attachment holds.

    Attributes:
        mime: its type.
        sound: the bytes of a clip; empty for a photo.
        thumb, image: a photo for a tile, and opened; null for a clip.
    """

    id: str
    mime: str
    sound: bytes
    thumb: QImage
    image: QImage

    @property
    def is_sound(self) -> bool:
        """Whether it is a clip."""
        return self.mime in SOUNDS

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return len(self.sound) + int(self.thumb.sizeInBytes()) + int(self.image.sizeInBytes())


class Unreadable(ValueError):
    """The content is not what its id or its type says."""


def open_attachment(id_: str, kept: Kept) -> Content:
    """Checks and decodes what the hub has given.

    Raises:
        Unreadable: too big, of another content than its id says, of a type that is none of ours, or no picture.
    """
    if len(kept.data) > BLOB_LIMIT or hashlib.sha256(kept.data).hexdigest() != id_:
        raise Unreadable("size or content")
    if kept.mime in SOUNDS:
        return Content(id_, kept.mime, kept.data, QImage(), QImage())
    if kept.mime not in IMAGES:
        raise Unreadable(kept.mime)
    buffer = QBuffer()
    buffer.setData(QByteArray(kept.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LARGE_PX:
        # Read small at once: a picture of a hundred million dots is never laid out in memory.
        reader.setScaledSize(size.scaled(QSize(LARGE_PX, LARGE_PX), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Unreadable(reader.errorString())
    thumb = image.scaled(
        QSize(THUMB_PX, THUMB_PX), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return Content(id_, kept.mime, b"", thumb, image)
