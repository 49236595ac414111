"""A similarity from one stretch of the Earth onto another: distances keep their ratios, angles stay."""

from __future__ import annotations

import math

import msgspec

from cockpit.domain.places import LonLat
from cockpit.intake.plane import Box, centre_of, from_plane, size_m, to_plane


class Similarity(msgspec.Struct, frozen=True):
    """Turns by ``rotation_deg`` (clockwise, as a heading grows) round ``source``, scales, and lays onto ``target``.

    ``stretch`` is 1 for a similarity; an affine map gives each axis a factor of its own.
    """

    source: LonLat
    target: LonLat
    scale: float
    rotation_deg: float = 0.0
    stretch: tuple[float, float] = (1.0, 1.0)

    def __call__(self, place: LonLat) -> LonLat:
        """Where a place comes to lie."""
        x, y = turn(to_plane(place, self.source), self.rotation_deg)
        return from_plane((x * self.scale * self.stretch[0], y * self.scale * self.stretch[1]), self.target)


def turn(point: tuple[float, float], degrees: float) -> tuple[float, float]:
    """A point turned clockwise round the origin of its plane."""
    angle = math.radians(degrees)
    x, y = point
    return x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)


def box_onto_box(
    source: Box, target: Box, rotation_deg: float = 0.0, margin: float = 0.0, affine: bool = False
) -> Similarity:
    """Lays a box, turned, as large as it fits into the middle of another.

    Args:
        source: west, south, east, north in degrees, of some width and height.
        target: the same, where it shall lie.
        rotation_deg: clockwise.
        margin: share of the target's width and height that stays free on each side, 0 to below 0.5.
        affine: fill the target in both directions; ratios are then kept along each axis only.
    """
    width, height = size_m(source)
    room = tuple(side * (1 - 2 * margin) for side in size_m(target))
    angle = math.radians(rotation_deg)
    turned = (
        abs(width * math.cos(angle)) + abs(height * math.sin(angle)),
        abs(width * math.sin(angle)) + abs(height * math.cos(angle)),
    )
    factors = (room[0] / turned[0], room[1] / turned[1])
    scale = min(factors)
    stretch = (factors[0] / scale, factors[1] / scale) if affine else (1.0, 1.0)
    return Similarity(centre_of(source), centre_of(target), scale, rotation_deg, stretch)
