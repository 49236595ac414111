"""A short power-loss test: what ``python -m tests.power_loss`` does with 500 cuts, with a few."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.power_loss import __main__ as program
from tests.power_loss.campaign import run
from tests.power_loss.disk import MOODS

CUTS = 60


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """The program turns warnings off for its process, which here is everybody's."""
    yield
    logging.disable(logging.NOTSET)


def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    tally = asyncio.run(run(CUTS, tmp_path, seed=3))
    assert (tally.lost, tally.faults) == (0, [])
    assert tally.cuts == CUTS and tally.acknowledged > 500 and tally.told > 500
    # Commit, checkpoint, the log begun anew, a file's creation and its last close: the power went in each.
    assert {"wal.write", "wal.sync", "wal.restart", "wal.delete", "db.write", "db.sync", "folder.sync"} <= set(
        tally.places
    )
    assert set(tally.moods) == set(MOODS)


def test_the_same_cuts_with_normal_lose_entries_and_nothing_worse(tmp_path: Path) -> None:
    tally = asyncio.run(run(CUTS, tmp_path, seed=3, synchronous="normal"))
    assert tally.lost > 0
    assert tally.faults == [], "NORMAL forgets the end of the chain; what is left of it holds"


def test_the_program_reports_and_says_by_its_status_whether_it_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.json"
    monkeypatch.setattr(sys, "argv", ["power_loss", "--cuts", "12", "--seed", "5", "--json", str(file)])
    status = program.main()
    report = json.loads(file.read_text())
    assert {"cuts", "acknowledged", "lost", "lost_with_normal"} <= set(report)
    assert report["cuts"] == 12 and status == (0 if program.passed(report) else 1)
    monkeypatch.setattr(sys, "argv", ["power_loss", "--cuts", "1", "--json", str(tmp_path)])
    assert program.main() == 1 and "power" not in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["power_loss", "--cuts", "0"])
    with pytest.raises(SystemExit):
        program.main()


@pytest.mark.parametrize(
    ("lost", "faults", "with_normal", "good"),
    [(0, [], 3, True), (1, [], 3, False), (0, ["the chain"], 3, False), (0, [], 0, False)],
)
def test_it_passes_only_where_full_keeps_all_and_normal_does_not(
    lost: int, faults: list[str], with_normal: int, good: bool
) -> None:
    assert program.passed({"lost": lost, "faults": faults, "lost_with_normal": with_normal}) is good
