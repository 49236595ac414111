"""Scene files: what is taken, and what is said about every fault: file, line, mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from layouts.scene_file import SceneFault, parse_scene, read_scene

GOOD = """\
scene = "mine"
key = "F9"
zh = "我的"
en = "Mine"
priority = ["map", "orders"]

[[monitor]]
set = 2
seat = "desk"
at = [0, 0]
viewing_distance_m = 0.7
gives_to = ["left"]
monitor = "DP-1"
grid = [
  { share = 2, rows = ["map", "incidents + units"], shares = [3, 1] },
  { rows = ["orders + composer"] },
]

[[monitor]]
set = 2
seat = "left"
at = [1, 0]
viewing_distance_m = 3
height_m = 0.68
grid = [{ rows = ["duty", "circles", "indices"] }]
"""


def faults(text: str) -> list[str]:
    """What is said about a text."""
    with pytest.raises(SceneFault) as found:
        parse_scene(text, "mine.toml")
    return found.value.faults


def test_a_good_file_is_taken_as_it_is() -> None:
    scene = parse_scene(GOOD, "mine.toml")
    assert (scene.name, scene.key, scene.zh, scene.en) == ("mine", "F9", "我的", "Mine")
    desk, left = scene.sets[0].seats
    assert [cell.panels for cell in desk.grid.cells] == [("map",), ("incidents", "units"), ("orders", "composer")]
    assert [column.share for column in desk.grid.columns] == [2.0, 1.0]
    assert [cell.share for cell in desk.grid.columns[0].cells] == [3.0, 1.0]
    assert (desk.monitor, desk.gives_to, left.height_m, left.viewing_distance_m) == ("DP-1", ("left",), 0.68, 3.0)


@pytest.mark.parametrize(
    ("old", "new", "line", "wrong", "mend"),
    [
        ('"incidents + units"', '"incidents + unit"', 15, "没有面板 'unit'", "从 indices, map"),
        ("[3, 1]", "[3]", 15, "shares 与 rows 对不上（2 行）", "大于 0"),
        ("share = 2", "share = 0", 15, "share = 0 不是份额", "大于 0"),
        ('gives_to = ["left"]', 'gives_to = ["right"]', 12, "'right' 不是别的座位", "从 left 里选"),
        ('seat = "left"', 'seat = "desk"', 21, "座位 'desk' 写了两次", "每块屏一个名字"),
        ('seat = "desk"', 'seat = "right"', 9, "没有座位 'desk'", 'seat = "desk"'),
        ("at = [1, 0]", "at = [0, 0]", 22, "有两块屏在 [0, 0]", "at"),
        ("at = [1, 0]", 'at = "left"', 22, "不是位置", "[列, 行]"),
        ("viewing_distance_m = 3", "viewing_distance_m = 300", 23, "300 不是米数", "0.1 到 50"),
        ("height_m = 0.68", 'height_m = "tall"', 24, "不是米数", "0.1 到 20"),
        ("set = 2\nseat = \"left\"", "set = 3\nseat = \"left\"", 20, "set = 3 的一组只写了 1 块屏", "补到 3 块"),
        ('"duty", "circles"', '"duty", "map"', 25, "面板 'map' 放了两处", "只留一处"),
        ('key = "F9"', 'key = "X"', 2, "不能作场景键", "F1"),
        ('zh = "我的"', "zh = 3", 3, "zh = 3 不是文字", 'zh = "…"'),
        ('en = "Mine"', "", 1, "缺少 en", 'en = "…"'),
        ('monitor = "DP-1"', 'screen = "DP-1"', 13, "不认识 'screen'", "monitor"),
        ('priority = ["map", "orders"]', "priority = 5", 5, "不是名字的清单", "priority"),
        ('grid = [{ rows = ["duty", "circles", "indices"] }]', "grid = 5", 25, "grid 不是列的清单", "rows"),
        ('{ rows = ["orders + composer"] }', "{ share = 1 }", 14, "有一列没有 rows", "由上到下"),
    ],
)  # fmt: skip
def test_a_fault_names_line_and_mend(old: str, new: str, line: int, wrong: str, mend: str) -> None:
    assert old in GOOD
    said = faults(GOOD.replace(old, new, 1))
    about = [one for one in said if wrong in one]
    assert about, said
    assert about[0].startswith(f"mine.toml:{line}：")
    assert mend in about[0].partition("；")[2]


def test_all_faults_are_told_at_once() -> None:
    said = faults(GOOD.replace("share = 2", "share = -1").replace("at = [1, 0]", "at = 7"))
    assert len(said) == 2


def test_a_torn_file_names_its_line() -> None:
    (said,) = faults('scene = "mine\nzh = 3')
    assert said.startswith("mine.toml:1：不是有效的 TOML")


def test_a_file_without_monitors_says_so() -> None:
    assert any("没有 [[monitor]]" in one for one in faults('scene = "a"\nzh = "甲"\nen = "A"\n'))


def test_a_file_that_is_not_there_or_no_text_says_so(tmp_path: Path) -> None:
    with pytest.raises(SceneFault, match="读不了这个文件"):
        read_scene(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SceneFault, match="不是 UTF-8"):
        read_scene(tmp_path / "binary.toml")
