"""The ladder that a missed deadline climbs: the unit is reminded, then the chiefs of its circles from below are told.

Only the stage that a recipient has not reached yet can be missed, so a late unit is one cause and not five. What fell
due is computed from the world alone: a hub that was killed finds after its restart just what it owes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from cockpit.domain.in_command import commander_at
from cockpit.domain.orders import FINAL, PROGRESS, Miss, Order, Recipient, RecipientState
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World

Skip = Literal["", "nobody", "is_the_late_one"]

SLOWEST = 8
"""What nobody acknowledges comes back to the top after ``again_s``, then twice that, … and up to this often that."""

LATE_S = 10.0
"""A deadline that is found missed so long after it passed had passed while the hub was down."""


# -- commands and events -------------------------------------------------------------------------------------------


class AcknowledgeMiss(msgspec.Struct, frozen=True, tag="acknowledge_miss"):
    """A chief who was told takes it on: it rests for ``again_s``."""

    order: str
    unit: str


class AcknowledgeMisses(msgspec.Struct, frozen=True, tag="acknowledge_misses"):
    """Takes on what was missed by many recipients of one order: one intent, whatever becomes of each."""

    order: str
    units: tuple[str, ...]


class DeadlineMissed(msgspec.Struct, frozen=True, tag="deadline_missed", omit_defaults=True):
    """A recipient has not reached the stage in time; its terminal reminds it.

    ``while_down`` says that the deadline had passed before the hub could look.
    """

    order: str
    unit: str
    stage: RecipientState
    due_at: datetime
    while_down: bool = False


class MissClimbed(msgspec.Struct, frozen=True, tag="miss_climbed", omit_defaults=True):
    """The chief of a circle is told, or the rung is skipped at once since there is nobody to tell.

    ``rung`` counts from 0 (the unit's lowest circle); ``again`` counts how often the top has been told before.
    ``chief`` is a person's or a unit's id, empty where the rung was skipped.
    """

    order: str
    unit: str
    stage: RecipientState
    rung: int
    circle: str
    chief: str = ""
    skipped: Skip = ""
    again: int = 0


class MissAcknowledged(msgspec.Struct, frozen=True, tag="miss_acknowledged"):
    """A chief has taken it on."""

    order: str
    unit: str
    stage: RecipientState


class MissesPassedOver(msgspec.Struct, frozen=True, tag="misses_passed_over"):
    """Of many that were to be taken on these were not: nothing to acknowledge any more, or somebody else's.

    Changes nothing in the world; it is the answer to whoever asked, and stays in the journal beside the others.
    """

    order: str
    units: tuple[str, ...]


# -- what falls due -----------------------------------------------------------------------------------------------


def next_stage(state: RecipientState) -> RecipientState | None:
    """The stage that a recipient has to reach next; None for one that has ended."""
    if state in FINAL:
        return None
    return PROGRESS[PROGRESS.index(state) + 1]


def open_miss(recipient: Recipient) -> Miss | None:
    """The miss that still stands: that of the very stage that the recipient has to reach next."""
    miss = recipient.miss
    return miss if miss is not None and miss.stage == next_stage(recipient.state) else None


def next_due_at(world: World, order: Order, unit: str) -> datetime | None:
    """The instant at which ``due`` has something to say about a recipient, None for never."""
    recipient = order.recipients[unit]
    stage = next_stage(recipient.state)
    if not order.under_way or stage is None:
        return None
    miss = open_miss(recipient)
    if miss is None:
        limit_s = order.deadlines.of(stage)
        began_at = recipient.times.get("issued")
        return began_at + timedelta(seconds=limit_s) if limit_s is not None and began_at is not None else None
    ladder = world.settings.ladder
    rests_until = miss.acknowledged_at + timedelta(seconds=ladder.again_s) if miss.acknowledged_at else None
    top = min(len(path_of(world, unit)), len(ladder.climb_s))
    if miss.rung < top:
        climbs_at = miss.due_at + timedelta(seconds=ladder.climb_s[miss.rung])
        return max(climbs_at, rests_until) if rests_until is not None else climbs_at
    if rests_until is not None or top == 0:
        return rests_until
    told_at = miss.climbed_at or miss.due_at + timedelta(seconds=ladder.climb_s[top - 1])
    return told_at + timedelta(seconds=ladder.again_s * min(2**miss.unheeded, SLOWEST))


def due(world: World, order: Order, unit: str, now: datetime) -> Iterator[DeadlineMissed | MissClimbed]:
    """What has fallen due for one recipient: at most one event that tells somebody, and the rungs skipped before it.

    To be asked again after its events are applied, until it says nothing.
    """
    at = next_due_at(world, order, unit)
    if at is None or at > now:
        return
    recipient = order.recipients[unit]
    miss = open_miss(recipient)
    if miss is None:
        stage = next_stage(recipient.state)
        if stage is not None:
            yield DeadlineMissed(order.id, unit, stage, at, (now - at).total_seconds() > LATE_S)
        return
    path = path_of(world, unit)
    top = min(len(path), len(world.settings.ladder.climb_s))
    if top and miss.rung >= top:
        chief, skipped = chief_of(world, path[top - 1], unit, now)
        yield MissClimbed(order.id, unit, miss.stage, top - 1, path[top - 1], chief, skipped, miss.again + 1)
        return
    for rung in range(miss.rung, top):
        chief, skipped = chief_of(world, path[rung], unit, now)
        yield MissClimbed(order.id, unit, miss.stage, rung, path[rung], chief, skipped)
        if not skipped:
            return


def path_of(world: World, unit: str) -> tuple[str, ...]:
    """The circles that a miss of the unit climbs through, from its own up to the core."""
    known = world.units.get(unit)
    return world.circles.path(known.circle) if known is not None else ()


def chief_of(world: World, circle: str, late: str, now: datetime) -> tuple[str, Skip]:
    """Who is told at a circle: its chief; at the core whoever commands now. Empty, with the reason, for nobody."""
    found = world.circles.by_id[circle]
    if found.tier == "core":
        chief = commander_at(world, now)
    else:
        chief = found.chief or ""
    if chief not in world.people and chief not in world.units:
        return "", "nobody"
    return ("", "is_the_late_one") if chief == late else (chief, "")


# -- decide and apply ---------------------------------------------------------------------------------------------


def decide_acknowledge(
    world: World, command: AcknowledgeMiss, actor: Actor, now: datetime
) -> Iterator[MissAcknowledged]:
    """A chief who was told, or the commander on duty, takes a miss on; once is enough.

    Raises:
        Refused: there is nothing to acknowledge, or it is somebody else's.
    """
    order = world.orders.get(command.order)
    recipient = order.recipients.get(command.unit) if order is not None else None
    miss = open_miss(recipient) if recipient is not None else None
    if miss is None:
        raise Refused("miss.none", "没有待处理的超时：可能已经答复")
    if actor.id not in miss.told and commander_at(world, now) != actor.id:
        names = "、".join(name_of(world, id_) for id_ in miss.told)
        raise Refused("miss.not_told", "该超时没有报给您", names)
    if miss.acknowledged_at is None:
        yield MissAcknowledged(command.order, command.unit, miss.stage)


def decide_acknowledge_all(
    world: World, command: AcknowledgeMisses, actor: Actor, now: datetime
) -> Iterator[MissAcknowledged | MissesPassedOver]:
    """Takes on all that can be; those that cannot are named in an event of their own.

    Raises:
        Refused: none can be taken on; the reason is the first one's.
    """
    taken = 0
    refused: dict[str, Refused] = {}
    found: list[MissAcknowledged] = []
    for unit in dict.fromkeys(command.units):
        try:
            found += decide_acknowledge(world, AcknowledgeMiss(command.order, unit), actor, now)
            taken += 1
        except Refused as refusal:
            refused[unit] = refusal
    if not taken:
        raise next(iter(refused.values()), Refused("miss.none", "没有待处理的超时：可能已经答复"))
    yield from found
    if refused:
        yield MissesPassedOver(command.order, tuple(refused))


def name_of(world: World, id_: str) -> str:
    """The name of a person or unit; the id where neither is known."""
    found = world.people.get(id_) or world.units.get(id_)
    return found.name if found is not None else id_


def apply_missed(world: World, event: DeadlineMissed, at: datetime) -> None:
    """The recipient is late from now on."""
    recipient = _recipient(world, event.order, event.unit)
    if recipient is not None:
        recipient.miss = Miss(event.stage, event.due_at, while_down=event.while_down)


def apply_climbed(world: World, event: MissClimbed, at: datetime) -> None:
    """The next rung is reached; who was told knows."""
    recipient = _recipient(world, event.order, event.unit)
    miss = recipient.miss if recipient is not None else None
    if miss is None:
        return
    if event.again:
        miss.unheeded = 0 if miss.acknowledged_at is not None else miss.unheeded + 1
    miss.rung, miss.again, miss.climbed_at = event.rung + 1, event.again, at
    miss.acknowledged_by, miss.acknowledged_at = "", None
    if event.skipped and event.circle not in miss.skipped:
        miss.skipped = (*miss.skipped, event.circle)
    if event.chief:
        miss.told = (*(one for one in miss.told if one != event.chief), event.chief)
    if event.chief:
        world.misses_told.setdefault(event.chief, set()).add((event.order, event.unit))


def apply_acknowledged(world: World, event: MissAcknowledged, by: str, at: datetime) -> None:
    """It rests for a while."""
    recipient = _recipient(world, event.order, event.unit)
    if recipient is not None and recipient.miss is not None:
        recipient.miss.acknowledged_by, recipient.miss.acknowledged_at = by, at


def _recipient(world: World, order_id: str, unit: str) -> Recipient | None:
    order = world.orders.get(order_id)
    recipient = order.recipients.get(unit) if order is not None else None
    if recipient is not None:
        world.changes.orders.add(order_id)
    return recipient
