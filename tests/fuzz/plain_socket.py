"""A websocket client of a few lines that says what no library would: bad frames, frames too early, half of one."""

from __future__ import annotations

import asyncio
import struct
from typing import NamedTuple

TEXT, BINARY, CLOSE = 0x1, 0x2, 0x8
MASK = b"\x00\x00\x00\x00"
"""Masked as a client's frames have to be, by a mask that changes nothing."""


class Frame(NamedTuple):
    """One frame from the hub."""

    opcode: int
    data: bytes


def frame(data: bytes, opcode: int = TEXT, final: bool = True) -> bytes:
    """A client's frame. Source: RFC 6455, section 5.2."""
    size = len(data)
    if size < 126:
        head = struct.pack("!BB", opcode | final << 7, 0x80 | size)
    elif size < 1 << 16:
        head = struct.pack("!BBH", opcode | final << 7, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", opcode | final << 7, 0x80 | 127, size)
    return head + MASK + data


def handshake(port: int) -> bytes:
    """The request that opens a websocket."""
    lines = (
        "GET / HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version: 13",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


class PlainSocket:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @staticmethod
    async def open(port: int) -> PlainSocket:
        """Connects, and says nothing yet."""
        return PlainSocket(*await asyncio.open_connection("127.0.0.1", port))

    def write(self, data: bytes) -> None:
        """Bytes as they are."""
        if not self._writer.transport.is_closing():
            self._writer.write(data)

    async def head(self) -> bytes:
        """The answer to the handshake; what came of it where the hub has hung up."""
        try:
            return await self._reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as failure:
            return failure.partial
        except OSError:
            return b""

    async def next(self) -> Frame | None:
        """The next frame; None once the hub has hung up."""
        try:
            first, size = await self._reader.readexactly(2)
            if size == 126:
                (size,) = struct.unpack("!H", await self._reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", await self._reader.readexactly(8))
            return Frame(first & 0x0F, await self._reader.readexactly(size))
        except (asyncio.IncompleteReadError, OSError):
            return None

    def finish(self) -> None:
        """Says that nothing more will come, and can still listen."""
        if not self._writer.transport.is_closing() and self._writer.can_write_eof():
            self._writer.write_eof()

    def abort(self) -> None:
        """Hangs up."""
        self._writer.transport.abort()
