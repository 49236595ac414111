"""One order opened: its text, its stages, every recipient, and the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cockpit.domain.holding import HoldCommand
from cockpit.domain.orders import ConfirmDraft, DiscardDraft, Order, RecallOrder
from cockpit.domain.versions import ChangeOrder
from cockpit.views.attachments import of_order
from cockpit.views.authority import Forecast, forecast
from cockpit.views.circle_answers import order_circles
from cockpit.views.incidents import local_time
from cockpit.views.orders import OrderRow
from cockpit.views.recipients import RecipientRow, recipient_columns, recipient_rows, states_present
from cockpit.views.relief import Relief
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation
from cockpit.views.versions import Difference, difference, version_words
from cockpit.views.words import word
from widgets import language, theme
from widgets.attachment_shelf import AttachmentShelf
from widgets.attachment_strip import AttachmentStrip
from widgets.change_form import ChangeForm
from widgets.confirm_row import ConfirmRow
from widgets.hold_row import HoldRow
from widgets.relief_row import ReliefRow
from widgets.stage_bars import StageBars, StageHeads
from widgets.state_filter import StateFilter
from widgets.table import TableModel
from widgets.table_view import Table, titles_for
from widgets.text import Text


class OrderDetail(QWidget):
    """An order and its recipients.

    Attributes:
        command: a domain command for the hub.
        closed: the person wants the list back.
        unit_opened: the id of a recipient that was opened in the table.
        filter_changed: the person wants other recipients, another order of them, or another one of them.
        units_picked: the ids of the recipients that are shown, to become the selection.

    Args:
        selection: the one shared selection: who is picked may be sent besides.
        shelf: where fetched photos and clips lie.
    """

    command = Signal(object)
    closed = Signal()
    unit_opened = Signal(str)
    filter_changed = Signal()
    units_picked = Signal(list)

    def __init__(
        self, selection: Selection, shelf: AttachmentShelf | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.order_id = ""
        self.relief = ReliefRow(selection)
        self.version = 1
        self._waiting = ""
        self._order: Order | None = None
        self._fresh = False
        self.back = QPushButton()
        self.status = Text("body", "second")
        self.text = Text("strong")
        self.former = Text("small", "third")
        self.meta = Text("small", "second")
        self.heads = StageHeads()
        self.bars = StageBars()
        self.filter = StateFilter()
        self._sorted: tuple[str, bool] = ("", False)
        self.model = TableModel(recipient_columns("zh", "Asia/Shanghai"))
        self.table = Table(self.model)
        self.refusal = Text("small", "orange")
        self.recall, self.confirm, self.discard = QPushButton(), QPushButton(), QPushButton()
        self.recall.setProperty("kind", "danger")
        self.confirm.setProperty("kind", "primary")
        self.question = ConfirmRow()
        self.change = QPushButton()
        self.form = ChangeForm()
        self.hold = HoldRow()
        self.strip = AttachmentStrip(shelf or AttachmentShelf(self))
        self.strip.heading.hide()  # the button says the same
        self.photos = QPushButton()
        self.photos.setCheckable(True)
        self.filter.add(self.photos)
        for flat in (self.back, self.change):
            flat.setProperty("kind", "flat")
        for long in (self.text, self.former, self.meta, self.refusal):
            long.setWordWrap(True)
        self._build()
        self.back.clicked.connect(self.closed)
        self.recall.clicked.connect(self._ask_recall)
        self.question.confirmed.connect(self._recall)
        self.change.clicked.connect(self._begin_change)
        self.form.changed.connect(self._tell)
        self.form.left.connect(self._leave_change)
        self.confirm.clicked.connect(lambda: self._tell(ConfirmDraft(self.order_id, self.version)))
        self.discard.clicked.connect(lambda: self._tell(DiscardDraft(self.order_id)))
        self.table.opened.connect(self.unit_opened)
        self.table.sort_wanted.connect(self._sort)
        self.table.picked.connect(lambda _ids: self.filter_changed.emit())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(lambda at: self.relief.open_menu(self.table, at))
        self.relief.bind(self)
        self.relief.command.connect(self._relieve)
        self.hold.command.connect(self._relieve)
        self.hold.filled_in.connect(self.filter_changed)
        self.relief.closed.connect(self.table.setFocus)
        self.relief.filled_in.connect(self.filter_changed)
        self.filter.changed.connect(self.filter_changed)
        self.photos.clicked.connect(lambda _checked: self.filter_changed.emit())
        self.filter.picked.connect(lambda: self.units_picked.emit([row.id for row in self.model.rows]))

    # -- what the panel calls --------------------------------------------------------------------------------------

    def open(self, order_id: str) -> None:
        """Shows another order from its beginning."""
        if order_id != self.order_id:
            self.order_id = order_id
            self._waiting = ""
            self.refusal.say("")
            self.refusal.hide()
            self.question.put_away()
            self.form.hide()
            self.relief.put_away()
            self.relief.rest()
            self._fresh = True
            self.filter.rest()
            self.photos.setChecked(False)
            self.table.setFocus()

    def show_order(self, situation: Situation, order: Order, row: OrderRow) -> None:
        """Shows the order as it stands."""
        zone = situation.world.settings.time_zone
        self.version, self._order = order.version, order
        self._say_head(situation, order, row)
        self.bars.show_stages(row.stages, language.current())
        self.filter.show_counts(states_present(order), len(order.recipients))
        self._show_photos(situation, order)
        self.model.columns = recipient_columns(language.current(), zone, situation.now, order.status == "draft")
        rows = self._arranged(recipient_rows(situation, order, self.filter.shown, language.current()))
        self.table.set_rows(rows)
        if self._fresh and rows and rows[0].miss is not None:
            # The one who is late for longest is what the order was opened for.
            self.table.pick({rows[0].id})
        self._fresh = False
        self.relief.show_recipient(situation, order, self.table.current_id())
        self._show_actions(situation, order)

    def settle(self) -> None:
        """The hub has answered."""
        self.relief.rest()
        self.hold.rest()

    def refuse(self, message: str, who_could: str) -> None:
        """The hub said no: why, and who could; the buttons are back."""
        self._waiting = ""
        self.settle()
        could = self.tr("{who} could").format(who=who_could) if who_could else ""
        self.refusal.say(" · ".join(part for part in (message, could) if part))
        self.refusal.show()

    def retranslate(self) -> None:
        """The fixed texts."""
        self.back.setText("←  " + self.tr("All orders"))
        self.recall.setText(self.tr("Recall…"))
        self.change.setText(self.tr("Change…"))
        self.change.setToolTip(self.tr("A new version, which everybody who is not done must acknowledge anew"))
        self.discard.setText(self.tr("Discard"))
        self.question.say(self.tr("Why is it recalled?"), self.tr("Recall now"), self.tr("Keep it"))
        self.heads.say(language.current())
        names = {
            "name": self.tr("Unit"),
            "department": self.tr("Department"),
            "circle": self.tr("Circle"),
            "state": self.tr("State"),
            "since": self.tr("Since"),
            "late": self.tr("Late by"),
            "contact": self.tr("Contact"),
            "note": self.tr("Note"),
        }
        self.model.set_titles(titles_for(self.model.columns, names))
        self.table.setAccessibleName(self.tr("Recipients"))
        for part in (self.form, self.relief, self.hold, self.filter, self.strip):
            part.retranslate()

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        self._column.setSpacing(theme.px(6))
        self._top.setContentsMargins(0, theme.px(4), theme.px(12), 0)
        for margined in (self._words, self._chip_row, self._strip_row, self._actions):
            margined.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._words.setSpacing(theme.px(4))
        self._actions.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(10))
        self._actions.setSpacing(theme.px(8))
        self.refusal.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self.heads.setFixedHeight(theme.px(24))
        self.bars.setFixedHeight(theme.px(22))
        for part in (self.question, self.form, self.relief, self.hold, self.filter, self.strip):
            part.rescale()
        struck = self.former.font()
        struck.setStrikeOut(True)
        self.former.setFont(struck)
        self.table.rescale()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._top = QHBoxLayout()
        self._top.addWidget(self.back)
        self._top.addStretch(1)
        self._top.addWidget(self.change)
        self._top.addWidget(self.status)
        self._words = QVBoxLayout()
        bars = QVBoxLayout()
        bars.setSpacing(0)
        self.heads.setMinimumWidth(0)
        bars.addWidget(self.heads)
        bars.addWidget(self.bars)
        self._words.addWidget(self.former)
        self._words.addWidget(self.text)
        self._words.addWidget(self.meta)
        self._words.addWidget(self.hold)
        self._words.addLayout(bars)
        self.heads.margin = 0
        self._chip_row, self._gallery, content = QHBoxLayout(), QScrollArea(), QWidget()
        self._chip_row.addWidget(self.filter)
        self._gallery.setWidgetResizable(True)
        self._gallery.setWidget(content)
        self._strip_row = QVBoxLayout(content)
        self._strip_row.addWidget(self.strip)
        self._strip_row.addStretch(1)
        self._gallery.hide()
        self._actions = QHBoxLayout()
        self._actions.addWidget(self.question, 1)
        self._actions.addWidget(self.relief.bar)
        self._actions.addStretch(0)
        for action in (self.recall, self.discard, self.confirm):
            self._actions.addWidget(action)
        # A page that nobody has opened yet must not ask for the room of all buttons side by side.
        for hidden in (self.refusal, self.question, self.relief.bar, self.recall, self.discard, self.confirm):
            hidden.hide()
        self._column.addLayout(self._top)
        self._column.addLayout(self._words)
        self._column.addLayout(self._chip_row)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self._gallery, 1)
        for part in (self.refusal, self.relief, self.form):
            self._column.addWidget(part)
        self._column.addLayout(self._actions)

    def _say_head(self, situation: Situation, order: Order, row: OrderRow) -> None:
        world, now = situation.world, situation.now
        zone = world.settings.time_zone
        self.status.say(word(row.status, language.current()))
        self.text.say(order.text)
        made_by = world.people.get(order.issued_by or order.drafted_by)
        when = local_time(order.issued_at or order.drafted_at, now, zone)
        by = f"{made_by.name} {when}" if made_by else when
        changed = difference(order, language.current())
        self.former.say(changed.former_text if changed is not None else "")
        self.former.setVisible(bool(self.former.text()))
        parts = [row.target, self.tr("priority {n}").format(n=order.priority), by]
        incident = world.incidents.get(order.incident)
        if incident is not None:
            parts.append(self.tr("about “{what}”").format(what=incident.text))
        if changed is not None:
            parts += self._change_parts(situation, order, changed)
        if order.issued_at is not None:
            parts += order_circles(situation, order, language.current())
        if order.end_reason:
            parts.append(order.end_reason)
        self.meta.say(" · ".join(part for part in parts if part))
        self.hold.show_order(situation, order)

    def _change_parts(self, situation: Situation, order: Order, changed: Difference) -> list[str]:
        """Which version it is, who made it when, and what else than the text it changed."""
        person = situation.world.people.get(order.changed_by)
        when = local_time(order.changed_at or situation.now, situation.now, situation.world.settings.time_zone)
        made = " ".join(part for part in (person.name if person is not None else "", when) if part)
        return [f"{version_words(changed.version, language.current())} {made}", *changed.terms]

    def _show_photos(self, situation: Situation, order: Order) -> None:
        """How many photos and clips came; they take the table's and the stages' place while looked at."""
        found = of_order(situation.world, order)
        text = self.tr("Photos and voice {n}").format(n=len(found))
        if self.photos.text() != text or self.photos.isHidden() == bool(found):
            self.photos.setText(text)
            self.photos.setVisible(bool(found))
            self.filter.place()
        looked_at = bool(found) and self.photos.isChecked()
        self._gallery.setVisible(looked_at)
        for part in (self.table, self.meta, self.heads, self.bars):
            part.setVisible(not looked_at)
        if looked_at:
            self.strip.show_attachments(situation, found)

    def _show_actions(self, situation: Situation, order: Order) -> None:
        foretold = forecast(situation.world, situation.me, tuple(order.recipients), situation.now, language.current())
        if self._waiting and f"{order.status} {order.version}" != self._waiting:
            self._waiting = ""
        draft = order.status == "draft"
        mine = situation.me is not None and order.drafted_by == situation.me.id
        if not order.under_way:
            self.form.hide()
        asked = not self.question.isHidden()
        filling_in = self.relief.filling_in or self.hold.filling_in or not self.form.isHidden()
        self.change.setVisible(order.under_way and not asked and not filling_in)
        self._allow(self.change, foretold)
        self.recall.setVisible(order.under_way and not asked and not filling_in)
        self.relief.bar.setVisible(order.under_way and not asked and not filling_in)
        self.filter.setVisible(not filling_in)
        self._allow(self.recall, foretold)
        self.confirm.setVisible(draft)
        self.confirm.setText(self.tr("Issue to {n}").format(n=len(order.recipients)))
        self._allow(self.confirm, foretold)
        self.discard.setVisible(draft)
        self._allow(self.discard, Forecast("issue") if mine else foretold)
        if not order.under_way:
            self.question.put_away()

    def _allow(self, button: QPushButton, foretold: Forecast) -> None:
        """A button that may not be pressed says why, and who could."""
        allowed = foretold.action == "issue"
        button.setEnabled(allowed and not self._waiting)
        could = self.tr("{who} could").format(who=foretold.who_could) if foretold.who_could else ""
        waiting = self.tr("Waiting for the hub…") if self._waiting else ""
        button.setToolTip(waiting if allowed else f"{foretold.message} · {could}")

    def _sort(self, key: str, falling: bool) -> None:
        self._sorted = (key, falling)
        self.filter_changed.emit()

    def _arranged(self, rows: list[RecipientRow]) -> list[RecipientRow]:
        """The slowest first, or as the person wants it."""
        column = next((column for column in self.model.columns if column.key == self._sorted[0]), None)
        return rows if column is None else sorted(rows, key=column.sort, reverse=self._sorted[1])

    def _ask_recall(self) -> None:
        self.refusal.hide()
        self.recall.hide()
        self.change.hide()
        self.relief.bar.hide()
        self.question.ask()

    def _begin_change(self) -> None:
        self.refusal.hide()
        self.relief.put_away()
        if self._order is not None:
            self.form.open(self._order)
            self.filter_changed.emit()

    def _leave_change(self) -> None:
        self.form.hide()
        self.table.setFocus()
        self.filter_changed.emit()

    def _recall(self, reason: str) -> None:
        self._tell(RecallOrder(self.order_id, reason))

    def _tell(self, command: RecallOrder | ChangeOrder | ConfirmDraft | DiscardDraft) -> None:
        draft = isinstance(command, ConfirmDraft | DiscardDraft)
        self._waiting = f"{'draft' if draft else 'issued'} {self.version}"
        self.refusal.hide()
        for button in (self.recall, self.change, self.confirm, self.discard):
            button.setEnabled(False)
        self.command.emit(command)

    def _relieve(self, command: Relief | HoldCommand) -> None:
        self.refusal.hide()
        self.command.emit(command)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
