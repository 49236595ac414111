"""What may be attached: photos and voice clips, named by the SHA-256 of their content. The bytes are in no event."""

from __future__ import annotations

import re

import msgspec

from cockpit.errors import Refused

BLOB_LIMIT = 2 * 1024 * 1024
"""Bytes that one attachment may have."""
ATTACHMENTS_LIMIT = 9
"""How many may go with one receipt or report."""
OFFLINE_LIMIT_S = 30 * 86_400.0
"""Seconds that something may claim to have waited on a device."""
IMAGES = ("image/jpeg", "image/webp")
SOUNDS = ("audio/webm", "audio/ogg", "audio/mp4")
MIMES = IMAGES + SOUNDS
_ID = re.compile(r"[0-9a-f]{64}")


class Kept(msgspec.Struct, frozen=True):
    """An attachment as the hub gives it back; ``data`` is base64 in JSON."""

    mime: str
    data: bytes


def is_blob_id(text: str) -> bool:
    """Whether a text is a SHA-256 in hex."""
    return _ID.fullmatch(text) is not None


def check_attachments(ids: tuple[str, ...]) -> None:
    """Passes for a few ids, each once.

    Raises:
        Refused: too many, or one that is no id.
    """
    if len(ids) > ATTACHMENTS_LIMIT:
        raise Refused("attachment.many", f"附件最多 {ATTACHMENTS_LIMIT} 个，收到 {len(ids)} 个")
    if len(set(ids)) != len(ids) or not all(is_blob_id(id_) for id_ in ids):
        raise Refused("attachment.id", "附件编号须为内容的 SHA-256，且不能重复")


def check_offline(offline_s: float) -> None:
    """Passes for a span that something can have waited.

    Raises:
        Refused: below 0, too long, or no number.
    """
    if not 0 <= offline_s <= OFFLINE_LIMIT_S:
        raise Refused("receipt.offline", f"离线时长须为 0 至 {OFFLINE_LIMIT_S:.0f} 秒，收到 {offline_s}")
