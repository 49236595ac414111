"""A long journal, as a hub would have written it: through its service, with its snapshots and its archive."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from cockpit.domain.incidents import STEPS, AdvanceIncident, ReportIncident
from cockpit.domain.orders import PROGRESS, IssueOrder, Receipt, Target
from cockpit.domain.people import Actor
from cockpit.domain.town import Town
from cockpit.domain.world import Command
from cockpit.errors import EnvironmentFailure
from cockpit.hub import snapshots
from cockpit.hub.archive import Archive
from cockpit.hub.service import Published, Service
from cockpit.town.folder import TownFolder

SPAN = timedelta(days=330)
AHEAD = 4000
"""Entries that may wait for the disk: a batch of the journal's."""
INCIDENTS_A_DAY, SQUAD_ORDERS_A_DAY, SQUAD = 300, 20, 10
ALL_HANDS_EVERY_DAYS = 7

Deed = tuple[Actor, Command]


class YearClock:
    """Goes through the year as the journal grows."""

    def __init__(self, entries: int, span: timedelta = SPAN) -> None:
        self._end = datetime.now(UTC) - timedelta(minutes=10)
        self._entries, self._span = entries, span
        self.seq = 0

    def now(self) -> datetime:
        """The instant in UTC."""
        return self._end - self._span * (1 - self.seq / self._entries)


class Nobody:
    """Who sends the commands, and wants to hear only of what is refused."""

    def accept_soon(self, command_id: str, changed: bool) -> None:
        """The command is durable."""

    def refuse(self, command_id: str, rule: str, message: str, who_could: str = "") -> None:
        """Raises EnvironmentFailure: nothing in a made year may be refused."""
        raise EnvironmentFailure(f"{rule}: {message}")


def deeds(town: Town, clock: YearClock) -> Iterator[Deed]:
    """What people and sources do, day after day, for ever."""
    kinds, sources = town.kinds, town.sources
    grids = [circle for circle in town.circles if circle.tier == "grid"]
    units = tuple(unit.id for unit in town.units)
    squads = [units[at : at + SQUAD] for at in range(0, len(units), SQUAD)]
    orders = count(1)
    for day in count():
        for number in range(INCIDENTS_A_DAY):
            kind, grid = kinds[number % len(kinds)], grids[number % len(grids)]
            source = sources[number % len(sources)].id
            name = f"{day:04d}-{number:04d}"
            by = Actor("source", source)
            yield by, ReportIncident(source, name, kind.id, kind.name, clock.now(), 0, grid.centre, grid.id)
            for step in STEPS[1:7]:
                yield by, AdvanceIncident(f"{source}:{name}", step)
            if number % (INCIDENTS_A_DAY // SQUAD_ORDERS_A_DAY) == 0:
                yield from _order(town, clock, f"o{next(orders):06d}", squads[(day + number) % len(squads)])
        if day % ALL_HANDS_EVERY_DAYS == 0:
            yield from _order(town, clock, f"o{next(orders):06d}", units)


def _order(town: Town, clock: YearClock, id_: str, units: tuple[str, ...]) -> Iterator[Deed]:
    shift = town.rota.shift_at(clock.now())
    if shift is None:
        return
    yield Actor("person", shift.commander), IssueOrder(id_, "到点位集结，逐一签收", units, Target(units=units))
    for state in PROGRESS[1:]:
        for unit in units:
            yield Actor("unit", unit), Receipt(id_, state)


async def write_year(folder: Path, town: TownFolder, entries: int, span: timedelta = SPAN) -> None:
    """Fills a data folder with a journal of so many entries, left as by a hub that was killed.

    The newest snapshot is as far behind the journal's end as it can be.

    Args:
        span: the time that the entries are spread over.

    Raises:
        EnvironmentFailure: the disk does not take it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    clock, nobody = YearClock(entries, span), Nobody()
    archives: list[Archive] = []

    def published(found: list[Published]) -> None:
        for archive in archives:
            archive.note(found)

    service = Service(folder, clock, published)
    archives.append(Archive(folder, service.journal))
    # A year of shifts by the clock: nobody is there to sign.
    by_clock = replace(town.town, rota=replace(town.town.rota, passes="clock"))
    service.define_town(by_clock, town.digest)
    for number, (actor, command) in enumerate(deeds(town.town, clock)):
        service.do(command, actor, f"c{number}", nobody)
        clock.seq = service.world.seq
        if clock.seq >= entries:
            break
        if clock.seq - service.durable.seq >= AHEAD:
            await _durable(service)
            if service.snapshot_due() and clock.seq <= entries - snapshots.EVERY:
                service.snapshot()()
                archives[0].write()
    await _durable(service)
    archives[0].close()
    service.journal.close()


async def _durable(service: Service) -> None:
    while service.durable.seq < service.world.seq:
        if service.failure is not None:
            raise service.failure
        await asyncio.sleep(0.0005)
