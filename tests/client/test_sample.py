"""A sample hub's own password: told by a sample on loopback, by nobody else."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from cockpit.client.sample import sample_password
from cockpit.domain.town import Settings
from tests.hubs import PASSWORD, hub_at, run_async, small_folder
from tests.towns import small_town


def test_a_sample_hub_says_its_password(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            assert await asyncio.to_thread(sample_password, url) == PASSWORD

    run_async(main())


def test_a_real_towns_hub_says_none(tmp_path: Path) -> None:
    async def main() -> None:
        real = msgspec.structs.replace(small_town(), settings=Settings("real", "真镇", "Realtown"))
        async with hub_at(tmp_path / "data", small_folder(tmp_path, real, "real", sample=False)) as (_, url):
            assert await asyncio.to_thread(sample_password, url) is None

    run_async(main())


@pytest.mark.parametrize("url", ["ws://192.0.2.1:8713", "wss://127.0.0.1:8713", "nonsense", "ws://127.0.0.1:1"])
def test_nobody_else_is_asked_or_believed(url: str) -> None:
    assert sample_password(url) is None


@pytest.mark.parametrize("body", [b"hi", b"[]", b'{"sample":{}}', b'{"sample":null}'])
def test_what_is_no_health_is_no_password(body: bytes) -> None:
    async def main() -> None:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.0 200 OK\r\n\r\n" + body)
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            assert await asyncio.to_thread(sample_password, url) is None

    run_async(main())
