"""The tracker: what is under way, the slowest first; drafts that wait; one order opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from cockpit.domain.orders import ConfirmDraft, DiscardDraft
from cockpit.views.authority import forecast
from cockpit.views.durations import clock_span, short_span
from cockpit.views.orders import OrderRow, OrdersView
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.unsent import own
from cockpit.views.words import word
from widgets import theme
from widgets.attachment_shelf import AttachmentShelf
from widgets.draft_strip import SHOWN, DraftLine, DraftStrip
from widgets.order_detail import OrderDetail
from widgets.order_list import OrderList, OrderListModel
from widgets.panel import Panel
from widgets.stage_bars import StageHeads
from widgets.text import Text

ELIDE = Qt.TextElideMode.ElideRight


class OrdersPanel(Panel):
    """All orders.

    ``outcome`` tells it what the hub made of a command that came from here.
    """

    def __init__(
        self, selection: Selection, shelf: AttachmentShelf | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(selection, "orders", parent)
        self.view = OrdersView(self.language)
        self.model = OrderListModel(self._make_row)
        self.list = OrderList(self.model)
        self.heads = StageHeads()
        self.drafts = DraftStrip()
        own = AttachmentShelf(self) if shelf is None else shelf
        if shelf is None:
            own.ask.connect(self.ask)
        self.detail = OrderDetail(selection, own)
        self.nothing = Text("body", "second")
        self.pages = QStackedWidget()
        self._tracker = QWidget()
        column = QVBoxLayout(self._tracker)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.drafts, self.heads, self.nothing):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self.pages.addWidget(self._tracker)
        self.pages.addWidget(self.detail)
        self.set_body(self.pages)
        self._connect()

    def _connect(self) -> None:
        self.setFocusProxy(self.list)
        self.list.opened.connect(self.selection.open_order)
        self.list.copy_wanted.connect(self.copy_text)
        self.drafts.opened.connect(self.selection.open_order)
        self.drafts.confirmed.connect(lambda id_, version: self.command.emit(ConfirmDraft(id_, version)))
        self.drafts.discarded.connect(lambda id_: self.command.emit(DiscardDraft(id_)))
        self.detail.closed.connect(self._close_order)
        self.detail.command.connect(self.command)
        self.detail.filter_changed.connect(self._show_detail)
        self.detail.unit_opened.connect(self.selection.follow)
        self.detail.units_picked.connect(lambda ids: self.selection.pick_units(tuple(ids)))
        self.selection.changed.connect(self._selection_changed)

    # -- what the window calls -------------------------------------------------------------------------------------

    def outcome(self, order_id: str, accepted: bool, message: str = "", who_could: str = "") -> None:
        """What became of a recall, a confirmation, a discard or a relief of that order."""
        self.catch_up()
        if accepted:
            if self.detail.order_id == order_id:
                self.detail.settle()
        else:
            for line in self.drafts.lines:
                if line.order == order_id:
                    line.rest(False)
            if self.detail.order_id != order_id or self.selection.order != order_id:
                self.selection.open_order(order_id)
            self.detail.refuse(message, who_could)
        if self.situation is not None:
            self._draw_drafts(self.situation)
            self._show_detail()

    # -- the panel -------------------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Takes in what changed; only those orders are counted and painted again."""
        touched = self.view.update(situation, changes)
        self.show_state("ready")
        self.list.set_ids(self.view.ids)
        self.model.forget(touched)
        if touched or changes.world.town:
            self._draw_drafts(situation)
        if touched or changes.world.town or changes.link:
            self._say_subtitle()
        self.nothing.setVisible(not self.view.ids)
        self.heads.setVisible(bool(self.view.ids))
        if self._turn_page() or self.selection.order in touched or changes.clock:
            self._show_detail()

    def retranslate(self) -> None:
        """The fixed texts."""
        self.set_title(self.tr("Orders"))
        self.set_age(None, self.tr("slowest first"))
        self.nothing.say(self.tr("No order under way. Pick a circle and write one."))
        self.heads.say(self.language)
        self.list.setAccessibleName(self.tr("Orders, the slowest first"))
        for line in self.drafts.lines:
            line.discard.setText(self.tr("Discard"))
        self.detail.retranslate()
        self.view = OrdersView(self.language)

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        self.nothing.setContentsMargins(theme.px(12), theme.px(16), theme.px(12), theme.px(16))
        self.heads.setFixedHeight(theme.px(28))
        self.drafts.rescale()
        self.detail.rescale()
        self.list.doItemsLayout()

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the tracker and of an opened order."""
        return [
            ("↑ ↓ · Enter", self.tr("Choose an order, open it")),
            ("Esc", self.tr("Back to all orders")),
            *self.detail.relief.key_help(),
            ("Ctrl+C", self.tr("Copy as text")),
        ]

    def as_text(self) -> str:
        """The opened order's recipients, or all orders, as tab-separated text."""
        if self.pages.currentWidget() is self.detail:
            return self.detail.model.as_tsv(range(self.detail.model.rowCount()))
        titles = [self.tr("Order"), self.tr("Target"), self.tr("Status"), self.tr("Elapsed")]
        titles += [word(stage, self.language) for stage in ("delivered", "acknowledged", "en_route", "on_scene")]
        lines = ["\t".join([*titles, word("completed", self.language)])]
        for place in range(self.model.rowCount()):
            row = self.model.row(place)
            cells = [row.title, row.target, word(row.status, self.language), clock_span(row.elapsed_s)]
            lines.append("\t".join([*cells, *(f"{stage.reached}/{stage.total}" for stage in row.stages)]))
        return "\n".join(lines) + "\n"

    # -- inside ----------------------------------------------------------------------------------------------------

    def _make_row(self, order_id: str) -> OrderRow:
        if self.situation is None:
            raise RuntimeError("a row is asked for before the first refresh")
        return self.view.row(self.situation, order_id)

    def _say_subtitle(self) -> None:
        parts = [self.tr("under way {n}").format(n=self.view.under_way)]
        if self.view.drafts:
            parts.append(self.tr("drafts {n}").format(n=len(self.view.drafts)))
        if self.situation is not None and (waiting := own(self.situation)):
            parts.append(self.tr("not sent {n}").format(n=waiting))
        self.set_subtitle(" · ".join(parts))

    def _draw_drafts(self, situation: Situation) -> None:
        ids = self.view.drafts
        self.drafts.setVisible(bool(ids))
        self.drafts.heading.say(self.tr("{n} waiting for confirmation").format(n=len(ids)))
        for place, line in enumerate(self.drafts.lines):
            line.setVisible(place < len(ids))
            if place < len(ids):
                self._draw_draft(situation, line, ids[place])
        more = len(ids) - SHOWN
        self.drafts.more.setVisible(more > 0)
        self.drafts.more.say(self.tr("and {n} more").format(n=more))

    def _draw_draft(self, situation: Situation, line: DraftLine, order_id: str) -> None:
        world, order = situation.world, situation.world.orders[order_id]
        row = self.view.row(situation, order_id)
        if (line.order, line.version) != (order_id, order.version):
            line.order, line.version = order_id, order.version
            line.rest(False)
        drafter = world.people.get(order.drafted_by)
        line.title.setText(line.title.fontMetrics().elidedText(row.title, ELIDE, max(theme.px(200), line.width())))
        parts = (row.target, drafter.name if drafter else "", short_span(row.elapsed_s, self.language))
        line.note.say(" · ".join(part for part in parts if part))
        line.silent.say(self.tr("Out of contact {n}").format(n=row.out_of_contact) if row.out_of_contact else "")
        line.confirm.setText(self.tr("Issue to {n}").format(n=row.total))
        foretold = forecast(world, situation.me, tuple(order.recipients), situation.now, self.language)
        may = foretold.action == "issue"
        mine = situation.me is not None and situation.me.id == order.drafted_by
        line.confirm.setVisible(may)
        line.discard.setVisible(may or mine)
        could = self.tr("{who} could").format(who=foretold.who_could)
        line.setToolTip("" if may else f"{foretold.message} · {could}")

    def _selection_changed(self) -> None:
        if self._turn_page():
            self._show_detail()

    def _turn_page(self) -> bool:
        """Shows the opened order or the list; returns whether it is another order than before."""
        order_id = self.selection.order
        known = self.situation is not None and order_id in self.situation.world.orders
        page = self.detail if known else self._tracker
        opened = known and self.detail.order_id != order_id
        if opened:
            self.detail.open(order_id)
        if self.pages.currentWidget() is not page:
            focused = QApplication.focusWidget()
            had_focus = focused is not None and self.isAncestorOf(focused)
            self.pages.setCurrentWidget(page)
            self.setFocusProxy(self.detail.table if known else self.list)
            if had_focus:
                self.setFocus()
        return opened

    def _show_detail(self) -> None:
        if self.postponed(SituationChanges(clock=True)):
            return
        if self.situation is None or self.selection.order not in self.situation.world.orders:
            return
        order = self.situation.world.orders[self.selection.order]
        self.detail.show_order(self.situation, order, self.view.row(self.situation, order.id))

    def _close_order(self) -> None:
        self.detail.order_id = ""
        self.selection.open_order("")
