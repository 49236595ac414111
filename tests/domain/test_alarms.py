"""What people did about alarms: who may, what it covers, and that a shelf ends by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest

from cockpit.domain.alarms import (
    ABOUT_LIMIT,
    CAUSES,
    AcknowledgeAlarms,
    AlarmCommand,
    AlarmMark,
    SeenAlarm,
    ShelveAlarm,
    UnshelveAlarm,
    alarm_key,
    cause_of,
    shelved,
)
from cockpit.domain.world import World, WorldState
from cockpit.errors import Refused
from tests.towns import NOON, Desk

KEY = alarm_key("unanswered", "o1")
HOUR = timedelta(hours=1)


def seen(key: str = KEY, to: datetime = NOON, about: str = "到西门") -> AcknowledgeAlarms:
    """One alarm, seen as it was at an instant."""
    return AcknowledgeAlarms((SeenAlarm(key, to, about),))


def test_a_key_says_its_cause() -> None:
    assert alarm_key("climbed", "o1", "p1") == "climbed:o1@p1"
    assert cause_of("climbed:o1@p1") == "climbed"
    assert alarm_key("nobody_on_duty") == "nobody_on_duty:"
    assert {"help", "unanswered", "silent_sources"} < CAUSES


def test_what_was_seen_is_kept_and_the_same_again_changes_nothing() -> None:
    desk = Desk()
    assert [desk.do(seen(), desk.person(who)) for who in ("p1", "p3")] == [1, 0]
    assert desk.world.alarms[KEY] == AlarmMark("到西门", NOON, "p1", NOON)
    desk.wait(60)
    assert desk.do(seen(to=NOON - HOUR), desk.person("p3")) == 0, "an older look takes nothing back"
    assert desk.do(seen(to=desk.now), desk.person("p3")) == 1
    assert desk.world.alarms[KEY].seen_by == "p3"
    assert desk.world.take_changes().alarms == {KEY}


def test_many_are_one_press_and_only_the_new_ones_are_written() -> None:
    desk = Desk()
    desk.do(seen(), desk.person("p1"))
    both = AcknowledgeAlarms((SeenAlarm(KEY, NOON), SeenAlarm("drafts:", NOON, "字\n" * 300)))
    assert desk.do(both, desk.person("p1")) == 1
    assert [one.key for one in desk.entries[-1].event.seen] == ["drafts:"]  # type: ignore[union-attr]
    assert len(desk.world.alarms["drafts:"].about) == ABOUT_LIMIT


def test_a_shelf_ends_by_itself_and_what_comes_back_is_new() -> None:
    desk = Desk()
    desk.do(seen(), desk.person("p1"))
    until = NOON + HOUR
    shelve = ShelveAlarm(KEY, until, " 接口检修 ", "到西门")
    assert [desk.do(shelve, desk.person("p3")) for _ in range(2)] == [1, 0]
    mark = desk.world.alarms[KEY]
    assert (mark.until, mark.shelved_by, mark.reason, mark.seen_to) == (until, "p3", "接口检修", None)
    assert [key for key, _ in shelved(desk.world, until - timedelta(seconds=1))] == [KEY]
    assert shelved(desk.world, until) == []
    assert desk.do(UnshelveAlarm(KEY), desk.person("p1")) == 1
    assert shelved(desk.world, desk.now) == []
    assert desk.do(UnshelveAlarm(KEY), desk.person("p1")) == 0


def test_a_shelf_can_be_made_longer_and_shorter() -> None:
    desk = Desk()
    for hours in (1, 3, 2):
        assert desk.do(ShelveAlarm(KEY, NOON + hours * HOUR, "检修"), desk.person("p1")) == 1
    assert desk.world.alarms[KEY].until == NOON + 2 * HOUR


@pytest.mark.parametrize(
    ("command", "who", "rule"),
    [
        (seen(), "p4", "alarm.person"),
        (AcknowledgeAlarms(()), "p1", "alarm.many"),
        (AcknowledgeAlarms((SeenAlarm(KEY, NOON),) * 501), "p1", "alarm.many"),
        (seen("what:o1"), "p1", "alarm.key"),
        (seen("unanswered"), "p1", "alarm.key"),
        (seen(KEY + "x" * 200), "p1", "alarm.key"),
        (seen("help:s1"), "p1", "alarm.deed"),
        (seen(to=NOON + HOUR), "p1", "alarm.time"),
        (seen(to=NOON.replace(tzinfo=None)), "p1", "alarm.time"),
        (ShelveAlarm("help:s1", NOON + HOUR, "x"), "p1", "alarm.deed"),
        (ShelveAlarm("climbed:o1@p1", NOON + HOUR, "x"), "p3", "alarm.grave"),
        (ShelveAlarm(KEY, NOON + HOUR, " "), "p1", "alarm.reason"),
        (ShelveAlarm(KEY, NOON + HOUR, "长" * 1001), "p1", "alarm.reason"),
        (ShelveAlarm(KEY, NOON, "x"), "p1", "alarm.until"),
        (ShelveAlarm(KEY, NOON + 13 * HOUR, "x"), "p1", "alarm.until"),
        (ShelveAlarm(KEY, (NOON + HOUR).replace(tzinfo=None), "x"), "p1", "alarm.time"),
        (UnshelveAlarm(KEY), "p4", "alarm.person"),
    ],
)
def test_who_may_not_and_why(command: AlarmCommand, who: str, rule: str) -> None:
    desk = Desk()
    before = desk.world.digest()
    with pytest.raises(Refused) as refusal:
        desk.do(command, desk.person(who))
    assert refusal.value.rule == rule
    assert desk.world.digest() == before


def test_a_terminal_acknowledges_none() -> None:
    desk = Desk()
    with pytest.raises(Refused, match="值守"):
        desk.do(seen(), desk.unit("u101"))


def test_a_commander_shelves_what_is_grave() -> None:
    desk = Desk()
    assert desk.do(ShelveAlarm("climbed:o1@p1", NOON + HOUR, "已电话联系"), desk.person("p1")) == 1


def test_a_snapshot_keeps_it_and_the_world_forgets_what_is_old() -> None:
    desk = Desk()
    desk.do(seen(), desk.person("p1"))
    desk.do(ShelveAlarm("drafts:", NOON + HOUR, "检修"), desk.person("p1"))
    read = World(msgspec.json.decode(msgspec.json.encode(desk.world.state()), type=WorldState))
    assert read.alarms == desk.world.alarms
    desk.wait(desk.world.settings.keep_closed_hours * 3600 + 60)
    desk.do(seen("whistle:w1", desk.now), desk.person("p1"))
    assert list(desk.world.alarms) == ["drafts:", "whistle:w1"], "its hour on the shelf came later"
    desk.wait(3600)
    desk.do(seen("whistle:w1", desk.now), desk.person("p1"))
    assert list(desk.world.alarms) == ["whistle:w1"]
