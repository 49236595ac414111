"""The duty log: it writes itself; people add to it and strike out, and nothing goes away."""

from __future__ import annotations

import uuid

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cockpit.domain.duty_log import LogLine, StrikeLog, WriteLog
from cockpit.domain.orders import TEXT_LIMIT
from cockpit.errors import CockpitError
from cockpit.views.duty_log import LOG_COLUMNS, LogRow, log_rows, span_of
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from widgets import theme
from widgets.confirm_row import ConfirmRow
from widgets.panel import Panel
from widgets.table import TableModel
from widgets.table_view import Table, titles_for
from widgets.text import Text

ASK_MS = 1500
"""News of so long a time make one question: a busy hour writes a line a second."""


class LogPanel(Panel):
    """The last day of the log, asked for while it is seen."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection, "log")
        self.model = TableModel(LOG_COLUMNS)
        self.table = Table(self.model)
        self.field = QLineEdit()
        self.field.setMaxLength(TEXT_LIMIT)
        self.add, self.strike = QPushButton(), QPushButton()
        self.why = ConfirmRow()
        self.fault = Text("small", "yellow")
        self.fault.hide()
        self._lines: list[LogLine] = []
        self._asked_seq = -1
        self._asking = False
        self._later = QTimer(self, interval=ASK_MS, singleShot=True)
        self._later.timeout.connect(self._ask_for_lines)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._row = QHBoxLayout()
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.add)
        self._row.addWidget(self.strike)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.fault)
        self._column.addWidget(self.why)
        self._column.addLayout(self._row)
        self.set_body(body)
        self.setFocusProxy(self.table)
        self.field.returnPressed.connect(self._write)
        self.field.textChanged.connect(self._offer)
        self.add.clicked.connect(self._write)
        self.strike.clicked.connect(self._begin_strike)
        self.table.picked.connect(self._offer)
        self.why.confirmed.connect(self._strike)
        key = QAction(self.table)
        key.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        key.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        key.triggered.connect(self._begin_strike)
        self.table.addAction(key)

    # -- the panel -------------------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Asks the hub anew once something has been journaled that may stand in the log."""
        if self.state == "loading" and self._asked_seq < 0:
            self.show_state("loading")
        if changes.world and situation.world.seq != self._asked_seq and self.isVisible():
            self._ask_soon()
        self._offer()

    def retranslate(self) -> None:
        """The fixed texts."""
        self.set_title(self.tr("Duty log"))
        self.table.setAccessibleName(self.tr("Duty log"))
        names = {"at": self.tr("Time"), "who": self.tr("Who"), "text": self.tr("What")}
        self.model.set_titles(titles_for(LOG_COLUMNS, names))
        self.field.setPlaceholderText(self.tr("Add a line to the log"))
        self.field.setAccessibleName(self.tr("Add a line to the log"))
        self.add.setText(self.tr("Add"))
        self.strike.setText(self.tr("Strike…"))
        self.why.say(self.tr("Why it is struck: it stays to be read"), self.tr("Strike"), self.tr("Not now"))
        self._show()

    def rescale(self) -> None:
        """Spacing and sizes for the scale in force."""
        self._column.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(8))
        self._column.setSpacing(theme.px(6))
        self._row.setSpacing(theme.px(8))
        self.table.rescale()
        self.why.rescale()

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the table."""
        return [("Del", self.tr("Strike a line that somebody wrote")), ("Ctrl+C", self.tr("Copy as text"))]

    def as_text(self) -> str:
        """The log as tab-separated text."""
        return self.model.as_tsv(range(self.model.rowCount()))

    def outcome(self, accepted: bool, message: str, who_could: str) -> None:
        """What became of a command that was sent from here."""
        self._say_fault("" if accepted else message + (f" · {who_could}" if who_could else ""))

    # -- asking ----------------------------------------------------------------------------------------------------

    def showEvent(self, event: object) -> None:
        """Seen again: what has come meanwhile is asked for."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._ask_soon()

    def _ask_soon(self) -> None:
        if not self._later.isActive() and not self._asking:
            self._later.start(0 if self._asked_seq < 0 else ASK_MS)

    def _ask_for_lines(self) -> None:
        if self.situation is None or self.situation.link.phase != "live":
            return
        self._asking, self._asked_seq = True, self.situation.world.seq
        self.ask.emit("duty_log", span_of(self.situation.now), self._answered)

    def _answered(self, answer: object) -> None:
        self._asking = False
        if isinstance(answer, CockpitError):
            self._say_fault(self.tr("The log cannot be read: {why}").format(why=answer))
            return
        assert isinstance(answer, list)
        self._lines = answer
        self._show()
        if self.situation is not None and self.situation.world.seq != self._asked_seq and self.isVisible():
            self._ask_soon()

    def _show(self) -> None:
        if self.situation is None or self._asked_seq < 0 or self._asking:
            return
        self.show_state("ready")
        self.table.set_rows(log_rows(self.situation.world, self._lines, self.language))
        self.set_subtitle(self.tr("24 hours · {count}").format(count=len(self._lines)))
        self._offer()

    # -- doing -----------------------------------------------------------------------------------------------------

    def _picked(self) -> LogRow | None:
        id_ = self.table.current_id()
        return next((row for row in self.model.rows if row.id == id_), None)

    def _offer(self) -> None:
        me = self.situation.me if self.situation is not None else None
        may = me is not None and me.role != "viewer"
        row = self._picked()
        note = self.situation.world.log.get(row.note) if row is not None and self.situation is not None else None
        own = me is not None and note is not None and (note.by == me.id or me.role == "commander")
        self.field.setEnabled(may)
        self.add.setEnabled(may and bool(self.field.text().strip()))
        self.strike.setEnabled(own and note is not None and note.struck_at is None)

    def _write(self) -> None:
        if self.add.isEnabled():
            self._say_fault("")
            self.command.emit(WriteLog(f"log-{uuid.uuid4().hex[:12]}", self.field.text().strip()))
            self.field.clear()

    def _begin_strike(self) -> None:
        if self.strike.isEnabled():
            self.why.ask()

    def _strike(self, reason: str) -> None:
        row = self._picked()
        if not reason:
            self._say_fault(self.tr("Words are needed here"))
        elif row is not None and row.note:
            self._say_fault("")
            self.command.emit(StrikeLog(row.note, reason))

    def _say_fault(self, text: str) -> None:
        self.fault.say(text)
        self.fault.setVisible(bool(text))
