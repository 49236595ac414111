"""Photographs of the map on a virtual screen: ``python -m tests.widgets.map.look --out FOLDER``.

Opens the panel on the sample town with all units walking, in Chinese and in English, at two sizes, as the page and as
the plain map, and takes a picture of each; with ``--cost`` it measures instead what that costs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from layouts.virtual_screen import Monitor, VirtualScreen

CASES = (
    ("1920-zh", (1040, 700), 1.0, "zh", ""),
    ("1920-en", (1040, 700), 1.0, "en", ""),
    ("3840-zh", (1040, 700), 2.0, "zh", ""),
    ("plain-zh", (1040, 700), 1.0, "zh", "plain"),
    ("plain-en", (700, 520), 1.0, "en", "plain"),
    ("wall-zh", (2080, 1400), 1.0, "zh", ""),
)


def main() -> int:
    """Runs every case in a process and on a screen of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.widgets.map.look", description="Photographs of the map.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--case", default="", help=f"one of {', '.join(case[0] for case in CASES)}; default: all")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--cost", action="store_true", help="measure instead: time on the GUI thread, CPU of processes")
    options = parser.parse_args()
    if options.inside:
        return _inside(options.out, options.case, options.cost)
    options.out.mkdir(parents=True, exist_ok=True)
    worst = 0
    for name, (width, height), ratio, _, mode in CASES:
        if options.case not in ("", name):
            continue
        monitor = Monitor("DESK", round(width * ratio), round(height * ratio))
        with VirtualScreen((monitor,)) as screen:
            env = screen.environment(os.environ) | {"QT_SCALE_FACTOR": str(ratio), "COCKPIT_MAP": mode}
            command = [sys.executable, "-m", "tests.widgets.map.look", "--inside", "--out", str(options.out)]
            command += ["--case", name] + (["--cost"] if options.cost else [])
            worst = max(worst, subprocess.run(command, env=env, timeout=150).returncode)
    return worst


def _inside(out: Path, case: str, cost: bool) -> int:
    from widgets.map.chromium import chromium_flags, register_scheme

    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join(chromium_flags(os.geteuid() == 0))
    register_scheme()
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from cockpit.views.selection import Selection
    from tests.widgets.map.sample import SampleTown
    from widgets import language, theme
    from widgets.map.panel import ForceMap

    _, (width, height), _, lang, _ = next(one for one in CASES if one[0] == case)
    app = QApplication([])
    language.use("en" if lang == "en" else "zh")
    theme.set_scale(2.0 if case.startswith("wall") else 1.0)
    app.setStyleSheet(theme.qss(theme.scale()))
    town, selection = SampleTown(), Selection()
    panel = ForceMap(selection)
    panel.resize(width, height)
    panel.move(0, 0)
    panel.show()
    panel.refresh(town.situation, town.everything())
    surface = panel.stage.surface
    start = time.monotonic()
    while not getattr(panel.stage.surface, "drawing", True) and time.monotonic() - start < 20:
        QTest.qWait(50)
    print(case, type(surface).__name__, f"ready after {time.monotonic() - start:.2f} s", flush=True)
    if cost:
        return _cost(panel, town, QTest.qWait)
    for _ in range(3):
        panel.refresh(town.situation, town.walk())
        QTest.qWait(700)

    def photograph(step: str) -> None:
        panel.refresh(town.situation, town.walk())
        QTest.qWait(1500)
        subprocess.run(["import", "-window", "root", str(out / f"{case}-{step}.png")], check=True)

    photograph("town")
    selection.pick_circle(town.situation.world.circles.of_tier("zone")[3].id)
    photograph("selected")
    incident = next(one for one in town.situation.world.incidents.values() if one.severity == 1)
    selection.open_incident(incident.id)
    panel._step(zoom=1.2)
    photograph("near")
    panel._step(zoom=1.2)
    selection.clear()
    photograph("nearer")
    subprocess.run(["xdotool", "mousemove", str(round(width * 0.6)), str(round(height * 0.5))], check=True)
    photograph("hover")
    panel.tools.open_menu()
    photograph("layers")
    panel.tools.menu.close()
    panel.fit_town()
    selection.open_incident("")
    selection.open_order(town.order(town.situation.world.circles.of_tier("zone")[1].id))
    photograph("order")
    panel._tilt()
    photograph("tilt")
    panel.deleteLater()
    QTest.qWait(100)
    return 0


def _cost(panel: object, town: object, wait: object) -> int:
    from tests.widgets.map.sample import SampleTown
    from widgets.map.panel import ForceMap

    assert isinstance(panel, ForceMap) and isinstance(town, SampleTown) and callable(wait)
    wait(2000)
    at_rest = _cpu_of_family(5.0, wait)
    spent: list[float] = []
    start = _cpu_now()
    began = time.monotonic()
    while time.monotonic() - began < 10:
        changes = town.walk()
        before = time.perf_counter()
        panel.refresh(town.situation, changes)
        spent.append((time.perf_counter() - before) * 1000)
        wait(1000)
    moving = {name: round((cpu - start.get(name, 0.0)) / 10 * 100, 1) for name, cpu in _cpu_now().items()}
    spent.sort()
    print(
        json.dumps(
            {"rest_percent": at_rest, "moving_percent": moving, "refresh_ms": {"p50": spent[5], "max": spent[-1]}}
        )
    )
    return 0


def _cpu_of_family(seconds: float, wait: object) -> dict[str, float]:
    assert callable(wait)
    start = _cpu_now()
    wait(int(seconds * 1000))
    return {name: round((cpu - start.get(name, 0.0)) / seconds * 100, 1) for name, cpu in _cpu_now().items()}


def _cpu_now() -> dict[str, float]:
    """CPU seconds so far of this process and of all below it, by name and kind."""
    tick = os.sysconf("SC_CLK_TCK")
    parents: dict[int, tuple[int, str, float]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        kind = next((word.decode() for word in words if word.startswith(b"--type=")), "main")
        parents[int(folder.name)] = (int(fields[1]), kind, (int(fields[11]) + int(fields[12])) / tick)
    family: dict[str, float] = {}
    for pid, (parent, kind, cpu) in parents.items():
        here = pid
        while here in parents and here != os.getpid():
            here = parents[here][0]
        if here == os.getpid() or parent == os.getpid():
            family[kind] = family.get(kind, 0.0) + cpu
    return family


if __name__ == "__main__":
    sys.exit(main())
