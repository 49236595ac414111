"""A small scenario for the small town, written into a file as a clerk would."""

from __future__ import annotations

from pathlib import Path

from cockpit.drills.scenario import Scenario
from cockpit.drills.scenario_file import read_scenario
from cockpit.town.folder import TownFolder
from tests.hubs import small_folder

TEXT = """\
id = "smoke"
title = "冒烟"
aims = ["快"]
starts_at = 2026-06-01T12:00:00
lasts_min = 30
seed = 3
declines = 0.0
overlooks = 0.0
drops = 0.0

[[inject]]
name = "alarm"
at_s = 60
do = "incident"
source = "police_110"
kind = "brawl"
circle = "g1"
text = "有人打架。"

[[order]]
name = "go"
when = "inject alarm"
after_s = 30
priority = 1
text = "去看看。"
circles = ["z1"]
departments = ["police", "grid"]
incident = "alarm"

[[inject]]
name = "worse"
when = "order go acknowledged 50%"
after_s = 10
do = "incident"
source = "police_110"
kind = "brawl"
circle = "g2"
text = "又打起来了。"

[[expect]]
name = "快"
measure = "first_order_s"
at_most = 30

[[expect]]
name = "到"
measure = "on_scene_share"
order = "go"
at_least = 1.0
"""


def written(folder: Path, text: str = TEXT) -> Path:
    """The scenario's file."""
    path = folder / "smoke.toml"
    path.write_text(text, encoding="utf-8")
    return path


def town(folder: Path) -> TownFolder:
    """The small town."""
    return small_folder(folder)


def read(folder: Path, text: str = TEXT) -> Scenario:
    """The scenario, read for the small town."""
    return read_scenario(written(folder, text), small_folder(folder).town)
