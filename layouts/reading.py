"""How large text has to be to be read from where one stands: angles, metres and dots to a scale."""

from __future__ import annotations

import math

LEAST_ARC_MIN = 16.0
"""What a character subtends at least. Source: ISO 9241-303:2011, as look/README.md takes it over (20 is preferred)."""

BODY_PX = 15.0
"""Height of a body character at scale 1: a Chinese one fills its type size."""

LEAST_M, MOST_M = 0.05, 20.0
"""Heights of a picture that are believed: projectors and virtual screens report what they like."""

MOST_GROWTH = 2.0
"""How much larger than the window's own scale text may become: above it panels no longer hold what they are for."""


def character_m(distance_m: float, arc_min: float = LEAST_ARC_MIN) -> float:
    """How tall a character is that subtends an angle at a distance.

    Args:
        distance_m: from the eye.
        arc_min: the angle in minutes of arc.
    """
    return 2 * distance_m * math.tan(math.radians(arc_min / 60) / 2)


def reading_scale(distance_m: float, height_m: float, height_px: int) -> float:
    """The least scale at which body text can be read; 0 where the picture's height is not known.

    Args:
        distance_m: viewing distance.
        height_m: of the monitor's picture.
        height_px: of the same, in the px that the window is laid out in.
    """
    if not LEAST_M <= height_m <= MOST_M or height_px <= 0:
        return 0.0
    return character_m(distance_m) / (height_m / height_px) / BODY_PX


def arc_minutes(size_px: float, distance_m: float, height_m: float, height_px: int) -> float:
    """The angle that something on a monitor subtends, in minutes of arc; 0 where the picture's height is not known."""
    if not LEAST_M <= height_m <= MOST_M or height_px <= 0:
        return 0.0
    size_m = size_px * height_m / height_px
    return math.degrees(2 * math.atan(size_m / 2 / distance_m)) * 60


def scale_to_read(by_size: float, needed: float) -> float:
    """The scale of a window: by its size, larger where its distance needs it, in steps of 1/20 upwards."""
    return max(by_size, min(math.ceil(needed * 20 - 1e-9) / 20, by_size * MOST_GROWTH))
