"""A screen where there is none: Xvfb, started, named and taken down in order.

Linux only; Windows and macOS always have a screen. The program that runs on it is unchanged: it gets a DISPLAY.
"""

from __future__ import annotations

import atexit
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO

from cockpit.errors import EnvironmentFailure

START_S = 20.0
"""Seconds that Xvfb may take to name its display; it needs 0.1 to 0.5 on an idle machine."""

STOP_S = 5.0
"""Seconds that Xvfb may take to end before it is killed."""

DOT_MM = 25.4 / 96
"""Size of a dot in millimetres: the 96 dots to the inch of a desk screen at scale 1."""

MENDS = {
    "Xvfb": "sudo apt-get install -y xvfb",
    "xrandr": "sudo apt-get install -y x11-xserver-utils",
}


_KEPT: list[VirtualScreen] = []
"""Screens that last as long as the process; forgetting one would warn of a process that nobody waits for."""


@dataclass(frozen=True)
class Monitor:
    """One monitor of a virtual screen: size and left upper corner in dots of the whole screen."""

    name: str
    width_px: int
    height_px: int
    x_px: int = 0
    y_px: int = 0

    def geometry(self) -> str:
        """As xrandr wants it: dots and millimetres, ``1920/508x1080/286+0+0``."""
        width_mm, height_mm = round(self.width_px * DOT_MM), round(self.height_px * DOT_MM)
        return f"{self.width_px}/{width_mm}x{self.height_px}/{height_mm}+{self.x_px}+{self.y_px}"


ONE_MONITOR = (Monitor("DESK", 1920, 1080),)


