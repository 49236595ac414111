"""What the desktop remembers between two starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from layouts.memory import FILE_NAME, Memory

CAMERA = {"lon": 120.1, "lat": 30.3, "zoom": 13.5, "pitch": 40.0, "bearing": 0.0}


def test_what_was_written_is_there_at_the_next_start(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.language, memory.camera = "en", CAMERA
    memory.keep_blob("geometry", QByteArray(b"\x00\x01abc"))
    assert memory.write()
    again = Memory(tmp_path)
    assert (again.language, again.camera, bytes(again.blob("geometry").data())) == ("en", CAMERA, b"\x00\x01abc")


def test_the_first_start_remembers_nothing(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "new")
    assert (memory.language, memory.camera, memory.blob("geometry").isEmpty()) == ("zh", {}, True)
    assert memory.write()


@pytest.mark.parametrize("text", ["", "not an ini", "[General]\nlanguage=xx\ncamera={torn\n[window]\ngeometry=5\n"])
def test_a_broken_file_is_a_first_start(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    memory = Memory(tmp_path)
    assert (memory.language, memory.camera, memory.blob("geometry").isEmpty()) == ("zh", {}, True)


def test_a_camera_that_is_none_is_none(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory._settings.setValue("camera", "[1, 2]")
    assert memory.camera == {}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    memory = Memory(tmp_path / "file")
    memory.language = "en"
    assert not memory.write()
