"""Scenes of one's own: kept, found again, left out with a word when broken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cockpit.errors import EnvironmentFailure
from layouts.own_scenes import OwnScenes, free_keys, name_fault, together, write_scene
from layouts.scene_file import FOLDER, shipped

DAILY = shipped()[0]
NIGHT = replace(DAILY, name="夜班", key="F5", zh="夜班", en="夜班")


def test_what_was_kept_is_found_again_and_goes_when_forgotten(tmp_path: Path) -> None:
    own = OwnScenes(tmp_path / "scenes")
    assert own.read() == ({}, [])
    own.keep(NIGHT)
    assert own.read() == ({"夜班": NIGHT}, [])
    own.forget("夜班")
    own.forget("夜班")
    assert own.read() == ({}, [])


def test_a_broken_file_is_named_with_its_line_and_the_others_are_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = OwnScenes(tmp_path)
    own.keep(NIGHT)
    (tmp_path / "坏的.toml").write_text('scene = "坏的"\nkey = "F99x"\n', encoding="utf-8")
    (tmp_path / "misnamed.toml").write_text((FOLDER / "daily.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "half.toml").write_text("scene = ", encoding="utf-8")
    with caplog.at_level("ERROR"):
        found, faults = own.read()
    assert found == {"夜班": NIGHT}
    assert any(line.startswith("坏的.toml:2：") for line in faults)
    assert any(line.startswith("half.toml:1：") for line in faults)
    assert any("misnamed.toml" in line and "daily" in line for line in faults)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "scenes").write_text("a file", encoding="utf-8")
    with pytest.raises(EnvironmentFailure, match="夜班"):
        OwnScenes(tmp_path / "scenes").keep(NIGHT)
    with pytest.raises(EnvironmentFailure, match="out"):
        write_scene(NIGHT, tmp_path / "scenes" / "out.toml")


def test_what_ships_comes_first_as_it_was_arranged_and_keys_are_given_once() -> None:
    arranged = replace(DAILY, zh="日常二")
    thief = replace(NIGHT, name="a", key="F3")
    twin = replace(NIGHT, name="夜班 2")
    found = together(shipped(), {one.name: one for one in (arranged, NIGHT, thief, twin)})
    assert [scene.name for scene in found] == ["daily", "consultation", "emergency", "drill", "a", "夜班", "夜班 2"]
    assert found[0] == arranged
    assert [scene.key for scene in found] == ["F1", "F2", "F3", "F4", "", "F5", ""]
    assert "F5" not in free_keys(found) and free_keys(found)[0] == "F6"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("夜班", "taken"),
        ("  ", "empty"),
        ("x" * 25, "long"),
        ("../etc", "letters"),
        ("a/b", "letters"),
        ("早班 (二)", ""),
    ],
)
def test_what_a_scene_can_be_called(name: str, fault: str) -> None:
    assert name_fault(name, ["夜班"]) == fault
