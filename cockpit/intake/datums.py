"""GCJ-02 and BD-09, where a file is written in them: to WGS-84. Inside the cockpit there is only WGS-84.

Source: the published reconstruction of GCJ-02 (Krasovsky 1940 ellipsoid) and Baidu's offset over it; good to about a
metre once inverted.
"""

from __future__ import annotations

import math
from typing import Literal

from cockpit.domain.places import LonLat

Datum = Literal["wgs84", "gcj02", "bd09"]

_AXIS_M = 6_378_245.0
_ECCENTRICITY2 = 0.006_693_421_622_965_943
_BD_TURN = math.pi * 3000.0 / 180.0


def to_wgs84(place: LonLat, datum: Datum) -> LonLat:
    """A place of one datum in WGS-84 degrees."""
    if datum == "bd09":
        place = _bd09_to_gcj02(place)
    if datum == "wgs84" or not in_china(place):
        return place
    lon, lat = place
    for _ in range(3):
        shown = wgs84_to_gcj02((lon, lat))
        lon, lat = lon + place[0] - shown[0], lat + place[1] - shown[1]
    return lon, lat


def in_china(place: LonLat) -> bool:
    """Whether the offset applies at all (the box that maps use)."""
    return 72.004 <= place[0] <= 137.8347 and 0.8293 <= place[1] <= 55.8271


def wgs84_to_gcj02(place: LonLat) -> LonLat:
    """Where a Chinese map shows a WGS-84 place."""
    lon, lat = place
    x, y = lon - 105.0, lat - 35.0
    waves = 20.0 * (math.sin(6.0 * x * math.pi) + math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + waves
    north += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + waves
    east += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    radians = math.radians(lat)
    magic = 1.0 - _ECCENTRICITY2 * math.sin(radians) ** 2
    metres_north = math.radians(_AXIS_M * (1.0 - _ECCENTRICITY2) / (magic * math.sqrt(magic)))
    metres_east = math.radians(_AXIS_M / math.sqrt(magic) * math.cos(radians))
    return lon + east / metres_east, lat + north / metres_north


def _bd09_to_gcj02(place: LonLat) -> LonLat:
    x, y = place[0] - 0.0065, place[1] - 0.006
    far = math.hypot(x, y) - 0.00002 * math.sin(y * _BD_TURN)
    angle = math.atan2(y, x) - 0.000003 * math.cos(x * _BD_TURN)
    return far * math.cos(angle), far * math.sin(angle)
