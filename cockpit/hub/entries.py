"""Journal lines as entries, and entries as a world; a line that cannot be read names itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from cockpit.domain.world import Entry, World, apply
from cockpit.errors import EnvironmentFailure
from cockpit.hub.journal import FILE, Line, read_lines

_decoder = msgspec.json.Decoder(Entry)

decode = _decoder.decode
"""An entry's JSON as the entry; raises msgspec.DecodeError."""


def entry_of(line: Line) -> Entry:
    """A line of the journal as an entry.

    Raises:
        EnvironmentFailure: it is none.
    """
    try:
        return _decoder.decode(line.body)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise EnvironmentFailure(
            f"{FILE} 第 {line.seq} 条读不出来：{fault}。请用备份恢复 "
            f"(journal entry {line.seq} cannot be read: restore the folder from its last copy)"
        ) from fault


def entries(path: Path, after_seq: int, limit: int = 1_000_000_000) -> Iterator[Entry]:
    """Durable entries after a sequence number, in order.

    Raises:
        EnvironmentFailure: the file or an entry of it cannot be read.
    """
    return map(entry_of, read_lines(path, after_seq, limit))


def fold(world: World, following: Iterable[Entry]) -> None:
    """Folds entries into a world.

    Raises:
        EnvironmentFailure: some are missing in between.
    """
    for entry in following:
        try:
            apply(world, entry)
        except ValueError as gap:
            raise EnvironmentFailure(
                f"{FILE} 不完整：{gap}。请用备份恢复 (entries are missing: restore the folder from its last copy)"
            ) from gap
