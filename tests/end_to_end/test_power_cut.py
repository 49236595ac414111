"""A hub that is killed in the middle of an order: what anybody was told is there, and everybody comes back."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from cockpit.client.link import Credentials, Link
from cockpit.domain.orders import RecipientAdvanced
from cockpit.hub.entries import entries
from cockpit.hub.journal import FILE, verify
from cockpit.hub.service import world_of
from cockpit.town.folder import read_town
from tests.end_to_end.conftest import TOWN, Running, start_crowd, start_hub
from tests.hubs import issue, run_async, until

UNITS = 60


def told_by(link: Link) -> dict[tuple[str, str, str], str]:
    """Every state that the cockpit has been told, and when it was reached."""
    return {
        (order.id, unit, state): at.isoformat()
        for order in link.replica.world.orders.values()
        for unit, one in order.recipients.items()
        for state, at in one.times.items()
    }


async def cut(running: Running, tmp_path: Path) -> None:
    """Orders, kills, restarts, and compares."""
    link = Link(running.url, Credentials(running.on_duty, running.town.accounts.password))  # type: ignore[union-attr]
    caught_up: list[int] = []
    link.caught_up.connect(caught_up.append)
    following = asyncio.ensure_future(link.run())
    await link.live()
    await until(lambda: len(link.replica.live.heard) == UNITS, "everybody connects", 30)
    everybody = tuple(link.replica.live.heard)
    assert (await link.send(issue("before", *everybody))).accepted
    under_way = asyncio.ensure_future(link.send(issue("during", *everybody)))
    await until(lambda: len(told_by(link)) > UNITS, "receipts flow", 30)
    running.hub.kill()
    await until(lambda: link.phase == "down")
    told = told_by(link)
    last = link.replica.world.seq

    hub, _ = await asyncio.to_thread(start_hub, tmp_path, running.data, running.url.removeprefix("ws://"))
    running.hub = hub
    assert (await under_way).accepted, "the command was kept, and sent again"
    await until(lambda: link.phase == "live")
    assert caught_up == ([link.missed] if link.missed else [])
    assert link.replica.world.seq >= last
    now = told_by(link)
    assert {key: now.get(key) for key in told} == told, "nothing that was told is missing, or another"

    def closed() -> bool:
        orders = link.replica.world.orders
        return all(id_ in orders and orders[id_].status == "closed" for id_ in ("before", "during"))

    await until(closed, "every terminal comes back and finishes", 60)
    digest = await link.ask("world_digest", {}, dict[str, object])
    await until(lambda: link.replica.world.seq == digest["seq"])
    assert link.replica.world.digest() == digest["digest"]
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    assert await asyncio.to_thread(hub.stop, 10.0) == 0
    assert world_of(running.data).digest() == digest["digest"]


def test_a_hub_killed_in_the_middle_of_an_order_loses_nothing_that_was_told(tmp_path: Path) -> None:
    hub, url = start_hub(tmp_path, tmp_path / "data")
    crowd = start_crowd(tmp_path, url, UNITS, "--manner", "prompt", "--no-sources")
    running = Running(url, tmp_path / "data", read_town(TOWN), hub)
    try:
        run_async(cut(running, tmp_path), timeout_s=120)
    finally:
        crowd.stop()
        running.hub.stop()
    assert not verify(running.data / FILE).fault
    receipts = Counter(
        (one.event.order, one.event.unit, one.event.state)
        for one in entries(running.data / FILE, 0)
        if isinstance(one.event, RecipientAdvanced)
    )
    assert set(receipts.values()) == {1} and len(receipts) == 2 * UNITS * 5
