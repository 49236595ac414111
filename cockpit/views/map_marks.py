"""What is laid over the map: incidents, the selection, who is meant, and how far help is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

import msgspec

from cockpit.domain.places import EARTH_RADIUS_M, LonLat, Ring
from cockpit.domain.targeting import recipients
from cockpit.domain.world import World
from cockpit.views.deck import Roster, indexes
from cockpit.views.help import place_of
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation

LADDER_MIN = (1, 3, 5)
"""The response ladder's minutes (135)."""

LADDER_KMH = 30.0
"""Speed that turns the ladder's minutes into distance: an electric patrol scooter or a car in a town's streets."""

RING_CORNERS = 288


class IncidentRow(msgspec.Struct, frozen=True):
    """An open incident with a place; ``severity`` 1 (gravest) to 4."""

    id: str
    place: LonLat
    severity: int
    overdue: bool


def incident_rows(world: World, now: datetime) -> tuple[IncidentRow, ...]:
    """Open incidents that have a place, the gravest last so that it is drawn on top."""
    rows = [
        IncidentRow(one.id, one.place, one.severity, one.overdue_s(now) > 0)
        for one in world.incidents.values()
        if one.open and one.place is not None
    ]
    rows.sort(key=lambda row: -row.severity)
    return tuple(rows)


@dataclass(frozen=True)
class HelpMark:
    """Who calls for help, and where; ``taken``: somebody at the centre sees to it."""

    unit: str
    place: LonLat
    taken: bool


@dataclass(frozen=True)
class Marks:
    """The selection as the map shows it.

    Attributes:
        circles: ids of the circles that are picked.
        areas: drawn areas.
        meant: indexes (into the roster) of the units that the target means.
        picked: indexes of the units that were picked one by one.
        incident: the open incident's place, None for none.
        ladder: for the open incident, one ring for each minute of the ladder.
        followed: index of the unit that the map follows, -1 for none.
        goal: where the open order sends its recipients, None for none.
        help: calls for help that are open and whose place is known, those that nobody sees to last: on top.
        help_nowhere: how many calls for help are open whose place is not known.
    """

    circles: tuple[str, ...] = ()
    areas: tuple[Ring, ...] = ()
    meant: tuple[int, ...] = ()
    picked: tuple[int, ...] = ()
    incident: LonLat | None = None
    ladder: tuple[Ring, ...] = ()
    followed: int = -1
    goal: LonLat | None = None
    help: tuple[HelpMark, ...] = ()
    help_nowhere: int = 0


def marks(people: Roster, situation: Situation, selection: Selection) -> Marks:
    """What the shared selection means on this map, now."""
    world, target = situation.world, selection.target
    incident = world.incidents.get(selection.incident)
    order = world.orders.get(selection.order)
    place = None if incident is None else incident.place
    return Marks(
        circles=target.circles,
        areas=target.areas,
        meant=indexes(people, recipients(world, situation.live, target)),
        picked=indexes(people, target.units),
        incident=place,
        ladder=() if place is None else tuple(ring_around(place, radius_m) for radius_m in ladder_m()),
        followed=people.index.get(selection.followed, -1),
        goal=None if order is None else order.place,
        help=help_marks(situation),
        help_nowhere=sum(call.open and place_of(situation, call) is None for call in world.help_calls.values()),
    )


def help_marks(situation: Situation) -> tuple[HelpMark, ...]:
    """Who calls for help, where they are now."""
    found = [
        HelpMark(call.unit, place, call.acknowledged_at is not None)
        for call in situation.world.help_calls.values()
        if call.open and (place := place_of(situation, call)) is not None
    ]
    return tuple(sorted(found, key=lambda mark: not mark.taken))


def ladder_m() -> tuple[float, ...]:
    """How far help comes in the ladder's minutes, in metres."""
    return tuple(LADDER_KMH / 3.6 * 60.0 * minutes for minutes in LADDER_MIN)


def ring_around(place: LonLat, radius_m: float) -> Ring:
    """A closed ring at a distance around a place (flat-earth, exact to a hand's breadth within 5 km)."""
    north = math.degrees(radius_m / EARTH_RADIUS_M)
    east = north / math.cos(math.radians(place[1]))
    turns = [2 * math.pi * corner / RING_CORNERS for corner in range(RING_CORNERS)]
    ring = [(place[0] + east * math.sin(turn), place[1] + north * math.cos(turn)) for turn in turns]
    return (*ring, ring[0])
