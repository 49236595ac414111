"""Arithmetic on polygons."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.places import Area, distance_m
from cockpit.town.polygons import area_holds, area_m2, first_crossing, label_point, ring_holds, signed_area, union


def square(x: float, y: float, side: float = 1.0) -> Area:
    ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))
    return Area(((ring,),))


def test_the_area_of_a_degree_square_agrees_with_distances() -> None:
    area = square(120.0, 30.0, 0.01)
    sides = distance_m((120.0, 30.005), (120.01, 30.005)) * distance_m((120.0, 30.0), (120.0, 30.01))
    assert area_m2(area) == pytest.approx(sides, rel=1e-6)


def test_a_hole_counts_against_the_area() -> None:
    outer, hole = square(120.0, 30.0, 0.02).polygons[0][0], square(120.005, 30.005, 0.01).polygons[0][0]
    ringed = Area(((outer, hole),))
    assert area_m2(ringed, 30.0) == pytest.approx(0.75 * area_m2(square(120.0, 30.0, 0.02), 30.0))
    points = np.array([[120.01, 30.01], [120.001, 30.001]])
    assert area_holds(ringed, points).tolist() == [False, True]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=20, unique=True))
def test_the_union_of_squares_has_their_area_and_their_points(cells: list[tuple[int, int]]) -> None:
    areas = [square(float(x), float(y)) for x, y in cells]
    whole = union(areas)
    total = sum(signed_area(ring) for rings in whole.polygons for ring in rings)
    assert total == pytest.approx(len(cells))
    points = np.array([[x + 0.5, y + 0.5] for x in range(6) for y in range(6)])
    held = area_holds(whole, points)
    assert {(int(x), int(y)) for (x, y), inside in zip(points.tolist(), held, strict=True) if inside} == set(cells)
    for rings in whole.polygons:
        assert all(first_crossing(ring) is None for ring in rings)


def test_a_ring_around_a_hole_keeps_the_hole() -> None:
    cells = [(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    whole = union(square(float(x), float(y)) for x, y in cells)
    assert [len(rings) for rings in whole.polygons] == [2]
    assert signed_area(whole.polygons[0][1]) == -1.0


@pytest.mark.parametrize(
    ("ring", "simple"),
    [
        (((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)), True),
        (((0, 0), (1, 1), (1, 0), (0, 1), (0, 0)), False),
        (((0, 0), (2, 0), (1, 0), (2, 1), (1, 0), (0, 1), (0, 0)), False),
    ],
)
def test_a_ring_that_crosses_itself_is_found(ring: tuple[tuple[float, float], ...], simple: bool) -> None:
    assert (first_crossing(ring) is None) is simple


def test_two_points_make_no_area() -> None:
    assert signed_area(((0.0, 0.0), (1.0, 1.0), (0.0, 0.0))) == 0.0


def test_ring_holds_agrees_with_the_domain() -> None:
    ring = [(math.cos(a) * (1 + a % 2), math.sin(a)) for a in np.linspace(0, 6.2, 40)]
    points = np.random.default_rng(3).uniform(-2, 2, (500, 2))
    area = Area(((tuple(ring),),))
    assert ring_holds(ring, points).tolist() == [area.contains((x, y)) for x, y in points.tolist()]


def test_the_label_of_a_crescent_lies_in_it() -> None:
    crescent = union([square(0.0, 0.0), square(1.0, 0.0), square(0.0, 1.0), square(0.0, 2.0), square(1.0, 2.0)])
    assert crescent.contains(label_point(crescent))


def test_an_area_thinner_than_the_lattice_is_labelled_at_a_corner() -> None:
    ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.999, 1.0), (0.999, 0.001), (0.0, 0.001), (0.0, 0.0))
    assert label_point(Area(((ring,),))) == (0.0, 0.0)
