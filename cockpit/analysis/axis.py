"""A town's circles as an array axis: where each stands, what lies above it."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cockpit.domain.circles import CircleTree

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class CircleAxis:
    """The circles of a town in the order of its file, each with its position on an array's axis.

    Attributes:
        ids: the circles' ids by position.
        position: id to position.
        parent: position of each circle's parent, -1 for a root.
        ladder: (circles × deepest) positions from the circle itself up to its root, filled up with ``len(ids)``.
        depth: 0 for a root, 1 for those right below, and so on.
    """

    def __init__(self, tree: CircleTree) -> None:
        self.ids: tuple[str, ...] = tuple(tree.by_id)
        self.position: dict[str, int] = {id_: at for at, id_ in enumerate(self.ids)}
        paths = [[self.position[id_] for id_ in tree.path(circle)] for circle in self.ids]
        deepest = max((len(path) for path in paths), default=1)
        self.ladder: Ints = np.full((len(paths), deepest), len(paths), dtype=np.int64)
        for at, path in enumerate(paths):
            self.ladder[at, : len(path)] = path
        self.parent: Ints = np.array([path[1] if len(path) > 1 else -1 for path in paths], dtype=np.int64)
        self.depth: Ints = np.array([len(path) - 1 for path in paths], dtype=np.int64)
        root = tree.root
        self.root = 0 if root is None else self.position[root]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def holds(self) -> Floats:
        """(circles × circles) 1 where the first is the second or lies above it: sums up from below."""
        matrix = np.zeros((len(self) + 1, len(self)))
        for own in range(len(self)):
            matrix[self.ladder[own], own] = 1.0
        return matrix[:-1]

    @cached_property
    def children(self) -> Ints:
        """How many circles lie right below each."""
        return np.bincount(self.parent[self.parent >= 0], minlength=len(self)).astype(np.int64)

    def place(self, circle: str) -> int:
        """Position of a circle; one that the town no longer has counts for the whole town alone."""
        return self.position.get(circle, self.root)

    def within(self, own: Ints, circle: int) -> NDArray[np.bool_]:
        """For positions of circles: which are the circle or lie below it."""
        return np.asarray((self.ladder[own] == circle).any(axis=1))
