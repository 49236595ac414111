"""How far a miss has climbed, in words and for whom it is an alarm."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.ladder import AcknowledgeMiss, MissClimbed
from cockpit.domain.orders import Deadlines
from cockpit.views.climb import (
    OrderClimb,
    calls,
    climb,
    climb_words,
    mark_words,
    missed_words,
    order_climb,
    rung_lines,
    standing,
)
from tests.situations import Scene

LIMITS = Deadlines(20.0, 60.0, 120.0, 300.0, 3600.0)
LATE = "u107"
"""A grid worker: climbs g1 (u105), q1 (u102), s1 (u101), z1 (p5), core (p1)."""


def late_scene(seconds: float = 0.0, me: str = "p1", units: tuple[str, ...] = (LATE,)) -> Scene:
    """An order that nobody has got, some time after its first deadline."""
    scene = Scene(me)
    scene.order("o1", units, deadlines=LIMITS)
    scene.climb(20 + seconds)
    return scene


def found(scene: Scene) -> OrderClimb:
    one = order_climb(scene.desk.world, scene.desk.world.orders["o1"])
    assert one is not None
    return one


@pytest.mark.parametrize(
    ("seconds", "zh", "en", "mark"),
    [
        (0, "已提醒本人", "unit reminded", ""),
        (60, "已升级至网格长 周力", "up to grid leader 周力", "↑网格长 周力"),
        (180, "已升级至队长 钱力", "up to squad chief 钱力", "↑队长 钱力"),
        (300, "已升级至站长 赵力", "up to station chief 赵力", "↑站长 赵力"),
        (420, "已升级至区域长 章一区", "up to zone chief 章一区", "↑区域长 章一区"),
        (540, "已升级至指挥长 沈宁远", "up to commander 沈宁远", "↑指挥长 沈宁远"),
    ],
)
def test_the_highest_rung_is_named(seconds: float, zh: str, en: str, mark: str) -> None:
    one = found(late_scene(seconds))
    assert climb_words(one, "zh") == zh
    assert climb_words(one, "en") == en
    assert mark_words(one.lead, "zh") == mark


def test_a_skipped_rung_is_named_with_its_reason() -> None:
    scene = Scene()
    world = scene.desk.world
    scene.order("o1", ("u105",), deadlines=LIMITS)
    world.circles.by_id["q1"] = msgspec.structs.replace(world.circles.by_id["q1"], chief=None)
    scene.climb(80)
    one = found(scene).lead
    assert rung_lines(one, "zh") == ["网格1：网格长即本人，跳过", "执法1队：队长无人，跳过", "1号驿站：已报站长 赵力"]
    assert rung_lines(one, "en") == [
        "网格1: the late one itself, skipped",
        "执法1队: no squad chief, skipped",
        "1号驿站: told the station chief 赵力",
    ]
    assert mark_words(one, "en") == "↑赵力 station chief"


def test_who_has_taken_it_on_is_named_until_it_comes_back() -> None:
    scene = late_scene(540)
    assert calls(scene.desk.world, scene.desk.world.orders["o1"], scene.situation.me) == [LATE]
    scene.desk.do(AcknowledgeMiss("o1", LATE), scene.desk.person("p1"))
    one = found(scene)
    assert (one.taken, climb_words(one, "zh"), climb_words(one, "en")) == (1, "沈宁远 已知悉", "taken on by 沈宁远")
    assert mark_words(one.lead, "zh") == "✓ 沈宁远"
    assert rung_lines(one.lead, "zh")[-1] == "沈宁远 已知悉"
    assert calls(scene.desk.world, scene.desk.world.orders["o1"], scene.situation.me) == []
    scene.climb(300)
    assert climb_words(found(scene), "zh") == "已升级至指挥长 沈宁远（第 2 次）"
    assert climb_words(found(scene), "en") == "up to commander 沈宁远 (time 2)"
    assert calls(scene.desk.world, scene.desk.world.orders["o1"], scene.situation.me) == [LATE]


def test_what_passed_while_the_hub_was_down_says_so() -> None:
    scene = Scene()
    scene.order("o1", (LATE, "u109"), deadlines=LIMITS)
    scene.wait(3000)
    scene.look()
    one = found(scene)
    assert one.while_down == 2
    assert climb_words(one, "zh") == "已升级至指挥长 沈宁远 · 中枢停机期间超时 2"
    assert climb_words(one, "en").endswith("passed while the hub was down: 2")
    assert rung_lines(one.lead, "en")[-1] == "Passed while the hub was down"


def test_a_chief_who_is_chief_no_more_is_not_named() -> None:
    scene = late_scene(180)
    world = scene.desk.world
    world.circles.by_id["q1"] = msgspec.structs.replace(world.circles.by_id["q1"], chief="u103")
    assert climb_words(found(scene), "zh") == "已升级至队长"


def test_it_calls_whom_it_was_told_to() -> None:
    scene = late_scene(420)
    world = scene.desk.world
    order, people = world.orders["o1"], world.people
    assert [calls(world, order, people[id_]) for id_ in ("p5", "p6", "p1", "p3")] == [[LATE], [], [], []]
    scene.climb(120)
    assert [calls(world, order, people[id_]) for id_ in ("p5", "p6", "p1", "p3")] == [[LATE], [], [LATE], [LATE]]
    assert calls(world, order, None) == []


def test_every_stage_has_its_words() -> None:
    assert missed_words("acknowledged", "zh") == "未签收"
    assert missed_words("on_scene", "en") == "have not arrived"


steps = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 12)),
        st.tuples(st.sampled_from(("delivered", "acknowledged", "on_scene")), st.sampled_from((LATE, "u102", "u201"))),
    ),
    max_size=12,
)


@settings(max_examples=40)
@given(steps)
def test_the_words_agree_with_what_was_told(moves: list[tuple[str, object]]) -> None:
    """The lead is nobody's second, every recipient with a standing miss is counted once, and no rung is made up."""
    scene = late_scene(units=(LATE, "u102", "u201"))
    world = scene.desk.world
    for what, value in moves:
        if what == "wait":
            scene.climb(20 * int(str(value)))
        else:
            scene.receipt("o1", str(value), what)  # type: ignore[arg-type]
            scene.look()
    order = world.orders["o1"]
    misses = dict(standing(order))
    told = [
        one.event
        for one in scene.desk.entries
        if isinstance(one.event, MissClimbed) and one.event.order == "o1" and one.event.chief
    ]
    for unit, miss in misses.items():
        rungs = [rung for rung in climb(world, unit, miss).rungs if not rung.skipped]
        mine = [one for one in told if one.unit == unit and one.stage == miss.stage]
        assert [rung.circle for rung in rungs] == list(dict.fromkeys(one.circle for one in mine))
        assert all(rung.chief for rung in rungs)
    whole = order_climb(world, order)
    assert (whole is None) == (not misses)
    if whole is not None:
        assert whole.late == len(misses)
        assert len(whole.lead.rungs) == max(miss.rung for miss in misses.values())
