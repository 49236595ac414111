"""From process start to a live first picture, each phase's share.

``python -m tests.bench.startup [--runs 5] [--json [FILE]]``: starts the desktop as a process of its own, on a virtual
screen that is there already, with a hub of its own on the sample town: once on a new data folder, then on the same one.
A picture is live when the link is live, all panels have been drawn from it, and the map's page has said that it draws.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from layouts.virtual_screen import VirtualScreen
from tests.bench import program

LIMIT_S = 4.0
PHASES = ("launched_s", "window_s", "hub_s", "live_s", "drawn_s", "map_s", "picture_s")
PATIENCE_S = 60.0
START = "COCKPIT_BENCH_STARTED_AT"


def parser() -> argparse.ArgumentParser:
    """The bench's options."""
    made = program.parser("startup", __doc__ or "")
    made.add_argument("--runs", type=program.whole, default=5, metavar="N", help="warm starts (default 5)")
    return made


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """Starts the desktop on a new folder, then again and again on the same."""
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as folder, VirtualScreen() as screen:
        environment = screen.environment(os.environ)
        cold, *warm = [_start(Path(folder), environment) for _ in range(args.runs + 1)]
    middle = {phase: program.median([one[phase] for one in warm]) for phase in PHASES}
    return {
        "runs": args.runs,
        "cold": cold,
        "warm": middle,
        "warm_worst_s": max(one["picture_s"] for one in warm),
        "rounds": warm,
        "lost": 0,
        "goals": [program.goal("warm start to a live first picture, s", middle["picture_s"], LIMIT_S)],
    }


def _start(folder: Path, environment: dict[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.startup_child", "--data", str(folder), "--size", "1920x1080"],
        env={**environment, START: repr(time.monotonic())},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    line = done.stdout.strip().rpartition("\n")[2]
    try:
        found: dict[str, float] = json.loads(line)
    except ValueError:
        raise EnvironmentFailure(f"the desktop did not start: {done.stderr.strip()[-600:]}") from None
    return found


if __name__ == "__main__":
    sys.exit(program.main(parser(), measure))
