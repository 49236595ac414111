"""Deadlines in a running hub: fired once, told to the terminals, the same after a restart, whatever the clock does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from cockpit.domain.ladder import DeadlineMissed, MissClimbed
from cockpit.domain.orders import Deadlines, IssueOrder, Ladder, OrderIssued
from cockpit.domain.people import Actor
from cockpit.domain.town import Town
from cockpit.domain.world import Event
from cockpit.errors import EnvironmentFailure
from cockpit.hub.hub import Hub
from cockpit.hub.service import world_of
from cockpit.hub.timers import Timers
from cockpit.kit import clock as clocks
from cockpit.kit.clock import SteadyClock
from tests.hubs import hello, hub_at, raw_at, run_async, signed_in, small_folder, until
from tests.towns import Desk, small_town

QUICK = Deadlines(0.2, 1000.0, 2000.0, 3000.0, 4000.0)


def hasty_town() -> Town:
    """The small town with a ladder of tenths of a second."""
    town = small_town()
    ladder = Ladder((0.1, 0.2, 0.3, 0.4, 0.5), 1000.0)
    return msgspec.structs.replace(town, settings=msgspec.structs.replace(town.settings, ladder=ladder))


def fired(folder: Path) -> list[tuple[str, ...]]:
    """Every miss and every rung in the journal, in order."""
    from cockpit.domain.world import Entry
    from cockpit.hub.journal import FILE, read_lines

    found: list[tuple[str, ...]] = []
    for line in read_lines(folder / FILE, 0):
        event = msgspec.json.decode(line.body, type=Entry).event
        if isinstance(event, DeadlineMissed):
            found.append(("missed", event.unit, event.stage))
        elif isinstance(event, MissClimbed):
            found.append(("climbed", event.unit, event.circle, event.chief))
    return found


EXPECTED = [
    ("missed", "u107", "delivered"),
    ("climbed", "u107", "g1", "u105"),
    ("climbed", "u107", "q1", "u102"),
    ("climbed", "u107", "s1", "u101"),
    ("climbed", "u107", "z1", "p5"),
    ("climbed", "u107", "core", "p1"),
]


def test_a_missed_deadline_climbs_once_and_a_restart_adds_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    town = small_folder(tmp_path, hasty_town(), "hasty")

    async def first() -> None:
        async with hub_at(data, town) as (hub, url), signed_in(url) as shen:
            await shen.send(IssueOrder("o1", "到场", ("u107",), deadlines=QUICK))
            await until(lambda: "p1" in _told(hub.world), "the core is told")

    async def second() -> None:
        async with hub_at(data, town) as (hub, _):
            # Past all that has been told: this hub's clock has begun at noon once more.
            assert hub.timers.fire(hub.clock.now() + timedelta(seconds=30)) == 0
            assert len(hub.timers) == 1, "what comes back to the top, in a while"

    run_async(first())
    assert fired(data) == EXPECTED
    run_async(second())
    assert fired(data) == EXPECTED


def test_what_fell_due_while_the_hub_was_down_is_fired_at_its_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    town = small_folder(tmp_path, hasty_town(), "hasty")

    async def first() -> None:
        async with hub_at(data, town) as (_, url), signed_in(url) as shen:
            await shen.send(IssueOrder("o1", "到场", ("u107",), deadlines=QUICK))

    async def second() -> None:
        async with hub_at(data, town) as (hub, _):
            hub.clock._start += timedelta(hours=1)  # type: ignore[attr-defined]
            await until(lambda: "p1" in _told(hub.world), "the core is told")

    run_async(first())
    run_async(second())
    assert fired(data) == EXPECTED
    miss = world_of(data).orders["o1"].recipients["u107"].miss
    assert miss is not None
    assert miss.while_down


def test_the_unit_is_reminded_and_its_chief_told_also_one_who_comes_later(tmp_path: Path) -> None:
    town = small_folder(tmp_path, hasty_town(), "hasty")

    async def scene() -> None:
        async with hub_at(tmp_path / "data", town) as (_, url), signed_in(url) as shen:
            late = hello("terminal", "u107")
            async with raw_at(url, late) as unit:
                await shen.send(IssueOrder("o1", "到场", ("u107",), deadlines=QUICK))
                reminded = await unit.hear("reminded")
                assert (reminded["order"], reminded["stage"]) == ("o1", "delivered")
            async with raw_at(url, hello("terminal", "u105")) as chief:
                raised = await chief.hear("raised")
                assert [(one["unit"], one["order"], one["stage"]) for one in raised["late"]] == [
                    ("u107", "o1", "delivered")
                ]

    run_async(scene())


def test_whoever_sets_the_machines_clock_moves_no_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    steady = SteadyClock()
    before = steady.now()

    class Set(datetime):
        """The machine's clock, an hour ahead."""

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(hours=1)

    monkeypatch.setattr(clocks, "datetime", Set)
    assert timedelta(0) <= steady.now() - before < timedelta(minutes=1)
    assert 3500 < steady.off_s() < 3700


def test_a_machine_whose_clock_stands_behind_the_journal_delays_no_deadline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    data, town = tmp_path / "data", small_folder(tmp_path, hasty_town(), "hasty")

    async def main() -> None:
        hub = Hub(data, town)
        first = hub.world.at
        await hub.stop()

        class Behind(datetime):
            """The machine's clock, five hours behind."""

            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                return datetime.now(UTC) - timedelta(hours=5)

        monkeypatch.setattr(clocks, "datetime", Behind)
        late = Hub(data, town)
        assert first is not None and late.clock.now() >= first
        assert 17_900 < late.health()["clock_held_s"] < 18_100
        assert -18_100 < late.health()["clock_set_s"] < -17_900
        assert "behind the journal" in caplog.text
        await late.stop()

    run_async(main())


def _told(world) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    order = world.orders.get("o1")
    miss = order.recipients["u107"].miss if order is not None else None
    return miss.told if miss is not None else ()


def test_the_next_look_is_known_for_a_clock_that_jumps() -> None:
    desk = Desk()
    timers = Timers(_Recording(desk))
    assert timers.next_at() is None
    issue = IssueOrder("o1", "到场", ("u107",), deadlines=QUICK)
    desk.do(issue, desk.person("p1"))
    timers.recorded(OrderIssued(issue, QUICK))
    assert timers.next_at() == desk.now + timedelta(seconds=0.2)
    desk.wait(0.19)
    assert timers.fire(desk.now) == 0
    desk.wait(0.01)
    assert timers.fire(desk.now) == 1
    assert desk.world.orders["o1"].recipients["u107"].miss is not None


class _Recording:
    """A desk as what deadlines are kept of."""

    failure: EnvironmentFailure | None = None

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.world = desk.world

    def record(self, events: Sequence[Event], actor: Actor) -> None:
        for event in events:
            self._desk.record(event, actor.id)
