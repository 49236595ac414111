"""The runner of photographs, with a desktop of three lines in the cockpit's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.errors import EnvironmentFailure
from tests import pictures

DESKTOP = """
import os, pathlib, sys
options = dict(zip(sys.argv[1::2], sys.argv[2::2], strict=True))
{body}
"""
LEAVES_ONE = (
    'pathlib.Path(options["--pictures"], "daily.png").write_text(os.environ["DISPLAY"]);'
    'pathlib.Path(options["--data"], "journal").write_text("x")'
)


@pytest.fixture
def program(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A desktop with the body that the test names."""
    path = tmp_path / "desktop.py"
    path.write_text(DESKTOP.format(body=request.param))
    return str(path)


@pytest.mark.parametrize("program", [LEAVES_ONE], indirect=True)
def test_every_size_and_language_gets_its_folder(
    program: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    (folder / "1920x1080-zh").mkdir(parents=True)
    (folder / "1920x1080-zh" / "old.png").write_text("old")
    assert pictures.main([str(folder), "--program", program]) == 0
    left = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.png"))
    assert left == [f"{size}-{lang}/daily.png" for size in ("1920x1080", "3840x2160") for lang in ("en", "zh")]
    assert capfd.readouterr().out.count("daily.png") == 4


@pytest.mark.parametrize(
    ("program", "complaint"),
    [("sys.exit(3)", "ended with status 3"), ("pass", "left no picture")],
    indirect=["program"],
)
def test_what_fails_is_told_and_counts(
    program: str, complaint: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert pictures.main([str(tmp_path / "out"), "--program", program]) == 1
    assert capfd.readouterr().err.count(complaint) == 4


@pytest.mark.parametrize("program", ["import time; time.sleep(60)"], indirect=True)
def test_a_desktop_that_never_comes_up_is_ended(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE_S", 0.5)
    with pytest.raises(EnvironmentFailure, match="no picture within"):
        pictures.photograph(program, tmp_path / "out", (320, 240), "zh")
