"""A websocket of the hub's: what comes in is handed over as it is read, what goes out is a frame made once for all.

The library's own ways, a task that waits in ``recv`` for each connection and a frame made anew for each receiver, cost
about as much as all that the hub does with a receipt (``docs/decisions/0090``).
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.frames import Frame, Opcode
from websockets.protocol import State

SEND_BUFFER = 256 * 1024
"""Bytes that the system may hold for a connection (Linux doubles them): enough for 2 MB/s at 200 ms round trip."""
_DATA = (Opcode.TEXT, Opcode.BINARY, Opcode.CONT)


def text_frame(message: bytes) -> bytes:
    """A message in UTF-8 as the frame that a server sends: the same for everybody."""
    return Frame(Opcode.TEXT, message).serialize(mask=False)


class Connection(ServerConnection):
    """A connection with a listener instead of ``recv``.

    Attributes:
        from_page: whether a browser has opened it, from the hub's own field page.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listener: Callable[[bytes], None] | None = None
        self._early: list[bytes] = []
        self.from_page = False
        self._pieces: list[bytes] = []

    def connection_made(self, transport: Any) -> None:
        """Bounds what the system holds for a peer that does not read: the sooner it is full, the sooner that shows."""
        kernel: Any = transport.get_extra_info("socket")
        if kernel is not None:
            kernel.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        super().connection_made(transport)

    def listen(self, listener: Callable[[bytes], None]) -> None:
        """Has every message given to the listener from now on, and those that came already."""
        self._listener = listener
        early, self._early = self._early, []
        for message in early:
            listener(message)

    def process_event(self, event: Any) -> None:
        """Takes in what the library has read; its data frames do not go into its queue."""
        if self.request is None or event.opcode not in _DATA:
            super().process_event(event)
        elif event.fin and not self._pieces:
            self._hand_over(event.data)
        else:
            self._pieces.append(bytes(event.data))
            if event.fin:
                message = b"".join(self._pieces)
                self._pieces.clear()
                self._hand_over(message)

    def _hand_over(self, message: bytes) -> None:
        if self._listener is not None:
            self._listener(message)
        else:
            self._early.append(bytes(message))

    def write(self, frame: bytes) -> None:
        """Writes a whole frame; to a connection that is closing it is not written."""
        if self.protocol.state is State.OPEN and not self.transport.is_closing():
            self.transport.write(frame)
