"""From what was picked to who is meant: the same answer in the desktop, on the command line and in the simulator."""

from __future__ import annotations

from cockpit.domain.live import Live
from cockpit.domain.orders import Target
from cockpit.domain.places import ring_contains
from cockpit.domain.world import World


def recipients(world: World, live: Live, target: Target) -> tuple[str, ...]:
    """The ids of the units that a target means, in the order of the town's file (see ``Target`` for the rule).

    Units in a drawn area are those whose latest position lies in it; one without a position is in no area.
    """
    if target.empty:
        return ()
    circles = {below for circle in target.circles for below in world.circles.below(circle)}
    departments = set(target.departments)
    picked = set(target.units)
    somewhere = bool(target.circles or target.areas)
    by_rule = somewhere or bool(departments)

    def meant(unit_id: str, circle: str, department: str) -> bool:
        if unit_id in picked:
            return True
        if not by_rule or (departments and department not in departments):
            return False
        if not somewhere or circle in circles:
            return True
        fix = live.fixes.get(unit_id)
        return fix is not None and any(ring_contains(ring, fix.place) for ring in target.areas)

    return tuple(unit.id for unit in world.units.values() if meant(unit.id, unit.circle, unit.department))
