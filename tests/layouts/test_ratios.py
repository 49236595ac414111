"""One desk of three monitors at 100, 125 and 200 %: each is covered, and a text has the same size to the eye on all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from layouts.scene import PANELS
from tests.layouts.ratio_desk import FACTORS, MONITORS

ROOT = Path(__file__).resolve().parents[2]


def test_monitors_of_three_ratios_on_one_desk() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.layouts.ratio_desk"], cwd=ROOT, capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [one["scene"] for one in told] == ["daily", "emergency", "daily"]
    sizes = {one.name: [one.width_px, one.height_px] for one in MONITORS}
    for one in told:
        windows = {window["monitor"]: window for window in one["windows"]}
        assert set(windows) == set(FACTORS)
        for name, window in windows.items():
            assert window["ratio"] == FACTORS[name] and window["covers"], f"{name} in {one['scene']}: {window}"
            assert window["picture_px"] == sizes[name], "painted dot for dot"
            assert window["scale"] == 1.0 and window["headers"] == [40], "Qt doubles by itself: the scale stays 1"
        assert sorted(name for window in windows.values() for name in window["panels"]) == sorted(PANELS)
    assert told[0] == told[2], "back as it was"
