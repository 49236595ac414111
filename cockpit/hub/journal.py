"""The journal: append-only, hash-chained, durable before anybody hears of it.

The interface is two calls, so that another store can stand behind it: append a batch with the writer's epoch, read
from a sequence number. Behind it here stands SQLite (APSW: Python's own library here has the WAL-reset corruption),
WAL with ``synchronous=FULL``. One writer thread commits whatever has queued up (group commit).

    hash(n) = SHA-256(hash(n - 1) || body(n)),  hash(0) = 32 zero bytes,  body = the entry as JSON, UTF-8
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import os
import queue
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import apsw

from cockpit.errors import EnvironmentFailure

log = logging.getLogger(__name__)

FORMAT = 1
FILE = "journal.db"
NO_HASH = bytes(32)
BATCH_LIMIT = 4000
"""Entries that one commit takes at most."""
ROWS_A_STATEMENT = 50
"""Between two statements the writer gives Python's lock up, and a busy loop is slow to give it back."""

_SCHEMA = """
create table meta(key text primary key, value text not null) without rowid;
create table entry(seq integer primary key, body blob not null, hash blob not null);
create table probe(at real);
"""
_INSERT_MANY = "insert into entry values" + ", ".join(["(?, ?, ?)"] * ROWS_A_STATEMENT)

_SETTINGS = {
    "journal_mode": "wal",
    "synchronous": "full",
    # macOS: its fsync leaves the data in the drive's cache, which a power cut empties.
    "fullfsync": True,
    "checkpoint_fullfsync": True,
    "wal_autocheckpoint": 2000,
}
"""Set one by one: APSW's ``execute`` stops at the first row, and of several statements leaves the rest undone."""


class Line(NamedTuple):
    """One line to append: its sequence number and the entry as JSON."""

    seq: int
    body: bytes


class Head(NamedTuple):
    """The last line: sequence number (0 for an empty journal) and hash."""

    seq: int
    hash: bytes


def chain(previous: bytes, body: bytes) -> bytes:
    """The hash of a line that follows one with the hash ``previous``."""
    return hashlib.sha256(previous + body).digest()


def open_database(path: Path, *, read_only: bool = False, vfs: str | None = None) -> apsw.Connection:
    """Opens a SQLite file the way all our stores are opened.

    Args:
        vfs: the SQLite VFS (registered with APSW) that stands for the disk; the system's own without one. What loses
            its power, is slow or full in a test comes in here.

    Raises:
        EnvironmentFailure: naming the file and what to do.
    """
    flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
    try:
        database = apsw.Connection(str(path), flags=flags, vfs=vfs)
        database.set_busy_timeout(5000)
        if not read_only:
            for name, value in _SETTINGS.items():
                database.pragma(name, value)
        return database
    except apsw.Error as failure:
        raise EnvironmentFailure(
            f"打不开 {path.name}：{failure}。请检查 {path.parent} 的权限与剩余空间 "
            f"(cannot open {path.name}: check the folder's permissions and free space)"
        ) from failure


def sync_names(folder: Path) -> None:
    """Makes it durable which files a folder has, and that there is the folder.

    SQLite syncs a folder with the first sync of a log that it has just made. A log that an earlier run had made, and a
    rollback journal that it has removed, it leaves to chance: that journal, come back after a power cut, would take
    the whole file back to the day when it was empty (``docs/decisions/0106``).
    """
    if os.name == "nt":
        # NTFS journals its names, and there is no call for it.
        return
    for one in (folder, folder.parent):
        try:
            number = os.open(one, os.O_RDONLY)
        except PermissionError:
            continue
        try:
            os.fsync(number)
        except OSError as failure:
            log.warning("the names in %s may not outlast a power cut: %s", one, failure)
        finally:
            os.close(number)


@contextmanager
def reading(path: Path) -> Iterator[apsw.Connection]:
    """One of our SQLite files, opened to be read.

    Raises:
        EnvironmentFailure: it cannot be read.
    """
    database = open_database(path, read_only=True)
    try:
        yield database
    except apsw.Error as failure:
        raise EnvironmentFailure(
            f"{path.name} 读不出来：{failure}。请用备份恢复 "
            f"(cannot read {path.name}: restore the folder from its last copy)"
        ) from failure
    finally:
        database.close()


