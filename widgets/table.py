"""The one table: rows that a view has sorted and filtered, painted cell by cell, with no widget in any row.

The model holds the view's list as it is; sorting and filtering are the view's (plain Python, tested without a screen).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cockpit.views.columns import Column, tsv

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class TableModel(QAbstractTableModel):
    """Rows with an ``id``, and the columns that say what a cell shows.

    Args:
        columns: see ``cockpit.views.columns.Column``.
    """

    def __init__(self, columns: Sequence[Column[Any]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.titles: tuple[str, ...] = tuple(column.key for column in columns)
        self.rows: Sequence[Any] = []
        self._keys: list[str] = []

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Rows; a cell has none below it."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Columns; a cell has none below it."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, also as its tooltip and for a screen reader."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and index.row() < len(self.rows):
            return self.columns[index.column()].text(self.rows[index.row()])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's title."""
        if orientation == Qt.Orientation.Horizontal and section < len(self.titles):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.titles[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft
                if self.columns[section].align == "right":
                    side = Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def set_titles(self, titles: Sequence[str]) -> None:
        """The columns' names in the language in force."""
        self.titles = tuple(titles)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def set_columns(self, columns: Sequence[Column[Any]]) -> None:
        """The same columns made anew (for another language); as many as before."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def set_rows(self, rows: Sequence[Any]) -> bool:
        """Takes a view's rows; returns whether rows have come, gone or moved (the model was reset)."""
        keys = [row.id for row in rows]
        if keys == self._keys:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return False
        self.beginResetModel()
        self.rows, self._keys = rows, keys
        self.endResetModel()
        return True

    def tick(self) -> None:
        """The clock has moved: cells that show a span are drawn again."""
        if self.rows:
            for place, column in enumerate(self.columns):
                if column.ticks:
                    self.dataChanged.emit(self.index(0, place), self.index(len(self.rows) - 1, place))

    def key(self, row: int) -> str:
        """The id of the row at that place, empty where there is none."""
        return self._keys[row] if 0 <= row < len(self._keys) else ""

    def places(self, keys: set[str]) -> list[int]:
        """Where the rows with these ids stand, from the top."""
        return [place for place, key in enumerate(self._keys) if key in keys] if keys else []

    def as_tsv(self, places: Sequence[int]) -> str:
        """These rows as tab-separated text, with the titles."""
        return tsv(self.titles, self.columns, [self.rows[place] for place in places])
