"""A moment of the past as a screen takes it on."""

from __future__ import annotations

import pytest

from cockpit.domain.events import Event
from cockpit.domain.live import Fix
from cockpit.domain.orders import IssueOrder, Target
from cockpit.domain.past import TURNS, PastMoment, Replayed
from cockpit.domain.people import Actor
from cockpit.domain.unit_duty import BeginDuty, EndDuty
from cockpit.domain.world import World, WorldState
from tests.towns import Desk


@pytest.fixture
def desk() -> Desk:
    """A world with an order, in which one unit has gone off duty."""
    made = Desk()
    made.do(BeginDuty(), Actor("unit", "u101"))
    made.do(EndDuty(), Actor("unit", "u101"))
    made.do(IssueOrder("o1", "立即到场", ("u103",), Target(units=("u103",))), made.person("p1"))
    return made


def moment(desk: Desk, seq: int, **more: object) -> PastMoment:
    first, last = desk.entries[0].at.timestamp(), desk.entries[-1].at.timestamp()
    return PastMoment(last, seq, first, last, **more)  # type: ignore[arg-type]


def test_what_is_stepped_to_are_events_of_the_journal() -> None:
    tags = {one.__struct_config__.tag for one in Event.__args__}
    assert all(kinds and kinds <= tags for kinds in TURNS.values())


def test_it_folds_what_follows(desk: Desk) -> None:
    world = World()
    shown = Replayed()
    assert shown.world.seq == -1  # No world has been told yet, not even an empty one.
    shown.take(moment(desk, 0, state=world.state()))
    shown.take(moment(desk, desk.world.seq, entries=tuple(desk.entries)))
    assert shown.world.digest() == desk.world.digest() and shown.at == desk.now.timestamp()


def test_what_does_not_follow_is_no_moment(desk: Desk) -> None:
    shown = Replayed()
    with pytest.raises(ValueError, match="sequence is broken"):
        shown.take(moment(desk, desk.world.seq, entries=tuple(desk.entries[1:])))
    with pytest.raises(ValueError, match="not at 3"):
        shown.take(moment(desk, 3, state=WorldState(seq=2)))


def test_a_unit_that_was_off_duty_is_followed_in_the_past_no_more_than_in_the_present(desk: Desk) -> None:
    at = desk.now.timestamp()
    shown = Replayed()
    fixes = {"u101": Fix(120.1, 30.3, at - 90), "u103": Fix(120.2, 30.3, at - 4)}
    shown.take(moment(desk, desk.world.seq, state=desk.world.state(), fixes=fixes))
    assert shown.live.fixes == {"u103": fixes["u103"]}
    assert shown.live.contact("u101", at, desk.world.settings.contact) == "off_duty"
    assert shown.live.contact("u103", at, desk.world.settings.contact) == "in_contact"
