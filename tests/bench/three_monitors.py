"""The emergency scene on three monitors, on a busy day: what ``gui`` measures."""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from cockpit.kit.percentiles import percentiles
from cockpit.kit.process import cpu_s, rss_mb
from layouts.board import stack_of
from layouts.desk import Desk
from layouts.embedded import EmbeddedHub, health
from layouts.session import DesktopSession
from tests.bench import program
from tests.bench.busy_day import BusyDay
from tests.bench.heartbeat import LIMIT_MS, Heartbeat
from tests.bench.lost_and_back import lost_and_back, watch_goals
from tests.bench.machine import load1
from tests.bench.window import web_cpu_s
from widgets.map.web import WebMap

P99_GOAL_MS, GROWTH_GOAL_PCT, SCENE_GOAL_MS = 16.0, 5.0, 300.0
JOIN_S = 180.0
"""What thousands of terminals may take to connect."""
WARM_S = 8.0
FIRST_LOOK_S = 60.0
SCENES = ("daily", "emergency", "consultation", "emergency", "drill", "emergency")
REST_S = 2.0
PAN_S = 5.0

COUNT_FRAMES = "cockpit.frames = 0; cockpit.deck.setProps({onAfterRender: () => { cockpit.frames += 1; }});"
PAN = """(() => {
  const from = {...cockpit.view}, start = performance.now();
  const step = () => {
    const passed = performance.now() - start;
    if (passed > %d) return cockpit.look(from);
    cockpit.look({...from, longitude: from.longitude + 0.02 * Math.sin(passed / 400)});
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})()"""


async def three_monitors(session: DesktopSession, own: EmbeddedHub, heart: Heartbeat, seconds: float) -> dict[str, Any]:
    """Measures for so many seconds, then changes scenes, moves the map, and kills map and hub."""
    desk, busy = await _ready(session, own)
    keeping = asyncio.ensure_future(busy.keep())
    try:
        held = await _watch(heart, seconds)
        state = {"incidents_open": busy.open_incidents, "orders_under_way": busy.orders_under_way}
        frames = await _frames(desk)
        heart.take()
        scenes = await _scenes(desk)
        changing = heart.take().figures()
        faults = await lost_and_back(session, own)
    finally:
        keeping.cancel()
        await asyncio.wait((keeping,))
    return {
        "units": len(busy_units(session)),
        "terminals": int((health(own.url) or {}).get("terminals", 0)),
        "monitors": len(desk.room.windows),
        "scene": desk.room.scene.name,
        "seconds": seconds,
        **state,
        **held,
        **scenes,
        "blocks_while_changing": changing,
        **frames,
        **faults,
        "load1": load1(),
        "lost": session.wiring.link.unsent if session.wiring is not None else 1,
        "goals": [
            program.goal("longest block of the GUI thread, ms", held["longest_block_ms"], LIMIT_MS),
            program.goal("p99 block of the GUI thread, ms", held["p99_block_ms"], P99_GOAL_MS),
            program.goal("growth of memory, %", held["memory_growth_pct"], GROWTH_GOAL_PCT),
            program.goal("change of scene on all monitors, ms", scenes["scene_change_ms"], SCENE_GOAL_MS),
            *watch_goals(faults),
        ],
    }


def busy_units(session: DesktopSession) -> dict[str, Any]:
    """The town's units as the desktop knows them."""
    return {} if session.wiring is None else dict(session.wiring.link.replica.world.units)


async def _ready(session: DesktopSession, own: EmbeddedHub) -> tuple[Desk, BusyDay]:
    """Live, everybody connected, the day busy, the scene on all monitors."""
    while session.wiring is None or session.wiring.link.phase != "live":
        await asyncio.sleep(0.05)
    wanted, end = 0.97 * len(busy_units(session)), time.monotonic() + JOIN_S
    while time.monotonic() < end:
        found = await asyncio.to_thread(health, own.url)
        if found is not None and found.get("terminals", 0) >= wanted:
            break
        await asyncio.sleep(0.5)
    busy = BusyDay(session.wiring.link)
    await busy.fill()
    session.window.room.show_scene("emergency")
    await asyncio.sleep(WARM_S)
    return session.window, busy


