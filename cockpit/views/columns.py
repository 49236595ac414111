"""What a table shows: its columns, each with a cell's text, its tone and what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

Row = TypeVar("Row")

Tone = Literal["text", "second", "third", "action", "green", "blue", "yellow", "orange", "red"]
"""How a cell is drawn; a table maps it to the theme's tokens."""

Mark = tuple[str, str]
"""A shape drawn before a cell's text, and its hue: a token of the theme, or a department."""

Align = Literal["left", "right", "centre"]


def _second(_row: object) -> Tone:
    return "second"


def _no_mark(_row: object) -> Mark | None:
    return None


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        key: its name, e.g. ``reported_at``; the panel gives the title that is shown.
        text: a row's cell.
        sort: what rows are sorted by in this column.
        tone: how the cell is drawn.
        mark: a shape before the text, None for none.
        width: characters that the column wants, of the width of a digit.
        stretch: whether it takes what is left.
        ticks: whether the text changes with the clock alone.
        drop: 0 for a column that always stands; of the others the highest goes first where room is short.
    """

    key: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any]
    tone: Callable[[Row], Tone] = _second
    mark: Callable[[Row], Mark | None] = _no_mark
    width: int = 10
    stretch: bool = False
    align: Align = "left"
    ticks: bool = False
    drop: int = 0


RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula. Source: OWASP, CSV Injection."""


def csv_text(titles: Sequence[str], columns: Sequence[Column[Row]], rows: Iterable[Row], foot: str = "") -> str:
    """Rows as comma-separated text with a line of titles (RFC 4180), and a last line of its own for ``foot``.

    What a stranger reported must not become a formula in somebody's spreadsheet: such a cell gets an apostrophe
    before it, unless it is a number.
    """
    lines = [titles, *([column.text(row) for column in columns] for row in rows)]
    if foot:
        lines += [[], [foot]]
    return "".join(",".join(_cell(cell) for cell in line) + "\r\n" for line in lines)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before it, unless it is a number."""
    return "'" + text if text.startswith(RISKY) and not text[1:].replace(".", "", 1).isdigit() else text


def _cell(text: str) -> str:
    text = harmless(text)
    return '"' + text.replace('"', '""') + '"' if any(one in text for one in ',"\r\n') else text


def tsv(titles: Sequence[str], columns: Sequence[Column[Row]], rows: Iterable[Row]) -> str:
    """Rows as tab-separated text with a line of titles, for pasting into a spreadsheet.

    Tabs and line ends inside a cell become spaces, so that every row stays one line.
    """
    lines = ["\t".join(titles)]
    lines += ["\t".join(" ".join(column.text(row).split()) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"
