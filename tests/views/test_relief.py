"""What the person who is signed in may do: the foretelling agrees with the hub."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.ladder import AcknowledgeMiss, AcknowledgeMisses
from cockpit.domain.orders import Target
from cockpit.domain.people import Actor
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from cockpit.domain.world import Command, decide
from cockpit.errors import Refused
from cockpit.views.refusals import RULES_EN
from cockpit.views.relief import answers, happened, picked_units, reliefs, takes
from tests.situations import Scene
from tests.views.test_climb import LATE, late_scene

PEOPLE = ("p1", "p2", "p3", "p4", "p5", "p6")


def accepted(scene: Scene, command: Command) -> bool:
    """Whether the hub would do something for the person who sits here."""
    assert scene.situation.me is not None
    try:
        return bool(decide(scene.desk.world, command, Actor("person", scene.situation.me.id), scene.desk.now))
    except Refused:
        return False


@settings(max_examples=60)
@given(st.sampled_from(PEOPLE), st.sampled_from((0, 100, 440, 600)), st.sampled_from((LATE, "u201")), st.booleans())
def test_what_is_foretold_is_what_the_hub_says(me: str, seconds: int, unit: str, done: bool) -> None:
    scene = late_scene(seconds, me, (LATE, "u201"))
    if done:
        scene.receipt("o1", unit, "completed")
    order = scene.desk.world.orders["o1"]
    may = reliefs(scene.situation, order, unit)
    spare = "u110" if unit == LATE else "u210"
    assert (may.acknowledge.action == "issue") == accepted(scene, AcknowledgeMiss("o1", unit))
    assert (may.answer.action == "issue") == accepted(scene, AnswerFor("o1", unit, "completed", "电话确认"))
    assert (may.reassign.action == "issue") == accepted(scene, Reassign("o1", unit, spare))
    in_zone = me != "p6" or unit == "u201"
    if in_zone and not (me == "p5" and unit == "u201"):
        assert (may.reinforce.action == "issue") == accepted(scene, Reinforce("o1", (spare,)))
    for foretold in (may.acknowledge, may.answer, may.reassign, may.reinforce):
        assert foretold.action == "issue" or foretold.message


def test_a_refusal_says_who_could_in_the_language_of_the_screen() -> None:
    scene = late_scene(100, "p3")
    order = scene.desk.world.orders["o1"]
    zh, en = reliefs(scene.situation, order, LATE), reliefs(scene.situation, order, LATE, "en")
    assert (zh.acknowledge.rule, zh.acknowledge.who_could) == ("miss.not_told", "周力")
    assert en.answer.message == RULES_EN["relief.charge"]
    assert en.answer.who_could == "the commander on duty, 沈宁远"
    assert zh.reinforce.who_could == "当班指挥长 沈宁远"
    scene.situation.me = None
    assert reliefs(scene.situation, order, LATE, "en").answer.message == "Not signed in"


def test_what_somebody_took_on_is_not_taken_twice() -> None:
    scene = late_scene(540)
    order = scene.desk.world.orders["o1"]
    assert takes(scene.situation, order) == AcknowledgeMisses("o1", (LATE,))
    scene.desk.do(AcknowledgeMiss("o1", LATE), scene.desk.person("p1"))
    assert takes(scene.situation, order) is None
    assert reliefs(scene.situation, order, LATE).acknowledge.message == "已有人知悉"


@pytest.mark.parametrize("me", ["p3", "p4"])
def test_who_is_no_chief_takes_nothing_on(me: str) -> None:
    scene = late_scene(540, me)
    assert takes(scene.situation, scene.desk.world.orders["o1"]) is None
    scene.situation.me = None
    assert takes(scene.situation, scene.desk.world.orders["o1"]) is None


def test_one_vouches_only_for_what_has_not_been_reached() -> None:
    scene = late_scene()
    order = scene.desk.world.orders["o1"]
    assert answers(order, LATE) == ["acknowledged", "en_route", "on_scene", "completed"]
    scene.receipt("o1", LATE, "en_route")
    assert answers(order, LATE) == ["on_scene", "completed"]
    scene.receipt("o1", LATE, "completed")
    assert answers(order, LATE) == answers(order, "x") == []


def test_who_is_picked_and_has_the_order_is_not_sent_again() -> None:
    scene = late_scene()
    world, live = scene.desk.world, scene.situation.live
    assert picked_units(world, live, Target(units=(LATE, "u110")), world.orders["o1"]) == ("u110",)


@pytest.mark.parametrize(
    "command",
    [
        AcknowledgeMiss("o1", LATE),
        AnswerFor("o1", LATE, "en_route", "电话确认"),
        Reassign("o1", LATE, "u110"),
        Reinforce("o1", ("u110", "u102")),
    ],
)
def test_a_command_has_happened_once_the_world_shows_it(command: Command) -> None:
    scene = late_scene(540)
    order = scene.desk.world.orders["o1"]
    assert isinstance(command, AcknowledgeMiss | AnswerFor | Reassign | Reinforce)
    assert not happened(order, command)
    scene.desk.do(command, scene.desk.person("p1"))
    assert happened(order, command)


def test_there_is_nothing_left_to_do_about_who_has_ended() -> None:
    scene = late_scene(540)
    scene.receipt("o1", LATE, "completed")
    assert happened(scene.desk.world.orders["o1"], AnswerFor("o1", LATE, "on_scene", "见到"))
