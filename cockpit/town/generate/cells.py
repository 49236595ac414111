"""The grid cells: a Voronoi diagram on each bank of the river, denser where the town is, with borders that wander.

Cells share their border points exactly, so they tile the town and every higher circle is a plain union.
"""

from __future__ import annotations

import math

import numpy as np

from cockpit.domain.places import Area, LonLat
from cockpit.town.generate.ground import Ground
from cockpit.town.generate.plane import stream, to_degrees
from cockpit.town.polygons import Points, first_crossing, ring_holds, signed_area

RELAXATIONS = 24
MERGE_M = 6.0
"""Corners nearer than this become one: a border of six metres helps nobody."""

WANDER = 0.07
"""How far a border's inner points leave the straight line, as a share of its length."""

Cell = list[LonLat]


def make_cells(ground: Ground, counts: tuple[int, int], seed: int) -> list[Area]:
    """Areas in degrees: ``counts[0]`` on the north bank, then ``counts[1]`` on the south bank.

    Raises:
        ArithmeticError: no tiling came out of 20 tries (no seed known does that).
    """
    for attempt in range(20):
        rng = stream(seed, f"cells {attempt}")
        cells: list[Cell] = []
        for bank, count in zip(ground.banks, counts, strict=True):
            cells += _voronoi(list(bank), _seeds(ground, bank, count, rng))
        cells = _wander(_joined(_merged(cells)), rng)
        rings = [[to_degrees(*point) for point in cell] for cell in cells]
        if all(signed_area(ring) > 0 and first_crossing(ring) is None for ring in rings):
            return [Area((((*ring, ring[0]),),)) for ring in rings]
    raise ArithmeticError(f"no tiling for seed {seed}")


def _seeds(ground: Ground, bank: tuple[LonLat, ...], count: int, rng: np.random.Generator) -> Points:
    """Middles of the cells: Lloyd's relaxation over points drawn by density (S. Lloyd, 1982)."""
    corners = np.array(bank)
    cloud = rng.uniform(corners.min(axis=0), corners.max(axis=0), (60_000, 2))
    cloud = cloud[ring_holds(bank, cloud)]
    weight = ground.density(cloud)
    cloud = cloud[rng.uniform(0, weight.max(), len(cloud)) < weight]
    seeds: Points = cloud[rng.choice(len(cloud), count, replace=False)]
    for _ in range(RELAXATIONS):
        nearest = ((cloud[:, None, :] - seeds[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
        held = np.maximum(np.bincount(nearest, minlength=count), 1)
        seeds = np.column_stack([np.bincount(nearest, cloud[:, axis], count) / held for axis in (0, 1)])
    return seeds


def _voronoi(bank: Cell, seeds: Points) -> list[Cell]:
    """Each seed's part of the bank: the bank cut by the bisector towards every other seed, nearest first."""
    cells: list[Cell] = []
    for number, seed in enumerate(seeds):
        gaps = ((seeds - seed) ** 2).sum(axis=1)
        cell = bank
        for other in np.argsort(gaps, kind="stable")[1:]:
            middle = (seed + seeds[other]) / 2
            cell = _cut(cell, middle.tolist(), (seeds[other] - seed).tolist())
        cells.append(cell)
        assert number < len(seeds)
    return cells


def _cut(ring: Cell, point: list[float], normal: list[float]) -> Cell:
    """The part of a ring on the near side of a line (I. Sutherland and G. Hodgman, 1974)."""
    sides = [(x - point[0]) * normal[0] + (y - point[1]) * normal[1] for x, y in ring]
    if max(sides) <= 0:
        return ring
    kept: Cell = []
    for i, (x, y) in enumerate(ring):
        side, side_before = sides[i], sides[i - 1]
        if (side <= 0) != (side_before <= 0):
            x0, y0 = ring[i - 1]
            t = side_before / (side_before - side)
            kept.append((x0 + t * (x - x0), y0 + t * (y - y0)))
        if side <= 0:
            kept.append((x, y))
    return kept


def _merged(cells: list[Cell]) -> list[Cell]:
    """The same cells with corners that nearly coincide made one."""
    known: dict[tuple[int, int], list[LonLat]] = {}

    def canonical(point: LonLat) -> LonLat:
        column, row = int(point[0] // MERGE_M), int(point[1] // MERGE_M)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                for other in known.get((column + dx, row + dy), ()):
                    if math.dist(other, point) < MERGE_M:
                        return other
        known.setdefault((column, row), []).append(point)
        return point

    merged: list[Cell] = []
    for cell in cells:
        points = [canonical(point) for point in cell]
        merged.append([point for i, point in enumerate(points) if point != points[i - 1]])
    return merged


def _joined(cells: list[Cell]) -> list[Cell]:
    """The same cells, each with the corners of its neighbours that lie on its own borders (along the river)."""
    corners = np.array(sorted({point for cell in cells for point in cell}))
    joined: list[Cell] = []
    for cell in cells:
        ring: Cell = []
        for a, b in zip(cell, cell[1:] + cell[:1], strict=True):
            ring.append(a)
            start, along = np.array(a), np.array(b) - np.array(a)
            length = float(np.hypot(*along))
            t = ((corners - start) @ along) / length**2
            gap = np.abs((corners[:, 0] - a[0]) * along[1] - (corners[:, 1] - a[1]) * along[0]) / length
            on = np.flatnonzero((gap < MERGE_M) & (t * length > 0.01) & ((1 - t) * length > 0.01))
            ring += [(float(corners[i, 0]), float(corners[i, 1])) for i in on[np.argsort(t[on])]]
        joined.append(ring)
    return joined


def _wander(cells: list[Cell], rng: np.random.Generator) -> list[Cell]:
    """The same cells with long inner borders bent; both neighbours get the same bend."""
    owners: dict[tuple[LonLat, LonLat], int] = {}
    for cell in cells:
        for a, b in zip(cell, cell[1:] + cell[:1], strict=True):
            edge = (a, b) if a < b else (b, a)
            owners[edge] = owners.get(edge, 0) + 1
    bends: dict[tuple[LonLat, LonLat], Cell] = {}
    for a, b in sorted(edge for edge, count in owners.items() if count == 2):
        length = math.dist(a, b)
        if length < 150:
            continue
        normal = (-(b[1] - a[1]) / length, (b[0] - a[0]) / length)
        steps = 2 if length < 400 else 3
        bend: Cell = []
        for step in range(1, steps):
            t = step / steps + float(rng.uniform(-0.08, 0.08))
            off = float(rng.uniform(-WANDER, WANDER)) * length
            bend.append((a[0] + t * (b[0] - a[0]) + off * normal[0], a[1] + t * (b[1] - a[1]) + off * normal[1]))
        bends[a, b] = bend
    wandered: list[Cell] = []
    for cell in cells:
        ring: Cell = []
        for a, b in zip(cell, cell[1:] + cell[:1], strict=True):
            ring.append(a)
            ring += bends.get((a, b)) or list(reversed(bends.get((b, a), [])))
        wandered.append(ring)
    return wandered
