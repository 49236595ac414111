"""The desktop as the process that a person starts: whatever ends it, nothing of it is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import main
from cockpit.hub.journal import FILE, verify
from layouts.embedded import POINTER, health, running_at
from tests.desktops import processes_about, write_small_sample

MAIN = Path(main.__file__)
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")


class Started:
    """``main.py`` on a machine without a screen; everything that it starts inherits its mark."""

    def __init__(self, folder: Path) -> None:
        self.mark = f"cockpit-test-{folder.name}-{os.getpid()}"
        self.data = folder / "data"
        without = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
        arguments = ["--town", str(write_small_sample(folder / "town")), "--data", str(self.data), "--settle", "600"]
        self.process = subprocess.Popen(
            [sys.executable, str(MAIN), *arguments],
            env={**without, "COCKPIT_MARK": self.mark, "HOME": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def names(self) -> set[str]:
        """What of it runs, by program or command."""
        known = ("main.py", "Xvfb", "QtWebEngineProcess", "\0hub\0", "\0sim\0")
        found = set()
        for pid in processes_about(self.mark):
            try:
                line = Path(f"/proc/{pid}/cmdline").read_text()
            except OSError:
                continue
            found |= {name.strip("\0") for name in known if name in line}
        return found

    def terminals(self) -> int:
        """How many terminals are connected to its hub."""
        found = health(running_at(self.data / POINTER)) or {}
        return int(found.get("terminals", 0))

    def until(self, holds: Callable[[], bool], what: str, timeout_s: float = 25.0) -> None:
        """Waits for a condition."""
        end = time.monotonic() + timeout_s
        while not holds():
            assert time.monotonic() < end, f"not in time: {what}: {self.names()}"
            time.sleep(0.05)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """The desktop, with hub, simulator, web view and virtual screen all running."""
    desktop = Started(tmp_path)
    try:
        everything = {"main.py", "Xvfb", "QtWebEngineProcess", "hub", "sim"}
        desktop.until(lambda: desktop.names() >= everything and desktop.terminals() == 3, "all running")
        yield desktop
    finally:
        for pid in processes_about(desktop.mark):
            os.kill(pid, signal.SIGKILL)
        desktop.process.wait()
        assert desktop.process.stdout is not None
        desktop.process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_it_ends_everything_in_order(started: Started, number: signal.Signals) -> None:
    started.process.send_signal(number)
    assert started.process.wait(15) == 0
    started.until(lambda: not started.names(), "nothing left")
    assert "terminals" in (started.data / "sim.log").read_text(encoding="utf-8")
    assert not (started.data / "hub.json").exists()
    assert not verify(started.data / FILE).fault


def test_killed_it_leaves_no_process_and_a_sound_journal(started: Started) -> None:
    started.process.send_signal(signal.SIGKILL)
    started.process.wait(5)
    started.until(lambda: not started.names(), "nothing left", 10.0)
    assert not verify(started.data / FILE).fault
