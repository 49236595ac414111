"""One connection as the hub's other parts see it: what is sent is written at once, or waits in a bounded queue."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from cockpit.domain.people import Actor
from cockpit.hub.blobs import Gathering
from cockpit.hub.connection import Connection, text_frame
from cockpit.wire.codec import encode, framed
from cockpit.wire.hub_session import HubSession
from cockpit.wire.messages import MESSAGE_LIMIT, Accepted, NotAccepted

WRITE_AHEAD = 256 * 1024
"""Bytes that may stand unsent in the transport before messages queue up here."""
QUEUE_LIMIT = 4 * 1024 * 1024
"""Bytes that may queue up here before the peer counts as lagging; a snapshot, however long, does not count."""
FLUSH_EVERY_S = 0.01
TEXT_LIMIT = 500
"""Characters of a refusal's text, which may quote what the peer itself has sent."""
ACCEPTED_A_MESSAGE = 50


class Pass(msgspec.Struct, frozen=True):
    """What a session was opened by.

    Attributes:
        proof: digest of the token or key, empty for what ends in other ways (enrolled devices).
        over_at: seconds on the loop's clock when the token ends; infinite for keys.
    """

    proof: bytes = b""
    over_at: float = float("inf")


class Peer:
    """A signed-in connection.

    Attributes:
        from_seq: entries up to this one are part of the snapshot (or worklist) that the peer was given.
        ready: whether that snapshot has been sent; nothing of the world goes out before it.
        lagging: whether the queue ran over: what was queued is dropped, and a fresh snapshot is due.
        gathering: takes the parts of a photo or a clip together.
        opened_by: what it signed in with.
        device: the enrolled device that signed in, empty for anything else.
        held: messages that have come while the hello was checked.
    """

    def __init__(self, websocket: Connection, session: HubSession, note_accepted: Callable[[Peer], None]) -> None:
        self.websocket = websocket
        self.session = session
        self.actor = Actor("hub", "")
        self.opened_by = Pass()
        self.device = ""
        self.gathering: Gathering
        self.from_seq = 0
        self.ready = False
        self.snapshot: list[bytes] = []
        self.lagging = False
        self.held: list[bytes] = []
        self._queue: deque[tuple[bytes, int]] = deque()
        self._queued = 0
        self._written = 0
        self._read = 0
        self._read_at = _now()
        self._timer: asyncio.TimerHandle | None = None
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
        """Bytes that wait here, but for a snapshot's."""
        return self._queued

    def stuck_s(self, now: float) -> float:
        """Seconds for which the peer has read nothing of what waits for it; 0 while it reads, or nothing waits.

        Args:
            now: seconds on the loop's clock.
        """
        unsent = self.unsent
        if not unsent or self._written - unsent > self._read:
            self._read, self._read_at = self._written - unsent, now
        return now - self._read_at

    @property
    def prompt(self) -> bool:
        """Whether what is sent now can be written at once."""
        return not self.lagging and not self._queue and self.unsent <= WRITE_AHEAD

    def send(self, message: object) -> None:
        """Sends a message, or queues it while the peer is slow."""
        self.send_bytes(encode(message))

    def send_bytes(self, data: bytes) -> None:
        """Sends an encoded message (in parts where it is too long), or queues it while the peer is slow."""
        for piece in framed(data):
            self._put(piece, len(piece))

    def send_snapshot(self) -> None:
        """Sends the snapshot that was prepared: of any length, so that a big world is not mistaken for a slow peer."""
        for piece in self.snapshot:
            self._put(piece, 0)
        self.snapshot = []

    def _put(self, data: bytes, counted: int) -> None:
        if self.lagging:
            return
        if self.prompt:
            self._write(data)
            return
        self._queue.append((data, counted))
        self._queued += counted
        if self._queued > QUEUE_LIMIT:
            self.lagging = True
            self._drop()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FLUSH_EVERY_S, self.flush)

    def flush(self) -> None:
        """Writes what has queued up, as far as the transport takes it, and comes back for the rest."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.session.state == "closed":
            self._drop()
        while self._queue and self.unsent <= WRITE_AHEAD:
            data, counted = self._queue.popleft()
            self._queued -= counted
            self._write(data)
        if self._queue:
            self._timer = asyncio.get_running_loop().call_later(FLUSH_EVERY_S, self.flush)

    def _write(self, data: bytes) -> None:
        self.write_frame(text_frame(data))
        self.session.said(_now())

    def write_frame(self, frame: bytes) -> None:
        """Writes a whole frame, whatever waits."""
        self._written += len(frame)
        self.websocket.write(frame)

    def _drop(self) -> None:
        self._queue.clear()
        self._queued = 0

    def accept_soon(self, command_id: str, changed: bool) -> None:
        """Notes a durable command; several are told in one message with the next ``tell_accepted``."""
        self._accepted.append(command_id)
        if not changed:
            self._unchanged.append(command_id)
        self._note_accepted(self)

    def tell_accepted(self, seq: int) -> None:
        """Tells the peer of all commands that are durable since the last time."""
        accepted, unchanged = self._accepted, set(self._unchanged)
        self._accepted, self._unchanged = [], []
        for start in range(0, len(accepted), ACCEPTED_A_MESSAGE):
            ids = accepted[start : start + ACCEPTED_A_MESSAGE]
            self.send(Accepted(tuple(ids), seq, tuple(id_ for id_ in ids if id_ in unchanged)))

    def refuse(self, command_id: str, rule: str, message: str, who_could: str = "") -> None:
        """Tells the peer that a command was refused."""
        self.send(NotAccepted(command_id, rule, message[:TEXT_LIMIT], who_could[:TEXT_LIMIT]))

    def abort(self) -> None:
        """Cuts the connection without a goodbye."""
        transport: Any = self.websocket.transport
        transport.abort()


def send_to_all(peers: Iterable[Peer], data: bytes) -> None:
    """Sends one encoded message to many: those that keep up get it in one go, the others queue it."""
    now, frame, fits = _now(), text_frame(data), len(data) <= MESSAGE_LIMIT
    for peer in peers:
        if fits and peer.prompt:
            peer.write_frame(frame)
            peer.session.said_at = now
        else:
            peer.send_bytes(data)


def _now() -> float:
    return asyncio.get_running_loop().time()
