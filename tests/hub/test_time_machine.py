"""The hub's process for the past: it answers, is made anew when it was killed, and ends with its hub."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from cockpit.domain.past import PastMoment, PastQuestion
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub import time_machine
from cockpit.hub.time_machine import TimeMachine
from tests.bench.past_year import write_year
from tests.hubs import small_folder


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[TimeMachine]:
    asyncio.run(write_year(tmp_path / "data", small_folder(tmp_path), 300, timedelta(hours=1)))
    made = TimeMachine(tmp_path / "data")
    yield made
    made.close()


def process_of(machine: TimeMachine) -> int:
    assert machine._process is not None and machine._process.pid is not None
    return machine._process.pid


def seq_of(told: bytes) -> int:
    return msgspec.json.decode(told, type=PastMoment).seq


def test_it_answers_from_one_process_that_ends_with_it(machine: TimeMachine) -> None:
    now = PastQuestion(time.time())
    assert seq_of(machine.answer(now)) == 300
    first = process_of(machine)
    assert seq_of(machine.answer(now)) == 300 and process_of(machine) == first
    with pytest.raises(Refused, match="更早的没有记录") as refused:
        machine.answer(PastQuestion(1.0))
    assert refused.value.rule == "past.before"
    machine.close()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_a_killed_one_says_so_and_is_there_again(machine: TimeMachine) -> None:
    machine.answer(PastQuestion(time.time()))
    os.kill(process_of(machine), signal.SIGSTOP)
    os.kill(process_of(machine), signal.SIGKILL)
    try:
        told = machine.answer(PastQuestion(time.time()))
    except EnvironmentFailure as failure:
        assert "请再试" in str(failure)
        told = machine.answer(PastQuestion(time.time()))
    assert seq_of(told) == 300


def test_one_that_hangs_is_given_up(machine: TimeMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.answer(PastQuestion(time.time()))
    monkeypatch.setattr(time_machine, "PATIENCE_S", 0.05)
    os.kill(process_of(machine), signal.SIGSTOP)
    with pytest.raises(EnvironmentFailure, match="没有在时限内答复"):
        machine.answer(PastQuestion(time.time()))
    monkeypatch.undo()
    assert seq_of(machine.answer(PastQuestion(time.time()))) == 300


def test_a_folder_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    machine = TimeMachine(tmp_path)
    with pytest.raises(EnvironmentFailure, match="没有流水文件"):
        machine.answer(PastQuestion(1.0))
    machine.close()
