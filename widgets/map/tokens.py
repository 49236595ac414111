"""The map's colours: the theme's tokens, and what is made of them for land, lines, departments and states."""

from __future__ import annotations

from PySide6.QtGui import QColor

from cockpit.domain.indices import Band
from cockpit.domain.units import Department
from cockpit.views.deck import TINTS, Tint
from widgets import theme

Rgb = tuple[int, int, int]
Rgba = tuple[int, int, int, int]

STATE_TOKENS: dict[Tint, str] = {
    "on_task": "text",
    "aside": "third",
    "issued": "second",
    "delivered": "blue",
    "acknowledged": "action",
    "en_route": "yellow",
    "on_scene": "text",
    "completed": "green",
    "declined": "orange",
    "recalled": "unknown",
}
"""The token of each state; ``free`` has none of its own: it is the department's hue."""

SEVERITY_TOKENS = ("red", "orange", "yellow", "third")
CODE_TOKENS = {"green": "green", "yellow": "yellow", "red": "red", "unknown": "unknown"}

BORDERS: dict[str, tuple[float, float]] = {
    "grid": (0.20, 0.7),
    "squad": (0.34, 1.0),
    "station": (0.52, 1.4),
    "zone": (0.86, 2.0),
    "core": (1.0, 2.2),
}
"""Strength (share of ``third`` over ``panel``) and width in px of each tier's borders: the higher, the heavier."""


def rgb(token: str) -> Rgb:
    """A token's red, green and blue, 0 to 255."""
    return _rgb(theme.colour(token))


def mixed(front: str, back: str, share: float) -> Rgb:
    """One token over another; ``share`` of the front, 0 to 1."""
    over, under = rgb(front), rgb(back)
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(over, under, strict=True))
    return red, green, blue


def fill(band: Band) -> Rgb:
    """An area's muted fill for a band: seen from afar, dark enough to read upon."""
    return mixed(band, "panel", 0.45 if band == "red" else 0.3)


def land() -> Rgb:
    """The ground where nothing is wrong."""
    return mixed("blue", "panel", 0.07)


def water() -> Rgb:
    """Rivers, canals and ponds."""
    return mixed("blue", "panel", 0.32)


def road() -> Rgb:
    """Roads and streets."""
    return mixed("third", "panel", 0.28)


def border(tier: str) -> Rgb:
    """A tier's border."""
    return mixed("third", "panel", BORDERS[tier][0])


def palette(departments: tuple[Department, ...]) -> list[list[Rgb]]:
    """Colours by department, then by tint (in the order of ``TINTS``)."""
    rows: list[list[Rgb]] = []
    for department in departments:
        own = _rgb(theme.department_colour(department.id))
        rows.append([own if tint == "free" else rgb(STATE_TOKENS[tint]) for tint in TINTS])
    return rows


def _rgb(colour: QColor) -> Rgb:
    return colour.red(), colour.green(), colour.blue()
