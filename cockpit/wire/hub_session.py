"""The hub's side of a connection as a state machine: bytes in, messages out. It has never heard of asyncio.

greeting ──hello──▶ checking ──admit──▶ open ──▶ closed
greeting ──enrol──▶ checking ──────────────────▶ closed
"""

from __future__ import annotations

from typing import Literal

from cockpit.errors import WireError
from cockpit.wire.codec import decode_client
from cockpit.wire.messages import PROTOCOL, Ask, Beat, Blob, ClientMessage, Do, Enrol, Hello, Position, Positions, Role

SessionState = Literal["greeting", "checking", "open", "closed"]

GREETING_S = 10.0
"""Seconds that a new connection has for its hello."""
LOST_AFTER_BEATS = 3
POSITIONS_LIMIT = 500

ALLOWED: dict[Role, tuple[type, ...]] = {
    "cockpit": (Do, Beat, Ask, Blob),
    "terminal": (Do, Position, Positions, Beat, Ask, Blob),
    "source": (Do, Beat),
}


class HubSession:
    """One connection.

    Args:
        now: seconds on a monotonic clock.
        heartbeat_s: how often each side says something.
    """

    def __init__(self, now: float, heartbeat_s: float) -> None:
        self.state: SessionState = "greeting"
        self.hello: Hello | None = None
        self.heartbeat_s = heartbeat_s
        self.heard_at = now
        self.said_at = now
        self._allowed: tuple[type, ...] = ()

    def receive(self, data: bytes, now: float) -> ClientMessage:
        """Takes in one websocket message.

        Raises:
            WireError: the message, or the moment for it, is wrong; the connection must be closed.
        """
        message = decode_client(data)
        self.heard_at = now
        if self.state == "open":
            if not isinstance(message, self._allowed):
                kind = type(message).__name__.lower()
                raise WireError("not_allowed", f"{kind} is not for the role {self.hello.role if self.hello else '?'}")
            if isinstance(message, Positions) and len(message.fixes) > POSITIONS_LIMIT:
                raise WireError("too_many", f"{len(message.fixes)} positions at once; at most {POSITIONS_LIMIT}")
            return message
        if self.state == "greeting" and isinstance(message, Hello | Enrol):
            if message.protocol != PROTOCOL:
                raise WireError("version", f"this hub speaks {PROTOCOL}, not {message.protocol[:40]}")
            self.hello, self.state = message if isinstance(message, Hello) else None, "checking"
            return message
        raise WireError("not_signed_in", "the first message must be one hello, and nothing more until the welcome")

    def admit(self) -> None:
        """The hello was found good."""
        if self.hello is None or self.state != "checking":
            raise RuntimeError("nobody to admit")
        self.state, self._allowed = "open", ALLOWED[self.hello.role]

    def close(self) -> None:
        """Nothing more is taken in."""
        self.state = "closed"

    def said(self, now: float) -> None:
        """Something was sent: the heartbeat can wait."""
        self.said_at = now

    def fresh(self, now: float) -> bool:
        """Whether each side has said something within the last heartbeat: there is nothing to look after."""
        return now - self.heard_at < self.heartbeat_s > now - self.said_at

    def beat_due(self, now: float) -> bool:
        """Whether the peer should hear something now."""
        return self.state == "open" and now - self.said_at >= self.heartbeat_s

    def lost(self, now: float) -> bool:
        """Whether the peer has been silent for too long."""
        limit = GREETING_S if self.state in ("greeting", "checking") else LOST_AFTER_BEATS * self.heartbeat_s
        return now - self.heard_at > limit
