"""All simulated terminals of a town in one process, driven by one clock."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping, Sequence

from cockpit.domain.places import Area, LonLat
from cockpit.domain.town import Town, TownMap
from cockpit.domain.units import Unit
from cockpit.intake.tracks import Room, Track
from cockpit.kit.tasks import Tasks
from cockpit.sim.behaviour import Manner
from cockpit.sim.movement import Walker
from cockpit.sim.record import Record
from cockpit.sim.terminal import Tally, Terminal

TICK_S = 0.1
BEAT_SLOTS = 10
"""Ticks in which each terminal looks once at whether it should say something."""
JOIN_PER_S = 400
"""Terminals that connect within a second at the start: a shift does not switch its phones on in one instant."""


class Crowd:
    """The terminals of a town's units.

    Args:
        keys: unit id to its terminal's key.
        report_every_s: seconds of real time between two positions of a unit.
        speed: simulated seconds in a second.
        share: ``(i, n)``: only the i-th of n equal shares of the units (from 1), so that several processes split them.
        record: takes down what the terminals do.
    """

    def __init__(
        self,
        url: str,
        town: Town,
        town_map: TownMap,
        keys: Mapping[str, str],
        manner: Manner,
        *,
        units: int | None = None,
        speed: float = 1.0,
        seed: int = 1,
        report_every_s: float | None = None,
        share: tuple[int, int] = (1, 1),
        record: Record | None = None,
    ) -> None:
        self.tally = Tally()
        self.speed = speed
        self._report_every_s = report_every_s or town.settings.contact.report_every_s
        self._started_at = time.time()
        self._started_from = time.monotonic()
        self._tasks = Tasks("crowd")
        centres = {circle.id: circle.centre for circle in town.circles}
        chosen = town.units if units is None else spread(town.units, units)
        chosen = chosen[share[0] - 1 :: share[1]]
        self._units, self._areas, self._seed = chosen, town_map.areas, seed
        self.terminals: dict[str, Terminal] = {}
        for number, unit in enumerate(chosen):
            chance = random.Random(f"{seed}/{unit.id}")
            area = town_map.areas.get(unit.circle)
            walker = Walker(area, start_in(area, centres[unit.circle], chance), unit.department, chance)
            self.terminals[unit.id] = Terminal(
                url, unit.id, keys[unit.id], walker, manner, chance, self.tally, self.now_s, record
            )
            self.terminals[unit.id].away_until = self._started_at + number / JOIN_PER_S * speed

    def follow_tracks(self, tracks: Sequence[Track]) -> None:
        """Lays recorded tracks into each unit's own circle and has the units go along them.

        Args:
            tracks: at least one; every unit starts at another place of one of them.
        """
        rooms: dict[str, Room] = {}
        for unit in self._units:
            area = self._areas.get(unit.circle)
            if area is None:
                continue
            chance = random.Random(f"track/{self._seed}/{unit.id}")
            if unit.circle not in rooms:
                rooms[unit.circle] = Room.of_area(area)
            track = chance.choice(tracks).transformed(rooms[unit.circle], chance.uniform(0, 360))
            self.terminals[unit.id].walker.follow(track, chance.uniform(0, track.duration_s))

    def now_s(self) -> float:
        """Simulated epoch seconds; they go on evenly where the machine's clock is set."""
        return self._started_at + (time.monotonic() - self._started_from) * self.speed

    async def run(self) -> None:
        """Connects everybody and keeps them moving and answering until cancelled."""
        for terminal in self.terminals.values():
            self._tasks.spawn(terminal.run(), terminal.unit)
        try:
            await self._tick()
        finally:
            await self._tasks.close()

    async def everybody_connected(self) -> None:
        """Waits until every terminal has its session."""
        while self.tally.connected < len(self.terminals):
            await asyncio.sleep(0.02)

    async def _tick(self) -> None:
        terminals = list(self.terminals.values())
        slots = max(1, round(self._report_every_s / TICK_S))
        loop = asyncio.get_running_loop()
        due, turn, last = loop.time(), 0, self.now_s()
        while True:
            due = max(due + TICK_S, loop.time() - TICK_S)
            await asyncio.sleep(max(0.0, due - loop.time()))
            now = self.now_s()
            seconds, last = now - last, now
            for number, terminal in enumerate(terminals):
                if terminal.tasks:
                    await terminal.act(now)
                if number % BEAT_SLOTS == turn % BEAT_SLOTS:
                    await terminal.keep_alive(time.time())
                if number % slots == turn % slots:
                    terminal.walker.step(seconds * slots)
                    await terminal.tell_position(time.time())
            turn += 1


def spread(units: tuple[Unit, ...], count: int) -> tuple[Unit, ...]:
    """So many of the units, evenly over the town's file, so that every department and zone is among them."""
    if count >= len(units):
        return units
    return tuple(units[number * len(units) // count] for number in range(count))


def start_in(area: Area | None, centre: LonLat, chance: random.Random) -> LonLat:
    """A point in the area, or its centre where none is found soon."""
    if area is not None:
        west, south, east, north = area.box()
        for _ in range(20):
            point = (chance.uniform(west, east), chance.uniform(south, north))
            if area.contains(point):
                return point
    return centre
