"""The crowd: everybody connects, moves, answers and is let go."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cockpit.sim.behaviour import MANNERS
from cockpit.sim.crowd import Crowd
from tests.hubs import hub_at, issue, run_async, signed_in, terminal_key, until
from tests.towns import small_map, small_town

KEYS = {unit.id: terminal_key(unit.id) for unit in small_town().units}


def test_everybody_connects_moves_and_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cockpit.sim.crowd.TICK_S", 0.01)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as shen:
            crowd = Crowd(url, small_town(), small_map(), KEYS, MANNERS["prompt"], speed=20.0, report_every_s=0.1)
            running = asyncio.ensure_future(crowd.run())
            await crowd.everybody_connected()
            assert len(hub.publisher.terminals) == 20
            await until(lambda: len(hub.publisher.live.fixes) == 20)
            areas = small_map().areas
            for unit in small_town().units:
                assert areas[unit.circle].contains(hub.publisher.live.fixes[unit.id].place)
            await shen.send(issue("o1", *KEYS))
            await until(lambda: shen.replica.world.orders["o1"].status == "closed")
            assert crowd.tally.orders == 20 and crowd.tally.receipts == 100 and crowd.tally.twice == 0
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await until(lambda: not hub.publisher.terminals)

    run_async(main())


def test_a_part_of_the_town_may_be_simulated(tmp_path: Path) -> None:
    crowd = Crowd("ws://127.0.0.1:1", small_town(), small_map(), KEYS, MANNERS["silent"], units=6)
    assert len(crowd.terminals) == 6
