from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.places import Area, LonLat, box_of, distance_m, is_place, ring_contains

SQUARE: tuple[LonLat, ...] = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
HOLE: tuple[LonLat, ...] = ((1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0))
lons, lats = st.floats(-180, 180), st.floats(-90, 90)
points = st.tuples(lons, lats)


def test_a_degree_of_latitude_is_about_111_km() -> None:
    assert distance_m((120, 30), (120, 31)) == pytest.approx(111_195, abs=1)
    assert distance_m((0, 0), (180, 0)) == pytest.approx(math.pi * 6_371_008.8)


@given(points, points)
def test_a_distance_is_the_same_both_ways(a: LonLat, b: LonLat) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a))
    assert 0 <= distance_m(a, b) <= math.pi * 6_371_009
    assert distance_m(a, a) == 0


@pytest.mark.parametrize(
    ("point", "inside"), [((2, 2), True), ((5, 2), False), ((-1, 2), False), ((2, 5), False), ((0, 0), True)]
)
def test_a_ring_holds_what_lies_in_it(point: LonLat, inside: bool) -> None:
    assert ring_contains(SQUARE, point) is inside
    assert ring_contains((*SQUARE, SQUARE[0]), point) is inside


@given(st.floats(0, 8), st.floats(0, 4))
def test_neighbours_share_no_point_and_leave_none_out(x: float, y: float) -> None:
    right = tuple((lon + 4, lat) for lon, lat in SQUARE)
    held = ring_contains(SQUARE, (x, y)) + ring_contains(right, (x, y))
    assert held == (1 if x < 8 and y < 4 else 0)


def test_an_area_may_have_holes_and_several_parts() -> None:
    far = tuple((lon + 10, lat) for lon, lat in SQUARE)
    area = Area(((SQUARE, HOLE), (far,)))
    assert area.contains((3, 3))
    assert area.contains((12, 2))
    assert not area.contains((1.5, 1.5))
    assert not area.contains((7, 2))
    assert area.box() == (0, 0, 14, 4)


def test_a_box_needs_a_point() -> None:
    assert box_of([(2, 1), (1, 3)]) == (1, 1, 2, 3)
    with pytest.raises(ValueError, match="unpack"):
        box_of([])


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ((120.1, 30.3), True),
        ((0.0, 0.0), False),
        ((0.0, 10.0), True),
        ((181.0, 0.0), False),
        ((0.0, -91.0), False),
        ((math.nan, 1.0), False),
        ((1.0, math.inf), False),
    ],
)
def test_what_can_be_a_place(point: LonLat, expected: bool) -> None:
    assert is_place(point) is expected
