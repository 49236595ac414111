"""The five circles: core, zone, station, squad, grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

import msgspec

from cockpit.domain.places import LonLat

Tier = Literal["core", "zone", "station", "squad", "grid"]
TIERS: tuple[Tier, ...] = ("core", "zone", "station", "squad", "grid")


class Circle(msgspec.Struct, frozen=True, omit_defaults=True):
    """A node of the five-tier hierarchy.

    ``chief`` is the id of a person (core, zone) or of a unit (station, squad, grid); ``centre`` is where its label
    stands, in degrees.
    """

    id: str
    tier: Tier
    name: str
    parent: str | None = None
    chief: str | None = None
    centre: LonLat = (0.0, 0.0)


class CircleTree:
    """The hierarchy of a town's circles, with the walks that the rules and the screens need."""

    def __init__(self, circles: Iterable[Circle]) -> None:
        self.by_id: dict[str, Circle] = {circle.id: circle for circle in circles}

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """Circle id to the ids right below it, in the order of the town's file."""
        below: dict[str, list[str]] = {id_: [] for id_ in self.by_id}
        for circle in self.by_id.values():
            if circle.parent in below:
                below[circle.parent].append(circle.id)
        return {id_: tuple(ids) for id_, ids in below.items()}

    @cached_property
    def root(self) -> str | None:
        """The id of the core circle, or None in an empty town."""
        return next((circle.id for circle in self.by_id.values() if circle.tier == "core"), None)

    def path(self, circle_id: str) -> tuple[str, ...]:
        """From the circle up to the core, both included; empty for an unknown circle."""
        return self._paths.get(circle_id, ())

    @cached_property
    def _paths(self) -> dict[str, tuple[str, ...]]:
        """Every circle's path, walked once: rules and screens ask for those of all units many times a second."""
        return {id_: self._walk_up(id_) for id_ in self.by_id}

    def _walk_up(self, circle_id: str) -> tuple[str, ...]:
        found: list[str] = []
        here: str | None = circle_id
        while here is not None and here in self.by_id and here not in found:
            found.append(here)
            here = self.by_id[here].parent
        return tuple(found)

    def within(self, circle_id: str, other_id: str) -> bool:
        """Whether the first circle is the second or lies below it."""
        return other_id in self.path(circle_id)

    def below(self, circle_id: str) -> Iterator[str]:
        """The circle itself and all below it, from the top down."""
        if circle_id in self.by_id:
            yield circle_id
            for child in self.children[circle_id]:
                yield from self.below(child)

    def of_tier(self, tier: Tier) -> tuple[Circle, ...]:
        """All circles of one tier, in the order of the town's file."""
        return tuple(circle for circle in self.by_id.values() if circle.tier == tier)

    def zone_of(self, circle_id: str) -> str | None:
        """The zone that the circle is or lies in; None for the core."""
        return next((id_ for id_ in self.path(circle_id) if self.by_id[id_].tier == "zone"), None)
