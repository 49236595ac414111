"""A SQLite VFS on which the power can be cut: files as the system keeps them, and beside them what a disk would owe.

SQLite reads and writes the real files, so that readers by the system's own VFS see what they see in life: the pages in
the operating system's cache. Each write, truncation, new name and removal is noted in a ``Disk``, and becomes durable
there with the sync that SQLite asks for. When the power goes, nothing more is noted: ``Disk.left`` says what the next
start finds. What the program does after that moment it does in a world that nobody will see; the caller has to leave
out what it says then. Syncs are not passed on: they would only cost time.

Shared memory (the ``-shm`` file) is not the disk's: SQLite makes it anew after a crash, whatever it holds.
"""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

import apsw

from tests.power_loss.disk import Content, Disk, Truncate, Write

_numbers = itertools.count(1)
_KINDS = {"-wal": "wal", "-journal": "rollback"}
_JOURNALS = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL


class Cut(NamedTuple):
    """When the power goes: at the ``nth`` time (from 1) that the place is reached, before it is done or right after."""

    place: str
    nth: int
    moment: Literal["before", "after"]


class Power:
    """Counts what is asked of a disk, by place (``wal.write``, ``db.sync`` …), and goes off at the cut.

    Attributes:
        off: whether it has gone.
        places: how often each place was reached.
        flags: what syncs were asked with (``SQLITE_SYNC_NORMAL``, ``SQLITE_SYNC_FULL``).
        on_off: called once, when it goes.
    """

    def __init__(self, cut: Cut | None = None) -> None:
        self.off = False
        self.places: Counter[str] = Counter()
        self.flags: set[int] = set()
        self.on_off: Callable[[], None] = lambda: None
        self._cut = cut
        self._lock = threading.RLock()

    def switch_off(self) -> None:
        """The power goes now, unless it has gone."""
        with self._lock:
            if not self.off:
                self.off = True
                self.on_off()

    @contextmanager
    def passing(self, place: str) -> Iterator[bool]:
        """What is done inside is one step of the disk; gives whether there is power for it."""
        with self._lock:
            if self.off:
                yield False
                return
            self.places[place] += 1
            cut = self._cut
            here = cut is not None and cut.place == place and cut.nth == self.places[place]
            if here and cut is not None and cut.moment == "before":
                self.switch_off()
            yield not self.off
            if here:
                self.switch_off()


class ForgetfulVFS(apsw.VFS):
    """The VFS, registered under ``name`` until ``unregister``.

    Args:
        disk: what was there for good when the power came: every file that is opened here has to be known to it.
    """

    def __init__(self, disk: Disk, power: Power) -> None:
        self.name = f"forgetful-{next(_numbers)}"
        self.disk = disk
        self.power = power
        super().__init__(self.name, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> ForgetfulFile:
        """Opens a file; a new one is a step of its own."""
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else str(name))
        if path.exists():
            return ForgetfulFile(self, path, name, flags, self.disk.at(path.name) or Content(), new=False)
        with self.power.passing(f"{kind_of(path)}.create") as lit:
            content = self.disk.create(path.name) if lit else Content()
            return ForgetfulFile(self, path, name, flags, content, new=True)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        """Removes a file."""
        path = Path(filename)
        with self.power.passing(f"{kind_of(path)}.delete") as lit:
            super().xDelete(filename, False)
            if lit:
                self.disk.delete(path.name)
            if lit and syncdir:
                self.disk.sync_folder()


class ForgetfulFile(apsw.VFSFile):
    """An open file of that VFS."""

    def __init__(
        self,
        vfs: ForgetfulVFS,
        path: Path,
        name: str | apsw.URIFilename | None,
        flags: list[int],
        content: Content,
        *,
        new: bool,
    ) -> None:
        self._disk, self._power, self._content = vfs.disk, vfs.power, content
        self._kind = kind_of(path)
        # The system's VFS syncs the folder with the first sync of a new journal (os_unix.c, UNIXFILE_DIRSYNC).
        self._folder_due = new and bool(flags[0] & _JOURNALS)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        """Writes into the system's cache: durable with the next sync."""
        place = "restart" if self._kind == "wal" and offset == 0 else "write"
        with self._power.passing(f"{self._kind}.{place}") as lit:
            super().xWrite(data, offset)
            if lit:
                self._content.change(Write(offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        """Cuts the file in the system's cache: durable with the next sync."""
        with self._power.passing(f"{self._kind}.truncate") as lit:
            super().xTruncate(newsize)
            if lit:
                self._content.change(Truncate(newsize))

    def xSync(self, flags: int) -> None:
        """Makes durable what this file was changed by, and the folder's names with the first sync of a new journal."""
        self._power.flags.add(flags)
        with self._power.passing(f"{self._kind}.sync") as lit:
            if lit:
                self._content.sync()
        if self._folder_due:
            with self._power.passing("folder.sync") as lit:
                if lit:
                    self._disk.sync_folder()
            self._folder_due = False


def kind_of(path: Path) -> str:
    """Which of a database's files it is: ``db``, ``wal`` or ``rollback``."""
    return next((kind for suffix, kind in _KINDS.items() if path.name.endswith(suffix)), "db")
