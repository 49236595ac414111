"""Which circle holds a place: the index that the hub asks for every incident, and an import for every row."""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

from cockpit.domain.circles import TIERS, CircleTree
from cockpit.domain.places import Area, LonLat, Ring, is_place
from cockpit.intake.plane import Box, metres_to_ring

CELLS_A_SIDE = 192
"""Cells along each side of the index: 125 grids then leave about two thirds of the cells inside one grid alone."""

ROUNDING_DEG = 1e-9
"""A tenth of a millimetre: cells overlap by as much, so that rounding never puts a border into the wrong cell."""


class Nearest(msgspec.Struct, frozen=True):
    """The grid next to a place: metres to its edge, 0 inside."""

    circle: str
    distance_m: float


class _Shape:
    """An area with its box at hand."""

    def __init__(self, circle: str, area: Area) -> None:
        self.circle = circle
        self.area = area
        self.box = area.box()

    def holds(self, point: LonLat) -> bool:
        west, south, east, north = self.box
        return west <= point[0] <= east and south <= point[1] <= north and self.area.contains(point)


class Locator:
    """Finds the grid (or the lowest circle) of a place.

    The box round all grids is cut into cells. A cell that lies inside one grid answers at once; a cell with a border
    in it names the few grids to be tried. Cells are worked out when a place first falls into them.

    Args:
        areas: an area for each circle, by circle id (``TownMap.areas``); ids that the tree does not know are ignored.
        tree: the town's circles.
    """

    def __init__(self, areas: Mapping[str, Area], tree: CircleTree) -> None:
        self._by_tier: dict[str, list[_Shape]] = {
            tier: [_Shape(one.id, areas[one.id]) for one in tree.of_tier(tier) if one.id in areas] for tier in TIERS
        }
        self._grids = self._by_tier["grid"]
        self.box: Box | None = _union([shape.box for shape in self._grids])
        west, south, east, north = self.box or (0.0, 0.0, 0.0, 0.0)
        self._west, self._south = west, south
        self._width_deg = (east - west) / CELLS_A_SIDE or 1.0
        self._height_deg = (north - south) / CELLS_A_SIDE or 1.0
        self._cells: dict[int, str | tuple[_Shape, ...]] = {}

    def grid_of(self, place: LonLat) -> str | None:
        """The id of the grid that holds the place, None outside all of them (and for what is no place at all)."""
        if self.box is None or not is_place(place):
            return None
        column = math.floor((place[0] - self._west) / self._width_deg)
        row = math.floor((place[1] - self._south) / self._height_deg)
        if not (0 <= column <= CELLS_A_SIDE and 0 <= row <= CELLS_A_SIDE):
            return None
        key = row * (CELLS_A_SIDE + 1) + column
        held = self._cells.get(key)
        if held is None:
            held = self._cells[key] = self._look_at(column, row)
        if isinstance(held, str):
            return held
        for shape in held:
            if shape.area.contains(place):
                return shape.circle
        return None

    def circle_of(self, place: LonLat) -> str | None:
        """The id of the lowest circle that holds the place: its grid, or a higher circle where no grid does."""
        grid = self.grid_of(place)
        if grid is not None or not is_place(place):
            return grid
        for tier in reversed(TIERS[:-1]):
            for shape in self._by_tier[tier]:
                if shape.holds(place):
                    return shape.circle
        return None

    def nearest_grid(self, place: LonLat) -> Nearest | None:
        """The grid whose edge is nearest (0 m for the grid that holds the place); None in a town without grids.

        Goes through every edge: for the few places outside, not for every report.
        """
        if not is_place(place):
            return None
        inside = self.grid_of(place)
        if inside is not None:
            return Nearest(inside, 0.0)
        found = [
            Nearest(shape.circle, min(metres_to_ring(place, ring) for rings in shape.area.polygons for ring in rings))
            for shape in self._grids
        ]
        return min(found, key=lambda one: one.distance_m, default=None)

    def _look_at(self, column: int, row: int) -> str | tuple[_Shape, ...]:
        west = self._west + column * self._width_deg - ROUNDING_DEG
        south = self._south + row * self._height_deg - ROUNDING_DEG
        cell = (west, south, west + self._width_deg + 2 * ROUNDING_DEG, south + self._height_deg + 2 * ROUNDING_DEG)
        centre = ((cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2)
        near: list[_Shape] = []
        for shape in self._grids:
            if not _overlap(shape.box, cell):
                continue
            if any(_crosses(ring, cell) for rings in shape.area.polygons for ring in rings):
                near.append(shape)
            elif shape.area.contains(centre):
                return shape.circle
        return tuple(near)


def _union(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _crosses(ring: Ring, cell: Box) -> bool:
    """Whether an edge of the ring may touch the cell; true too often (by the edge's box) is safe, too seldom is not."""
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if _overlap((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)), cell) and _splits(x1, y1, x2, y2, cell):
            return True
        x1, y1 = x2, y2
    return False


def _splits(x1: float, y1: float, x2: float, y2: float, cell: Box) -> bool:
    """Whether the cell's corners lie on both sides of the line through the edge (or on it)."""
    sides = [
        (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        for x, y in ((cell[0], cell[1]), (cell[2], cell[1]), (cell[0], cell[3]), (cell[2], cell[3]))
    ]
    return min(sides) <= 0.0 <= max(sides)
