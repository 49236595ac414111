"""Text is large enough for where one stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.reading import BODY_PX, LEAST_ARC_MIN, MOST_GROWTH, arc_minutes, character_m, reading_scale, scale_to_read


def test_sixteen_minutes_at_six_metres_are_twenty_eight_millimetres() -> None:
    assert character_m(6.0) * 1000 == pytest.approx(27.93, abs=0.01)


def test_a_desk_needs_no_larger_text_and_a_wall_does() -> None:
    assert scale_to_read(1.0, reading_scale(0.7, 0.3, 1080)) == 1.0
    assert scale_to_read(1.0, reading_scale(3.0, 0.68, 1080)) == 1.5


@given(st.floats(0.3, 20.0), st.floats(0.1, 5.0), st.integers(480, 4320))
def test_body_text_at_that_scale_subtends_the_angle(distance_m: float, height_m: float, height_px: int) -> None:
    scale = reading_scale(distance_m, height_m, height_px)
    assert arc_minutes(BODY_PX * scale, distance_m, height_m, height_px) == pytest.approx(LEAST_ARC_MIN, rel=1e-6)


@pytest.mark.parametrize("height_m", [0.0, -1.0, 400.0])
def test_a_height_that_nobody_believes_changes_nothing(height_m: float) -> None:
    assert reading_scale(3.0, height_m, 1080) == arc_minutes(15.0, 3.0, height_m, 1080) == 0.0
    assert scale_to_read(1.25, 0.0) == 1.25


def test_text_grows_only_as_far_as_panels_bear_it() -> None:
    assert scale_to_read(1.0, reading_scale(20.0, 0.3, 1080)) == MOST_GROWTH
