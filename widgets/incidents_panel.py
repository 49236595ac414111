"""The incidents: open first, the gravest first; opened, they are opened everywhere."""

from __future__ import annotations

import uuid
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from cockpit.domain.incidents import STEPS, AdvanceIncident, Step, incident_id
from cockpit.views.incidents import IncidentsView
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.words import word
from widgets import theme
from widgets.filter_field import FilterField
from widgets.incident_report import IncidentReport
from widgets.panel import Panel
from widgets.table import TableModel
from widgets.table_view import Table, titles_for
from widgets.text import Text


class IncidentsPanel(Panel):
    """The incidents' table, its filter, and the form for a new one.

    Attributes:
        order_about: the id of an incident that an order is to be written about; the window tells the composer.
    """

    order_about = Signal(str)

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, "incidents", parent)
        self.view = IncidentsView(self.language)
        self.model = TableModel(self.view.columns)
        self.table = Table(self.model)
        self.filter = FilterField(self.table)
        self.closed = QPushButton()
        self.closed.setCheckable(True)
        self.closed.setChecked(True)
        self.new = QPushButton()
        self.form = IncidentReport()
        self.form.hide()
        self.nothing = Text("body", "second")
        self.refusal = Text("small", "orange")
        self.refusal.setWordWrap(True)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.form, self.refusal, self.nothing):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        self.set_body(body)
        header: tuple[QWidget, ...] = (self.filter, self.closed, self.new)
        for place, widget in enumerate(header):
            self.header_row.insertWidget(2 + place, widget)
        self.refusal.hide()
        self.nothing.hide()
        self._actions()
        self._connect()

    def _actions(self) -> None:
        """What can be done with the picked incident; the keys work while the focus is in the table."""
        keys = {"advance": "N", "close": "Shift+N", "order": "O", "find": "/"}
        self.actions_by_name = {name: QAction(self.table) for name in keys}
        for name, action in self.actions_by_name.items():
            action.setShortcut(QKeySequence(keys[name]))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.table.addAction(action)
        self.actions_by_name["advance"].triggered.connect(lambda: self._advance(None))
        self.actions_by_name["close"].triggered.connect(lambda: self._advance("close"))
        self.actions_by_name["order"].triggered.connect(self._order_about)
        self.actions_by_name["find"].triggered.connect(self.filter.setFocus)

    def _connect(self) -> None:
        self.setFocusProxy(self.table)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self.selection.open_incident)
        self.table.sort_wanted.connect(self._sort)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.filter.textChanged.connect(self._filter)
        self.closed.toggled.connect(self._show_closed)
        self.new.clicked.connect(self.start_report)
        self.form.reported.connect(self._report)
        self.form.cancelled.connect(self._put_form_away)
        self.selection.changed.connect(self._selection_changed)

    # -- what the window calls -------------------------------------------------------------------------------------

    def start_report(self) -> None:
        """Opens the form for an incident that is being phoned in."""
        if self.situation is None or not self.new.isEnabled():
            return
        self.form.show()
        self.form.offer(self.situation.world, self.selection.target)
        self.form.start(uuid.uuid4().hex[:16])

    def outcome(self, subject: str, accepted: bool, message: str = "", who_could: str = "") -> None:
        """What became of a step or a report; ``subject`` is the incident's id."""
        text = " · ".join(part for part in (message, self._could(who_could)) if part)
        if self.form.isVisible() and subject == self._form_incident():
            if accepted:
                self._put_form_away()
            else:
                self.form.rest(False, text)
            return
        self.refusal.say("" if accepted else text)
        self.refusal.setVisible(not accepted)

    # -- the panel -------------------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Takes in what changed; a move of the clock repaints the ages alone."""
        self.show_state("ready")
        touched = self.view.update(situation, changes)
        if touched is None or touched:
            self._show_rows()
        elif changes.clock:
            self.model.tick()
        self._say_subtitle()
        self._allow(situation)
        if self.form.isVisible() and self._form_incident() in situation.world.incidents:
            self._put_form_away()
        self._selection_changed()

    def retranslate(self) -> None:
        """The fixed texts, and a view in the language in force."""
        old = self.view
        self.view = IncidentsView(self.language)
        self.view.filter(self.filter.text())
        self.view.show_closed(self.closed.isChecked())
        if old.columns:
            self.model.set_columns(self.view.columns)
        names = {
            "reported_at": self.tr("Time"),
            "kind": self.tr("Kind"),
            "text": self.tr("What"),
            "source": self.tr("Source"),
            "circle": self.tr("Circle"),
            "age": self.tr("Age"),
            "step": self.tr("Step"),
        }
        self.model.set_titles(titles_for(self.view.columns, names))
        self.set_title(self.tr("Incidents"))
        self.table.setAccessibleName(self.tr("Incidents"))
        self.filter.setPlaceholderText(self.tr("Filter  /"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.closed.setText(self.tr("Closed too"))
        self.new.setText(self.tr("New…"))
        self.actions_by_name["advance"].setText(self.tr("Next step"))
        self.actions_by_name["close"].setText(self.tr("Close"))
        self.actions_by_name["order"].setText(self.tr("Order about this"))
        self.actions_by_name["find"].setText(self.tr("Filter"))
        self.form.retranslate()
        if self.situation is not None and self.form.isVisible():
            self.form.offer(self.situation.world, self.selection.target)

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        self.filter.rescale()
        self.table.rescale()
        self.form.rescale()
        for button in (self.closed, self.new):
            button.setFixedHeight(theme.px(28))
            button.setStyleSheet(f"QPushButton {{ padding: 0 {theme.px(10)}px; }}")
        for label in (self.nothing, self.refusal):
            label.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the table."""
        return [
            ("N · Shift+N", self.tr("Next step, close")),
            ("O", self.tr("Order about this")),
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
        if not self.view.rows:
            narrowed = bool(self.filter.text().strip())
            self.nothing.say(self.tr("Nothing matches the filter") if narrowed else self.tr("No incidents"))

    def _say_subtitle(self) -> None:
        parts = [self.tr("open {n}").format(n=self.view.open)]
        if self.view.overdue:
            parts.append(self.tr("overdue {n}").format(n=self.view.overdue))
        self.set_subtitle(" · ".join(parts))

    def _allow(self, situation: Situation) -> None:
        """Who only looks on can neither report nor make a step; the hub would refuse it anyway."""
        may = situation.me is not None and situation.me.role != "viewer"
        self.new.setEnabled(may)
        hint = self.tr("Write down an incident that is phoned in")
        self.new.setToolTip(hint if may else self.tr("Only looking on"))
        for name in ("advance", "close", "order"):
            self.actions_by_name[name].setEnabled(may)

    def _picked(self, ids: list[str]) -> None:
        if ids:
            self.selection.open_incident(ids[0])

    def _selection_changed(self) -> None:
        if self.postponed():
            return
        self.table.pick({self.selection.incident} if self.selection.incident else set())

    def _filter(self, text: str) -> None:
        self.view.filter(text)
        self._show_rows()

    def _show_closed(self, shown: bool) -> None:
        self.view.show_closed(shown)
        self._show_rows()

    def _sort(self, key: str, falling: bool) -> None:
        self.view.sort(key, falling)
        self._show_rows()

    def _advance(self, step: Step | None) -> None:
        if self.situation is None or not self.new.isEnabled():
            return
        incident = self.situation.world.incidents.get(self.table.current_id() or self.selection.incident)
        wanted = step or (self.view.next_step(incident) if incident is not None else None)
        if incident is not None and wanted is not None:
            self.command.emit(AdvanceIncident(incident.id, wanted))

    def _order_about(self) -> None:
        id_ = self.table.current_id() or self.selection.incident
        if id_:
            self.selection.open_incident(id_)
            self.order_about.emit(id_)

    def _menu(self, at: QPoint) -> None:
        """What can be done with the incident under the pointer: every later step by name."""
        place = self.table.rowAt(at.y())
        incident = self.situation.world.incidents.get(self.model.key(place)) if self.situation else None
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if incident is not None:
            self.selection.open_incident(incident.id)
            menu.addAction(self.actions_by_name["order"])
            menu.addSeparator()
            for step in STEPS[STEPS.index(incident.step) + 1 :]:
                made = menu.addAction(word(step, self.language), partial(self._advance, step))
                made.setEnabled(self.new.isEnabled())
            menu.addSeparator()
        menu.addAction(self.tr("Copy as text"), self.table.copy)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _form_incident(self) -> str:
        """The id that the incident in the form will have."""
        return incident_id(str(self.form.source.currentData()), self.form.number)

    def _report(self, form: IncidentReport) -> None:
        if self.situation is not None:
            form.rest(True, self.tr("Not sent yet: waiting for the hub"))
            self.command.emit(form.command_at(self.situation.now))

    def _put_form_away(self) -> None:
        self.form.rest(False)
        self.form.hide()
        self.table.setFocus()

    def _could(self, who: str) -> str:
        return self.tr("{who} could").format(who=who) if who else ""
