"""What the command bar finds, in which order, and what stands in the way of an order."""

from __future__ import annotations

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import Target
from cockpit.views.command_bar import Entry, entries, order_refusal, search, target_of
from tests.situations import Scene
from tests.towns import NOON


def stage() -> Scene:
    scene = Scene()
    scene.order("o1", ("u101",), "去仓库")
    report = ReportIncident("police_110", "A7", "brawl", "西门打架", NOON, circle="g1", address="古墩路")
    scene.desk.do(report, scene.desk.person("p3"))
    return scene


def found(query: str, uses: dict[str, float] | None = None) -> list[str]:
    return [entry.id for entry in search(entries(stage().situation), query, uses or {})]


def test_it_holds_everything() -> None:
    kinds = {entry.kind for entry in entries(stage().situation)}
    assert kinds == {"circle", "unit", "commander", "incident", "order"}


def test_each_is_found_by_chinese_pinyin_initials_or_number() -> None:
    for query in ("执法1队", "zhifa1dui", "zf1d", "q1"):
        assert found(query)[0] == "circle:q1", query
    for query in ("沈宁远", "shenningyuan", "sny", "p1", "shen"):
        assert found(query)[0] == "commander:p1", query
    assert found("qck")[0] == "order:o1"
    assert found("a7")[0] == "incident:police_110:A7"
    assert found("gudunlu") == ["incident:police_110:A7"]
    assert found("u107")[0] == "unit:u107"


def test_several_words_narrow_it_and_nonsense_finds_nothing() -> None:
    assert found("zhaol gongan") == found("赵力 公安") == ["unit:u101"]
    assert found("xyzzy") == []


def test_what_is_used_comes_first_and_an_empty_line_shows_it() -> None:
    both = found("wg")
    assert both[0] == "circle:g1"
    assert found("wg", {"circle:g4": 3.0})[0] == "circle:g4"
    assert found("", {"unit:u207": 2.0})[0] == "unit:u207"
    assert found("xyzzy", {"circle:g4": 9.0}) == []


def test_a_thing_that_is_meant_exactly_is_not_pushed_away_by_use() -> None:
    assert found("u107", {"unit:u101": 2.0})[0] == "unit:u107"


def test_it_says_what_stands_in_the_way_of_an_order() -> None:
    scene = stage()
    assert order_refusal(scene.situation, Target(circles=("q1",))) == ""
    scene.situation.me = scene.desk.world.people["p4"]
    assert "观摩" in order_refusal(scene.situation, Target(circles=("q1",)))
    assert order_refusal(scene.situation, Target(circles=("q1",)), "en") == "This account can only look on"


def test_only_circles_and_units_take_orders() -> None:
    assert target_of(Entry("circle", "q1", "x")) == Target(circles=("q1",))
    assert target_of(Entry("unit", "u1", "x")) == Target(units=("u1",))
    assert target_of(Entry("order", "o1", "x")) is None


def test_it_speaks_english_too() -> None:
    about = {entry.id: entry.about for entry in entries(stage().situation, "en")}
    assert about["unit:u101"].startswith("Police · ")
    assert about["commander:p1"] == "Commander"
