"""吹哨报到: somebody outside reports an incident and calls departments in, which must report within a deadline.

Of each department called, the units of the lowest circle around the place that has any on duty are told; when nobody
has answered in time, those of the next wider circle as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.attachments import check_attachments, check_offline
from cockpit.domain.incidents import IncidentReported, ReportIncident, decide_report, incident_id
from cockpit.domain.people import Actor
from cockpit.domain.places import LonLat
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.world import World

SOURCE = "grid_worker"
CALLED_AT_ONCE = 12
"""Units of a department that are told in one go: those of a squad."""
MISSES_LIMIT = 8
"""How often a department's silence is told anew."""
NOTE_LIMIT = 1000


class Call(msgspec.Struct, omit_defaults=True):
    """One department called: who was told, from which circle, who has answered, how often nobody had in time.

    ``circle`` is the widest circle that was called so far, empty where the town has nobody of it on duty.
    """

    department: str
    units: tuple[str, ...]
    circle: str
    due_at: datetime
    answered_by: str = ""
    answered_at: datetime | None = None
    note: str = ""
    misses: int = 0


class Whistle(msgspec.Struct, omit_defaults=True):
    """A whistle; the report itself is the incident."""

    id: str
    incident: str
    by: str
    at: datetime
    calls: list[Call]
    attachments: tuple[str, ...] = ()

    def call_of(self, unit: str) -> Call | None:
        """The call that a unit is told of."""
        return next((call for call in self.calls if unit in call.units), None)


class BlowWhistle(msgspec.Struct, frozen=True, tag="blow_whistle", omit_defaults=True):
    """Reports an incident from outside and calls departments in (none: it is a report alone).

    ``circle`` is filled in by the hub from the place, whatever the terminal says.
    """

    whistle: str
    kind: str
    text: str
    departments: tuple[str, ...] = ()
    place: LonLat | None = None
    address: str = ""
    attachments: tuple[str, ...] = ()
    circle: str = ""
    device_at: datetime | None = None
    offline_s: float = 0.0


class AnswerWhistle(msgspec.Struct, frozen=True, tag="answer_whistle", omit_defaults=True):
    """A unit that was called reports in for its department."""

    whistle: str
    note: str = ""
    device_at: datetime | None = None
    offline_s: float = 0.0


class CallIn(msgspec.Struct, frozen=True, tag="call_in"):
    """A person at the centre calls further departments in; those that are called already stay as they are."""

    whistle: str
    departments: tuple[str, ...]


class WhistleBlown(msgspec.Struct, frozen=True, tag="whistle_blown", omit_defaults=True):
    """Departments are called in for an incident that was reported just before."""

    whistle: str
    incident: str
    by: str
    calls: tuple[Call, ...]
    attachments: tuple[str, ...] = ()
    device_at: datetime | None = None
    offline_s: float = 0.0


class WhistleAnswered(msgspec.Struct, frozen=True, tag="whistle_answered", omit_defaults=True):
    """A department has reported in."""

    whistle: str
    unit: str
    note: str = ""
    offline_s: float = 0.0


class WhistleMissed(msgspec.Struct, frozen=True, tag="whistle_missed"):
    """A department has not reported in time: more of its units are called, of a wider circle where there is one."""

    whistle: str
    department: str
    units: tuple[str, ...]
    circle: str
    due_at: datetime


class DepartmentsCalled(msgspec.Struct, frozen=True, tag="departments_called"):
    """Further departments are called in by a person at the centre."""

    whistle: str
    calls: tuple[Call, ...]


WhistleCommand = BlowWhistle | AnswerWhistle | CallIn
WhistleEvent = WhistleBlown | WhistleAnswered | WhistleMissed | DepartmentsCalled


def decide_whistle(
    world: World, command: WhistleCommand, actor: Actor, now: datetime
) -> Iterator[IncidentReported | WhistleEvent]:
    """A whistle and its answers.

    Raises:
        Refused: not by a unit, unknown department, kind or whistle, or by one that was not called.
    """
    if isinstance(command, CallIn):
        yield from _call_in(world, command, actor, now)
        return
    if actor.kind != "unit" or actor.id not in world.units:
        raise Refused("whistle.unit", "吹哨由一线终端发出；中心人员请登记事件", "一线力量")
    check_offline(command.offline_s)
    if isinstance(command, BlowWhistle):
        yield from _blow(world, command, actor, now)
        return
    whistle = world.whistles.get(command.whistle)
    if whistle is None:
        raise Refused("whistle.unknown", f"没有哨 {command.whistle[:40]!r}")
    call = whistle.call_of(actor.id)
    if call is None:
        raise Refused("whistle.not_called", "这一哨没有呼叫本力量")
    if len(command.note) > NOTE_LIMIT:
        raise Refused("whistle.text", f"说明过长，最多 {NOTE_LIMIT} 字")
    if call.answered_at is None:
        yield WhistleAnswered(command.whistle, actor.id, command.note, command.offline_s)


