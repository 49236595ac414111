"""Runs a program's coroutine until it ends, a signal comes, or the parent process is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(main: Coroutine[Any, Any, T]) -> T | None:
    """Runs on uvloop where there is one. A signal to end cancels ``main``, which closes in order; None then."""

    async def guarded() -> T | None:
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        if task is not None:
            for number in (signal.SIGTERM, signal.SIGINT):
                try:
                    loop.add_signal_handler(number, task.cancel)
                except NotImplementedError:
                    signal.signal(number, lambda *_: loop.call_soon_threadsafe(task.cancel))
            if os.environ.pop("COCKPIT_PARENT", "") == "stdin":
                threading.Thread(target=_until_parent_ends, args=(loop, task), daemon=True).start()
        try:
            return await main
        except asyncio.CancelledError:
            return None

    if sys.platform != "win32":
        import uvloop

        return uvloop.run(guarded())
    return asyncio.run(guarded())


def _until_parent_ends(loop: asyncio.AbstractEventLoop, task: asyncio.Task[Any]) -> None:
    # The parent holds the other end of this pipe: it closes with the parent, however that ended.
    while os.read(0, 4096):
        pass
    loop.call_soon_threadsafe(task.cancel)
