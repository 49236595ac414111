"""The desktop's arguments, and what it says before there is a window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from tests.desktops import processes_about, write_small_sample
from tests.town.folders import spoil

TOP = Path(main.__file__).parent


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The desktop as a process, to its end; nobody sees a screen, so that no window asks what to do."""
    return subprocess.run(
        [sys.executable, str(TOP / "main.py"), *arguments],
        env={**os.environ, "DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "", **environment},
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_the_usual_arguments() -> None:
    args = main.parse([])
    assert (args.hub, args.town, args.data, args.lang, args.size_px, args.no_sim) == (
        "",
        TOP / "resources" / "sample_town",
        None,
        None,
        None,
        False,
    )
    assert main.parse(["--size", "3840x2160"]).size_px == (3840, 2160)


@pytest.mark.parametrize("wrong", [["--size", "big"], ["--size", "10x"], ["--lang", "fr"], ["--settle", "soon"]])
def test_wrong_arguments_are_named(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main.parse(wrong)
    assert end.value.code == 2
    assert wrong[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    "address", ["somewhere", "http://127.0.0.1:1", "ws://", "ws://h:port", "ws://h:0", "ws://[::1"]
)
def test_a_bad_address_is_one_line_and_status_2(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--hub", address]) == 2
    said = capsys.readouterr().err
    assert address in said
    assert said.count("\n") == 1


def test_a_data_folder_that_cannot_be_used_is_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder in (tmp_path / "file", Path("/proc/nowhere")):
        done = run("--data", str(folder))
        assert done.returncode == 2
        assert str(folder) in done.stderr
        assert done.stderr.count("\n") == 1


def test_a_town_with_faults_prints_every_one_and_leaves_no_hub(tmp_path: Path) -> None:
    town = write_small_sample(tmp_path / "town")
    spoil(town, "units.csv", "u1,田一舟,police,q1", "u1,田一舟,polices,q9")
    spoil(town, "people.csv", "commander", "chief")
    done = run("--town", str(town), "--data", str(tmp_path / "data"))
    assert done.returncode == 2
    assert "polices" in done.stderr
    assert "q9" in done.stderr
    assert "chief" in done.stderr
    assert done.stderr.count("units.csv:2") == 2
    assert "Traceback" not in done.stderr
    assert not processes_about(str(tmp_path))


def test_a_town_that_is_not_there_is_status_2(tmp_path: Path) -> None:
    done = run("--town", str(tmp_path / "none"), "--data", str(tmp_path / "data"))
    assert done.returncode == 2
    assert "none" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="where others keep a user's data is theirs to test")
def test_files_are_kept_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main.data_folder("town") == tmp_path / "cockpit" / "town"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert main.data_folder("town") == Path.home() / ".local" / "share" / "cockpit" / "town"