def _blow(world: World, command: BlowWhistle, actor: Actor, now: datetime) -> Iterator[IncidentReported | WhistleBlown]:
    known = world.whistles.get(command.whistle)
    if known is not None:
        if known.by != actor.id:
            raise Refused("whistle.id", f"哨的编号 {command.whistle[:40]!r} 已被使用")
        return
    if not 0 < len(command.whistle) <= 100:
        raise Refused("whistle.id", "哨的编号须为 1 至 100 个字符")
    if SOURCE not in world.sources:
        raise Refused("whistle.source", f"镇目录的事件来源里没有 {SOURCE}：无法吹哨", "指挥中心")
    _check_departments(world, command.departments)
    check_attachments(command.attachments)
    happened_at = now - timedelta(seconds=command.offline_s)
    report = ReportIncident(
        SOURCE, command.whistle, command.kind, command.text, happened_at, 0, command.place,
        command.circle or world.units[actor.id].circle, command.address,
    )  # fmt: skip
    reported = list(decide_report(world, report, Actor("source", SOURCE), now))
    yield from reported
    yield WhistleBlown(
        command.whistle,
        incident_id(SOURCE, command.whistle),
        actor.id,
        _calls(world, command.departments, report.circle, actor.id, now),
        command.attachments,
        command.device_at,
        command.offline_s,
    )


def _call_in(world: World, command: CallIn, actor: Actor, now: datetime) -> Iterator[DepartmentsCalled]:
    person = world.people.get(actor.id) if actor.kind == "person" else None
    if person is None or person.role == "viewer":
        raise Refused("whistle.person", "加叫部门由中心值守人员进行", "指挥长、坐席员、区域长")
    whistle = world.whistles.get(command.whistle)
    if whistle is None:
        raise Refused("whistle.unknown", f"没有哨 {command.whistle[:40]!r}")
    incident = world.incidents.get(whistle.incident)
    if incident is None or not incident.open:
        raise Refused("whistle.closed", "事件已办结：不能再呼叫部门")
    _check_departments(world, command.departments)
    called = {call.department for call in whistle.calls}
    further = tuple(one for one in command.departments if one not in called)
    if further:
        yield DepartmentsCalled(whistle.id, _calls(world, further, incident.circle, whistle.by, now))


def _check_departments(world: World, departments: tuple[str, ...]) -> None:
    unknown = [one for one in departments if one not in world.departments]
    if unknown or len(set(departments)) != len(departments):
        raise Refused("whistle.departments", f"没有这些部门，或有重复：{'、'.join(unknown or departments)}")


def _calls(world: World, departments: tuple[str, ...], circle: str, by: str, now: datetime) -> tuple[Call, ...]:
    """One call for each department, to its units in the lowest circle around that has any on duty."""
    due_at = now + timedelta(seconds=world.settings.field.whistle_answer_s)
    calls = []
    for department in departments:
        reached, units = _next_called(world, department, circle, "", by)
        calls.append(Call(department, units, reached, due_at))
    return tuple(calls)


def _next_called(world: World, department: str, start: str, after: str, but: str) -> tuple[str, tuple[str, ...]]:
    """The lowest circle from ``start`` upwards, above ``after``, with units of a department on duty; and those."""
    path = world.circles.path(start)
    if after in path:
        path = path[path.index(after) + 1 :]
    for circle in path:
        units = sorted(
            unit.id
            for unit in world.units.values()
            if unit.department == department
            and unit.id != but
            and unit.id not in world.off_duty
            and world.circles.within(unit.circle, circle)
        )
        if units:
            return circle, tuple(units[:CALLED_AT_ONCE])
    return after, ()


def due_whistles(world: World, now: datetime) -> Iterator[WhistleMissed]:
    """Which departments have not reported in by now."""
    for whistle in world.whistles.values():
        incident = world.incidents.get(whistle.incident)
        if incident is None or not incident.open:
            continue
        for call in whistle.calls:
            if call.answered_at is None and call.due_at <= now and call.misses < MISSES_LIMIT:
                circle, units = _next_called(world, call.department, incident.circle, call.circle, whistle.by)
                due_at = now + timedelta(seconds=world.settings.field.whistle_again_s)
                yield WhistleMissed(whistle.id, call.department, units, circle, due_at)


def apply_whistle(world: World, event: WhistleEvent, at: datetime) -> None:
    """Keeps who was called and who has answered; the incident moves on with the first answer."""
    if isinstance(event, WhistleBlown):
        calls = [msgspec.structs.replace(call) for call in event.calls]
        world.whistles[event.whistle] = Whistle(event.whistle, event.incident, event.by, at, calls, event.attachments)
        world.changes.incidents.add(event.incident)
        return
    whistle = world.whistles.get(event.whistle)
    if whistle is None:
        return
    world.changes.incidents.add(whistle.incident)
    if isinstance(event, DepartmentsCalled):
        whistle.calls += [msgspec.structs.replace(call) for call in event.calls]
        return
    if isinstance(event, WhistleAnswered):
        call = whistle.call_of(event.unit)
        if call is not None:
            call.answered_by, call.answered_at, call.note = event.unit, at, event.note
        return
    for call in whistle.calls:
        if call.department == event.department:
            call.misses += 1
            call.due_at, call.circle = event.due_at, event.circle
            call.units += tuple(unit for unit in event.units if unit not in call.units)