class Journal:
    """The open journal of one realm, with its writer thread.

    Args:
        folder: the data folder; the file in it is made where it is missing.
        on_durable: called in the writer thread with the head after each commit and the lines in it.
        on_failure: called in the writer thread when lines could not be written; nothing of their generation and
            nothing after it is written until ``restart``.
        vfs: as for ``open_database``; readers use the system's own, as other programs do.

    Raises:
        EnvironmentFailure: the file cannot be used (permissions, damage, a newer version).
    """

    def __init__(
        self,
        folder: Path,
        on_durable: Callable[[Head, list[Line]], None],
        on_failure: Callable[[EnvironmentFailure], None],
        realm: str = "live",
        vfs: str | None = None,
    ) -> None:
        self.path = folder / FILE
        self._db = open_database(self.path, vfs=vfs)
        self._on_durable = on_durable
        self._on_failure = on_failure
        try:
            self.world_id, self.epoch = self._prepare(realm)
            sync_names(folder)
            self.head = read_head(self._db)
        except apsw.Error as failure:
            self._db.close()
            raise EnvironmentFailure(
                f"{FILE} 无法使用：{failure} (the journal cannot be used: restore the folder from its last copy)"
            ) from failure
        except EnvironmentFailure:
            self._db.close()
            raise
        self._queue: queue.SimpleQueue[tuple[int, list[Line]] | None] = queue.SimpleQueue()
        self._generation = 0
        self._failed_generation = -1
        self._thread = threading.Thread(target=self._write, name=f"journal-{realm}", daemon=True)
        self._thread.start()

    def _prepare(self, realm: str) -> tuple[str, int]:
        with self._db:
            tables = self._db.execute("select count(*) from sqlite_master where name = 'meta'").get
            if not tables:
                for statement in _SCHEMA.strip().split(";\n"):
                    self._db.execute(statement)
                self._set("format", str(FORMAT))
                self._set("realm", realm)
                self._set("world", uuid.uuid4().hex)
                self._set("epoch", "0")
            check_format(self._db)
            if self._get("realm") != realm:
                raise EnvironmentFailure(
                    f"该数据目录属于域 {self._get('realm')!r}，不能以 {realm!r} 打开 (the folder is of another realm)"
                )
            epoch = int(self._get("epoch")) + 1
            self._set("epoch", str(epoch))
        return self._get("world"), epoch

    def _get(self, key: str) -> str:
        return str(self._db.execute("select value from meta where key = ?", (key,)).get)

    def _set(self, key: str, value: str) -> None:
        self._db.execute("insert or replace into meta values(?, ?)", (key, value))

    def append(self, lines: list[Line]) -> None:
        """Queues lines for the next commit; their sequence numbers follow on the last appended."""
        self._queue.put((self._generation, lines))

    def read(self, after_seq: int, limit: int = 1_000_000_000) -> Iterator[Line]:
        """Durable lines after a sequence number, in order; from a reader of its own, so from any thread."""
        yield from read_lines(self.path, after_seq, limit)

    def restart(self) -> None:
        """After a failure: takes lines in again. Those that were queued before are dropped."""
        self._generation += 1

    def works(self) -> bool:
        """Whether the disk takes a write just now (used while it did not). Called when nothing is queued."""
        try:
            self._db.execute("begin immediate; delete from probe; insert into probe values(julianday()); commit")
            return int(self._get("epoch")) == self.epoch
        except apsw.Error:
            self._roll_back()
            return False

    def close(self) -> None:
        """Writes what is queued, then closes the file."""
        self._queue.put(None)
        self._thread.join()
        self._db.close()

    def _write(self) -> None:
        while True:
            waiting = self._queue.get()
            stop = waiting is None
            lines: list[Line] = []
            while waiting is not None:
                if waiting[0] > self._failed_generation:
                    lines += waiting[1]
                if len(lines) >= BATCH_LIMIT or self._queue.empty():
                    break
                waiting = self._queue.get()
                stop = waiting is None
            if lines:
                self._commit(lines)
            if stop:
                return

    def _commit(self, lines: list[Line]) -> None:
        seq, last = self.head
        rows: list[tuple[int, bytes, bytes]] = []
        for line in lines:
            seq += 1
            if line.seq != seq:
                raise RuntimeError(f"journal line {line.seq} after {seq - 1}")
            last = chain(last, line.body)
            rows.append((seq, line.body, last))
        try:
            self._db.execute("begin immediate")
            if int(self._get("epoch")) != self.epoch:
                self._roll_back()
                self._fail("另一个中枢已接管该数据目录 (another hub has taken this folder over: stop this one)")
                return
            self._insert(rows)
            self._db.execute("commit")
        except apsw.Error as failure:
            self._roll_back()
            self._fail(f"流水写不进磁盘：{failure} (the journal cannot be written: free the disk)")
            return
        self.head = Head(seq, last)
        self._on_durable(self.head, lines)

    def _insert(self, rows: list[tuple[int, bytes, bytes]]) -> None:
        whole = len(rows) - len(rows) % ROWS_A_STATEMENT
        for start in range(0, whole, ROWS_A_STATEMENT):
            values = itertools.chain.from_iterable(rows[start : start + ROWS_A_STATEMENT])
            self._db.execute(_INSERT_MANY, list(values))
        self._db.executemany("insert into entry values(?, ?, ?)", rows[whole:])

    def _fail(self, why: str) -> None:
        self._failed_generation = self._generation
        log.warning("the journal could not be written: %s", why)
        self._on_failure(EnvironmentFailure(why))

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("rollback")


