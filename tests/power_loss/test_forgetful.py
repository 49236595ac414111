"""The VFS that forgets: SQLite runs on it as on any disk, and its model knows what SQLite has synced."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from cockpit.hub.journal import open_database, reading
from tests.power_loss.disk import Disk
from tests.power_loss.forgetful import Cut, ForgetfulVFS, Power

CHANCE = random.Random(1)
Open = Callable[..., tuple[apsw.Connection, ForgetfulVFS]]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens ``a.db`` on a disk of its own."""
    made: list[tuple[apsw.Connection, ForgetfulVFS]] = []

    def make(cut: Cut | None = None) -> tuple[apsw.Connection, ForgetfulVFS]:
        vfs = ForgetfulVFS(Disk(), Power(cut))
        database = open_database(tmp_path / "a.db", vfs=vfs.name)
        made.append((database, vfs))
        return database, vfs

    yield make
    for database, vfs in made:
        database.close()
        vfs.unregister()


def rows_left(vfs: ForgetfulVFS, folder: Path) -> int:
    """How many rows a start after a cut finds that has left nothing but what was synced; -1 without the table."""
    target = folder / "left"
    target.mkdir()
    for name, data in vfs.disk.left("nothing", CHANCE).items():
        (target / name).write_bytes(data)
    database = open_database(target / "a.db")
    try:
        found: int = database.execute("select count(*) from sqlite_master").get
        return int(database.execute("select count(*) from t").get) if found else -1
    finally:
        database.close()


def test_committed_is_there_and_readers_by_the_systems_vfs_see_it(opened: Open, tmp_path: Path) -> None:
    database, vfs = opened()
    database.execute("create table t(a); insert into t values(1); insert into t values(2)")
    with reading(tmp_path / "a.db") as reader:
        assert reader.execute("select count(*) from t").get == 2
    assert rows_left(vfs, tmp_path) == 2


def test_without_a_sync_it_is_forgotten(opened: Open, tmp_path: Path) -> None:
    database, vfs = opened()
    database.execute("create table t(a)")
    database.execute("pragma synchronous=normal; insert into t values(1)")
    assert database.execute("select count(*) from t").get == 1
    assert rows_left(vfs, tmp_path) == 0


@pytest.mark.parametrize(("moment", "left"), [("before", -1), ("after", 0)])
def test_a_cut_falls_right_before_or_right_after_its_step(opened: Open, tmp_path: Path, moment: str, left: int) -> None:
    # The log's first two syncs are its header's and the table's.
    database, vfs = opened(Cut("wal.sync", 2, moment))  # type: ignore[arg-type]
    gone: list[bool] = []
    vfs.power.on_off = lambda: gone.append(True)
    database.execute("create table t(a)")
    database.execute("insert into t values(1)")
    assert vfs.power.off and gone == [True]
    assert rows_left(vfs, tmp_path) == left


def test_nothing_after_the_cut_leaves_a_trace(opened: Open, tmp_path: Path) -> None:
    database, vfs = opened()
    database.execute("create table t(a); insert into t values(1)")
    before = vfs.disk.left("everything", CHANCE), dict(vfs.power.places)
    vfs.power.switch_off()
    database.execute("insert into t values(2); pragma wal_checkpoint(truncate)")
    database.close()
    assert (vfs.disk.left("everything", CHANCE), dict(vfs.power.places)) == before
    assert rows_left(vfs, tmp_path) == 1


def test_a_new_file_has_its_name_for_good_only_with_the_first_journals_sync(opened: Open, tmp_path: Path) -> None:
    _, vfs = opened(Cut("folder.sync", 1, "before"))
    assert vfs.disk.left("nothing", CHANCE) == {}
    assert set(vfs.disk.left("everything", CHANCE)) == {"a.db", "a.db-journal"}


def test_every_place_of_a_database_in_wal_mode_is_reached(opened: Open, tmp_path: Path) -> None:
    database, vfs = opened()
    database.pragma("wal_autocheckpoint", 4)
    database.execute("create table t(a)")
    for number in range(20):
        database.execute("insert into t values(?)", (bytes(3000 + number),))
    database.execute("delete from t; vacuum")
    database.close()
    assert set(vfs.power.places) == {
        "db.create", "db.write", "db.sync", "db.truncate", "folder.sync",
        "rollback.create", "rollback.write", "rollback.sync", "rollback.delete",
        "wal.create", "wal.restart", "wal.write", "wal.sync", "wal.delete",
    }  # fmt: skip


def test_a_file_that_was_there_when_the_disk_was_first_watched_keeps_what_it_held(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.db")
    database.execute("create table t(a); insert into t values(1)")
    database.close()
    vfs = ForgetfulVFS(Disk({"a.db": (tmp_path / "a.db").read_bytes()}), Power())
    database = open_database(tmp_path / "a.db", vfs=vfs.name)
    database.execute("insert into t values(2)")
    assert rows_left(vfs, tmp_path) == 2
    database.close()
    vfs.unregister()


def test_our_stores_ask_for_a_sync_that_reaches_the_platter_on_every_system(opened: Open) -> None:
    database, vfs = opened()
    vfs.power.flags.clear()
    assert database.pragma("synchronous") == 2, "FULL"
    assert database.pragma("wal_autocheckpoint") == 2000
    database.execute("create table t(a); insert into t values(1); pragma wal_checkpoint(truncate)")
    assert vfs.power.flags == {apsw.SQLITE_SYNC_FULL}
