"""The hub's websocket: messages handed over as they are read, whole ones made of pieces, frames made once for all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from cockpit.hub.connection import Connection, text_frame
from cockpit.hub.server import HELD_LIMIT
from cockpit.wire.messages import Beat
from tests.hubs import PASSWORD, hello, hub_at, raw_at, run_async, until


@pytest.mark.parametrize(
    ("length", "head"),
    [(5, b"\x81\x05"), (126, b"\x81\x7e\x00\x7e"), (65536, b"\x81\x7f" + (65536).to_bytes(8, "big"))],
)
def test_a_frame_is_a_whole_unmasked_text(length: int, head: bytes) -> None:
    assert text_frame(b"x" * length) == head + b"x" * length


async def _served(messages: list[object], wait_s: float = 0.0) -> list[bytes]:
    """What a listener that comes after a while hears of the messages; each is one frame, or an iterator of pieces."""
    heard: list[bytes] = []

    async def listening(connection: Connection) -> None:  # type: ignore[misc]
        await asyncio.sleep(wait_s)
        connection.listen(lambda data: heard.append(bytes(data)))
        await connection.wait_closed()

    async with serve(listening, "127.0.0.1", 0, create_connection=Connection) as server:  # type: ignore[arg-type]
        port = next(iter(server.sockets)).getsockname()[1]
        async with connect(f"ws://127.0.0.1:{port}", proxy=None) as client:
            for message in messages:
                await client.send(message)  # type: ignore[arg-type]
            await until(lambda: len(heard) == len(messages))
    return heard


def pieces(*texts: str) -> Iterator[str]:
    """One message in several frames."""
    yield from texts


def test_messages_come_in_order_and_whole_whatever_their_frames() -> None:
    said = ["one", pieces("tw", "", "o"), b"three", pieces("four"), "five"]
    assert run_async(_served(said)) == [b"one", b"two", b"three", b"four", b"five"]


def test_what_came_before_anybody_listened_is_not_lost() -> None:
    assert run_async(_served(["one", pieces("t", "wo"), "three"], wait_s=0.1)) == [b"one", b"two", b"three"]


def test_nothing_is_written_to_a_connection_that_is_going(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, hello("terminal", "u101")) as raw:
            await raw.hear("worklist")
            peer = next(iter(hub.publisher.terminals["u101"]))
            peer.abort()
            peer.send(Beat(1.0))
            with pytest.raises(ConnectionClosed):
                while True:
                    assert (await raw.next())["type"] != "beat"

    run_async(main())


def test_what_follows_a_hello_at_once_waits_for_the_welcome(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            beats = [{"type": "beat", "at": number} for number in range(1, 4)]
            async with raw_at(url, hello("cockpit", "shen", PASSWORD), *beats) as raw:
                assert (await raw.next())["type"] == "welcome"
                assert [(await raw.hear("beat"))["echo"] for _ in beats] == [1, 2, 3]

    run_async(main())


def test_who_says_too_much_before_the_welcome_is_not_let_in(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            beats = [json.dumps({"type": "beat", "at": 1})] * (HELD_LIMIT + 1)
            async with raw_at(url, hello("cockpit", "shen", PASSWORD), *beats) as raw:
                bye, code = await raw.end()
                assert bye is not None and bye["code"] == "not_signed_in" and code == 4400
            await until(lambda: not hub.publisher.cockpits)

    run_async(main())


def test_who_goes_while_the_password_is_checked_leaves_nothing_behind(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            async with raw_at(url, hello("cockpit", "shen", PASSWORD)) as raw:
                raw.websocket.transport.abort()
            async with raw_at(url, hello("cockpit", "kan", PASSWORD)) as raw:
                await raw.hear("welcome")
                assert [peer.actor.id for peer in hub.publisher.cockpits] == ["p4"]

    run_async(main())
