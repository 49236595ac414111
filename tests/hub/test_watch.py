"""Who reads nothing is cut, whatever it says; who reads slowly is not."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cockpit.hub import watch
from cockpit.hub.peer import Peer
from tests.hubs import PASSWORD, hello, hub_at, raw_at, run_async, until


class Transport:
    """A transport whose buffer is as full as it is said to be."""

    def __init__(self) -> None:
        self.size = 0

    def get_write_buffer_size(self) -> int:
        return self.size


class Websocket:
    """Takes frames into its transport's buffer."""

    def __init__(self) -> None:
        self.transport = Transport()

    def write(self, frame: bytes) -> None:
        self.transport.size += len(frame)


def test_stuck_is_who_reads_nothing_while_something_waits() -> None:
    async def main() -> None:
        socket = Websocket()
        peer = Peer(socket, None, lambda _: None)  # type: ignore[arg-type]
        assert [peer.stuck_s(now) for now in (10.0, 100.0)] == [0.0, 0.0], "nothing waits"
        peer.write_frame(b"x" * 1000)
        assert peer.stuck_s(100.5) == 0.5
        peer.write_frame(b"x" * 1000)
        assert peer.stuck_s(105.0) == 5.0, "more that waits is no reading"
        socket.transport.size -= 10
        assert peer.stuck_s(107.0) == 0.0 and peer.stuck_s(108.0) == 1.0
        socket.transport.size = 0
        assert peer.stuck_s(200.0) == 0.0

    run_async(main())


def test_a_cockpit_that_beats_and_does_not_read_is_cut_and_can_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watch, "STUCK_S", 0.5)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            async with raw_at(url, hello("cockpit", "shen", PASSWORD)) as reader:
                await reader.hear("welcome")
                await until(lambda: any(peer.ready for peer in hub.publisher.cockpits))
                (peer,) = hub.publisher.cockpits
                reader.websocket.transport.pause_reading()
                flood = b'{"type":"beat","at":0.0,"pad":"' + b"x" * 60_000 + b'"}'
                for _ in range(400):
                    peer.send_bytes(flood)
                    await asyncio.sleep(0)
                assert peer.lagging or peer.queued
                while hub.publisher.cockpits:
                    await reader.say({"type": "beat", "at": 1.0, "echo": 1.0})
                    await asyncio.sleep(0.1)
            async with raw_at(url, hello("cockpit", "shen", PASSWORD)) as again:
                await again.hear("welcome")
                await again.hear("snapshot")

    run_async(main())
    assert "has read nothing" in caplog.text
