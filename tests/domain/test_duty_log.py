"""The duty log: who writes, who strikes, and that nothing goes away."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from cockpit.domain.duty_log import LogNote, StrikeLog, WriteLog
from cockpit.domain.world import World, WorldState
from cockpit.errors import Refused
from tests.towns import NOON, Desk


def test_a_note_is_written_once_and_struck_once() -> None:
    desk = Desk()
    assert [desk.do(WriteLog("n1", " 巡查完毕 "), desk.person("p3")) for _ in range(2)] == [1, 0]
    assert [desk.do(StrikeLog("n1", "写错"), desk.person("p3")) for _ in range(2)] == [1, 0]
    assert desk.world.log["n1"] == LogNote("n1", NOON, "p3", "巡查完毕", "p3", NOON, "写错")


@pytest.mark.parametrize(
    ("command", "who", "rule"),
    [
        (WriteLog("n2", "x"), "p4", "log.who"),
        (WriteLog("n1", "x"), "p1", "log.id"),
        (WriteLog("", "x"), "p1", "log.id"),
        (WriteLog("n2", " "), "p1", "log.text"),
        (WriteLog("n2", "长" * 1001), "p1", "log.text"),
        (StrikeLog("n9", "x"), "p1", "log.unknown"),
        (StrikeLog("n1", "x"), "p5", "log.own"),
        (StrikeLog("n1", ""), "p3", "log.text"),
    ],
)
def test_who_may_not_and_why(command: WriteLog | StrikeLog, who: str, rule: str) -> None:
    desk = Desk()
    desk.do(WriteLog("n1", "巡查"), desk.person("p3"))
    with pytest.raises(Refused) as refusal:
        desk.do(command, desk.person(who))
    assert refusal.value.rule == rule


def test_a_terminal_writes_none_and_a_commander_strikes_any() -> None:
    desk = Desk()
    with pytest.raises(Refused, match="终端"):
        desk.do(WriteLog("n1", "x"), desk.unit("u101"))
    desk.do(WriteLog("n1", "巡查"), desk.person("p3"))
    assert desk.do(StrikeLog("n1", "不实"), desk.person("p2")) == 1


def test_the_world_forgets_old_notes_and_a_snapshot_keeps_the_rest() -> None:
    desk = Desk()
    desk.do(WriteLog("n1", "昨日"), desk.person("p1"))
    desk.now += timedelta(hours=desk.world.settings.keep_closed_hours, seconds=1)
    desk.do(WriteLog("n2", "今日"), desk.person("p1"))
    assert list(desk.world.log) == ["n2"]
    read = World(msgspec.json.decode(msgspec.json.encode(desk.world.state()), type=WorldState))
    assert read.log == desk.world.log
