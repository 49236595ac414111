"""The map's files: what is unsound is named with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cockpit.errors import TownFault
from cockpit.town.folder import check_town, read_town
from tests.town.folders import spoil

G1 = "[[[120.0, 30.0], [120.01, 30.0], [120.01, 30.01], [120.0, 30.01], [120.0, 30.0]]]"


def named(folder: Path) -> list[str]:
    return [str(fault) for fault in check_town(folder)]


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        (G1, G1.replace(", [120.0, 30.0]]]", "]]"), "areas.geojson:6", "没有闭合"),
        (G1, G1.replace("120.01, 30.0]", "1200.01, 30.0]"), "areas.geojson:6", "坐标 [1200.01, 30.0] 无效"),
        (G1, '[[["a", 30.0]]]', "areas.geojson:6", "无效"),
        (G1, "[]", "areas.geojson:6", "图形是空的"),
        (G1, "[[[120, 30], [120.01, 30], [120.02, 30], [120, 30]]]", "areas.geojson:6", "围不出面积"),
        (
            G1,
            "[[[120, 30], [120.01, 30.01], [120.01, 30], [120, 30.02], [120, 30]]]",
            "areas.geojson:6",
            "自相交",
        ),
        ('{"id": "g1"}', '{"id": "g7"}', "areas.geojson:6", "圈 “g7” 不在 circles.csv 里"),
        ('{"id": "g1"}', '{"id": "g7"}', "areas.geojson", "圈 “g1” 没有区域"),
        ('{"id": "g1"}', '{"id": "g2"}', "areas.geojson:7", "圈 “g2” 有两个要素"),
        ('{"id": "g1"}', '{"name": "g1"}', "areas.geojson:6", "要素没有 id"),
        (f'"Polygon", "coordinates": {G1}', f'"Point", "coordinates": {G1}', "areas.geojson:6", "图形是 Point"),
        ('"FeatureCollection"', "FeatureCollection", "areas.geojson:1", "不是有效的 JSON"),
        ('"features"', '"parts"', "areas.geojson:1", "不是 FeatureCollection"),
    ],
)  # fmt: skip
def test_an_unsound_area_is_named(miniature: Path, old: str, new: str, where: str, words: str) -> None:
    spoil(miniature, "areas.geojson", old, new)
    assert [fault for fault in named(miniature) if fault.startswith(f"{where}：") and words in fault], named(miniature)


def test_the_map_is_read_when_it_is_asked_for(miniature: Path) -> None:
    spoil(miniature, "areas.geojson", '{"id": "g1"}', '{"id": "g2"}')
    for chief in ("p1", "p2", "u1", "u1"):
        spoil(miniature, "circles.csv", f",{chief},,", f",{chief},120.01,30.005")
    folder = read_town(miniature)
    with pytest.raises(TownFault, match="圈 “g2” 有两个要素"):
        assert folder.map


def write(folder: Path, file: str, *features: dict[str, object]) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    (folder / file).write_text(text, encoding="utf-8")


def line(properties: dict[str, object], points: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": points}}


def test_roads_and_water(miniature: Path) -> None:
    points = [[120.0, 30.0], [120.01, 30.0]]
    lake = {"type": "Polygon", "coordinates": [[[120, 30], [120.001, 30], [120.001, 30.001], [120, 30]]]}
    write(
        miniature,
        "roads.geojson",
        line({"name": "古墩路", "rank": "arterial", "width_m": 20}, points),
        line({}, points),
    )
    write(miniature, "water.geojson", line({"name": "江"}, points), {"type": "Feature", "geometry": lake})
    assert named(miniature) == []
    town_map = read_town(miniature).map
    assert [(road.name, road.rank, road.width_m) for road in town_map.roads] == [
        ("古墩路", "arterial", 20.0),
        ("", "street", 8.0),
    ]
    assert [river.rank for river in town_map.rivers] == ["river"]
    assert len(town_map.water) == 1


def test_a_road_that_is_none_is_named(miniature: Path) -> None:
    write(miniature, "roads.geojson", line({"width_m": "wide"}, [[120, 30], [120.1, 30]]), line({}, [[120, 30]]))
    assert named(miniature) == [
        "roads.geojson:1：width_m = 'wide' 不对；改为以米计的宽度",
        "roads.geojson:1：图形是 LineString，或少于两个点；应为 LineString，至少两个点",
    ]


def test_premises(miniature: Path) -> None:
    (miniature / "premises.csv").write_text(
        "编号,名称,类别,经度,纬度,安全码\nb1,老街坊面馆,restaurant,120.001,30.001,黄\nb2,众合仓库,warehouse,120.002,30.002,\n",
        encoding="utf-8",
    )
    assert named(miniature) == []
    premises = read_town(miniature).map.premises
    assert [(place.code, place.place) for place in premises] == [
        ("yellow", (120.001, 30.001)),
        ("green", (120.002, 30.002)),
    ]


def test_premises_that_are_wrong_are_named(miniature: Path) -> None:
    (miniature / "premises.csv").write_text(
        "id,name,kind,lon,lat,code\nb1,a,shop,120,30,blue\nb1,b,shop,,,green\n", encoding="utf-8"
    )
    assert named(miniature) == [
        "premises.csv:2：安全码(code) “blue” 不认识；改为 green、yellow、red 之一",
        "premises.csv:3：没有经纬度；填上经度和纬度",
        "premises.csv:3：编号 “b1” 重复（第 2 行已有）；换一个编号",
    ]


def test_a_file_with_one_fault_in_every_line_is_cut_short(miniature: Path) -> None:
    rows = "".join(f"b{number},a,shop,x,30,\n" for number in range(200))
    (miniature / "premises.csv").write_text("id,name,kind,lon,lat,code\n" + rows, encoding="utf-8")
    faults = named(miniature)
    assert len(faults) == 51
    assert "premises.csv：另有 150 处未列出；先改上面的，再检查一次" in faults
