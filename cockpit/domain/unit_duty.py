"""Duty of units: a phone is followed only while its person is on duty.

A unit that has never begun or ended its duty is on duty without an end: a vehicle's tracker, a simulated unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.attachments import check_offline
from cockpit.domain.orders import FINAL
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World

EXTEND_S = 3600.0
"""A unit on duty may begin anew, so for a whole shift from then on, once fewer seconds than this are left."""


class UnitDuty(msgspec.Struct, omit_defaults=True):
    """Whether a unit is on duty, since when, and until when (None: without an end)."""

    on: bool
    since: datetime
    until: datetime | None = None
    by_shift: bool = False


class BeginDuty(msgspec.Struct, frozen=True, tag="begin_duty", omit_defaults=True):
    """The unit begins its duty; it ends by itself after the town's shift."""

    device_at: datetime | None = None
    offline_s: float = 0.0


class EndDuty(msgspec.Struct, frozen=True, tag="end_duty", omit_defaults=True):
    """The unit ends its duty: it is followed no more."""

    device_at: datetime | None = None
    offline_s: float = 0.0


class DutyBegun(msgspec.Struct, frozen=True, tag="duty_begun"):
    """A unit is on duty until an instant."""

    unit: str
    until: datetime


class DutyEnded(msgspec.Struct, frozen=True, tag="duty_ended", omit_defaults=True):
    """A unit is off duty; ``by_shift``: because its shift was over."""

    unit: str
    by_shift: bool = False


DutyCommand = BeginDuty | EndDuty
DutyEvent = DutyBegun | DutyEnded


def decide_duty(world: World, command: DutyCommand, actor: Actor, now: datetime) -> Iterator[DutyEvent]:
    """A unit's own beginning and end; the same twice is once.

    Raises:
        Refused: not by a unit, or with orders that still wait for it.
    """
    if actor.kind != "unit" or actor.id not in world.units:
        raise Refused("duty.own", "只有终端本人可以上班、下班")
    check_offline(command.offline_s)
    duty = world.unit_duty.get(actor.id)
    if isinstance(command, BeginDuty):
        began_at = now - timedelta(seconds=command.offline_s)
        until = began_at + timedelta(hours=world.settings.field.shift_h)
        left_s = (duty.until - now).total_seconds() if duty is not None and duty.on and duty.until else 0.0
        if until > now and left_s < EXTEND_S:
            yield DutyBegun(actor.id, until)
        return
    if waiting := len(orders_under_way(world, actor.id)):
        raise Refused("duty.orders", f"还有 {waiting} 条指令在途：请先完成，或说明不能执行", "指挥长")
    if duty is None or duty.on:
        yield DutyEnded(actor.id)


def orders_under_way(world: World, unit: str) -> list[str]:
    """The orders that still wait for a unit."""
    orders = (world.orders[id_] for id_ in world.orders_of_unit.get(unit, ()) if id_ in world.orders)
    return [order.id for order in orders if order.recipients[unit].state not in FINAL]


def due_duties(world: World, now: datetime) -> Iterator[DutyEnded]:
    """Whose shift is over by now; who still has an order stays until it is answered."""
    for unit, duty in world.unit_duty.items():
        if duty.on and duty.until is not None and duty.until <= now and not orders_under_way(world, unit):
            yield DutyEnded(unit, by_shift=True)


def apply_duty(world: World, event: DutyEvent, at: datetime) -> None:
    """Notes who is on duty."""
    if isinstance(event, DutyBegun):
        world.unit_duty[event.unit] = UnitDuty(True, at, event.until)
        world.off_duty.discard(event.unit)
    else:
        world.unit_duty[event.unit] = UnitDuty(False, at, None, event.by_shift)
        world.off_duty.add(event.unit)
    world.changes.units.add(event.unit)
