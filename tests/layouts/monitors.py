"""Monitors that are plugged into the tests' own screen, and taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from layouts.virtual_screen import ONE_MONITOR, Monitor, VirtualScreen
from tests.conftest import SCREENS

LEFT = Monitor("LEFT", 1920, 1080)
MIDDLE = Monitor("MIDDLE", 1920, 1080, 1920, 0)
RIGHT = Monitor("RIGHT", 1920, 1080, 3840, 0)
WALL = (
    *(LEFT, MIDDLE, RIGHT),
    *(Monitor(name, 1920, 1080, 1920 * n, 1080) for n, name in enumerate(("LOW-LEFT", "LOW-MIDDLE", "LOW-RIGHT"))),
)


class Plugs:
    """What is plugged in at the moment."""

    def __init__(self, qtbot: QtBot, screen: VirtualScreen) -> None:
        self._qtbot, self._screen = qtbot, screen
        self._holder = ONE_MONITOR[0].name
        self._names = [self._holder]

    def only(self, *monitors: Monitor) -> None:
        """These and no others, and Qt knows it; the first of them has to stay as long as no new one takes its place."""
        for name in [name for name in self._names if name not in {one.name for one in monitors}]:
            self._screen.unplug(name)
            self._names.remove(name)
        # Xvfb's one output has to belong to a monitor: RANDR would else make one of the whole screen for it.
        holder = self._holder if self._holder in self._names else ""
        for monitor in monitors:
            if monitor.name not in self._names or not holder:
                self._screen.plug(monitor, "none" if holder else "screen")
                holder = holder or monitor.name
        self._names, self._holder = [monitor.name for monitor in monitors], holder
        wanted = {(one.name, one.x_px, one.width_px) for one in monitors}
        self._qtbot.waitUntil(lambda: _seen() == wanted, timeout=10_000)


def _seen() -> set[tuple[str, int, int]]:
    return {(one.name(), one.geometry().x(), one.geometry().width()) for one in QGuiApplication.screens()}


@contextmanager
def plugs(qtbot: QtBot) -> Iterator[Plugs]:
    """Monitors to plug; at the end there is the one monitor of before."""
    made = Plugs(qtbot, SCREENS[-1])
    try:
        yield made
    finally:
        made.only(*ONE_MONITOR)
