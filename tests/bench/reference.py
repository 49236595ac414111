"""The yardsticks beside the project, run where they lie: ``../shared/bench``. Absent, ours is measured alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from cockpit.kit.report import warn

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "bench"
PYTHON = os.environ.get("BENCH_PYTHON", sys.executable)
"""What runs them: some want libraries that are not ours (orjson)."""
NEEDS = {"ws_hub.py": ("orjson", "uvloop", "websockets"), "order_path.py": ("uvloop", "websockets", "msgspec")}
TIME_LIMIT_S = 300.0


@cache
def present(script: str) -> bool:
    """Whether a yardstick is there and can run; says once why not."""
    if not (FOLDER / script).is_file():
        warn(f"no yardstick {script} beside the project: ours is measured alone")
        return False
    needs = NEEDS.get(script, ())
    if needs and subprocess.run([PYTHON, "-c", f"import {', '.join(needs)}"], capture_output=True).returncode:
        needed = ", ".join(needs)
        warn(f"{script} wants {needed}: say with BENCH_PYTHON which Python has them; ours is measured alone")
        return False
    return True


def command(script: str, *arguments: str) -> list[str]:
    """What runs a yardstick."""
    return [PYTHON, "-B", str(FOLDER / script), *arguments]


def run(script: str, *arguments: str) -> list[dict[str, Any]]:
    """Runs a yardstick to its end; returns the JSON objects that it prints, one a line.

    Raises:
        EnvironmentFailure: it failed or took too long.
    """
    try:
        done = subprocess.run(
            command(script, *arguments), capture_output=True, text=True, timeout=TIME_LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as failure:
        raise EnvironmentFailure(f"{script} took longer than {TIME_LIMIT_S:.0f} s") from failure
    if done.returncode:
        raise EnvironmentFailure(f"{script} failed: {done.stderr.strip()[-300:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
