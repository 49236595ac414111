"""The outbox on the disk: what was written is there after a kill, belongs to one desktop, and faults have words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cockpit.client import outbox as rules
from cockpit.client.outbox import Outbox, open_outbox
from cockpit.domain.unsent import Pressed
from cockpit.errors import EnvironmentFailure
from tests.hubs import issue, run_async


def pressed(number: int, at: float = 0.0) -> Pressed:
    """A command of the commander's."""
    return Pressed(f"c{number}", "w1", "p1", "沈宁远", at or float(number), issue(f"o{number}", "u101"))


@contextmanager
def opened(folder: Path) -> Iterator[Outbox]:
    """An outbox, closed at the end."""
    box = open_outbox(folder)
    try:
        yield box
    finally:
        box.close()


def fill(box: Outbox, *commands: Pressed) -> None:
    """Writes commands down, and waits until they are on the disk."""

    async def main() -> None:
        for one in commands:
            await box.keep(one)

    run_async(main())


def test_what_was_kept_is_left_the_oldest_first_and_what_was_dropped_is_not(tmp_path: Path) -> None:
    async def main() -> None:
        with opened(tmp_path / "desk") as box:
            assert box.left == []
            for one in (pressed(3), pressed(1), pressed(2)):
                await box.keep(one)
            await box.drop("c2")
            await box.drop("never there")

    run_async(main())
    with opened(tmp_path / "desk") as box:
        assert box.left == [pressed(1), pressed(3)]


def test_what_was_handed_over_is_written_before_it_closes(tmp_path: Path) -> None:
    async def main() -> None:
        box = open_outbox(tmp_path)
        writing = [box.keep(pressed(number)) for number in range(1, 20)]
        box.close()
        for one in writing:
            await one

    run_async(main())
    with opened(tmp_path) as box:
        assert len(box.left) == 19


CHILD = """
import asyncio, os, signal, sys
from pathlib import Path
from cockpit.client.outbox import open_outbox
from tests.client.test_outbox import pressed
async def main():
    box = open_outbox(Path(sys.argv[1]))
    for number in range(1, 6):
        await box.keep(pressed(number))
    os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""


def test_it_survives_a_kill(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", CHILD, str(tmp_path)], timeout=60, env={**os.environ})
    assert ended.returncode == -signal.SIGKILL
    with opened(tmp_path) as box:
        assert [one.id for one in box.left] == ["c1", "c2", "c3", "c4", "c5"]


def test_two_desktops_of_a_folder_have_one_each_and_the_next_takes_over_what_both_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "WAIT_MS", 20)
    with opened(tmp_path) as first, opened(tmp_path) as second:
        fill(first, pressed(1))
        fill(second, pressed(2))
        with opened(tmp_path) as third:
            assert third.left == [], "what living desktops wait for is theirs"
    with opened(tmp_path) as box:
        assert box.left == [pressed(1), pressed(2)]
    with opened(tmp_path) as box:
        assert box.left == [pressed(1), pressed(2)], "moved, not doubled and not lost"


def test_when_all_are_in_use_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "WAIT_MS", 20)
    monkeypatch.setattr(rules, "DESKTOPS", 1)
    with opened(tmp_path), pytest.raises(EnvironmentFailure, match="in use"):
        open_outbox(tmp_path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "outbox-1.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(EnvironmentFailure, match="damaged"):
        open_outbox(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFailure, match="file"):
        open_outbox(tmp_path / "file" / "desk")


def test_a_disk_that_takes_nothing_fails_the_write_with_words(tmp_path: Path) -> None:
    async def main() -> None:
        with opened(tmp_path) as box:
            box._db.pragma("query_only", True)
            with pytest.raises(EnvironmentFailure, match="cannot be written"):
                await box.keep(pressed(1))
            box._db.pragma("query_only", False)
            await box.keep(pressed(2))

    run_async(main())
    with opened(tmp_path) as box:
        assert box.left == [pressed(2)]
