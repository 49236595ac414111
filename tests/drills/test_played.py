"""A drill in a folder of its own: the same bytes each time, and no way into live."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cockpit.drills.played import SCENARIO_COPY, outcomes_of, play_into, score_folder
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub.journal import FILE, read_lines, realm_of, verify
from cockpit.hub.past import ReadPast
from tests.drills.scenarios import TEXT, read, town, written
from tests.hubs import hub_at, run_async


def played(tmp_path: Path, name: str = "drill", text: str = TEXT) -> Path:
    play_into(tmp_path / name, written(tmp_path, text), read(tmp_path, text), town(tmp_path))
    return tmp_path / name


def test_the_journal_is_whole_and_of_the_drills_realm(tmp_path: Path) -> None:
    folder = played(tmp_path)
    verdict = verify(folder / FILE)
    assert verdict.fault == ""
    assert verdict.entries > 20
    assert realm_of(folder / FILE) == "drill-smoke"
    assert (folder / SCENARIO_COPY).read_text(encoding="utf-8") == TEXT


def test_the_same_scenario_gives_the_same_lines_and_the_same_chain(tmp_path: Path) -> None:
    first, second = played(tmp_path, "a"), played(tmp_path, "b")
    assert list(read_lines(first / FILE, 0)) == list(read_lines(second / FILE, 0))
    assert verify(first / FILE).head == verify(second / FILE).head


def test_it_gives_them_in_any_process(tmp_path: Path) -> None:
    heads = []
    for number in ("1", "2"):
        folder = tmp_path / number
        command = [sys.executable, "-m", "cockpit", "drill", "run", "growing_quarrel", "--data", str(folder)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": number}, check=True, capture_output=True)
        heads.append(verify(folder / FILE))
    assert heads[0] == heads[1]


def test_a_score_from_the_folder_alone(tmp_path: Path) -> None:
    folder = played(tmp_path)
    found = score_folder(folder)
    assert (found.incidents, found.orders, found.first_order_s) == (2, 1, 30.0)
    assert [one.met for one in outcomes_of(folder, found, town(tmp_path).town)] == [True, True]
    (folder / SCENARIO_COPY).unlink()
    assert outcomes_of(folder, found, town(tmp_path).town) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    live = tmp_path / "live"
    live.mkdir()
    (live / "journal.db").write_bytes(b"precious")
    with pytest.raises(EnvironmentFailure, match="已有内容"):
        play_into(live, written(tmp_path), read(tmp_path), town(tmp_path))
    assert [path.name for path in live.iterdir()] == ["journal.db"]
    assert (live / "journal.db").read_bytes() == b"precious"


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFailure, match="写不了"):
        play_into(tmp_path / "file" / "below", written(tmp_path), read(tmp_path), town(tmp_path))


def test_no_journal_is_no_score(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="没有流水文件"):
        score_folder(tmp_path)


def test_a_live_hub_does_not_serve_a_drills_folder(tmp_path: Path) -> None:
    folder = played(tmp_path)
    before = list(read_lines(folder / FILE, 0))

    async def serve() -> None:
        async with hub_at(folder):
            raise AssertionError("it serves")

    with pytest.raises(EnvironmentFailure, match="drill-smoke"):
        run_async(serve())
    assert list(read_lines(folder / FILE, 0)) == before


def test_no_index_is_made_of_a_drill(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不计入指数"):
        ReadPast(played(tmp_path), tmp_path, date(2026, 6, 1))
