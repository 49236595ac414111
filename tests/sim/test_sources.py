"""The simulated sources: a day is drawn once, and every report of it becomes durable once."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.incidents import AdvanceIncident, Kind, ReportIncident
from cockpit.domain.places import LonLat
from cockpit.domain.town import Town, TownMap
from cockpit.kit.clock import SteadyClock
from cockpit.sim import sources as rules
from cockpit.sim.day import Phrase, Report, draw_day
from cockpit.sim.sources import LIVE_STEPS, STEP_SHARES, SourceClient, Sources
from cockpit.wire.messages import Do
from tests.client.relay import relay_to
from tests.hub.disks import held_back, impatient
from tests.hubs import hub_at, run_async, source_key, until
from tests.towns import NOON, small_map, small_town

DAY = date(2026, 6, 1)
KEYS = {one.id: source_key(one.id) for one in small_town().sources}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No long waits between tries."""
    monkeypatch.setattr("cockpit.client.backoff.FIRST_S", 0.02)
    monkeypatch.setattr("cockpit.client.backoff.LONGEST_S", 0.05)


def phrase(kind: Kind, chance: random.Random, place: LonLat | None = None) -> tuple[str, str]:
    """A text and an address."""
    return kind.name, "某路 1 号"


def report(number: int) -> Do:
    """A report as a source says it."""
    return Do(f"r{number}", ReportIncident("fire_119", str(number), "warehouse_fire", "冒烟", NOON, circle="g1"))


# -- a day -------------------------------------------------------------------------------------------------------


def test_a_day_is_drawn_once_from_its_date_and_seed() -> None:
    town, town_map = small_town(), small_map()
    day = draw_day(town, town_map, DAY, phrase)
    assert day == draw_day(town, town_map, DAY, phrase)
    assert day != draw_day(town, town_map, DAY, phrase, seed=2)
    assert day != draw_day(town, town_map, DAY + timedelta(days=1), phrase)


def test_a_days_reports_are_in_order_numbered_placed_and_closed_after_they_came() -> None:
    town, areas = small_town(), small_map().areas
    day = draw_day(town, small_map(), DAY, phrase)
    assert len(day) > 100
    assert [one.reported_at for one in day] == sorted(one.reported_at for one in day)
    assert len({(one.source, one.source_no) for one in day}) == len(day)
    kinds, sources = {one.id for one in town.kinds}, {one.id for one in town.sources}
    for one in day:
        assert one.kind in kinds and one.source in sources and areas[one.circle].contains(one.place)
        assert one.closed_at > one.reported_at
        assert (one.reported_at + timedelta(hours=8)).date() == DAY


def test_the_steps_of_an_incident_come_in_order() -> None:
    assert list(STEP_SHARES) == sorted(STEP_SHARES) and STEP_SHARES[-1] == 1.0
    assert len(STEP_SHARES) == len(LIVE_STEPS) and LIVE_STEPS[-1] == "close"


# -- a client ----------------------------------------------------------------------------------------------------


async def stopped(task: asyncio.Future[None]) -> None:
    """Ends a task."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_what_a_source_says_is_durable_once_across_a_broken_link(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), relay_to(url) as relay:
            client = SourceClient(relay.url, "fire_119", source_key("fire_119"), random.Random(1))
            running = asyncio.ensure_future(client.run())
            for number in range(120):
                client.say(report(number))
            await until(lambda: client.taken > 20)
            relay.to_client.clear()
            client.say(Do("late", AdvanceIncident("fire_119:7", "handle")))
            relay.cut()
            relay.to_client.set()
            await until(lambda: len(hub.world.incidents) == 120 and not client._outbox)
            assert hub.world.incidents["fire_119:7"].step == "handle" and client.refused == 0
            await stopped(running)

    run_async(main())


def test_a_refusal_is_counted_and_the_rest_goes_on(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            client = SourceClient(url, "fire_119", source_key("fire_119"), random.Random(1))
            running = asyncio.ensure_future(client.run())
            client.say(Do("x", AdvanceIncident("fire_119:none", "handle")))
            client.say(report(1))
            await until(lambda: client.taken == 1)
            assert client.refused == 1 and not client._outbox and "fire_119:1" in hub.world.incidents
            await stopped(running)

    run_async(main())


def test_what_the_disk_did_not_take_is_said_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "DISK_S", 0.05)

    async def main() -> None:
        data = tmp_path / "data"
        async with hub_at(data) as (hub, url):
            client = SourceClient(url, "fire_119", source_key("fire_119"), random.Random(1))
            running = asyncio.ensure_future(client.run())
            await until(lambda: "fire_119" in hub.publisher.live.sources)
            impatient(hub.service.journal)
            with held_back(data):
                client.say(report(1))
                await until(lambda: client._pause_until > 0)
                assert client.refused == 0
            await until(hub.service.try_again)
            client._room.set()
            await until(lambda: client.taken == 1)
            assert "fire_119:1" in hub.world.incidents
            await stopped(running)

    run_async(main())


def test_all_sources_tell_what_has_happened_since_midnight_and_then_what_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)

    def day(town: Town, town_map: TownMap, day: date, phrase: Phrase, seed: int) -> list[Report]:
        if day != now.astimezone(ZoneInfo("Asia/Shanghai")).date():
            return []
        hour = timedelta(hours=1)
        spans = {"over": (-9, -5), "under-way": (-3, 30), "to-come": (2, 90)}
        return [
            Report(source, no, "brawl", 2, "打架", "某路", (120.1, 30.33), "g1", now + a * hour, now + b * hour)
            for source in KEYS
            for no, (a, b) in spans.items()
        ]

    monkeypatch.setattr(rules, "draw_day", day)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            hub.clock = hub.service.clock = SteadyClock()
            sources = Sources(url, small_town(), small_map(), KEYS, phrase, speed=7200.0)
            running = asyncio.ensure_future(sources.run())
            await until(lambda: set(hub.publisher.live.sources) == set(KEYS))
            await until(lambda: all(f"{source}:to-come" in hub.world.incidents for source in KEYS))
            for source in KEYS:
                assert hub.world.incidents[f"{source}:over"].step == "close"
                await until(lambda id_=f"{source}:under-way": hub.world.incidents[id_].step != "report")
                assert hub.world.incidents[f"{source}:to-come"].reported_at <= datetime.now(UTC)
            await until(lambda: hub.world.incidents["fire_119:to-come"].step != "report")
            assert sum(client.refused for client in sources.clients.values()) == 0
            await stopped(running)

    run_async(main())
