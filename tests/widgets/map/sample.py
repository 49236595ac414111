"""The sample town in motion: 713 units that walk, incidents, bands and an order; no hub."""

from __future__ import annotations

import math
import random
from datetime import timedelta
from pathlib import Path

from cockpit.domain.changes import Changes
from cockpit.domain.incidents import ReportIncident
from cockpit.domain.indices import DOMAINS, Figures
from cockpit.domain.live import Fix, Live
from cockpit.domain.orders import IssueOrder, Receipt, RecipientState
from cockpit.domain.people import HUB
from cockpit.town.folder import read_town
from cockpit.views.situation import LinkState, Situation, SituationChanges
from tests.towns import NOON, Desk

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "sample_town"
WALK_KMH = 12.0
METRE_DEG = 1 / 111_320.0


class SampleTown:
    """A situation over the sample town; ``walk`` moves everyone on."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        folder = read_town(FOLDER)
        self.desk = Desk(folder.town, NOON)
        world = self.desk.world
        world.take_changes()
        self.headings = {unit: self.chance.uniform(0, 2 * math.pi) for unit in world.units}
        self.live = Live()
        centres = {circle.id: circle.centre for circle in world.circles.by_id.values()}
        for unit in world.units.values():
            lon, lat = centres[unit.circle]
            place = (lon + self.chance.gauss(0, 0.003), lat + self.chance.gauss(0, 0.0025))
            self.note(unit.id, place)
        for unit in self.chance.sample(sorted(world.units), 15):
            silent_s = self.chance.uniform(70, 900)
            fix = self.live.fixes[unit]
            self.live.heard[unit] = self.now - silent_s
            self.live.fixes[unit] = Fix(fix.lon, fix.lat, self.now - silent_s)
        self.silent = {unit for unit, at in self.live.heard.items() if at < self.now - 60}
        for unit in sorted(world.units)[5:8]:
            del self.live.fixes[unit], self.live.heard[unit]
        self.situation = Situation(
            world=world,
            live=self.live,
            figures=self._figures(),
            link=LinkState("live", "ws://127.0.0.1:1", NOON),
            me=next(iter(world.people.values())),
            map=folder.map,
            now=NOON,
        )
        self._report(46)

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self.desk.now.timestamp()

    def note(self, unit: str, place: tuple[float, float]) -> None:
        """A unit reports from a place."""
        self.live.note(unit, Fix(place[0], place[1], self.now, WALK_KMH, 0.0), self.now)

    def everything(self) -> SituationChanges:
        """A first refresh."""
        return SituationChanges(Changes(town=True), True, True, True, True, True)

    def walk(self, seconds: float = 1.0) -> SituationChanges:
        """Everyone in contact walks on for so long."""
        self.desk.wait(seconds)
        self.situation.now = self.desk.now
        self.situation.link = LinkState("live", "ws://127.0.0.1:1", self.desk.now)
        step = WALK_KMH / 3.6 * seconds * METRE_DEG
        for unit, fix in list(self.live.fixes.items()):
            if unit in self.silent:
                continue
            heading = self.headings[unit] = self.headings[unit] + self.chance.gauss(0, 0.3)
            self.note(unit, (fix.lon + step * 1.15 * math.sin(heading), fix.lat + step * math.cos(heading)))
        return SituationChanges(self.desk.world.take_changes(), moved=True, clock=True)

    def order(self, zone: str) -> str:
        """The commander on duty orders a zone's officers, and some have answered; returns the order's id."""
        world = self.desk.world
        shift = world.rota.shift_at(self.desk.now)
        assert shift is not None
        within = [
            one.id for one in world.units.values() if one.role == "officer" and world.circles.within(one.circle, zone)
        ]
        self.desk.do(
            IssueOrder("o1", "到古墩路仓库集结", tuple(within), place=world.circles.by_id[zone].centre),
            self.desk.person(shift.commander),
        )
        states: tuple[RecipientState, ...] = ("delivered", "acknowledged", "en_route", "on_scene")
        for number, unit in enumerate(within):
            for state in states[: number % 5]:
                self.desk.do(Receipt("o1", state), self.desk.unit(unit))
        return "o1"

    def _figures(self) -> Figures:
        circles = {}
        for circle in self.desk.world.circles.by_id.values():
            worst = self.chance.choice([95, 93, 92, 88, 86, 84, 82, 83, 81, 90, 94, 91, 75, 72, 66, 55])
            values = [float(self.chance.uniform(worst, 99)) for _ in DOMAINS]
            values[self.chance.randrange(len(values))] = float(worst)
            circles[circle.id] = tuple(values)
        return Figures(NOON.date(), NOON, 1, "1", (), circles)

    def _report(self, count: int) -> None:
        world = self.desk.world
        kinds, sources = sorted(world.kinds), sorted(world.sources)
        grids = world.circles.of_tier("grid")
        for number in range(count):
            grid = self.chance.choice(grids)
            place = (grid.centre[0] + self.chance.gauss(0, 0.0015), grid.centre[1] + self.chance.gauss(0, 0.0015))
            at = NOON - timedelta(minutes=self.chance.uniform(1, 900))
            report = ReportIncident(
                self.chance.choice(sources),
                f"n{number}",
                self.chance.choice(kinds),
                "古墩路 588 号门前，有人报称冒烟",
                at,
                place=place,
                circle=grid.id,
            )
            self.desk.do(report, HUB)
