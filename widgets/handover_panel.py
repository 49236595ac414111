"""The handover: a package of open items, gone through one by one, and the signatures that pass command."""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from cockpit.domain.handovers import (
    AddItem,
    Handover,
    Item,
    ItemKind,
    OpenHandover,
    RefreshHandover,
    WithdrawHandover,
)
from cockpit.domain.in_command import TakeOver
from cockpit.domain.ladder import name_of
from cockpit.errors import CockpitError, EnvironmentFailure, Refused
from cockpit.views.handover import Filter, HandoverPicture, handover_picture, item_rows, remark_line
from cockpit.views.handover_columns import HANDOVER_COLUMNS
from cockpit.views.handover_record import record_html, record_name, record_of
from cockpit.views.refusals import rule_words
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.times import long_span_text
from widgets import theme
from widgets.handover_actions import ItemActions
from widgets.handover_forms import AddRow
from widgets.one_page import write_page
from widgets.panel import Panel
from widgets.sign_row import SignRow
from widgets.table import TableModel
from widgets.table_view import Table, titles_for
from widgets.text import Text


class HandoverPanel(Panel):
    """The one open handover, or when the next one begins."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection, "handover")
        self.picture = HandoverPicture("idle")
        self.head, self.words = Text("strong"), Text("small", "second", elide=True)
        self.fault = Text("small", "yellow")
        self.fault.setWordWrap(True)
        self.remarks = Text("small", "second")
        self.remarks.setWordWrap(True)
        self.filters = {name: QToolButton() for name in get_args(Filter)}
        self.model = TableModel(HANDOVER_COLUMNS)
        self.table = Table(self.model, many=True)
        self.buttons = {name: QPushButton() for name in ("open", "take_over", "refresh", "print", "withdraw")}
        self.item_actions = ItemActions(self.table)
        self.add_row, self.sign_row = AddRow(), SignRow()
        self._filter: Filter = "all"
        self._shown_rows: list[object] = []
        self._put_together()
        self._connect()

    # -- building --------------------------------------------------------------------------------------------------

    def _put_together(self) -> None:
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._top, self._filter_row = QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.head)
        self._top.addWidget(self.words, 1)
        for name, button in self.buttons.items():
            button.setProperty("kind", "primary" if name == "open" else "danger" if name == "take_over" else "")
            self._top.addWidget(button)
        for name, choice in self.filters.items():
            choice.setCheckable(True)
            choice.setAutoExclusive(True)
            choice.setChecked(name == "all")
            self._filter_row.addWidget(choice)
        self._filter_row.addStretch(1)
        for button in self.item_actions.buttons.values():
            self._filter_row.addWidget(button)
        for part in (self._top, self._filter_row):
            self._column.addLayout(part)
        self._column.addWidget(self.table, 1)
        for widget in (self.remarks, self.fault, self.item_actions.words, self.add_row, self.sign_row):
            self._column.addWidget(widget)
        self.fault.hide()
        self.set_body(body)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.buttons["open"].clicked.connect(self._open)
        self.buttons["refresh"].clicked.connect(lambda: self._do(RefreshHandover(self._id())))
        self.buttons["print"].clicked.connect(self._choose_file)
        self.buttons["take_over"].clicked.connect(self._begin_take_over)
        self.buttons["withdraw"].clicked.connect(self._begin_withdraw)
        self.item_actions.command.connect(self._do)
        self.item_actions.silent.connect(lambda: self._say_fault(self.tr("Words are needed here")))
        for filter_, choice in self.filters.items():
            choice.clicked.connect(partial(self._choose, filter_))
        self.table.picked.connect(lambda ids: self._show_item())
        self.add_row.added.connect(self._add)
        self.sign_row.signed.connect(self._sign)

    # -- the panel -------------------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Draws the handover anew when it, or what it is about, has changed; ages with the clock."""
        self.show_state("ready")
        self.picture = handover_picture(situation, self.language)
        if changes.world or not self._shown_rows or changes.clock:
            self._show_rows()
        self._say()
        self._show_item()
        self._offer()

    def retranslate(self) -> None:
        """The fixed texts."""
        self.set_title(self.tr("Handover"))
        self.table.setAccessibleName(self.tr("Handover"))
        names = {
            "mark": self.tr("State"),
            "kind": self.tr("Kind"),
            "level": self.tr("Level"),
            "text": self.tr("What"),
            "since": self.tr("Since"),
            "remarks": self.tr("Words"),
        }
        self.model.set_titles(titles_for(HANDOVER_COLUMNS, names))
        texts = {
            "open": self.tr("Begin the handover"),
            "take_over": self.tr("Take over…"),
            "refresh": self.tr("Bring up to date"),
            "print": self.tr("Print…"),
            "withdraw": self.tr("Withdraw…"),
        }
        for name, button in self.buttons.items():
            button.setText(texts[name])
        self.item_actions.retranslate()
        self.add_row.say(self.tr("What they have to know"), self.tr("To whom"), self.tr("Add"))
        self.sign_row.say(self.tr("Password"), self.tr("Sign"), self.tr("Who signs"))

    def rescale(self) -> None:
        """Spacing and sizes for the scale in force."""
        self._column.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(8))
        self._column.setSpacing(theme.px(6))
        for row in (self._top, self._filter_row):
            row.setSpacing(theme.px(8))
        self.table.rescale()
        for part in (self.item_actions.words, self.add_row, self.sign_row):
            part.rescale()

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the table."""
        return [
            ("A", self.tr("Accept what is picked")),
            ("Q", self.tr("Ask about an item")),
            ("R", self.tr("Leave an item with the outgoing commander")),
            ("W", self.tr("Answer a question")),
        ]

    def as_text(self) -> str:
        """The items as tab-separated text below the headline."""
        return f"{self.head.text()}\n{self.model.as_tsv(range(self.model.rowCount()))}"

    def outcome(self, accepted: bool, message: str, who_could: str) -> None:
        """What became of a command that was sent from here."""
        tail = f" · {who_could}" if who_could else ""
        self._say_fault("" if accepted else message + tail)

    # -- showing ---------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        found = self.picture
        lines = {
            "clock": (self.tr("This town hands over by the clock"), ""),
            "nobody": (self.tr("Nobody commands"), self.tr("The rota has a gap: there is nobody to hand over")),
            "idle": (self._pair(), self.tr("Begins {time} before the shift ends").format(time=self._lead())),
            "soon": (self._pair(), self.tr("The shift ends in {time}").format(time=self._span(-found.late_s))),
            "overdue": (
                self._pair(),
                self.tr("Unsigned for {time}: {name} still commands").format(
                    time=self._span(found.late_s), name=found.outgoing
                ),
            ),
            "owed": (self._pair(), self.tr("Command was taken over: the handover has to be made up")),
            "open": (self._pair(), self._progress()),
        }
        head, words = lines[found.state]
        if found.kept[1] and found.state != "open":
            kept = self.tr("{name} still has {count} from the last handover")
            words = f"{words} · {kept.format(name=found.kept[0], count=found.kept[1])}"
        self.head.say(head)
        self.words.say(words, "yellow" if found.state in ("overdue", "owed", "nobody") or found.new else "second")
        self.set_subtitle("" if found.state != "open" else f"{found.total - found.undecided}/{found.total}")

    def _pair(self) -> str:
        found = self.picture
        return f"{found.outgoing} → {found.incoming or self.tr('nobody is next')}" if found.outgoing else ""

    def _progress(self) -> str:
        found = self.picture
        parts = [self.tr("{count} to go through").format(count=found.undecided)]
        if found.asked:
            parts.append(self.tr("{count} questions open").format(count=found.asked))
        if found.refused:
            parts.append(self.tr("{count} stay with {name}").format(count=found.refused, name=found.outgoing))
        if found.new:
            parts.append(self.tr("{count} new: bring it up to date").format(count=found.new))
        return " · ".join(parts)

    def _lead(self) -> str:
        return self._span(20 * 60.0)

    def _span(self, seconds: float) -> str:
        return long_span_text(seconds, self.language)

    def _show_rows(self) -> None:
        handover = self.picture.handover
        rows = [] if handover is None or self.situation is None else item_rows(
            self.situation, handover, self._filter, self.language
        )  # fmt: skip
        self._shown_rows = list(rows)
        self.table.set_rows(rows)
        counts = {"all": self.picture.total, "open": self.picture.undecided, "asked": self.picture.asked,
                  "refused": self.picture.refused}  # fmt: skip
        names = {
            "all": self.tr("All"),
            "open": self.tr("To go through"),
            "asked": self.tr("Asked"),
            "refused": self.tr("Left with them"),
        }
        for name, choice in self.filters.items():
            choice.setText(f"{names[name]} {counts[name]}")

    def _show_item(self) -> None:
        items = self._picked()
        lines: list[str] = []
        if len(items) == 1 and self.situation is not None:
            lines = [remark_line(self.situation.world, one, self.language) for one in items[0].remarks]
        self.remarks.say("\n".join(lines))
        self.remarks.setVisible(bool(lines))
        self.item_actions.offer(self._id(), self.picture.part, items)

    def _offer(self) -> None:
        found = self.picture
        under_way = found.handover is not None
        self.buttons["open"].setVisible(found.may_open)
        self.buttons["take_over"].setVisible(found.may_take_over)
        self.buttons["refresh"].setVisible(under_way and found.part in ("outgoing", "incoming") and found.stale)
        self.buttons["withdraw"].setVisible(under_way and found.part in ("outgoing", "incoming"))
        self.buttons["print"].setVisible(self._record() is not None)
        self.table.setVisible(under_way)
        for choice in self.filters.values():
            choice.setVisible(under_way)
        self.add_row.setVisible(under_way and found.part == "outgoing")
        complete = under_way and not (found.undecided or found.asked or found.new)
        # The table has the room as long as there is something to go through.
        self.sign_row.setVisible(complete)
        self.sign_row.show_people(self._signers(), complete, self._signed_words(complete))

    def _signers(self) -> list[tuple[str, str]]:
        """Who can still sign, whoever sits here: both may do so at one desk."""
        handover = self.picture.handover
        if handover is None or self.situation is None:
            return []
        world = self.situation.world
        ids = []
        if handover.outgoing_signed is None:
            ids.append(handover.outgoing)
            if handover.made_up:
                others = (one.id for one in world.people.values() if one.role == "commander")
                ids += [one for one in others if one not in (handover.outgoing, handover.incoming)]
        if handover.incoming_signed is None:
            ids.append(handover.incoming)
        return [(id_, name_of(world, id_)) for id_ in ids]

    def _signed_words(self, complete: bool) -> str:
        signed = self.picture.signed
        if signed:
            return self.tr("Signed: {names}").format(names="、".join(signed))
        return self.tr("Ready to be signed by both") if complete else self.tr("Can be signed once all is decided")

    def _say_fault(self, text: str) -> None:
        self.fault.say(text)
        self.fault.setVisible(bool(text))

    # -- the record ------------------------------------------------------------------------------------------------

    def _record(self) -> Handover | None:
        return record_of(self.situation.world) if self.situation is not None else None

    def _choose_file(self) -> None:
        handover = self._record()
        if handover is None or self.situation is None:
            return
        dialog = QFileDialog(self, self.tr("The record, on one page"), "", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(record_name(self.situation.world, handover))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write_record)
        dialog.open()

    def write_record(self, path: str) -> None:
        """Writes the record to a PDF of one page; says where, or why not."""
        handover = self._record()
        if handover is None or self.situation is None:
            return
        try:
            write_page(record_html(self.situation, handover, self.language), Path(path), self.accessibleName())
        except EnvironmentFailure as failure:
            self._say_fault(str(failure))
            return
        self._say_fault(self.tr("Written: {path}").format(path=path))

    # -- doing -----------------------------------------------------------------------------------------------------

    def _id(self) -> str:
        handover: Handover | None = self.picture.handover
        return handover.id if handover is not None else ""

    def _picked(self) -> list[Item]:
        handover = self.picture.handover
        if handover is None:
            return []
        ids = self.table.picked_ids() or [self.table.current_id()]
        return [handover.items[id_] for id_ in ids if id_ in handover.items]

    def _do(self, command: object) -> None:
        self._say_fault("")
        self.command.emit(command)

    def _open(self) -> None:
        self._do(OpenHandover(f"h{uuid.uuid4().hex[:12]}"))

    def _add(self, kind: ItemKind, text: str, to: str) -> None:
        self._do(AddItem(self._id(), f"typed:{uuid.uuid4().hex[:12]}", kind, text, to))

    def _begin_withdraw(self) -> None:
        self.item_actions.begin(
            self.tr("Why it is withdrawn"),
            self.tr("Withdraw"),
            lambda text: self._do(WithdrawHandover(self._id(), text)),
        )

    def _begin_take_over(self) -> None:
        self.item_actions.begin(
            self.tr("Why command is taken over: all will see it"),
            self.tr("Take over now"),
            lambda text: self._do(TakeOver(text)),
        )

    def _sign(self, person: str, password: str) -> None:
        self._say_fault("")
        args = {"handover": self._id(), "login": person, "password": password}
        self.ask.emit("sign_handover", args, self._signed)

    def _signed(self, answer: object) -> None:
        if isinstance(answer, Refused):
            self._say_fault(rule_words(answer.rule, answer.message, self.language))
        elif isinstance(answer, CockpitError):
            self._say_fault(self.tr("Not signed: {why}").format(why=answer))

    def _choose(self, name: Filter, _checked: bool = False) -> None:
        self._filter = name
        self._show_rows()
