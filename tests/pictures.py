"""Photographs of the real windows, at two sizes and in two languages: ``python -m tests.pictures [FOLDER]``.

Starts the desktop once for each on a virtual screen of that size, with a data folder of its own, and lets it photograph
itself (``main.py --pictures``).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from cockpit.errors import EnvironmentFailure
from cockpit.town.folder import read_town
from layouts.virtual_screen import Monitor, VirtualScreen

TOP = Path(__file__).parents[1]

SIZES_PX = ((1920, 1080), (3840, 2160))
LANGS = ("zh", "en")

TOWN = TOP / "resources" / "sample_town"

ORDERS = (
    (["circle:z4", "department:enforcement"], "夜市占道劝导", "3"),
    (["circle:z2", "department:traffic_police"], "双桥路口两车剐蹭，疏导交通", "2"),
    (["circle:s07", "department:police", "department:emergency"], "沿街烟感复核，逐户查看", "2"),
    (["circle:z1"], "仓库冒烟：立即到场，先疏散再警戒", "1"),
)
"""What is ordered before the picture is taken, so that it shows the tracker at work."""

SETTLE_S = 40.0
"""Seconds from live to the picture: the orders are then at different stages."""

PATIENCE_S = 180.0
"""Seconds that one photograph may take, an embedded hub's first start on a slow machine included."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Takes every picture; returns the process's exit status: 1 when any is missing."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description="Photographs of the real windows.")
    parser.add_argument("folder", nargs="?", type=Path, default=TOP / "pictures", help="where to (default: pictures)")
    parser.add_argument("--program", default="main.py", help="what to start (default: main.py)")
    options = parser.parse_args(arguments)
    failed = 0
    for width_px, height_px in SIZES_PX:
        for lang in LANGS:
            folder = options.folder / f"{width_px}x{height_px}-{lang}"
            try:
                pictures = photograph(options.program, folder, (width_px, height_px), lang)
            except EnvironmentFailure as failure:
                print(f"pictures: {failure}", file=sys.stderr)
                failed += 1
                continue
            for picture in pictures:
                print(picture)
    return 1 if failed else 0


def photograph(program: str, folder: Path, size_px: tuple[int, int], lang: str) -> list[Path]:
    """Starts the desktop on a virtual screen and returns the pictures that it left.

    Args:
        program: path of the desktop's Python file.
        folder: where the pictures go.
        size_px: width and height of the screen and of the window.
        lang: ``zh`` or ``en``.

    Raises:
        EnvironmentFailure: when it failed, took over ``PATIENCE_S`` or left no new picture.
    """
    width_px, height_px = size_px
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with (
        tempfile.TemporaryDirectory(prefix="cockpit-pictures-") as data,
        VirtualScreen((Monitor("DESK", width_px, height_px),)) as screen,
    ):
        command = [sys.executable, program, "--pictures", str(folder), "--size", f"{width_px}x{height_px}"]
        command += ["--lang", lang, "--data", data, "--settle", f"{SETTLE_S:.0f}"]
        status = _run(command, screen.environment(os.environ), Path(data), folder.name)
    if status != 0:
        raise EnvironmentFailure(f"{folder.name}: {program} ended with status {status}")
    pictures = sorted(folder.glob("*.png"))
    if not pictures:
        raise EnvironmentFailure(f"{folder.name}: {program} left no picture")
    return pictures


def _run(command: list[str], environment: dict[str, str], data: Path, name: str) -> int:
    """Runs the desktop to its end, with orders sent to its hub meanwhile; returns its exit status."""
    end = time.monotonic() + PATIENCE_S
    desktop = subprocess.Popen(command, cwd=TOP, env=environment)
    try:
        waiting = list(ORDERS)
        while desktop.poll() is None:
            if time.monotonic() > end:
                raise EnvironmentFailure(f"{name}: no picture within {PATIENCE_S:.0f} s")
            if waiting and _everybody_is_there(data):
                _order(data, *waiting.pop(0))
            time.sleep(0.2)
        return desktop.returncode
    finally:
        if desktop.poll() is None:
            desktop.kill()
            desktop.wait()


def _everybody_is_there(data: Path) -> bool:
    """Whether the embedded hub serves, and has most of its terminals."""
    try:
        url = json.loads((data / "hub.json").read_text(encoding="utf-8"))["url"]
        with urllib.request.urlopen(f"http://{urlsplit(url).netloc}/health", timeout=1.0) as answer:
            return bool(json.load(answer)["terminals"] > 700)
    except (OSError, ValueError, KeyError):
        return False


def _order(data: Path, to: list[str], text: str, priority: str) -> None:
    """One order by the commander on duty, through the command line."""
    url = json.loads((data / "hub.json").read_text(encoding="utf-8"))["url"]
    shift = read_town(TOWN).town.rota.shift_at(datetime.now(UTC))
    command = [sys.executable, "-m", "cockpit", "order", "--hub", url, "--as", shift.commander if shift else "p01"]
    command += ["--to", *to, "--text", text, "--priority", priority]
    subprocess.run(command, cwd=TOP, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
