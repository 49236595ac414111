"""Lives that a campaign comes upon once in a thousand cuts, by hand."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from tests.power_loss.campaign import NEVER
from tests.power_loss.disk import Disk
from tests.power_loss.forgetful import Cut
from tests.power_loss.ledger import Ledger
from tests.power_loss.life import Life, examine, leave, leave_killed

CHANCE = random.Random(4)


def lived(folder: Path, ledger: Ledger, cut: Cut = NEVER, disk: Disk | None = None) -> Life:
    """A life that is over."""
    folder.mkdir(exist_ok=True)
    life = Life(folder, ledger, cut, CHANCE, disk=disk)
    asyncio.run(life.run())
    return life


def test_a_rollback_journal_that_comes_back_twice_takes_nothing_with_it(tmp_path: Path) -> None:
    # The first start is cut when its log has a name and nothing in it, and the journal by which the file was set up
    # is not yet gone for good. The second one removes that journal; its log is not new, so SQLite syncs no folder.
    ledger = Ledger()
    first = lived(tmp_path / "first", ledger, Cut("wal.create", 1, "after"))
    assert set(first.disk.left("nothing", CHANCE)) == {"journal.db", "journal.db-journal"}
    leave(first, "nothing", tmp_path / "second", CHANCE)
    (tmp_path / "second" / "journal.db-wal").touch()
    second = lived(tmp_path / "second", ledger, Cut("wal.delete", 1, "before"))
    acknowledged = len(ledger.acknowledged)
    leave(second, "nothing", tmp_path / "third", CHANCE)
    findings = asyncio.run(examine(tmp_path / "third", ledger, tmp_path / "seen"))
    assert (findings.lost, findings.faults) == (0, []) and acknowledged > 40


@pytest.mark.parametrize("place", ["wal.create", "wal.sync", "wal.write", "db.sync", "end"])
def test_a_log_that_a_killed_hub_had_made_keeps_its_name(tmp_path: Path, place: str) -> None:
    ledger = Ledger()
    first = lived(tmp_path / "first", ledger, Cut(place, 1, "after"))
    leave_killed(first, tmp_path / "second")
    assert asyncio.run(examine(tmp_path / "second", ledger, tmp_path / "seen-1")).lost == 0
    second = lived(tmp_path / "second", ledger, Cut("wal.delete", 1, "before"), first.disk)
    leave(second, "nothing", tmp_path / "third", CHANCE)
    findings = asyncio.run(examine(tmp_path / "third", ledger, tmp_path / "seen-2"))
    assert (findings.lost, findings.faults) == (0, [])


def test_a_life_without_a_cut_keeps_everything(tmp_path: Path) -> None:
    ledger = Ledger()
    life = lived(tmp_path / "first", ledger)
    assert life.power.off and len(ledger.acknowledged) == max(ledger.decided) > 40
    assert sum(one.told for one in ledger.promises) > 40
