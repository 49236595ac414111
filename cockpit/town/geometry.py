"""The folder's map: areas, roads and water as GeoJSON (RFC 7946), premises as a table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cockpit.domain.places import Area, LonLat, Ring, is_place
from cockpit.domain.town import Line, Premises
from cockpit.town.faults import Faults
from cockpit.town.polygons import first_crossing, signed_area
from cockpit.town.tables import read_table, read_text

CODES = ("green", "yellow", "red")


@dataclass(frozen=True)
class Feature:
    """A feature of a GeoJSON file: its properties, its geometry, and the line where it seems to stand."""

    file: str
    line: int | None
    properties: dict[str, Any]
    kind: str
    coordinates: Any
    faults: Faults

    def fault(self, wrong: str, mend: str) -> None:
        """Notes a fault of this feature."""
        self.faults.add(self.file, self.line, wrong, mend)

    def text(self, key: str) -> str:
        """A property as text; empty where there is none."""
        value = self.properties.get(key)
        return "" if value is None else str(value)


def read_features(folder: Path, file: str, faults: Faults) -> list[Feature]:
    """The features of a GeoJSON file."""
    text = read_text(folder, file, faults)
    if text is None:
        return []
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        faults.add(file, error.lineno, f"不是有效的 JSON（{error.msg}）", "重新导出这个文件")
        return []
    raw = document.get("features") if isinstance(document, dict) else None
    if not isinstance(raw, list):
        faults.add(file, 1, "不是 FeatureCollection", "导出为 GeoJSON FeatureCollection，坐标系 WGS-84（EPSG:4326）")
        return []
    lines = [text.count("\n", 0, match.start()) + 1 for match in re.finditer(r'"type"\s*:\s*"Feature"', text)]
    known = len(lines) == len(raw)
    features: list[Feature] = []
    for number, item in enumerate(raw):
        line = lines[number] if known else None
        geometry = item.get("geometry") if isinstance(item, dict) else None
        if not isinstance(geometry, dict):
            faults.add(file, line, f"第 {number + 1} 个要素没有图形", "补上，或删去这个要素")
            continue
        properties = item.get("properties")
        if not isinstance(properties, dict):
            properties = {}
        kind, coordinates = str(geometry.get("type")), geometry.get("coordinates")
        features.append(Feature(file, line, properties, kind, coordinates, faults))
    return features


def _points(feature: Feature, raw: Any) -> tuple[LonLat, ...]:
    """Places out of a coordinate list; empty, with a fault, where one is none."""
    points: list[LonLat] = []
    for pair in raw if isinstance(raw, list) else []:
        numbers = isinstance(pair, list) and len(pair) >= 2 and all(isinstance(n, (int, float)) for n in pair[:2])
        place = (float(pair[0]), float(pair[1])) if numbers else (0.0, 0.0)
        if not is_place(place):
            feature.fault(f"坐标 {pair} 无效", "写成 [经度, 纬度]，WGS-84，单位为度")
            return ()
        points.append(place)
    return tuple(points)


def area_of(feature: Feature) -> Area | None:
    """The feature's area; None, with a fault, where it is no sound polygon."""
    if feature.kind not in ("Polygon", "MultiPolygon"):
        feature.fault(f"图形是 {feature.kind}", "应为 Polygon 或 MultiPolygon")
        return None
    polygons = feature.coordinates if feature.kind == "MultiPolygon" else [feature.coordinates]
    found: list[tuple[Ring, ...]] = []
    for polygon in polygons if isinstance(polygons, list) else []:
        rings = [_points(feature, ring) for ring in polygon] if isinstance(polygon, list) else []
        if not rings:
            break
        if not all(_sound(feature, ring) for ring in rings):
            return None
        found.append(tuple(rings))
    if not found:
        feature.fault("图形是空的", "画出边界")
        return None
    return Area(tuple(found))


def _sound(feature: Feature, ring: Ring) -> bool:
    if len(ring) < 4 or ring[0] != ring[-1]:
        feature.fault("边界没有闭合，或少于三个点", "首尾写同一个点")
        return False
    if signed_area(ring) == 0.0:
        feature.fault("边界围不出面积", "重画")
        return False
    crossing = first_crossing(ring)
    if crossing is not None:
        feature.fault(f"边界在 {crossing[0]:.6f}, {crossing[1]:.6f} 附近自相交", "改画，使边界不相交")
        return False
    return True


