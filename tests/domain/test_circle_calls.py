"""Circle calls: who may call which circle, and who hears it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.circle_calls import CallCircle, CallCommand, HearCall, hears
from cockpit.domain.people import Actor
from cockpit.domain.world import World
from cockpit.errors import Refused
from tests.towns import Desk, small_town

CLIP = hashlib.sha256(b"clip").hexdigest()


@pytest.mark.parametrize(
    ("actor", "circle"),
    [
        (Actor("unit", "u107"), "g1"),
        (Actor("unit", "u102"), "q1"),
        (Actor("unit", "u101"), "s1"),
        (Actor("person", "p1"), "core"),
        (Actor("person", "p5"), "q1"),
    ],
)
def test_who_may(actor: Actor, circle: str) -> None:
    desk = Desk()
    assert desk.do(CallCircle("c1", circle, "集合"), actor) == 1
    assert desk.do(CallCircle("c1", circle, "集合"), actor) == 0
    assert desk.world.circle_calls["c1"].by == actor.id


@pytest.mark.parametrize(
    ("command", "actor", "rule"),
    [
        (CallCircle("c1", "q1", "x"), Actor("unit", "u107"), "call.own_circle"),
        (CallCircle("c1", "core", "x"), Actor("person", "p2"), "call.person"),
        (CallCircle("c1", "core", "x"), Actor("person", "p5"), "call.person"),
        (CallCircle("c1", "g1", "x"), Actor("person", "p3"), "call.person"),
        (CallCircle("c1", "g1", "x"), Actor("source", "police_110"), "call.person"),
        (CallCircle("c1", "g9", "x"), Actor("person", "p1"), "call.circle"),
        (CallCircle("c1", "g1", " "), Actor("person", "p1"), "call.text"),
        (CallCircle("c1", "g1", "长" * 501), Actor("person", "p1"), "call.text"),
        (CallCircle("c1", "g1", clip="nope"), Actor("person", "p1"), "attachment.id"),
        (CallCircle("", "g1", "x"), Actor("person", "p1"), "call.id"),
        (CallCircle("c0", "g1", "x"), Actor("unit", "u107"), "call.id"),
        (HearCall("c9"), Actor("unit", "u101"), "call.unknown"),
        (HearCall("c0"), Actor("unit", "u201"), "call.unknown"),
        (HearCall("c0"), Actor("person", "p1"), "call.unknown"),
    ],
)
def test_refused(command: CallCommand, actor: Actor, rule: str) -> None:
    desk = Desk()
    desk.do(CallCircle("c0", "q1", clip=CLIP), desk.person("p1"))
    with pytest.raises(Refused) as refusal:
        desk.do(command, actor)
    assert refusal.value.rule == rule


@given(st.sampled_from([circle.id for circle in small_town().circles]), st.sampled_from(small_town().units))
def test_a_call_is_heard_by_the_members_and_the_chief(circle: str, unit) -> None:  # type: ignore[no-untyped-def]
    desk = Desk()
    desk.do(CallCircle("c1", circle, "集合"), desk.person("p1"))
    call, tree = desk.world.circle_calls["c1"], desk.world.circles
    meant = tree.within(unit.circle, circle) or tree.by_id[circle].chief == unit.id
    assert hears(desk.world, call, unit.id) is meant
    if meant:
        assert desk.do(HearCall("c1"), desk.unit(unit.id)) == 1
        assert desk.do(HearCall("c1"), desk.unit(unit.id)) == 0
        assert call.heard == {unit.id: desk.now}
    assert World(desk.world.state()).digest() == desk.world.digest()
