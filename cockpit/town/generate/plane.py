"""The generator's plane: metres east and north of the town's middle, and back to degrees."""

from __future__ import annotations

import math
import zlib

import numpy as np

from cockpit.domain.places import EARTH_RADIUS_M, LonLat

MIDDLE: LonLat = (120.08, 30.33)
"""Where the invented town lies: somewhere in the plain of the lower Yangtze."""

METRES_A_DEGREE = math.radians(1.0) * EARTH_RADIUS_M
SQUEEZE = math.cos(math.radians(MIDDLE[1]))
DECIMALS = 6
"""Of a written coordinate: 0.1 m."""


def to_degrees(x_m: float, y_m: float) -> LonLat:
    """Longitude and latitude of a point of the plane, rounded as they are written."""
    lon = MIDDLE[0] + x_m / (METRES_A_DEGREE * SQUEEZE)
    lat = MIDDLE[1] + y_m / METRES_A_DEGREE
    return (round(lon, DECIMALS), round(lat, DECIMALS))


def to_metres(place: LonLat) -> LonLat:
    """Metres east and north of the town's middle."""
    return (
        (place[0] - MIDDLE[0]) * METRES_A_DEGREE * SQUEEZE,
        (place[1] - MIDDLE[1]) * METRES_A_DEGREE,
    )


def stream(seed: int, noun: str) -> np.random.Generator:
    """Random numbers of its own for each noun, so that a change to one leaves the others as they were."""
    return np.random.default_rng([seed, zlib.crc32(noun.encode())])
