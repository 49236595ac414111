"""Names of streets near a place."""

from __future__ import annotations

from cockpit.domain.town import Line
from cockpit.town.street_names import StreetNames

ROADS = (
    Line("绕城高速", "expressway", 30.0, ((120.0, 30.0), (120.1, 30.0))),
    Line("古墩路", "arterial", 20.0, ((120.0, 30.01), (120.1, 30.01))),
    Line("双桥路", "street", 9.0, ((120.0, 30.05), (120.1, 30.05))),
    Line("双桥路", "street", 9.0, ((120.2, 30.05), (120.3, 30.05))),
    Line("", "street", 9.0, ((120.0, 30.0), (120.1, 30.0))),
)


def test_named_streets_once_each_and_no_expressway() -> None:
    assert StreetNames(ROADS).all == ("古墩路", "双桥路")


def test_the_nearest_comes_first() -> None:
    names = StreetNames(ROADS)
    assert names.near((120.05, 30.04)) == ("双桥路", "古墩路")
    assert names.near((120.05, 30.02), count=1) == ("古墩路",)


def test_a_map_without_streets() -> None:
    assert StreetNames(()).near((120.0, 30.0)) == ()
    assert StreetNames(ROADS[:1]).all == ()
