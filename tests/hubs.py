"""A real hub in the test's own loop, over the small town, and what connects to it over loopback."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

import argon2
import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from cockpit.client.link import Credentials, Link
from cockpit.domain.orders import IssueOrder, Target
from cockpit.domain.town import Town
from cockpit.hub.hub import Hub
from cockpit.sim.behaviour import MANNERS, Manner
from cockpit.sim.movement import Walker
from cockpit.sim.terminal import Tally, Terminal
from cockpit.town.figures import HistorySettings, SampleAccounts
from cockpit.town.folder import TownFolder
from cockpit.town.sample_key import sample_key
from tests.towns import CENTRE, NOON, small_map, small_town

T = TypeVar("T")

PASSWORD = "small-sample"
SAMPLE = SampleAccounts(PASSWORD, "terminal-word", "source-word")
QUICK_HASHER = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
"""What a slow hash costs is argon2's affair."""
PATIENCE_S = 10.0
"""How long a test waits for what must come; reached only where it fails."""


def run_async(main: Coroutine[Any, Any, T], timeout_s: float = 30.0) -> T:
    """Runs a test's coroutine in a loop of its own, not for ever."""

    async def bounded() -> T:
        async with asyncio.timeout(timeout_s):
            return await main

    return asyncio.run(bounded())


async def until(condition: Callable[[], object], what: str = "", timeout_s: float = PATIENCE_S) -> None:
    """Waits until a condition holds; fails with ``what`` when it does not in time."""
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, f"not in time: {what or condition}"
        await asyncio.sleep(0.005)


class TestClock:
    """Starts at noon of the small town's first Monday (p1 commands) and goes on as time does."""

    __test__ = False

    def __init__(self, start: datetime = NOON) -> None:
        self._start, self._from = start, time.monotonic()

    def now(self) -> datetime:
        """The instant in UTC."""
        return (self._start + timedelta(seconds=time.monotonic() - self._from)).astimezone(UTC)


def small_folder(path: Path, town: Town | None = None, digest: str = "small-1", *, sample: bool = True) -> TownFolder:
    """The small town as a folder that was read."""
    folder = TownFolder(path, town or small_town(), digest, SAMPLE if sample else None, HistorySettings())
    folder.__dict__["map"] = small_map()
    return folder


@asynccontextmanager
async def hub_at(data: Path, town: TownFolder | None = None, port: int = 0) -> AsyncIterator[tuple[Hub, str]]:
    """A hub that serves, and its address."""
    with patch("cockpit.hub.accounts.argon2.PasswordHasher", QUICK_HASHER):
        hub = Hub(data, town or small_folder(data.parent), TestClock())
    try:
        bound = await hub.start("127.0.0.1", port)
        yield hub, f"ws://127.0.0.1:{bound}"
    finally:
        await hub.stop()


@asynccontextmanager
async def signed_in(url: str, login: str = "shen", password: str = PASSWORD, **more: Any) -> AsyncIterator[Link]:
    """A cockpit's link whose picture is live."""
    link = Link(url, Credentials(login, password), seed=1, **more)
    running = asyncio.ensure_future(link.run())
    live = asyncio.ensure_future(link.live())
    try:
        await asyncio.wait((running, live), timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        assert live.done(), f"not live: {link.phase}"
        yield link
    finally:
        live.cancel()
        running.cancel()
        await asyncio.gather(running, live, return_exceptions=True)


@asynccontextmanager
async def terminal_of(
    url: str, unit: str, manner: Manner | None = None, key: str | None = None
) -> AsyncIterator[tuple[Terminal, Tally]]:
    """A simulated terminal that stays connected; ``act`` is the test's to call."""
    tally, chance = Tally(), random.Random(unit)
    terminal = Terminal(
        url,
        unit,
        terminal_key(unit) if key is None else key,
        Walker(None, CENTRE, "police", chance),
        manner or MANNERS["silent"],
        chance,
        tally,
    )
    running = asyncio.ensure_future(terminal.run())
    try:
        await until(lambda: terminal.session is not None or running.done(), f"{unit} connects")
        if running.done():
            running.result()
        yield terminal, tally
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def terminal_key(unit: str) -> str:
    """The key of a small town's terminal."""
    return sample_key(SAMPLE.terminal_key, "terminal", unit)


def source_key(source: str) -> str:
    """The key of a small town's source."""
    return sample_key(SAMPLE.source_key, "source", source)


def issue(order: str, *units: str, text: str = "立即到场") -> IssueOrder:
    """An order to these units."""
    return IssueOrder(order, text, units, Target(units=units))


class Raw:
    """A bare websocket that speaks JSON: what somebody's own terminal does."""

    def __init__(self, websocket: ClientConnection) -> None:
        self.websocket = websocket
        self.heard: list[dict[str, Any]] = []

    async def say(self, message: object) -> None:
        """Sends a message: bytes and texts as they are, anything else as JSON."""
        if not isinstance(message, bytes | str):
            message = msgspec.json.encode(message)
        await self.websocket.send(message, text=True)

    async def next(self) -> dict[str, Any]:
        """The next message; every one is checked against the limit."""
        data = await self.websocket.recv(decode=False)
        assert len(data) <= 64 * 1024, f"the hub has sent {len(data)} bytes at once"
        message: dict[str, Any] = json.loads(data)
        self.heard.append(message)
        return message

    async def hear(self, *kinds: str) -> dict[str, Any]:
        """The next message of one of these types; others are passed over."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = await self.next()
                if message["type"] in kinds:
                    return message

    async def end(self) -> tuple[dict[str, Any] | None, int | None]:
        """Waits until the hub has closed: its goodbye, if there was one, and the close code."""
        bye = None
        async with asyncio.timeout(PATIENCE_S):
            try:
                while True:
                    message = await self.next()
                    bye = message if message["type"] == "bye" else bye
            except ConnectionClosed:
                return bye, self.websocket.close_code


@asynccontextmanager
async def raw_at(url: str, *first: object) -> AsyncIterator[Raw]:
    """A bare websocket to a hub, having said the given messages."""
    async with connect(url, compression=None, ping_interval=None, max_size=None, proxy=None, close_timeout=1) as socket:
        raw = Raw(socket)
        for message in first:
            await raw.say(message)
        yield raw


def hello(role: str, name: str, secret: str | None = None, **more: Any) -> dict[str, Any]:
    """A good hello of a terminal, a source or a cockpit."""
    if secret is None:
        secret = {"terminal": terminal_key, "source": source_key}.get(role, lambda _: PASSWORD)(name)
    return {"type": "hello", "protocol": "cockpit.v1", "role": role, "name": name, "secret": secret, **more}
