"""Writes a generated town as a folder, the same bytes each time for the same seed and end."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from cockpit.domain.circles import Circle
from cockpit.domain.indices import Method
from cockpit.domain.places import Area
from cockpit.domain.town import Line, Settings
from cockpit.town.generate.circles import CirclePlan, make_circles
from cockpit.town.generate.ground import make_ground
from cockpit.town.generate.history import COLUMNS, make_history
from cockpit.town.generate.kinds import KINDS, PLANS, SOURCES
from cockpit.town.generate.lattice import make_lattice
from cockpit.town.generate.people import DEPARTMENTS, Staff, make_staff
from cockpit.town.generate.premises import make_premises
from cockpit.town.generate.streets import make_roads
from cockpit.town.generate.texts import accounts_toml, indices_toml, plans_toml, readme, rota_toml, town_toml
from cockpit.town.generate.water import make_lakes, make_rivers
from cockpit.town.polygons import area_holds

DEFAULT_SEED = 20260601
DEFAULT_END = date(2026, 11, 1)


def generate_town(folder: Path, seed: int = DEFAULT_SEED, ends_on: date = DEFAULT_END) -> None:
    """Writes the sample town into a folder (made where it is missing; files of the same names are replaced).

    Args:
        folder: where to.
        seed: the same seed gives the same bytes.
        ends_on: last day of the year of incidents.
    """
    (folder / "history").mkdir(parents=True, exist_ok=True)
    lattice = make_lattice(seed)
    ground = make_ground(lattice, seed)
    plan = make_circles(ground, seed)
    roads = make_roads(ground, lattice, seed)
    premises = make_premises(ground, roads, seed)
    weights = _grid_weights(plan, np.array([place.place for place in premises]))
    staff = make_staff(plan.circles, weights, seed)
    settings = Settings("anlan", "安澜镇", "Anlan", sample=True)
    history = make_history(ends_on, KINDS, [source.id for source in SOURCES], weights, settings.close_within_h, seed)

    _write(folder / "town.toml", town_toml(settings, seed, ends_on))
    _write_people(folder, staff)
    _write(folder / "rota.toml", rota_toml(staff.people))
    _write_table(folder / "departments.csv", ("id", "name", "name_en", "shape"), DEPARTMENTS)
    _write_table(folder / "sources.csv", ("id", "name", "name_en", "silent_after_s"), SOURCES)
    kind_columns = ("id", "name", "name_en", "domain", "severity", "hazard", "close_within_h")
    _write_table(folder / "kinds.csv", kind_columns, KINDS)
    _write(folder / "plans.toml", plans_toml(PLANS))
    _write(folder / "indices.toml", indices_toml(Method()))
    _write(folder / "accounts.toml", accounts_toml())
    _write(folder / "README.md", readme(staff.people, seed, ends_on))
    _write(folder / "areas.geojson", _areas_json(staff.circles, plan.areas))
    _write(folder / "roads.geojson", _collection(_line_feature(road.line()) for road in roads))
    _write(folder / "water.geojson", _water_json(make_lakes(ground), make_rivers(ground)))
    rows = [(p.id, p.name, p.kind, p.place[0], p.place[1], p.code) for p in premises]
    _write(folder / "premises.csv", _table(("id", "name", "kind", "lon", "lat", "code"), rows))
    packed = gzip.compress(_table(COLUMNS, history).encode(), compresslevel=9, mtime=0)
    (folder / "history" / "incidents.csv.gz").write_bytes(packed)


def _grid_weights(plan: CirclePlan, places: np.ndarray) -> dict[str, float]:
    """Premises in each grid, and a few more so that no grid is without."""
    return {
        circle.id: 15.0 + float(area_holds(plan.areas[circle.id], places).sum())
        for circle in plan.circles
        if circle.tier == "grid"
    }


def _write_people(folder: Path, staff: Staff) -> None:
    rows = [(c.id, c.tier, c.name, c.parent or "", c.chief or "", c.centre[0], c.centre[1]) for c in staff.circles]
    _write(folder / "circles.csv", _table(("id", "tier", "name", "parent", "chief", "lon", "lat"), rows))
    _write_table(folder / "units.csv", ("id", "name", "department", "circle", "role"), staff.units)
    _write_table(folder / "people.csv", ("id", "login", "name", "role", "department", "zone"), staff.people)


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def _write_table(path: Path, columns: tuple[str, ...], records: Iterable[object]) -> None:
    _write(path, _table(columns, [[_cell(getattr(record, column)) for column in columns] for record in records]))


def _cell(value: object) -> object:
    """True as 1, False, None and 0.0 (no figure of its own) as nothing."""
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None or value == 0.0 else value


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _collection(features: Iterable[dict[str, object]]) -> str:
    """A FeatureCollection with a feature a line, so that a change shows as one line."""
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    return '{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n"


def _areas_json(circles: list[Circle], areas: dict[str, Area]) -> str:
    return _collection(
        _feature({"id": circle.id, "tier": circle.tier, "name": circle.name}, _geometry(areas[circle.id]))
        for circle in circles
    )


def _feature(properties: dict[str, object], geometry: dict[str, object]) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _geometry(area: Area) -> dict[str, object]:
    if len(area.polygons) == 1:
        return {"type": "Polygon", "coordinates": area.polygons[0]}
    return {"type": "MultiPolygon", "coordinates": area.polygons}


def _line_feature(line: Line) -> dict[str, object]:
    return _feature(
        {"name": line.name, "rank": line.rank, "width_m": line.width_m},
        {"type": "LineString", "coordinates": line.points},
    )


def _water_json(lakes: list[tuple[str, Area]], rivers: list[Line]) -> str:
    features = [_feature({"name": name, "rank": "lake"}, _geometry(area)) for name, area in lakes]
    return _collection(features + [_line_feature(river) for river in rivers])
