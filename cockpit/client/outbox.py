"""What was pressed and is not durable at the hub yet, on the disk of the desktop: it survives a kill and a power cut.

Calls of ``open_outbox`` block: run it in a worker. The rest runs in a thread of the outbox's own, one after another.
"""

from __future__ import annotations

import asyncio
import logging
import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import apsw
import msgspec

from cockpit.domain.unsent import Pressed
from cockpit.errors import EnvironmentFailure

log = logging.getLogger(__name__)

DESKTOPS = 8
"""Desktops of one folder that have an outbox each; decision 0130."""
WAIT_MS = 300

_SCHEMA = "create table if not exists pressed(id text primary key, body blob not null) without rowid"
_decoder = msgspec.json.Decoder(Pressed)


class Outbox:
    """An open outbox, this desktop's alone. ``left`` is what lay in it when it was opened, the oldest first."""

    def __init__(self, database: apsw.Connection, left: list[Pressed]) -> None:
        self._db = database
        self.left = left
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="outbox")

    def keep(self, pressed: Pressed) -> asyncio.Future[None]:
        """Writes a command down; what is returned is done once it is on the disk.

        Raises (from the future):
            EnvironmentFailure: the disk does not take it.
        """
        return self._hand_over("insert or replace into pressed values(?, ?)", pressed.id, msgspec.json.encode(pressed))

    def drop(self, command_id: str) -> asyncio.Future[None]:
        """Forgets a command that has been answered or thrown away.

        Raises (from the future):
            EnvironmentFailure: the disk does not take it; the command is offered at the next start.
        """
        return self._hand_over("delete from pressed where id = ?", command_id)

    def _hand_over(self, statement: str, *values: object) -> asyncio.Future[None]:
        """What has been handed over is written, whether or not anybody waits for it any more."""
        return asyncio.shield(asyncio.wrap_future(self._worker.submit(partial(self._write, statement, values))))

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            self._db.execute(statement, values)
        except apsw.Error as failure:
            raise EnvironmentFailure(
                f"待发箱写不了盘：{failure}。请检查剩余空间与权限 "
                f"(the outbox cannot be written: check free space and permissions)"
            ) from failure

    def close(self) -> None:
        """Writes what was handed over, and lets another desktop have the file. Blocks for that long."""
        closed: Future[None] = self._worker.submit(self._db.close)
        self._worker.shutdown()
        closed.result()


def open_outbox(folder: Path) -> Outbox:
    """Opens the folder's first outbox that no other desktop holds, and takes over what lies in those of desktops gone.

    Raises:
        EnvironmentFailure: the folder or a file in it cannot be used; the message says which.
    """
    own: apsw.Connection | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, DESKTOPS + 1):
            path = folder / f"outbox-{number}.db"
            if own is not None and not path.exists():
                continue
            database = _opened(path)
            if database is None:
                continue
            if own is None:
                own = database
            else:
                _move(database, own)
        if own is None:
            raise EnvironmentFailure(f"{folder} 里的 {DESKTOPS} 个待发箱都被占用 (all outboxes are in use)")
        _sync(folder)
        return Outbox(own, _read(own))
    except (apsw.Error, OSError, msgspec.MsgspecError) as failure:
        if own is not None:
            own.close()
        raise EnvironmentFailure(
            f"待发箱 {folder} 不能使用：{failure}。请检查权限与剩余空间，或移走其中损坏的文件 "
            f"(the outbox cannot be used: check permissions and free space, or move the damaged file away)"
        ) from failure


def _opened(path: Path) -> apsw.Connection | None:
    """The file, held by the operating system for as long as it is open; None where another desktop holds it."""
    database = apsw.Connection(str(path))
    try:
        database.set_busy_timeout(WAIT_MS)
        database.pragma("locking_mode", "exclusive")
        database.pragma("journal_mode", "wal")
        database.pragma("synchronous", "full")
        database.pragma("fullfsync", True)  # as the journal has it: macOS needs it
        with database:
            database.execute(_SCHEMA)
            database.execute("delete from pressed where id = ''")  # a write takes the lock
        return database
    except apsw.BusyError:
        database.close()
        return None
    except apsw.Error:
        database.close()
        raise


def _read(database: apsw.Connection) -> list[Pressed]:
    found = [_decoder.decode(body) for (body,) in database.execute("select body from pressed")]
    return sorted(found, key=lambda pressed: pressed.at)


def _move(source: apsw.Connection, target: apsw.Connection) -> None:
    """Into ours first: a kill between the two leaves a command twice, under the one id that makes it once."""
    try:
        rows = source.execute("select id, body from pressed").fetchall()
        with target:
            target.executemany("insert or ignore into pressed values(?, ?)", rows)
        source.execute("delete from pressed")
    finally:
        source.close()


def _sync(folder: Path) -> None:
    """Makes the files' names durable; where a folder cannot be opened (Windows) the system sees to that itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
