"""The morning consultation as the screen shows it: the steps of its agenda, and what each lays on the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cockpit.domain.consultations import Consultation
from cockpit.domain.indices import DOMAINS, Index
from cockpit.domain.ladder import name_of
from cockpit.domain.resolutions import Resolution, owner_name
from cockpit.views.columns import Column
from cockpit.views.situation import Situation
from cockpit.views.times import local
from cockpit.views.words import Language, word

Step = Literal["attendance", "indices", "incidents", "orders", "questions", "resolutions", "signing"]
AGENDA: tuple[tuple[Step, int], ...] = (
    ("attendance", 120),
    ("indices", 300),
    ("incidents", 300),
    ("orders", 300),
    ("questions", 300),
    ("resolutions", 600),
    ("signing", 120),
)
"""The steps in their order, with the seconds that each has."""
STEP_WORDS: dict[Step, tuple[str, str]] = {
    "attendance": ("点名", "Attendance"),
    "indices": ("昨日六指数", "Yesterday's six indices"),
    "incidents": ("重点事件", "Incidents that matter"),
    "orders": ("指令与响应", "Orders and answers"),
    "questions": ("待议事项", "Open questions"),
    "resolutions": ("议定事项", "Resolutions"),
    "signing": ("签定", "Signing"),
}
GRAVE = 2
ANSWERED = frozenset(("acknowledged", "en_route", "on_scene", "completed"))


@dataclass(frozen=True)
class AgendaRow:
    """One line of a step; ``id`` is a person's, a domain, an incident's, an order's or a resolution's."""

    id: str
    what: str
    value: str
    state: str


AGENDA_COLUMNS: tuple[Column[AgendaRow], ...] = (
    Column("what", lambda row: row.what, lambda row: row.what, width=26),
    Column("value", lambda row: row.value, lambda row: row.value, width=12),
    Column("state", lambda row: row.state, lambda row: row.state, width=24, stretch=True),
)


def day_of_meeting(situation: Situation) -> date:
    """The day that is talked about: the town's yesterday."""
    return local(situation.now, situation.world.settings.time_zone).date() - timedelta(days=1)


def meeting_of(situation: Situation) -> Consultation | None:
    """The consultation about yesterday, None until it is opened."""
    return situation.world.consultations.get(day_of_meeting(situation).isoformat())


def agenda_rows(situation: Situation, step: Step, language: Language = "zh") -> list[AgendaRow]:
    """What a step lays on the table."""
    match step:
        case "attendance":
            return list(_people(situation, language))
        case "indices" | "signing":
            return list(_indices(situation, language))
        case "incidents":
            return list(_incidents(situation, language))
        case "orders":
            return list(_orders(situation, language))
        case _:
            return list(_resolutions(situation, step, language))


def index_state(meeting: Consultation, domain: str, language: Language = "zh", by: str = "") -> str:
    """Provisional, corrected or final, and what late reports would have made of it."""
    zh, index = language == "zh", meeting.indices[domain]
    words = [("已签定" if zh else "final") if meeting.final else ("暂定" if zh else "provisional")]
    if index.reason:
        was = f"{index.computed:.1f}"
        words.append(f"由 {was} 更正：{index.reason}（{by}）" if zh else f"corrected from {was}: {index.reason} ({by})")
    if index.late is not None:
        words.append(f"晚到报送后应为 {index.late:.1f}" if zh else f"{index.late:.1f} with late reports")
    return " · ".join(words)


def yesterday_words(situation: Situation, language: Language = "zh") -> str:
    """How yesterday's six stand, for a line beside today's; empty until the consultation is opened."""
    meeting, zh = meeting_of(situation), language == "zh"
    if meeting is None:
        return ""
    if not meeting.final:
        return "昨日暂定" if zh else "yesterday provisional"
    if any(one.late is not None for one in meeting.indices.values()):
        return "昨日已签定，有晚到报送" if zh else "yesterday fixed, late reports since"
    return "昨日已签定" if zh else "yesterday fixed"


