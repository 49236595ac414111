"""Another city's places laid into a town of any outline: by rank, so that each comes to lie inside and none is lost.

West to east by the rank of the longitude among all, then south to north by the rank of the latitude among those of
about the same longitude: the Knothe-Rosenblatt rearrangement onto the town, in which each grid counts the same.
Source: H. Knothe, Michigan Math. J. 4 (1957); M. Rosenblatt, Ann. Math. Stat. 23 (1952).
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from cockpit.domain.places import LonLat
from cockpit.intake.locate import Locator

CELLS_A_SIDE = 160


class Quantiles:
    """Lays places by rank. Places that coincide stay together; neighbours mostly stay neighbours.

    Args:
        lons: longitudes of the file's places.
        lats: their latitudes, in the same order.
        locator: the town's grids; it must have some.
    """

    def __init__(self, lons: Sequence[float], lats: Sequence[float], locator: Locator) -> None:
        order = sorted(range(len(lons)), key=lambda one: (lons[one], lats[one]))
        self._lons = array("d", (lons[one] for one in order))
        count = max(1, math.isqrt(len(order)))
        self._bounds = [order[len(order) * slice_ // count] for slice_ in range(1, count)] if order else []
        self._bounds_lon = [lons[one] for one in self._bounds]
        self._slices: list[array[float]] = [array("d") for _ in range(count)]
        for one in order:
            self._slices[bisect_right(self._bounds_lon, lons[one])].append(lats[one])
        self._slices = [array("d", sorted(lats_of)) for lats_of in self._slices]
        self._town = _Raster(locator)

    def __call__(self, place: LonLat) -> LonLat:
        """Where a place comes to lie: always inside a grid."""
        east = _rank(self._lons, place[0])
        north = _rank(self._slices[bisect_right(self._bounds_lon, place[0])], place[1])
        return self._town.place_at(east, north)


class _Raster:
    """The town in small cells, each grid's cells weighing one together."""

    def __init__(self, locator: Locator) -> None:
        if locator.box is None:
            raise ValueError("a town without grids has no place for anything")
        self._locator = locator
        west, south, east, north = locator.box
        self._west, self._south = west, south
        self._width, self._height = (east - west) / CELLS_A_SIDE, (north - south) / CELLS_A_SIDE
        held = [
            [locator.grid_of(self._middle(column, row)) for row in range(CELLS_A_SIDE)]
            for column in range(CELLS_A_SIDE)
        ]
        cells = Counter(grid for column in held for grid in column if grid is not None)
        self._columns: list[int] = []
        self._column_sums = array("d")
        self._rows: list[tuple[list[int], array[float]]] = []
        total = 0.0
        for column, grids in enumerate(held):
            rows, sums, weight = [], array("d"), 0.0
            for row, grid in enumerate(grids):
                if grid is not None:
                    weight += 1.0 / cells[grid]
                    rows.append(row)
                    sums.append(weight)
            if rows:
                total += weight
                self._columns.append(column)
                self._column_sums.append(total)
                self._rows.append((rows, sums))

    def place_at(self, east: float, north: float) -> LonLat:
        """The place at two ranks, each 0 to 1."""
        at, along = _pick(self._column_sums, east)
        rows, sums = self._rows[at]
        up_at, up = _pick(sums, north)
        column, row = self._columns[at], rows[up_at]
        place = (self._west + (column + along) * self._width, self._south + (row + up) * self._height)
        return place if self._locator.grid_of(place) is not None else self._middle(column, row)

    def _middle(self, column: int, row: int) -> LonLat:
        return self._west + (column + 0.5) * self._width, self._south + (row + 0.5) * self._height


def _rank(ordered: Sequence[float], value: float) -> float:
    """The share of values below, equal ones counted half: 0 to 1."""
    if not ordered:
        return 0.5
    return (bisect_left(ordered, value) + bisect_right(ordered, value)) / (2 * len(ordered))


def _pick(sums: Sequence[float], share: float) -> tuple[int, float]:
    """Which step of growing sums a share of their total falls into, and how far along it."""
    wanted = share * sums[-1]
    at = min(bisect_left(sums, wanted), len(sums) - 1)
    below = sums[at - 1] if at else 0.0
    return at, min(1.0, max(0.0, (wanted - below) / (sums[at] - below)))
