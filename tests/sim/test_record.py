"""The record of deeds: a line a deed, in the file at once."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cockpit.errors import EnvironmentFailure
from cockpit.sim.behaviour import MANNERS
from cockpit.sim.crowd import Crowd
from cockpit.sim.record import Record
from tests.hubs import hub_at, issue, run_async, signed_in, terminal_key, until
from tests.towns import small_map, small_town


@asynccontextmanager
async def running(crowd: Crowd) -> AsyncIterator[None]:
    """A crowd that runs for as long as the block."""
    task = asyncio.ensure_future(crowd.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def test_a_line_is_in_the_file_before_the_next_call(tmp_path: Path) -> None:
    record = Record(tmp_path / "sim.jsonl")
    record.note("made", "u101", "o1", id="x", state="delivered")
    lines = [json.loads(line) for line in (tmp_path / "sim.jsonl").read_text().splitlines()]
    record.close()
    assert len(lines) == 1
    assert lines[0].items() >= {"what": "made", "unit": "u101", "order": "o1", "id": "x", "pid": os.getpid()}.items()


def test_a_second_process_appends(tmp_path: Path) -> None:
    for unit in ("u101", "u102"):
        record = Record(tmp_path / "sim.jsonl")
        record.note("taken", unit)
        record.close()
    assert len((tmp_path / "sim.jsonl").read_text().splitlines()) == 2


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="missing"):
        Record(tmp_path / "missing" / "sim.jsonl")


def test_a_terminal_that_starts_again_uses_no_id_again() -> None:
    town = small_town()
    keys = {unit.id: terminal_key(unit.id) for unit in town.units}
    first, second = (Crowd("ws://127.0.0.1:1", town, small_map(), keys, MANNERS["silent"], seed=7) for _ in range(2))
    assert all(first.terminals[unit]._next_id() != second.terminals[unit]._next_id() for unit in keys)


def test_a_share_of_a_crowd_tells_what_it_did(tmp_path: Path) -> None:
    async def main() -> None:
        town, record = small_town(), Record(tmp_path / "sim.jsonl")
        keys = {unit.id: terminal_key(unit.id) for unit in town.units}
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as link:
            crowds = [
                Crowd(url, town, small_map(), keys, MANNERS["silent"], share=(part, 3), record=record)
                for part in (1, 2, 3)
            ]
            ids = [unit for crowd in crowds for unit in crowd.terminals]
            assert sorted(ids) == sorted(keys)
            async with running(crowds[1]):
                unit = next(iter(crowds[1].terminals))
                await until(lambda: crowds[1].tally.connected == len(crowds[1].terminals))
                await link.send(issue("o1", unit))
                await until(lambda: hub.world.orders["o1"].recipients[unit].state == "delivered")
                await until(lambda: not crowds[1].terminals[unit].outbox)
        record.close()
        lines = [json.loads(line) for line in (tmp_path / "sim.jsonl").read_text().splitlines()]
        assert [(line["what"], line["unit"], line["order"]) for line in lines] == [
            (what, unit, "o1") for what in ("taken", "made", "accepted")
        ]
        assert lines[1]["id"] == lines[2]["id"]

    run_async(main())
