"""Source numbers: one for each report, the same whenever the same file is read again.

A file of 550,000 rows is kept here in about 130 bytes a row: 64-bit hashes, not texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from hashlib import blake2b
from typing import Literal

import msgspec

Seen = Literal["new", "repeated", "conflict"]


class Numbered(msgspec.Struct, frozen=True):
    """A row's source number, and whether its report has been here: ``first_line`` says in which line."""

    number: str
    seen: Seen
    first_line: int = 0


def stable_hash(*parts: str) -> int:
    """64 bits that depend on nothing but the texts. Source: RFC 7693 (BLAKE2b)."""
    return int.from_bytes(blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest())


class Numbering:
    """Gives each row its source number and tells a report that comes twice from two reports that look alike.

    Two rows that are identical are one report. Where the number is made of a hash, rows that agree in the hashed
    columns only are reports of their own: the second is numbered ``-2``, and so on in the order of the file. Where the
    file has numbers, one number with two contents is a conflict: nobody can say here which of them is true.

    Args:
        prefix: stands before each number.
        hashed: whether numbers are made of a hash.
    """

    def __init__(self, prefix: str, hashed: bool) -> None:
        self._prefix = prefix
        self._hashed = hashed
        self._first: dict[int, int] = {}
        self._contents = array("Q")
        self._lines = array("Q")
        self._more: dict[int, list[int]] = {}

    def number(self, source: str, key: Sequence[str], content: str, line: int) -> Numbered:
        """Numbers one row.

        Args:
            source: what the file says of the source, empty where it says nothing; each has numbers of its own.
            key: the cell with the number, or the hashed cells.
            content: the whole row.
            line: where it stands.
        """
        key_hash = stable_hash(source, *key)
        content_hash = stable_hash(content)
        text = f"{self._prefix}{stable_hash(*key):016x}" if self._hashed else self._prefix + key[0]
        first = self._first.get(key_hash)
        if first is None:
            self._first[key_hash] = self._note(content_hash, line)
            return Numbered(text, "new")
        rows = self._more.setdefault(key_hash, [first]) if self._hashed else [first]
        for ordinal, row in enumerate(rows, 1):
            if self._contents[row] == content_hash:
                return Numbered(_with_ordinal(text, ordinal), "repeated", self._lines[row])
        if not self._hashed:
            return Numbered(text, "conflict", self._lines[first])
        rows.append(self._note(content_hash, line))
        return Numbered(_with_ordinal(text, len(rows)), "new")

    def _note(self, content_hash: int, line: int) -> int:
        self._contents.append(content_hash)
        self._lines.append(line)
        return len(self._lines) - 1


def _with_ordinal(text: str, ordinal: int) -> str:
    return text if ordinal == 1 else f"{text}-{ordinal}"
