"""Which grids form a squad, a station, a zone: connected groups of fixed sizes, cut as compactly as it goes."""

from __future__ import annotations

import math

import numpy as np

from cockpit.domain.places import Area, LonLat
from cockpit.town.generate.plane import to_metres
from cockpit.town.polygons import label_point, open_ring

DIRECTIONS = 36

Neighbours = dict[int, dict[int, float]]
"""Cell to its neighbours and the metres of border with each."""


def neighbours_of(areas: list[Area]) -> Neighbours:
    """Who borders whom; cells share their border points exactly."""
    owner: dict[tuple[LonLat, LonLat], int] = {}
    found: Neighbours = {number: {} for number in range(len(areas))}
    for number, area in enumerate(areas):
        ring = open_ring(area.polygons[0][0])
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            other = owner.get((b, a))
            owner[a, b] = number
            if other is not None:
                length = math.dist(to_metres(a), to_metres(b))
                found[number][other] = found[number].get(other, 0.0) + length
                found[other][number] = found[other].get(number, 0.0) + length
    return found


class Grouping:
    """Splits a set of cells into connected parts of given sizes."""

    def __init__(self, areas: list[Area]) -> None:
        self._neighbours = neighbours_of(areas)
        self._middles = np.array([to_metres(label_point(area)) for area in areas])

    def split(self, cells: list[int], sizes: list[int]) -> list[list[int]]:
        """Parts of the given sizes, each connected, in the order of the sizes.

        Raises:
            ArithmeticError: no way was found.
        """
        parts = self._split(cells, sizes)
        if parts is None:
            raise ArithmeticError(f"no way to part {len(cells)} cells into {sizes}")
        return parts

    def _split(self, cells: list[int], sizes: list[int]) -> list[list[int]] | None:
        if len(sizes) == 1:
            return [cells]
        left_sizes = sizes[: len(sizes) // 2]
        right_sizes = sizes[len(sizes) // 2 :]
        for left in self._cuts(cells, sum(left_sizes)):
            right = [cell for cell in cells if cell not in set(left)]
            left_parts = self._split(left, left_sizes)
            right_parts = self._split(right, right_sizes) if left_parts is not None else None
            if left_parts is not None and right_parts is not None:
                return left_parts + right_parts
        return None

    def _cuts(self, cells: list[int], size: int) -> list[list[int]]:
        """Ways to take ``size`` connected cells and leave a connected rest, shortest border first."""
        found: dict[frozenset[int], float] = {}
        for step in range(DIRECTIONS):
            angle = 2 * math.pi * step / DIRECTIONS
            along = self._middles[cells] @ np.array([math.cos(angle), math.sin(angle)])
            left = frozenset(cells[i] for i in np.argsort(along, kind="stable")[:size])
            right = frozenset(cells) - left
            if left not in found and self._connected(left) and self._connected(right):
                found[left] = sum(
                    metres for cell in left for other, metres in self._neighbours[cell].items() if other in right
                )
        return [sorted(left) for left in sorted(found, key=lambda left: (found[left], sorted(left)))]

    def _connected(self, cells: frozenset[int]) -> bool:
        first = min(cells)
        reached, edge = {first}, [first]
        while edge:
            for other in self._neighbours[edge.pop()]:
                if other in cells and other not in reached:
                    reached.add(other)
                    edge.append(other)
        return len(reached) == len(cells)
