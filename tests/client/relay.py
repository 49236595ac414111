"""A wire that can be cut, frozen or unplugged: stands between a client and a hub on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Relay:
    """Passes bytes on, both ways, as long as it is told to.

    Attributes:
        to_client, to_hub: cleared, that direction stands still while both ends stay connected (half-open).
    """

    def __init__(self, hub_port: int) -> None:
        self.hub_port = hub_port
        self.to_client, self.to_hub = asyncio.Event(), asyncio.Event()
        self.to_client.set()
        self.to_hub.set()
        self.connections = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Where a client connects."""
        return f"ws://127.0.0.1:{self._port}"

    async def plug(self) -> None:
        """Takes connections in, always at the same port."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Breaks every connection; new ones are taken."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def unplug(self) -> None:
        """Breaks every connection and takes no new one."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut()
        await asyncio.sleep(0)

    async def close(self) -> None:
        """Ends everything."""
        await self.unplug()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            hub_reader, hub_writer = await asyncio.open_connection("127.0.0.1", self.hub_port)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, hub_writer}
        for source, sink, gate in ((reader, hub_writer, self.to_hub), (hub_reader, writer, self.to_client)):
            task = asyncio.ensure_future(self._pass(source, sink, gate))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, gate: asyncio.Event) -> None:
        try:
            while data := await source.read(65536):
                await gate.wait()
                sink.write(data)
                await sink.drain()
        except OSError:
            pass
        finally:
            sink.close()
            self._writers.discard(sink)


@asynccontextmanager
async def relay_to(url: str) -> AsyncIterator[Relay]:
    """A relay to a hub's address, plugged in."""
    relay = Relay(int(url.rpartition(":")[2]))
    await relay.plug()
    try:
        yield relay
    finally:
        await relay.close()
