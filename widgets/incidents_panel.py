"""The incidents: open first, the gravest first; opened, they are opened everywhere."""

from __future__ import annotations

import uuid
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from cockpit.domain.incidents import STEPS, AdvanceIncident, Step, incident_id
from cockpit.views.incidents import IncidentsView
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.words import word
from widgets import language, theme
from widgets.attachment_shelf import AttachmentShelf
from widgets.incident_detail import IncidentDetail
from widgets.incident_report import IncidentReport
from widgets.table_panel import TablePanel
from widgets.text import Text


class IncidentsPanel(TablePanel):
    """The incidents' table, its filter, and the form for a new one.

    Attributes:
        order_about: the id of an incident that an order is to be written about; the window tells the composer.
    """

    order_about = Signal(str)

    def __init__(
        self, selection: Selection, shelf: AttachmentShelf | None = None, parent: QWidget | None = None
    ) -> None:
        self.view = IncidentsView(language.current())
        keys = {"advance": "N", "close": "Shift+N", "order": "O"}
        super().__init__(selection, "incidents", self.view, keys, parent=parent)
        self.closed = QPushButton()
        self.closed.setCheckable(True)
        self.closed.setChecked(True)
        self.new = QPushButton()
        self.form = IncidentReport()
        self.form.hide()
        self.refusal = Text("small", "orange")
        self.refusal.setWordWrap(True)
        self.shelf = shelf or AttachmentShelf(self)
        if shelf is None:
            self.shelf.ask.connect(self.ask)
        self.detail = IncidentDetail(self.shelf)
        self.detail.hide()
        for place, part in enumerate((self.form, self.refusal)):
            self.column.insertWidget(place, part)
        self.column.addWidget(self.detail, 1)
        for place, button in enumerate((self.closed, self.new)):
            self.header_row.insertWidget(3 + place, button)
        self.refusal.hide()
        self._connect()

    def _connect(self) -> None:
        self.actions_by_name["advance"].triggered.connect(lambda: self._advance(None))
        self.actions_by_name["close"].triggered.connect(lambda: self._advance("close"))
        self.actions_by_name["order"].triggered.connect(self._order_about)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self.open_detail)
        self.detail.closed.connect(self._close_detail)
        self.detail.command.connect(self.command)
        self.detail.order_about.connect(self.order_about)
        self.closed.toggled.connect(self._show_closed)
        self.new.clicked.connect(self.start_report)
        self.form.reported.connect(self._report)
        self.form.cancelled.connect(self._put_form_away)

    # -- what the window calls -------------------------------------------------------------------------------------

    def start_report(self) -> None:
        """Opens the form for an incident that is being phoned in."""
        if self.situation is None or not self.new.isEnabled():
            return
        self.form.show()
        self.form.offer(self.situation.world, self.selection.target)
        self.form.start(uuid.uuid4().hex[:16])

    def open_detail(self, incident: str) -> None:
        """Opens an incident in the table's place."""
        if self.situation is None or incident not in self.situation.world.incidents:
            return
        self.selection.open_incident(incident)
        self.detail.open(incident)
        self._turn_page(True)
        self._show_detail()

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
            self.show_rows()
        elif changes.clock:
            self.model.tick()
        self._say_subtitle()
        self._allow(situation)
        if self.form.isVisible() and self._form_incident() in situation.world.incidents:
            self._put_form_away()
        if not self.detail.isHidden() and (changes.clock or changes.link or changes.world):
            self._show_detail()
        self.show_picked()

    def retranslate(self) -> None:
        """The fixed texts, and a view in the language in force."""
        self.view = IncidentsView(self.language)
        self.view.show_closed(self.closed.isChecked())
        names = {
            "reported_at": self.tr("Time"),
            "kind": self.tr("Kind"),
            "text": self.tr("What"),
            "source": self.tr("Source"),
            "circle": self.tr("Circle"),
            "age": self.tr("Age"),
            "step": self.tr("Step"),
        }
        self.renew(self.view, self.tr("Incidents"), names)
        self.closed.setText(self.tr("Closed too"))
        self.new.setText(self.tr("New…"))
        self.actions_by_name["advance"].setText(self.tr("Next step"))
        self.actions_by_name["close"].setText(self.tr("Close"))
        self.actions_by_name["order"].setText(self.tr("Order about this"))
        self.form.retranslate()
        self.detail.retranslate()
        if self.situation is not None and self.form.isVisible():
            self.form.offer(self.situation.world, self.selection.target)

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        super().rescale()
        self.form.rescale()
        self.detail.rescale()
        for button in (self.closed, self.new):
            button.setFixedHeight(theme.px(28))
            button.setStyleSheet(f"QPushButton {{ padding: 0 {theme.px(10)}px; }}")
        self.refusal.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the table."""
        return [
            ("Enter · Esc", self.tr("Open an incident, back to all")),
            ("N · Shift+N", self.tr("Next step, close")),
            ("O", self.tr("Order about this")),
            *super().key_help(),
        ]

    def pick(self) -> None:
        """Picks the open incident; an opened one makes way for it."""
        if not self.detail.isHidden() and self.selection.incident not in ("", self.detail.incident):
            self.detail.open(self.selection.incident)
            self._show_detail()
        self.table.pick({self.selection.incident} if self.selection.incident else set())

    def nothing_words(self) -> str:
        """A day without incidents."""
        return self.tr("No incidents")

    def fill_menu(self, menu: QMenu, at: QPoint) -> None:
        """What can be done with the incident under the pointer: every later step by name."""
        place = self.table.rowAt(at.y())
        incident = self.situation.world.incidents.get(self.model.key(place)) if self.situation else None
        if incident is not None:
            self.selection.open_incident(incident.id)
            menu.addAction(self.actions_by_name["order"])
            menu.addSeparator()
            for step in STEPS[STEPS.index(incident.step) + 1 :]:
                made = menu.addAction(word(step, self.language), partial(self._advance, step))
                made.setEnabled(self.new.isEnabled())

    # -- inside ----------------------------------------------------------------------------------------------------

    def as_text(self) -> str:
        """The opened incident, or the table as tab-separated text."""
        return super().as_text() if self.detail.isHidden() else self.detail.as_text()

    def _show_detail(self) -> None:
        situation = self.situation
        if situation is None:
            return
        if self.detail.incident not in situation.world.incidents:
            self._close_detail()
            return
        self.nothing.hide()
        self.detail.show_incident(situation, self.new.isEnabled())

    def _turn_page(self, opened: bool) -> None:
        """Shows the opened incident or the table; the keyboard goes along."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.detail.setVisible(opened)
        self.table.setVisible(not opened)
        for part in (self.filter, self.closed):
            part.setVisible(not opened)
        self.setFocusProxy(self.detail.back if opened else self.table)
        if had_focus:
            self.setFocus()

    def _close_detail(self) -> None:
        self._turn_page(False)
        self.show_rows()

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

    def _show_closed(self, shown: bool) -> None:
        self.view.show_closed(shown)
        self.show_rows()

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
