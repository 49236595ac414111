"""The index gives what a look at every area gives."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.circles import Circle, CircleTree
from cockpit.domain.places import Area, distance_m
from cockpit.intake.locate import Locator
from tests.intake.files import small_locator
from tests.towns import small_map, small_town

LOCATOR = small_locator()
MAP = small_map()


@pytest.mark.parametrize(
    ("place", "grid"),
    [
        ((120.095, 30.325), "g1"),
        ((120.095, 30.335), "g2"),
        ((120.105, 30.325), "g3"),
        ((120.105, 30.335), "g4"),
        ((120.2, 30.33), None),
        ((0.0, 0.0), None),
        ((math.nan, 30.33), None),
        ((math.inf, -math.inf), None),
    ],
)
def test_the_grid_of_a_place(place, grid):
    assert LOCATOR.grid_of(place) == grid


@given(st.floats(120.07, 120.13), st.floats(30.31, 30.35))
def test_agrees_with_every_area(lon, lat):
    inside = [id_ for id_ in ("g1", "g2", "g3", "g4") if MAP.areas[id_].contains((lon, lat))]
    found = LOCATOR.grid_of((lon, lat))
    assert (found is None) == (not inside)
    assert found is None or found in inside


def star(lon: float, lat: float) -> Area:
    """A five-pointed star with a square hole."""
    ring = tuple(
        (
            lon + math.sin(math.pi * step / 5) * (0.01 if step % 2 == 0 else 0.004),
            lat + math.cos(math.pi * step / 5) * (0.01 if step % 2 == 0 else 0.004),
        )
        for step in range(10)
    )
    hole = tuple((lon + x, lat + y) for x, y in ((-0.001, -0.001), (0.001, -0.001), (0.001, 0.001), (-0.001, 0.001)))
    return Area(((ring, hole),))


STARS = {"a": star(120.0, 30.0), "b": star(120.02, 30.01)}
STAR_LOCATOR = Locator(STARS, CircleTree([Circle("a", "grid", "甲"), Circle("b", "grid", "乙")]))


@given(st.floats(119.985, 120.035), st.floats(29.985, 30.025))
def test_agrees_on_outlines_with_points_and_holes(lon, lat):
    expected = next((id_ for id_, area in STARS.items() if area.contains((lon, lat))), None)
    assert STAR_LOCATOR.grid_of((lon, lat)) == expected


def test_a_place_in_no_grid_belongs_to_the_lowest_circle_that_holds_it():
    areas = dict(MAP.areas)
    del areas["g1"]
    locator = Locator(areas, CircleTree(small_town().circles))
    assert locator.grid_of((120.095, 30.325)) is None
    assert locator.circle_of((120.095, 30.325)) == "q1"
    assert locator.circle_of((120.105, 30.325)) == "g3"
    assert locator.circle_of((121.0, 30.0)) is None
    assert locator.circle_of((0.0, 0.0)) is None


def test_the_nearest_grid_and_how_far():
    nearest = LOCATOR.nearest_grid((120.13, 30.325))
    assert nearest is not None
    assert nearest.circle == "g3"
    assert nearest.distance_m == pytest.approx(distance_m((120.13, 30.325), (120.12, 30.325)), rel=1e-3)
    inside = LOCATOR.nearest_grid((120.105, 30.335))
    assert inside is not None
    assert (inside.circle, inside.distance_m) == ("g4", 0.0)
    assert LOCATOR.nearest_grid((0.0, 0.0)) is None


def test_a_town_without_areas_finds_nothing():
    locator = Locator({}, CircleTree(small_town().circles))
    assert locator.box is None
    assert locator.grid_of((120.1, 30.33)) is None
    assert locator.circle_of((120.1, 30.33)) is None
    assert locator.nearest_grid((120.1, 30.33)) is None
