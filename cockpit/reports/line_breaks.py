"""Where a line of Chinese text may end: no mark that closes begins a line, none that opens ends one.

Source: GB/T 15834-2011, 5.1 (where punctuation stands at the ends of lines).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

CLOSING = "，。、；：？！）》」』】〉〕’”％%…·"
OPENING = "（《「『【〈〔‘“"
_WORD = re.compile(r"[A-Za-z0-9+\-−][A-Za-z0-9.,:+\-−/%]*|.", re.DOTALL)


def lines_of(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """The text in lines that are no wider than ``width``, in the unit of ``measure``.

    Numbers and Latin words stay whole, and so does a letter with the marks that belong to it; a piece that alone is
    wider than a line has one to itself.
    """
    line = ""
    for piece in _pieces(text):
        if line and measure(line + piece) > width:
            yield line
            line = ""
        line += piece
    if line:
        yield line


def _pieces(text: str) -> Iterator[str]:
    """What cannot be parted."""
    piece = ""
    for part in _WORD.findall(text):
        if piece and part not in CLOSING and piece[-1] not in OPENING:
            yield piece
            piece = ""
        piece += part
    if piece:
        yield piece
