"""Calls for help: never refused for a detail, told to those near and above, ended by word of somebody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.help_calls import AcknowledgeHelp, CallHelp, CancelHelp, EndHelp, HelpCommand, help_of
from cockpit.domain.people import HUB, Actor
from cockpit.domain.world import World
from cockpit.errors import Refused
from tests.towns import Desk

CALL = CallHelp("s1", (120.1, 30.33), ("u107", "u999", "u105"))


def called() -> Desk:
    desk = Desk()
    assert desk.do(CALL, desk.unit("u107")) == 1
    return desk


def test_chiefs_and_colleagues_are_told_and_the_caller_is_not() -> None:
    desk = called()
    call = desk.world.help_calls["s1"]
    assert call.told == ("u105", "u102", "u101")
    assert help_of(desk.world, "u107") is call
    assert desk.do(CALL, desk.unit("u107")) == 0


def test_a_wrong_place_or_clock_keeps_nobody_from_calling() -> None:
    desk = Desk()
    assert desk.do(CallHelp("s1", (999.0, 0.0), offline_s=float("nan")), desk.unit("u101")) == 1
    assert (desk.world.help_calls["s1"].place, desk.world.help_calls["s1"].offline_s) == (None, 0.0)


def test_a_person_sees_to_it_and_says_how_it_ended() -> None:
    desk = called()
    assert desk.do(AcknowledgeHelp("s1"), desk.person("p3")) == 1
    assert desk.do(AcknowledgeHelp("s1"), desk.person("p1")) == 0
    call = desk.world.help_calls["s1"]
    assert (call.acknowledged_by, call.open) == ("p3", True)
    assert desk.do(EndHelp("s1", "已脱险"), desk.person("p1")) == 1
    assert desk.do(EndHelp("s1", "已脱险"), desk.person("p1")) == 0
    assert (call.ended_by, call.note, call.open) == ("p1", "已脱险", False)
    assert desk.do(AcknowledgeHelp("s1"), desk.person("p1")) == 0


def test_the_caller_takes_it_back() -> None:
    desk = called()
    assert desk.do(CancelHelp("s1"), desk.unit("u107")) == 1
    assert desk.do(CancelHelp("s1"), desk.unit("u107")) == 0
    assert desk.world.help_calls["s1"].ended_by == "u107"
    assert help_of(desk.world, "u107") is None


@pytest.mark.parametrize(
    ("command", "actor", "rule"),
    [
        (CallHelp("s2"), Actor("person", "p1"), "help.unit"),
        (CallHelp(""), Actor("unit", "u101"), "help.id"),
        (CALL, Actor("unit", "u101"), "help.id"),
        (CancelHelp("s9"), Actor("unit", "u107"), "help.unknown"),
        (CancelHelp("s1"), Actor("unit", "u101"), "help.own"),
        (CancelHelp("s1"), Actor("person", "p1"), "help.own"),
        (AcknowledgeHelp("s1"), Actor("person", "p4"), "help.person"),
        (AcknowledgeHelp("s1"), Actor("unit", "u101"), "help.person"),
        (EndHelp("s1", "好"), HUB, "help.person"),
        (EndHelp("s1", " "), Actor("person", "p1"), "help.note"),
    ],
)
def test_refused(command: HelpCommand, actor: Actor, rule: str) -> None:
    with pytest.raises(Refused) as refusal:
        called().do(command, actor)
    assert refusal.value.rule == rule


@given(st.lists(st.sampled_from(["cancel", "acknowledge", "end", "call"]), max_size=10))
def test_once_over_it_stays_over_and_the_fold_is_the_state(steps: list[str]) -> None:
    desk, over = called(), False
    for step in steps:
        if step == "cancel":
            desk.do(CancelHelp("s1"), desk.unit("u107"))
        elif step == "acknowledge":
            desk.do(AcknowledgeHelp("s1"), desk.person("p1"))
        elif step == "end":
            desk.do(EndHelp("s1", "好"), desk.person("p1"))
        else:
            desk.do(CALL, desk.unit("u107"))
        over = over or step in ("cancel", "end")
        assert desk.world.help_calls["s1"].open is not over
    assert World(desk.world.state()).digest() == desk.world.digest()
