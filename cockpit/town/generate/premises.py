"""The 11,000 premises: along the streets, more where the town is dense, most of them with a green safety code."""

from __future__ import annotations

import numpy as np

from cockpit.domain.town import Premises
from cockpit.town.generate.ground import Ground
from cockpit.town.generate.names import BRANDS, PREMISES_KINDS
from cockpit.town.generate.plane import stream, to_degrees
from cockpit.town.generate.streets import Road
from cockpit.town.polygons import Points, ring_holds

COUNT = 11_000
CODES = ("green", "yellow", "red")
CODE_SHARES = (0.9, 0.085, 0.015)


def make_premises(ground: Ground, roads: list[Road], seed: int, count: int = COUNT) -> list[Premises]:
    """Places with ids b00001 on, each inside the outline and on dry land."""
    rng = stream(seed, "premises")
    places, streets = _places(ground, [road for road in roads if road.rank != "expressway"], rng, count)
    kinds = list(PREMISES_KINDS)
    shares = np.array([PREMISES_KINDS[kind][1] for kind in kinds])
    drawn = rng.choice(len(kinds), count, p=shares / shares.sum())
    codes = rng.choice(3, count, p=CODE_SHARES)
    made: list[Premises] = []
    for number in range(count):
        kind = kinds[drawn[number]]
        suffixes = PREMISES_KINDS[kind][2]
        root = streets[number].rstrip("路街") if rng.random() < 0.35 else ""
        name = root + BRANDS[rng.integers(len(BRANDS))] + suffixes[rng.integers(len(suffixes))]
        x, y = places[number].tolist()
        made.append(Premises(f"b{number + 1:05d}", name, kind, to_degrees(x, y), CODES[codes[number]]))
    return made


def _places(ground: Ground, roads: list[Road], rng: np.random.Generator, count: int) -> tuple[Points, list[str]]:
    """Where they stand, and at which street."""
    starts = np.vstack([road.points[:-1] for road in roads])
    alongs = np.vstack([np.diff(road.points, axis=0) for road in roads])
    owners = np.concatenate([np.full(len(road.points) - 1, number) for number, road in enumerate(roads)])
    weight = np.hypot(alongs[:, 0], alongs[:, 1]) * ground.density(starts)
    found: list[Points] = []
    streets: list[str] = []
    while len(streets) < count:
        picked = rng.choice(len(starts), count, p=weight / weight.sum())
        along, length = alongs[picked], np.hypot(alongs[picked, 0], alongs[picked, 1])[:, None]
        normal = np.column_stack([-along[:, 1], along[:, 0]]) / length
        off = (14 + rng.exponential(38, count)) * rng.choice((-1, 1), count)
        points = starts[picked] + rng.random((count, 1)) * along + off[:, None] * normal
        good = ring_holds(ground.outline, points) & ground.dry(points, 8.0)
        found.append(points[good])
        streets += [roads[owner].name for owner in owners[picked][good]]
    return np.vstack(found)[:count], streets[:count]
