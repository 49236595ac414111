"""Alarms in words: rows of the sheet, a line of the handover, a line of the log."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from cockpit.domain.alarms import AcknowledgeAlarms, AlarmMark, SeenAlarm, ShelveAlarm
from cockpit.domain.duty_log import LogLine
from cockpit.domain.handovers import Fact, OpenHandover
from cockpit.views.alarm_rows import alarm_rows, history_rows
from cockpit.views.alarm_words import CAUSES, alarm_title, cause_word, clock_text, seen_words, shelf_words
from cockpit.views.alarms import Alarm, Happened
from cockpit.views.duty_log import log_rows
from cockpit.views.handover import item_text, kind_word
from cockpit.views.notices import Cause, Notice
from tests.situations import Scene
from tests.towns import NOON, Desk, signed_town

HOUR = timedelta(hours=1)
ORDER = Notice("unanswered:o1", "unanswered", 2, 1, text="到西门")
SOURCE = Notice("silent_sources:fire_119", "silent_sources", 2, 1, text="119")


def text(notice: Notice) -> str:
    return notice.text


def rank(notice: Notice) -> str:
    return str(notice.priority)


def test_every_cause_has_a_word_in_both_languages() -> None:
    assert set(get_args(Cause)) == set(CAUSES)
    assert cause_word("climbed") == "超时升级" and cause_word("climbed", "en") == "Escalated"
    assert cause_word("unheard_of") == "unheard_of"
    assert alarm_title("silent_sources:fire_119", "119", "en") == "Source silent 119"


def test_what_is_new_stands_above_what_was_dealt_with() -> None:
    scene = Scene()
    shelf = AlarmMark("119", until=NOON + HOUR, shelved_by="p1", reason="检修")
    seen = AlarmMark("x", NOON, "p3", NOON)
    alarms = (
        Alarm(SOURCE, "shelved", shelf),
        Alarm(ORDER, "acknowledged", seen),
        Alarm(Notice("drafts:", "drafts", 2), "new"),
        Alarm(Notice("missed:1", "missed", 3), "acknowledged"),
        Alarm(Notice("whistle:w", "whistle", 1), "acknowledged", seen, waits=True),
    )
    rows = alarm_rows(alarms, scene.situation, text, rank)
    assert [(row.id, row.done, row.tone) for row in rows] == [
        ("drafts:", "", "yellow"),
        ("unanswered:o1", "陆操作 12:00 确认", "second"),
        ("missed:1", "本机已确认", "second"),
        ("whistle:w", "等待中枢", "second"),
        ("silent_sources:fire_119", "搁置至 13:00 · 沈宁远：检修", "second"),
    ]
    english = [row.done for row in alarm_rows(alarms, scene.situation, text, rank, "en")]
    assert english[-1] == "shelved until 13:00 by 沈宁远: 检修"


def test_the_history_says_who_and_why_the_latest_first() -> None:
    scene = Scene()
    history = (
        Happened("1", NOON, "raised", SOURCE),
        Happened("2", NOON + HOUR, "shelved", SOURCE, "p1", "检修", NOON + 2 * HOUR),
        Happened("3", NOON + 24 * HOUR, "back", SOURCE),
    )
    rows = history_rows(history, scene.situation, text)
    assert [(row.at, row.what, row.who) for row in rows] == [
        ("06-02 12:00", "重新提示", ""),
        ("13:00", "搁置", "沈宁远：检修 · 至 14:00"),
        ("12:00", "出现", ""),
    ]
    assert history_rows(history, scene.situation, text, "en")[1].who == "沈宁远: 检修 · until 14:00"


def test_marks_say_nothing_where_there_is_nothing_to_say() -> None:
    world = Desk().world
    assert shelf_words(world, AlarmMark(), NOON) == seen_words(world, AlarmMark(), NOON) == ""
    assert seen_words(world, AlarmMark("", NOON, "p1", NOON), NOON, "en") == "acknowledged by 沈宁远 12:00"
    assert clock_text(world, NOON - 24 * HOUR, NOON) == "05-31 12:00"


def test_the_handover_lists_what_is_shelved() -> None:
    scene = Scene()
    scene.desk = Desk(signed_town())
    scene.situation.world = scene.desk.world
    fact = Fact("alarm", "silent_sources:fire_119", "119 · 检修", since=NOON, to="p1", until=NOON + HOUR)
    scene.desk.do(OpenHandover("h1", "p2", (fact,)), scene.desk.person("p1"))
    item = scene.desk.world.handovers["h1"].items["alarm:silent_sources:fire_119"]
    assert item_text(scene.situation, item) == "来源静默 119 · 检修 · 至 13:00 · 沈宁远"
    assert item_text(scene.situation, item, "en") == "Source silent 119 · 检修 · until 13:00 · 沈宁远"
    assert kind_word("alarm") == "搁置告警"


def test_the_log_says_it_in_words() -> None:
    world = Desk().world
    lines = [
        LogLine(1, NOON, "p1", "alarms_acknowledged", "unanswered:o1", "到西门", 2),
        LogLine(2, NOON, "p1", "alarm_shelved", "silent_sources:fire_119", "119 · 检修", 60),
        LogLine(3, NOON, "p1", "alarm_unshelved", "silent_sources:fire_119"),
    ]
    assert [row.text for row in log_rows(world, lines)] == [
        "取消搁置：来源静默",
        "搁置告警 60 分钟：来源静默 119 · 检修",
        "确认 2 条告警：未签收 到西门",
    ]
    assert log_rows(world, lines, "en")[2].text == "Acknowledged 2 of: Unanswered 到西门"


def test_commands_carry_what_they_are_about() -> None:
    desk = Desk()
    desk.do(AcknowledgeAlarms((SeenAlarm("unanswered:o1", NOON, "到西门"),)), desk.person("p1"))
    desk.do(ShelveAlarm("drafts:", NOON + HOUR, "检修"), desk.person("p1"))
    assert [mark.about for mark in desk.world.alarms.values()] == ["到西门", ""]
