"""Whether the areas of lower circles tile the higher one: no gap, no overlap, nothing outside."""

from __future__ import annotations

import math

import numpy as np

from cockpit.domain.circles import Circle
from cockpit.domain.places import Area
from cockpit.town.faults import Faults
from cockpit.town.geometry import Feature
from cockpit.town.polygons import area_holds, area_m2

AREA_TOLERANCE = 0.002
"""Share of a circle's area by which its parts may differ: hand-drawn borders never meet exactly."""

SAMPLES = 56
"""Points along each side of the lattice that is laid over a circle."""

SAMPLE_TOLERANCE = 0.003
"""Share of the lattice points that may lie in a sliver between two parts."""


def check_tiling(circles: dict[str, Circle], areas: dict[str, tuple[Area, Feature]], faults: Faults) -> None:
    """Notes a fault for each circle that its lower circles do not tile."""
    parts: dict[str, list[str]] = {}
    for circle in circles.values():
        if circle.parent in circles:
            parts.setdefault(circle.parent or "", []).append(circle.id)
    for id_, children in parts.items():
        if id_ in areas and all(child in areas for child in children):
            area, feature = areas[id_]
            _check_one(circles[id_], area, {child: areas[child][0] for child in children}, feature)


def _check_one(circle: Circle, whole: Area, parts: dict[str, Area], feature: Feature) -> None:
    """One circle against its parts: the sum of areas, then a lattice of points."""
    west, south, east, north = whole.box()
    lat = (south + north) / 2
    whole_m2 = area_m2(whole, lat)
    off = sum(area_m2(part, lat) for part in parts.values()) / whole_m2 - 1
    named = f"{circle.name}（{circle.id}）"
    xs, ys = np.meshgrid(np.linspace(west, east, SAMPLES + 2)[1:-1], np.linspace(south, north, SAMPLES + 2)[1:-1])
    points = np.column_stack([xs.ravel(), ys.ravel()])
    inside = area_holds(whole, points)
    held = {id_: area_holds(part, points) for id_, part in parts.items()}
    times = sum((mask.astype(np.int8) for mask in held.values()), np.zeros(len(points), dtype=np.int8))
    slack = max(1, math.floor(SAMPLE_TOLERANCE * len(points)))
    wrongs = (
        (inside & (times == 0), "下级圈之间有空隙", "补画，使下级圈拼满"),
        (times > 1, "下级圈互相重叠", "改画重叠处的边界"),
        (~inside & (times > 0), "下级圈超出了它的边界", "改画其中一方的边界"),
    )
    before = False
    for mask, wrong, mend in wrongs:
        if mask.sum() > slack:
            lon, lat_at = points[mask].mean(axis=0) if mask.sum() < 3 else points[mask][int(mask.sum()) // 2]
            who = "、".join(id_ for id_, part in held.items() if (part & mask).any())
            feature.fault(f"{named}：{wrong}，如 {lon:.5f}, {lat_at:.5f}" + (f"（{who}）" if who else ""), mend)
            before = True
    if abs(off) > AREA_TOLERANCE and not before:
        feature.fault(f"{named}：下级圈面积之和与它相差 {off:+.2%}", "检查窄缝和重叠")
