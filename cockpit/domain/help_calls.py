"""Calls for help (SOS): somebody outside is in danger. It cannot be overlooked, and a person must take it on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.attachments import check_offline
from cockpit.domain.places import LonLat, is_place
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World

NOTE_LIMIT = 1000


class HelpCall(msgspec.Struct, omit_defaults=True):
    """One call. ``told`` are the units that were told; ``ended_by`` the caller itself (cancelled) or a person."""

    id: str
    unit: str
    at: datetime
    place: LonLat | None = None
    told: tuple[str, ...] = ()
    offline_s: float = 0.0
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    ended_by: str = ""
    ended_at: datetime | None = None
    note: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody may still be in danger."""
        return self.ended_at is None


class CallHelp(msgspec.Struct, frozen=True, tag="call_help", omit_defaults=True):
    """The unit is in danger. ``near`` is filled in by the hub: the nearest colleagues, whatever the terminal says."""

    id: str
    place: LonLat | None = None
    near: tuple[str, ...] = ()
    device_at: datetime | None = None
    offline_s: float = 0.0


class CancelHelp(msgspec.Struct, frozen=True, tag="cancel_help", omit_defaults=True):
    """The danger is over, or it was a mistake: the caller's own word."""

    id: str
    device_at: datetime | None = None
    offline_s: float = 0.0


class AcknowledgeHelp(msgspec.Struct, frozen=True, tag="acknowledge_help"):
    """A person at the centre sees to it."""

    id: str


class EndHelp(msgspec.Struct, frozen=True, tag="end_help"):
    """A person at the centre knows that the danger is over, and says how."""

    id: str
    note: str


class HelpCalled(msgspec.Struct, frozen=True, tag="help_called", omit_defaults=True):
    """A unit is in danger."""

    id: str
    unit: str
    place: LonLat | None = None
    told: tuple[str, ...] = ()
    device_at: datetime | None = None
    offline_s: float = 0.0


class HelpAcknowledged(msgspec.Struct, frozen=True, tag="help_acknowledged"):
    """Somebody sees to it."""

    id: str


class HelpEnded(msgspec.Struct, frozen=True, tag="help_ended", omit_defaults=True):
    """The danger is over; without a note the caller has said so."""

    id: str
    note: str = ""


HelpCommand = CallHelp | CancelHelp | AcknowledgeHelp | EndHelp
HelpEvent = HelpCalled | HelpAcknowledged | HelpEnded


def decide_help(world: World, command: HelpCommand, actor: Actor, now: datetime) -> Iterator[HelpEvent]:
    """A call, and what becomes of it; the same twice is once.

    Raises:
        Refused: not the caller's own, nobody's at the centre, unknown, or no note.
    """
    if isinstance(command, CallHelp):
        yield from _call(world, command, actor)
        return
    call = world.help_calls.get(command.id)
    if call is None:
        raise Refused("help.unknown", f"没有求助 {command.id[:40]!r}")
    if isinstance(command, CancelHelp):
        if actor.kind != "unit" or actor.id != call.unit:
            raise Refused("help.own", "只有求助者本人可以取消；中心人员请说明情况后结束", "求助者、指挥长、坐席员")
        if call.open:
            yield HelpEnded(call.id)
        return
    person = world.people.get(actor.id) if actor.kind == "person" else None
    if person is None or person.role == "viewer":
        raise Refused("help.person", "求助由中心值守人员处理", "指挥长、坐席员、区域长")
    if isinstance(command, AcknowledgeHelp):
        if call.open and call.acknowledged_at is None:
            yield HelpAcknowledged(call.id)
        return
    if not command.note.strip() or len(command.note) > NOTE_LIMIT:
        raise Refused("help.note", f"结束求助须说明情况，最多 {NOTE_LIMIT} 字")
    if call.open:
        yield HelpEnded(call.id, command.note)


def _call(world: World, command: CallHelp, actor: Actor) -> Iterator[HelpCalled]:
    unit = world.units.get(actor.id) if actor.kind == "unit" else None
    if unit is None:
        raise Refused("help.unit", "求助由一线终端发出", "一线力量")
    if not 0 < len(command.id) <= 100:
        raise Refused("help.id", "求助编号须为 1 至 100 个字符")
    known = world.help_calls.get(command.id)
    if known is not None:
        if known.unit != actor.id:
            raise Refused("help.id", f"求助编号 {command.id[:40]!r} 已被使用")
        return
    # A call for help is not refused for what is wrong with its place or its clock: it comes without them.
    place = command.place if command.place is not None and is_place(command.place) else None
    try:
        check_offline(command.offline_s)
        offline_s = command.offline_s
    except Refused:
        offline_s = 0.0
    path = (world.circles.by_id[id_] for id_ in world.circles.path(unit.circle))
    chiefs = [circle.chief for circle in path if circle.chief in world.units and circle.chief != unit.id]
    near = [id_ for id_ in command.near if id_ in world.units and id_ != unit.id]
    yield HelpCalled(command.id, unit.id, place, tuple(dict.fromkeys(chiefs + near)), command.device_at, offline_s)


def apply_help(world: World, event: HelpEvent, by: str, at: datetime) -> None:
    """Keeps the calls; one that is over stays for as long as the town keeps closed things."""
    world.changes.help_calls.add(event.id)
    if isinstance(event, HelpCalled):
        world.help_calls[event.id] = HelpCall(event.id, event.unit, at, event.place, event.told, event.offline_s)
        return
    call = world.help_calls.get(event.id)
    if call is None:
        return
    if isinstance(event, HelpAcknowledged):
        call.acknowledged_by, call.acknowledged_at = by, at
    else:
        call.ended_by, call.ended_at, call.note = by, at, event.note


def help_of(world: World, unit: str) -> HelpCall | None:
    """A unit's call that is open."""
    return next((call for call in world.help_calls.values() if call.unit == unit and call.open), None)
