"""One window under its usual load, and in the hands of a commander: what ``gui --one-window`` measures.

In the first half nothing is pressed; in the second an order goes to all units, and tracker, composer, an index and the
other language are opened.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cockpit.kit.process import cpu_s, rss_mb
from layouts.desk import Desk
from layouts.embedded import EmbeddedHub, health
from layouts.session import DesktopSession
from tests.bench import program
from tests.bench.heartbeat import LIMIT_MS, Blocks, Heartbeat
from tests.bench.lost_and_back import lost_and_back, watch_goals
from tests.bench.window import web_cpu_s

WARM_S = 8.0
"""From live on: first fills, the map's first picture, the simulator's start."""
KEY_EVERY_S = 0.15
"""Between two keys of somebody who is quick."""


async def one_window(session: DesktopSession, own: EmbeddedHub, heart: Heartbeat, seconds: float) -> dict[str, Any]:
    """Measures for so many seconds."""
    window = session.window
    while session.wiring is None or session.wiring.link.phase != "live":
        await asyncio.sleep(0.05)
    await asyncio.sleep(WARM_S)
    start = heart.take()
    rss, cpu, web, at = rss_mb(os.getpid()), cpu_s(os.getpid()), web_cpu_s(), time.monotonic()
    pushes = _count_pushes(window)
    await asyncio.sleep(seconds / 2)
    quiet = heart.take()
    lasted = time.monotonic() - at
    costs = {
        "cpu_cores": round((cpu_s(os.getpid()) - cpu) / lasted, 3),
        "web_cpu_cores": round((web_cpu_s() - web) / lasted, 3),
        "map_pushes_per_s": round(len(pushes) / lasted, 2),
    }
    steps = await _use(window, heart, seconds / 2)
    used = Blocks([], [])
    for one in steps.values():
        used.gaps_ms += one.gaps_ms
        used.busy_ms += one.busy_ms
    faults = await lost_and_back(session, own)
    both = Blocks(quiet.gaps_ms + used.gaps_ms, quiet.busy_ms + used.busy_ms).figures()
    return {
        "units": len(session.wiring.link.replica.world.units),
        "terminals": int((health(own.url) or {}).get("terminals", 0)),
        "seconds": seconds,
        **both,
        **costs,
        "rss_warm_mb": rss,
        "rss_mb": rss_mb(os.getpid()),
        "starting": start.figures(),
        "quiet": quiet.figures(),
        "used": used.figures(),
        "steps": {name: one.figures() for name, one in steps.items()},
        **faults,
        "lost": session.wiring.link.unsent,
        "goals": [
            *watch_goals(faults),
            program.goal("longest block of the GUI thread, ms", both["longest_block_ms"], LIMIT_MS),
            program.goal("longest work of the GUI thread at one go, ms", both["longest_busy_ms"], LIMIT_MS),
        ],
    }


def _count_pushes(window: Desk) -> list[float]:
    """When the map's page was sent something, from now on."""
    pushes: list[float] = []
    page = getattr(window.map.stage.surface, "page", None)
    if page is not None:
        run = page.runJavaScript

        def counted(*args: Any) -> None:
            pushes.append(time.monotonic())
            run(*args)

        page.runJavaScript = counted
    return pushes


async def _use(window: Desk, heart: Heartbeat, seconds: float) -> dict[str, Blocks]:
    """What a commander does in a busy minute, spread over the time; the blocks of each step."""
    window.activateWindow()
    steps: dict[str, Callable[[], None]] = {
        "pick all circles": partial(window.selection.pick_circle, "core"),
        "open the composer": window.begin_order,
        "order to all": partial(_send, window, "全体到岗，逐户检查"),
        "open the order": partial(_open_order, window),
        "show the units": partial(window.focus_panel, "units"),
        "open an index": partial(window.open_index, "core", "fire"),
        "to English": window.switch_language,
        "to Chinese": window.switch_language,
        "walk the circles": partial(window.focus_panel, "circles"),
        "show the keys": window.show_keys,
    }
    found: dict[str, Blocks] = {}
    for name, step in steps.items():
        step()
        if name.startswith("walk"):
            await _walk(window)
        await asyncio.sleep(seconds / len(steps))
        found[name] = heart.take()
    return found


def _send(window: Desk, text: str) -> None:
    window.composer.form.text.setPlainText(text)
    window.composer.send()


def _open_order(window: Desk) -> None:
    situation = window.orders.situation
    window.selection.open_order(next(iter(situation.world.orders), "") if situation is not None else "")
    window.focus_panel("orders")


async def _walk(window: Desk) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return):
        await asyncio.sleep(KEY_EVERY_S)
        QTest.keyClick(window.focusWidget() or window, key)
