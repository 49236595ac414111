"""Makes the table of readings: ``python packaging/pinyin_table.py resources/pinyin.txt`` (wants pypinyin).

One line a syllable without its tone (ü as v): the syllable, a space, the characters that can be read so, of GB 2312.
Source: the readings of pypinyin 0.55 (MIT), which rest on pinyin-data (MIT).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def characters() -> list[str]:
    """The Chinese characters of GB 2312 (rows 16 to 87), 6763 of them."""
    found = []
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.append(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue  # a hole in the last row of level 1
    return found


def table(reader: Any) -> dict[str, str]:
    """The characters of each syllable; ``reader`` is the module ``pypinyin``."""
    found: dict[str, list[str]] = {}
    for character in characters():
        (readings,) = reader.pinyin(character, style=reader.Style.NORMAL, heteronym=True, v_to_u=False)
        for reading in dict.fromkeys(readings):
            if reading.isascii() and reading.isalpha():
                found.setdefault(reading, []).append(character)
    return {syllable: "".join(found[syllable]) for syllable in sorted(found)}


if __name__ == "__main__":
    import pypinyin  # type: ignore[import-not-found]

    lines = [f"{syllable} {those}" for syllable, those in table(pypinyin).items()]
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")
