"""``rota check`` as a person types it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from cockpit.errors import EnvironmentFailure
from cockpit.town.rota_command import add_parser
from tests.town.folders import SAMPLE, spoil

ALONE = """[[exception]]
from = 2026-03-01T08:00:00
to = 2026-03-03T08:00:00
commander = "p1"

[[exception]]
from = 2026-03-03T20:00:00
to = 2026-03-09T08:00:00
commander = "p1"
"""


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["rota", "check", *arguments])
    status: int = args.run(args)
    return status


def test_the_sample_has_somebody_at_every_moment(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--town", str(SAMPLE), "--days", "365") == 0
    assert "时时有人指挥" in capsys.readouterr().out


def test_a_gap_is_named_with_its_line_and_mend(miniature: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (miniature / "rota.toml").write_text(ALONE, encoding="utf-8")
    assert run("--town", str(miniature), "--from", "2026-03-02", "--days", "5", "--json") == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["file"], fault["line"]) == ("rota.toml", 3)
    assert fault["wrong"] == "2026-03-03 08:00 至 2026-03-03 20:00 无人指挥"
    assert "[[exception]]" in fault["mend"]


def test_an_unknown_person_is_named(miniature: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(miniature, "rota.toml", 'commander = "p1"', 'commander = "p9"')
    assert run("--town", str(miniature), "--from", "2026-02-01") == 1
    assert "rota.toml:9：“p9” 不在 people.csv 里" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("--days", "0"), ("--days", "x"), ("--from", "soon"), ("--from", "0001-01-01")])
def test_wrong_arguments_are_refused(arguments: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("--town", str(SAMPLE), *arguments)
    assert caught.value.code == 2


def test_no_folder_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="文件夹"):
        run("--town", str(tmp_path / "town"))
