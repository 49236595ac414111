"""A real hub's folder read back into documents by the command, and what may not be asked for."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from cockpit.__main__ import main
from cockpit.domain.in_command import commander_at
from cockpit.domain.orders import IssueOrder
from cockpit.domain.people import Actor
from cockpit.hub.hub import Hub
from cockpit.hub.outcome import Outcome
from cockpit.town.folder import read_town
from cockpit.views.times import local
from tests.end_to_end.conftest import TOWN
from tests.hubs import TestClock, run_async


def yesterday() -> datetime:
    """Noon of the sample town's yesterday."""
    now = local(datetime.now(UTC), "Asia/Shanghai")
    return (now - timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)


def test_the_command_writes_what_a_hub_has_journaled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def live() -> None:
        hub = Hub(tmp_path / "data", read_town(TOWN), TestClock(yesterday()))
        await hub.start("127.0.0.1", 0)
        try:
            outcome = Outcome()
            units = tuple(hub.world.units)[:3]
            commander = Actor("person", commander_at(hub.world, hub.clock.now()))
            hub.service.do(IssueOrder("o1", "到西门集合", units), commander, "c1", outcome)
            await asyncio.wait_for(outcome.done, 10)
        finally:
            await hub.stop()

    run_async(live())
    day = yesterday().date().isoformat()
    asked = ["consultation", "report", "--data", str(tmp_path / "data"), "--town", str(TOWN)]
    assert main([*asked, "--day", day, "--out", str(tmp_path / "out"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["orders"], told["final"], len(told["files"])) == (1, False, 3)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(told["files"][1]).pages)
    assert "到西门集合" in text.replace("\x00", "").replace("\n", "")
    today = (yesterday() + timedelta(days=1)).date().isoformat()
    assert main([*asked, "--day", today, "--out", str(tmp_path / "out")]) == 1
    assert "还没有结束" in capsys.readouterr().err


def test_a_folder_without_a_journal_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["consultation", "report", "--data", str(tmp_path), "--town", str(TOWN), "--day", "2026-01-01"]
    assert main([*asked, "--out", str(tmp_path / "out")]) == 2
    assert "没有流水文件" in capsys.readouterr().err and not (tmp_path / "out").exists()
