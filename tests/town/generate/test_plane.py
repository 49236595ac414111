"""The plane and the seeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.places import distance_m
from cockpit.town.generate.plane import MIDDLE, stream, to_degrees, to_metres


@given(st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_there_and_back_within_a_written_digit(x_m: float, y_m: float) -> None:
    x, y = to_metres(to_degrees(x_m, y_m))
    assert abs(x - x_m) < 0.06
    assert abs(y - y_m) < 0.06


def test_a_metre_is_a_metre() -> None:
    assert distance_m(MIDDLE, to_degrees(1000.0, 0.0)) == pytest.approx(1000.0, rel=1e-4)
    assert distance_m(MIDDLE, to_degrees(0.0, 1000.0)) == pytest.approx(1000.0, rel=1e-4)


def test_each_noun_has_numbers_of_its_own() -> None:
    assert stream(1, "a").random() == stream(1, "a").random()
    assert len({stream(1, "a").random(), stream(1, "b").random(), stream(2, "a").random()}) == 3
