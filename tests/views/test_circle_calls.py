"""Circle calls in words: who hears them, who has, who may call."""

from __future__ import annotations

from cockpit.domain.circle_calls import CallCircle, HearCall
from cockpit.domain.unit_duty import EndDuty
from cockpit.views.circle_calls import (
    audience,
    call_columns,
    call_rows,
    callable_circles,
    heard_words,
    refusal,
)
from tests.situations import Scene


def called() -> Scene:
    scene = Scene()
    scene.desk.do(CallCircle("c1", "g1", "到村口集合"), scene.desk.person("p1"))
    scene.wait(60)
    scene.desk.do(CallCircle("c2", "g1", clip="a" * 64), scene.desk.unit("u105"))
    return scene


def test_the_newest_call_stands_first_with_who_has_heard_it() -> None:
    scene = called()
    scene.desk.do(HearCall("c1"), scene.desk.unit("u107"))
    newest, first = call_rows(scene.situation, "zh")
    assert (first.who, first.circle, first.words, first.heard, first.total) == (
        "沈宁远",
        "一区 网格1",
        "到村口集合",
        1,
        3,
    )
    assert (newest.who, newest.words, newest.heard, newest.total) == ("周力", "▶ 语音", 0, 2)
    texts = [column.text(first) for column in call_columns("zh")]
    assert texts[-1] == "1/3"


def test_who_has_heard_and_who_of_those_on_duty_has_not() -> None:
    scene = called()
    world = scene.situation.world
    scene.desk.do(HearCall("c1"), scene.desk.unit("u107"))
    scene.desk.do(EndDuty(), scene.desk.unit("u109"))
    assert heard_words(world, world.circle_calls["c1"], "zh") == ("郑力", "周力")
    assert call_rows(scene.situation, "zh")[1].total == 2


def test_who_would_hear_a_call_now() -> None:
    scene = called()
    scene.desk.do(EndDuty(), scene.desk.unit("u109"))
    scene.silence("u107")
    found = audience(scene.situation, "g1")
    assert (found.units, found.on_duty, found.reached) == (3, 2, 1)
    assert audience(scene.situation, "core").units == 20


def test_many_names_are_counted() -> None:
    scene = called()
    scene.desk.do(CallCircle("c3", "core", "全体注意"), scene.desk.person("p1"))
    world = scene.situation.world
    assert heard_words(world, world.circle_calls["c3"], "zh")[1].endswith(" 等 20 人")
    assert heard_words(world, world.circle_calls["c3"], "en")[1].endswith(" +8")


def test_who_may_call_is_the_hubs_rule() -> None:
    scene = called()
    world, now = scene.situation.world, scene.situation.now
    assert refusal(world, world.people["p1"], "core", now, "zh") == ""
    assert "当班指挥长" in refusal(world, world.people["p3"], "g1", now, "zh")
    assert refusal(world, world.people["p5"], "g1", now, "en") == ""
    assert refusal(world, world.people["p5"], "g3", now, "en")
    assert refusal(world, None, "g3", now, "en") == "Not signed in"
    assert {circle.id for circle in callable_circles(world, world.people["p5"])} == {"z1", "s1", "q1", "g1", "g2"}
    assert callable_circles(world, world.people["p1"])[0].id == "core"
