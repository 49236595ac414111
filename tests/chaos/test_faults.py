"""Faults are drawn from the seed, every kind in its turn; disks and clocks do what they say."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.chaos.clocks import WrongClock, build, compiler
from tests.chaos.disk import Disk
from tests.chaos.faults import KINDS, draw


def test_every_kind_has_its_turn_and_the_same_seed_draws_the_same() -> None:
    kinds = list(KINDS)
    rounds = [draw(number, random.Random(f"1/{number}"), kinds) for number in range(len(kinds))]
    assert {drawn[0] for drawn in rounds} == set(kinds)
    assert sum("hub_kill" in drawn for drawn in rounds) >= len(kinds) // 3
    assert all(len(set(drawn)) == len(drawn) for drawn in rounds)
    assert rounds == [draw(number, random.Random(f"1/{number}"), kinds) for number in range(len(kinds))]


def test_one_kind_alone_is_drawn_alone() -> None:
    assert [draw(number, random.Random(number), ["cut"]) for number in range(2)] == [["cut"], ["cut"]]


def test_a_full_disk_takes_nothing_until_it_is_freed(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "data", 1)
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(disk.folder / "file")], stdin=-1, stdout=-1)
    assert child.stdin is not None and child.stdout is not None
    try:
        said = []
        for step in (lambda: None, lambda: disk.fill(child.pid), disk.free):
            step()
            child.stdin.write(b"\n")
            child.stdin.flush()
            said.append(child.stdout.readline().strip())
        assert said == [b"written", b"full", b"written"]
    finally:
        child.stdin.close()
        child.stdout.close()
        child.wait()
        disk.close()


WRITER = """
import signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for _ in sys.stdin:
    try:
        with open(sys.argv[1], "ab") as file:
            file.write(bytes(8192))
        print("written", flush=True)
    except OSError:
        print("full", flush=True)
"""


CLOCK = """
import sys, time
for _ in sys.stdin:
    print(time.time(), time.monotonic(), flush=True)
"""


@pytest.mark.skipif(compiler() is None, reason="there is no C compiler")
def test_a_clock_is_set_by_hours_while_the_process_runs_and_the_monotonic_one_is_not(tmp_path: Path) -> None:
    library = build(tmp_path)
    assert library is not None
    clock = WrongClock(tmp_path, "test", library)
    child = subprocess.Popen(
        [sys.executable, "-c", CLOCK], stdin=-1, stdout=-1, env={**os.environ, **clock.environment}
    )
    assert child.stdin is not None and child.stdout is not None
    said: list[list[float]] = []
    for offset_s in (0, -7200, 36000):
        clock.set(offset_s)
        child.stdin.write(b"\n")
        child.stdin.flush()
        said.append([float(word) for word in child.stdout.readline().split()])
    child.stdin.close()
    child.stdout.close()
    child.wait()
    assert [round((wall - time.time()) / 60) for wall, _ in said] == [0, -120, 600]
    assert [round((steady - time.monotonic()) / 60) for _, steady in said] == [0, 0, 0]


def test_without_a_library_a_process_is_started_as_ever(tmp_path: Path) -> None:
    assert WrongClock(tmp_path, "test", None).environment == {}
