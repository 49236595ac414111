"""The virtual screen: when it is needed, how it starts, what it says when it cannot, how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cockpit.errors import EnvironmentFailure
from layouts.virtual_screen import Monitor, VirtualScreen, is_needed

SMALL = (Monitor("ONLY", 320, 240),)
TWO = (Monitor("LEFT", 320, 240), Monitor("RIGHT", 200, 300, 320, 0))


def answers(display: str) -> bool:
    """Whether a client gets through to the X server."""
    return subprocess.run(["xrandr", "--display", display, "--query"], capture_output=True).returncode == 0


def gone(display: str) -> bool:
    """Whether the X server goes away, given a little time."""
    for _ in range(200):
        if not answers(display):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("environ", "platform", "needed"),
    [
        ({}, "linux", True),
        ({"DISPLAY": ""}, "linux", True),
        ({"DISPLAY": ":0"}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", False),
        ({}, "darwin", False),
    ],
)
def test_it_is_needed_on_linux_without_any_display(environ: dict[str, str], platform: str, needed: bool) -> None:
    assert is_needed(environ, platform) is needed


def test_a_client_gets_through_while_it_runs_and_not_after() -> None:
    with VirtualScreen(SMALL) as screen:
        display = screen.display
        assert answers(display)
    assert not answers(display)
    assert screen.display == ""


def test_two_screens_stand_side_by_side() -> None:
    with VirtualScreen(SMALL) as one, VirtualScreen(SMALL) as other:
        assert one.display != other.display
        assert answers(one.display)
        assert answers(other.display)


def test_several_monitors_are_named_and_placed() -> None:
    with VirtualScreen(TWO) as screen:
        listed = subprocess.run(
            ["xrandr", "--display", screen.display, "--listmonitors"], capture_output=True, text=True, check=True
        ).stdout
    assert screen.size_px == (520, 300)
    assert "LEFT 320/85x240/64+0+0" in listed
    assert "RIGHT 200/53x300/79+320+0" in listed


def test_closing_twice_or_before_the_start_is_no_fault() -> None:
    screen = VirtualScreen(SMALL)
    screen.close()
    display = screen.start()
    screen.close()
    screen.close()
    assert not answers(display)


def test_a_screen_without_monitors_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at least one"):
        VirtualScreen(())


@pytest.mark.parametrize(
    ("monitors", "there", "command"),
    [
        (SMALL, (), "sudo apt-get install -y xvfb"),
        (TWO, ("Xvfb",), "sudo apt-get install -y x11-xserver-utils"),
    ],
)
def test_a_missing_program_is_named_with_the_command_to_type(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    monitors: tuple[Monitor, ...],
    there: tuple[str, ...],
    command: str,
) -> None:
    for name in there:
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentFailure, match=command):
        VirtualScreen(monitors).start()


def test_a_server_that_does_not_come_up_is_told_with_its_own_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "Xvfb").write_text("#!/bin/sh\necho 'no room for another screen' >&2\nexit 1\n")
    (tmp_path / "Xvfb").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    screen = VirtualScreen(SMALL)
    with pytest.raises(EnvironmentFailure, match="no room for another screen"):
        screen.start()
    assert screen.display == ""


def test_a_monitor_that_is_refused_takes_the_server_down(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "xrandr").write_text("#!/bin/sh\necho 'what monitor?' >&2\nexit 1\n")
    (tmp_path / "xrandr").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    screen = VirtualScreen(TWO)
    with pytest.raises(EnvironmentFailure, match="LEFT: what monitor"):
        screen.start()
    assert screen.display == ""


def test_a_program_gets_the_display_and_loses_wayland() -> None:
    screen = VirtualScreen(SMALL)
    screen.display = ":7"
    environ = screen.environment({"HOME": "/h", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"})
    assert environ == {"HOME": "/h", "DISPLAY": ":7", "QT_QPA_PLATFORM": "xcb"}


@pytest.mark.parametrize(("lang", "word"), [("zh", "没有屏幕"), ("en", "no screen")])
def test_it_says_in_one_line_what_it_is(lang: str, word: str) -> None:
    screen = VirtualScreen(TWO)
    screen.display = ":7"
    line = screen.describe(lang)
    assert word in line
    assert ":7" in line
    assert "RIGHT 200×300" in line
    assert "\n" not in line


KEEPS = """
import sys
from layouts.virtual_screen import Monitor, VirtualScreen
screen = VirtualScreen((Monitor("ONLY", 320, 240),))
print(screen.start())
screen.keep_until_exit()
import os
os.environ.update(screen.environment(os.environ))
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.show()
app.processEvents()
"""


@pytest.mark.parametrize("setpriv", [True, False])
def test_a_screen_kept_until_exit_ends_with_the_process(setpriv: bool) -> None:
    without = (
        "import shutil\nreal = shutil.which\nshutil.which = lambda name: None if name == 'setpriv' else real(name)\n"
    )
    program = KEEPS if setpriv else without + KEEPS
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stderr.replace("The X11 connection broke (error 1). Did the X11 server die?\n", "") == ""
    assert gone(done.stdout.strip())


def test_a_killed_program_leaves_no_server_behind() -> None:
    program = "import os, signal\nfrom layouts.virtual_screen import Monitor, VirtualScreen\n"
    program += "screen = VirtualScreen((Monitor('ONLY', 320, 240),))\nprint(screen.start(), flush=True)\n"
    program += "os.kill(os.getpid(), signal.SIGKILL)\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    display = done.stdout.strip()
    assert display.startswith(":")
    assert gone(display)
