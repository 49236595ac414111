"""The units: who they are, when they were heard, what they are on; picked here, they are picked everywhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.units import UnitsView
from widgets import theme
from widgets.filter_field import FilterField
from widgets.panel import Panel
from widgets.table import TableModel
from widgets.table_view import Table, titles_for
from widgets.text import Text


class UnitsPanel(Panel):
    """The units' table and its filter. Enter follows a unit on the map; several can be picked for an order."""

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, "units", parent)
        self.view = UnitsView(self.language)
        self.model = TableModel(self.view.columns)
        self.table = Table(self.model, many=True)
        self.filter = FilterField(self.table)
        self.nothing = Text("body", "second")
        self.nothing.hide()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        self.set_body(body)
        self.header_row.insertWidget(2, self.filter)
        self.follow_action = QAction(self.table)
        self.find_action = QAction(self.table)
        for action, key in ((self.follow_action, "F"), (self.find_action, "/")):
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.table.addAction(action)
        self._connect()

    def _connect(self) -> None:
        self.setFocusProxy(self.table)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._follow)
        self.table.sort_wanted.connect(self._sort)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.follow_action.triggered.connect(lambda: self._follow(self.table.current_id()))
        self.find_action.triggered.connect(self.filter.setFocus)
        self.filter.textChanged.connect(self._filter)
        self.selection.changed.connect(self._selection_changed)

    # -- the panel -------------------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Takes in what changed; a move of the clock repaints the silences alone."""
        self.show_state("ready")
        if self.view.update(situation, changes):
            self._show_rows()
        elif changes.clock or changes.moved or changes.world.orders:
            self.table.viewport().update()
        self._say_subtitle()
        self._selection_changed()

    def retranslate(self) -> None:
        """The fixed texts, and a view in the language in force."""
        self.view = UnitsView(self.language)
        self.view.filter(self.filter.text())
        self.model.set_columns(self.view.columns)
        names = {
            "name": self.tr("Unit"),
            "department": self.tr("Department"),
            "circle": self.tr("Circle"),
            "role": self.tr("Role"),
            "contact": self.tr("Contact"),
            "task": self.tr("On task"),
        }
        self.model.set_titles(titles_for(self.view.columns, names))
        self.set_title(self.tr("Units"))
        self.table.setAccessibleName(self.tr("Units"))
        self.filter.setPlaceholderText(self.tr("Filter  /"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.follow_action.setText(self.tr("Follow on the map"))
        self.find_action.setText(self.tr("Filter"))

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        self.filter.rescale()
        self.table.rescale()
        self.nothing.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the table."""
        return [
            ("Enter · F", self.tr("Follow on the map")),
            ("Shift+↑ ↓ · Ctrl", self.tr("Pick several")),
            ("/", self.tr("Filter")),
            ("Ctrl+C", self.tr("Copy as text")),
        ]

    def as_text(self) -> str:
        """The table as tab-separated text."""
        return self.model.as_tsv(range(self.model.rowCount()))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _show_rows(self) -> None:
        self.table.set_rows(self.view.rows)
        self._selection_changed()
        self.nothing.setVisible(not self.view.rows)
        narrowed = bool(self.filter.text().strip())
        self.nothing.say(self.tr("Nothing matches the filter") if narrowed else self.tr("The town has no units"))

    def _say_subtitle(self) -> None:
        parts = [self.tr("in contact {n}/{total}").format(n=self.view.in_contact, total=self.view.total)]
        if self.view.silent:
            parts.append(self.tr("out of contact {n}").format(n=self.view.silent))
        self.set_subtitle(" · ".join(parts))

    def _picked(self, ids: list[str]) -> None:
        """Takes over what is picked in the table; with Ctrl, those that the filter hides stay picked too."""
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            shown = {row.id for row in self.view.rows}
            ids = [id_ for id_ in self.selection.target.units if id_ not in shown] + ids
        if ids or self.selection.target.units:
            self.selection.pick_units(tuple(ids))

    def _selection_changed(self) -> None:
        if self.postponed():
            return
        self.table.pick(set(self.selection.target.units))

    def _follow(self, unit: str) -> None:
        """Follows a unit, or leaves it where it is followed already."""
        if unit:
            self.selection.follow("" if self.selection.followed == unit else unit)

    def _filter(self, text: str) -> None:
        self.view.filter(text)
        self._show_rows()

    def _sort(self, key: str, falling: bool) -> None:
        self.view.sort(key, falling)
        self._show_rows()

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.table.current_id():
            menu.addAction(self.follow_action)
            menu.addSeparator()
        menu.addAction(self.tr("Copy as text"), self.table.copy)
        menu.popup(self.table.viewport().mapToGlobal(at))
