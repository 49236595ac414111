"""The past of a data folder: the world at any moment or entry, and where the units were. The hub may be running."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import apsw

from cockpit.domain.past import TURNS, PastMoment, PastQuestion, Turn
from cockpit.domain.world import Entry, World
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub.entries import entry_of, fold
from cockpit.hub.journal import FILE, NO_HASH, Line, check_format, open_database
from cockpit.hub.keyframes import EVERY, Keyframes
from cockpit.hub.tracks import fixes_at

ENTRIES_TOLD = 500
"""Where a moment follows on the asker's by so many entries at most, they are told instead of the world."""


class Replay:
    """Reads one journal, read-only. Not for two threads at once.

    Args:
        folder: the data folder.

    Raises:
        EnvironmentFailure: there is no journal, it cannot be read, or it is from a newer version.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not (folder / FILE).is_file():
            raise EnvironmentFailure(f"{folder} 里没有流水文件 {FILE} (there is no journal in this folder)")
        self._db = open_database(folder / FILE, read_only=True)
        self._at: dict[int, float] = {}
        try:
            with _readable():
                check_format(self._db)
                if not self.last_seq:
                    raise Refused("past.empty", "流水还是空的：没有可以回看的过去")
        except (EnvironmentFailure, Refused):
            self._db.close()
            raise
        self._keyframes = Keyframes(folder)
        self._world = World()

    @property
    def last_seq(self) -> int:
        """The last durable entry."""
        return int(self._db.execute("select coalesce(max(seq), 0) from entry").get)

    def entry(self, seq: int) -> Entry:
        """One entry.

        Raises:
            EnvironmentFailure: it is missing or cannot be read.
        """
        return next(self._entries(seq - 1, 1))

    def at_s(self, seq: int) -> float:
        """When an entry was journaled, epoch seconds."""
        if (known := self._at.get(seq)) is None:
            known = self._at[seq] = self.entry(seq).at.timestamp()
        return known

    def seq_at(self, at_s: float) -> int:
        """The last entry that was journaled by an instant (epoch seconds), 0 for one before all of them.

        Entries stand in order of time: the hub's clock never goes back.
        """
        low, high = 0, self.last_seq
        while low < high:
            middle = (low + high + 1) // 2
            if self.at_s(middle) <= at_s:
                low = middle
            else:
                high = middle - 1
        return low

    def world_at(self, seq: int) -> World:
        """The world right after an entry. It is this object's own: read it before the next call.

        Raises:
            EnvironmentFailure: the journal cannot be read.
            Refused: there is no such entry.
        """
        if not 0 <= seq <= self.last_seq:
            raise Refused("past.seq", f"没有第 {seq} 条流水：现有 1 到 {self.last_seq} 条")
        with _readable(), _without_garbage():
            if not seq - EVERY <= self._world.seq <= seq:
                self._world = self._nearest(seq)
            self._go_on(seq)
        return self._world

    def moment(self, question: PastQuestion) -> PastMoment:
        """What a question asks for. A world in it shares its records with this object: encode it before the next call.

        Raises:
            EnvironmentFailure: journal or track store cannot be read.
            Refused: the moment is before the journal, or there is no further turn of the kind.
        """
        seq, at_s = self._asked(question)
        first, last = self.at_s(1), self.at_s(self.last_seq)
        fixes = fixes_at(self._folder, at_s)
        if 0 <= question.after_seq <= seq <= question.after_seq + ENTRIES_TOLD:
            between = tuple(self._entries(question.after_seq, seq - question.after_seq))
            return PastMoment(at_s, seq, first, last, fixes, entries=between)
        return PastMoment(at_s, seq, first, last, fixes, state=self.world_at(seq).state())

    def turn(self, kind: Turn, seq: int, *, back: bool = False) -> int | None:
        """The next entry of a kind after an entry, or the last one before it; None where there is none."""
        tags = [f'"event":{{"type":"{tag}"'.encode() for tag in sorted(TURNS[kind])]
        found = " or ".join(["instr(body, ?)"] * len(tags))
        side, order = ("<", "desc") if back else (">", "asc")
        query = f"select seq from entry where seq {side} ? and ({found}) order by seq {order} limit 1"
        with _readable():
            number: int | None = self._db.execute(query, (seq, *tags)).get
            return number

    def close(self) -> None:
        """Closes the files."""
        self._keyframes.close()
        self._db.close()

    def _asked(self, question: PastQuestion) -> tuple[int, float]:
        """The entry and the instant of a question."""
        if question.turn is not None:
            seq = self.turn(question.turn, question.after_seq, back=question.back)
            if seq is None:
                raise Refused("past.turn", "这个方向上没有更多这类时刻")
            return seq, self.at_s(seq)
        seq = self.seq_at(question.at)
        if not seq:
            began = self.entry(1).at.astimezone(ZoneInfo(self.world_at(1).settings.time_zone))
            raise Refused("past.before", f"流水从 {began:%Y-%m-%d %H:%M:%S} 开始：更早的没有记录")
        return seq, question.at

    def _nearest(self, seq: int) -> World:
        """The world of the nearest keyframe that the chain agrees with, or the empty one."""
        for number, line_hash in self._keyframes.before(seq):
            if self._hash(number) == line_hash and (world := self._keyframes.load(number)) is not None:
                return world
        return World()

    def _go_on(self, seq: int) -> None:
        """Folds on to an entry, and keeps the keyframes that are passed."""
        world = self._world
        stops = [world.seq, *range((world.seq // EVERY + 1) * EVERY, seq, EVERY), seq]
        for here, there in pairwise(stops):
            fold(world, self._entries(here, there - here))
            if there % EVERY == 0 and not self._keyframes.has(there, self._hash(there)):
                self._keyframes.keep(world, self._hash(there))

    def _hash(self, seq: int) -> bytes:
        return NO_HASH if seq == 0 else bytes(self._db.execute("select hash from entry where seq = ?", (seq,)).get)

    def _entries(self, after_seq: int, limit: int) -> Iterator[Entry]:
        rows = self._db.execute("select seq, body from entry where seq > ? order by seq limit ?", (after_seq, limit))
        for seq, body in rows:
            yield entry_of(Line(seq, body))


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except apsw.Error as failure:
        raise EnvironmentFailure(
            f"{FILE} 读不出来：{failure}。请用备份恢复 (cannot read {FILE}: restore the folder from its last copy)"
        ) from failure


@contextmanager
def _without_garbage() -> Iterator[None]:
    """A world has a hundred thousand objects: looking through them again and again doubles the time to make it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
