"""GCJ-02 and BD-09 to WGS-84."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.places import distance_m
from cockpit.intake.datums import to_wgs84, wgs84_to_gcj02


@given(st.floats(75, 134), st.floats(4, 53))
def test_gcj02_there_and_back_within_a_decimetre(lon, lat):
    assert distance_m(to_wgs84(wgs84_to_gcj02((lon, lat)), "gcj02"), (lon, lat)) < 0.1


def test_the_offset_is_some_hundred_metres():
    assert 300 < distance_m(wgs84_to_gcj02((120.1, 30.3)), (120.1, 30.3)) < 700


def test_known_places():
    assert wgs84_to_gcj02((116.404, 39.915)) == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-9)
    assert to_wgs84((116.404, 39.915), "bd09") == pytest.approx((116.3913836995125, 39.907253214522164), abs=2e-5)


def test_outside_china_and_in_wgs84_nothing_moves():
    assert to_wgs84((-75.3, 40.1), "gcj02") == (-75.3, 40.1)
    assert to_wgs84((120.1, 30.3), "wgs84") == (120.1, 30.3)
