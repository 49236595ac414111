"""One incident opened: what was reported, its whistle's departments, its photos and voice, and its next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cockpit.domain.incidents import STEPS, AdvanceIncident, Incident
from cockpit.domain.ladder import name_of
from cockpit.domain.whistles import CallIn, Whistle
from cockpit.views.attachments import of_incident
from cockpit.views.durations import short_span
from cockpit.views.incidents import circle_words, local_time
from cockpit.views.situation import Situation
from cockpit.views.whistles import call_columns, call_rows, missing_words, uncalled, whistle_of
from cockpit.views.words import word
from widgets import language, theme
from widgets.attachment_shelf import AttachmentShelf
from widgets.attachment_strip import AttachmentStrip
from widgets.call_in_row import CallInRow
from widgets.table import TableModel
from widgets.table_view import Table, titles_for
from widgets.text import Text

ROW_PX, HEAD_PX = 32, 30


class IncidentDetail(QWidget):
    """An incident. Its parts below the head scroll where there is little room.

    Args:
        shelf: where fetched photos and clips lie.

    Attributes:
        command: a domain command for the hub.
        closed: the person wants the list back.
        order_about: an order is to be written about it.
    """

    command = Signal(object)
    closed = Signal()
    order_about = Signal(str)

    def __init__(self, shelf: AttachmentShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.incident = ""
        self._situation: Situation | None = None
        self.back, self.order, self.advance, self.close_it = (QPushButton() for _ in range(4))
        self.call_in = QPushButton()
        self.back.setProperty("kind", "flat")
        self.status, self.text = Text("body", "second"), Text("strong")
        self.meta, self.whistle_line = Text("small", "second"), Text("body")
        for long in (self.text, self.meta, self.whistle_line):
            long.setWordWrap(True)
        self.model = TableModel(call_columns())
        self.table = Table(self.model)
        self.row = CallInRow()
        self.strip = AttachmentStrip(shelf)
        self._build()
        self.back.clicked.connect(self.closed)
        self.order.clicked.connect(lambda: self.order_about.emit(self.incident))
        self.advance.clicked.connect(self._advance)
        self.close_it.clicked.connect(lambda: self.command.emit(AdvanceIncident(self.incident, "close")))
        self.call_in.clicked.connect(self._begin_call)
        self.row.confirmed.connect(self._call)
        self.row.closed.connect(self._redraw)

    # -- what the panel calls --------------------------------------------------------------------------------------

    def open(self, incident: str) -> None:
        """Shows another incident."""
        self.incident = incident
        self.row.hide()
        self._area.verticalScrollBar().setValue(0)

    def show_incident(self, situation: Situation, may: bool) -> None:
        """Shows it as it stands.

        Args:
            may: whether the person may do anything about it.
        """
        world, now = situation.world, situation.now
        incident = world.incidents.get(self.incident)
        if incident is None:
            return
        self._situation = situation
        self.text.say(incident.text or incident.id)
        self.status.say(word(incident.step, language.current()))
        self.meta.say(" · ".join(self._parts(situation, incident)))
        whistle = whistle_of(world, incident.id)
        self._show_whistle(situation, incident, whistle, may)
        self.strip.show_attachments(situation, of_incident(world, incident.id))
        place = STEPS.index(incident.step) + 1
        self.advance.setVisible(place < len(STEPS) and STEPS[place] != "close")
        if place < len(STEPS):
            self.advance.setText(word(STEPS[place], language.current()) + "  N")
        self.close_it.setVisible(incident.open)
        for button in (self.advance, self.close_it, self.order, self.call_in):
            button.setEnabled(may)
            button.setToolTip("" if may else self.tr("Only looking on"))
        late = incident.overdue_s(now)
        self.status.say(self._status(incident, late), "orange" if late else "second")

    def retranslate(self) -> None:
        """The fixed texts."""
        self.back.setText("←  " + self.tr("All incidents"))
        self.order.setText(self.tr("Order about this") + "  O")
        self.close_it.setText(self.tr("Close") + "  Shift+N")
        self.call_in.setText(self.tr("Call departments in…"))
        names = {
            "department": self.tr("Department"),
            "answer": self.tr("Answer"),
            "called": self.tr("Called"),
            "note": self.tr("Note"),
        }
        self.model.set_titles(titles_for(self.model.columns, names))
        self.table.setAccessibleName(self.tr("Departments that were called in"))
        self.row.retranslate()
        self.strip.retranslate()

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        side = theme.px(12)
        self._top.setContentsMargins(0, theme.px(4), side, 0)
        self._top.setSpacing(theme.px(8))
        self._words.setContentsMargins(side, theme.px(2), side, theme.px(10))
        self._words.setSpacing(theme.px(8))
        self._line.setSpacing(theme.px(8))
        self._calls.setSpacing(theme.px(8))
        self._sides.setSpacing(theme.px(16))
        self.table.rescale()
        self._fit_table()
        self.row.rescale()
        self.strip.rescale()

    def as_text(self) -> str:
        """What stands here, a line each, the departments as tab-separated text."""
        lines = [self.text.text(), self.status.text(), self.meta.text()]
        if not self.table.isHidden():
            lines += [self.whistle_line.text(), self.model.as_tsv(range(self.model.rowCount())).rstrip()]
        return "\n".join([*lines, self.strip.as_text()]).rstrip() + "\n"

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = QHBoxLayout()
        self._top.addWidget(self.back)
        self._top.addWidget(self.status, 1)
        for button in (self.order, self.advance, self.close_it):
            self._top.addWidget(button)
        content = QWidget()
        self._words = QVBoxLayout(content)
        self._line = QHBoxLayout()
        self._line.addWidget(self.whistle_line, 1)
        self._line.addWidget(self.call_in)
        self._words.addWidget(self.text)
        self._words.addWidget(self.meta)
        # Side by side: one must not have to scroll past the departments to see that there are photos.
        self._sides = QHBoxLayout()
        self._calls = QVBoxLayout()
        self._calls.addLayout(self._line)
        self._calls.addWidget(self.row)
        self._calls.addWidget(self.table)
        self._calls.addStretch(1)
        self._sides.addLayout(self._calls, 3)
        self._sides.addWidget(self.strip, 2, Qt.AlignmentFlag.AlignTop)
        self._words.addLayout(self._sides)
        self._words.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(content)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addLayout(self._top)
        column.addWidget(self._area, 1)

    def _parts(self, situation: Situation, incident: Incident) -> list[str]:
        world, zh = situation.world, language.current() == "zh"
        kind, source = world.kinds.get(incident.kind), world.sources.get(incident.source)
        whistle = whistle_of(world, incident.id)
        by = name_of(world, whistle.by) if whistle is not None else ""
        orders = sum(order.incident == incident.id for order in world.orders.values())
        parts = [
            (kind.name if zh else kind.name_en) if kind is not None else incident.kind,
            self.tr("severity {n}").format(n=incident.severity),
            " ".join(
                part for part in ((source.name if zh else source.name_en) if source else incident.source, by) if part
            ),
            circle_words(world, incident.circle),
            incident.address,
            local_time(incident.reported_at, situation.now, world.settings.time_zone),
            self.tr("orders about it {n}").format(n=orders) if orders else "",
        ]
        return [part for part in parts if part]

    def _status(self, incident: Incident, late_s: float) -> str:
        step = word(incident.step, language.current())
        if not late_s:
            return step
        return step + " · " + self.tr("overdue by {time}").format(time=short_span(late_s, language.current()))

    def _show_whistle(self, situation: Situation, incident: Incident, whistle: Whistle | None, may: bool) -> None:
        rows = call_rows(situation, whistle, language.current()) if whistle is not None else []
        self.table.setVisible(bool(rows))
        self.whistle_line.setVisible(whistle is not None)
        further = whistle is not None and incident.open and bool(uncalled(situation.world, whistle))
        self.call_in.setVisible(further and self.row.isHidden())
        if whistle is None or not may or not incident.open:
            self.row.hide()
        if whistle is None:
            return
        if not self.row.isHidden():
            self.row.offer(situation.world, whistle)
        nobody = self.tr("A whistle that calls no department")
        words = self.tr("Whistle") + " · " + missing_words(rows, language.current()) if rows else nobody
        late = any(row.state == "late" for row in rows)
        self.whistle_line.say(words, "orange" if late else "text")
        self.table.set_rows(rows)
        self._fit_table()

    def _fit_table(self) -> None:
        """As high as its rows: what scrolls is the page."""
        self.table.setFixedHeight(theme.px(HEAD_PX) + theme.px(ROW_PX) * max(1, self.model.rowCount()) + theme.px(2))

    def _advance(self) -> None:
        incident = self._situation.world.incidents.get(self.incident) if self._situation is not None else None
        if incident is not None and (place := STEPS.index(incident.step) + 1) < len(STEPS):
            self.command.emit(AdvanceIncident(incident.id, STEPS[place]))

    def _begin_call(self) -> None:
        whistle = whistle_of(self._situation.world, self.incident) if self._situation is not None else None
        if whistle is not None and self._situation is not None:
            self.call_in.hide()
            self.row.open(self._situation.world, whistle)

    def _call(self, departments: tuple[str, ...]) -> None:
        whistle = whistle_of(self._situation.world, self.incident) if self._situation is not None else None
        if whistle is not None and departments:
            self.command.emit(CallIn(whistle.id, departments))

    def _redraw(self) -> None:
        if self._situation is not None:
            self.call_in.show()
            self.call_in.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list; N, Shift+N and O do what they do there."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case Qt.Key.Key_N if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.close_it.click()
            case Qt.Key.Key_N:
                if not self.advance.isHidden():
                    self.advance.click()
            case Qt.Key.Key_O:
                self.order.click()
            case _:
                super().keyPressEvent(event)
