"""A town folder read: the town, its map, its history, and every fault at once."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from cockpit.domain.circles import Circle
from cockpit.domain.incidents import Kind
from cockpit.domain.places import LonLat
from cockpit.domain.town import Town, TownMap
from cockpit.errors import TownFault
from cockpit.town.check import check_circles, check_counts, check_people, check_plans, check_rota, check_units
from cockpit.town.faults import Fault, Faults
from cockpit.town.figures import (
    HistorySettings,
    SampleAccounts,
    read_accounts,
    read_method,
    read_plans,
    read_rota,
    read_settings,
)
from cockpit.town.geometry import read_areas, read_lines, read_premises, read_water
from cockpit.town.phrases import phrase
from cockpit.town.polygons import label_point
from cockpit.town.records import (
    Records,
    read_circles,
    read_departments,
    read_kinds,
    read_people,
    read_sources,
    read_units,
)
from cockpit.town.street_names import StreetNames
from cockpit.town.tiling import check_tiling

if TYPE_CHECKING:
    import pandas as pd

MAP_FILES = ("areas.geojson", "roads.geojson", "water.geojson", "premises.csv")


@dataclass(frozen=True)
class TownFolder:
    """A folder without faults in what goes into the town; its map is read when it is asked for.

    Attributes:
        path: the folder.
        town: the town.
        digest: SHA-256, in hexadecimal, over the town as JSON: equal for folders that mean the same town.
        accounts: known passwords, for a sample only.
        history_settings: how the history is read.
    """

    path: Path
    town: Town
    digest: str
    accounts: SampleAccounts | None
    history_settings: HistorySettings

    @cached_property
    def map(self) -> TownMap:
        """The geometry.

        Raises:
            TownFault: an area is missing or unsound, a road or a place is none.
        """
        faults = Faults()
        made = _read_map(self.path, {circle.id: circle for circle in self.town.circles}, faults, tiling=False)
        faults.raise_any()
        return made

    @cached_property
    def map_digest(self) -> str:
        """SHA-256 over the map's files as they stand."""
        sums = hashlib.sha256()
        for file in MAP_FILES:
            path = self.path / file
            sums.update(path.read_bytes() if path.exists() else b"-")
        return sums.hexdigest()

    def phrase(self, kind: Kind, rng: random.Random, place: LonLat | None = None) -> tuple[str, str]:
        """An invented text and address for an incident of a kind, at a street near the place (else at any)."""
        return phrase(kind, rng, self.streets.all if place is None else self.streets.near(place))

    @cached_property
    def streets(self) -> StreetNames:
        """The names of the town's streets."""
        return StreetNames(self.map.roads)

    def history(self, today: date) -> pd.DataFrame:
        """The incidents before today; see ``history.read_history`` for the columns."""
        from cockpit.town.history import read_history

        return read_history(self.path, self.town.settings, self.town.kinds, self.history_settings, today)


def read_town(path: str | Path) -> TownFolder:
    """Reads a town folder and checks all that goes into the town (not the map's tiling, nor the history).

    Raises:
        TownFault: with every fault that was found.
    """
    faults = Faults()
    folder = _read(Path(path), faults)
    faults.raise_any()
    return folder


def town_with_faults(path: str | Path) -> tuple[TownFolder, list[Fault]]:
    """Whatever of a folder could be read, and the faults of that (not the map's tiling, nor the history).

    Raises:
        TownFault: there is no such folder.
    """
    faults = Faults()
    folder = _read(Path(path), faults)
    return folder, faults.found()


def check_town(path: str | Path) -> list[Fault]:
    """Every fault of a folder, map and history included; empty when there is none.

    Raises:
        TownFault: there is no such folder.
    """
    from cockpit.town.check_history import check_history

    faults = Faults()
    folder = _read(Path(path), faults)
    circles = {circle.id: circle for circle in folder.town.circles}
    _read_map(folder.path, circles, faults, tiling=True)
    check_history(folder.path, folder.town, folder.history_settings, faults)
    return faults.found()


def _read(path: Path, faults: Faults) -> TownFolder:
    """The folder with whatever could be read of it; faults are noted."""
    if not path.is_dir():
        raise TownFault([f"{path}：{'不是文件夹' if path.exists() else '文件夹不存在'}；写上镇文件夹的路径"])
    settings, history = read_settings(path, faults)
    circles, departments = read_circles(path, faults), read_departments(path, faults)
    units, people = read_units(path, faults), read_people(path, faults)
    sources, kinds = read_sources(path, faults), read_kinds(path, faults)
    rota, sections = read_rota(path, ZoneInfo(settings.time_zone), faults)
    plans = read_plans(path, faults)
    method = read_method(path, faults)
    accounts = read_accounts(path, settings.sample, faults)
    check_circles(circles, people, units, faults)
    check_units(units, circles, departments, faults)
    check_people(people, circles, departments, faults)
    check_rota(rota, sections, people, faults)
    check_plans(plans, kinds, departments)
    tables: tuple[Records, ...] = (circles, departments, units, people, sources, kinds)  # type: ignore[type-arg]
    check_counts({table.file: len(table) for table in tables}, faults)
    town = Town(
        settings=settings,
        circles=_centred(circles, path, faults),
        departments=tuple(departments),
        units=tuple(units),
        people=tuple(people),
        rota=rota,
        sources=tuple(sources),
        kinds=tuple(kinds),
        plans=tuple(plan for plan, _ in plans),
        method=method,
    )
    digest = hashlib.sha256(msgspec.json.encode(town)).hexdigest()
    return TownFolder(path, town, digest, accounts, history)


def _centred(circles: Records[Circle], path: Path, faults: Faults) -> tuple[Circle, ...]:
    """The circles, with a centre out of its area for each that was given none."""
    if all(circle.centre != (0.0, 0.0) for circle in circles):
        return tuple(circles)
    areas = read_areas(path, faults)
    made: list[Circle] = []
    for circle in circles:
        if circle.centre == (0.0, 0.0) and circle.id in areas:
            lon, lat = label_point(areas[circle.id][0])
            circle = msgspec.structs.replace(circle, centre=(round(lon, 6), round(lat, 6)))
        made.append(circle)
    return tuple(made)


def _read_map(path: Path, circles: dict[str, Circle], faults: Faults, tiling: bool) -> TownMap:
    areas = read_areas(path, faults)
    if areas:
        for id_ in circles.keys() - areas.keys():
            faults.add("areas.geojson", None, f"圈 “{id_}” 没有区域", f"加上 properties.id = {id_} 的要素")
    for id_ in areas.keys() - circles.keys():
        areas[id_][1].fault(f"圈 “{id_}” 不在 circles.csv 里", "改正 id，或删去这个要素")
    if tiling:
        check_tiling(circles, areas, faults)
    core = next((areas[id_][0] for id_, circle in circles.items() if circle.tier == "core" and id_ in areas), None)
    lakes, rivers = read_water(path, faults)
    return TownMap(
        areas={id_: area for id_, (area, _) in areas.items()},
        roads=read_lines(path, "roads.geojson", faults),
        water=lakes,
        rivers=rivers,
        premises=read_premises(path, core, faults),
    )
