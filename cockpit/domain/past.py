"""A moment of the past, as the time machine tells it: the world as journaled by then, and where the units were.

The world is the one that the hub had at that entry: what had happened but was not yet reported is not in it, so it is
what the commander could know.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from cockpit.domain.events import Entry
from cockpit.domain.help_calls import help_of
from cockpit.domain.live import Fix, Live
from cockpit.domain.world import World, WorldState, apply

Turn = Literal["order", "incident", "escalation", "command"]
"""Kinds of event to step to: an order or what changes one; an incident; a miss that climbs; who commands."""

TURNS: dict[Turn, frozenset[str]] = {
    "order": frozenset({"order_issued", "order_changed", "order_recalled", "draft_confirmed", "recipients_added"}),
    "incident": frozenset({"incident_reported"}),
    "escalation": frozenset({"deadline_missed", "miss_climbed"}),
    "command": frozenset({"command_taken", "command_passed"}),
}
"""Each kind's events, by their tags in the journal."""


class PastQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which moment is asked for.

    Attributes:
        at: epoch seconds on the hub's clock; what was journaled by then is in the moment.
        after_seq: the entry that the asker has its world at, -1 for none: where the moment follows closely on it, the
            entries in between are told and not the whole world.
        turn: instead of ``at``, the next entry of this kind after ``after_seq``, or the one before.
        back: with ``turn``: the one before.
    """

    at: float = 0.0
    after_seq: int = -1
    turn: Turn | None = None
    back: bool = False


class PastMoment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A moment of the past.

    Attributes:
        at: the moment, epoch seconds on the hub's clock.
        seq: the last entry that was journaled by then.
        first_at, last_at: the journal's first and last entry, epoch seconds: what can be asked for.
        fixes: the last position of each unit that was on duty, by unit; see ``Live``.
        state: the world; None where ``entries`` follow on the asker's own.
        entries: what came after the asker's entry, up to the moment.
    """

    at: float
    seq: int
    first_at: float
    last_at: float
    fixes: dict[str, Fix] = {}
    state: WorldState | None = None
    entries: tuple[Entry, ...] = ()


class Replayed:
    """A moment as panels draw it: a world and a live picture of their own, moved from moment to moment.

    Attributes:
        world, live: as of ``at``; ``world.seq`` is -1 before the first moment.
        at: the moment, epoch seconds.
    """

    def __init__(self) -> None:
        self.world = World(WorldState(seq=-1))
        self.live = Live()
        self.at = 0.0

    def take(self, moment: PastMoment) -> None:
        """Takes on a moment.

        Raises:
            ValueError: its entries do not follow on this world; ask for the moment without ``after_seq``.
        """
        if moment.state is not None:
            self.world = World(moment.state)
        for entry in moment.entries:
            if entry.seq > self.world.seq:
                apply(self.world, entry)
        if self.world.seq != moment.seq:
            raise ValueError(f"the world is at {self.world.seq}, not at {moment.seq}")
        live = Live()
        live.off_duty = self.world.off_duty
        for unit, fix in moment.fixes.items():
            if unit not in live.off_duty or help_of(self.world, unit) is not None:
                live.note(unit, fix, fix.at)
        self.live, self.at = live, moment.at
