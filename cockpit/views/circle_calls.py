"""Circle calls as the centre sees them: who called which circle, what was said, who has heard it and who has not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cockpit.domain.circle_calls import CircleCall, hears, require_voice
from cockpit.domain.circles import Circle
from cockpit.domain.ladder import name_of
from cockpit.domain.live import reachable
from cockpit.domain.people import Actor, Person
from cockpit.domain.world import World
from cockpit.errors import Refused
from cockpit.views.columns import Column, Tone
from cockpit.views.incidents import circle_words, local_time
from cockpit.views.refusals import rule_words
from cockpit.views.situation import Situation
from cockpit.views.words import Language

LISTED = 200
"""The latest calls that are listed; older ones stay in the journal."""
NAMED = 12
"""Units that are named before only their number is."""


@dataclass(frozen=True)
class CallRow:
    """One call; ``heard`` of ``total`` units that it is for and that are on duty."""

    id: str
    at: str
    who: str
    circle: str
    words: str
    heard: int
    total: int


@dataclass(frozen=True)
class Audience:
    """Who a circle has: its units, those on duty, and those of them in contact."""

    units: int
    on_duty: int
    reached: int


def call_rows(situation: Situation, language: Language) -> list[CallRow]:
    """The latest calls, the newest first."""
    world = situation.world
    listeners: dict[str, frozenset[str]] = {}
    calls = list(world.circle_calls.values())[-LISTED:]
    return [_row(situation, call, listeners, language) for call in reversed(calls)]


def audience(situation: Situation, circle: str) -> Audience:
    """Who would hear a call to a circle now."""
    world, now_s = situation.world, situation.now.timestamp()
    units = _listeners(world, circle)
    on_duty = [unit for unit in units if unit not in world.off_duty]
    limits = world.settings.contact
    reached = sum(reachable(situation.live.contact(unit, now_s, limits)) for unit in on_duty)
    return Audience(len(units), len(on_duty), reached)


def heard_words(world: World, call: CircleCall, language: Language) -> tuple[str, str]:
    """Who has heard a call, and who of those on duty has not."""
    meant = _listeners(world, call.circle) - {call.by}
    missing = sorted(unit for unit in meant if unit not in call.heard and unit not in world.off_duty)
    return _names(world, call.heard, language), _names(world, missing, language)


def refusal(world: World, me: Person | None, circle: str, now: datetime, language: Language) -> str:
    """Why the person may not call a circle, by the hub's own rule; empty where they may."""
    if me is None:
        return "尚未登录" if language == "zh" else "Not signed in"
    try:
        require_voice(world, circle, Actor("person", me.id), now)
    except Refused as refused:
        return rule_words(refused.rule, refused.message, language)
    return ""


def callable_circles(world: World, me: Person | None) -> list[Circle]:
    """The circles that the person can be offered: a zone chief's own, everybody else all."""
    tiers = ("core", "zone", "station", "squad", "grid")
    found = [circle for tier in tiers for circle in world.circles.of_tier(tier)]  # type: ignore[arg-type]
    if me is not None and me.role == "zone_chief":
        found = [circle for circle in found if world.circles.within(circle.id, me.zone or "")]
    return found


def call_columns(language: Language) -> tuple[Column[CallRow], ...]:
    """The table's columns."""

    def heard(row: CallRow) -> str:
        return f"{row.heard}/{row.total}"

    def tone(row: CallRow) -> Tone:
        return "green" if row.heard >= row.total else "text"

    def body(_row: CallRow) -> Tone:
        return "text"

    return (
        Column("at", lambda row: row.at, lambda row: row.at, width=10),
        Column("who", lambda row: row.who, lambda row: row.who, width=9),
        Column("circle", lambda row: row.circle, lambda row: row.circle, width=16, drop=1),
        Column("words", lambda row: row.words, lambda row: row.words, body, stretch=True),
        Column("heard", heard, lambda row: row.heard, tone, width=8, align="right"),
    )


def _row(situation: Situation, call: CircleCall, listeners: dict[str, frozenset[str]], language: Language) -> CallRow:
    world = situation.world
    if call.circle not in listeners:
        listeners[call.circle] = _listeners(world, call.circle) - world.off_duty
    meant = (listeners[call.circle] | set(call.heard)) - {call.by}
    voice = "▶ 语音" if language == "zh" else "▶ voice"
    return CallRow(
        id=call.id,
        at=local_time(call.at, situation.now, world.settings.time_zone),
        who=name_of(world, call.by),
        circle=circle_words(world, call.circle),
        words=" · ".join(part for part in (voice if call.clip else "", call.text) if part),
        heard=len(call.heard),
        total=len(meant),
    )


def _listeners(world: World, circle: str) -> frozenset[str]:
    probe = CircleCall("", "", circle, datetime.min)
    return frozenset(unit for unit in world.units if hears(world, probe, unit))


def _names(world: World, units: Iterable[str], language: Language) -> str:
    names = [name_of(world, unit) for unit in units]
    more = len(names) - NAMED
    words = ("、" if language == "zh" else ", ").join(names[:NAMED])
    return words + (f" 等 {len(names)} 人" if language == "zh" else f" +{more}") if more > 0 else words
