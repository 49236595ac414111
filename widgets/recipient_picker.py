"""The list of who would get an order; single people are taken out or added here."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from cockpit.domain.world import World
from cockpit.views.composer import Preview
from cockpit.views.picking import pick_columns, pick_rows, unit_choices
from cockpit.views.situation import Situation
from widgets import language, theme
from widgets.table import TableModel
from widgets.table_view import Table, titles_for


class RecipientPicker(QWidget):
    """Who would get it, one by one.

    Attributes:
        toggled: the id of a unit to be taken out, or put back.
        added: the id of a unit to be added.
    """

    toggled = Signal(str)
    added = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TableModel(pick_columns("zh", ""))
        self.table = Table(self.model)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.add = QLineEdit()
        self._choices: dict[str, str] = {}
        self._names = QStringListModel()
        completer = QCompleter(self._names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated[str].connect(self._add)  # type: ignore[index]
        self.add.setCompleter(completer)
        self.add.returnPressed.connect(lambda: self._add(self.add.text()))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.table)
        self._column.addWidget(self.add)
        self.table.opened.connect(self.toggled)
        for key in ("Space", "Delete"):
            action = QAction(self.table)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(self._toggle)
            self.table.addAction(action)

    def offer(self, world: World) -> None:
        """The units that can be added by name."""
        self._choices = unit_choices(world, language.current())
        self._names.setStringList(list(self._choices))

    def show_people(self, situation: Situation, seen: Preview) -> None:
        """Shows who would get it now."""
        self.table.set_rows(pick_rows(situation, seen))

    def retranslate(self) -> None:
        """The fixed texts."""
        self.model.set_columns(pick_columns(language.current(), self.tr("Taken out")))
        names = {"name": self.tr("Unit"), "circle": self.tr("Circle"), "contact": self.tr("Contact")}
        self.model.set_titles(titles_for(self.model.columns, names))
        self.add.setPlaceholderText(self.tr("Add one by name…"))
        self.add.setAccessibleName(self.add.placeholderText())
        self.table.setAccessibleName(self.tr("Recipients: space takes one out"))
        self.table.setToolTip(self.tr("Space or a double click takes one out, or puts one back"))

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        self._column.setSpacing(theme.px(4))
        self.table.setMinimumHeight(theme.px(96))
        self.table.setMaximumHeight(theme.px(158))
        self.table.rescale()

    def _toggle(self) -> None:
        if self.table.current_id():
            self.toggled.emit(self.table.current_id())

    def _add(self, text: str) -> None:
        unit = self._choices.get(text)
        if unit is None:
            fitting = [id_ for words, id_ in self._choices.items() if text.strip() and words.startswith(text.strip())]
            unit = fitting[0] if len(fitting) == 1 else None
        if unit is not None:
            self.added.emit(unit)
            self.add.clear()
