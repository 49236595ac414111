"""Faults are drawn from the seed, every kind in its turn; disks and clocks do what they say."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.chaos.clocks import WrongClock, find_library
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


@pytest.mark.skipif(find_library() is None, reason="Debian's faketime is not installed")
def test_a_wrong_clock_is_wrong_by_so_many_hours_and_the_other_clock_goes_on(tmp_path: Path) -> None:
    clock = WrongClock(tmp_path, "test")
    clock.set(-7200)
    found = subprocess.run(
        [sys.executable, "-c", "import time; print(time.time(), time.monotonic())"],
        env={**os.environ, **clock.environment},
        capture_output=True,
        check=True,
        text=True,
    )
    with_both, without = (
        found.stdout.split(),
        subprocess.run(
            [sys.executable, "-c", "import time; print(time.time(), time.monotonic())"],
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split(),
    )
    assert round((float(without[0]) - float(with_both[0])) / 60) == 120
    assert abs(float(without[1]) - float(with_both[1])) < 60
