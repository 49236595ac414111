"""A whistle in words: who was called, who has come, who has not."""

from __future__ import annotations

from cockpit.domain.field import due_field
from cockpit.domain.people import HUB
from cockpit.domain.unit_duty import EndDuty
from cockpit.domain.whistles import AnswerWhistle, BlowWhistle
from cockpit.views.whistles import call_columns, call_rows, missing_words, uncalled, whistle_of
from tests.situations import Scene


def blown(*departments: str) -> Scene:
    scene = Scene("p3")
    scene.desk.do(BlowWhistle("w1", "stall", "占道堆放", departments, circle="g1"), scene.desk.unit("u105"))
    return scene


def look(scene: Scene) -> None:
    """The hub writes down what is due."""
    for event in due_field(scene.desk.world, scene.desk.now):
        scene.desk.record(event, HUB.id)


def words(scene: Scene, language: str = "zh") -> list[tuple[str, str, str]]:
    whistle = whistle_of(scene.situation.world, "grid_worker:w1")
    assert whistle is not None
    return [(row.department, row.state, row.words) for row in call_rows(scene.situation, whistle, language)]  # type: ignore[arg-type]


def test_those_who_have_not_come_stand_first() -> None:
    scene = blown("police", "enforcement")
    assert words(scene) == [("公安", "waiting", "剩余 05:00"), ("行政执法", "waiting", "剩余 05:00")]
    scene.wait(60)
    scene.desk.do(AnswerWhistle("w1", "五分钟到"), scene.desk.unit("u101"))
    assert words(scene) == [("行政执法", "waiting", "剩余 04:00"), ("公安", "answered", "赵力 12:01:00")]
    scene.wait(241)
    assert words(scene)[0] == ("行政执法", "late", "超时 00:01")
    look(scene)
    assert words(scene)[0] == ("行政执法", "late", "已 1 次无人应答 · 剩余 05:00")
    assert words(scene, "en")[0] == ("Enforcement", "late", "silent 1× · 05:00 left")


def test_how_many_have_answered_and_who_can_still_be_called() -> None:
    scene = blown("police", "enforcement")
    whistle = scene.situation.world.whistles["w1"]
    rows = call_rows(scene.situation, whistle, "zh")
    assert missing_words(rows, "zh") == "已应答 0/2" and missing_words(rows, "en") == "0 of 2 have answered"
    assert [one.id for one in uncalled(scene.situation.world, whistle)] == ["traffic_police", "emergency", "grid"]
    assert rows[0].called == "1 人 · 一区 执法1队"
    assert [column.text(rows[0]) for column in call_columns()][0] == "公安"


def test_a_department_without_anybody_on_duty_says_so() -> None:
    scene = Scene("p3")
    for unit in ("u101", "u201"):
        scene.desk.do(EndDuty(), scene.desk.unit(unit))
    scene.desk.do(BlowWhistle("w1", "stall", "占道", ("police",), circle="g1"), scene.desk.unit("u105"))
    row = call_rows(scene.situation, scene.situation.world.whistles["w1"], "en")[0]
    assert (row.state, row.called) == ("nobody", "nobody on duty")


def test_an_incident_without_a_whistle_has_none() -> None:
    assert whistle_of(blown().situation.world, "police_110:1") is None
