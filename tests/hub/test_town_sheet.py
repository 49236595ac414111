"""What the field page is told about the town."""

from __future__ import annotations

import json
from pathlib import Path

from cockpit.domain.places import Area
from cockpit.domain.town import Line, TownMap
from cockpit.hub.town_sheet import town_sheet
from tests.hubs import small_folder
from tests.towns import small_map, small_town


def test_everything_that_a_small_map_and_a_report_need(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    hole = ((120.1, 30.3), (120.2, 30.3), (120.2, 30.4))
    folder.__dict__["map"] = TownMap(
        small_map().areas,
        roads=(Line("人民路", "street", 12.0, ((120.1000001, 30.33), (120.1000002, 30.33), (120.11, 30.334444449))),),
        water=(Area(((hole, hole),)),),
    )
    sheet = json.loads(town_sheet(folder))
    assert (sheet["name"], sheet["name_en"], sheet["box"]) == ("小镇", "Smalltown", [120.08, 30.32, 120.12, 30.34])
    assert sheet["roads"] == [
        {"name": "人民路", "rank": "street", "width_m": 12.0, "line": [[120.1, 30.33], [120.11, 30.33444]]}
    ]
    assert [zone["id"] for zone in sheet["zones"]] == ["z1", "z2"]
    assert len(sheet["zones"][0]["outline"][0]) == 5
    assert len(sheet["water"][0]) == 2
    assert [kind["id"] for kind in sheet["kinds"]] == [kind.id for kind in small_town().kinds]
    assert [one["id"] for one in sheet["departments"]] == [one.id for one in small_town().departments]


def test_no_name_of_a_person_and_no_key_stands_in_it(tmp_path: Path) -> None:
    text = town_sheet(small_folder(tmp_path)).decode()
    assert "沈宁远" not in text
    assert "赵力" not in text
    assert "terminal-word" not in text
