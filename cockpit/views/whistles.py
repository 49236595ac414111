"""A whistle as the centre sees it: which departments were called, by when they must report, who has, who has not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cockpit.domain.ladder import name_of
from cockpit.domain.units import Department, Shape
from cockpit.domain.whistles import Call, Whistle
from cockpit.domain.world import World
from cockpit.views.columns import Column, Tone
from cockpit.views.durations import clock_span
from cockpit.views.incidents import circle_words, local_time
from cockpit.views.situation import Situation
from cockpit.views.target_words import department_name
from cockpit.views.words import Language

CallState = Literal["late", "nobody", "waiting", "answered"]
"""Silent past its deadline; nobody of it on duty anywhere; still in time; reported in."""


@dataclass(frozen=True)
class CallRow:
    """One department that was called."""

    id: str
    department: str
    shape: Shape
    state: CallState
    words: str
    called: str
    note: str


def whistle_of(world: World, incident: str) -> Whistle | None:
    """The whistle that an incident was reported by, None for any other incident."""
    return next((one for one in world.whistles.values() if one.incident == incident), None)


def call_rows(situation: Situation, whistle: Whistle, language: Language) -> list[CallRow]:
    """The departments called, those that have not come first."""
    rows = [_row(situation, call, language) for call in whistle.calls]
    ranks: tuple[CallState, ...] = ("late", "nobody", "waiting", "answered")
    rows.sort(key=lambda row: ranks.index(row.state))
    return rows


def uncalled(world: World, whistle: Whistle) -> list[Department]:
    """The town's departments that can still be called in."""
    called = {call.department for call in whistle.calls}
    return [one for one in world.departments.values() if one.id not in called]


def missing_words(rows: Sequence[CallRow], language: Language) -> str:
    """How many have reported: ``已到 1/3``."""
    came = sum(row.state == "answered" for row in rows)
    return f"已应答 {came}/{len(rows)}" if language == "zh" else f"{came} of {len(rows)} have answered"


def _row(situation: Situation, call: Call, language: Language) -> CallRow:
    world = situation.world
    known = world.departments.get(call.department)
    state = _state(situation, call)
    zh = language == "zh"
    units = len(call.units)
    where = circle_words(world, call.circle)
    called = (
        (f"{units} 人 · {where}" if zh else f"{units} · {where}") if units else ("无人当班" if zh else "nobody on duty")
    )
    return CallRow(
        id=call.department,
        department=department_name(world, call.department, language),
        shape=known.shape if known is not None else "circle",
        state=state,
        words=_words(situation, call, state, zh),
        called=called,
        note=call.note,
    )


def _state(situation: Situation, call: Call) -> CallState:
    if call.answered_at is not None:
        return "answered"
    if call.misses or call.due_at <= situation.now:
        return "late"
    return "waiting" if call.units else "nobody"


def _words(situation: Situation, call: Call, state: CallState, zh: bool) -> str:
    world = situation.world
    if state == "answered" and call.answered_at is not None:
        at = local_time(call.answered_at, situation.now, world.settings.time_zone)
        return f"{name_of(world, call.answered_by)} {at}"
    left = clock_span(abs((call.due_at - situation.now).total_seconds()))
    if call.due_at <= situation.now:
        return f"超时 {left}" if zh else f"late by {left}"
    if not call.misses:
        return f"剩余 {left}" if zh else f"{left} left"
    return f"已 {call.misses} 次无人应答 · 剩余 {left}" if zh else f"silent {call.misses}× · {left} left"


def call_columns() -> tuple[Column[CallRow], ...]:
    """The table's columns."""

    def tone(row: CallRow) -> Tone:
        return {"late": "orange", "nobody": "yellow", "waiting": "text", "answered": "green"}[row.state]  # type: ignore[return-value]

    def body(_row: CallRow) -> Tone:
        return "text"

    return (
        Column(
            "department",
            lambda row: row.department,
            lambda row: row.department,
            body,
            lambda row: (row.shape, row.id),
            width=12,
        ),
        Column("answer", lambda row: row.words, lambda row: row.words, tone, width=24, ticks=True),
        Column("called", lambda row: row.called, lambda row: row.called, width=20, drop=1),
        Column("note", lambda row: row.note, lambda row: row.note, body, stretch=True),
    )
