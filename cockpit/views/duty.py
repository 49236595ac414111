"""Who commands, until when, who is next, and the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cockpit.domain.in_command import commander_at
from cockpit.domain.people import Person
from cockpit.domain.rota import Shift
from cockpit.domain.world import World
from cockpit.views.situation import Situation
from cockpit.views.times import local, zone_named
from cockpit.views.words import Language

DAY_NAMES = {"zh": tuple("一二三四五六日"), "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")}


@dataclass(frozen=True)
class DayCell:
    """One day of the week: who holds most of it, and whether any minute of it has nobody.

    ``today`` is the day whose turn runs now, which is not always the calendar's.
    """

    day: str
    name: str
    short: str
    today: bool
    gap: bool


@dataclass(frozen=True)
class Duty:
    """The duty as the screens show it.

    Attributes:
        name: who commands now, empty where the rota has a gap.
        department: the commander's department.
        deputy: who stands in, empty when nobody is named.
        is_me: whether it is who sits here.
        until: local time of the shift's end, with the date when that is not today.
        remaining_s: seconds until then.
        share: part of the shift that has passed, 0 to 1.
        next_name, next_department, next_at: the shift after, empty where there is none.
        week: Monday to Sunday of the week whose turn runs.
        problem: ``no_rota``, ``nobody`` (now), ``nobody_next``, or empty.
        due_name: who should command by the rota, empty while that is who does.
        overdue_s: seconds since the shift ended without a signed handover; 0 while it has not.
        taken_reason: why command was taken over, as long as the handover has not been made up.
    """

    name: str = ""
    department: str = ""
    deputy: str = ""
    is_me: bool = False
    until: str = ""
    remaining_s: float = 0.0
    share: float = 0.0
    next_name: str = ""
    next_department: str = ""
    next_at: str = ""
    week: tuple[DayCell, ...] = ()
    problem: str = ""
    due_name: str = ""
    overdue_s: float = 0.0
    taken_reason: str = ""


def duty(situation: Situation, language: Language = "zh") -> Duty:
    """The duty at ``situation.now``."""
    world, now = situation.world, situation.now
    zone = world.settings.time_zone
    rota = world.rota
    if rota.turn is None and not rota.exceptions:
        return Duty(problem="no_rota")
    shift, after = rota.shift_at(now), rota.next_after(now)
    following = None if after is None else world.people.get(after.commander)
    week = _week(world, now, language)
    next_at = "" if after is None else _when(after.starts_at, now, zone)
    next_name = "" if after is None else _name(following, after)
    next_department = _department(world, following, language)
    holder = commander_at(world, now)
    if shift is None and not holder:
        return Duty(next_name=next_name, next_department=next_department, next_at=next_at, week=week, problem="nobody")
    if shift is None or shift.commander != holder:
        return _beyond_the_shift(situation, shift, holder, language, week)
    person = world.people.get(shift.commander)
    deputy = world.people.get(shift.deputy or "")
    length_s = (shift.ends_at - shift.starts_at).total_seconds()
    return Duty(
        name=_name(person, shift),
        department=_department(world, person, language),
        deputy="" if deputy is None else deputy.name,
        is_me=situation.me is not None and situation.me.id == shift.commander,
        until=_when(shift.ends_at, now, zone),
        remaining_s=(shift.ends_at - now).total_seconds(),
        share=(now - shift.starts_at).total_seconds() / length_s if length_s > 0 else 1.0,
        next_name=next_name,
        next_department=next_department,
        next_at=next_at,
        week=week,
        problem="" if after is not None else "nobody_next",
        taken_reason=_taken(world),
    )


def _beyond_the_shift(
    situation: Situation, shift: Shift | None, holder: str, language: Language, week: tuple[DayCell, ...]
) -> Duty:
    """Somebody commands whom the rota does not name now: the shift ended unsigned, command was taken, or a gap."""
    world, now = situation.world, situation.now
    person, due = world.people.get(holder), world.people.get(shift.commander) if shift is not None else None
    taken = _taken(world)
    after = world.rota.next_after(now)
    following = due if shift is not None else None if after is None else world.people.get(after.commander)
    starts_at = shift.starts_at if shift is not None else after.starts_at if after is not None else None
    return Duty(
        name=person.name if person is not None else holder,
        department=_department(world, person, language),
        is_me=situation.me is not None and situation.me.id == holder,
        share=1.0,
        next_name=following.name if following is not None else "",
        next_department=_department(world, following, language),
        next_at=_when(starts_at, now, world.settings.time_zone) if starts_at is not None else "",
        week=week,
        problem="" if following is not None else "nobody_next",
        due_name=due.name if due is not None else "",
        overdue_s=0.0 if shift is None or taken else (now - shift.starts_at).total_seconds(),
        taken_reason=taken,
    )


def _taken(world: World) -> str:
    holder = world.in_command
    return holder.reason if holder is not None and holder.owed else ""


def _name(person: Person | None, shift: Shift) -> str:
    return shift.commander if person is None else person.name


def _department(world: World, person: Person | None, language: Language) -> str:
    found = world.departments.get(person.department) if person is not None else None
    return "" if found is None else (found.name if language == "zh" else found.name_en)


def _when(at: datetime, now: datetime, zone: str) -> str:
    there, here = local(at, zone), local(now, zone)
    return f"{there:%H:%M}" if there.date() == here.date() else f"{there.month}-{there.day} {there:%H:%M}"


def _week(world: World, now: datetime, language: Language) -> tuple[DayCell, ...]:
    """The week of the day that is lit: on a Sunday evening the next one, where its Monday's turn runs already."""
    zone = world.settings.time_zone
    today = local(now, zone).date()
    running = world.rota.shift_at(now)
    lit = _lit(world, today, running)
    monday = lit - timedelta(days=lit.weekday())
    cells = []
    for number in range(7):
        day = monday + timedelta(days=number)
        shown = _mostly(world, day)
        if day == lit and running is not None:
            shown = running
        person = world.people.get(shown.commander) if shown is not None else None
        name = "" if shown is None else _name(person, shown)
        short = name[:3] if name.isascii() else name[:1]
        gap = bool(world.rota.gaps(*_span(day, zone)))
        cells.append(DayCell(DAY_NAMES[language][number], name, short, day == lit, gap))
    return tuple(cells)


def _lit(world: World, today: date, running: Shift | None) -> date:
    """The day whose turn runs: a turn that begins at 20:00 is mostly the next day's, and is lit there from 20:00 on."""
    if running is None or _mostly(world, today) == running:
        return today
    near = (today + timedelta(days=1), today - timedelta(days=1))
    return next((day for day in near if _mostly(world, day) == running), today)


def _mostly(world: World, day: date) -> Shift | None:
    """The shift that holds most of a local day."""
    start, end = _span(day, world.settings.time_zone)
    return max(
        world.rota.between(start, end),
        key=lambda shift: min(end, shift.ends_at) - max(start, shift.starts_at),
        default=None,
    )


def _span(day: date, zone: str) -> tuple[datetime, datetime]:
    start = datetime(day.year, day.month, day.day, tzinfo=zone_named(zone))
    return start, start + timedelta(days=1)
