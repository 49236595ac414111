"""Who else goes: an order's recipients as one of them sees them, the nearest first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from cockpit.domain.orders import Order
from cockpit.domain.people import Actor
from cockpit.domain.places import LonLat, distance_m
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.live import Live
    from cockpit.domain.world import World

LISTED = 30
"""Recipients that are named; the counts are of all."""


class TeamQuestion(msgspec.Struct, frozen=True):
    """Of which order."""

    order: str


class Member(msgspec.Struct, frozen=True, omit_defaults=True):
    """One recipient; ``distance_m`` metres to where the order is for (to who asks, where it names no place)."""

    unit: str
    name: str
    department: str
    state: str
    distance_m: float | None = None


class Team(msgspec.Struct, frozen=True):
    """The nearest recipients, and how many there are of each department and in each state."""

    members: tuple[Member, ...]
    by_department: dict[str, int]
    by_state: dict[str, int]


def order_team(world: World, live: Live, actor: Actor, args: dict[str, Any]) -> Team:
    """The team of an order, for a person or for one of its recipients.

    Raises:
        Refused: no such order, or none of this terminal's.
    """
    order = world.orders.get(msgspec.convert(args, TeamQuestion).order)
    if order is None or (actor.kind == "unit" and actor.id not in order.recipients) or actor.kind == "source":
        raise Refused("ask.own_order", "只能查询自己收到的指令")
    own = live.fixes.get(actor.id)
    members = sorted(_members(world, live, order, order.place or (own.place if own else None)), key=_nearest)
    return Team(
        tuple(one for one in members if one.unit != actor.id)[:LISTED],
        by_department(world, order),
        dict(Counter(recipient.state for recipient in order.recipients.values())),
    )


def by_department(world: World, order: Order) -> dict[str, int]:
    """How many recipients each department has, in the town's order of departments."""
    counts = Counter(world.units[id_].department for id_ in order.recipients if id_ in world.units)
    return {id_: counts[id_] for id_ in world.departments if id_ in counts}


def _members(world: World, live: Live, order: Order, to: LonLat | None) -> list[Member]:
    found: list[Member] = []
    for id_, recipient in order.recipients.items():
        unit, fix = world.units.get(id_), live.fixes.get(id_)
        metres = round(distance_m(fix.place, to)) if fix is not None and to is not None else None
        name, department = (unit.name, unit.department) if unit is not None else (id_, "")
        found.append(Member(id_, name, department, recipient.state, metres))
    return found


def _nearest(member: Member) -> tuple[bool, float, str]:
    return member.distance_m is None, member.distance_m or 0.0, member.unit