def line_of(feature: Feature, default_rank: str, default_width_m: float) -> Line | None:
    """The feature as a road or a river; None, with a fault, where it is none."""
    points = _points(feature, feature.coordinates) if feature.kind == "LineString" else ()
    if len(points) < 2:
        feature.fault(f"图形是 {feature.kind}，或少于两个点", "应为 LineString，至少两个点")
        return None
    width = feature.properties.get("width_m", default_width_m)
    if isinstance(width, bool) or not isinstance(width, (int, float)) or not 0 < width < 5000:
        feature.fault(f"width_m = {width!r} 不对", "改为以米计的宽度")
        width = default_width_m
    return Line(feature.text("name"), feature.text("rank") or default_rank, float(width), points)


def read_areas(folder: Path, faults: Faults) -> dict[str, tuple[Area, Feature]]:
    """``areas.geojson`` by circle id."""
    found: dict[str, tuple[Area, Feature]] = {}
    for feature in read_features(folder, "areas.geojson", faults):
        id_ = feature.text("id")
        if not id_:
            feature.fault("要素没有 id", "在 properties 里写 id = 圈的编号")
        elif id_ in found:
            feature.fault(f"圈 “{id_}” 有两个要素", "合成一个 MultiPolygon")
        else:
            area = area_of(feature)
            if area is not None:
                found[id_] = (area, feature)
    return found


def read_lines(folder: Path, file: str, faults: Faults) -> tuple[Line, ...]:
    """``roads.geojson``: streets unless they say otherwise. A folder may do without."""
    if not (folder / file).exists():
        return ()
    lines = (line_of(feature, "street", 8.0) for feature in read_features(folder, file, faults))
    return tuple(line for line in lines if line is not None)


def read_water(folder: Path, faults: Faults) -> tuple[tuple[Area, ...], tuple[Line, ...]]:
    """``water.geojson``: lakes and rivers. A folder may do without."""
    lakes: list[Area] = []
    rivers: list[Line] = []
    if (folder / "water.geojson").exists():
        for feature in read_features(folder, "water.geojson", faults):
            if feature.kind in ("Polygon", "MultiPolygon"):
                lakes += [area for area in [area_of(feature)] if area is not None]
            else:
                rivers += [line for line in [line_of(feature, "river", 20.0)] if line is not None]
    return tuple(lakes), tuple(rivers)


def read_premises(folder: Path, town: Area | None, faults: Faults) -> tuple[Premises, ...]:
    """``premises.csv``. A folder may do without.

    Args:
        town: the core's area, None where it is not known.
    """
    return tuple(_premises(folder, town, faults)) if (folder / "premises.csv").exists() else ()


def _premises(folder: Path, town: Area | None, faults: Faults) -> Iterator[Premises]:
    west, south, east, north = town.box() if town is not None else (-180.0, -90.0, 180.0, 90.0)
    wide, high = (east - west) / 4, (north - south) / 4
    seen: dict[str, int] = {}
    for row in read_table(folder, "premises.csv", ("id", "name", "kind", "lon", "lat"), ("code",), faults):
        place = (row.number("lon", 0.0, -180.0, 180.0), row.number("lat", 0.0, -90.0, 90.0))
        if not (row.text("lon") and row.text("lat")):
            row.fault("没有经纬度", "填上经度和纬度")
        elif 0.0 not in place and not (
            west - wide <= place[0] <= east + wide and south - high <= place[1] <= north + high
        ):
            row.fault(f"{place[0]:.5f}, {place[1]:.5f} 远在镇外", "核对经纬度：没有写反、是 WGS-84")
        id_ = row.required("id")
        if id_ in seen:
            row.fault(f"编号 “{id_}” 重复（第 {seen[id_]} 行已有）", "换一个编号")
        seen[id_] = row.line
        code = row.choice("code", CODES, "code") if row.text("code") else "green"
        yield Premises(id_, row.required("name"), row.required("kind"), place, code)
