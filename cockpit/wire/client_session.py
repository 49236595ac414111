"""A client's side of a connection as a state machine: bytes in, messages out, slices put together."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import msgspec

from cockpit.domain.world import WorldState
from cockpit.errors import WireError
from cockpit.wire.codec import decode_hub, decode_parts
from cockpit.wire.messages import AnswerPart, Bye, HubMessage, Part, SnapshotPart, Welcome

ClientState = Literal["greeting", "open", "closed"]

_world_decoder = msgspec.json.Decoder(WorldState)


class SnapshotReady(NamedTuple):
    """All parts of a snapshot have come."""

    state: WorldState


class AnswerReady(NamedTuple):
    """All parts of an answer have come; ``error`` says why there is none."""

    id: str
    data: str
    error: str


Arrival = HubMessage | SnapshotReady | AnswerReady


class ClientSession:
    """One connection to a hub.

    Args:
        now: seconds on a monotonic clock.
    """

    def __init__(self, now: float) -> None:
        self.state: ClientState = "greeting"
        self.welcome: Welcome | None = None
        self.heard_at = now
        self.said_at = now
        self._snapshot: list[str] = []
        self._parts: list[str] = []
        self._answers: dict[str, list[str]] = {}

    def receive(self, data: bytes, now: float) -> Arrival | None:
        """Takes in one websocket message; None while parts of a longer one are still to come.

        Raises:
            WireError: the hub broke the protocol; the connection must be closed.
        """
        message = decode_hub(data)
        self.heard_at = now
        if self.state == "greeting":
            if isinstance(message, Welcome):
                self.welcome, self.state = message, "open"
            elif not isinstance(message, Bye):
                raise WireError("no_welcome", f"expected a welcome, got {type(message).__name__}")
            return message
        if isinstance(message, Part):
            whole = self._gather(self._parts, message.part, message.parts, message.data)
            if whole is None:
                return None
            message = decode_parts(whole.encode())
            if isinstance(message, Part):
                raise WireError("parts", "a part of a part")
        if isinstance(message, SnapshotPart):
            whole = self._gather(self._snapshot, message.part, message.parts, message.data)
            return None if whole is None else SnapshotReady(_decode_world(whole))
        if isinstance(message, AnswerPart):
            return self._take_answer(message)
        return message

    def _take_answer(self, answer: AnswerPart) -> AnswerReady | None:
        if answer.error:
            self._answers.pop(answer.id, None)
            return AnswerReady(answer.id, "", answer.error)
        parts = self._answers.setdefault(answer.id, [])
        whole = self._gather(parts, answer.part, answer.parts, answer.data)
        if whole is None:
            return None
        del self._answers[answer.id]
        return AnswerReady(answer.id, whole, "")

    def said(self, now: float) -> None:
        """Something was sent: the heartbeat can wait."""
        self.said_at = now

    def beat_due(self, now: float) -> bool:
        """Whether the hub should hear something now."""
        return self.welcome is not None and now - self.said_at >= self.welcome.heartbeat_s

    def silence_s(self, now: float) -> float:
        """Seconds since the hub was heard."""
        return now - self.heard_at

    def _gather(self, parts: list[str], part: int, of: int, data: str) -> str | None:
        if part == 1:
            # The hub drops what it has queued for a client that lags, and begins anew.
            parts.clear()
        if part != len(parts) + 1 or part > of:
            raise WireError("parts", f"part {part} of {of} after {len(parts)}")
        parts.append(data)
        if part < of:
            return None
        whole = "".join(parts)
        parts.clear()
        return whole


def _decode_world(text: str) -> WorldState:
    try:
        return _world_decoder.decode(text)
    except msgspec.DecodeError as fault:
        raise WireError("snapshot", f"the snapshot cannot be read: {fault}") from None


def decode_answer(data: str, kind: Any) -> Any:
    """An answer's text as the given type.

    Raises:
        WireError: it is not of that type.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as fault:
        raise WireError("answer", f"the answer cannot be read: {fault}") from None
