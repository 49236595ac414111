"""What is lost under the desktop's eyes: a killed hub is said, a killed map comes back as it was."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from typing import Any

from layouts.embedded import EmbeddedHub
from layouts.session import DesktopSession
from tests.bench import program
from widgets.map.web import WebMap

SAID_GOAL_MS = 3000.0
BACK_GOAL_MS = 3000.0
GIVE_UP_S = 60.0
LOOK_S = 0.01


async def lost_and_back(session: DesktopSession, own: EmbeddedHub) -> dict[str, Any]:
    """Kills the map's process, then the hub; how long until the window shows the map again, and says that it is alone.

    Returns:
        ``map_back_ms`` (None where the plain map stands), ``map_camera_kept``, ``hub_lost_said_ms``, ``hub_back_ms``.
    """
    back_ms, kept = await _map_killed(session)
    said_ms, again_ms = await _hub_killed(session, own)
    return {
        "map_back_ms": back_ms,
        "map_camera_kept": kept,
        "hub_lost_said_ms": said_ms,
        "hub_back_ms": again_ms,
    }


def watch_goals(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The goals of these figures."""
    return [
        program.goal("a killed hub is said, ms", found["hub_lost_said_ms"], SAID_GOAL_MS),
        program.goal("a killed map is back with its camera, ms", found["map_back_ms"], BACK_GOAL_MS),
    ]


async def _map_killed(session: DesktopSession) -> tuple[float | None, bool | None]:
    surface = session.window.map.stage.surface
    if not isinstance(surface, WebMap) or not await _until(lambda: surface.drawing):
        return None, None
    before = await camera_of(surface)
    at = time.perf_counter()
    os.kill(surface.page.renderProcessPid(), signal.SIGKILL)
    if not await _until(lambda: not surface.drawing) or not await _until(lambda: surface.drawing):
        return None, None
    after = await camera_of(surface)
    return round((time.perf_counter() - at) * 1000, 1), after == before


async def _hub_killed(session: DesktopSession, own: EmbeddedHub) -> tuple[float | None, float | None]:
    """Said is: the top line no longer speaks of a live hub, and the panels mark their picture as old."""
    window = session.window

    def live() -> bool:
        circles = window.panels["circles"]
        line = window.link_line
        return line is not None and line.mood == "good" and not circles.shows_old_picture

    if not await _until(live):
        return None, None
    at = time.perf_counter()
    own.kill_hub()
    if not await _until(lambda: not live()):
        return None, None
    said_ms = round((time.perf_counter() - at) * 1000, 1)
    again = await _until(live)
    return said_ms, round((time.perf_counter() - at) * 1000, 1) if again else None


async def camera_of(surface: WebMap) -> str:
    """Where the page itself says that it looks from."""
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    script = (
        "JSON.stringify(['longitude','latitude','zoom','pitch','bearing'].map(k=>+(cockpit.view[k]||0).toFixed(6)))"
    )
    surface.page.runJavaScript(script, lambda said: answer.done() or answer.set_result(str(said)))
    return await asyncio.wait_for(answer, GIVE_UP_S)


async def _until(reached: Callable[[], bool]) -> bool:
    end = time.monotonic() + GIVE_UP_S
    while not reached():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(LOOK_S)
    return True
