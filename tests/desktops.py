"""A desktop under test: its coroutine on the session's one QApplication, windows on the private screen, real hubs."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from tests.town.folders import write_miniature

PASSWORD = "mini-sample"


def play(app: QApplication, story: Callable[[], Coroutine[Any, Any, None]], timeout_s: float = 120.0) -> None:
    """Runs a test's coroutine in Qt's own loop, as ``main.py`` does; not for ever.

    The loop is cleared away here and now: its timers must not be freed by another thread.
    """

    async def bounded() -> None:
        async with asyncio.timeout(timeout_s):
            await story()

    app.setQuitOnLastWindowClosed(False)
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        with loop:
            loop.run_until_complete(bounded())
    finally:
        asyncio.set_event_loop(None)
        del loop
        gc.collect()


@contextmanager
def window_of(window: QWidget) -> Iterator[None]:
    """Takes a window down at the end, web page before profile."""
    try:
        yield
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def write_small_sample(folder: Path) -> Path:
    """A town folder of three units whose accounts are a sample's, with a viewer among its people."""
    write_miniature(folder)
    settings = folder / "town.toml"
    settings.write_text("sample = true\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    with (folder / "people.csv").open("a", encoding="utf-8") as people:
        people.write("p4,kan,简观澜,viewer,,\n")
    (folder / "accounts.toml").write_text(
        f'sample = true\npassword = "{PASSWORD}"\nterminal_key = "mini-terminal"\nsource_key = "mini-source"\n',
        encoding="utf-8",
    )
    return folder


def processes_about(text: str) -> list[int]:
    """Running processes (Linux) with a text in their command line or environment, this one left out."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            if (entry / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                continue
            about = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:
            continue
        if text.encode() in about:
            found.append(int(entry.name))
    return found
