"""Points, areas and distances. WGS-84 degrees, longitude before latitude (GeoJSON order)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import msgspec

LonLat = tuple[float, float]
Ring = tuple[LonLat, ...]

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth. Source: IUGG, as given in GRS 80."""


def distance_m(a: LonLat, b: LonLat) -> float:
    """Great-circle distance in metres between two points (haversine; R. W. Sinnott, 1984)."""
    lat_a, lat_b = math.radians(a[1]), math.radians(b[1])
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def ring_contains(ring: Sequence[LonLat], point: LonLat) -> bool:
    """Whether a closed or open ring holds the point (even-odd rule; a point on the left or lower edge is inside)."""
    x, y = point
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


class Area(msgspec.Struct, frozen=True):
    """A polygon, or several: each polygon is its outer ring followed by its holes."""

    polygons: tuple[tuple[Ring, ...], ...]

    def contains(self, point: LonLat) -> bool:
        """Whether the point lies in an outer ring and in none of its holes."""
        return any(
            ring_contains(rings[0], point) and not any(ring_contains(hole, point) for hole in rings[1:])
            for rings in self.polygons
        )

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        return box_of(point for rings in self.polygons for point in rings[0])


def box_of(points: Iterable[LonLat]) -> tuple[float, float, float, float]:
    """West, south, east, north of at least one point, in degrees."""
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def is_place(point: LonLat) -> bool:
    """Whether the numbers can be a place on Earth at all; 0, 0 is the mark of a device that has no fix."""
    lon, lat = point
    return math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90 and (lon, lat) != (0.0, 0.0)
