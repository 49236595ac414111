"""``town check`` and ``town generate`` as a person types them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from cockpit.errors import EnvironmentFailure
from cockpit.town.commands import add_parser
from tests.town.folders import SAMPLE, spoil


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["town", *arguments])
    status: int = args.run(args)
    return status


def test_the_sample_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(SAMPLE)) == 0
    assert "没有问题" in capsys.readouterr().out


def test_faults_are_listed_and_counted(miniature: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(miniature, "units.csv", "police,q1", "polise,q1")
    assert run("check", str(miniature)) == 1
    assert capsys.readouterr().out.splitlines() == [
        "units.csv:2：部门 “polise” 不存在；改为 police、grid 之一",
        "1 处需要修改 (faults: 1)",
    ]


def test_faults_as_json(miniature: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(miniature, "units.csv", "police,q1", "polise,q1")
    fault = {"file": "units.csv", "line": 2, "wrong": "部门 “polise” 不存在", "mend": "改为 police、grid 之一"}
    expected = {"folder": str(miniature), "ok": False, "faults": [fault]}
    assert run("check", str(miniature), "--json") == 1
    assert json.loads(capsys.readouterr().out) == expected
    assert run("check", str(miniature), "--json", str(tmp_path / "report.json")) == 1
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) == expected


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.write_text("x")])
def test_no_folder_is_wrong_use(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    make(tmp_path / "town")
    with pytest.raises(EnvironmentFailure, match="文件夹"):
        run("check", str(tmp_path / "town"))


@pytest.mark.parametrize("arguments", [("--seed", "-1"), ("--seed", "x"), ("--end", "soon"), ("--end", "0001-01-01")])
def test_wrong_arguments_are_refused(tmp_path: Path, arguments: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("generate", str(tmp_path / "town"), *arguments)
    assert caught.value.code == 2
    assert not (tmp_path / "town").exists()


def test_generate_leaves_a_real_town_alone(miniature: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in miniature.iterdir() if path.is_file()}
    with pytest.raises(EnvironmentFailure, match="不覆盖"):
        run("generate", str(miniature))
    assert {path.name: path.read_bytes() for path in miniature.iterdir() if path.is_file()} == before
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("a", encoding="utf-8")
    with pytest.raises(EnvironmentFailure, match="不覆盖"):
        run("generate", str(tmp_path / "notes"))
    with pytest.raises(EnvironmentFailure, match="不是文件夹"):
        run("generate", str(tmp_path / "notes" / "a.txt"))


def test_generate_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentFailure, match="写不了"):
        run("generate", str(tmp_path / "file" / "below"))


def test_generate_writes_over_an_older_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "town"
    folder.mkdir()
    (folder / "town.toml").write_text("sample = true\n", encoding="utf-8")
    assert run("generate", str(folder), "--seed", "3", "--end", "2025-06-30") == 0
    assert "种子 3" in capsys.readouterr().out
    assert run("check", str(folder)) == 0
