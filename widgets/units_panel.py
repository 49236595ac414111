"""The units: who they are, when they were heard, what they are on; picked here, they are picked everywhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.units import UnitsView
from widgets import language
from widgets.table_panel import TablePanel


class UnitsPanel(TablePanel):
    """The units' table and its filter. Enter follows a unit on the map; several can be picked for an order."""

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        self.view = UnitsView(language.current())
        super().__init__(selection, "units", self.view, {"follow": "F"}, many=True, parent=parent)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._follow)
        self.actions_by_name["follow"].triggered.connect(lambda: self._follow(self.table.current_id()))

    # -- the panel -------------------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Takes in what changed; a move of the clock repaints the silences alone."""
        self.show_state("ready")
        if self.view.update(situation, changes):
            self.show_rows()
        elif changes.clock or changes.moved or changes.world.orders:
            self.table.viewport().update()
        self._say_subtitle()
        self.show_picked()

    def retranslate(self) -> None:
        """The fixed texts, and a view in the language in force."""
        self.view = UnitsView(self.language)
        names = {
            "name": self.tr("Unit"),
            "department": self.tr("Department"),
            "circle": self.tr("Circle"),
            "role": self.tr("Role"),
            "contact": self.tr("Contact"),
            "task": self.tr("On task"),
        }
        self.renew(self.view, self.tr("Units"), names)
        self.actions_by_name["follow"].setText(self.tr("Follow on the map"))

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the table."""
        return [
            ("Enter · F", self.tr("Follow on the map")),
            ("Shift+↑ ↓ · Ctrl", self.tr("Pick several")),
            *super().key_help(),
        ]

    def pick(self) -> None:
        """Picks the units that the order's target names one by one."""
        self.table.pick(set(self.selection.target.units))

    def nothing_words(self) -> str:
        """A town without units."""
        return self.tr("The town has no units")

    def fill_menu(self, menu: QMenu, at: QPoint) -> None:
        """The unit can be followed."""
        if self.table.current_id():
            menu.addAction(self.actions_by_name["follow"])

    # -- inside ----------------------------------------------------------------------------------------------------

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

    def _follow(self, unit: str) -> None:
        """Follows a unit, or leaves it where it is followed already."""
        if unit:
            self.selection.follow("" if self.selection.followed == unit else unit)
