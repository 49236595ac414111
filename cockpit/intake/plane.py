"""The plane that touches the Earth at a place: metres east and north, good within a few tens of kilometres."""

from __future__ import annotations

import math

from cockpit.domain.places import EARTH_RADIUS_M, LonLat, Ring

METRES_A_DEG = math.radians(EARTH_RADIUS_M)
"""Metres a degree of latitude on the mean sphere."""

Box = tuple[float, float, float, float]


def to_plane(place: LonLat, origin: LonLat) -> tuple[float, float]:
    """Metres east and north of an origin, in the plane that touches the Earth there (equirectangular)."""
    squeeze = math.cos(math.radians(origin[1]))
    return (place[0] - origin[0]) * squeeze * METRES_A_DEG, (place[1] - origin[1]) * METRES_A_DEG


def from_plane(point: tuple[float, float], origin: LonLat) -> LonLat:
    """The place that lies so many metres east and north of an origin."""
    squeeze = math.cos(math.radians(origin[1]))
    return origin[0] + point[0] / (squeeze * METRES_A_DEG), origin[1] + point[1] / METRES_A_DEG


def centre_of(box: Box) -> LonLat:
    """The middle of west, south, east, north."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def size_m(box: Box) -> tuple[float, float]:
    """Width and height of a box in metres, at its middle."""
    middle = centre_of(box)
    x, y = to_plane((box[2], box[3]), middle)
    return 2 * x, 2 * y


def metres_to_ring(place: LonLat, ring: Ring) -> float:
    """Metres from a place to a ring's nearest edge, in the plane that touches the Earth there."""
    points = [to_plane(point, place) for point in ring]
    best = math.inf
    x1, y1 = points[-1]
    for x2, y2 in points:
        dx, dy = x2 - x1, y2 - y1
        length2 = dx * dx + dy * dy
        along = 0.0 if length2 == 0.0 else max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length2))
        best = min(best, math.hypot(x1 + along * dx, y1 + along * dy))
        x1, y1 = x2, y2
    return best
