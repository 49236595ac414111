"""A disk as a model: what was written, what of it is there for good, and what a power cut may leave of the rest.

A real disk owes nobody what has not been synced. It may have kept all of that, none, any part in any order, torn at
any sector, or rubbish in the sectors that were under way; new names and removed ones hold once their folder is synced.
What a sync has covered it owes to the last byte. SQLite counts on one thing more ("powersafe overwrite"): bytes beside
a write under way stay what they were.

Source: https://www.sqlite.org/psow.html, https://www.sqlite.org/atomiccommit.html (hardware assumptions).
"""

from __future__ import annotations

import random
from typing import Literal, NamedTuple

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

Mood = Literal["nothing", "everything", "writes", "sectors", "prefix", "rubbish"]
MOODS: tuple[Mood, ...] = ("nothing", "everything", "writes", "sectors", "prefix", "rubbish")
"""What is left of what was not synced: nothing; all; some whole writes; some sectors; the first ones, the last of them
torn; sectors that are old, new or neither."""


class Write(NamedTuple):
    """Bytes put at an offset."""

    offset: int
    data: bytes


class Truncate(NamedTuple):
    """The file cut to (or filled up with zeros to) a size."""

    size: int


Change = Write | Truncate


class Content:
    """What one file holds: for good, and changes that are not synced.

    Args:
        durable: what is there for good.
    """

    def __init__(self, durable: bytes = b"") -> None:
        self._durable = bytearray(durable)
        self._pending: list[Change] = []

    def change(self, change: Change) -> None:
        """Notes a change that no sync has covered yet."""
        self._pending.append(change)

    def sync(self) -> None:
        """All that was changed so far is there for good."""
        for change in self._pending:
            _apply(self._durable, change)
        self._pending.clear()

    def left(self, mood: Mood, chance: random.Random) -> bytes:
        """What a power cut leaves."""
        data = bytearray(self._durable)
        for change in _kept(self._pending, mood, chance):
            _apply(data, change)
        return bytes(data)


class Disk:
    """The files of one folder, by name. A name is tied to a content for good once the folder has been synced.

    Args:
        durable: the files that are there for good.
    """

    def __init__(self, durable: dict[str, bytes] | None = None) -> None:
        self._names: dict[str, list[Content | None]] = {name: [Content(data)] for name, data in (durable or {}).items()}

    def at(self, name: str) -> Content | None:
        """What stands under a name now, None for nothing."""
        return self._names[name][-1] if name in self._names else None

    def create(self, name: str) -> Content:
        """A new, empty file under the name; the name holds once the folder is synced."""
        content = Content()
        self._names.setdefault(name, [None]).append(content)
        return content

    def delete(self, name: str) -> None:
        """Removes the name; it may come back unless the folder is synced."""
        self._names.setdefault(name, [None]).append(None)

    def sync_folder(self) -> None:
        """All names are what they are now, for good."""
        for name, states in self._names.items():
            self._names[name] = states[-1:]

    def left(self, mood: Mood, chance: random.Random) -> dict[str, bytes]:
        """The files that a power cut leaves."""
        files: dict[str, bytes] = {}
        for name, states in self._names.items():
            match mood:
                case "nothing":
                    content = states[0]
                case "everything":
                    content = states[-1]
                case _:
                    content = chance.choice(states)
            if content is not None:
                files[name] = content.left(mood, chance)
        return files


def _apply(data: bytearray, change: Change) -> None:
    if isinstance(change, Truncate):
        del data[change.size :]
        data.extend(bytes(change.size - len(data)))
        return
    if len(data) < change.offset:
        data.extend(bytes(change.offset - len(data)))
    data[change.offset : change.offset + len(change.data)] = change.data


def _kept(pending: list[Change], mood: Mood, chance: random.Random) -> list[Change]:
    match mood:
        case "nothing":
            return []
        case "everything":
            return pending
        case "writes":
            return [change for change in pending if chance.random() < 0.5]
        case "prefix":
            first = chance.randint(0, len(pending))
            torn = [part for change in pending[first : first + 1] for part in _torn(change, chance)]
            return [*pending[:first], *torn]
    return [part for change in pending for part in _sectors(change, mood, chance)]


def _torn(change: Change, chance: random.Random) -> list[Change]:
    if isinstance(change, Truncate):
        return [change] if chance.random() < 0.5 else []
    return [Write(change.offset, change.data[: chance.randint(0, len(change.data)) // SECTOR * SECTOR])]


def _sectors(change: Change, mood: Mood, chance: random.Random) -> list[Change]:
    """The sectors of a change that have got through, each for itself."""
    if isinstance(change, Truncate):
        return [change] if chance.random() < 0.5 else []
    parts: list[Change] = []
    start, end = change.offset, change.offset + len(change.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        dice = chance.random()
        if dice < 0.5:
            parts.append(Write(start, change.data[start - change.offset : stop - change.offset]))
        elif mood == "rubbish" and dice < 0.75:
            parts.append(Write(start, chance.randbytes(stop - start)))
        start = stop
    return parts
