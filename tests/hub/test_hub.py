"""The hub put together: what it opens and refuses to open, its chores, its intake, its health."""

from __future__ import annotations

import asyncio
from pathlib import Path

import apsw
import msgspec
import pytest

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.town import Settings
from cockpit.errors import EnvironmentFailure
from cockpit.hub import accounts, archive, journal, tracks
from cockpit.hub import hub as rules
from cockpit.hub.hub import Hub
from cockpit.hub.service import world_of
from cockpit.wire.messages import Do, Position
from tests.hub.disks import fill, free, held_back, impatient, tamper
from tests.hubs import TestClock, hello, hub_at, issue, raw_at, run_async, signed_in, small_folder, until
from tests.towns import CENTRE, NOON, small_town


def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chores without pauses that a test would have to wait for."""
    monkeypatch.setattr(rules, "KEEP_EVERY_S", 0.02)
    monkeypatch.setattr(rules, "MOVES_EVERY_S", 0.1)


async def opened(folder: Path) -> None:
    """Opens a hub and closes it."""
    hub = Hub(folder, small_folder(folder), TestClock())
    await hub.stop()


# -- opening -----------------------------------------------------------------------------------------------------


def test_a_second_hub_on_a_folder_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            with pytest.raises(EnvironmentFailure, match="another hub"):
                await opened(tmp_path / "data")
            async with signed_in(url) as shen:
                assert (await shen.send(issue("o1", "u101"))).accepted

    run_async(main())


@pytest.mark.parametrize("file", [journal.FILE, accounts.FILE, archive.FILE, tracks.FILE])
def test_a_damaged_store_is_named_and_everything_else_let_go(tmp_path: Path, file: str) -> None:
    async def main() -> None:
        data = tmp_path / "data"
        data.mkdir()
        (data / file).write_bytes(b"rubbish" * 1000)
        with pytest.raises(EnvironmentFailure, match=file):
            await opened(data)
        (data / file).unlink()
        await opened(data)

    run_async(main())


def test_a_store_with_a_foreign_table_is_refused_without_a_traceback(tmp_path: Path) -> None:
    async def main() -> None:
        data = tmp_path / "data"
        data.mkdir()
        database = apsw.Connection(str(data / archive.FILE))
        database.execute("create table done(other text)")
        database.close()
        with pytest.raises(EnvironmentFailure, match="cannot be used"):
            await opened(data)

    run_async(main())


def test_a_newer_folder_is_refused(tmp_path: Path) -> None:
    async def main() -> None:
        await opened(tmp_path / "data")
        tamper(tmp_path / "data", "update meta set value = '99' where key = 'format'")
        with pytest.raises(EnvironmentFailure, match="newer version"):
            await opened(tmp_path / "data")

    run_async(main())


def test_a_journal_with_a_line_missing_is_refused(tmp_path: Path) -> None:
    async def main() -> None:
        data = tmp_path / "data"
        async with hub_at(data) as (_, url), signed_in(url) as shen:
            for number in range(3):
                await shen.send(issue(f"o{number}", "u101"))
        for path in data.glob("snapshot-*"):
            path.unlink()
        tamper(data, "delete from entry where seq = 6")
        with pytest.raises(EnvironmentFailure, match="missing"):
            await opened(data)

    run_async(main())


def test_a_disk_that_takes_no_town_serves_nobody(tmp_path: Path) -> None:
    async def main() -> None:
        hub = Hub(tmp_path / "data", small_folder(tmp_path), TestClock())
        try:
            await hub._town_durable()
            changed = msgspec.structs.replace(small_town(), plans=())
            impatient(hub.service.journal)
            with held_back(tmp_path / "data"):
                hub.service.define_town(changed, "t2")
                with pytest.raises(EnvironmentFailure, match="cannot be written"):
                    await hub.start("127.0.0.1", 0)
        finally:
            await hub.stop()

    run_async(main())


# -- sample accounts stay at home --------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_a_sample_serves_on_loopback_only(tmp_path: Path, host: str) -> None:
    async def main() -> None:
        hub = Hub(tmp_path / "data", small_folder(tmp_path), TestClock())
        try:
            with pytest.raises(EnvironmentFailure, match="loopback only"):
                await hub.start(host, 0)
        finally:
            await hub.stop()

    run_async(main())


def test_known_passwords_that_a_folder_once_had_keep_it_at_home(tmp_path: Path) -> None:
    async def main() -> None:
        await opened(tmp_path / "data")
        real = msgspec.structs.replace(small_town(), settings=Settings("real", "真镇", "Realtown"))
        hub = Hub(tmp_path / "data", small_folder(tmp_path, real, "real", sample=False), TestClock())
        try:
            with pytest.raises(EnvironmentFailure, match="loopback only"):
                await hub.start("0.0.0.0", 0)
        finally:
            await hub.stop()

    run_async(main())


def test_a_town_of_its_own_has_no_known_password_and_serves_where_it_is_told(tmp_path: Path) -> None:
    async def main() -> None:
        real = msgspec.structs.replace(small_town(), settings=Settings("real", "真镇", "Realtown"))
        hub = Hub(tmp_path / "data", small_folder(tmp_path, real, "real", sample=False), TestClock())
        try:
            assert "sample" not in hub.health() and not hub.accounts.known()
            assert await hub.start("0.0.0.0", 0) > 0
        finally:
            await hub.stop()

    run_async(main())


# -- chores ------------------------------------------------------------------------------------------------------


def test_positions_incidents_and_snapshots_are_kept_in_passing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)
    monkeypatch.setattr("cockpit.hub.snapshots.EVERY", 2)
    monkeypatch.setattr(rules, "FORGET_EVERY_S", 0.02)

    async def main() -> None:
        data = tmp_path / "data"
        async with (
            hub_at(data) as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as unit,
            raw_at(url, hello("source", "fire_119")) as fire,
        ):
            at = hub.now_s()
            await unit.say(Position(120.1, 30.3, at))
            await fire.say(Do("1", ReportIncident("fire_119", "7", "warehouse_fire", "冒烟", NOON, circle="g1")))
            await fire.hear("accepted")
            await shen.send(issue("o1", "u101"))
            reader = apsw.Connection(str(data / archive.FILE))
            await until(lambda: reader.execute("select count(*) from incident").get == 1)
            reader.close()
            await until(lambda: list(data.glob("snapshot-*.json.z")))
            seen = hub.tracks.noted
            await until(lambda: hub.tracks.noted == seen == 1 and not hub.tracks._pending)

    run_async(main())


def test_a_disk_that_works_again_is_noticed_and_the_town_journaled_after_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick(monkeypatch)

    async def main() -> None:
        data = tmp_path / "data"
        async with hub_at(data) as (hub, url), signed_in(url) as shen:
            fill(hub.service.journal)
            hub.town = small_folder(tmp_path, msgspec.structs.replace(small_town(), plans=()), "small-2")
            big = ReportIncident("police_110", "7", "brawl", "急" * 1000, NOON, circle="g1", address="址" * 1000)
            outcome = await shen.send(big)
            assert (outcome.accepted, outcome.rule) == (False, "hub.disk") and "free the disk" in outcome.message
            free(hub.service.journal)
            # A probe may pass, and the town's own lines fail once more, before the disk is free for good.
            await until(lambda: hub.world.town_digest == "small-2" and hub.service.quiet and not hub.service.failure)
            assert (await shen.send(big)).accepted
            assert hub.health()["disk"] == "ok"
            assert world_of(data).digest() == hub.world.digest()

    run_async(main())


def test_health_tells_of_a_disk_that_fails(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as shen:
            impatient(hub.service.journal)
            with held_back(tmp_path / "data"):
                assert (await shen.send(issue("o1", "u101"))).rule == "hub.disk"
                assert "cannot be written" in (await shen.ask("health", {}, dict))["disk"]

    run_async(main())


# -- intake ------------------------------------------------------------------------------------------------------


def test_a_report_gets_the_grid_of_its_place(tmp_path: Path) -> None:
    async def main() -> None:
        lon, lat = CENTRE
        async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, hello("source", "police_110")) as police:
            for number, more in enumerate(
                (
                    {"place": (lon - 0.015, lat - 0.005)},
                    {"place": (lon + 0.015, lat + 0.005)},
                    {"place": (lon + 5, lat)},
                    {},
                    {"circle": "z2", "place": (lon - 0.015, lat)},
                )
            ):
                report = ReportIncident("police_110", str(number), "brawl", "打架", NOON, **more)
                await police.say(Do(str(number), report))
                await police.hear("accepted")
            found = [hub.world.incidents[f"police_110:{number}"].circle for number in range(5)]
            assert found == ["g1", "g4", "core", "core", "z2"]

    run_async(main())


def test_a_report_that_was_closed_long_ago_and_is_known_is_not_taken_again(tmp_path: Path) -> None:
    async def main() -> None:
        old = ReportIncident(
            "police_110", "1", "brawl", "旧", NOON.replace(year=2025), closed_at=NOON.replace(year=2025)
        )
        for times in range(2):
            async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, hello("source", "police_110")) as police:
                seq = hub.world.seq
                for number in range(2):
                    await police.say(Do(f"{times}{number}", old))
                    accepted = await police.hear("accepted")
                    assert ("unchanged" in accepted) == ((times, number) != (0, 0))
                assert hub.world.seq == seq + (times == 0)
                assert not hub.world.incidents

    run_async(main())


def test_everything_is_let_go_when_it_stops(tmp_path: Path) -> None:
    async def main() -> None:
        for _ in range(3):
            async with hub_at(tmp_path / "data") as (hub, _):
                assert hub.world.settings.id == "small"
        assert len(asyncio.all_tasks()) == 1

    run_async(main())
