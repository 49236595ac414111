"""Photos and clips are checked before they are shown."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage

from cockpit.domain.attachments import BLOB_LIMIT, Kept
from widgets.attachment_content import LARGE_PX, THUMB_PX, Content, Unreadable, open_attachment


def jpeg(width: int = 640, height: int = 480) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "JPEG")
    return bytes(buffer.data().data())


def opened(data: bytes, mime: str = "image/jpeg") -> Content:
    return open_attachment(hashlib.sha256(data).hexdigest(), Kept(mime, data))


def test_a_photo_is_made_small_twice(qapp: object) -> None:
    content = opened(jpeg(5000, 2500))
    assert (content.image.width(), content.image.height()) == (LARGE_PX, LARGE_PX // 2)
    assert content.thumb.width() == THUMB_PX and not content.is_sound
    assert content.size < LARGE_PX * LARGE_PX * 4


def test_a_clip_keeps_its_bytes() -> None:
    content = opened(b"OggS and more", "audio/ogg")
    assert content.is_sound and content.sound == b"OggS and more" and content.image.isNull()


@pytest.mark.parametrize(
    ("id_", "kept"),
    [
        ("0" * 64, Kept("image/jpeg", b"\xff\xd8\xff")),
        (hashlib.sha256(b"\xff\xd8\xff").hexdigest(), Kept("image/jpeg", b"\xff\xd8\xff")),
        (hashlib.sha256(b"<html>").hexdigest(), Kept("text/html", b"<html>")),
        (hashlib.sha256(b"x" * (BLOB_LIMIT + 1)).hexdigest(), Kept("audio/ogg", b"x" * (BLOB_LIMIT + 1))),
    ],
)
def test_what_is_not_what_it_says_is_not_shown(id_: str, kept: Kept, qapp: object) -> None:
    with pytest.raises(Unreadable):
        open_attachment(id_, kept)
