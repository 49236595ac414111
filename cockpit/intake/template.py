"""Texts made of columns: ``{class}，{address}``."""

from __future__ import annotations

import re
from collections.abc import Callable

_FIELD = re.compile(r"\{([^{}]*)\}")
_EDGES = " ,;:·/|-—，；：、。\t"
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class Template:
    """A text with columns in braces, by name or number (``{address}``, ``{6}``).

    Separators that a blank column leaves at the ends are taken off, runs of blanks and control characters become one
    blank.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        parts = _FIELD.split(text)
        self._literals = parts[::2]
        self.columns: tuple[int | str, ...] = tuple(int(one) if one.isdecimal() else one for one in parts[1::2])

    @property
    def sound(self) -> bool:
        """Whether every brace opens and closes round a column."""
        return all(column not in ("", 0) for column in self.columns) and not any(
            "{" in literal or "}" in literal for literal in self._literals
        )

    def fill(self, cell: Callable[[int | str], str]) -> str:
        """The text with the columns' cells put in."""
        filled = self._literals[0]
        for column, literal in zip(self.columns, self._literals[1:], strict=True):
            filled += cell(column).strip() + literal
        return clean(filled).strip(_EDGES)


def clean(text: str) -> str:
    """One line of text without control characters and halves of characters."""
    return _SPACES.sub(" ", text).strip()
