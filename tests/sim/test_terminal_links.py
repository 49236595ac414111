"""A terminal's links: half-open either way, and two of them for one unit (phone and tablet)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cockpit.client import session as client_rules
from cockpit.domain.orders import PROGRESS
from cockpit.hub import server as rules
from cockpit.hub.entries import entries
from cockpit.hub.journal import FILE
from cockpit.sim.terminal import Terminal
from cockpit.wire import hub_session
from tests.client.relay import relay_to
from tests.hubs import hub_at, issue, run_async, signed_in, terminal_of, until
from tests.sim.test_terminal import PROMPT, WAITS, receipts

BEAT_S = 0.2


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No long waits between tries."""
    monkeypatch.setattr("cockpit.client.backoff.FIRST_S", 0.02)
    monkeypatch.setattr("cockpit.client.backoff.LONGEST_S", 0.05)


def test_three_heartbeats_are_less_than_ten_seconds_at_either_end() -> None:
    for beats in (client_rules.LOST_AFTER_BEATS, hub_session.LOST_AFTER_BEATS):
        assert beats * rules.DEVICE_BEAT_S < 10 and beats * rules.COCKPIT_BEAT_S < 10


@pytest.mark.parametrize("direction", ["to_client", "to_hub"])
def test_an_order_into_a_half_open_link_arrives_once_over_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, direction: str
) -> None:
    monkeypatch.setattr(rules, "DEVICE_BEAT_S", BEAT_S)
    monkeypatch.setattr(rules, "COCKPIT_BEAT_S", 10.0)

    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            relay_to(url) as relay,
            terminal_of(relay.url, "u101", WAITS) as (terminal, tally),
        ):
            beating = asyncio.ensure_future(beat(terminal))
            try:
                first = terminal.session
                getattr(relay, direction).clear()
                await shen.send(issue("o1", "u101"))
                # Neither end was told that anything is wrong: the heartbeats alone find it.
                await until(lambda: terminal.session is not first, "the terminal gives the link up")
                getattr(relay, direction).set()
                await until(lambda: "o1" in terminal.tasks, "the order arrives")
                await until(lambda: shen.replica.world.orders["o1"].recipients["u101"].state == "delivered")
                await until(lambda: len(hub.publisher.terminals["u101"]) == 1, "the hub keeps the living link alone")
            finally:
                beating.cancel()
                await asyncio.gather(beating, return_exceptions=True)
            assert (tally.orders, tally.twice, tally.refused) == (1, 0, 0)
        assert receipts(tmp_path / "data") == [("o1", "u101", "delivered")]

    run_async(main())


async def beat(terminal: Terminal) -> None:
    """What the crowd does for its terminals, as often as these short heartbeats want it."""
    while True:
        await terminal.keep_alive(0.0)
        await asyncio.sleep(BEAT_S / 4)


def test_a_unit_with_two_terminals_has_one_order_and_each_step_once(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            terminal_of(url, "u101", PROMPT) as (phone, told_phone),
            terminal_of(url, "u101", WAITS) as (tablet, told_tablet),
        ):
            await until(lambda: len(hub.publisher.terminals["u101"]) == 2)
            await shen.send(issue("o1", "u101"))
            order = shen.replica.world.orders["o1"]
            await until(lambda: order.status == "closed")
            await until(lambda: "o1" in tablet.tasks and not phone.outbox and not tablet.outbox)
            tablet.cut()
            await until(lambda: not tablet.tasks, "what is done on one is off the other's worklist")
            for tally in (told_phone, told_tablet):
                assert (tally.orders, tally.twice, tally.refused) == (1, 0, 0)
        made = receipts(tmp_path / "data")
        assert made == [("o1", "u101", state) for state in PROGRESS[1:]]
        issued = [one for one in entries(tmp_path / "data" / FILE, 0) if type(one.event).__name__ == "OrderIssued"]
        assert len(issued) == 1

    run_async(main())
