"""Circle calls: what was said to which circle, who has heard it; words to a circle from the centre."""

from __future__ import annotations

import uuid

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cockpit.domain.circle_calls import TEXT_LIMIT, CallCircle
from cockpit.domain.ladder import name_of
from cockpit.views.attachments import Attachment
from cockpit.views.circle_calls import (
    audience,
    call_columns,
    call_rows,
    callable_circles,
    heard_words,
    refusal,
)
from cockpit.views.incidents import circle_words
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from widgets import theme
from widgets.attachment_shelf import AttachmentShelf
from widgets.attachment_strip import AttachmentStrip
from widgets.choice import Choice
from widgets.panel import Panel
from widgets.table import TableModel
from widgets.table_view import Table, titles_for
from widgets.text import Text


class CallsPanel(Panel):
    """The calls, the one that is picked with its voice and who has heard it, and a line to call a circle.

    Args:
        shelf: where fetched clips lie.
    """

    def __init__(
        self, selection: Selection, shelf: AttachmentShelf | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(selection, "calls", parent)
        self.model = TableModel(call_columns("zh"))
        self.table = Table(self.model)
        own = AttachmentShelf(self) if shelf is None else shelf
        if shelf is None:
            own.ask.connect(self.ask)
        self.strip = AttachmentStrip(own)
        self.nothing, self.said = Text("body", "second"), Text("body")
        self.heard, self.missing, self.reach = Text("small", "second"), Text("small", "second"), Text("small", "second")
        self.fault = Text("small", "yellow")
        for long in (self.nothing, self.said, self.heard, self.missing, self.fault):
            long.setWordWrap(True)
        self.circle, self.field, self.send = Choice(), QLineEdit(), QPushButton()
        self.circle.setMinimumContentsLength(12)
        self.field.setMaxLength(TEXT_LIMIT)
        self.send.setProperty("kind", "primary")
        self._offered: tuple[object, ...] = ()
        self._on_its_way = ""
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._row = QHBoxLayout()
        self._row.addWidget(self.circle)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.send)
        self._column.addWidget(self.nothing)
        self._column.addWidget(self.table, 1)
        for part in (self.said, self.strip, self.heard, self.missing, self.fault, self.reach):
            self._column.addWidget(part)
        self._column.addLayout(self._row)
        for hidden in (self.nothing, self.said, self.heard, self.missing, self.fault):
            hidden.hide()
        self.set_body(body)
        self.setFocusProxy(self.field)
        self.field.returnPressed.connect(self._send)
        self.field.textChanged.connect(lambda _text: self._offer())
        self.send.clicked.connect(self._send)
        self.circle.currentIndexChanged.connect(lambda _at: self._offer())
        self.table.picked.connect(lambda _ids: self._show_call())
        self.selection.changed.connect(self._take_circle)

    # -- what the window calls -------------------------------------------------------------------------------------

    def outcome(self, call: str, accepted: bool, message: str = "", who_could: str = "") -> None:
        """What became of a call that was sent from here; its words stay until the hub has them."""
        if call != self._on_its_way:
            return
        self._on_its_way = ""
        if accepted:
            self.field.clear()
        could = self.tr("{who} could").format(who=who_could) if who_could else ""
        self._say_fault("" if accepted else " · ".join(part for part in (message, could) if part))
        self._offer()

    # -- the panel -------------------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Takes in what changed."""
        self.show_state("ready")
        world = changes.world
        if world.town or world.circle_calls or world.units:
            self.table.set_rows(call_rows(situation, self.language))
            self.nothing.setVisible(not self.model.rows)
            self.set_subtitle(self.tr("calls {n}").format(n=len(situation.world.circle_calls)))
        self._offer_circles(situation)
        self._show_call()
        self._offer()

    def retranslate(self) -> None:
        """The fixed texts."""
        self.set_title(self.tr("Circle calls"))
        self.model.set_columns(call_columns(self.language))
        names = {
            "at": self.tr("Time"),
            "who": self.tr("Who"),
            "circle": self.tr("Circle"),
            "words": self.tr("What"),
            "heard": self.tr("Heard"),
        }
        self.model.set_titles(titles_for(self.model.columns, names))
        self.table.setAccessibleName(self.tr("Circle calls"))
        self.nothing.say(self.tr("No calls yet. Everybody of the circle who is on duty hears what is sent from here."))
        self.field.setPlaceholderText(self.tr("Words to the circle"))
        self.field.setAccessibleName(self.tr("Words to the circle"))
        self.circle.setAccessibleName(self.tr("Which circle"))
        self.circle.setPlaceholderText(self.tr("Which circle"))
        self.send.setText(self.tr("Call"))
        self.strip.retranslate()
        self._offered = ()

    def rescale(self) -> None:
        """Spacing and sizes for the scale in force."""
        side = theme.px(12)
        self._column.setContentsMargins(side, theme.px(4), side, theme.px(8))
        self._column.setSpacing(theme.px(6))
        self._row.setSpacing(theme.px(8))
        self.table.rescale()
        self.strip.rescale()

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the panel."""
        return [("Enter", self.tr("Call the circle")), ("Ctrl+C", self.tr("Copy as text"))]

    def as_text(self) -> str:
        """The calls as tab-separated text."""
        return self.model.as_tsv(range(self.model.rowCount()))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _offer_circles(self, situation: Situation) -> None:
        me = situation.me
        state = (id(situation.world.circles), me.id if me is not None else "", self.language)
        if state == self._offered:
            return
        self._offered = state
        chosen = self.circle.currentData()
        self.circle.blockSignals(True)
        self.circle.clear()
        for circle in callable_circles(situation.world, me):
            self.circle.addItem(circle_words(situation.world, circle.id), circle.id)
        # Nothing is chosen by itself: the first would be the whole town.
        self.circle.setCurrentIndex(self.circle.findData(chosen) if chosen is not None else -1)
        self.circle.blockSignals(False)
        self._take_circle()

    def _take_circle(self) -> None:
        """The one circle that is picked elsewhere is the one to call, unless words to another are being written."""
        picked = self.selection.target.circles
        if len(picked) == 1 and not self.field.text() and (place := self.circle.findData(picked[0])) >= 0:
            self.circle.setCurrentIndex(place)

    def _offer(self) -> None:
        """Says who would hear it, or why it may not be sent."""
        situation, circle = self.situation, self.circle.currentData()
        if situation is None or not self.circle.count() or self.postponed(SituationChanges(clock=True)):
            return
        probed = circle or self.circle.itemData(0)
        why = refusal(situation.world, situation.me, probed, situation.now, self.language)
        waiting = bool(self._on_its_way)
        if waiting:
            self.reach.say(self.tr("Not sent yet: waiting for the hub"), "yellow")
        elif why:
            self.reach.say(why, "orange")
        elif circle is None:
            self.reach.say(self.tr("Choose a circle, here or on the map"), "second")
        else:
            found = audience(situation, circle)
            words = self.tr("{n} of {total} on duty, {reached} in contact")
            words = words.format(n=found.on_duty, total=found.units, reached=found.reached)
            self.reach.say(words, "second" if found.reached else "yellow")
        self.field.setEnabled(not why and not waiting)
        self.send.setEnabled(not why and not waiting and circle is not None and bool(self.field.text().strip()))

    def _send(self) -> None:
        if self.send.isEnabled():
            self._say_fault("")
            self._on_its_way = f"call-{uuid.uuid4().hex[:12]}"
            self.command.emit(CallCircle(self._on_its_way, self.circle.currentData(), self.field.text().strip()))
            self._offer()

    def _show_call(self) -> None:
        """The picked call: all its words, its voice, who has heard it and who has not."""
        situation, id_ = self.situation, self.table.current_id()
        call = situation.world.circle_calls.get(id_) if situation is not None else None
        for part in (self.said, self.heard, self.missing):
            part.setVisible(call is not None)
        if situation is None:
            return
        clips = []
        if call is not None:
            heard, missing = heard_words(situation.world, call, self.language)
            self.said.say(call.text)
            self.said.setVisible(bool(call.text))
            self.heard.say(self.tr("Heard: {names}").format(names=heard or "—"))
            self.missing.say(self.tr("Not yet: {names}").format(names=missing or "—"))
            clips = [Attachment(call.clip, name_of(situation.world, call.by), call.at)] if call.clip else []
        self.strip.show_attachments(situation, clips)

    def _say_fault(self, text: str) -> None:
        self.fault.say(text)
        self.fault.setVisible(bool(text))
