"""The declared layers and their rows."""

from __future__ import annotations

import json
import re

from cockpit.domain.town import Line, TownMap
from cockpit.views.map_camera import Camera
from cockpit.views.map_ground import ground
from tests.situations import Scene
from tests.towns import CENTRE, small_map
from widgets.map.chromium import ORIGIN
from widgets.map.declared import deck_json, rows_json


def test_the_deck_names_no_address_but_our_own_and_no_map_provider() -> None:
    plan = ground(Scene().situation.world, small_map())
    raw = deck_json(plan, Camera(120.1, 30.33, 13.0), 4).decode()
    assert not re.search(r"https?://", raw)
    deck = json.loads(raw)
    assert deck["initialViewState"]["zoom"] == 13.0
    assert "mapStyle" not in deck or deck["mapStyle"] is None
    by_id = {layer["id"]: layer for layer in deck["layers"]}
    assert by_id["water"]["data"] == f"{ORIGIN}/rows/water.json?page=4"
    assert [row["text"] for row in by_id["label-zone"]["data"]] == ["一区", "二区"]
    assert by_id["border-core"]["getLineWidth"] > by_id["border-zone"]["getLineWidth"]
    assert by_id["border-zone"]["getLineWidth"] > by_id["border-grid"]["getLineWidth"]


def test_each_layer_of_the_deck_finds_its_rows() -> None:
    road = Line("古墩路", "main", 30.0, (CENTRE, (120.2, 30.4)))
    town_map = TownMap(small_map().areas, roads=(road,), water=(small_map().areas["g1"],))
    plan = ground(Scene().situation.world, town_map)
    deck = json.loads(deck_json(plan, Camera(120.1, 30.33), 1))
    for layer in deck["layers"]:
        if isinstance(layer["data"], str):
            name = layer["data"].removeprefix(f"{ORIGIN}/rows/").partition(".json")[0]
            assert rows_json(plan, name) is not None, name
    assert len(json.loads(rows_json(plan, "grid") or b"")) == 4
    assert json.loads(rows_json(plan, "roads") or b"")[0]["width_m"] == 30.0
    assert len(json.loads(rows_json(plan, "water") or b"")) == 1


def test_other_rows_there_are_not() -> None:
    plan = ground(Scene().situation.world, small_map())
    assert rows_json(plan, "people") is None
    assert rows_json(plan, "../style") is None
