"""The town as the field page needs it to draw a small map, find a way and report, without a network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from cockpit.domain.places import Area, LonLat, box_of
from cockpit.domain.town import Line
from cockpit.town.folder import TownFolder

DIGITS = 5
"""Decimals of a degree that are kept: about a metre, less than a finger's width on a phone at any scale."""


def town_sheet(folder: TownFolder) -> bytes:
    """The sheet as JSON; places are ``[longitude, latitude]`` in degrees WGS-84."""
    town, ground = folder.town, folder.map
    zones = [circle for circle in town.circles if circle.tier == "zone"]
    root = next((circle.id for circle in town.circles if circle.parent is None), "")
    sheet: dict[str, Any] = {
        "id": town.settings.id,
        "name": town.settings.name,
        "name_en": town.settings.name_en,
        "time_zone": town.settings.time_zone,
        "sample": town.settings.sample,
        "box": _box(ground.areas.values()),
        "outline": _outline(ground.areas.get(root)),
        "zones": [
            {
                "id": zone.id,
                "name": zone.name,
                "centre": _place(zone.centre),
                "outline": _outline(ground.areas.get(zone.id)),
            }
            for zone in zones
        ],
        "roads": [_line(road) for road in ground.roads],
        "rivers": [_line(river) for river in ground.rivers],
        "water": [_rings(area) for area in ground.water],
        "circles": [{"id": one.id, "name": one.name, "tier": one.tier, "parent": one.parent} for one in town.circles],
        "departments": [
            {"id": one.id, "name": one.name, "name_en": one.name_en, "shape": one.shape} for one in town.departments
        ],
        "kinds": [
            {"id": one.id, "name": one.name, "name_en": one.name_en, "domain": one.domain, "severity": one.severity}
            for one in town.kinds
        ],
    }
    return msgspec.json.encode(sheet)


def _box(areas: Iterable[Area]) -> list[float] | None:
    """West, south, east, north of all areas; None without any."""
    corners: list[LonLat] = []
    for area in areas:
        west, south, east, north = area.box()
        corners += [(west, south), (east, north)]
    return [round(one, DIGITS) for one in box_of(corners)] if corners else None


def _outline(area: Area | None) -> list[list[list[float]]]:
    """The outer rings; a phone's small map does without the holes."""
    return [] if area is None else [_points(rings[0]) for rings in area.polygons]


def _rings(area: Area) -> list[list[list[float]]]:
    """All rings, holes included: filled by the even-odd rule."""
    return [_points(ring) for rings in area.polygons for ring in rings]


def _line(line: Line) -> dict[str, Any]:
    return {"name": line.name, "rank": line.rank, "width_m": line.width_m, "line": _points(line.points)}


def _points(points: Iterable[LonLat]) -> list[list[float]]:
    kept: list[list[float]] = []
    for point in points:
        place = _place(point)
        if not kept or kept[-1] != place:
            kept.append(place)
    return kept


def _place(point: LonLat) -> list[float]:
    return [round(point[0], DIGITS), round(point[1], DIGITS)]