async def _watch(heart: Heartbeat, seconds: float) -> dict[str, Any]:
    """The blocks, the processor's share and the memory while everything moves and nobody presses anything."""
    heart.take()
    mine = os.getpid()
    cpu, web, at = cpu_s(mine), web_cpu_s(), time.monotonic()
    first_s = min(FIRST_LOOK_S, seconds / 2)
    await asyncio.sleep(first_s)
    first_mb = rss_mb(mine)
    await asyncio.sleep(seconds - first_s)
    lasted, last_mb = time.monotonic() - at, rss_mb(mine)
    return {
        **heart.take().figures(),
        "cpu_cores": round((cpu_s(mine) - cpu) / lasted, 3),
        "web_cpu_cores": round((web_cpu_s() - web) / lasted, 3),
        "memory_growth_pct": round((last_mb - first_mb) / first_mb * 100, 2),
        "memory_from_s": first_s,
        "memory_to_s": round(lasted, 1),
        "rss_first_mb": first_mb,
        "rss_mb": last_mb,
    }


# -- scenes --------------------------------------------------------------------------------------------------------


async def _scenes(desk: Desk) -> dict[str, Any]:
    """Changes the scene some times; the slowest counts."""
    took_ms, details = [], []
    for name in SCENES:
        took = await _change(desk, name)
        took_ms.append(took)
        details.append([name, round(took, 1)])
        await asyncio.sleep(REST_S)
    return {
        "scene_change_ms": round(max(took_ms), 1),
        "scene_change_p50_ms": percentiles(took_ms, 1).get("p50"),
        "scene_changes": details,
    }


async def _change(desk: Desk, name: str) -> float:
    """Milliseconds from the key until every monitor has painted its panels and the screen has them."""
    at = time.perf_counter()
    desk.scene_asked.emit(name)
    windows = list(desk.room.windows.values())
    watched = [stack.front for panel in desk.panels.values() if (stack := stack_of(panel)) and stack.front is panel]
    painted = _Painted([*watched, *(window.notices for window in windows)])
    while painted.left:
        await asyncio.sleep(0)
    desk.screen().grabWindow(0, 0, 0, 1, 1)  # the answer comes once the X server has done all before it
    return (time.perf_counter() - at) * 1000


class _Painted(QObject):
    """Waits for the first painting of each widget."""

    def __init__(self, widgets: list[QWidget]) -> None:
        super().__init__()
        self.left = set(widgets)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Crosses it off."""
        if event.type() == QEvent.Type.Paint:
            self.left.discard(watched)  # type: ignore[arg-type]
            watched.removeEventFilter(self)
        return False


# -- the map -------------------------------------------------------------------------------------------------------


async def _frames(desk: Desk) -> dict[str, Any]:
    """Frames a second that the map draws: while its camera is moved without a pause, and while only units move."""
    surface = desk.map.stage.surface
    if not isinstance(surface, WebMap) or not surface.drawing:
        return {"map_fps": None, "map_fps_at_rest": None}
    await _run(surface, COUNT_FRAMES)
    await asyncio.sleep(PAN_S)
    rest = float(await _run(surface, "cockpit.frames"))
    await _run(surface, "cockpit.frames = 0; " + PAN % round(PAN_S * 1000))
    await asyncio.sleep(PAN_S)
    panned = float(await _run(surface, "cockpit.frames"))
    await asyncio.sleep(1.0)
    return {"map_fps": round(panned / PAN_S, 1), "map_fps_at_rest": round(rest / PAN_S, 1)}


async def _run(surface: WebMap, script: str) -> Any:
    answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    surface.page.runJavaScript(script, lambda said: answer.done() or answer.set_result(said))
    return await asyncio.wait_for(answer, 30.0)
