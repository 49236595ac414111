"""One connection as the hub's other parts see it: what is sent is written at once, or waits in a bounded queue."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from websockets.asyncio.server import ServerConnection, broadcast

from cockpit.domain.people import Actor
from cockpit.wire.codec import encode
from cockpit.wire.hub_session import HubSession
from cockpit.wire.messages import Accepted, NotAccepted

WRITE_AHEAD = 256 * 1024
"""Bytes that may stand unsent in the transport before messages queue up here."""
QUEUE_LIMIT = 4 * 1024 * 1024
"""Bytes that may queue up here before the peer counts as lagging."""


class Peer:
    """A signed-in connection.

    Attributes:
        from_seq: entries up to this one are part of the snapshot (or worklist) that the peer was given.
        ready: whether that snapshot has been sent; nothing of the world goes out before it.
        lagging: whether the queue ran over: what was queued is dropped, and a fresh snapshot is due.
    """

    def __init__(self, websocket: ServerConnection, session: HubSession, note_accepted: Callable[[Peer], None]) -> None:
        self.websocket = websocket
        self.session = session
        self.actor = Actor("hub", "")
        self.from_seq = 0
        self.ready = False
        self.snapshot: list[bytes] = []
        self.lagging = False
        self._queue: deque[bytes] = deque()
        self._queued = 0
        self._accepted: list[str] = []
        self._unchanged: list[str] = []
        self._note_accepted = note_accepted

    @property
    def unsent(self) -> int:
        """Bytes in the transport's buffer."""
        transport: Any = self.websocket.transport
        size: int = transport.get_write_buffer_size()
        return size

    @property
    def queued(self) -> int:
        """Bytes that wait here."""
        return self._queued

    def send(self, message: object) -> None:
        """Sends a message, or queues it while the peer is slow."""
        self.send_bytes(encode(message))

    def send_bytes(self, data: bytes) -> None:
        """Sends an encoded message, or queues it while the peer is slow."""
        if self.lagging:
            return
        if self._queue or self.unsent > WRITE_AHEAD:
            self._enqueue(data)
        else:
            broadcast((self.websocket,), data, text=True)
            self.session.said(_now())

    def _enqueue(self, data: bytes) -> None:
        self._queue.append(data)
        self._queued += len(data)
        if self._queued > QUEUE_LIMIT:
            self.lagging = True
            self._queue.clear()
            self._queued = 0

    def flush(self) -> None:
        """Writes what has queued up, as far as the transport takes it."""
        while self._queue and self.unsent <= WRITE_AHEAD:
            data = self._queue.popleft()
            self._queued -= len(data)
            broadcast((self.websocket,), data, text=True)
            self.session.said(_now())

    def accept_soon(self, command_id: str, changed: bool) -> None:
        """Notes a durable command; several are told in one message with the next ``tell_accepted``."""
        self._accepted.append(command_id)
        if not changed:
            self._unchanged.append(command_id)
        self._note_accepted(self)

    def tell_accepted(self, seq: int) -> None:
        """Tells the peer of all commands that are durable since the last time."""
        if self._accepted:
            self.send(Accepted(tuple(self._accepted), seq, tuple(self._unchanged)))
            self._accepted.clear()
            self._unchanged.clear()

    def refuse(self, command_id: str, rule: str, message: str, who_could: str = "") -> None:
        """Tells the peer that a command was refused."""
        self.send(NotAccepted(command_id, rule, message, who_could))

    def abort(self) -> None:
        """Cuts the connection without a goodbye."""
        transport: Any = self.websocket.transport
        transport.abort()


def send_to_all(peers: Iterable[Peer], data: bytes) -> None:
    """Sends one encoded message to many: those that keep up get it in one go, the others queue it."""
    now = _now()
    prompt: list[ServerConnection] = []
    for peer in peers:
        if peer.lagging or peer.queued or peer.unsent > WRITE_AHEAD:
            peer.send_bytes(data)
        else:
            prompt.append(peer.websocket)
            peer.session.said_at = now
    broadcast(prompt, data, text=True)


def _now() -> float:
    return asyncio.get_running_loop().time()
