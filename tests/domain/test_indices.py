from __future__ import annotations

import pytest

from cockpit.domain.indices import BANDS, Band, Method


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (100, "green"),
        (90, "green"),
        (89.99, "blue"),
        (80, "blue"),
        (70, "yellow"),
        (60, "orange"),
        (59.9, "red"),
        (0, "red"),
    ],
)
def test_a_band_begins_at_its_lower_end(value: float, band: Band) -> None:
    assert Method(bands=(90.0, 80.0, 70.0, 60.0)).band(value) == band


def test_the_plain_parameters_make_sense() -> None:
    method = Method()
    assert list(method.severity_weights) == sorted(method.severity_weights, reverse=True)
    assert list(method.bands) == sorted(method.bands, reverse=True)
    assert len(method.bands) == len(BANDS) - 1
    assert 0 < method.points_at_expected < 100
    assert method.least_expected > 0
