"""An alarm in few words, for lists, the handover and the log: what kind it is, and what people did about it."""

from __future__ import annotations

from datetime import datetime

from cockpit.domain.alarms import AlarmMark, cause_of
from cockpit.domain.ladder import name_of
from cockpit.domain.world import World
from cockpit.views.times import local
from cockpit.views.words import Language

CAUSES: dict[str, tuple[str, str]] = {
    "help": ("求助", "Help called"),
    "help_taken": ("求助已接办", "Help seen to"),
    "refused": ("中枢拒绝", "Hub refused"),
    "hub_lost": ("中枢失联", "Hub lost"),
    "nobody_on_duty": ("无人值守", "Nobody on duty"),
    "taken_over": ("应急接管", "Command taken over"),
    "climbed": ("超时升级", "Escalated"),
    "unanswered": ("未签收", "Unanswered"),
    "handover_overdue": ("交接逾期", "Handover overdue"),
    "rota_gap": ("值班缺口", "Rota gap"),
    "handover_soon": ("交接将至", "Handover soon"),
    "passed_while_down": ("停机期间超时", "Passed while down"),
    "unsent": ("命令未送达", "Not sent"),
    "whistle": ("吹哨无应答", "Whistle unanswered"),
    "offered": ("指令移交", "Order offered"),
    "offer_declined": ("移交未接", "Offer declined"),
    "silent_sources": ("来源静默", "Source silent"),
    "drafts": ("草稿待确认", "Drafts wait"),
    "missed": ("离线期间", "While away"),
    "no_sound": ("没有声音", "No sound"),
}
"""What each cause is called."""


def cause_word(cause: str, language: Language = "zh") -> str:
    """A cause in a word or two; the code itself for one that is unknown, so that nothing is ever blank."""
    pair = CAUSES.get(cause)
    return cause if pair is None else pair[0 if language == "zh" else 1]


def alarm_title(key: str, about: str, language: Language = "zh") -> str:
    """A cause and what it is about: ``未签收 到西门``."""
    return f"{cause_word(cause_of(key), language)} {about}".strip()


def clock_text(world: World, at: datetime, now: datetime) -> str:
    """A moment as a clock shows it in the town, with the date where that is another day."""
    there, here = local(at, world.settings.time_zone), local(now, world.settings.time_zone)
    return f"{there:%H:%M}" if there.date() == here.date() else f"{there:%m-%d %H:%M}"


def shelf_words(world: World, mark: AlarmMark, now: datetime, language: Language = "zh") -> str:
    """Until when it is shelved, by whom and why; empty while it is not."""
    if mark.until is None or not mark.shelved(now):
        return ""
    until, name = clock_text(world, mark.until, now), name_of(world, mark.shelved_by)
    if language == "zh":
        return f"搁置至 {until} · {name}：{mark.reason}"
    return f"shelved until {until} by {name}: {mark.reason}"


def seen_words(world: World, mark: AlarmMark, now: datetime, language: Language = "zh") -> str:
    """Who acknowledged it last, and when; empty where nobody has."""
    if mark.seen_at is None or not mark.seen_by:
        return ""
    at, name = clock_text(world, mark.seen_at, now), name_of(world, mark.seen_by)
    return f"{name} {at} 确认" if language == "zh" else f"acknowledged by {name} {at}"
