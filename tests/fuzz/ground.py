"""A hub that serves over real sockets, and a cockpit that looks on: whatever is said, both stay as they were.

The hub runs in the fuzz's own process, so that every error that it logs, every task and every connection that it keeps
can be seen.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cockpit.client.link import Link
from cockpit.errors import CockpitError
from cockpit.hub.hub import Hub
from cockpit.hub.journal import FILE, verify
from cockpit.hub.service import world_of
from cockpit.kit.clock import Clock
from cockpit.wire.hub_session import HubSession
from tests.fuzz.case import Case, Trouble
from tests.fuzz.plain_socket import CLOSE, TEXT, PlainSocket, frame, handshake
from tests.fuzz.recorded import TOKEN, WORLD
from tests.hubs import PASSWORD, QUICK_HASHER, TestClock, signed_in, small_folder

PATIENCE_S = 60.0
"""A hub that has not answered by then hangs."""
MARK = 4242.0
"""The beat that ends a case carries it, and the hub's answer to it."""
_STATES = ("101", "400", "403", "404", "426", "200", "405", "414", "431", "500", "503")


class Wrong(Exception):
    """Something that must not happen has happened."""

    def __init__(self, trouble: Trouble, what: str) -> None:
        super().__init__(what)
        self.trouble, self.what = trouble, what


class Errors(logging.Handler):
    """Every error that is logged: the hub's, the library's, and those of tasks that nobody looked after."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Takes one down, with the exception's own last line."""
        failure = record.exc_info[1] if record.exc_info else None
        self.found.append(f"{record.name}: {record.getMessage()}" + (f": {failure!r}" if failure else ""))

    def check(self) -> None:
        """Passes while there has been none.

        Raises:
            Wrong: there has.
        """
        found, self.found = self.found, []
        if found:
            raise Wrong("crash", " | ".join(found)[:2000])


