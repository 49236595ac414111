"""The bent lattice that the town's streets follow, and in one block of which the lake lies."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cockpit.town.generate.plane import stream
from cockpit.town.polygons import Points

BLOCK_M = 1150.0
"""Between main roads."""

TILT = math.radians(8.0)


@dataclass(frozen=True)
class Lattice:
    """Slow waves that bend straight lines; ``phases`` in radians."""

    phases: tuple[float, ...]

    def places(self, u: NDArray[np.float64], v: NDArray[np.float64]) -> Points:
        """Metres of the plane for lattice coordinates, in metres along (u) and across (v)."""
        a, b, c, d, e = self.phases
        x = u + 210 * np.sin(v / 1350 + a) + 80 * np.sin(u / 760 + b) + 120 * np.sin((u + v) / 2300 + e)
        y = v + 230 * np.sin(u / 1500 + c) + 75 * np.sin(v / 820 + d) - 150 * np.sin((u - v) / 2600 + e)
        return np.column_stack([x * math.cos(TILT) - y * math.sin(TILT), x * math.sin(TILT) + y * math.cos(TILT)])


def make_lattice(seed: int) -> Lattice:
    """The lattice of the town with this seed."""
    return Lattice(tuple(stream(seed, "lattice").uniform(0, 2 * math.pi, 5).tolist()))
