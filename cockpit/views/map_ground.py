"""What lies still on the map: the areas of the five tiers, water, roads, premises, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from cockpit.domain.circles import TIERS, Tier
from cockpit.domain.indices import BANDS, DOMAINS, Band, Domain, Figures
from cockpit.domain.places import Area, LonLat, Ring, box_of
from cockpit.domain.town import TownMap
from cockpit.domain.world import World

Box = tuple[float, float, float, float]
WORST = "worst"
"""In place of a domain: the worst of the six."""

SHADED: tuple[Band, ...] = ("yellow", "orange", "red")
"""Bands that colour an area; a calm area stays dark."""

NOWHERE: Box = (119.9, 30.2, 120.3, 30.5)
"""What the map looks at when a town has no geometry: the surroundings of the sample."""


class AreaRow(msgspec.Struct, frozen=True):
    """One polygon of a circle's area; a circle in several parts has several rows."""

    circle: str
    tier: Tier
    polygon: tuple[Ring, ...]


class LineRow(msgspec.Struct, frozen=True):
    """A road or a river; ``width_m`` in metres."""

    path: tuple[LonLat, ...]
    width_m: float
    rank: str


class LabelRow(msgspec.Struct, frozen=True):
    """A circle's name where its label stands."""

    text: str
    place: LonLat
    tier: Tier


class PremisesRow(msgspec.Struct, frozen=True):
    """A place that is inspected, with its safety code."""

    place: LonLat
    code: str


@dataclass(frozen=True)
class Ground:
    """Everything that lies still, as rows; ``box`` and ``origin`` are the town's extent and middle in degrees."""

    areas: tuple[AreaRow, ...]
    water: tuple[tuple[Ring, ...], ...]
    rivers: tuple[LineRow, ...]
    roads: tuple[LineRow, ...]
    labels: tuple[LabelRow, ...]
    premises: tuple[PremisesRow, ...]
    box: Box
    origin: LonLat
    by_tier: dict[Tier, tuple[tuple[str, Box, Area], ...]]

    def circle_at(self, place: LonLat, tier: Tier) -> str:
        """The circle of a tier that holds a place, empty where none does."""
        lon, lat = place
        for circle, (west, south, east, north), area in self.by_tier.get(tier, ()):
            if west <= lon <= east and south <= lat <= north and area.contains(place):
                return circle
        return ""


def ground(world: World, town_map: TownMap | None) -> Ground:
    """The ground of a town; without geometry it is empty, and the map still works."""
    plan = town_map or TownMap({})
    by_tier: dict[Tier, list[tuple[str, Box, Area]]] = {tier: [] for tier in TIERS}
    areas: list[AreaRow] = []
    labels: list[LabelRow] = []
    for circle in world.circles.by_id.values():
        area = plan.areas.get(circle.id)
        if area is None or not area.polygons:
            continue
        by_tier[circle.tier].append((circle.id, area.box(), area))
        areas += [AreaRow(circle.id, circle.tier, polygon) for polygon in area.polygons]
        if circle.tier != "core":
            labels.append(LabelRow(circle.name, circle.centre, circle.tier))
    boxes = [box for rows in by_tier.values() for _, box, _ in rows]
    box = NOWHERE if not boxes else box_of([(w, s) for w, s, _, _ in boxes] + [(e, n) for _, _, e, n in boxes])
    areas.sort(key=lambda row: TIERS.index(row.tier), reverse=True)
    return Ground(
        areas=tuple(areas),
        water=tuple(polygon for area in plan.water for polygon in area.polygons),
        rivers=tuple(LineRow(line.points, line.width_m, line.rank) for line in plan.rivers),
        roads=tuple(LineRow(line.points, line.width_m, line.rank) for line in plan.roads),
        labels=tuple(labels),
        premises=tuple(PremisesRow(one.place, one.code) for one in plan.premises),
        box=box,
        origin=((box[0] + box[2]) / 2, (box[1] + box[3]) / 2),
        by_tier={tier: tuple(rows) for tier, rows in by_tier.items()},
    )


def shades(world: World, figures: Figures | None, domain: Domain | str = WORST) -> dict[str, Band]:
    """The band of each grid that is yellow or worse, by the index of a domain or by the worst of the six."""
    if figures is None:
        return {}
    number = DOMAINS.index(domain) if domain in DOMAINS else -1
    found: dict[str, Band] = {}
    for circle in world.circles.of_tier("grid"):
        values = figures.circles.get(circle.id)
        if not values:
            continue
        band = world.method.band(min(values) if number < 0 else values[number])
        if band in SHADED:
            found[circle.id] = band
    return found


def tier_at(zoom: float, town_zoom: float) -> Tier:
    """The tier that a click on the ground means: the nearer the camera, the smaller the circle."""
    nearer = zoom - town_zoom
    if nearer < 0.8:
        return "zone"
    if nearer < 1.6:
        return "station"
    return "squad" if nearer < 2.4 else "grid"


def worst_band(bands: dict[str, Band]) -> Band | None:
    """The gravest band on the map, None when it is calm."""
    return max(bands.values(), key=BANDS.index, default=None)
