"""Where the map looks from, and the arithmetic of Web Mercator that goes with it.

Source: the projection is EPSG:3857 with tiles of 512 pixels at zoom 0, as deck.gl and the Mapbox style use it.
"""

from __future__ import annotations

import math

import msgspec

from cockpit.domain.places import LonLat

TILE_PX = 512
NEAREST_ZOOM, FARTHEST_ZOOM = 19.0, 8.0
STEEPEST_DEG = 60.0
LATITUDE_LIMIT_DEG = 85.051129
"""Where Web Mercator's square ends."""

EQUATOR_M = 40_075_016.686
"""Length of the equator. Source: WGS-84 semi-major axis 6,378,137 m times 2 pi."""


class Camera(msgspec.Struct, frozen=True):
    """Centre in degrees, zoom (each step doubles), pitch from straight down and bearing from north in degrees."""

    lon: float
    lat: float
    zoom: float = 12.0
    pitch: float = 0.0
    bearing: float = 0.0

    def kept_sane(self) -> Camera:
        """The same camera inside the limits of the map."""
        return Camera(
            max(-180.0, min(180.0, self.lon)),
            max(-LATITUDE_LIMIT_DEG, min(LATITUDE_LIMIT_DEG, self.lat)),
            max(FARTHEST_ZOOM, min(NEAREST_ZOOM, self.zoom)),
            max(0.0, min(STEEPEST_DEG, self.pitch)),
            (self.bearing + 180.0) % 360.0 - 180.0,
        )


def pixel_of(place: LonLat, zoom: float) -> tuple[float, float]:
    """Web Mercator pixels of a place at a zoom: x to the east, y to the south."""
    size = TILE_PX * math.pow(2.0, zoom)
    lat = math.radians(max(-LATITUDE_LIMIT_DEG, min(LATITUDE_LIMIT_DEG, place[1])))
    return (
        (place[0] + 180.0) / 360.0 * size,
        (1.0 - math.log(math.tan(math.pi / 4 + lat / 2)) / math.pi) / 2.0 * size,
    )


def place_of(x: float, y: float, zoom: float) -> LonLat:
    """The place at Web Mercator pixels: the inverse of ``pixel_of``."""
    size = TILE_PX * math.pow(2.0, zoom)
    return x / size * 360.0 - 180.0, math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * y / size))))


def metres_per_pixel(lat: float, zoom: float) -> float:
    """Ground length of a pixel at a latitude, in metres."""
    return EQUATOR_M * math.cos(math.radians(lat)) / (TILE_PX * math.pow(2.0, zoom))


def fitted(box: tuple[float, float, float, float], width: int, height: int, margin: int = 36) -> Camera:
    """The flat camera that shows a box (west, south, east, north) in so many pixels, with a margin around it."""
    west, south, east, north = box
    left, top = pixel_of((west, north), 0.0)
    right, bottom = pixel_of((east, south), 0.0)
    room_x, room_y = max(1, width - 2 * margin), max(1, height - 2 * margin)
    scale = min(room_x / max(right - left, 1e-9), room_y / max(bottom - top, 1e-9))
    lon, lat = place_of((left + right) / 2, (top + bottom) / 2, 0.0)
    return Camera(lon, lat, math.log2(scale)).kept_sane()
