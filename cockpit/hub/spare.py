"""Whom a chief can send: the units of the own charge that do not have the order, in the order in which to ask them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from cockpit.domain.nearest import Near, nearest_units
from cockpit.domain.people import Actor
from cockpit.domain.relief import require_charge
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.live import Live
    from cockpit.domain.world import World

LISTED = 12
"""Units that are named: as many as a phone shows without being searched."""


class SpareQuestion(msgspec.Struct, frozen=True):
    """Instead of whom, on which order."""

    order: str
    unit: str


class SpareUnits(msgspec.Struct, frozen=True):
    """The units, the first to be sent first."""

    units: tuple[Near, ...]


def spare_units(world: World, live: Live, actor: Actor, now: datetime, args: dict[str, Any]) -> SpareUnits:
    """The units that could be sent for one that is late, or besides it; for those in charge of it.

    Raises:
        Refused: no such order or recipient, or it is not in this actor's charge.
    """
    asked = msgspec.convert(args, SpareQuestion)
    order = world.orders.get(asked.order)
    if order is None or asked.unit not in order.recipients:
        raise Refused("ask.order", f"没有指令 {asked.order[:40]!r}，或 {asked.unit[:40]!r} 不是它的接收人")
    require_charge(world, actor, asked.unit, now)
    return SpareUnits(tuple(nearest_units(world, live, order, asked.unit, actor, now, LISTED)))
