"""Snapshots: a long journal opens fast by them, and any that is not right is passed over."""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec
import pytest

from cockpit.domain.orders import Receipt
from cockpit.domain.world import World
from cockpit.errors import EnvironmentFailure
from cockpit.hub import snapshots
from cockpit.hub.entries import entries, fold
from cockpit.hub.journal import FILE, Head, Journal, Line, hash_at
from cockpit.hub.service import open_world, world_of
from tests.hub.disks import tamper
from tests.hubs import issue
from tests.towns import Desk


def journaled(folder: Path) -> tuple[str, Head, Desk]:
    """A closed journal of the small town with an order under way: its world's id, its head, the desk it came from."""
    desk = Desk()
    desk.do(issue("o1", "u101", "u102"), desk.person("p1"), "p1/1")
    desk.do(Receipt("o1", "delivered"), desk.unit("u101"))
    journal = Journal(folder, lambda head, lines: None, pytest.fail)
    journal.append([Line(entry.seq, msgspec.json.encode(entry)) for entry in desk.entries])
    journal.close()
    return journal.world_id, journal.head, desk


def snapshot_at(folder: Path, world_id: str, seq: int) -> Path:
    """Saves the snapshot that belongs to a line; returns its file."""
    line_hash = hash_at(folder / FILE, seq)
    assert line_hash is not None
    snapshots.save(folder, world_id, line_hash, seq, msgspec.json.encode(world_of(folder, seq).state()))
    return folder / f"snapshot-{seq:012d}.json.z"


def marked(path: Path, **changes: object) -> None:
    """Changes a snapshot's fields; ``name`` is the town's name in it, by which a world shows where it came from."""
    snapshot = msgspec.json.decode(zlib.decompress(path.read_bytes()))
    if "name" in changes:
        snapshot["state"]["settings"]["name"] = changes.pop("name")
    path.write_bytes(zlib.compress(msgspec.json.encode({**snapshot, **changes})))


def test_a_world_opens_from_the_journal_alone(tmp_path: Path) -> None:
    world_id, head, desk = journaled(tmp_path)
    world = open_world(tmp_path, world_id, head)
    assert (world.seq, world.digest()) == (head.seq, desk.world.digest())


def test_the_newest_snapshot_is_used_and_the_rest_folded_on_top(tmp_path: Path) -> None:
    world_id, head, desk = journaled(tmp_path)
    snapshot_at(tmp_path, world_id, head.seq - 3)
    marked(snapshot_at(tmp_path, world_id, head.seq - 1), name="快照镇")
    world = open_world(tmp_path, world_id, head)
    assert world.seq == head.seq and world.settings.name == "快照镇"
    assert world.orders["o1"].recipients["u101"].state == "delivered"
    assert msgspec.json.encode(world.orders) == msgspec.json.encode(desk.world.orders)


def test_torn_foreign_and_ill_fitting_snapshots_are_passed_over(tmp_path: Path) -> None:
    world_id, head, desk = journaled(tmp_path)
    good = snapshot_at(tmp_path, world_id, head.seq - 3)
    whole = good.read_bytes()
    for number, data in enumerate((b"", whole[: len(whole) // 2], b"rubbish", zlib.compress(b'{"format":"one"}'))):
        (tmp_path / f"snapshot-{900 + number:012d}.json.z").write_bytes(data)
        world = open_world(tmp_path, world_id, head)
        assert world.digest() == desk.world.digest()
        (tmp_path / f"snapshot-{900 + number:012d}.json.z").unlink()
    newest = snapshot_at(tmp_path, world_id, head.seq - 1)
    right = newest.read_bytes()
    for change in ({"hash": "00" * 32}, {"world_id": "another"}, {"format": snapshots.FORMAT + 1}):
        newest.write_bytes(right)
        marked(newest, name="错镇", **change)
        assert open_world(tmp_path, world_id, head).settings.name == "小镇", change


def test_a_snapshot_ahead_of_the_journal_is_passed_over(tmp_path: Path) -> None:
    world_id, head, _ = journaled(tmp_path)
    marked(snapshot_at(tmp_path, world_id, head.seq), name="未来镇")
    shorter = Head(head.seq - 2, hash_at(tmp_path / FILE, head.seq - 2) or b"")
    world = open_world(tmp_path, world_id, shorter)
    assert world.seq == shorter.seq and world.settings.name == "小镇"


def test_only_the_newest_are_kept_and_none_half_written(tmp_path: Path) -> None:
    world_id, head, _ = journaled(tmp_path)
    for seq in range(1, head.seq + 1):
        snapshot_at(tmp_path, world_id, seq)
    names = sorted(path.name for path in tmp_path.glob("snapshot-*"))
    assert names == [f"snapshot-{seq:012d}.json.z" for seq in (head.seq - 1, head.seq)]


def test_a_disk_that_does_not_take_one_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        snapshots.save(tmp_path / "nowhere", "w", b"", 1, b"{}")


# -- entries -----------------------------------------------------------------------------------------------------


def test_an_entry_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    world_id, head, _ = journaled(tmp_path)
    tamper(tmp_path, "update entry set body = cast('{\"seq\":3' as blob) where seq = 3")
    with pytest.raises(EnvironmentFailure, match="entry 3 cannot be read"):
        open_world(tmp_path, world_id, head)
    with pytest.raises(EnvironmentFailure, match="entry 3 cannot be read"):
        world_of(tmp_path)


def test_missing_entries_are_noticed(tmp_path: Path) -> None:
    world_id, head, _ = journaled(tmp_path)
    tamper(tmp_path, "delete from entry where seq = 3")
    with pytest.raises(EnvironmentFailure, match="entries are missing"):
        open_world(tmp_path, world_id, head)


def test_entries_fold_to_any_moment_of_the_past(tmp_path: Path) -> None:
    _, head, desk = journaled(tmp_path)
    world = World()
    fold(world, entries(tmp_path / FILE, 0, 2))
    fold(world, entries(tmp_path / FILE, 2))
    assert (world.seq, world.digest()) == (head.seq, desk.world.digest())
    assert world_of(tmp_path, 4).seq == 4
    with pytest.raises(EnvironmentFailure, match="no journal"):
        world_of(tmp_path / "nowhere")
