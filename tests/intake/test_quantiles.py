"""Places laid by rank lie in the town, whatever its outline."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.circles import Circle, CircleTree
from cockpit.intake.locate import Locator
from cockpit.intake.quantiles import Quantiles
from tests.intake.files import small_locator
from tests.intake.test_locate import STAR_LOCATOR

LOCATOR = small_locator()
finite = st.floats(-180, 180)


@settings(max_examples=25)
@given(st.lists(st.tuples(finite, st.floats(-90, 90)), max_size=60), st.tuples(finite, st.floats(-90, 90)))
def test_every_place_lies_in_a_grid(places, another):
    lay = Quantiles([lon for lon, _ in places], [lat for _, lat in places], STAR_LOCATOR)
    assert all(STAR_LOCATOR.grid_of(lay(place)) is not None for place in [*places, another])


def test_grids_get_about_the_same():
    source = random.Random(5)
    places = [(source.gauss(-75, 0.1), source.gauss(40, 0.1)) for _ in range(4000)]
    lay = Quantiles([lon for lon, _ in places], [lat for _, lat in places], LOCATOR)
    counts = Counter(LOCATOR.grid_of(lay(place)) for place in places)
    assert set(counts) == {"g1", "g2", "g3", "g4"}
    assert all(count == pytest.approx(1000, rel=0.1) for count in counts.values())


def test_east_stays_east_and_the_same_place_stays_one():
    places = [(-75.0 + step / 100, 40.0) for step in range(50)]
    lay = Quantiles([lon for lon, _ in places], [lat for _, lat in places], LOCATOR)
    laid = [lay(place)[0] for place in places]
    assert laid == sorted(laid)
    assert lay(places[7]) == lay(places[7])


def test_a_town_without_grids_has_no_room():
    with pytest.raises(ValueError, match="without grids"):
        Quantiles([1.0], [1.0], Locator({}, CircleTree([Circle("a", "grid", "甲")])))
