"""Worlds kept along a journal, so that the time machine folds a few thousand entries and never all of them.

They are derived: the file may be deleted, and belongs to one chain. A keyframe whose line's hash is another is not
used, so neither a restored folder nor a changed line can show a past that the journal does not tell.
"""

from __future__ import annotations

import logging
import zlib
from pathlib import Path

import apsw
import msgspec

from cockpit.domain.world import World, WorldState
from cockpit.errors import EnvironmentFailure
from cockpit.hub.journal import open_database

log = logging.getLogger(__name__)

FILE = "keyframes.db"
FORMAT = 1
EVERY = 4000
"""Entries from one keyframe to the next: what a jump folds at most (7 µs each, measured)."""

_SCHEMA = "create table if not exists keyframe(seq integer primary key, format integer, hash blob, state blob)"


class Keyframes:
    """The keyframes of one data folder. In a folder that cannot be written they are kept in memory."""

    def __init__(self, folder: Path) -> None:
        try:
            self._db = open_database(folder / FILE)
            # What the power takes is made again.
            self._db.execute("pragma synchronous=off")
            self._db.execute(_SCHEMA)
        except (EnvironmentFailure, apsw.Error) as failure:
            log.info("keyframes are kept in memory only: %s", failure)
            self._db = apsw.Connection(":memory:")
            self._db.execute(_SCHEMA)

    def has(self, seq: int, line_hash: bytes) -> bool:
        """Whether there is a keyframe at a line."""
        found = self._db.execute(
            "select exists(select 1 from keyframe where seq = ? and format = ? and hash = ?)", (seq, FORMAT, line_hash)
        ).get
        return bool(found)

    def keep(self, world: World, line_hash: bytes) -> None:
        """Keeps a world as it is at a line; where the disk takes it no more, it is left out."""
        state = zlib.compress(msgspec.msgpack.encode(world.state()), level=1)
        try:
            self._db.execute(
                "insert or replace into keyframe values(?, ?, ?, ?)", (world.seq, FORMAT, line_hash, state)
            )
        except apsw.Error as failure:
            log.warning("no keyframe at %s: %s", world.seq, failure)

    def before(self, seq: int) -> list[tuple[int, bytes]]:
        """Lines at or before one that have a keyframe, the nearest first: number and hash."""
        rows = self._db.execute(
            "select seq, hash from keyframe where seq <= ? and format = ? order by seq desc", (seq, FORMAT)
        )
        return [(row[0], row[1]) for row in rows]

    def load(self, seq: int) -> World | None:
        """The world of a keyframe, None where it cannot be read."""
        found = self._db.execute("select state from keyframe where seq = ?", (seq,)).get
        try:
            return World(msgspec.msgpack.decode(zlib.decompress(found), type=WorldState))
        except (zlib.error, msgspec.DecodeError, TypeError) as fault:
            log.warning("the keyframe at %s cannot be used and is passed over: %s", seq, fault)
            return None

    def close(self) -> None:
        """Closes the file."""
        self._db.close()
