"""A similarity keeps ratios; what it lays from a box lies in the box."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.intake.plane import Box, to_plane
from cockpit.intake.similarity import box_onto_box, turn

COUNTY: Box = (-75.73, 39.95, -74.95, 40.46)
TOWN: Box = (120.08, 30.32, 120.12, 30.34)

lons = st.floats(COUNTY[0], COUNTY[2])
lats = st.floats(COUNTY[1], COUNTY[3])
angles = st.floats(-360, 360)


def planar(a, b, origin):
    (x1, y1), (x2, y2) = to_plane(a, origin), to_plane(b, origin)
    return math.hypot(x1 - x2, y1 - y2)


@given(lons, lats, lons, lats, angles)
def test_distances_keep_their_ratio(lon1, lat1, lon2, lat2, angle):
    lay = box_onto_box(COUNTY, TOWN, angle, 0.05)
    before = planar((lon1, lat1), (lon2, lat2), lay.source)
    after = planar(lay((lon1, lat1)), lay((lon2, lat2)), lay.target)
    assert after == pytest.approx(before * lay.scale, rel=1e-6, abs=1e-4)


@given(lons, lats, angles, st.floats(0, 0.45), st.booleans())
def test_the_box_comes_to_lie_in_the_box(lon, lat, angle, margin, affine):
    west, south, east, north = TOWN
    lon, lat = box_onto_box(COUNTY, TOWN, angle, margin, affine)((lon, lat))
    dx, dy = (east - west) * margin, (north - south) * margin
    assert west + dx - 1e-9 <= lon <= east - dx + 1e-9
    assert south + dy - 1e-9 <= lat <= north - dy + 1e-9


def test_an_affine_map_fills_both_directions():
    lay = box_onto_box(COUNTY, TOWN, affine=True)
    assert lay((COUNTY[0], COUNTY[1])) == pytest.approx(TOWN[:2])
    assert lay((COUNTY[2], COUNTY[3])) == pytest.approx(TOWN[2:])


def test_a_turn_goes_clockwise():
    assert turn((0.0, 1.0), 90.0) == pytest.approx((1.0, 0.0))
    lay = box_onto_box(COUNTY, TOWN, 90.0)
    middle = lay.source
    north = lay((middle[0], middle[1] + 0.1))
    assert north[0] > lay.target[0]
    assert north[1] == pytest.approx(lay.target[1])
