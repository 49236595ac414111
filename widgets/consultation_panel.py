"""The morning consultation: an agenda that runs itself, the six fixed by a signature, and what was resolved."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cockpit.domain.consultations import AgreeIndices, CorrectIndex, OpenConsultation, TakeAttendance
from cockpit.domain.in_command import commander_at
from cockpit.domain.indices import DOMAINS
from cockpit.domain.ladder import name_of
from cockpit.domain.resolutions import CloseResolution, Resolve
from cockpit.errors import CockpitError, Refused
from cockpit.views.consultation import (
    AGENDA,
    AGENDA_COLUMNS,
    STEP_WORDS,
    Step,
    agenda_rows,
    day_of_meeting,
    meeting_of,
)
from cockpit.views.refusals import rule_words
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from widgets import theme
from widgets.choice import Choice
from widgets.panel import Panel
from widgets.sign_row import SignRow
from widgets.table import TableModel
from widgets.table_view import Table, titles_for
from widgets.text import Text

SECOND_MS = 1000
DUE_H = 24
"""Hours until a resolution is due, unless another number is typed."""


class ConsultationPanel(Panel):
    """Yesterday's consultation. The countdown is this desk's own; all else is the hub's."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection, "consultation")
        self.place, self.left_s, self.running = 0, AGENDA[0][1], False
        self.head, self.clock, self.fault = Text("strong"), Text("strong", "second"), Text("small", "yellow")
        self.empty = Text("body", "third")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.model = TableModel(AGENDA_COLUMNS)
        self.table = Table(self.model, many=True)
        names = ("back", "pause", "next", "open", "present", "agree", "correct", "resolve", "done", "dropped")
        self.buttons = {name: QPushButton() for name in names}
        self.value, self.words, self.hours = QLineEdit(), QLineEdit(), QLineEdit(str(DUE_H))
        self.owner, self.sign_row = Choice(), SignRow()
        self._owners: tuple[tuple[str, str], ...] = ()
        self._beat = QTimer(self, interval=SECOND_MS)
        self._beat.timeout.connect(self._second)
        body = QWidget()
        self._column, self._top, self._row = QVBoxLayout(body), QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.head, 1)
        self._top.addWidget(self.clock)
        for name in ("back", "pause", "next", "open"):
            self._top.addWidget(self.buttons[name])
        for widget in (self.value, self.words, self.owner, self.hours):
            self._row.addWidget(widget, 1 if widget is self.words else 0)
        for name in names[4:]:
            self._row.addWidget(self.buttons[name])
        self._column.addLayout(self._top)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.fault)
        self._column.addLayout(self._row)
        self._column.addWidget(self.sign_row)
        self.set_body(body)
        self.setFocusProxy(self.table)
        self._connect()

    def _connect(self) -> None:
        deeds = {
            "back": lambda: self.go(-1), "next": lambda: self.go(1), "pause": self.pause, "open": self._open,
            "present": partial(self._mark, True), "agree": partial(self._mark, False), "correct": self._correct,
            "resolve": self._resolve, "done": partial(self._close, "done"), "dropped": partial(self._close, "dropped"),
        }  # fmt: skip
        for name, deed in deeds.items():
            self.buttons[name].clicked.connect(deed)
        for key, name in (("PgUp", "back"), ("PgDown", "next"), ("Pause", "pause"), (".", "pause")):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.buttons[name].click)
        self.words.textChanged.connect(self._offer)
        self.value.textChanged.connect(self._offer)
        self.table.picked.connect(self._offer)
        self.sign_row.signed.connect(self._sign)

    # -- the panel -------------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The step of the agenda that is shown."""
        return AGENDA[self.place][0]

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Lays the step's rows on the table anew."""
        self.show_state("ready")
        self._show_rows(situation)
        self._say()
        self._offer()

    def retranslate(self) -> None:
        """The fixed texts."""
        self.set_title(self.tr("Consultation"))
        self.table.setAccessibleName(self.tr("Consultation"))
        titles = {"what": self.tr("What"), "value": self.tr("Value"), "state": self.tr("State")}
        self.model.set_titles(titles_for(AGENDA_COLUMNS, titles))
        texts = {
            "back": self.tr("Back"), "next": self.tr("Next"), "open": self.tr("Open the consultation"),
            "present": self.tr("Present"), "agree": self.tr("Agrees"), "correct": self.tr("Correct"),
            "resolve": self.tr("Resolve"), "done": self.tr("Done"), "dropped": self.tr("Drop"),
        }  # fmt: skip
        for name, text in texts.items():
            self.buttons[name].setText(text)
        self.sign_row.say(self.tr("Password"), self.tr("Fix the six indices"), self.tr("Who signs"))
        for field, text in (
            (self.value, self.tr("New value")),
            (self.words, self.tr("Reason, resolution or result")),
            (self.hours, self.tr("Hours until it is due")),
        ):
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
        self.owner.setAccessibleName(self.tr("Owner"))
        if self.situation is not None:
            self._show_rows(self.situation)
        self._say()

    def rescale(self) -> None:
        """Spacing and sizes for the scale in force."""
        self._column.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(8))
        for layout in (self._column, self._top, self._row):
            layout.setSpacing(theme.px(6))
        self.value.setFixedWidth(theme.px(90))
        self.hours.setFixedWidth(theme.px(60))
        self.table.rescale()
        self.sign_row.rescale()

    def key_help(self) -> list[tuple[str, str]]:
        """The presenter's keys."""
        return [
            ("PgDn", self.tr("Next step of the agenda")),
            ("PgUp", self.tr("Step before")),
            (".", self.tr("Start or pause the countdown")),
        ]

    def as_text(self) -> str:
        """The step as tab-separated text."""
        return self.model.as_tsv(range(self.model.rowCount()))

    def outcome(self, accepted: bool, message: str, who_could: str) -> None:
        """What became of a command that was sent from here."""
        self._say_fault("" if accepted else message + (f" · {who_could}" if who_could else ""))

    # -- the agenda ------------------------------------------------------------------------------------------------

    def go(self, steps: int) -> None:
        """To another step, whose time begins."""
        self.place = min(max(0, self.place + steps), len(AGENDA) - 1)
        self.left_s = AGENDA[self.place][1]
        if self.situation is not None:
            self._show_rows(self.situation)
        self._say()
        self._offer()

    def pause(self) -> None:
        """The countdown stops, or goes on."""
        self.running = not self.running
        self._beat.start() if self.running else self._beat.stop()
        self._say()

    def _show_rows(self, situation: Situation) -> None:
        rows = agenda_rows(situation, self.step, self.language)
        self.table.set_rows(rows)
        self.empty.say("" if rows else self.tr("Nothing for this step"))
        self.empty.setVisible(not rows)

    def _second(self) -> None:
        self.left_s -= 1
        if self.left_s <= 0 and self.place < len(AGENDA) - 1:
            self.go(1)
        self._say()

    def _say(self) -> None:
        words = STEP_WORDS[self.step][0 if self.language == "zh" else 1]
        self.head.say(f"{self.place + 1}/{len(AGENDA)}  {words}")
        late = "−" if self.left_s < 0 else ""
        self.clock.say(f"{late}{abs(self.left_s) // 60:02}:{abs(self.left_s) % 60:02}")
        self.buttons["pause"].setText(self.tr("Pause") if self.running else self.tr("Start"))
        if self.situation is None:
            return
        meeting, day = meeting_of(self.situation), day_of_meeting(self.situation)
        if meeting is None:
            state = self.tr("not opened")
        elif meeting.signed_at is None:
            state = self.tr("provisional")
        else:
            state = self.tr("fixed by {who}").format(who=name_of(self.situation.world, meeting.signed_by))
        self.set_subtitle(f"{day} · {state}")

    # -- doing -----------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Shows what the step needs, and lets be pressed what the hub would take."""
        situation = self.situation
        if situation is None:
            return
        me, meeting, step = situation.me, meeting_of(situation), self.step
        runs = me is not None and me.role in ("commander", "operator")
        unfixed = runs and meeting is not None and not meeting.final
        shown = {
            "present": step == "attendance", "agree": step == "attendance", "correct": step == "indices",
            "resolve": step == "resolutions", "done": step in ("questions", "resolutions"),
            "dropped": step in ("questions", "resolutions"),
        }  # fmt: skip
        for name, is_shown in shown.items():
            self.buttons[name].setVisible(is_shown)
        self.buttons["open"].setVisible(meeting is None)
        self.buttons["open"].setEnabled(runs)
        self.value.setVisible(step == "indices")
        self.words.setVisible(step in ("indices", "questions", "resolutions"))
        self.owner.setVisible(step == "resolutions")
        self.hours.setVisible(step == "resolutions")
        self.sign_row.setVisible(step == "signing")
        picked, typed = bool(self._picked()), bool(self.words.text().strip())
        self.buttons["present"].setEnabled(unfixed and picked)
        self.buttons["agree"].setEnabled(unfixed and picked)
        self.buttons["correct"].setEnabled(unfixed and picked and self._typed_value() is not None)
        self.buttons["resolve"].setEnabled(runs and typed)
        for name in ("done", "dropped"):
            self.buttons[name].setEnabled(me is not None and me.role != "viewer" and picked and typed)
        self._offer_names(situation, unfixed)

    def _offer_names(self, situation: Situation, unfixed: bool) -> None:
        world, meeting = situation.world, meeting_of(situation)
        holder = commander_at(world, situation.now)
        ready = unfixed and meeting is not None and bool(meeting.present) and set(meeting.undecided) <= {holder}
        waiting = [name_of(world, one) for one in meeting.undecided if one != holder] if meeting is not None else []
        words = self.tr("Waits for: {names}").format(names="、".join(waiting)) if waiting else ""
        self.sign_row.show_people(((holder, name_of(world, holder)),) if holder else (), ready, words)
        owners = (
            *((one.id, one.name) for one in world.departments.values()),
            *((one.id, one.name) for one in world.people.values()),
            *((one.id, one.name) for one in world.circles.of_tier("zone")),
        )
        if owners != self._owners:
            self._owners = owners
            self.owner.clear()
            for id_, name in owners:
                self.owner.addItem(name, id_)

    def _picked(self) -> tuple[str, ...]:
        here = {row.id for row in self.model.rows}
        return tuple(one for one in self.table.picked_ids() if one in here)

    def _typed_value(self) -> float | None:
        try:
            value = float(self.value.text())
        except ValueError:
            return None
        return value if 0.0 <= value <= 100.0 else None

    def _open(self) -> None:
        if self.situation is not None:
            self._say_fault("")
            self.command.emit(OpenConsultation(day_of_meeting(self.situation)))

    def _mark(self, present: bool) -> None:
        """Adds those picked to who is there, or who agrees; picked alone and marked already, takes them away."""
        meeting = meeting_of(self.situation) if self.situation is not None else None
        if meeting is None:
            return
        now, picked = (meeting.present if present else meeting.agreed), self._picked()
        if set(picked) <= set(now):
            people = tuple(one for one in now if one not in picked)
        else:
            people = tuple(dict.fromkeys((*now, *picked)))
        self._say_fault("")
        self.command.emit((TakeAttendance if present else AgreeIndices)(meeting.day, people))

    def _correct(self) -> None:
        value, picked = self._typed_value(), self._picked()
        domain = next((one for one in DOMAINS if one in picked), None)
        if value is None or domain is None or self.situation is None:
            return
        self._say_fault("")
        self.command.emit(CorrectIndex(day_of_meeting(self.situation), domain, value, self.words.text().strip()))
        self.value.clear()
        self.words.clear()

    def _resolve(self) -> None:
        try:
            due = timedelta(hours=float(self.hours.text()))
        except (ValueError, OverflowError):
            self._say_fault(self.tr("Hours until it is due: a number above zero"))
            return
        if self.situation is None:
            return
        self._say_fault("")
        id_, owner = f"resolution-{uuid.uuid4().hex[:12]}", str(self.owner.currentData())
        day, text = day_of_meeting(self.situation), self.words.text().strip()
        self.command.emit(Resolve(id_, day, text, owner, self.situation.now + due))
        self.words.clear()

    def _close(self, outcome: str) -> None:
        note = self.words.text().strip()
        for one in self._picked():
            self.command.emit(CloseResolution(one, "done" if outcome == "done" else "dropped", note))
        self.words.clear()

    def _sign(self, person: str, password: str) -> None:
        if self.situation is None:
            return
        self._say_fault("")
        day = day_of_meeting(self.situation).isoformat()
        self.ask.emit("fix_indices", {"day": day, "login": person, "password": password}, self._signed)

    def _signed(self, answer: object) -> None:
        if isinstance(answer, Refused):
            self._say_fault(rule_words(answer.rule, answer.message, self.language))
        elif isinstance(answer, CockpitError):
            self._say_fault(self.tr("Not signed: {why}").format(why=answer))

    def _say_fault(self, text: str) -> None:
        self.fault.say(text)
        self.fault.setVisible(bool(text))
