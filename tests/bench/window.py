"""The real desktop for a bench: windows on virtual monitors, hub and simulated terminals in other processes."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import main
from cockpit.kit.process import cpu_s
from layouts.embedded import EmbeddedHub
from layouts.first_start import FirstStart
from layouts.garbage import Garbage
from layouts.session import DesktopSession
from layouts.virtual_screen import Monitor, VirtualScreen

Story = Callable[[DesktopSession, EmbeddedHub], Awaitable[dict[str, Any]]]


def play(story: Story, monitors: Sequence[Monitor], town: Path) -> dict[str, Any]:
    """Opens the desktop over virtual monitors in a new data folder, and runs the story beside it.

    Args:
        story: what is measured.
        monitors: what the desktop fills.
        town: a sample's folder.

    Raises:
        EnvironmentFailure: no screen can be made, or the hub does not start.
    """
    os.environ.pop("DISPLAY", None)
    os.environ.pop("WAYLAND_DISPLAY", None)
    screen = VirtualScreen(tuple(monitors))
    screen.start()
    os.environ.update(screen.environment(os.environ))
    screen.keep_until_exit()
    data = Path(tempfile.mkdtemp(prefix="cockpit-bench-"))
    args = main.parse(["--data", str(data), "--town", str(town), "--settle", "86400"])
    own = EmbeddedHub(args.town, data, simulate=True)
    try:
        start = FirstStart(own)
        start.launch()
        if start.failure is not None:
            raise start.failure
        main.prepare_screen(args)
        app, loop = main.open_application()
        with loop:
            garbage = Garbage(app)
            session = DesktopSession(args, start, False, data / "pictures")
            session.first_live.connect(garbage.settle)
            return loop.run_until_complete(_beside(session, own, story))
    finally:
        own.stop()
        shutil.rmtree(data, ignore_errors=True)


async def _beside(session: DesktopSession, own: EmbeddedHub, story: Story) -> dict[str, Any]:
    running = asyncio.ensure_future(session.run())
    try:
        return await story(session, own)
    finally:
        session.end()
        await running


def descendants(pid: int) -> list[int]:
    """All processes below one (Linux)."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            parents.setdefault(parent, []).append(int(entry.name))
    found, rest = [], [pid]
    while rest:
        below = parents.get(rest.pop(), [])
        found += below
        rest += below
    return found


def web_cpu_s() -> float:
    """CPU seconds of this process's web engine processes so far."""
    web = [pid for pid in descendants(os.getpid()) if "QtWebEngine" in _name(pid)]
    return sum(cpu_s(pid) for pid in web)


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
