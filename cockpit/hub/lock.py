"""One hub a data folder: the lock is held by the operating system, so that a killed hub leaves none behind."""

from __future__ import annotations

import os
from pathlib import Path

import apsw

from cockpit.errors import EnvironmentFailure

FILE = "hub.lock"


class FolderLock:
    """Holds a data folder for as long as it lives.

    SQLite's exclusive lock is used since it is the same on every system.

    Raises:
        EnvironmentFailure: another hub has the folder, or it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = apsw.Connection(str(folder / FILE))
            self._db.set_busy_timeout(300)
            self._db.execute("pragma journal_mode=delete")
            self._db.execute("begin exclusive")
            self._db.execute("create table if not exists holder(pid integer); delete from holder")
            self._db.execute("insert into holder values(?)", (os.getpid(),))
        except apsw.BusyError as failure:
            raise EnvironmentFailure(
                f"数据目录 {folder} 正被另一个中枢使用：先停掉它，或用 --data 指定别的目录 "
                f"(another hub is using this data folder: stop it, or name another with --data)"
            ) from failure
        except (apsw.Error, OSError) as failure:
            raise EnvironmentFailure(
                f"数据目录 {folder} 不能写入：{failure} (the data folder cannot be written: check its permissions "
                f"and the free space)"
            ) from failure

    def release(self) -> None:
        """Lets the next hub in."""
        self._db.close()
