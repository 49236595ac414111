from __future__ import annotations

import pytest

from cockpit.domain.live import Live
from cockpit.domain.orders import Target
from cockpit.domain.places import Ring
from cockpit.domain.targeting import recipients
from tests.towns import NOON, Desk, small_live, small_town

WORLD = Desk().world
LIVE = small_live(small_town(), NOON)
WEST: Ring = ((120.08, 30.32), (120.10, 30.32), (120.10, 30.34), (120.08, 30.34))
ZONE_1 = tuple(f"u1{number:02d}" for number in range(1, 11))


def meant(**picked: tuple[object, ...]) -> tuple[str, ...]:
    return recipients(WORLD, LIVE, Target(**picked))  # type: ignore[arg-type]


def test_nothing_picked_means_nobody() -> None:
    assert Target().empty
    assert meant() == ()


def test_a_circle_means_all_in_it_and_below() -> None:
    assert meant(circles=("z1",)) == ZONE_1
    assert meant(circles=("g1",)) == ("u105", "u107", "u109")
    assert len(meant(circles=("core",))) == 20
    assert meant(circles=("nowhere",)) == ()


def test_departments_narrow_a_circle_and_alone_mean_everywhere() -> None:
    assert meant(circles=("z1",), departments=("police", "emergency")) == ("u101", "u104")
    assert meant(departments=("police",)) == ("u101", "u201")
    assert meant(departments=("market",)) == ()


def test_circles_add_up() -> None:
    assert meant(circles=("g1", "g3")) == ("u105", "u107", "u109", "u205", "u207", "u209")


def test_a_single_unit_comes_whatever_else_is_picked() -> None:
    assert meant(units=("u203",)) == ("u203",)
    assert meant(circles=("g1",), departments=("grid",), units=("u203",)) == ("u105", "u107", "u109", "u203")


def test_an_area_means_those_whose_latest_position_lies_in_it() -> None:
    assert set(meant(areas=(WEST,))) == set(ZONE_1)
    assert meant(areas=(WEST,), departments=("police",)) == ("u101",)
    assert meant(areas=(WEST,), circles=("g4",))[-3:] == ("u206", "u208", "u210")
    assert recipients(WORLD, Live(), Target(areas=(WEST,))) == ()


@pytest.mark.parametrize("part", ["circles", "departments", "units"])
def test_a_target_with_anything_in_it_is_not_empty(part: str) -> None:
    assert not Target(**{part: ("x",)}).empty
    assert not Target(areas=(WEST,)).empty
