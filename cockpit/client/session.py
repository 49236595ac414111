"""One websocket to a hub: opened, said hello, pumped. Shared by the cockpit's link and by simulated terminals."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage, InvalidStatus, InvalidURI

from cockpit.errors import EnvironmentFailure, Refused, WireError
from cockpit.wire.client_session import Arrival, ClientSession
from cockpit.wire.codec import encode
from cockpit.wire.messages import MESSAGE_LIMIT, Beat, Bye, Hello, Welcome

OPEN_S = 10.0
"""Seconds that a connection and its welcome may take."""
LOST_AFTER_BEATS = 3
REFUSED_PREFIX = "sign_in."


class Wire(ClientConnection):
    """A websocket that knows when the last bytes came: on a slow link a long message is a sign of life all along."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heard_at = asyncio.get_running_loop().time()

    def data_received(self, data: bytes) -> None:
        """Takes bytes in."""
        self.heard_at = self.loop.time()
        super().data_received(data)


class Session:
    """An open session. ``arrivals`` yields what the hub says until the connection is gone."""

    def __init__(self, websocket: Wire, state: ClientSession, welcome: Welcome) -> None:
        self._websocket = websocket
        self.state = state
        self.welcome = welcome

    @property
    def unsent(self) -> int:
        """Bytes in the transport's buffer."""
        transport: Any = self._websocket.transport
        size: int = transport.get_write_buffer_size()
        return size

    @property
    def silence_s(self) -> float:
        """Seconds since anything came from the hub, be it a part of a message."""
        return asyncio.get_running_loop().time() - self._websocket.heard_at

    async def send(self, message: object) -> None:
        """Sends a message.

        Raises:
            EnvironmentFailure: the connection is gone.
        """
        await self.send_bytes(encode(message))

    async def send_bytes(self, data: bytes) -> None:
        """Sends an encoded message.

        Raises:
            EnvironmentFailure: the connection is gone.
        """
        try:
            await self._websocket.send(data, text=True)
        except ConnectionClosed as failure:
            raise EnvironmentFailure(f"与中枢的连接已断开 (the link is gone: {failure})") from failure
        self.state.said(asyncio.get_running_loop().time())

    async def beat(self, at: float) -> None:
        """Says that this side is alive, when it is due."""
        if self.state.beat_due(asyncio.get_running_loop().time()):
            await self.send(Beat(at))

    def check_heard(self) -> None:
        """Passes while the hub speaks.

        Raises:
            EnvironmentFailure: it has been silent for three heartbeats.
        """
        if self.silence_s > LOST_AFTER_BEATS * self.welcome.heartbeat_s:
            raise EnvironmentFailure("中枢没有应答 (the hub has fallen silent)")

    async def arrivals(self) -> AsyncIterator[Arrival]:
        """What the hub says, until the connection ends.

        Raises:
            WireError: the hub broke the protocol.
            EnvironmentFailure: the connection is gone, or the hub said goodbye.
        """
        loop = asyncio.get_running_loop()
        try:
            while True:
                data = await self._websocket.recv(decode=False)
                arrival = self.state.receive(data, loop.time())
                if isinstance(arrival, Bye):
                    raise _goodbye(arrival)
                if arrival is not None:
                    yield arrival
        except ConnectionClosed as failure:
            raise EnvironmentFailure(f"与中枢的连接已断开 (the link is gone: {failure})") from failure

    def abort(self) -> None:
        """Cuts the connection without a goodbye."""
        transport: Any = self._websocket.transport
        transport.abort()

    async def close(self) -> None:
        """Closes with a goodbye."""
        await self._websocket.close()


def _goodbye(bye: Bye) -> Exception:
    if bye.code.startswith(REFUSED_PREFIX):
        return Refused(bye.code, bye.message)
    if bye.retry_s < 0:
        return WireError(bye.code, bye.message)
    return EnvironmentFailure(bye.message)


def first_of(failures: ExceptionGroup[Exception]) -> BaseException:
    """What to raise for a task group that failed: its first failure, or the cancellation that came with it.

    A task group whose body fails while its task is being cancelled raises the failure and forgets the cancellation.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        return asyncio.CancelledError()
    return failures.exceptions[0]


def _passing(failure: InvalidHandshake) -> bool:
    """Whether a handshake failed because the hub, or what stands before it, was just going: no answer, or a 5xx."""
    if isinstance(failure, InvalidStatus):
        return failure.response.status_code >= 500
    return isinstance(failure, InvalidMessage) and isinstance(failure.__cause__, EOFError)


async def open_session(url: str, hello: Hello) -> Session:
    """Connects and says hello.

    Raises:
        Refused: the hub does not let this one in.
        WireError: what answers does not speak the protocol.
        EnvironmentFailure: nobody answers there.
    """
    try:
        async with asyncio.timeout(OPEN_S):
            websocket = await connect(
                url,
                compression=None,
                ping_interval=None,
                max_size=MESSAGE_LIMIT,
                close_timeout=1,
                proxy=None,
                create_connection=Wire,
            )
    except (InvalidURI, ValueError) as failure:
        raise EnvironmentFailure(
            f"中枢地址不对：{url} (not a hub's address; it looks like ws://HOST:PORT)"
        ) from failure
    except InvalidHandshake as failure:
        if _passing(failure):
            raise EnvironmentFailure(f"中枢没有应答 (the hub went away while it was called: {failure})") from failure
        raise WireError("handshake", f"{url} 不是驾驶舱的中枢 (what answers there is no hub: {failure})") from failure
    except (OSError, TimeoutError, EOFError, ConnectionClosed) as failure:
        # A peer that goes in the midst of the handshake is met as any of these.
        raise EnvironmentFailure(f"连不上中枢 {url}：{failure} (cannot reach the hub)") from failure
    state = ClientSession(asyncio.get_running_loop().time())
    try:
        async with asyncio.timeout(OPEN_S):
            await websocket.send(encode(hello), text=True)
            first = state.receive(await websocket.recv(decode=False), asyncio.get_running_loop().time())
    except (ConnectionClosed, TimeoutError) as failure:
        await websocket.close()
        raise EnvironmentFailure(f"中枢没有应答 (the hub did not answer the hello: {failure})") from failure
    except WireError:
        await websocket.close()
        raise
    if isinstance(first, Welcome):
        return Session(cast(Wire, websocket), state, first)
    await websocket.close()
    if isinstance(first, Bye):
        raise _goodbye(first)
    raise WireError("no_welcome", "the hub answered the hello with something else")
