"""How units move: at their speed, within their area, and to where they were sent."""

from __future__ import annotations

import random

import pytest

from cockpit.domain.places import distance_m
from cockpit.sim.crowd import spread, start_in
from cockpit.sim.movement import ARRIVED_M, Walker
from tests.towns import CENTRE, small_map, small_town

AREA = small_map().areas["g1"]
START = (CENTRE[0] - 0.01, CENTRE[1] - 0.005)


def walker(department: str = "grid") -> Walker:
    """One on patrol."""
    return Walker(AREA, START, department, random.Random(3))


def test_a_patrol_stays_in_its_area_and_within_its_speed() -> None:
    one, moved = walker(), 0.0
    for _ in range(2000):
        before = one.place
        one.step(3.0)
        step_m = distance_m(before, one.place)
        assert AREA.contains(one.place) and step_m <= 4.0 * 1.2 / 3.6 * 3.0 + 1.1
        assert 0 <= one.heading_deg < 360
        moved += step_m
    assert moved > 500


def test_it_rests_now_and_then() -> None:
    one = walker()
    speeds = set()
    for _ in range(2000):
        one.step(3.0)
        speeds.add(one.speed_kmh > 0)
    assert speeds == {True, False}


@pytest.mark.parametrize("goal", [(CENTRE[0] + 0.01, CENTRE[1]), (CENTRE[0] - 0.02, CENTRE[1] - 0.03)])
def test_sent_somewhere_it_hurries_there_and_back_to_patrol(goal: tuple[float, float]) -> None:
    one = walker("police")
    assert not one.arrived
    one.send_to(goal)
    left = distance_m(one.place, goal)
    for _ in range(2000):
        one.step(1.0)
        now = distance_m(one.place, goal)
        assert now <= left
        left = now
    assert one.arrived and left <= ARRIVED_M and one.speed_kmh == 0.0
    one.send_to(None)
    assert not one.arrived


def test_without_an_area_it_stays_where_it_is() -> None:
    one = Walker(None, START, "grid", random.Random(3))
    one.step(60.0)
    assert one.place == START


def test_a_fix_is_what_a_terminal_reports() -> None:
    one = walker()
    one.step(3.0)
    fix = one.fix(12.5)
    assert fix.at == 12.5 and distance_m(fix.place, one.place) < 0.2 and fix.speed_kmh == round(one.speed_kmh, 1)


def test_a_start_lies_in_the_area_or_at_its_centre() -> None:
    chance = random.Random(1)
    assert all(AREA.contains(start_in(AREA, START, chance)) for _ in range(50))
    assert start_in(None, START, chance) == START


def test_some_units_are_picked_evenly_over_the_file() -> None:
    units = small_town().units
    assert spread(units, 20) == spread(units, 99) == units
    few = spread(units, 5)
    assert len({unit.id for unit in few}) == 5 and {unit.circle[-1] for unit in few} >= {"1", "2"}
    assert {unit.id[1] for unit in few} == {"1", "2"}


def test_it_knows_how_long_it_will_be() -> None:
    one = walker()
    assert one.seconds_to_go == 0.0
    one.send_to((CENTRE[0], CENTRE[1]))
    seconds = one.seconds_to_go
    assert seconds > 60
    one.step(seconds * 0.9)
    assert not one.arrived
    assert one.seconds_to_go == pytest.approx(seconds * 0.1, rel=0.01)
    one.step(seconds * 0.11)
    assert one.arrived
