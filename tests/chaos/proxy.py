"""Bad links between real processes: cut, slow, stalled, half-open, late, and with messages that come twice."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from tests.chaos.frames import FrameSplitter, Piece

Direction = Literal["to_hub", "to_client"]
BOTH: tuple[Direction, ...] = ("to_hub", "to_client")
CHUNK = 16 * 1024
SLOW_CHUNK = 1024


@dataclass
class Weather:
    """How a lane passes bytes on.

    Attributes:
        bytes_per_s: most that passes in each direction of each connection; 0 for no limit.
        delay_s: the shortest and the longest wait of a message.
        doubled: share of the clients' messages that are said twice.
    """

    bytes_per_s: float = 0.0
    delay_s: tuple[float, float] = (0.0, 0.0)
    doubled: float = 0.0


class Wire:
    """One connection through a lane: a client's half and the hub's half."""

    def __init__(self, client: asyncio.StreamWriter, hub: asyncio.StreamWriter) -> None:
        self.client, self.hub = client, hub
        self.dead: set[Direction] = set()

    def abort(self) -> None:
        """Breaks both halves at once."""
        self.client.transport.abort()
        self.hub.transport.abort()


class Lane:
    """One listening port in front of the hub, for one process that connects through it.

    Args:
        hub_port: where the hub listens.
        chance: where delays and doublings are drawn from.
    """

    def __init__(self, name: str, hub_port: int, chance: random.Random) -> None:
        self.name, self.hub_port = name, hub_port
        self.weather = Weather()
        self.wires: set[Wire] = set()
        self.doubled = 0
        self._chance = chance
        self._open = asyncio.Event()
        self._open.set()
        self._server: asyncio.Server | None = None
        self._port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """Where a client connects."""
        return f"ws://127.0.0.1:{self._port}"

    # -- what can be done to it ----------------------------------------------------------------------------------

    async def plug(self) -> None:
        """Takes connections in, always at the same port."""
        if self._server is None:
            self._server = await asyncio.start_server(
                self._connected, "127.0.0.1", self._port, backlog=2048, limit=CHUNK
            )
            self._port = self._server.sockets[0].getsockname()[1]

    def unplug(self) -> None:
        """Breaks every connection and takes no new one."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut(1.0)

    def cut(self, share: float) -> None:
        """Breaks a share of the connections; new ones are taken."""
        for wire in self._some(share):
            wire.abort()

    def stall(self) -> None:
        """Everything stands still; both ends stay connected, and new connections stand still as well."""
        self._open.clear()

    def release(self) -> None:
        """What stood still flows again."""
        self._open.set()

    def half_open(self, share: float, directions: Iterable[Direction]) -> None:
        """For a share of the connections a direction swallows everything, for good, and nobody is told."""
        for wire in self._some(share):
            wire.dead.update(directions)

    def _some(self, share: float) -> list[Wire]:
        return [wire for wire in list(self.wires) if self._chance.random() < share]

    async def close(self) -> None:
        """Ends everything."""
        self.unplug()
        self.release()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        # The last connections are taken apart in the loop's next turn.
        await asyncio.sleep(0)

    # -- passing on ----------------------------------------------------------------------------------------------

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            hub_reader, hub_writer = await asyncio.open_connection("127.0.0.1", self.hub_port, limit=CHUNK)
        except OSError:
            writer.transport.abort()
            return
        wire = Wire(writer, hub_writer)
        self.wires.add(wire)
        passing = [self._spawn(self._pass_to_hub(wire, reader)), self._spawn(self._pass_to_client(wire, hub_reader))]
        passing[0].add_done_callback(lambda _: self._ended(wire, passing))
        passing[1].add_done_callback(lambda _: self._ended(wire, passing))

    def _spawn(self, passing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(passing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _ended(self, wire: Wire, passing: list[asyncio.Task[None]]) -> None:
        if all(task.done() for task in passing):
            self.wires.discard(wire)
            if wire.dead:
                wire.abort()

    async def _pass_to_hub(self, wire: Wire, reader: asyncio.StreamReader) -> None:
        splitter = FrameSplitter()
        try:
            while data := await reader.read(CHUNK):
                for piece in splitter.feed(data):
                    twice = piece.repeatable and self._chance.random() < self.weather.doubled
                    self.doubled += twice
                    for _ in range(1 + twice):
                        await self._pass(wire, "to_hub", piece, wire.hub)
        except OSError:
            pass
        finally:
            self._close_half(wire, "to_hub", wire.hub)

    async def _pass_to_client(self, wire: Wire, reader: asyncio.StreamReader) -> None:
        try:
            while data := await reader.read(CHUNK):
                await self._pass(wire, "to_client", Piece(data, False), wire.client)
        except OSError:
            pass
        finally:
            self._close_half(wire, "to_client", wire.client)

    def _close_half(self, wire: Wire, direction: Direction, sink: asyncio.StreamWriter) -> None:
        # Of a dead direction the other end does not even hear that the connection is gone.
        if direction not in wire.dead:
            sink.close()

    async def _pass(self, wire: Wire, direction: Direction, piece: Piece, sink: asyncio.StreamWriter) -> None:
        await self._open.wait()
        if any(self.weather.delay_s):
            await asyncio.sleep(self._chance.uniform(*self.weather.delay_s))
        step = SLOW_CHUNK if self.weather.bytes_per_s else len(piece.data)
        for start in range(0, len(piece.data), step):
            part = piece.data[start : start + step]
            if self.weather.bytes_per_s:
                await asyncio.sleep(len(part) / self.weather.bytes_per_s)
            await self._open.wait()
            if sink.transport.is_closing():
                # Broken meanwhile. (uvloop's transports do not say so by an OSError.)
                raise ConnectionResetError
            if direction not in wire.dead:
                sink.write(part)
                await sink.drain()