def standing_words(situation: Situation, index: Index, language: Language = "zh") -> str:
    """How the number of a day that is over stands: computed, or what the consultation made of it (the town's alone)."""
    world, zh = situation.world, language == "zh"
    meeting = world.consultations.get(index.day.isoformat())
    if meeting is None or index.circle != world.circles.root:
        return "系统计算" if zh else "computed"
    fixed = meeting.indices[index.domain]
    by = name_of(world, fixed.by) if fixed.by else ""
    return f"{fixed.value:.1f} {index_state(meeting, index.domain, language, by)}"


def _people(situation: Situation, language: Language) -> Iterator[AgendaRow]:
    meeting = meeting_of(situation)
    for person in situation.world.people.values():
        if person.role == "viewer":
            continue
        state = ""
        if meeting is not None and person.id in meeting.agreed:
            state = "到会 · 同意" if language == "zh" else "present, agrees"
        elif meeting is not None and person.id in meeting.present:
            state = "到会" if language == "zh" else "present"
        yield AgendaRow(person.id, person.name, word(person.role, language), state)


def _indices(situation: Situation, language: Language) -> Iterator[AgendaRow]:
    meeting, world = meeting_of(situation), situation.world
    if meeting is not None:
        for domain in DOMAINS:
            index = meeting.indices[domain]
            state = index_state(meeting, domain, language, name_of(world, index.by) if index.by else "")
            yield AgendaRow(domain, word(domain, language), f"{index.value:.1f}", state)
        return
    for one in situation.figures.town if situation.figures is not None else ():
        value = "—" if one.yesterday is None else f"{one.yesterday:.1f}"
        state = "系统计算，会商未开始" if language == "zh" else "computed; not opened yet"
        yield AgendaRow(one.index.domain, word(one.index.domain, language), value, state)


def _incidents(situation: Situation, language: Language) -> Iterator[AgendaRow]:
    world, zone, day = situation.world, situation.world.settings.time_zone, day_of_meeting(situation)
    rows = [
        one
        for one in world.incidents.values()
        if one.severity <= GRAVE and (one.open or local(one.reported_at, zone).date() == day)
    ]
    for one in sorted(rows, key=lambda one: (one.severity, one.reported_at)):
        at = f"{local(one.reported_at, zone):%m-%d %H:%M}"
        level = f"{one.severity} 级" if language == "zh" else f"severity {one.severity}"
        yield AgendaRow(one.id, one.text, level, f"{at} · {word(one.step, language)}")


def _orders(situation: Situation, language: Language) -> Iterator[AgendaRow]:
    zone, day = situation.world.settings.time_zone, day_of_meeting(situation)
    for one in situation.world.orders.values():
        if one.issued_at is None or local(one.issued_at, zone).date() != day:
            continue
        answered = sum(ANSWERED & unit.times.keys() != set() for unit in one.recipients.values())
        missed = sum(unit.miss is not None for unit in one.recipients.values())
        state = f"{missed} 人超时" if language == "zh" else f"{missed} late"
        count = f"{answered}/{len(one.recipients)}"
        yield AgendaRow(one.id, " ".join(one.text.split()), count, state if missed else word(one.status, language))


def _resolutions(situation: Situation, step: Step, language: Language) -> Iterator[AgendaRow]:
    day, world = day_of_meeting(situation), situation.world
    for one in world.resolutions.values():
        carried = one.day < day and one.outcome == "open"
        if carried if step == "questions" else one.day == day:
            yield AgendaRow(one.id, one.text, owner_name(world, one.owner), _how(situation, one, language))


def _how(situation: Situation, one: Resolution, language: Language) -> str:
    zh = language == "zh"
    if one.outcome != "open":
        words = {"done": ("办结", "done"), "dropped": ("取消", "dropped")}[one.outcome][0 if zh else 1]
        return f"{words} · {one.note}"
    due = f"{local(one.due_at, situation.world.settings.time_zone):%m-%d %H:%M}"
    if one.due_at < situation.now:
        return f"逾期 · {due}" if zh else f"overdue · {due}"
    return f"时限 {due}" if zh else f"due {due}"
