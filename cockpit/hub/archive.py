"""The archive: every incident of the journal as a row, for the indices and for reports long closed.

It is a projection: computed from the journal, it may be deleted and is made anew at the next start. Rows are noted
in the loop and written by a worker; the sequence number that they are complete up to is written with them. SQLite
lets one thread at a time use a connection, so the worker writes by one, the loop looks up by another, and whoever
reads a span of time opens one of its own.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import apsw
import msgspec

from cockpit.domain.incidents import CLOSED, Incident, IncidentAdvanced, IncidentReported
from cockpit.domain.world import Entry
from cockpit.hub.entries import entry_of
from cockpit.hub.journal import Journal, open_database, reading
from cockpit.hub.service import Published

log = logging.getLogger(__name__)

FILE = "archive.db"

_SCHEMA = """
create table if not exists incident(
    id text primary key, reported_at real not null, closed_at real, body blob not null
) without rowid;
create index if not exists incident_reported on incident(reported_at);
create table if not exists done(world text not null, seq integer not null);
"""

_decoder = msgspec.json.Decoder(Incident)


class Archive:
    """All incidents of one world, open and closed.

    Raises:
        EnvironmentFailure: the file cannot be used.
    """

    def __init__(self, folder: Path, journal: Journal) -> None:
        self._path = folder / FILE
        self._db = open_database(self._path)
        self._db.execute("pragma synchronous=normal")
        self._db.execute(_SCHEMA)
        self._look_up = open_database(self._path, read_only=True)
        self._noting, self._writing = threading.Lock(), threading.Lock()
        self._world_id = journal.world_id
        self._pending: list[Entry] = []
        self._new: set[str] = set()
        self._seq = self._done(journal.head.seq)
        self._catch_up(journal)

    def _done(self, head_seq: int) -> int:
        row = self._db.execute("select world, seq from done").fetchone()
        # An archive that is ahead stands beside a journal that was restored from an older copy.
        if row is not None and row[0] == self._world_id and row[1] <= head_seq:
            return int(row[1])
        with self._db:
            self._db.execute("delete from incident; delete from done")
            self._db.execute("insert into done values(?, 0)", (self._world_id,))
        return 0

    def _catch_up(self, journal: Journal) -> None:
        missed = 0
        for line in journal.read(self._seq):
            if b'"incident_' in line.body:
                self._pending.append(entry_of(line))
            self._seq = line.seq
            missed += 1
            if len(self._pending) >= 20_000:
                self.write()
        if missed:
            self.write()

    def note(self, published: Iterable[Published]) -> None:
        """Takes durable entries in for the next ``write``."""
        with self._noting:
            for one in published:
                event = one.entry.event
                if isinstance(event, IncidentReported):
                    self._pending.append(one.entry)
                    self._new.add(event.incident.id)
                elif isinstance(event, IncidentAdvanced):
                    self._pending.append(one.entry)
                self._seq = one.entry.seq

    def write(self) -> None:
        """Writes what has been noted. Meant for a worker."""
        with self._writing:
            with self._noting:
                pending, self._pending, seq = self._pending, [], self._seq
            try:
                with self._db:
                    for entry in pending:
                        self._write_entry(entry)
                    self._db.execute("update done set seq = ?", (seq,))
            except apsw.Error as failure:
                log.warning("the archive could not be written and waits: %s", failure)
                with self._noting:
                    self._pending = pending + self._pending
                return
        for entry in pending:
            if isinstance(entry.event, IncidentReported):
                self._new.discard(entry.event.incident.id)

    def _write_entry(self, entry: Entry) -> None:
        event = entry.event
        if isinstance(event, IncidentReported):
            self._put(event.incident)
        elif isinstance(event, IncidentAdvanced):
            body = self._db.execute("select body from incident where id = ?", (event.incident,)).get
            if body is not None:
                incident = _decoder.decode(body)
                incident.step, incident.step_at = event.step, entry.at
                if event.step in CLOSED and incident.closed_at is None:
                    incident.closed_at = entry.at
                self._put(incident)

    def _put(self, incident: Incident) -> None:
        closed_at = incident.closed_at.timestamp() if incident.closed_at else None
        self._db.execute(
            "insert or replace into incident values(?, ?, ?, ?)",
            (incident.id, incident.reported_at.timestamp(), closed_at, msgspec.json.encode(incident)),
        )

    def knows(self, id_: str) -> bool:
        """Whether an incident was ever reported, however long ago it was closed. For the loop alone."""
        return id_ in self._new or bool(
            self._look_up.execute("select exists(select 1 from incident where id = ?)", (id_,)).get
        )

    def between(self, start: datetime, end: datetime) -> list[Incident]:
        """Incidents reported from ``start`` (included) to ``end`` (not included), in order of report."""
        with reading(self._path) as database:
            rows = database.execute(
                "select body from incident where reported_at >= ? and reported_at < ? order by reported_at, id",
                (start.timestamp(), end.timestamp()),
            )
            return [_decoder.decode(row[0]) for row in rows]

    def open_at(self, at: datetime) -> list[Incident]:
        """Incidents reported before an instant and not closed by then."""
        with reading(self._path) as database:
            rows = database.execute(
                "select body from incident where reported_at < ? and (closed_at is null or closed_at >= ?)",
                (at.timestamp(), at.timestamp()),
            )
            return [_decoder.decode(row[0]) for row in rows]

    def first_day(self) -> datetime | None:
        """When the oldest incident was reported, None in an empty archive."""
        with reading(self._path) as database:
            found = database.execute("select min(reported_at) from incident").get
        return datetime.fromtimestamp(found, UTC) if found is not None else None

    def close(self) -> None:
        """Writes what is noted and closes the file."""
        self.write()
        self._look_up.close()
        self._db.close()
