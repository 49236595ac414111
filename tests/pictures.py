"""Photographs of the real windows, at two sizes and in two languages: ``python -m tests.pictures [FOLDER]``.

Starts the desktop once for each on a virtual screen of that size, with a data folder of its own, and lets it photograph
itself (``main.py --pictures``).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cockpit.errors import EnvironmentFailure
from layouts.virtual_screen import Monitor, VirtualScreen

TOP = Path(__file__).parents[1]

SIZES_PX = ((1920, 1080), (3840, 2160))
LANGS = ("zh", "en")

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
        command += ["--lang", lang, "--data", data]
        try:
            done = subprocess.run(command, cwd=TOP, env=screen.environment(os.environ), timeout=PATIENCE_S)
        except subprocess.TimeoutExpired as late:
            raise EnvironmentFailure(f"{folder.name}: no picture within {PATIENCE_S:.0f} s") from late
    if done.returncode != 0:
        raise EnvironmentFailure(f"{folder.name}: {program} ended with status {done.returncode}")
    pictures = sorted(folder.glob("*.png"))
    if not pictures:
        raise EnvironmentFailure(f"{folder.name}: {program} left no picture")
    return pictures


if __name__ == "__main__":
    sys.exit(main())
