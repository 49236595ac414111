"""Alarms and their history as rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cockpit.domain.ladder import name_of
from cockpit.views.alarm_words import clock_text, seen_words, shelf_words
from cockpit.views.alarms import Alarm, Happened, Happening
from cockpit.views.columns import Column, Tone
from cockpit.views.notices import Notice
from cockpit.views.situation import Situation
from cockpit.views.words import Language

Sentence = Callable[[Notice], str]

TONES: dict[int, Tone] = {1: "red", 2: "yellow", 3: "blue"}
HAPPENED: dict[Happening, tuple[str, str]] = {
    "raised": ("出现", "raised"),
    "grown": ("加重", "grown"),
    "acknowledged": ("确认", "acknowledged"),
    "shelved": ("搁置", "shelved"),
    "back": ("重新提示", "back"),
    "gone": ("消除", "cleared"),
}


@dataclass(frozen=True)
class AlarmRow:
    """One line: its rank, what it is, and what was done about it."""

    id: str
    rank: str
    text: str
    done: str
    tone: Tone
    new: bool


@dataclass(frozen=True)
class HappenedRow:
    """One line of the history."""

    id: str
    at: str
    what: str
    text: str
    who: str
    tone: Tone


def alarm_rows(
    alarms: Sequence[Alarm], situation: Situation, sentence: Sentence, rank: Sentence, language: Language = "zh"
) -> list[AlarmRow]:
    """What stands: what is new first, then what was acknowledged, then what lies on the shelf."""
    order = {"new": 0, "acknowledged": 1, "shelved": 2}
    found = sorted(alarms, key=lambda alarm: order[alarm.state])
    return [
        AlarmRow(
            alarm.id,
            rank(alarm.notice),
            sentence(alarm.notice),
            _done(alarm, situation, language),
            TONES[alarm.notice.priority] if alarm.state == "new" else "second",
            alarm.state == "new",
        )
        for alarm in found
    ]


def history_rows(
    history: Sequence[Happened], situation: Situation, sentence: Sentence, language: Language = "zh"
) -> list[HappenedRow]:
    """What has happened, the latest first."""
    world, now, zh = situation.world, situation.now, language == "zh"
    rows = []
    for one in reversed(history):
        who = name_of(world, one.by) if one.by else ""
        if one.reason:
            who += f"{'：' if zh else ': '}{one.reason}"
        if one.until is not None:
            until = clock_text(world, one.until, now)
            who += f" · {'至' if zh else 'until'} {until}"
        what = HAPPENED[one.what][0 if zh else 1]
        tone: Tone = TONES[one.notice.priority] if one.what in ("raised", "grown", "back") else "second"
        rows.append(HappenedRow(one.id, clock_text(world, one.at, now), what, sentence(one.notice), who, tone))
    return rows


def _done(alarm: Alarm, situation: Situation, language: Language) -> str:
    zh = language == "zh"
    if alarm.mark is None:
        return "" if alarm.state == "new" else ("本机已确认" if zh else "acknowledged here")
    if alarm.waits:
        return "等待中枢" if zh else "waiting for the hub"
    if alarm.state == "shelved":
        return shelf_words(situation.world, alarm.mark, situation.now, language)
    if alarm.state == "acknowledged":
        return seen_words(situation.world, alarm.mark, situation.now, language)
    return ""


ALARM_COLUMNS: tuple[Column[AlarmRow], ...] = (
    Column("rank", lambda row: row.rank, lambda row: row.rank, lambda row: row.tone, width=7),
    Column("text", lambda row: row.text, lambda row: row.text, lambda row: row.tone, width=30, stretch=True),
    Column("done", lambda row: row.done, lambda row: row.done, width=34),
)
HISTORY_COLUMNS: tuple[Column[HappenedRow], ...] = (
    Column("at", lambda row: row.at, lambda row: row.at, width=12),
    Column("what", lambda row: row.what, lambda row: row.what, lambda row: row.tone, width=12),
    Column("text", lambda row: row.text, lambda row: row.text, lambda row: row.tone, width=30, stretch=True),
    Column("who", lambda row: row.who, lambda row: row.who, width=30),
)
