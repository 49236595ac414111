"""A desktop with a hub of its own: the real window in this process, hub and simulated terminals in theirs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from PySide6 import QtWebEngineWidgets  # noqa: F401  (has to be loaded before the application is made)

import main
from cockpit.client.link import Link
from layouts.desk import Desk
from layouts.embedded import EmbeddedHub
from layouts.first_start import FirstStart
from layouts.session import DesktopSession
from layouts.wiring import Wiring
from tests.desktops import window_of, write_small_sample
from tests.hubs import until
from tests.widgets.conftest import plain_look

__all__ = ["plain_look"]


class RealDesktop:
    """A desktop that runs."""

    def __init__(self, own: EmbeddedHub, session: DesktopSession, running: asyncio.Task[int]) -> None:
        self.own, self.session, self.running = own, session, running

    @property
    def window(self) -> Desk:
        """The window."""
        return self.session.window

    @property
    def wiring(self) -> Wiring:
        """The wiring, once the hub's address is known."""
        assert self.session.wiring is not None
        return self.session.wiring

    @property
    def link(self) -> Link:
        """The link."""
        return self.wiring.link

    @property
    def strip(self) -> str:
        """The top line."""
        return self.window._strip.as_text()

    @property
    def notices(self) -> list[str]:
        """What stands in the bottom line's list."""
        return self.window._notices.as_text().splitlines()

    @property
    def old(self) -> bool:
        """Whether the panels mark their picture as old."""
        panel = self.window.panel("circles")
        return panel is not None and panel._old_mark.isVisibleTo(panel)

    async def live(self) -> None:
        """Waits until the picture is live, and said to be."""
        await until(lambda: "在线" in self.strip and self.window.map.situation is not None, "live", 25.0)


Open = Callable[..., AbstractAsyncContextManager[RealDesktop]]


@pytest.fixture
def open_desktop(tmp_path: Path) -> Open:
    """Opens a desktop on a small town of its own, or on the town and data folder that are named."""

    @asynccontextmanager
    async def opened(
        town: Path | None = None, data: Path | None = None, *arguments: str, simulate: bool = False
    ) -> AsyncIterator[RealDesktop]:
        town = town or write_small_sample(tmp_path / "town")
        own = EmbeddedHub(town, data or tmp_path / "data", simulate=simulate)
        start = FirstStart(own)
        start.launch()
        args = main.parse(["--data", str(own.data), "--size", "1920x1080", *arguments])
        session = DesktopSession(args, start, False, tmp_path / "pictures")
        with window_of(session.window):
            running = asyncio.ensure_future(session.run())
            desktop = RealDesktop(own, session, running)
            try:
                yield desktop
            finally:
                session.end()
                await running
                await asyncio.to_thread(own.stop)

    return opened
