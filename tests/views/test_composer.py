"""The composer's preview: exactly who gets the order, what the button would do, and the command that follows."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import Deadlines, DraftOrder, IssueOrder, Target
from cockpit.domain.people import Actor
from cockpit.domain.targeting import recipients
from cockpit.views.authority import duty_words, forecast, may_confirm
from cockpit.views.composer import (
    Composition,
    command,
    deadlines_from,
    deadlines_in_force,
    order_id,
    place_of,
    plans_for,
    preview,
    with_plan,
)
from cockpit.views.refusals import RULES_EN
from tests.situations import Scene
from tests.towns import CENTRE, NOON

CIRCLES = ["core", "z1", "z2", "s1", "q2", "g1", "g4"]
DEPARTMENTS = ["police", "traffic_police", "enforcement", "emergency", "grid"]
UNITS = [f"u{zone}{number:02d}" for zone in (1, 2) for number in range(1, 11)]
targets = st.builds(
    Target,
    circles=st.lists(st.sampled_from(CIRCLES), unique=True, max_size=3).map(tuple),
    departments=st.lists(st.sampled_from(DEPARTMENTS), unique=True, max_size=3).map(tuple),
    units=st.lists(st.sampled_from(UNITS), unique=True, max_size=3).map(tuple),
)


def report(scene: Scene, kind: str = "warehouse_fire") -> str:
    command = ReportIncident("fire_119", "1", kind, "仓库冒烟", NOON, place=(120.09, 30.325), circle="g1")
    scene.desk.do(command, Actor("source", "fire_119"))
    return "fire_119:1"


@given(targets, st.sets(st.sampled_from(UNITS)), st.sets(st.sampled_from(UNITS)))
@settings(max_examples=80)
def test_the_preview_adds_up(target: Target, out: set[str], mute: set[str]) -> None:
    scene = Scene()
    scene.silence(*mute)
    seen = preview(scene.situation, Composition(target, frozenset(out), "到西门"))
    meant = recipients(scene.desk.world, scene.situation.live, target)
    assert set(seen.recipients) == set(meant) - out
    assert set(seen.taken_out) == set(meant) & out
    assert sum(one.count for one in seen.departments) == len(seen.recipients)
    assert sum(one.silent for one in seen.departments) == len(seen.silent)
    assert set(seen.silent) == set(seen.recipients) & mute
    assert seen.ready == bool(seen.recipients)


@given(targets, st.sampled_from(["p1", "p2", "p3", "p4", "p5"]))
@settings(max_examples=60)
def test_the_forecast_is_what_the_hub_decides(target: Target, me: str) -> None:
    scene = Scene(me)
    composition = Composition(target, text="到西门")
    seen = preview(scene.situation, composition)
    if not seen.ready:
        assert not seen.recipients or me == "p4"
        return
    made = command(composition, seen, "o1")
    assert scene.desk.do(made, scene.desk.person(me)) == 1
    order = scene.desk.world.orders["o1"]
    assert order.status == ("issued" if isinstance(made, IssueOrder) else "draft")
    assert tuple(order.recipients) == seen.recipients


def test_a_commander_issues_an_operator_drafts_a_viewer_looks_on() -> None:
    for me, action, rule in (
        ("p1", "issue", ""),
        ("p2", "draft", "order.commander_on_duty"),
        ("p3", "draft", "order.operator_drafts"),
        ("p4", "none", "order.viewer"),
    ):
        scene = Scene(me)
        found = forecast(scene.desk.world, scene.situation.me, ("u101",), NOON)
        assert (found.action, found.rule) == (action, rule)
        assert ("沈宁远" in found.who_could) == bool(rule)


def test_a_zone_chief_issues_in_the_own_zone_and_drafts_beyond() -> None:
    scene = Scene("p5")
    world = scene.desk.world
    assert may_confirm(world, scene.situation.me, ("u101",), NOON)
    beyond = forecast(world, scene.situation.me, ("u101", "u201"), NOON, "en")
    assert (beyond.action, beyond.rule) == ("draft", "order.own_zone")
    assert beyond.message == RULES_EN["order.own_zone"]
    assert beyond.who_could == "the commander on duty, 沈宁远"


def test_nobody_signed_in_and_nobody_on_duty() -> None:
    scene = Scene()
    found = forecast(scene.desk.world, None, ("u101",), NOON, "en")
    assert (found.action, found.message) == ("none", "Not signed in")
    assert forecast(scene.desk.world, None, ("u101",), NOON).message == "尚未登录"
    early = NOON.replace(year=2020)
    assert "nobody" in duty_words(scene.desk.world, early, "en")


def test_what_is_missing_is_named() -> None:
    scene = Scene()
    assert preview(scene.situation, Composition()).missing == ("target", "text")
    late = Composition(Target(circles=("z1",)), text="到", deadlines=Deadlines(9, 8, 7, 6, 5))
    seen = preview(scene.situation, late)
    assert seen.missing == ("deadlines",)
    with pytest.raises(ValueError, match="deadlines"):
        command(late, seen, "o1")
    assert preview(scene.situation, Composition(Target(circles=("z1",)), text="到" * 1001)).missing == ("text",)


def test_who_was_seen_is_who_gets_it_even_after_they_move() -> None:
    scene = Scene()
    lon, lat = CENTRE
    ring = ((lon - 0.02, lat - 0.01), (lon, lat - 0.01), (lon, lat + 0.01), (lon - 0.02, lat + 0.01))
    composition = Composition(Target(areas=(ring,)), text="到")
    seen = preview(scene.situation, composition)
    scene.situation.live.fixes.clear()
    made = command(composition, seen, "o1")
    assert made.recipients == seen.recipients
    assert len(made.recipients) == 10
    assert made.place == pytest.approx((lon - 0.01, lat))


def test_the_incident_gives_the_place_and_filters_the_plans() -> None:
    scene = Scene()
    fire = report(scene)
    world = scene.desk.world
    assert place_of(world, Composition(incident=fire)) == (120.09, 30.325)
    assert [plan.id for plan in plans_for(world, fire)] == ["fire"]
    assert [plan.id for plan in plans_for(world, "")] == ["fire"]
    world.incidents[fire].kind = "brawl"
    assert [plan.id for plan in plans_for(world, fire)] == ["fire"]
    assert place_of(world, Composition()) is None


def test_a_plan_brings_text_priority_and_departments() -> None:
    scene = Scene()
    plan = scene.desk.world.plans["fire"]
    filled = with_plan(Composition(Target(circles=("z1",))), plan)
    assert filled.target == Target(circles=("z1",), departments=("police", "emergency"))
    assert (filled.text, filled.priority, filled.plan) == (plan.text, 1, "fire")
    kept = with_plan(Composition(Target(circles=("z1",), departments=("grid",))), plan)
    assert kept.target.departments == ("grid",)


def test_deadlines_are_the_towns_until_changed() -> None:
    scene = Scene()
    world = scene.desk.world
    assert deadlines_in_force(world, Composition(priority=1)) == world.settings.deadlines[0]
    own = deadlines_from(("0:30", "1:00", "2", "5:00", "1:00:00"))
    assert own == Deadlines(30, 60, 120, 300, 3600)
    assert deadlines_in_force(world, Composition(deadlines=own)) == own
    with pytest.raises(ValueError, match="en_route"):
        deadlines_from(("0:30", "1:00", "zwei", "5:00", "1:00:00"))


def test_a_draft_carries_the_same() -> None:
    scene = Scene("p3")
    composition = Composition(Target(circles=("z1",)), frozenset(("u101",)), "  到西门 ", 1, plan="fire")
    made = command(composition, preview(scene.situation, composition, "en"), "o9")
    assert isinstance(made, DraftOrder)
    assert (made.text, made.priority, made.plan, made.order) == ("到西门", 1, "fire", "o9")
    assert "u101" not in made.recipients


def test_ids_sort_by_time_and_blank_is_blank() -> None:
    first, second = order_id(NOON, "f" * 32), order_id(NOON.replace(hour=5), "0" * 32)
    assert first < second
    assert len(first) == 33
    assert Composition().blank
    assert not msgspec.structs.replace(Composition(), text="x").blank
