"""Duty, whistles, calls for help and circle calls as one unit's terminal is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.domain.circle_calls import CircleCall, hears
from cockpit.domain.help_calls import HelpCall, help_of
from cockpit.domain.ladder import name_of
from cockpit.domain.whistles import Whistle
from cockpit.wire.field_messages import (
    CallBrief,
    CalledDepartment,
    CircleCalls,
    Duty,
    HelpBrief,
    HelpCalls,
    Pace,
    WhistleBrief,
    Whistles,
)

if TYPE_CHECKING:
    from cockpit.domain.world import World

UNDER_WAY = ("acknowledged", "en_route")
CALLS_LISTED = 50


def duty(world: World, unit: str) -> Duty:
    """Whether the unit is on duty."""
    known = world.unit_duty.get(unit)
    if known is None:
        return Duty(True)
    until = known.until.timestamp() if known.until is not None else 0.0
    return Duty(known.on, known.since.timestamp(), until, known.by_shift)


def pace(world: World, unit: str) -> Pace:
    """How often the unit's positions are wanted."""
    orders = (world.orders.get(id_) for id_ in world.orders_of_unit.get(unit, ()))
    if help_of(world, unit) is not None or any(
        order is not None and order.recipients[unit].state in UNDER_WAY for order in orders
    ):
        return Pace(world.settings.contact.report_every_s)
    return Pace(0.0 if unit in world.off_duty else world.settings.field.idle_report_every_s)


def whistle(world: World, one: Whistle, unit: str) -> WhistleBrief:
    """A whistle as the unit sees it."""
    incident = world.incidents[one.incident]
    kind, call = world.kinds.get(incident.kind), one.call_of(unit)
    return WhistleBrief(
        whistle=one.id,
        incident=incident.id,
        by=one.by,
        by_name=name_of(world, one.by),
        kind=incident.kind,
        name=kind.name if kind is not None else incident.kind,
        text=incident.text,
        at=one.at.timestamp(),
        departments=tuple(
            CalledDepartment(
                department=each.department,
                due_at=each.due_at.timestamp(),
                answered_by=name_of(world, each.answered_by) if each.answered_by else "",
                answered_at=each.answered_at.timestamp() if each.answered_at else 0.0,
                note=each.note,
                misses=each.misses,
            )
            for each in one.calls
        ),
        place=incident.place,
        address=incident.address,
        attachments=one.attachments,
        mine=one.by == unit,
        called=call.department if call is not None else "",
    )


def whistles(world: World, unit: str) -> Whistles:
    """The unit's own whistles and those that call it, whose incidents are open."""
    found = []
    for one in world.whistles.values():
        incident = world.incidents.get(one.incident)
        if incident is not None and incident.open and (one.by == unit or one.call_of(unit) is not None):
            found.append(whistle(world, one, unit))
    return Whistles(tuple(found))


def help_call(world: World, call: HelpCall, unit: str) -> HelpBrief:
    """A call for help as the unit sees it."""
    caller = world.units.get(call.unit)
    return HelpBrief(
        id=call.id,
        unit=call.unit,
        name=name_of(world, call.unit),
        department=caller.department if caller is not None else "",
        at=call.at.timestamp(),
        place=call.place,
        acknowledged_by=name_of(world, call.acknowledged_by) if call.acknowledged_by else "",
        mine=call.unit == unit,
    )


def help_calls(world: World, unit: str) -> HelpCalls:
    """The unit's own call and those that it was told of, as long as they are open."""
    calls = (call for call in world.help_calls.values() if call.open and (call.unit == unit or unit in call.told))
    return HelpCalls(tuple(help_call(world, call, unit) for call in calls))


def circle_call(world: World, call: CircleCall, unit: str) -> CallBrief:
    """A circle call as the unit hears it."""
    circle = world.circles.by_id.get(call.circle)
    return CallBrief(
        id=call.id,
        by=call.by,
        from_name=name_of(world, call.by),
        circle=call.circle,
        circle_name=circle.name if circle is not None else call.circle,
        at=call.at.timestamp(),
        text=call.text,
        clip=call.clip,
        mine=call.by == unit,
        heard=unit in call.heard,
        heard_by=len(call.heard),
    )


def circle_calls(world: World, unit: str, now_s: float) -> CircleCalls:
    """The calls of the last while that are the unit's to hear, oldest first."""
    since_s = now_s - world.settings.field.calls_seen_min * 60
    calls = [call for call in world.circle_calls.values() if call.at.timestamp() >= since_s]
    mine = [circle_call(world, call, unit) for call in calls if call.by == unit or hears(world, call, unit)]
    return CircleCalls(tuple(mine[-CALLS_LISTED:]))
