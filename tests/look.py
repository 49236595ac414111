"""Photographs the real window on a virtual screen: ``python -m tests.look --out DIR [--size 1920x1080] [--lang zh]``.

Look at the pictures: clipped text, tofu, overlap, empty panels and misalignment are defects.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from layouts.virtual_screen import Monitor, VirtualScreen

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "sample_town"
WEB_FLAGS = "--ignore-gpu-blocklist --disable-gpu-compositing"
STATES = (
    "plain", "picked", "compose", "people", "units", "detail", "keys", "down", "loading", "sign_in", "gap",
    "climbed", "devices", "code", "help", "whistle", "calls", "photos", "large", "answer_form", "reassign_form",
    "reinforce_form", "offer_form", "offered", "alarms", "shelving", "commands", "locked", "card", "arrange", "past",
)  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Parses the arguments, starts a screen of that size, and photographs."""
    parser = argparse.ArgumentParser(prog="python -m tests.look", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--size", default="1920x1080", help="the monitor's, in dots")
    parser.add_argument("--scene", default="daily", help="which scene")
    parser.add_argument("--monitors", type=int, choices=(1, 3, 6), default=1, help="how many monitors of that size")
    parser.add_argument("--ratio", default="1", help="device pixel ratio")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--tone", choices=("dark", "light"), default="dark")
    parser.add_argument(
        "--town", type=Path, default=SAMPLE, help="a town folder; the tests' small town if it is not there"
    )
    parser.add_argument("--states", default="plain", help=f"which pictures, of {','.join(STATES)}")
    parser.add_argument("--no-map", action="store_true", help="leave the map out: starts faster")
    options = parser.parse_args(argv)
    width, height = (int(part) for part in options.size.split("x"))
    places = [(column * width, row * height) for row in range(2) for column in range(3)][: options.monitors]
    screen = VirtualScreen([Monitor(f"M{n}", width, height, *at) for n, at in enumerate(places, 1)])
    screen.start()
    screen.keep_until_exit()
    os.environ.update(DISPLAY=screen.display, QT_QPA_PLATFORM="xcb", QT_SCALE_FACTOR=options.ratio)
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", WEB_FLAGS)
    os.environ.pop("WAYLAND_DISPLAY", None)
    if os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return _photograph(options)


def _photograph(options: argparse.Namespace) -> int:
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtWidgets import QApplication

    from tests.look_shots import Shots
    from widgets import language, theme
    from widgets.map.chromium import register_scheme
    from widgets.own_window import keep_siblings_plain

    register_scheme()
    keep_siblings_plain()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    language.use(options.lang)
    theme.set_tone(options.tone)
    shots = Shots(app, options.town, options.out, with_map=not options.no_map)
    shots.show_scene(options.scene)
    stem = "-".join([options.size, options.lang, *([options.tone] if options.tone != "dark" else [])])
    stem += f"-{options.scene}" if options.scene != "daily" else ""
    stem += f"-ratio{options.ratio}" if options.ratio != "1" else ""
    for state in options.states.split(","):
        print(shots.take(state, f"{stem}-{state}"))
    shots.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
