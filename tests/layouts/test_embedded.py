"""A hub of one's own, in real processes: started, shared, brought back at the same address, taken over, ended."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cockpit.errors import EnvironmentFailure
from cockpit.hub.lock import FolderLock
from layouts import embedded
from layouts.embedded import POINTER, EmbeddedHub, health, make_usable, running_at
from tests.desktops import processes_about, write_small_sample
from tests.hubs import run_async, until


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks more often than a person needs."""
    monkeypatch.setattr(embedded, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(embedded, "LOOK_AT_SHARED_EVERY_S", 0.1)
    monkeypatch.setattr(embedded, "AGAIN_AFTER_S", 0.05)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[EmbeddedHub]:
    """A hub that serves, without a simulator."""
    hub = EmbeddedHub(write_small_sample(tmp_path / "town"), tmp_path / "data", simulate=False)
    hub.launch()
    hub.wait()
    yield hub
    hub.stop()


@asynccontextmanager
async def watched(*hubs: EmbeddedHub) -> AsyncIterator[None]:
    """Looks after these hubs."""
    watching = [asyncio.ensure_future(hub.watch()) for hub in hubs]
    try:
        yield
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


def serves(hub: EmbeddedHub) -> bool:
    """Whether a hub answers at this desktop's address."""
    return health(hub.url) is not None


def test_it_serves_says_where_and_leaves_nothing(own: EmbeddedHub, tmp_path: Path) -> None:
    pointer = tmp_path / "data" / POINTER
    assert own.url.startswith("ws://127.0.0.1:")
    assert not own.shared
    assert running_at(pointer) == own.url
    own.stop()
    assert not serves(own)
    assert not pointer.exists()
    assert not processes_about(str(tmp_path))


def test_the_simulator_comes_with_it_and_goes_first(tmp_path: Path) -> None:
    own = EmbeddedHub(write_small_sample(tmp_path / "town"), tmp_path / "data", simulate=True)
    own.launch()
    own.wait()

    async def story() -> None:
        async with watched(own):
            await until(lambda: (health(own.url) or {}).get("terminals") == 3, "three terminals")
            sim = next(pid for pid in processes_about(str(tmp_path)) if b"\0sim\0" in _line(pid))
            os.kill(sim, signal.SIGKILL)
            await until(lambda: (health(own.url) or {}).get("terminals") == 0, "none")
            await until(lambda: (health(own.url) or {}).get("terminals") == 3, "three again")

    try:
        run_async(story())
    finally:
        own.stop()
    assert "terminals 3" in (tmp_path / "data" / "sim.log").read_text(encoding="utf-8")
    assert not processes_about(str(tmp_path))


def test_a_killed_hub_is_back_at_the_same_address(own: EmbeddedHub) -> None:
    async def story() -> None:
        before = own.url
        async with watched(own):
            own.kill_hub()
            await until(lambda: own.restarts == 1, "a restart")
        assert own.url == before
        assert serves(own)
        assert own.trouble == ""

    run_async(story())


def test_a_second_desktop_joins_and_takes_over_when_the_first_ends(own: EmbeddedHub) -> None:
    second = EmbeddedHub(own.town, own.data, simulate=False)
    second.launch()
    assert second.wait() == own.url
    assert second.shared

    async def story() -> None:
        async with watched(second):
            await asyncio.to_thread(own.stop)
            await until(lambda: second.restarts == 1, "a hub of its own")
        assert not second.shared
        assert second.url == own.url
        assert serves(second)
        third = EmbeddedHub(own.town, own.data, simulate=False)
        third.launch()
        assert third.wait() == second.url

    try:
        run_async(story())
    finally:
        second.stop()
    assert not serves(second)


def test_when_a_shared_hub_is_killed_exactly_one_desktop_starts_it_again(own: EmbeddedHub) -> None:
    second = EmbeddedHub(own.town, own.data, simulate=False)
    second.launch()
    second.wait()

    async def story() -> None:
        async with watched(own, second):
            own.kill_hub()
            await until(lambda: serves(own) and own.shared != second.shared, "one owner")
            await asyncio.sleep(0.5)
            assert own.url == second.url
            assert own.shared != second.shared
        assert len([pid for pid in processes_about(str(own.data)) if b"\0hub\0" in _line(pid)]) == 1

    try:
        run_async(story())
    finally:
        second.stop()


def test_two_desktops_started_at_once_share_one_hub(tmp_path: Path) -> None:
    town = write_small_sample(tmp_path / "town")
    pair = [EmbeddedHub(town, tmp_path / "data", simulate=False) for _ in range(2)]
    try:
        for one in pair:
            one.launch()
        with ThreadPoolExecutor(2) as both:
            first, second = both.map(EmbeddedHub.wait, pair)
        assert first == second
        assert pair[0].shared != pair[1].shared
    finally:
        for one in pair:
            one.stop()
    assert not processes_about(str(tmp_path))


def test_a_hub_that_cannot_come_back_is_tried_ever_more_seldom_and_says_why(
    own: EmbeddedHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "JOIN_S", 0.0)

    async def story() -> None:
        own.kill_hub()
        lock = FolderLock(own.data)
        try:
            async with watched(own):
                await until(lambda: "正被另一个中枢使用" in own.trouble, "the reason")
                assert own.restarts == 0
                lock.release()
                await until(lambda: own.restarts == 1, "a restart")
            assert own.trouble == ""
        finally:
            lock.release()

    run_async(story())


def test_a_folder_that_another_hub_holds_is_said_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "JOIN_S", 0.1)
    own = EmbeddedHub(write_small_sample(tmp_path / "town"), tmp_path / "data", simulate=False)
    make_usable(own.data)
    lock = FolderLock(own.data)
    try:
        own.launch()
        with pytest.raises(EnvironmentFailure, match=r"^数据目录 .* \(another hub is using this data folder.*\)$"):
            own.wait()
    finally:
        own.stop()
        lock.release()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"url": "ws://127.0.0.1:1"}', '{"pid": "x"}'])
def test_a_pointer_that_leads_nowhere_is_passed_over(tmp_path: Path, content: str) -> None:
    pointer = tmp_path / POINTER
    pointer.write_text(content, encoding="utf-8")
    assert running_at(pointer) == ""
    assert embedded.running_pid(pointer) == 0


def test_a_stranger_at_a_pointers_address_is_no_hub(tmp_path: Path) -> None:
    async def story() -> None:
        async def stranger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readline()
            writer.write(b"HTTP/1.0 200 OK\r\n\r\n{}")
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(stranger, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            pointer = tmp_path / POINTER
            pointer.write_text(json.dumps({"url": f"ws://127.0.0.1:{port}"}), encoding="utf-8")
            assert await asyncio.to_thread(running_at, pointer) == ""

    run_async(story())


def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nowhere")):
        with pytest.raises(EnvironmentFailure, match=f"{folder}.*--data"):
            EmbeddedHub(tmp_path, folder, simulate=False).launch()


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 4096})())
    with pytest.raises(EnvironmentFailure, match="the disk is full"):
        make_usable(tmp_path / "data")


def _line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