def is_needed(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a Qt window would find no screen here.

    Args:
        environ: the process's environment; a QT_QPA_PLATFORM that is set is taken as a choice made on purpose.
        platform: as ``sys.platform`` says it.
    """
    if not platform.startswith("linux") or environ.get("QT_QPA_PLATFORM"):
        return False
    return not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


class VirtualScreen:
    """An X server without hardware, of one or of several monitors.

    Use it as a context manager around other programs, and with ``keep_until_exit`` for a window of one's own. Start it
    from the main thread: where the system can, the server ends with the thread that started it, so that a killed
    program leaves no server behind.

    Args:
        monitors: what stands on the screen; the screen is as large as all of them together.
        least_px: width and height that the screen has at least, so that monitors can be plugged in later.

    Raises:
        EnvironmentFailure: on start, when Xvfb (or xrandr, for several monitors) is missing or does not come up.
    """

    def __init__(self, monitors: Sequence[Monitor] = ONE_MONITOR, least_px: tuple[int, int] = (0, 0)) -> None:
        if not monitors:
            raise ValueError("a screen has at least one monitor")
        self.monitors = tuple(monitors)
        self._least_px = least_px
        self.display = ""
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> VirtualScreen:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the whole screen."""
        width_px = max(monitor.x_px + monitor.width_px for monitor in self.monitors)
        height_px = max(monitor.y_px + monitor.height_px for monitor in self.monitors)
        return max(width_px, self._least_px[0]), max(height_px, self._least_px[1])

    def plug(self, monitor: Monitor, output: str = "none") -> None:
        """Plugs a monitor in while the screen runs.

        Args:
            monitor: inside the screen.
            output: ``screen`` for Xvfb's only real one, ``none`` for every other.

        Raises:
            EnvironmentFailure: xrandr refuses.
        """
        self._xrandr("--setmonitor", monitor.name, monitor.geometry(), output)

    def unplug(self, name: str) -> None:
        """Takes a monitor away while the screen runs. Raises EnvironmentFailure when xrandr refuses."""
        self._xrandr("--delmonitor", name)

    def start(self) -> str:
        """Starts the server and returns its display, e.g. ``:99``."""
        program = _program("Xvfb")
        if self._needs_names:
            _program("xrandr")
        width_px, height_px = self.size_px
        reading, writing = os.pipe()
        # -noreset: without it the server forgets its monitors whenever its last client leaves.
        command = [program, "-displayfd", str(writing), "-noreset", "-nolisten", "tcp", "-dpi", "96"]
        command += ["-screen", "0", f"{width_px}x{height_px}x24", "+extension", "RANDR"]
        with tempfile.TemporaryFile() as complaints, os.fdopen(reading, "rb") as answer:
            try:
                self._server = subprocess.Popen(
                    [*_with_parent(), *command],
                    pass_fds=(writing,),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=complaints,
                    # Ctrl-C in a terminal goes to the whole foreground group: the window must end before its screen.
                    process_group=0,
                )
            finally:
                os.close(writing)
            number = _first_line(answer, START_S)
            if not number:
                self.close()
                raise EnvironmentFailure(f"Xvfb, the virtual screen, did not start: {_last_line(complaints)}")
        self.display = f":{number}"
        self._name_monitors()
        return self.display

    def environment(self, environ: Mapping[str, str]) -> dict[str, str]:
        """A copy of ``environ`` for a program that is to run on this screen."""
        without = {name: value for name, value in environ.items() if name != "WAYLAND_DISPLAY"}
        return {**without, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def describe(self, lang: str = "zh") -> str:
        """One line for the person at the terminal.

        Args:
            lang: ``zh`` or ``en``.
        """
        sizes = ", ".join(f"{monitor.name} {monitor.width_px}×{monitor.height_px}" for monitor in self.monitors)
        if lang == "zh":
            return f"这台机器没有屏幕：在虚拟屏幕 {self.display} 上运行（{sizes}）"
        return f"This machine has no screen: running on the virtual screen {self.display} ({sizes})"

    def keep_until_exit(self) -> None:
        """Leaves the server to end with this process.

        For a program that holds its QApplication to the last: Qt still talks to its server after the last line of
        Python, and a server that is gone by then ends the process with status 1.
        """
        if not _with_parent():
            atexit.register(self.close)
        _KEPT.append(self)

    def close(self) -> None:
        """Ends the server; nothing happens when it has not been started or has ended already."""
        server, self._server, self.display = self._server, None, ""
        if server is None:
            return
        server.terminate()
        try:
            server.wait(STOP_S)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()

    @property
    def _needs_names(self) -> bool:
        """Whether RANDR has to be told of monitors; a single one that fills the screen needs no telling."""
        first = self.monitors[0]
        return len(self.monitors) > 1 or self.size_px != (first.width_px, first.height_px)

    def _name_monitors(self) -> None:
        if not self._needs_names:
            return
        output = "screen"  # Xvfb's only output: the first monitor takes it, the others have none.
        for monitor in self.monitors:
            try:
                self.plug(monitor, output)
            except EnvironmentFailure:
                self.close()
                raise
            output = "none"

    def _xrandr(self, *words: str) -> None:
        command = ["xrandr", "--display", self.display, *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=START_S)
        if done.returncode != 0:
            raise EnvironmentFailure(f"xrandr refused the monitor {words[1]}: {done.stderr.strip()}")


def _program(name: str) -> str:
    """Where a program lies. Raises EnvironmentFailure that names the command to type."""
    found = shutil.which(name)
    if found is None:
        raise EnvironmentFailure(f"no screen here, and {name} for a virtual one is missing; please type: {MENDS[name]}")
    return found


def _with_parent() -> list[str]:
    """The words before a command that make it end with the thread that started it, where the system has them."""
    found = shutil.which("setpriv")
    return [found, "--pdeathsig", "TERM", "--"] if found else []


def _first_line(answer: IO[bytes], seconds: float) -> str:
    """The line that Xvfb writes when it is ready; empty when it ended or took too long."""
    ready, _, _ = select.select([answer], [], [], seconds)
    return answer.readline().decode().strip() if ready else ""


def _last_line(complaints: IO[bytes]) -> str:
    """What a server said last, for a message of one line."""
    complaints.seek(0)
    lines = complaints.read().decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
