"""The plane and back, and metres to a ring."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.places import distance_m
from cockpit.intake.plane import centre_of, from_plane, metres_to_ring, size_m, to_plane

ORIGIN = (120.1, 30.3)


@given(st.floats(-20_000, 20_000), st.floats(-20_000, 20_000))
def test_there_and_back(x, y):
    assert to_plane(from_plane((x, y), ORIGIN), ORIGIN) == pytest.approx((x, y), abs=1e-3)


@given(st.floats(-5_000, 5_000), st.floats(-5_000, 5_000))
def test_metres_are_metres(x, y):
    place = from_plane((x, y), ORIGIN)
    assert distance_m(ORIGIN, place) == pytest.approx((x * x + y * y) ** 0.5, rel=1e-3, abs=0.01)


def test_a_box_has_a_middle_and_a_size():
    box = (120.0, 30.0, 120.2, 30.1)
    assert centre_of(box) == pytest.approx((120.1, 30.05))
    assert size_m(box) == pytest.approx(
        (distance_m((120.0, 30.05), (120.2, 30.05)), distance_m((120.0, 30.0), (120.0, 30.1))), rel=1e-4
    )


def test_metres_to_the_nearest_edge_and_corner():
    ring = ((120.0, 30.0), (120.1, 30.0), (120.1, 30.1), (120.0, 30.1), (120.0, 30.0))
    assert metres_to_ring((120.05, 30.01), ring) == pytest.approx(distance_m((120.0, 30.0), (120.0, 30.01)), rel=1e-3)
    corner = (120.11, 30.11)
    assert metres_to_ring(corner, ring) == pytest.approx(distance_m(corner, (120.1, 30.1)), rel=1e-3)
