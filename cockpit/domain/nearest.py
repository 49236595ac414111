"""Who could take a part over or be sent besides: the free units of the same department first, the nearest first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.live import ContactState, Live, reachable
from cockpit.domain.orders import FINAL, Order
from cockpit.domain.people import Actor
from cockpit.domain.places import LonLat, distance_m
from cockpit.domain.relief import may_send
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.world import World


class Near(msgspec.Struct, frozen=True):
    """A unit that could be sent.

    Attributes:
        same: whether it is of the department of the unit that is to be relieved.
        distance_m: metres from where it would have to go, None when nobody knows where it is.
        silence_s: seconds since it was heard, None when it never was.
        busy: whether it is on another order.
    """

    id: str
    name: str
    department: str
    same: bool
    distance_m: float | None
    contact: ContactState
    silence_s: float | None
    busy: bool

    @property
    def reachable(self) -> bool:
        """Whether an order sent now would reach it now."""
        return reachable(self.contact)


def nearest_units(
    world: World, live: Live, order: Order, unit: str, actor: Actor, now: datetime, count: int
) -> list[Near]:
    """The units that an actor may send instead of ``unit`` or besides it, at most ``count``.

    Who is out of contact comes last, and before them who is on another order; of the rest the department of ``unit``
    comes first, and within it the nearest: to the order's place, or to where ``unit`` is when the order has none.
    """
    known = world.units.get(unit)
    goal = order.place or place_of(world, live, unit)
    department = known.department if known is not None else ""
    found = [
        _near(world, live, id_, department, goal, now)
        for id_ in world.units
        if id_ not in order.recipients and sends(world, actor, id_, now)
    ]
    found.sort(key=_rank)
    return found[:count]


def sends(world: World, actor: Actor, unit: str, now: datetime) -> bool:
    """Whether an actor may give a unit a part of an order, by the hub's own rule."""
    try:
        may_send(world, actor, unit, now)
    except Refused:
        return False
    return True


def place_of(world: World, live: Live, unit: str) -> LonLat | None:
    """Where a unit was last, or the middle of its circle; None for a unit that the town does not know."""
    fix = live.fixes.get(unit)
    if fix is not None:
        return fix.place
    known = world.units.get(unit)
    circle = world.circles.by_id.get(known.circle) if known is not None else None
    return circle.centre if circle is not None else None


def busy(world: World, unit: str) -> bool:
    """Whether a unit has an order that it has neither completed nor declined."""
    orders = (world.orders.get(id_) for id_ in world.orders_of_unit.get(unit, ()))
    return any(order.recipients[unit].state not in FINAL for order in orders if order is not None)


def _rank(near: Near) -> tuple[bool, bool, bool, float]:
    distance = float("inf") if near.distance_m is None else near.distance_m
    return (not near.reachable, near.busy, not near.same, distance)


def _near(world: World, live: Live, id_: str, department: str, goal: LonLat | None, now: datetime) -> Near:
    unit, fix, now_s = world.units[id_], live.fixes.get(id_), now.timestamp()
    return Near(
        id=id_,
        name=unit.name,
        department=unit.department,
        same=unit.department == department,
        distance_m=None if fix is None or goal is None else distance_m(fix.place, goal),
        contact=live.contact(id_, now_s, world.settings.contact),
        silence_s=live.silence_s(id_, now_s),
        busy=busy(world, id_),
    )
