"""Disks that do not do what they should, by SQLite's own means, so that root meets them too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from cockpit.hub.journal import FILE, Journal


@contextmanager
def held_back(folder: Path) -> Iterator[None]:
    """While it lasts no commit of the folder's journal gets through: somebody else holds the write lock."""
    database = apsw.Connection(str(folder / FILE))
    database.set_busy_timeout(5000)
    database.execute("begin immediate")
    try:
        yield
    finally:
        database.execute("rollback")
        database.close()


def impatient(journal: Journal) -> None:
    """Makes a journal give up on a commit that is held back after 20 ms, not after seconds."""
    journal._db.set_busy_timeout(20)


def fill(journal: Journal) -> None:
    """Leaves the journal's disk no room for anything that needs a new page."""
    pages = journal._db.execute("pragma page_count").get
    journal._db.execute(f"pragma max_page_count = {pages}")


def free(journal: Journal) -> None:
    """Gives the disk its room back."""
    journal._db.execute("pragma max_page_count = 1000000")


def tamper(folder: Path, sql: str, *values: object) -> None:
    """Changes the file of a journal that is closed, past all our code."""
    database = apsw.Connection(str(folder / FILE))
    database.execute(sql, values)
    database.close()
