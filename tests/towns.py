"""A small town made by hand, for tests: 1 core, 2 zones, 2 stations, 2 squads, 4 grids, 20 units."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from cockpit.domain.circles import Circle
from cockpit.domain.incidents import Kind
from cockpit.domain.indices import Method
from cockpit.domain.live import Fix, Live
from cockpit.domain.orders import Plan
from cockpit.domain.people import HUB, Actor, Person
from cockpit.domain.places import Area, LonLat
from cockpit.domain.rota import Rota, Turn
from cockpit.domain.sources import Source
from cockpit.domain.town import Settings, Town, TownMap
from cockpit.domain.town_events import town_events
from cockpit.domain.units import Department, Unit
from cockpit.domain.world import Command, Entry, Event, World, apply, decide

NOON = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
"""Noon of a Monday in Asia/Shanghai."""

CENTRE: LonLat = (120.10, 30.33)


def small_town() -> Town:
    """The town; zone z1 holds station s1, squad q1, grids g1 and g2; zone z2 the rest."""
    lon, lat = CENTRE
    circles = [Circle("core", "core", "指挥中心", None, "p1", CENTRE)]
    for zone in (1, 2):
        dx = 0.01 if zone == 2 else -0.01
        circles += [
            Circle(f"z{zone}", "zone", f"{'一二'[zone - 1]}区", "core", f"p{4 + zone}", (lon + dx, lat)),
            Circle(f"s{zone}", "station", f"{zone}号驿站", f"z{zone}", f"u{zone}01", (lon + dx, lat)),
            Circle(f"q{zone}", "squad", f"执法{zone}队", f"s{zone}", f"u{zone}02", (lon + dx, lat)),
        ]
        for part in (1, 2):
            number = (zone - 1) * 2 + part
            centre = (lon + dx, lat + (0.005 if part == 2 else -0.005))
            circles.append(Circle(f"g{number}", "grid", f"网格{number}", f"q{zone}", f"u{zone}0{4 + part}", centre))
    departments = (
        Department("police", "公安", "Police", "diamond"),
        Department("traffic_police", "交警", "Traffic police", "triangle"),
        Department("enforcement", "行政执法", "Enforcement", "square"),
        Department("emergency", "应急管理", "Emergency", "pentagon"),
        Department("grid", "网格", "Grid", "circle"),
    )
    names = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
    units: list[Unit] = []
    for zone in (1, 2):
        for number in range(1, 11):
            id_ = f"u{zone}{number:02d}"
            name = names[(zone - 1) * 10 + number - 1] + "力"
            if number <= 4:
                department = ("police", "traffic_police", "enforcement", "emergency")[number - 1]
                units.append(Unit(id_, name, department, f"q{zone}", "officer"))
            else:
                grid = (zone - 1) * 2 + (1 if number % 2 else 2)
                role = "grid_leader" if number <= 6 else "grid_worker"
                units.append(Unit(id_, name, "grid", f"g{grid}", role))  # type: ignore[arg-type]
    people = (
        Person("p1", "shen", "沈宁远", "commander", "emergency"),
        Person("p2", "gu", "顾清和", "commander", "enforcement"),
        Person("p3", "lu", "陆操作", "operator", "police"),
        Person("p4", "kan", "看观摩", "viewer"),
        Person("p5", "zhang", "章一区", "zone_chief", "police", "z1"),
        Person("p6", "fang", "方二区", "zone_chief", "police", "z2"),
    )
    anchor_at = datetime(2026, 5, 31, 12, 0, tzinfo=UTC)
    return Town(
        settings=Settings("small", "小镇", "Smalltown", sample=True),
        circles=tuple(circles),
        departments=departments,
        units=tuple(units),
        people=people,
        rota=Rota(Turn(anchor_at, 24.0, ("p1", "p2")), passes="clock"),
        sources=(
            Source("police_110", "110", "Police 110"),
            Source("fire_119", "119", "Fire 119"),
            Source("grid_worker", "网格员", "Grid worker", 3600.0),
        ),
        kinds=(
            Kind("warehouse_fire", "仓库火情", "Warehouse fire", "fire", 1),
            Kind("brawl", "打架斗殴", "Brawl", "public_order", 2),
            Kind("collision", "车辆剐蹭", "Collision", "traffic", 4),
            Kind("edge_guard", "临边防护缺失", "Missing edge guard", "workplace", 3, hazard=True),
            Kind("quarrel", "邻里纠纷", "Quarrel", "disputes", 4),
            Kind("stall", "占道堆放", "Street stall", "city_order", 4),
        ),
        plans=(Plan("fire", "仓库火情", "立即到场，先疏散再警戒", 1, ("warehouse_fire",), ("police", "emergency")),),
        method=Method(),
    )


def signed_town() -> Town:
    """The small town, in which command passes by a signed handover."""
    town = small_town()
    return msgspec.structs.replace(town, rota=msgspec.structs.replace(town.rota, passes="signed"))


def small_map() -> TownMap:
    """Areas for the small town: rectangles, each circle's the union of those below it (0.04 by 0.02 degrees)."""
    lon, lat = CENTRE

    def rectangle(west: float, south: float, east: float, north: float) -> Area:
        ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
        return Area(((ring,),))

    areas = {"core": rectangle(lon - 0.02, lat - 0.01, lon + 0.02, lat + 0.01)}
    for zone in (1, 2):
        west = lon - 0.02 if zone == 1 else lon
        for id_ in (f"z{zone}", f"s{zone}", f"q{zone}"):
            areas[id_] = rectangle(west, lat - 0.01, west + 0.02, lat + 0.01)
        areas[f"g{zone * 2 - 1}"] = rectangle(west, lat - 0.01, west + 0.02, lat)
        areas[f"g{zone * 2}"] = rectangle(west, lat, west + 0.02, lat + 0.01)
    return TownMap(areas)


def small_live(town: Town, now: datetime) -> Live:
    """Every unit just heard, at its circle's centre, a few metres apart."""
    live = Live()
    centres = {circle.id: circle.centre for circle in town.circles}
    for number, unit in enumerate(town.units):
        lon, lat = centres[unit.circle]
        at = now.timestamp()
        live.note(unit.id, Fix(lon + number * 1e-4, lat + number * 5e-5, at, 4.0, 90.0), at)
    return live


class Desk:
    """A world with decide and apply wired together: what a hub does, without the hub."""

    def __init__(self, town: Town | None = None, now: datetime = NOON) -> None:
        self.world = World()
        self.now = now
        self.entries: list[Entry] = []
        for event in town_events(town or small_town(), "test"):
            self._append(event, HUB.id, "")

    def do(self, command: Command, actor: Actor, intent: str = "") -> int:
        """Decides and applies; returns how many events followed. Raises Refused."""
        events = decide(self.world, command, actor, self.now)
        for event in events:
            self._append(event, actor.id, intent)
        return len(events)

    def person(self, id_: str) -> Actor:
        """A person of the town as actor."""
        return Actor("person", id_)

    def unit(self, id_: str) -> Actor:
        """A unit of the town as actor."""
        return Actor("unit", id_)

    def record(self, event: Event, by: str) -> None:
        """Writes down an event that followed from no command: what fell due."""
        self._append(event, by, "")

    def wait(self, seconds: float) -> None:
        """Lets time pass."""
        self.now += timedelta(seconds=seconds)

    def _append(self, event, by: str, intent: str) -> None:  # type: ignore[no-untyped-def]
        entry = Entry(self.world.seq + 1, self.now, by, event, intent)
        self.entries.append(entry)
        apply(self.world, entry)
