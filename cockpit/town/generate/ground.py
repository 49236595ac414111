"""The ground: the town's outline, the river that parts it in two banks, a lake, canals, and how dense it is built."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cockpit.domain.places import LonLat
from cockpit.town.generate.lattice import BLOCK_M, Lattice
from cockpit.town.generate.plane import stream
from cockpit.town.polygons import Points, distance_to_line, ring_holds, signed_area

HALF_WIDTH_M = 4300.0
HALF_HEIGHT_M = 2900.0
RIVER_WIDTH_M = 95.0
CANAL_WIDTH_M = 24.0
CORNERS = 120
"""Of the outline."""


@dataclass(frozen=True)
class Ground:
    """All in metres of the plane; ``banks`` are the two counter-clockwise halves, north then south."""

    outline: tuple[LonLat, ...]
    river: tuple[LonLat, ...]
    banks: tuple[tuple[LonLat, ...], tuple[LonLat, ...]]
    lake: tuple[LonLat, ...]
    canals: tuple[tuple[LonLat, ...], ...]
    centres: tuple[tuple[float, float, float, float], ...]
    """Built-up middles: x, y, reach in metres, weight."""

    def density(self, points: Points) -> NDArray[np.float64]:
        """How densely built up each point is, about 0.25 (fields) to 1.6 (the old town)."""
        total = np.full(len(points), 0.25)
        for x, y, reach_m, weight in self.centres:
            total += weight * np.exp(-((points[:, 0] - x) ** 2 + (points[:, 1] - y) ** 2) / reach_m**2)
        return total

    def dry(self, points: Points, margin_m: float = 0.0) -> NDArray[np.bool_]:
        """Whether each point is on land, at least ``margin_m`` from the river's and the canals' edge."""
        land = ~ring_holds(self.lake, points)
        land &= distance_to_line(np.array(self.river), points) > RIVER_WIDTH_M / 2 + margin_m
        for canal in self.canals:
            land &= distance_to_line(np.array(canal), points) > CANAL_WIDTH_M / 2 + margin_m
        return land


def make_ground(lattice: Lattice, seed: int) -> Ground:
    """The ground of the town with this seed."""
    rng = stream(seed, "ground")
    outline = _outline(rng)
    river, west, east = _river(rng, outline)
    # Counter-clockwise from the east end over the north to the west end, then along the river back east.
    north = _walk(outline, east, west) + list(river[1:-1])
    south = _walk(outline, west, east) + list(reversed(river[1:-1]))
    centres = (
        (1500.0, 700.0, 1500.0, 1.0),
        (-1400.0, -900.0, 1300.0, 0.7),
        (-1900.0, 1300.0, 900.0, 0.35),
        (2500.0, -1100.0, 900.0, 0.4),
    )
    return Ground(
        tuple(outline),
        river,
        (tuple(north), tuple(south)),
        _lake(lattice, north, rng),
        _canals(rng, river, outline),
        centres,
    )


def _outline(rng: np.random.Generator) -> list[LonLat]:
    """A counter-clockwise ring: an ellipse, pressed and pulled by a few slow waves."""
    phases = rng.uniform(0, 2 * math.pi, 5)
    points: list[LonLat] = []
    for step in range(CORNERS):
        angle = 2 * math.pi * step / CORNERS
        swell = sum(
            size * math.sin(turns * angle + phase)
            for size, turns, phase in zip((0.055, 0.045, 0.026, 0.013, 0.006), (2, 3, 5, 9, 17), phases, strict=True)
        )
        radius = 1.0 + swell + float(rng.normal(0, 0.0025))
        points.append((HALF_WIDTH_M * radius * math.cos(angle), HALF_HEIGHT_M * radius * math.sin(angle)))
    assert signed_area(points) > 0
    return points


def _river(rng: np.random.Generator, outline: list[LonLat]) -> tuple[tuple[LonLat, ...], int, int]:
    """From the west to the east; its ends are corners of the outline, so that the banks share them."""
    west = min(range(len(outline)), key=lambda i: abs(outline[i][1] - 650) + (0 if outline[i][0] < 0 else 1e9))
    east = min(range(len(outline)), key=lambda i: abs(outline[i][1] + 750) + (0 if outline[i][0] > 0 else 1e9))
    (x1, y1), (x2, y2) = outline[west], outline[east]
    phase = float(rng.uniform(-0.5, 0.5))
    points: list[LonLat] = []
    for step in range(25):
        t = step / 24
        bend = 330 * math.sin(2 * math.pi * t + phase) + 90 * math.sin(5 * math.pi * t)
        points.append((x1 + t * (x2 - x1), y1 + t * (y2 - y1) + bend * math.sin(math.pi * t)))
    points[0], points[-1] = outline[west], outline[east]
    return tuple(points), west, east


def _walk(outline: list[LonLat], start: int, end: int) -> list[LonLat]:
    """Corners from one to another, both included, counter-clockwise."""
    count = (end - start) % len(outline)
    return [outline[(start + step) % len(outline)] for step in range(count + 1)]


def _lake(lattice: Lattice, north: list[LonLat], rng: np.random.Generator) -> tuple[LonLat, ...]:
    """A lake in a block of the north-west between the main roads, small enough for the bank that it lies on."""
    x, y = lattice.places(np.array([-2.0 * BLOCK_M]), np.array([1.5 * BLOCK_M]))[0].tolist()
    phases = rng.uniform(0, 2 * math.pi, 3)
    angles = 2 * math.pi * np.arange(40) / 40
    radius = 1 + 0.18 * np.sin(2 * angles + phases[0]) + 0.1 * np.sin(3 * angles + phases[1])
    radius += 0.05 * np.sin(7 * angles + phases[2])
    shape = np.column_stack([400 * radius * np.cos(angles), 290 * radius * np.sin(angles)])
    scale = 1.0
    while scale > 0.1 and not ring_holds(north, shape * scale + (x, y)).all():
        scale *= 0.8
    return tuple((float(px), float(py)) for px, py in shape * scale + (x, y))


def _canals(
    rng: np.random.Generator, river: tuple[LonLat, ...], outline: list[LonLat]
) -> tuple[tuple[LonLat, ...], ...]:
    """Canals that leave the river to the north and to the south and end at the outline."""
    canals: list[tuple[LonLat, ...]] = []
    for start, heading_deg in ((7, 72.0), (10, -110.0), (16, 80.0), (18, -75.0)):
        x, y = river[start]
        points = [(x, y)]
        heading = math.radians(heading_deg)
        step_m = 130.0
        while len(points) < 80 and step_m > 4.0:
            heading += float(rng.normal(0, 0.07)) * step_m / 130.0
            ahead = (x + step_m * math.cos(heading), y + step_m * math.sin(heading))
            if ring_holds(outline, np.array([ahead]))[0]:
                x, y = ahead
                points.append(ahead)
            else:
                step_m /= 2
        canals.append(tuple(points))
    return tuple(canals)
