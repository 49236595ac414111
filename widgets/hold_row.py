"""Who is responsible for an order, in a line, and the ways to hand it over, accept, decline or take it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cockpit.domain.holding import AcceptOffer, DeclineOffer, HoldCommand, OfferOrder, TakeBackOffer, TakeOrder
from cockpit.domain.orders import Order
from cockpit.views.holding import Holding, holding
from cockpit.views.situation import Situation
from widgets import language, theme
from widgets.choice import Choice
from widgets.confirm_row import ConfirmRow
from widgets.relief_forms import ReliefForm
from widgets.text import Text


class OfferForm(ReliefForm):
    """To whom an order is handed, and what they should know. The list stands as it was when it was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.people = Choice()
        super().__init__(self.people, parent)

    @property
    def ready(self) -> bool:
        """There is somebody to hand it to."""
        return self.people.currentIndex() >= 0

    @property
    def to(self) -> str:
        """The id of the person who is chosen."""
        found: str = self.people.currentData()
        return found

    def open(self, people: tuple[tuple[str, str], ...]) -> None:
        """Asks which of these people."""
        self.people.clear()
        for id_, name in people:
            self.people.addItem(name, id_)
        self.ask("", self.people)


class HoldRow(QWidget):
    """The line; only what the person may do has a button.

    Attributes:
        command: a domain command for the hub.
        filled_in: a form has been opened or put away: while one is open it needs the room of what is less needed.
    """

    command = Signal(object)
    filled_in = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order = ""
        self._sent: tuple[object, ...] | None = None
        self._stands: tuple[object, ...] = ()
        self._may = Holding("")
        self.words = Text("small", "second", elide=True)
        self.offer, self.keep, self.accept = QPushButton(), QPushButton(), QPushButton()
        self.decline, self.take = QPushButton(), QPushButton()
        self.accept.setProperty("kind", "primary")
        self.form, self.reason = OfferForm(), ConfirmRow()
        self._line = QHBoxLayout()
        self._line.addWidget(self.words, 1)
        for button in self._buttons():
            self._line.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._line)
        self._column.addWidget(self.form)
        self._column.addWidget(self.reason)
        self.offer.clicked.connect(self._begin)
        self.form.left.connect(self._leave)
        self.form.confirmed.connect(lambda: self._tell(OfferOrder(self._order, self.form.to, self.form.typed())))
        self.keep.clicked.connect(lambda: self._tell(TakeBackOffer(self._order)))
        self.accept.clicked.connect(lambda: self._tell(AcceptOffer(self._order)))
        self.decline.clicked.connect(self.reason.ask)
        self.reason.confirmed.connect(self._decline)
        self.take.clicked.connect(lambda: self._tell(TakeOrder(self._order)))

    def show_order(self, situation: Situation, order: Order) -> None:
        """Shows who is responsible at this moment, and what may be done."""
        may = holding(situation, order, language.current())
        stands = (order.id, order.status, order.held_by, order.held_since, order.offer)
        if order.id != self._order or not order.under_way or stands != self._stands:
            self.form.hide()
            self.reason.put_away()
        if stands != self._sent:
            self._sent = None
        self._order, self._may, self._stands = order.id, may, stands
        self.words.say(may.words, "yellow" if may.waits else "second")
        self.words.setToolTip(may.words)
        self.setVisible(bool(may.words))
        shown = (may.offers, may.takes_back, may.offered, may.offered, may.takes)
        for button, visible in zip(self._buttons(), shown, strict=True):
            button.setVisible(visible)
            button.setEnabled(self._sent is None)
        self.keep.setText(self.tr("Seen") if may.dismisses else self.tr("Take back"))
        self.offer.setEnabled(self._sent is None and bool(may.to))
        self.accept.setEnabled(self._sent is None and not may.accept_refusal)
        self.accept.setToolTip(may.accept_refusal)

    @property
    def filling_in(self) -> bool:
        """Whether the form is open."""
        return not self.form.isHidden()

    def rest(self) -> None:
        """The hub has answered."""
        self._sent = None

    def retranslate(self) -> None:
        """The fixed texts."""
        self.offer.setText(self.tr("Hand over…"))
        self.accept.setText(self.tr("Accept"))
        self.decline.setText(self.tr("Decline…"))
        self.take.setText(self.tr("Take it"))
        self.take.setToolTip(self.tr("You command: you become responsible for this order"))
        self.form.people.setAccessibleName(self.tr("Who is to take it over"))
        self.form.say(self.tr("What they should know (may be left out)"), self.tr("Offer it"), self.tr("Cancel"))
        self.reason.say(self.tr("Why is it declined?"), self.tr("Decline"), self.tr("Cancel"))

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        self._line.setSpacing(theme.px(6))
        self._column.setSpacing(theme.px(6))
        for button in self._buttons():
            button.setStyleSheet(f"padding: {theme.px(2)}px {theme.px(8)}px; font-size: {theme.px(13)}px;")
        self.form.rescale()
        self.reason.rescale()

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.offer, self.keep, self.accept, self.decline, self.take

    def _begin(self) -> None:
        self.form.open(self._may.to)
        self.filled_in.emit()

    def _leave(self) -> None:
        self.form.hide()
        self.filled_in.emit()

    def _decline(self, reason: str) -> None:
        if reason:
            self._tell(DeclineOffer(self._order, reason))
        else:
            self.reason.ask()

    def _tell(self, command: HoldCommand) -> None:
        self._leave()
        self._sent = self._stands
        for button in self._buttons():
            button.setEnabled(False)
        self.command.emit(command)
