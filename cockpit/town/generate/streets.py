"""Roads: an expressway that skirts the town, main roads across it, and named streets where it is built up."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cockpit.domain.town import Line
from cockpit.town.generate.ground import Ground
from cockpit.town.generate.names import ARTERIALS_ACROSS, ARTERIALS_ALONG, ROAD_ROOTS
from cockpit.town.generate.plane import stream, to_degrees
from cockpit.town.polygons import Points, distance_to_line, ring_holds

BLOCK_M = 1150.0
"""Between main roads; between streets it is a third of this."""

STEP_M = 45.0
TILT = math.radians(7.0)
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


def make_roads(ground: Ground, seed: int) -> list[Road]:
    """All roads, the widest first."""
    rng = stream(seed, "streets")
    phases = rng.uniform(0, 2 * math.pi, 4)
    roads = list(_expressways(ground))
    streets: list[Road] = []
    names = iter(_street_names(rng))
    for across in (False, True):
        mains = ARTERIALS_ACROSS if across else ARTERIALS_ALONG
        for number in range(-14, 15):
            line = _warped(number * BLOCK_M / 3, across, phases)
            main = number // 3 + len(mains) // 2 if number % 3 == 0 else -1
            if 0 <= main < len(mains):
                name = mains[main] if across else mains[len(mains) - 1 - main]
                roads += [Road(name, "arterial", run) for run in _runs(line, ring_holds(ground.outline, line))]
            else:
                runs = list(_street_runs(line, ground, rng))
                if runs:
                    name = next(names) + ("街" if across else "路")
                    streets += [Road(name, "street", run) for run in runs]
    return roads + streets


def _street_names(rng: np.random.Generator) -> list[str]:
    return [ROAD_ROOTS[i] for i in rng.permutation(len(ROAD_ROOTS))]


def _warped(offset_m: float, across: bool, phases: np.ndarray) -> Points:
    """One line of the street lattice, bent by slow waves and tilted a little."""
    along = np.arange(-5400.0, 5400.0, STEP_M)
    u, v = (np.full_like(along, offset_m), along) if across else (along, np.full_like(along, offset_m))
    x = u + 150 * np.sin(v / 1500 + phases[0]) + 70 * np.sin(u / 800 + phases[1])
    y = v + 170 * np.sin(u / 1700 + phases[2]) + 60 * np.sin(v / 900 + phases[3])
    return np.column_stack([x * math.cos(TILT) - y * math.sin(TILT), x * math.sin(TILT) + y * math.cos(TILT)])


def _street_runs(line: Points, ground: Ground, rng: np.random.Generator) -> Iterator[Points]:
    """The stretches of a street that were built: on dry land, block by block, likelier where the town is dense."""
    usable = ring_holds(ground.outline, line) & ground.dry(line, 35.0)
    steps = round(BLOCK_M / 3 / STEP_M)
    density = ground.density(line)
    for start in range(0, len(line), steps):
        built = rng.random() < min(0.97, float(density[start : start + steps].mean()) ** 1.3 * 1.5)
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


def _expressways(ground: Ground) -> Iterator[Road]:
    """One in the south from west to east, one in the west from south to north."""
    t = np.linspace(-5400, 5400, 240)
    ring = np.column_stack([t, -1750 + 260 * np.sin(t / 2100 + 0.6) + (t / 5400) ** 2 * 420])
    west = np.column_stack([-3050 + 190 * np.sin(t / 1700), t])
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
