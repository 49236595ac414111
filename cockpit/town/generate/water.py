"""Water as a town's map has it: the lake as an area, the river and the canals as lines."""

from __future__ import annotations

from cockpit.domain.places import Area
from cockpit.domain.town import Line
from cockpit.town.generate.ground import CANAL_WIDTH_M, RIVER_WIDTH_M, Ground
from cockpit.town.generate.plane import to_degrees


def make_lakes(ground: Ground) -> list[tuple[str, Area]]:
    """Each lake with its name."""
    ring = [to_degrees(*point) for point in ground.lake]
    return [("双桥漾", Area((((*ring, ring[0]),),)))]


def make_rivers(ground: Ground) -> list[Line]:
    """The river first, then the canals."""
    names = ("听荷港", "采菱港", "织锦河", "丰年港")
    lines = [Line("安澜江", "river", RIVER_WIDTH_M, tuple(to_degrees(*point) for point in ground.river))]
    for name, canal in zip(names, ground.canals, strict=True):
        lines.append(Line(name, "canal", CANAL_WIDTH_M, tuple(to_degrees(*point) for point in canal)))
    return lines
