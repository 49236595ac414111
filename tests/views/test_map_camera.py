"""The camera's arithmetic."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cockpit.views.map_camera import (
    FARTHEST_ZOOM,
    NEAREST_ZOOM,
    STEEPEST_DEG,
    Camera,
    fitted,
    metres_per_pixel,
    pixel_of,
    place_of,
)


@given(some.floats(-180, 180), some.floats(-84, 84), some.floats(8, 19))
def test_a_place_comes_back_from_its_pixels(lon: float, lat: float, zoom: float) -> None:
    back = place_of(*pixel_of((lon, lat), zoom), zoom)
    assert math.isclose(back[0], lon, abs_tol=1e-7)
    assert math.isclose(back[1], lat, abs_tol=1e-7)


def test_zoom_0_is_one_tile() -> None:
    assert pixel_of((0.0, 0.0), 0.0) == pytest.approx((256.0, 256.0))
    assert pixel_of((180.0, 0.0), 0.0)[0] == pytest.approx(512.0)
    assert metres_per_pixel(0.0, 0.0) == pytest.approx(78_271.5, rel=1e-5)


def test_a_fitted_box_just_fills_the_map() -> None:
    box = (120.0, 30.3, 120.1, 30.35)
    camera = fitted(box, 1000, 700, margin=20)
    left, top = pixel_of((box[0], box[3]), camera.zoom)
    right, bottom = pixel_of((box[2], box[1]), camera.zoom)
    assert right - left == pytest.approx(960.0)
    assert bottom - top < 660.0
    assert (camera.lon, camera.pitch, camera.bearing) == (pytest.approx(120.05), 0.0, 0.0)


def test_a_fitted_point_is_not_closer_than_the_nearest() -> None:
    assert fitted((120.0, 30.0, 120.0, 30.0), 800, 600).zoom == NEAREST_ZOOM


def test_a_camera_is_kept_within_the_maps_limits() -> None:
    assert Camera(500.0, -99.0, 99.0, 88.0, 270.0).kept_sane() == Camera(
        180.0, -85.051129, NEAREST_ZOOM, STEEPEST_DEG, -90.0
    )
    assert Camera(0.0, 0.0, -3.0).kept_sane().zoom == FARTHEST_ZOOM
