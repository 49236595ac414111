"""The track store: where units were, beside the journal and not in its chain, for as long as the town says."""

from __future__ import annotations

import logging
import threading
from collections import deque
from pathlib import Path

import apsw

from cockpit.domain.live import Fix
from cockpit.hub.journal import open_database, reading

log = logging.getLogger(__name__)

FILE = "tracks.db"
DAY_S = 86_400.0

_SCHEMA = """
create table if not exists unit(number integer primary key, id text unique not null);
create table if not exists fix(
    unit integer not null, at real not null, lon real not null, lat real not null, speed_kmh real, heading_deg real,
    primary key(unit, at)
) without rowid;
create index if not exists fix_at on fix(at);
"""


class Tracks:
    """Positions by unit and time. ``write`` is meant for a worker; ``note`` for the loop.

    Args:
        keep_days: positions older than this are deleted.

    Raises:
        EnvironmentFailure: the file cannot be used.
    """

    def __init__(self, folder: Path, keep_days: float) -> None:
        self.keep_days = keep_days
        self._path = folder / FILE
        self._db = open_database(self._path)
        # A position that is lost with the power is no harm: the next one comes within seconds.
        self._db.execute("pragma synchronous=normal")
        self._db.execute(_SCHEMA)
        self._numbers: dict[str, int] = {row[1]: row[0] for row in self._db.execute("select number, id from unit")}
        self._pending: deque[tuple[str, Fix]] = deque()
        self._using = threading.Lock()
        self.dropped = 0
        self.noted = 0

    def note(self, unit: str, fix: Fix) -> None:
        """Keeps a position for the next ``write``; more than 200,000 waiting are dropped, and counted."""
        self.noted += 1
        if len(self._pending) < 200_000:
            self._pending.append((unit, fix))
        else:
            self.dropped += 1

    def write(self) -> int:
        """Writes what has been noted; returns how many positions."""
        with self._using:
            return self._write([self._pending.popleft() for _ in range(len(self._pending))])

    def _write(self, pending: list[tuple[str, Fix]]) -> int:
        if not pending:
            return 0
        try:
            with self._db:
                for unit in {unit for unit, _ in pending} - self._numbers.keys():
                    self._db.execute("insert into unit(id) values(?)", (unit,))
                    self._numbers[unit] = self._db.last_insert_rowid()
                self._db.executemany(
                    "insert or ignore into fix values(?, ?, ?, ?, ?, ?)",
                    [
                        (self._numbers[unit], fix.at, fix.lon, fix.lat, fix.speed_kmh, fix.heading_deg)
                        for unit, fix in pending
                    ],
                )
        except apsw.Error as failure:
            self.dropped += len(pending)
            log.warning("%s positions could not be kept: %s", len(pending), failure)
            self._numbers = {row[1]: row[0] for row in self._db.execute("select number, id from unit")}
            return 0
        return len(pending)

    def forget(self, now_s: float) -> None:
        """Deletes what is older than the town keeps; ``now_s`` is the hub's clock in epoch seconds."""
        with self._using:
            try:
                self._db.execute("delete from fix where at < ?", (now_s - self.keep_days * DAY_S,))
            except apsw.Error as failure:
                log.warning("old positions could not be deleted: %s", failure)

    def between(self, unit: str, start: float, end: float) -> list[Fix]:
        """A unit's positions in a span of epoch seconds, in order of time."""
        number = self._numbers.get(unit)
        if number is None:
            return []
        with reading(self._path) as database:
            rows = database.execute(
                "select lon, lat, at, speed_kmh, heading_deg from fix "
                "where unit = ? and at between ? and ? order by at",
                (number, start, end),
            )
            return [Fix(*row) for row in rows]

    def close(self) -> None:
        """Writes what is noted and closes the file."""
        self.write()
        self._db.close()


def fixes_at(folder: Path, at_s: float) -> dict[str, Fix]:
    """The last position of each unit by an instant (epoch seconds), exactly as it was reported; nothing is thinned.

    Raises:
        EnvironmentFailure: the file cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    last = "select lon, lat, at, speed_kmh, heading_deg from fix where unit = ? and at <= ? order by at desc limit 1"
    found: dict[str, Fix] = {}
    with reading(path) as database:
        for number, unit in database.execute("select number, id from unit").fetchall():
            row = database.execute(last, (number, at_s)).fetchone()
            if row is not None:
                found[str(unit)] = Fix(*row)
    return found
