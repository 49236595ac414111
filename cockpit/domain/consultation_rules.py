"""The rules of a consultation: who opens it, corrects, agrees and signs, and what a late report does to a fixed day."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cockpit.domain.consultations import (
    KEPT,
    LATE_POINTS,
    REASON_LIMIT,
    AgreeIndices,
    AttendanceTaken,
    Consultation,
    ConsultationCommand,
    ConsultationEvent,
    ConsultationOpened,
    CorrectIndex,
    DayValue,
    FixedIndex,
    FixIndices,
    IndexCorrected,
    IndicesAgreed,
    IndicesFixed,
    LateValues,
    OpenConsultation,
    TakeAttendance,
)
from cockpit.domain.in_command import commander_at
from cockpit.domain.indices import DOMAINS
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World


def decide_consultation(
    world: World, command: ConsultationCommand | FixIndices, actor: Actor, now: datetime
) -> Iterator[ConsultationEvent]:
    """What follows from any command about a consultation.

    Raises:
        Refused: a rule forbids it.
    """
    if isinstance(command, FixIndices):
        yield from _fix(world, command, actor, now)
        return
    person = world.people.get(actor.id) if actor.kind == "person" else None
    if person is None or person.role not in ("commander", "operator"):
        raise Refused("consultation.who", "只有指挥长和坐席员可以主持会商", "指挥长、坐席员")
    match command:
        case OpenConsultation():
            yield from _open(world, command, now)
        case TakeAttendance():
            meeting = _unfixed(world, command.day)
            people = _known(world, command.people)
            if people != meeting.present:
                yield AttendanceTaken(command.day, people)
        case CorrectIndex():
            yield from _correct(_unfixed(world, command.day), command)
        case AgreeIndices():
            meeting = _unfixed(world, command.day)
            people = _known(world, command.people)
            if any(one not in meeting.present for one in people):
                raise Refused("consultation.absent", "只有到会人员可以同意：请先点名")
            if people != meeting.agreed:
                yield IndicesAgreed(command.day, people)


def _open(world: World, command: OpenConsultation, now: datetime) -> Iterator[ConsultationOpened]:
    if command.day.isoformat() in world.consultations:
        return
    if command.day >= now.astimezone(ZoneInfo(world.settings.time_zone)).date():
        raise Refused("consultation.day", f"{command.day} 还没有结束，不能定数")
    kept = sorted(world.consultations)
    if len(kept) >= KEPT and command.day.isoformat() < kept[0]:
        raise Refused("consultation.past", f"{command.day} 太久以前，不能再定数")
    if {one.domain for one in command.values} != set(DOMAINS) or len(command.values) != len(DOMAINS):
        raise Refused("consultation.values", f"{command.day} 的六指数算不出来：缺少历史或数据，请稍候再试")
    yield ConsultationOpened(command.day, command.method_version, command.values)


def _correct(meeting: Consultation, command: CorrectIndex) -> Iterator[IndexCorrected]:
    if not (math.isfinite(command.value) and 0.0 <= command.value <= 100.0):
        raise Refused("consultation.value", "指数须在 0 到 100 之间")
    index, value, reason = meeting.indices[command.domain], round(command.value, 1), command.reason.strip()
    back = abs(command.value - index.computed) < 1e-9
    if not back and not 0 < len(reason) <= REASON_LIMIT:
        raise Refused("consultation.reason", f"更正须写明原因，最多 {REASON_LIMIT} 字")
    value = index.computed if back else value
    if (value, reason) != (index.value, index.reason):
        yield IndexCorrected(meeting.day, command.domain, value, reason)


def _fix(world: World, command: FixIndices, actor: Actor, now: datetime) -> Iterator[IndicesFixed]:
    meeting = world.consultations.get(command.day.isoformat())
    if meeting is not None and meeting.final and meeting.signed_by == actor.id:
        return
    meeting = _unfixed(world, command.day)
    holder = commander_at(world, now)
    if actor.kind != "person" or actor.id != holder:
        name = world.people[holder].name if holder in world.people else ""
        raise Refused("consultation.signer", "只有正在指挥的指挥长可以签定六指数", name)
    if not meeting.present:
        raise Refused("consultation.nobody", "尚未点名：签定前先记下到会人员")
    left = tuple(one for one in meeting.undecided if one != actor.id)
    if left:
        names = "、".join(world.people[one].name for one in left if one in world.people)
        raise Refused("consultation.agreed", f"到会人员尚未全部同意：{names}")
    yield IndicesFixed(meeting.day, tuple(DayValue(one, meeting.indices[one].value) for one in DOMAINS))


def _unfixed(world: World, day: date) -> Consultation:
    meeting = world.consultations.get(day.isoformat())
    if meeting is None:
        raise Refused("consultation.unknown", f"{day} 的会商还没有开始")
    if meeting.final:
        raise Refused("consultation.final", f"{day} 的六指数已签定，不能再改")
    return meeting


def _known(world: World, people: Iterable[str]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(people))
    if any(one not in world.people for one in chosen):
        raise Refused("consultation.people", "到会人员须是中心的人员")
    return chosen


def late_values(meeting: Consultation, values: Iterable[DayValue]) -> LateValues | None:
    """What a fixed day's numbers would be by now, where that differs from what is known; None where it does not."""
    if not meeting.final:
        return None
    found = []
    for one in values:
        index = meeting.indices[one.domain]
        known = index.computed if index.late is None else index.late
        if abs(one.value - known) >= LATE_POINTS:
            found.append(one)
    return LateValues(meeting.day, tuple(found)) if found else None


def apply_consultation(world: World, event: ConsultationEvent, by: str, at: datetime) -> None:
    """Folds any event of a consultation into the world."""
    world.changes.consultation = True
    key = event.day.isoformat()
    if isinstance(event, ConsultationOpened):
        indices: dict[str, FixedIndex] = {
            one.domain: FixedIndex(one.domain, one.value, one.value) for one in event.values
        }
        world.consultations[key] = Consultation(event.day, by, at, event.method_version, indices)
        for old in sorted(world.consultations)[:-KEPT]:
            del world.consultations[old]
        return
    meeting = world.consultations.get(key)
    if meeting is None:
        return
    match event:
        case AttendanceTaken():
            meeting.present = event.people
            meeting.agreed = tuple(one for one in meeting.agreed if one in event.people)
        case IndexCorrected():
            index = meeting.indices[event.domain]
            corrected = event.value != index.computed
            index.value = event.value
            index.reason, index.by, index.at = (event.reason, by, at) if corrected else ("", "", None)
            meeting.agreed = ()
        case IndicesAgreed():
            meeting.agreed = event.people
        case IndicesFixed():
            meeting.signed_by, meeting.signed_at = by, at
        case LateValues():
            for one in event.values:
                meeting.indices[one.domain].late, meeting.indices[one.domain].late_at = one.value, at
