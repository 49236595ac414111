"""The proxy does to a link what it is told to, and nothing else."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cockpit.domain.orders import OrderIssued, Receipt, RecipientAdvanced
from cockpit.hub.entries import entries
from cockpit.hub.hub import Hub
from cockpit.hub.journal import FILE
from cockpit.wire.messages import Do
from tests.chaos.proxy import BOTH, Lane, Weather
from tests.hubs import hello, hub_at, issue, raw_at, run_async, signed_in, until


@asynccontextmanager
async def lane_to(folder: Path) -> AsyncIterator[tuple[Lane, Hub]]:
    """A lane in front of a hub."""
    async with hub_at(folder / "data") as (hub, url):
        lane = Lane("test", int(url.rpartition(":")[2]), random.Random(1))
        await lane.plug()
        try:
            yield lane, hub
        finally:
            await lane.close()


def test_messages_pass_and_said_twice_they_happen_once(tmp_path: Path) -> None:
    async def main() -> None:
        async with lane_to(tmp_path) as (lane, hub), signed_in(lane.url) as link:
            lane.weather = Weather(doubled=1.0)
            assert (await link.send(issue("o1", "u101"))).accepted
            async with raw_at(lane.url, hello("terminal", "u101")) as terminal:
                await terminal.hear("worklist")
                await terminal.say(Do("r1", Receipt("o1", "delivered")))
                assert set((await terminal.hear("accepted"))["ids"]) == {"r1"}
            assert lane.doubled >= 2
            kinds = [type(entry.event) for entry in entries(tmp_path / "data" / FILE, 0)]
            assert (kinds.count(OrderIssued), kinds.count(RecipientAdvanced)) == (1, 1)

    run_async(main())


def test_a_cut_link_comes_back_through_the_same_port(tmp_path: Path) -> None:
    async def main() -> None:
        async with lane_to(tmp_path) as (lane, _), signed_in(lane.url) as link:
            lane.cut(1.0)
            await until(lambda: link.phase == "down")
            await until(lambda: link.phase == "live")
            lane.unplug()
            await until(lambda: link.phase == "down")
            await lane.plug()
            await until(lambda: link.phase == "live")

    run_async(main())


def test_a_stalled_lane_keeps_what_it_was_given(tmp_path: Path) -> None:
    async def main() -> None:
        async with lane_to(tmp_path) as (lane, hub), signed_in(lane.url) as link:
            lane.stall()
            sending = asyncio.ensure_future(link.send(issue("o1", "u101")))
            await asyncio.sleep(0.3)
            assert "o1" not in hub.world.orders
            lane.release()
            assert (await sending).accepted

    run_async(main())


def test_a_half_open_connection_is_found_by_both_sides(tmp_path: Path) -> None:
    async def main() -> None:
        async with lane_to(tmp_path) as (lane, hub), signed_in(lane.url) as link:
            old = next(iter(lane.wires))
            lane.half_open(1.0, BOTH)
            await until(lambda: link.phase == "down")
            await until(lambda: link.phase == "live")
            await until(lambda: old not in lane.wires, "the hub has found it as well")
            assert len(hub.publisher.cockpits) == 1

    run_async(main())


def test_a_slow_lane_takes_its_time(tmp_path: Path) -> None:
    async def main() -> None:
        async with lane_to(tmp_path) as (lane, _), signed_in(lane.url) as link:
            loop = asyncio.get_running_loop()
            lane.weather = Weather(bytes_per_s=2000.0)
            started = loop.time()
            assert (await link.send(issue("o1", "u101", text="长" * 700))).accepted
            lane.weather = Weather()
            # 2,100 bytes of text go up and come down as an entry.
            assert loop.time() - started > 1.0

    run_async(main())
