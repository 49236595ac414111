"""Files, mappings and towns that the tests of intake share."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.domain.circles import CircleTree
from cockpit.intake.locate import Locator
from cockpit.intake.mapping import Mapping
from cockpit.intake.mapping_file import parse_mapping
from cockpit.intake.report import NotTaken, Taken
from cockpit.intake.translate import translate_file
from tests.towns import NOON, small_map, small_town

SHARED = Path(__file__).parents[3] / "shared" / "data"
CALLS = SHARED / "montgomery_911_calls.csv"
TRACKS = SHARED / "tracks"
MONTGOMERY = Path(__file__).parents[2] / "resources" / "mappings" / "montgomery_911.toml"

needs_calls = pytest.mark.skipif(not CALLS.exists(), reason="the shared calls are not here")
needs_tracks = pytest.mark.skipif(not TRACKS.exists(), reason="the shared tracks are not here")

NAMED = """
[source]
id = "police_110"
[number]
column = "no"
[time]
column = "time"
format = "%Y-%m-%d %H:%M"
[place]
lon = "lon"
lat = "lat"
[text]
text = "{class}：{note}"
address = "{address}"
[class]
column = "class"
[[class.rule]]
exact = ["打架", "斗殴"]
kind = "brawl"
[[class.rule]]
prefix = "交通"
kind = "collision"
severity = 3
[[class.rule]]
regex = "火"
kind = "warehouse_fire"
source = "fire_119"
text = "火情 {address}"
[[class.rule]]
exact = "投诉"
reject = "不归指挥中心"
"""
"""A mapping for a file with the header of ``HEADER``."""

HEADER = "no,time,class,lon,lat,address,note\n"
GOOD = "A1,2026-05-30 08:15,打架,120.095,30.325,振华路 1 号,两人\n"
"""In grid g1."""


def mapping(text: str = NAMED) -> Mapping:
    """A mapping from its text."""
    return parse_mapping(text, "test.toml")


def write(folder: Path, content: str | bytes, name: str = "calls.csv") -> Path:
    """A file with this content; texts as UTF-8."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def translate(folder: Path, content: str | bytes, text: str = NAMED) -> list[Taken | NotTaken]:
    """Every outcome of a file in the small town, seen at noon of 2026-06-01."""
    return list(translate_file(write(folder, content), mapping(text), small_town(), small_map(), NOON))


def row(**cells: str) -> str:
    """A line of a named file: the good one with some cells changed."""
    names = HEADER.strip().split(",")
    values = dict(zip(names, GOOD.strip().split(","), strict=True)) | cells
    return ",".join(values[name] for name in names) + "\n"


def codes(outcomes: list[Taken | NotTaken]) -> list[str]:
    """What became of each row: ``taken`` or the reason."""
    return [one.code if isinstance(one, NotTaken) else "taken" for one in outcomes]


def small_locator() -> Locator:
    """The small town's index."""
    return Locator(small_map().areas, CircleTree(small_town().circles))
