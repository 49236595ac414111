"""From a scenario's words to units: the same rule by which an order's target means them."""

from __future__ import annotations

import random

from cockpit.domain.live import Live
from cockpit.domain.orders import Target
from cockpit.domain.targeting import recipients
from cockpit.domain.world import World
from cockpit.drills.scenario import Who


def target_of(who: Who) -> Target:
    """The target that means the same units."""
    return Target(circles=who.circles, departments=who.departments, units=who.units)


def units_of(world: World, who: Who, chance: random.Random) -> tuple[str, ...]:
    """The units meant, in the order of the town's file; everybody where nothing is said but a share."""
    target = target_of(who)
    meant = tuple(world.units) if target.empty else recipients(world, Live(), target)
    if who.share >= 1.0:
        return meant
    count = round(len(meant) * who.share)
    chosen = set(chance.sample(meant, count))
    return tuple(unit for unit in meant if unit in chosen)
