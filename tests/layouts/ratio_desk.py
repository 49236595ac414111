"""A desktop on monitors of different device pixel ratios, in a process of its own: Qt reads them only at its start.

``python -m tests.layouts.ratio_desk``: prints a line of JSON for each scene with what stands where, and how large.
"""

from __future__ import annotations

import json
import os
import time

from layouts.virtual_screen import Monitor, VirtualScreen

MONITORS = (
    Monitor("LEFT", 1920, 1080),
    Monitor("MIDDLE", 2400, 1350, 1920, 0),
    Monitor("RIGHT", 3840, 2160, 4320, 0),
)
FACTORS = {"LEFT": 1.0, "MIDDLE": 1.25, "RIGHT": 2.0}
SETTLE_S = 1.5


def main() -> None:
    """Opens the desk and changes its scenes."""
    screen = VirtualScreen(MONITORS)
    screen.start()
    screen.keep_until_exit()
    os.environ.update(screen.environment(os.environ))
    os.environ["QT_SCREEN_SCALE_FACTORS"] = ";".join(f"{name}={factor}" for name, factor in FACTORS.items())
    os.environ["COCKPIT_MAP"] = "plain"
    from PySide6.QtWidgets import QApplication

    app = QApplication(["ratio"])
    app.setStyle("Fusion")
    from cockpit.views.selection import Selection
    from layouts.desk import Desk
    from tests.views.test_indices import scene_with_figures
    from widgets.panel import everything

    desk = Desk(Selection())
    desk.open_on(desk.screen(), full=True)
    desk.room.fill_monitors()
    desk.refresh(scene_with_figures().situation, everything())
    for scene in ("daily", "emergency", "daily"):
        desk.room.show_scene(scene)
        until = time.monotonic() + SETTLE_S
        while time.monotonic() < until:
            app.processEvents()
            time.sleep(0.01)
        print(json.dumps({"scene": scene, "windows": [_facts(desk, seat) for seat in desk.room.windows]}))
    desk.close()


def _facts(desk: object, seat: str) -> dict[str, object]:
    from layouts.desk import Desk

    assert isinstance(desk, Desk)
    window = desk.room.windows[seat]
    picture = window.grab()
    return {
        "monitor": window.screen().name(),
        "ratio": window.devicePixelRatioF(),
        "scale": window.scale,
        "covers": window.geometry() == window.screen().geometry(),
        "picture_px": [picture.width(), picture.height()],
        "panels": list(window.board.grid.panels),
        "headers": sorted({desk.panels[name].header.height() for name in window.board.grid.panels}),
    }


if __name__ == "__main__":
    main()