def check_format(database: apsw.Connection) -> None:
    """Raises EnvironmentFailure where a file was written by a newer version."""
    found = database.execute("select value from meta where key = 'format'").get
    if found is None or int(found) > FORMAT:
        raise EnvironmentFailure(
            f"数据目录由更新的版本写成（格式 {found}，本程序到 {FORMAT}）：请用新版本打开 "
            f"(the folder is from a newer version: open it with that)"
        )


def read_head(database: apsw.Connection) -> Head:
    """The last durable line."""
    row = database.execute("select seq, hash from entry order by seq desc limit 1").fetchone()
    return Head(row[0], row[1]) if row else Head(0, NO_HASH)


def realm_of(path: Path) -> str:
    """The realm that a journal was made for: ``live``, or ``drill-…``.

    Raises:
        EnvironmentFailure: the file cannot be read.
    """
    with reading(path) as database:
        return str(database.execute("select value from meta where key = 'realm'").get)


def hash_at(path: Path, seq: int) -> bytes | None:
    """The hash of a line, None where there is none."""
    if seq == 0:
        return NO_HASH
    with reading(path) as database:
        found: bytes | None = database.execute("select hash from entry where seq = ?", (seq,)).get
        return found


def read_lines(path: Path, after_seq: int, limit: int = 1_000_000_000) -> Iterator[Line]:
    """Durable lines after a sequence number, in order.

    Raises:
        EnvironmentFailure: the file cannot be read.
    """
    with reading(path) as database:
        rows = database.execute("select seq, body from entry where seq > ? order by seq limit ?", (after_seq, limit))
        for seq, body in rows:
            yield Line(seq, body)


class Verdict(NamedTuple):
    """What a check of the whole chain found; ``fault`` is empty when nothing is wrong."""

    entries: int
    head: str
    fault: str


def verify(path: Path) -> Verdict:
    """Recomputes the chain from the first line.

    Raises:
        EnvironmentFailure: there is no such file, or it cannot be read at all.
    """
    if not path.is_file():
        raise EnvironmentFailure(f"没有流水文件 {path.name} (there is no journal in {path.parent})")
    database = open_database(path, read_only=True)
    count, last = 0, NO_HASH
    try:
        check_format(database)
        # Whoever has changed a line may have left a text where bytes were.
        rows = database.execute("select seq, cast(body as blob), cast(hash as blob) from entry order by seq")
        for seq, body, found in rows:
            if seq != count + 1:
                return Verdict(count, last.hex(), f"entry {count + 1} is missing (next is {seq})")
            last = chain(last, body)
            if last != found:
                return Verdict(count, last.hex(), f"entry {seq} is not what was written: its hash differs")
            count += 1
    except apsw.Error as failure:
        return Verdict(count, last.hex(), f"the file is damaged after entry {count}: {failure}")
    finally:
        database.close()
    return Verdict(count, last.hex(), "")
