"""The base of a panel that is one table: its filter, its sorting, its actions and keys, and what an empty one says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cockpit.views.columns import Column
from cockpit.views.selection import Selection
from widgets import theme
from widgets.filter_field import FilterField
from widgets.panel import Panel
from widgets.table import TableModel
from widgets.table_export import add_saving
from widgets.table_view import Table, titles_for
from widgets.text import Text


class TableView(Protocol):
    """What is shown: rows in an order, which can be narrowed and sorted; free of Qt."""

    @property
    def columns(self) -> tuple[Column[Any], ...]:
        """The table's columns."""

    @property
    def rows(self) -> Sequence[Any]:
        """What the table shows, in its order; each row has an ``id``."""

    def filter(self, text: str) -> None:
        """Keeps the rows that hold every word of the text."""

    def sort(self, key: str, descending: bool = False) -> None:
        """Sorts by a column."""


class TablePanel(Panel):
    """A table with its filter in the header. Tells of what is picked, opened and asked for by the table's own signals.

    Args:
        view: what is shown at first.
        keys: the actions and the keys that trigger them while the focus is in the table; ``find`` comes with it.
        many: whether several rows can be picked at once.

    Attributes:
        column: the body's parts from top to bottom, the table last.
        actions_by_name: the actions, ``find`` among them.
    """

    def __init__(
        self,
        selection: Selection,
        name: str,
        view: TableView,
        keys: Mapping[str, str],
        *,
        many: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(selection, name, parent)
        self._shown = view
        self.model = TableModel(view.columns)
        self.table = Table(self.model, many=many)
        self.filter = FilterField(self.table)
        self.nothing = Text("body", "second")
        self.nothing.hide()
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.table, 1)
        self.set_body(body)
        self.header_row.insertWidget(2, self.filter)
        self.actions_by_name = {name: QAction(self.table) for name in (*keys, "find")}
        for name, action in self.actions_by_name.items():
            action.setShortcut(QKeySequence(keys.get(name, "/")))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.table.addAction(action)
        self.setFocusProxy(self.table)
        self.table.sort_wanted.connect(self._sort)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.actions_by_name["find"].triggered.connect(self.filter.setFocus)
        self.filter.textChanged.connect(self._filter)
        self.selection.changed.connect(self.show_picked)

    # -- what a table's panel overrides ----------------------------------------------------------------------------

    def pick(self) -> None:
        """Picks in the table what the shared selection has."""

    def nothing_words(self) -> str:
        """What an empty table says when no filter is the reason."""
        return ""

    def fill_menu(self, menu: QMenu, at: QPoint) -> None:
        """Puts what can be done with the row at a point of the table into its menu, above "copy as text"."""

    # -- what a table's panel calls --------------------------------------------------------------------------------

    def renew(self, view: TableView, title: str, names: dict[str, str]) -> None:
        """Takes a view in another language, narrowed as the old one was.

        Args:
            view: the new one.
            title: the panel's name, which is also the table's for a screen reader.
            names: a column's key to its title.
        """
        self._shown = view
        view.filter(self.filter.text())
        self.model.set_columns(view.columns)
        self.model.set_titles(titles_for(view.columns, names))
        self.set_title(title)
        self.table.setAccessibleName(title)
        self.filter.setPlaceholderText(self.tr("Filter  /"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.actions_by_name["find"].setText(self.tr("Filter"))

    def show_rows(self) -> None:
        """Shows the view's rows, or says why there are none."""
        rows = self._shown.rows
        self.table.set_rows(rows)
        self.show_picked()
        self.nothing.setVisible(not rows)
        if not rows:
            narrowed = bool(self.filter.text().strip())
            self.nothing.say(self.tr("Nothing matches the filter") if narrowed else self.nothing_words())

    def show_picked(self) -> None:
        """Picks in the table what the shared selection has, unless the panel is put away."""
        if not self.postponed():
            self.pick()

    # -- the panel -------------------------------------------------------------------------------------------------

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        self.filter.rescale()
        self.table.rescale()
        self.nothing.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))

    def key_help(self) -> list[tuple[str, str]]:
        """The keys that every table has."""
        return [("/", self.tr("Filter")), ("Ctrl+C", self.tr("Copy as text"))]

    def as_text(self) -> str:
        """The table as tab-separated text."""
        return self.model.as_tsv(range(self.model.rowCount()))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _filter(self, text: str) -> None:
        self._shown.filter(text)
        self.show_rows()

    def _sort(self, key: str, falling: bool) -> None:
        self._shown.sort(key, falling)
        self.show_rows()

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, at)
        if menu.actions():
            menu.addSeparator()
        menu.addAction(self.tr("Copy as text"), self.table.copy)
        add_saving(menu, self, self.accessibleName(), self.situation)
        self.menu_opening.emit(menu)
        menu.popup(self.table.viewport().mapToGlobal(at))