class Ground:
    """One hub on a new data folder.

    Attributes:
        inputs: altered messages that the hub took in.
        said: what it answered: goodbyes, refusals and errors by code.
    """

    def __init__(self, folder: Path, errors: Errors, clock: Clock | None = None) -> None:
        self.inputs = 0
        self.said: Counter[str] = Counter()
        self.hub: Hub
        self._folder, self._errors, self._clock = folder, errors, clock or TestClock()
        self._open = AsyncExitStack()
        self._port = 0
        self._token = ""
        self._link: Link
        self._heard = 0

    async def start(self) -> None:
        """Starts the hub and the cockpit that looks on."""
        real = HubSession.receive

        def counted(session: HubSession, data: bytes, now: float) -> Any:
            self._heard += 1
            return real(session, data, now)

        self._open.enter_context(patch.object(HubSession, "receive", counted))
        with patch("cockpit.hub.accounts.argon2.PasswordHasher", QUICK_HASHER):
            self.hub = Hub(self._folder, small_folder(self._folder.parent), self._clock)
        self._open.push_async_callback(self.hub.stop)
        self._port = await self.hub.start("127.0.0.1", 0)
        self._token = self.hub.accounts.check_password("p1", PASSWORD)
        self._link = await self._open.enter_async_context(signed_in(f"ws://127.0.0.1:{self._port}", "kan"))

    # -- one case ----------------------------------------------------------------------------------------------------

    async def play(self, case: Case) -> None:
        """Says a case on a connection of its own and hears the hub out.

        Raises:
            Wrong: the hub does not answer, or an error was logged.
        """
        before = self._heard
        socket = await PlainSocket.open(self._port)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._talk(socket, case)
        except TimeoutError:
            raise Wrong("hang", f"the hub has not answered for {PATIENCE_S:.0f} s") from None
        finally:
            socket.abort()
            beneath = case.opening or any(step.raw for step in case.steps)
            self.inputs += 1 if beneath else min(case.altered, self._heard - before)
        self._errors.check()

    async def _talk(self, socket: PlainSocket, case: Case) -> None:
        socket.write(case.opening or handshake(self._port))
        if not case.eager and not case.opening:
            self._note_head(await socket.head())
        for step in case.steps:
            socket.write(step.data if step.raw else frame(self._fitted(step.data)))
        socket.write(frame(json.dumps({"type": "beat", "at": MARK}).encode()))
        if case.opening or any(step.raw for step in case.steps):
            # Beneath the messages nobody can say what the hub has made of it: it hears that nothing more comes.
            socket.finish()
        if case.eager or case.opening:
            self._note_head(await socket.head())
        while (heard := await socket.next()) is not None:
            if heard.opcode == CLOSE or (heard.opcode == TEXT and self._note(heard.data)):
                return

    def _fitted(self, data: bytes) -> bytes:
        """With a token and a world of this hub in the place of the recorded hub's."""
        return data.replace(TOKEN.encode(), self._token.encode()).replace(
            WORLD.encode(), self.hub.service.journal.world_id.encode()
        )

    def _note_head(self, head: bytes) -> None:
        status = head[9:12].decode(errors="replace")
        if status != "101":
            self.said[f"http {status}" if status in _STATES else "hung up"] += 1

    def _note(self, data: bytes) -> bool:
        """Counts what the hub says; returns whether it was its last word to this case."""
        message = json.loads(data)
        match message["type"]:
            case "bye":
                self.said[message["code"]] += 1
            case "refused":
                self.said[message["rule"]] += 1
            case "accepted":
                self.said["accepted"] += len(message["ids"])
            case "answer" if message.get("error"):
                self.said["answer.error"] += 1
            case "beat":
                return bool(message.get("echo") == MARK)
        return False

    # -- all is well -------------------------------------------------------------------------------------------------

    async def check(self) -> None:
        """Holds the hub against what it must be between two cases.

        Raises:
            Wrong: it does not answer, keeps something, or its world is not the replica's.
        """
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._settled()
        except TimeoutError:
            kept = f"{len(self.hub.server._peers)} peers, {len(self.hub.server._greeting)} greeting"
            raise Wrong("hang", f"the hub does not come to rest: {kept}, {len(self.hub.server._tasks)} tasks") from None
        except CockpitError as failure:
            raise Wrong("hang", f"the hub does not answer the cockpit that looks on: {failure}") from failure
        gc.collect()
        self._errors.check()

    async def _settled(self) -> None:
        hub, link = self.hub, self._link
        # While hypothesis makes messages, neither side of this loop can speak: the link may have been lost over it.
        await link.live()
        health = await link.ask("health", {}, dict[str, Any], PATIENCE_S)
        if health["disk"] != "ok":
            raise Wrong("crash", f"the hub's disk: {health['disk']}")
        while hub.server._greeting or len(hub.server._peers) != 1 or len(hub.server._tasks) or not hub.service.quiet:
            await asyncio.sleep(0.005)
        while link.replica.world.seq < hub.world.seq:
            await asyncio.sleep(0.005)
        if link.replica.world.seq == hub.world.seq and link.replica.world.digest() != hub.world.digest():
            raise Wrong("unequal", f"the replica at {hub.world.seq} is not the hub's world")

    async def abandon(self) -> None:
        """Ends the hub and asks nothing more of it."""
        await self._open.aclose()

    async def stop(self) -> None:
        """Ends the hub and reads its journal from the first line.

        Raises:
            Wrong: the journal is broken, or is not what the hub's world was.
        """
        seq, digest = self.hub.world.seq, self.hub.world.digest()
        await self._open.aclose()
        verdict = verify(self._folder / FILE)
        if verdict.fault:
            raise Wrong("unequal", f"the journal: {verdict.fault}")
        if (again := world_of(self._folder)).digest() != digest and again.seq == seq:
            raise Wrong("unequal", f"the journal folds to another world than the hub's at {seq}")
        self._errors.check()


class StandingClock:
    """Stands still: no deadline is missed while memory is measured."""

    def __init__(self) -> None:
        self._at = TestClock().now()

    def now(self) -> Any:
        """The instant in UTC, always the same."""
        return self._at
