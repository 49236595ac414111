"""Places of a file, read and laid."""

from __future__ import annotations

import pytest

from cockpit.intake.laying import coordinates, inside, laying_for
from cockpit.intake.report import Untaken
from tests.intake.files import HEADER, NAMED, mapping, row, small_locator, write


def test_coordinates():
    assert coordinates("120.1", "30.3") == (120.1, 30.3)
    assert coordinates("", "") is None


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [("0", "30", "place_zero"), ("-0.0", "0", "place_zero"), ("181", "30", "place_bad"), ("x", "", "place_bad")],
)
def test_no_coordinates(lon, lat, code):
    with pytest.raises(Untaken) as caught:
        coordinates(lon, lat)
    assert (caught.value.code, caught.value.detail) == (code, f"{lon}, {lat}")


def test_a_box_holds_its_edges():
    assert inside((1.0, 2.0), (1.0, 2.0, 3.0, 4.0))
    assert not inside((3.1, 2.0), (1.0, 2.0, 3.0, 4.0))


def test_a_file_of_the_town_stays_where_it_is(tmp_path):
    path = write(tmp_path, HEADER)
    assert laying_for(path, mapping(), small_locator())((120.1, 30.3)) == (120.1, 30.3)


def test_ranks_are_taken_from_what_lies_in_the_box(tmp_path):
    path = write(tmp_path, HEADER + row(lon="-75.5", lat="40.1") + row(lon="-75.1", lat="40.1") + row(lon="5", lat="5"))
    box = "box = [-76.0, 40.0, -75.0, 40.2]"
    lay = laying_for(path, mapping(f'{NAMED}[transform]\nplaces = "quantiles"\n{box}\n'), small_locator())
    west, east = lay((-75.5, 40.1)), lay((-75.1, 40.1))
    assert west[0] == pytest.approx(120.09, abs=1e-3)
    assert east[0] == pytest.approx(120.11, abs=1e-3)
