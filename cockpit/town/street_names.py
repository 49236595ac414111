"""Names of a town's streets, all of them or those near a place."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from cockpit.domain.places import LonLat
from cockpit.domain.town import Line


class StreetNames:
    """Streets that have addresses: all named roads but expressways."""

    def __init__(self, roads: Iterable[Line]) -> None:
        named = [road for road in roads if road.name and road.rank != "expressway"]
        self.all: tuple[str, ...] = tuple(dict.fromkeys(road.name for road in named))
        """Each name once, in the order of the map."""
        self._owner = np.array([number for number, road in enumerate(named) for _ in road.points[1:]], dtype=np.int64)
        self._names = [road.name for road in named]
        self._starts = np.array([point for road in named for point in road.points[:-1]]).reshape(-1, 2)
        self._ends = np.array([point for road in named for point in road.points[1:]]).reshape(-1, 2)

    def near(self, place: LonLat, count: int = 3) -> tuple[str, ...]:
        """The names of the nearest streets, nearest first; fewer where the map has fewer."""
        if not self._names:
            return ()
        scale = np.array([math.cos(math.radians(place[1])), 1.0])
        starts, along = (self._starts - place) * scale, (self._ends - self._starts) * scale
        length2 = np.maximum((along**2).sum(axis=1), 1e-30)
        t = np.clip(-(starts * along).sum(axis=1) / length2, 0.0, 1.0)
        gaps = np.hypot(*(starts + t[:, None] * along).T)
        names: dict[str, None] = {}
        for piece in np.argsort(gaps, kind="stable"):
            names[self._names[self._owner[piece]]] = None
            if len(names) == count:
                break
        return tuple(names)
