"""Duty of units: who may begin and end it, when it ends by itself, and who is followed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.field import due_field
from cockpit.domain.orders import Receipt
from cockpit.domain.people import HUB
from cockpit.domain.unit_duty import BeginDuty, DutyEnded, EndDuty
from cockpit.domain.world import World
from cockpit.errors import Refused
from tests.hubs import issue
from tests.towns import Desk

SHIFT = timedelta(hours=12)


def test_a_unit_is_on_duty_until_the_shift_is_over() -> None:
    desk = Desk()
    u101 = desk.unit("u101")
    assert desk.world.off_duty == set()
    assert desk.do(BeginDuty(), u101) == 1
    assert desk.do(BeginDuty(), u101) == 0
    assert desk.world.unit_duty["u101"].until == desk.now + SHIFT
    desk.wait(SHIFT.total_seconds() - 1)
    assert due_field(desk.world, desk.now) == []
    desk.wait(1)
    assert due_field(desk.world, desk.now) == [DutyEnded("u101", by_shift=True)]
    desk.record(DutyEnded("u101", by_shift=True), HUB.id)
    assert desk.world.off_duty == {"u101"}
    assert due_field(desk.world, desk.now) == []


def test_a_shift_may_be_made_longer_near_its_end_and_begins_when_it_was_begun() -> None:
    desk = Desk()
    desk.do(BeginDuty(offline_s=3600.0), desk.unit("u101"))
    assert desk.world.unit_duty["u101"].until == desk.now + timedelta(hours=11)
    desk.wait(10.5 * 3600)
    assert desk.do(BeginDuty(), desk.unit("u101")) == 1
    assert desk.world.unit_duty["u101"].until == desk.now + SHIFT


def test_a_duty_that_was_over_before_it_was_known_is_none() -> None:
    desk = Desk()
    assert desk.do(BeginDuty(offline_s=13 * 3600.0), desk.unit("u101")) == 0


def test_nobody_goes_home_with_an_order_in_hand() -> None:
    desk = Desk()
    u101 = desk.unit("u101")
    desk.do(BeginDuty(), u101)
    desk.do(issue("o1", "u101"), desk.person("p1"))
    with pytest.raises(Refused) as refusal:
        desk.do(EndDuty(), u101)
    assert refusal.value.rule == "duty.orders"
    desk.wait(13 * 3600)
    assert due_field(desk.world, desk.now) == []
    desk.do(Receipt("o1", "completed"), u101)
    assert due_field(desk.world, desk.now) == [DutyEnded("u101", by_shift=True)]
    assert desk.do(EndDuty(), u101) == 1
    assert desk.do(EndDuty(), u101) == 0


@pytest.mark.parametrize("command", [BeginDuty(), EndDuty()])
def test_a_duty_is_the_units_own(command: BeginDuty | EndDuty) -> None:
    for actor in (Desk().person("p1"), Desk().unit("u999"), HUB):
        with pytest.raises(Refused):
            Desk().do(command, actor)


@given(st.lists(st.tuples(st.sampled_from(["begin", "end", "wait"]), st.sampled_from(["u101", "u102"])), max_size=20))
def test_off_duty_is_who_ended_last(steps: list[tuple[str, str]]) -> None:
    desk, off = Desk(), set[str]()
    for step, unit in steps:
        if step == "wait":
            desk.wait(7 * 3600)
            for event in due_field(desk.world, desk.now):
                assert isinstance(event, DutyEnded)
                off.add(event.unit)
                desk.record(event, HUB.id)
        else:
            desk.do(BeginDuty() if step == "begin" else EndDuty(), desk.unit(unit))
            off = off - {unit} if step == "begin" else off | {unit}
        assert desk.world.off_duty == off
    assert World(desk.world.state()).off_duty == off
    assert World(desk.world.state()).digest() == desk.world.digest()
