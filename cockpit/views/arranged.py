"""Rows that a person filters and sorts: what the views of all tables have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from cockpit.views.columns import Column
from cockpit.views.words import Language

Row = TypeVar("Row")


class Arranged(Generic[Row]):
    """Rows in the order that a person wants. Derive from it, set ``columns``, and say in ``_arrange`` what is shown.

    Attributes:
        language: of the cells' words.
        rows: what the table shows, in its order.
        columns: the table's columns.
    """

    columns: tuple[Column[Row], ...]

    def __init__(self, language: Language = "zh") -> None:
        self.language = language
        self.rows: list[Row] = []
        self._needle: tuple[str, ...] = ()
        self._sort: Column[Row] | None = None
        self._descending = False

    def filter(self, text: str) -> None:
        """Keeps the rows that hold every word of the text."""
        self._needle = tuple(text.casefold().split())
        self._arrange()

    def sort(self, key: str, descending: bool = False) -> None:
        """Sorts by a column; an empty key sorts as at the start."""
        self._sort = next((column for column in self.columns if column.key == key), None)
        self._descending = descending
        self._arrange()

    def _arrange(self) -> None:
        """Makes ``rows`` from all that there are."""
        raise NotImplementedError

    def _sorted(self, rows: Iterable[Row]) -> list[Row]:
        """Rows by the column that a person chose; as they come while none is chosen."""
        return list(rows) if self._sort is None else sorted(rows, key=self._sort.sort, reverse=self._descending)
