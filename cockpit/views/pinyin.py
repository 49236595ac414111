"""Finding Chinese names by 拼音: in full, by initials, or mixed, with every reading of a character.

Source: ``resources/pinyin.txt``, made by ``packaging/pinyin_table.py``.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "resources" / "pinyin.txt"

Readings = tuple[tuple[str, ...], ...]
"""Of each character what it can be typed as: itself, and its syllables."""


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        syllable, _, characters = line.partition(" ")
        for character in characters:
            found.setdefault(character, []).append(syllable)
    return {character: tuple(syllables) for character, syllables in found.items()}


@lru_cache(maxsize=20_000)
def readings(text: str) -> Readings:
    """What each character of a text can be typed as, in small letters; spaces and marks are left out."""
    table = _table()
    return tuple((one, *table.get(one, ())) for one in text.lower() if one.isalnum())


@lru_cache(maxsize=20_000)
def _beginnings(text: str) -> tuple[str, ...]:
    """Of each character the letters that its typing can begin with: most places are ruled out by the first one."""
    return tuple("".join(typed[0] for typed in one) for one in readings(text))


def found_at(query: str, text: str) -> tuple[int, int] | None:
    """Where a query fits into a text: the place of the first character, and how many letters were spared.

    A character is typed as itself, as its syllable, or as any beginning of that. The earliest place is the best.

    Args:
        query: small letters, digits and characters, without spaces; not empty.

    Returns:
        (place, spared), both the smaller the better; None where it fits nowhere.
    """
    those = readings(text)
    for place, begins in enumerate(_beginnings(text)):
        if query[0] not in begins:
            continue
        spared = _spared(query, 0, those, place)
        if spared is not None:
            return place, spared
    return None


def _spared(query: str, at: int, those: Readings, place: int) -> int | None:
    """The fewest letters left out when the query from ``at`` on is typed over the characters from ``place`` on."""
    if at == len(query):
        return 0
    if place == len(those):
        return None
    best: int | None = None
    for typed in those[place]:
        for length in range(_common(query, at, typed), 0, -1):
            rest = _spared(query, at + length, those, place + 1)
            if rest is not None and (best is None or len(typed) - length + rest < best):
                best = len(typed) - length + rest
            if best == 0:
                return 0
    return best


def _common(query: str, at: int, typed: str) -> int:
    length = 0
    while length < len(typed) and at + length < len(query) and typed[length] == query[at + length]:
        length += 1
    return length
