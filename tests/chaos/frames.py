"""A client's bytes cut into whole messages, so that a proxy can say one twice without breaking the stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

END_OF_HEAD = b"\r\n\r\n"
TEXT, FINAL_TEXT = 0x1, 0x81


class Piece(NamedTuple):
    """The HTTP request of the handshake, or one websocket frame, with all its bytes.

    ``repeatable``: a whole text message after the hello; said twice it is the same message sent twice.
    """

    data: bytes
    repeatable: bool


class FrameSplitter:
    """Takes bytes in as they come, gives whole pieces out. Source: RFC 6455, section 5.2."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._upgraded = False
        self._greeted = False

    def feed(self, data: bytes) -> Iterator[Piece]:
        """The pieces that are whole now."""
        self._held += data
        while (size := self._size()) is not None and len(self._held) >= size:
            piece = bytes(self._held[:size])
            del self._held[:size]
            if not self._upgraded:
                self._upgraded = True
                yield Piece(piece, False)
                continue
            text = piece[0] == FINAL_TEXT
            yield Piece(piece, text and self._greeted)
            self._greeted = self._greeted or text

    def _size(self) -> int | None:
        """Bytes of the piece that the held bytes begin with, None while that cannot be told."""
        held = self._held
        if not self._upgraded:
            end = held.find(END_OF_HEAD)
            return None if end < 0 else end + len(END_OF_HEAD)
        if len(held) < 2:
            return None
        masked, short = held[1] & 0x80, held[1] & 0x7F
        extra = {126: 2, 127: 8}.get(short, 0)
        if len(held) < 2 + extra:
            return None
        length = int.from_bytes(held[2 : 2 + extra], "big") if extra else short
        return 2 + extra + (4 if masked else 0) + length
