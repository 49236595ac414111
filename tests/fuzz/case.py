"""One case of the fuzz: what is said on one connection, kept as a file when something was wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from cockpit.errors import EnvironmentFailure

Stage = Literal["hub_session", "client_session", "hub"]
"""What a case is played to: a state machine of the wire by itself, or a hub that serves."""


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is said next: a websocket message, or, ``raw``, bytes that go on the wire as they are."""

    data: bytes
    raw: bool = False


class Case(msgspec.Struct, frozen=True, omit_defaults=True):
    """One connection.

    Attributes:
        name: seed, stage and number: what it was drawn from.
        kind: what was done to it, for the report.
        steps: what is said, in turn.
        altered: how many of the steps are not what was once really said at that place.
        eager: whether it speaks before the handshake has been answered.
        opening: what is said instead of the handshake; empty for a good one.
    """

    stage: Stage
    kind: str
    name: str
    steps: tuple[Step, ...]
    altered: int
    eager: bool = False
    opening: bytes = b""


Trouble = Literal["crash", "hang", "unequal", "memory"]


class Finding(msgspec.Struct, frozen=True):
    """Something that must not happen, and the cases that were played since all was well."""

    trouble: Trouble
    what: str
    cases: tuple[Case, ...]

    def keep(self, folder: Path, number: int) -> Path:
        """Writes it down for ``--replay``; returns the file."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"finding-{number}.json"
        path.write_bytes(msgspec.json.encode(self))
        return path


def read_finding(path: Path) -> Finding:
    """A finding that was kept.

    Raises:
        EnvironmentFailure: there is none in that file.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Finding)
    except (OSError, msgspec.DecodeError) as failure:
        raise EnvironmentFailure(f"{path} holds no finding: {failure}") from failure


def altered(steps: Sequence[bytes], was: Sequence[bytes]) -> int:
    """How many messages are not the ones that were once really said at that place."""
    return sum(one != other for one, other in zip(steps, was, strict=False)) + max(0, len(steps) - len(was))
