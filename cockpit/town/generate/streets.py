"""Roads: an expressway that skirts the town, main roads across it, and named streets where it is built up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cockpit.domain.town import Line
from cockpit.town.generate.ground import Ground
from cockpit.town.generate.lattice import BLOCK_M, Lattice
from cockpit.town.generate.names import ARTERIALS_ACROSS, ARTERIALS_ALONG, ROAD_ROOTS
from cockpit.town.generate.plane import stream, to_degrees
from cockpit.town.polygons import Points, distance_to_line, ring_holds

STREETS_A_BLOCK = 4
STEP_M = 40.0
REACH_M = 5600.0
WIDTHS_M = {"expressway": 32.0, "arterial": 22.0, "street": 9.0}


@dataclass(frozen=True)
class Road:
    """A road in metres of the plane."""

    name: str
    rank: str
    points: Points

    def line(self) -> Line:
        """The road as a town's map has it, with no more points than its bends need."""
        kept = _thinned(self.points)
        return Line(self.name, self.rank, WIDTHS_M[self.rank], tuple(to_degrees(float(x), float(y)) for x, y in kept))


def make_roads(ground: Ground, lattice: Lattice, seed: int) -> list[Road]:
    """All roads, the widest first."""
    rng = stream(seed, "streets")
    roads = list(_expressways(ground, lattice))
    streets: list[Road] = []
    names = iter(_street_names(rng))
    for across, mains in ((False, ARTERIALS_ALONG), (True, ARTERIALS_ACROSS)):
        middle = (len(mains) - 1) / 2
        for number in range(-16, 17):
            offset = number / STREETS_A_BLOCK
            line = _line(lattice, offset * BLOCK_M, across)
            place = offset + middle
            if place == int(place) and 0 <= place < len(mains):
                name = mains[int(place)] if across else mains[len(mains) - 1 - int(place)]
                roads += [Road(name, "arterial", run) for run in _runs(line, ring_holds(ground.outline, line))]
            else:
                runs = list(_street_runs(line, ground, rng))
                if runs:
                    name = next(names) + ("街" if across else "路")
                    streets += [Road(name, "street", run) for run in runs]
    return roads + streets


def _street_names(rng: np.random.Generator) -> list[str]:
    return [ROAD_ROOTS[i] for i in rng.permutation(len(ROAD_ROOTS))]


def _line(lattice: Lattice, offset_m: float, across: bool) -> Points:
    """One line of the lattice, from one end of the country to the other."""
    along = np.arange(-REACH_M, REACH_M, STEP_M)
    fixed = np.full_like(along, offset_m)
    return lattice.places(fixed, along) if across else lattice.places(along, fixed)


def _street_runs(line: Points, ground: Ground, rng: np.random.Generator) -> Iterator[Points]:
    """The stretches of a street that were built: on dry land, block by block, likelier where the town is dense."""
    usable = ring_holds(ground.outline, line) & ground.dry(line, 35.0)
    steps = round(BLOCK_M / STREETS_A_BLOCK / STEP_M)
    density = ground.density(line)
    for start in range(0, len(line), steps):
        built = rng.random() < min(0.97, float(density[start : start + steps].mean()) ** 1.2 * 1.7)
        if not built:
            usable[start : start + steps] = False
    for run in _runs(line, usable):
        if len(run) >= 6:
            yield run


def _runs(line: Points, usable: np.ndarray) -> Iterator[Points]:
    """Stretches of consecutive usable points, two at least."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], usable, [False]]).astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start >= 2:
            yield line[start:end]


def _expressways(ground: Ground, lattice: Lattice) -> Iterator[Road]:
    """One in the south from west to east, one in the west from south to north."""
    t = np.arange(-REACH_M, REACH_M, STEP_M)
    ring = lattice.places(t, -1.62 * BLOCK_M + 190 * np.sin(t / 1900))
    west = lattice.places(-2.95 * BLOCK_M + 150 * np.sin(t / 1500), t)
    for name, line in (("安澜绕城高速", ring), ("西湾快速路", west)):
        for run in _runs(line, ring_holds(ground.outline, line)):
            yield Road(name, "expressway", run)


def _thinned(points: Points, tolerance_m: float = 1.5) -> Points:
    """The points that a line needs (D. Douglas and T. Peucker, 1973)."""
    if len(points) < 3:
        return points
    gaps = distance_to_line(points[[0, -1]], points)
    worst = int(gaps.argmax())
    if gaps[worst] <= tolerance_m:
        return points[[0, -1]]
    return np.vstack([_thinned(points[: worst + 1], tolerance_m)[:-1], _thinned(points[worst:], tolerance_m)])
