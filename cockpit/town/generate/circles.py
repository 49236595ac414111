"""The five circles of a town of 125 grids: who lies in whom, their names, centres and areas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cockpit.domain.circles import Circle
from cockpit.domain.places import Area
from cockpit.town.generate.cells import make_cells
from cockpit.town.generate.ground import Ground
from cockpit.town.generate.hierarchy import Grouping
from cockpit.town.generate.names import NUMERALS, ZONES
from cockpit.town.generate.plane import to_metres
from cockpit.town.polygons import label_point, union

BANK_GRIDS = (63, 62)
SQUADS_A_STATION = ((5, 4, 4), (4, 4))
"""Grids in each squad of a zone's first and second station."""


@dataclass
class CirclePlan:
    """The circles without chiefs, in the order of the file, and their areas."""

    circles: list[Circle]
    areas: dict[str, Area]


def make_circles(ground: Ground, seed: int) -> CirclePlan:
    """1 core, 6 zones, 12 stations, 30 squads, 125 grids; zones are numbered from the north-east on."""
    cells = make_cells(ground, BANK_GRIDS, seed)
    grouping = Grouping(cells)
    north = list(range(BANK_GRIDS[0]))
    south = list(range(BANK_GRIDS[0], sum(BANK_GRIDS)))
    zones = grouping.split(north, [21, 21, 21]) + grouping.split(south, [21, 21, 20])
    middles = np.array([to_metres(label_point(cell)) for cell in cells])
    zones.sort(key=lambda zone: (zone[0] >= BANK_GRIDS[0], float(middles[zone][:, 0].mean())))
    # West to east on the north bank, then east to west on the south bank, as the eye goes round.
    zones = zones[:3] + zones[3:][::-1]
    builder = _Builder(cells)
    for zone in zones:
        builder.add_zone(grouping, zone)
    return builder.finished()


class _Builder:
    """Numbers circles as they come."""

    def __init__(self, cells: list[Area]) -> None:
        self._cells = cells
        self._areas: dict[str, Area] = {}
        self._rows: dict[str, list[tuple[str, str, str]]] = {"zone": [], "station": [], "squad": [], "grid": []}

    def add_zone(self, grouping: Grouping, cells: list[int]) -> None:
        number = len(self._rows["zone"]) + 1
        id_ = f"z{number}"
        self._rows["zone"].append((id_, f"{NUMERALS[number - 1]}区·{ZONES[number - 1]}", "core"))
        first_size = sum(SQUADS_A_STATION[0]) - (1 if len(cells) == 20 else 0)
        stations = grouping.split(cells, [first_size, len(cells) - first_size])
        for station in stations:
            self._add_station(grouping, station, id_)
        self._areas[id_] = union(self._areas[row[0]] for row in self._rows["station"] if row[2] == id_)

    def _add_station(self, grouping: Grouping, cells: list[int], zone: str) -> None:
        number = len(self._rows["station"]) + 1
        id_ = f"s{number:02d}"
        self._rows["station"].append((id_, f"{number}号驿站", zone))
        sizes = {13: [5, 4, 4], 12: [4, 4, 4], 8: [4, 4]}[len(cells)]
        for squad in grouping.split(cells, sizes):
            self._add_squad(squad, id_, zone)
        self._areas[id_] = union(self._areas[row[0]] for row in self._rows["squad"] if row[2] == id_)

    def _add_squad(self, cells: list[int], station: str, zone: str) -> None:
        number = len(self._rows["squad"]) + 1
        id_ = f"q{number:02d}"
        self._rows["squad"].append((id_, f"联合执法{number}队", station))
        for cell in cells:
            count = len(self._rows["grid"]) + 1
            grid_id = f"g{count:03d}"
            in_zone = sum(1 for row in self._rows["grid"] if row[1].startswith(ZONES[int(zone[1:]) - 1])) + 1
            self._rows["grid"].append((grid_id, f"{ZONES[int(zone[1:]) - 1]}{in_zone:02d}网格", id_))
            self._areas[grid_id] = self._cells[cell]
        self._areas[id_] = union(self._areas[row[0]] for row in self._rows["grid"] if row[2] == id_)

    def finished(self) -> CirclePlan:
        self._areas["core"] = union(self._areas[row[0]] for row in self._rows["zone"])
        circles = [Circle("core", "core", "指挥中心", None, None, _centre(self._areas["core"]))]
        for tier, rows in self._rows.items():
            for id_, name, parent in rows:
                circles.append(Circle(id_, tier, name, parent, None, _centre(self._areas[id_])))  # type: ignore[arg-type]
        return CirclePlan(circles, {circle.id: self._areas[circle.id] for circle in circles})


def _centre(area: Area) -> tuple[float, float]:
    lon, lat = label_point(area)
    return (round(lon, 6), round(lat, 6))
