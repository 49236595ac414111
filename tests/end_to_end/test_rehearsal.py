"""The main job in real processes: counted, timed, and good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cockpit.__main__ import main
from tests.end_to_end.conftest import TOWN

KEYS = {
    "terminals", "orders", "recipients", "delivered", "acknowledged", "completed", "lost", "duplicated", "durable_ms",
    "all_delivered_ms", "all_acknowledged_ms", "positions_per_s", "hub_cpu_s", "hub_rss_mb", "journal_ok",
    "worlds_equal",
}  # fmt: skip


def test_a_rehearsal_is_good_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rehearsal.json"
    status = main(["rehearse", "--town", str(TOWN), "--units", "40", "--orders", "3", "--json", str(file)])
    told = json.loads(file.read_text(encoding="utf-8"))
    assert status == 0 and told.keys() >= KEYS, capsys.readouterr().err
    assert (told["terminals"], told["orders"], told["recipients"]) == (40, 3, 120)
    assert told["delivered"] == told["acknowledged"] == told["completed"] == 120
    assert (told["lost"], told["duplicated"]) == (0, 0)
    assert told["journal_ok"] is True and told["worlds_equal"] is True
    for key in ("durable_ms", "all_delivered_ms", "all_acknowledged_ms"):
        assert 0 < told[key]["p50"] <= told[key]["p95"] <= told[key]["p99"]
    assert told["positions_per_s"] > 0 and told["hub_cpu_s"] > 0 and told["hub_rss_mb"] > 0


@pytest.mark.parametrize("wrong", [["--units", "0"], ["--orders", "0"], ["--town", "nowhere"]])
def test_a_rehearsal_that_cannot_be(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", "--town", str(TOWN), "--json", *wrong]) == 2
    assert capsys.readouterr().err.strip()
