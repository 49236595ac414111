"""The ledger notices what it is there for: entries that are gone, changed or invented, and promises that are broken."""

from __future__ import annotations

import asyncio
import random
import shutil
from pathlib import Path

import pytest

from cockpit.domain.orders import Receipt
from cockpit.domain.people import Actor
from cockpit.hub.journal import FILE, Head, Line, chain, hash_at
from tests.hub.disks import tamper
from tests.hubs import issue
from tests.power_loss.campaign import NEVER
from tests.power_loss.forgetful import Power
from tests.power_loss.ledger import Ledger, Promise
from tests.power_loss.life import Findings, Life, examine, leave
from tests.towns import Desk


@pytest.fixture
def lived(tmp_path: Path) -> tuple[Path, Ledger]:
    """A folder after a life, and what was promised in it."""
    (tmp_path / "home").mkdir()
    ledger, chance = Ledger(), random.Random(2)
    life = Life(tmp_path / "home", ledger, NEVER, chance, "full")
    asyncio.run(life.run())
    leave(life, "nothing", tmp_path / "left", chance)
    return tmp_path / "left", ledger


def examined(folder: Path, ledger: Ledger) -> Findings:
    """What is found in a folder."""
    return asyncio.run(examine(folder, ledger, folder.parent / "scratch"))


def test_a_folder_that_keeps_its_promises_has_no_faults(lived: tuple[Path, Ledger]) -> None:
    folder, ledger = lived
    acknowledged, promises = len(ledger.acknowledged), sum(one.told for one in ledger.promises)
    findings = examined(folder, ledger)
    assert (findings.lost, findings.faults) == (0, [])
    assert len(findings.found) >= acknowledged > 40 and promises > 40
    assert ledger.acknowledged == findings.found, "what was found is what the next life has to keep"


def test_entries_cut_off_are_lost(lived: tuple[Path, Ledger]) -> None:
    folder, ledger = lived
    for path in folder.glob("snapshot-*"):
        path.unlink()
    last = max(ledger.acknowledged)
    tamper(folder, "delete from entry where seq > ?", last - 3)
    assert examined(folder, ledger).lost == 3


def test_a_forged_entry_is_lost_and_invented(lived: tuple[Path, Ledger]) -> None:
    folder, ledger = lived
    seq = max(ledger.acknowledged)
    for path in folder.glob("snapshot-*"):
        path.unlink()
    tamper(folder, "delete from entry where seq > ?", seq)
    body = ledger.acknowledged[seq].replace(b'"seq"', b'"x":1,"seq"', 1)
    tamper(
        folder,
        "update entry set body = ?, hash = ? where seq = ?",
        body,
        chain(hash_at(folder / FILE, seq - 1) or b"", body),
        seq,
    )
    findings = examined(folder, ledger)
    assert findings.lost == 1 and findings.faults == [f"never decided: {seq}"]


def test_a_file_that_is_gone_or_does_not_open_is_all_lost(lived: tuple[Path, Ledger]) -> None:
    folder, ledger = lived
    acknowledged = len(ledger.acknowledged)
    for path in folder.iterdir():
        path.unlink()
    assert examined(folder, ledger).lost == acknowledged
    shutil.rmtree(folder.parent / "scratch")
    ledger.acknowledged = {1: b"{}"}
    (folder / FILE).write_bytes(b"rubbish" * 1000)
    findings = examined(folder, ledger)
    assert findings.lost == 1 and findings.faults[0].startswith("does not open")


def test_what_is_said_without_power_was_not_said() -> None:
    power = Power()
    ledger, promise = Ledger(power), Promise(Actor("person", "p1"), issue("o1", "u101"), power)
    line = Line(1, b"{}")
    power.switch_off()
    ledger.decide([line])
    ledger.hear_journal(Head(1, b""), [line])
    promise.accept_soon("1", True)
    assert (ledger.decided, ledger.acknowledged, promise.told) == ({}, {}, False)


def test_a_promise_is_kept_where_the_world_knows_of_it() -> None:
    desk, power = Desk(), Power()
    order = Promise(desk.person("p1"), issue("o1", "u101", "u102"), power)
    receipt = Promise(desk.unit("u101"), Receipt("o1", "en_route"), power)
    assert not order.kept(desk.world) and not receipt.kept(desk.world)
    desk.do(issue("o1", "u101", "u102"), desk.person("p1"))
    desk.do(Receipt("o1", "delivered"), desk.unit("u101"))
    assert order.kept(desk.world) and not receipt.kept(desk.world)
    desk.do(Receipt("o1", "on_scene"), desk.unit("u101"))
    assert receipt.kept(desk.world)
    ledger = Ledger(promises=[order, receipt, Promise(desk.person("p1"), issue("o9", "u101"), power)])
    ledger.promises[2].told = True
    assert len(ledger.broken(desk.world)) == 1
