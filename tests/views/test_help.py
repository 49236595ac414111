"""Calls for help in words: who, where, since when, who sees to it, how it ended."""

from __future__ import annotations

from cockpit.domain.help_calls import AcknowledgeHelp, CallHelp, CancelHelp, EndHelp
from cockpit.views.help import ENDED_SHOWN_S, help_lines, may_help
from tests.situations import Scene
from tests.towns import CENTRE


def calling() -> Scene:
    scene = Scene("p3")
    scene.desk.do(CallHelp("s1", CENTRE), scene.desk.unit("u105"))
    scene.wait(75)
    return scene


def words(scene: Scene) -> list[tuple[str, str]]:
    return [(line.state, line.words("zh")) for line in help_lines(scene.situation, "zh")]


def test_a_call_that_nobody_sees_to_says_who_where_and_since_when() -> None:
    scene = calling()
    fix = scene.situation.live.fixes["u105"]
    assert words(scene) == [("open", f"网格 周力 · 一区 网格1 · {fix.lon:.4f}, {fix.lat:.4f} · 1 分前求助，无人接办")]
    english = help_lines(scene.situation, "en")[0].words("en")
    assert english.startswith("Grid 周力 · ") and english.endswith("called 1 min ago, nobody sees to it")


def test_who_took_it_on_and_what_came_of_it() -> None:
    scene = calling()
    scene.desk.do(AcknowledgeHelp("s1"), scene.desk.person("p3"))
    assert words(scene)[0][1].endswith("1 分前求助，陆操作 已接办")
    scene.desk.do(EndHelp("s1", "已送医"), scene.desk.person("p1"))
    assert words(scene)[0] == ("ended", words(scene)[0][1]) and words(scene)[0][1].endswith("沈宁远 结束：已送医")
    scene.wait(ENDED_SHOWN_S)
    assert words(scene) == []


def test_a_call_that_its_person_took_back_is_said_so_for_a_while() -> None:
    scene = calling()
    scene.desk.do(CancelHelp("s1"), scene.desk.unit("u105"))
    scene.wait(60)
    assert words(scene)[0][0] == "cancelled" and words(scene)[0][1].endswith("本人已取消，求助持续 1 分")
    scene.wait(60)
    assert words(scene) == []


def test_who_nobody_sees_to_stands_first() -> None:
    scene = calling()
    scene.desk.do(AcknowledgeHelp("s1"), scene.desk.person("p3"))
    for number, unit in enumerate(("u205", "u206")):
        scene.desk.do(CallHelp(f"t{number}"), scene.desk.unit(unit))
        scene.wait(1)
    assert [line.id for line in help_lines(scene.situation, "zh")] == ["t0", "t1", "s1"]


def test_without_a_position_the_place_of_the_call_counts_and_without_both_it_is_unknown() -> None:
    scene = calling()
    del scene.situation.live.fixes["u105"]
    assert help_lines(scene.situation, "zh")[0].place == CENTRE
    scene.situation.world.help_calls["s1"].place = None
    line = help_lines(scene.situation, "zh")[0]
    assert line.place is None and "位置不明" in line.where


def test_who_sees_to_calls() -> None:
    people = Scene().situation.world.people
    assert {id_ for id_ in people if not may_help(people[id_])} == {"p4"} and not may_help(None)
