"""The short version: three rounds with real processes; and it says so when something is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def chaos(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A run of the program."""
    return subprocess.run(
        [sys.executable, "-m", "tests.chaos", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        check=False,
        timeout=170,
    )


def test_three_rounds_lose_nothing(tmp_path: Path) -> None:
    report = tmp_path / "chaos.json"
    kinds = ("--kinds", "hub_kill", "duplicate", "cut")
    done = chaos("--rounds", "3", "--units", "40", "--json", str(report), *kinds)
    assert done.returncode == 0, done.stderr
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["rounds"] == 3
    assert found["faults"].keys() == {"hub_kill", "duplicate", "cut"}
    assert found["orders"] > 0
    assert found["receipts"] > 0
    assert [found[key] for key in ("lost", "doubled", "unequal", "escalations_wrong", "other_wrong")] == [0] * 5
    assert found["recovery_s"]["p99"] >= found["recovery_s"]["p50"] > 0


def test_an_unknown_fault_is_refused() -> None:
    done = chaos("--kinds", "earthquake")
    assert done.returncode == 2
    assert "earthquake" in done.stderr
