"""Snapshots are derived: whatever a power cut leaves of one, the world opens as the journal says."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from cockpit.hub import snapshots
from cockpit.hub.journal import FILE, Head, Journal, Line, hash_at, read_lines
from cockpit.hub.service import open_world, world_of
from tests.hubs import issue
from tests.towns import Desk


@pytest.fixture
def journaled(tmp_path: Path) -> tuple[str, Head]:
    """A closed journal of a few orders: its world's id and its head."""
    desk = Desk()
    for number in range(6):
        desk.do(issue(f"o{number}", "u101", "u102"), desk.person("p1"))
    journal = Journal(tmp_path, lambda head, lines: None, lambda failure: pytest.fail(str(failure)))
    journal.append([Line(entry.seq, msgspec.json.encode(entry)) for entry in desk.entries])
    journal.close()
    return journal.world_id, journal.head


def save(folder: Path, world_id: str, seq: int) -> Path:
    """A snapshot of the world as it was at a line."""
    state = msgspec.json.encode(world_of(folder, seq).state())
    snapshots.save(folder, world_id, hash_at(folder / FILE, seq) or b"", seq, state)
    return folder / f"snapshot-{seq:012d}.json.z"


def test_its_content_is_synced_before_it_gets_its_name(
    tmp_path: Path, journaled: tuple[str, Head], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[str, int]] = []
    sync, replace, unlink = os.fsync, Path.replace, Path.unlink

    def synced(number: int) -> None:
        sync(number)
        steps.append(("sync", os.fstat(number).st_size))

    def renamed(path: Path, target: Path) -> Path:
        steps.append(("rename", path.stat().st_size))
        return replace(path, target)

    def removed(path: Path, missing_ok: bool = False) -> None:
        steps.append(("remove", 0))
        unlink(path, missing_ok)

    world_id, head = journaled
    save(tmp_path, world_id, 1)
    save(tmp_path, world_id, 2)
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    monkeypatch.setattr(Path, "unlink", removed)
    size = save(tmp_path, world_id, head.seq).stat().st_size
    assert steps == [("sync", size), ("rename", size), ("remove", 0)]


Cut = Callable[[Path, Path], None]
"""What a cut leaves, given the files of the older and of the newer snapshot."""


def _not_begun(older: Path, newer: Path) -> None:
    newer.unlink()


def _empty_part(older: Path, newer: Path) -> None:
    newer.replace(newer.with_suffix(".part")).write_bytes(b"")


def _torn_part(older: Path, newer: Path) -> None:
    part = newer.replace(newer.with_suffix(".part"))
    part.write_bytes(part.read_bytes()[:200])


def _rename_lost(older: Path, newer: Path) -> None:
    newer.replace(newer.with_suffix(".part"))


def _rename_lost_and_the_old_ones_gone(older: Path, newer: Path) -> None:
    newer.replace(newer.with_suffix(".part"))
    older.unlink()


def _all_lasted(older: Path, newer: Path) -> None:
    assert older.exists() and newer.exists()


@pytest.mark.parametrize(
    "cut",
    [_not_begun, _empty_part, _torn_part, _rename_lost, _rename_lost_and_the_old_ones_gone, _all_lasted],
    ids=lambda cut: cut.__name__.strip("_"),
)
def test_whatever_a_cut_leaves_of_it_the_world_is_the_journals(
    tmp_path: Path, journaled: tuple[str, Head], cut: Cut
) -> None:
    world_id, head = journaled
    older, newer = save(tmp_path, world_id, head.seq - 3), save(tmp_path, world_id, head.seq - 1)
    cut(older, newer)
    world = open_world(tmp_path, world_id, head)
    assert (world.seq, world.digest()) == (head.seq, world_of(tmp_path).digest())
    # The next one is written over whatever lies there.
    assert save(tmp_path, world_id, head.seq - 1).exists()
    assert len(list(read_lines(tmp_path / FILE, 0))) == head.seq
