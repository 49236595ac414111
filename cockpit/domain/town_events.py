"""The town in the journal: the batch of events that makes a world's town what its folder says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.circles import Circle
from cockpit.domain.in_command import begin_by_rota
from cockpit.domain.incidents import Kind
from cockpit.domain.indices import Method
from cockpit.domain.orders import Plan
from cockpit.domain.people import Person
from cockpit.domain.rota import Rota
from cockpit.domain.sources import Source
from cockpit.domain.town import Settings, Town
from cockpit.domain.units import Department, Unit

if TYPE_CHECKING:
    from cockpit.domain.world import World

UNITS_A_PART = 150


class TownDefined(msgspec.Struct, frozen=True, tag="town_defined"):
    """The town as its folder says; what follows in the same batch fills in circles, people and units."""

    digest: str
    settings: Settings
    departments: tuple[Department, ...]
    sources: tuple[Source, ...]
    kinds: tuple[Kind, ...]
    plans: tuple[Plan, ...]
    method: Method
    rota: Rota


class CirclesDefined(msgspec.Struct, frozen=True, tag="circles_defined"):
    """The circles, whole."""

    circles: tuple[Circle, ...]


class PeopleDefined(msgspec.Struct, frozen=True, tag="people_defined"):
    """The people at the centre, whole."""

    people: tuple[Person, ...]


class UnitsDefined(msgspec.Struct, frozen=True, tag="units_defined"):
    """Some of the units: an event has to fit into a message."""

    units: tuple[Unit, ...]


def town_events(town: Town, digest: str) -> Iterator[TownDefined | CirclesDefined | PeopleDefined | UnitsDefined]:
    """The batch of events that makes a world's town what the folder says."""
    yield TownDefined(
        digest, town.settings, town.departments, town.sources, town.kinds, town.plans, town.method, town.rota
    )
    yield CirclesDefined(town.circles)
    yield PeopleDefined(town.people)
    for start in range(0, len(town.units), UNITS_A_PART):
        yield UnitsDefined(town.units[start : start + UNITS_A_PART])


def apply_town(world: World, event: TownDefined, at: datetime) -> None:
    """The town is what its folder says; circles, people and units follow."""
    world.town_digest = event.digest
    world.settings = event.settings
    world.departments = {one.id: one for one in event.departments}
    world.sources = {one.id: one for one in event.sources}
    world.kinds = {one.id: one for one in event.kinds}
    world.plans = {one.id: one for one in event.plans}
    world.method, world.rota = event.method, event.rota
    begin_by_rota(world, at)
    world.units, world.people = {}, {}
    world.changes.town = True
