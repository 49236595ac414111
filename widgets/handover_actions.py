"""What is done with the items that are picked: accepted, asked about, left with the outgoing commander, answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton

from cockpit.domain.handovers import (
    TYPED,
    WORDS_LIMIT,
    AcceptItems,
    AnswerItem,
    AskItem,
    DropItem,
    HandoverCommand,
    Item,
    RefuseItem,
)
from cockpit.views.handover import Part
from widgets.confirm_row import ConfirmRow
from widgets.table_view import Table

KEYS = {"accept": "A", "ask": "Q", "refuse": "R", "answer": "W"}
"""Keys of the table; W answers."""
OF_INCOMING = ("accept", "ask", "refuse")


class ItemActions(QObject):
    """The buttons and keys, and the line for words that some of them need.

    Args:
        table: where the keys work.

    Attributes:
        command: a domain command for the hub.
        silent: words were needed and none were given.
        buttons: for a row of the panel.
        words: for a line of the panel; ``begin`` opens it.
    """

    command = Signal(object)
    silent = Signal()

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.buttons = {name: QPushButton() for name in (*KEYS, "drop")}
        self.words = ConfirmRow()
        self.words.reason.setMaxLength(WORDS_LIMIT)
        self._handover = ""
        self._items: Sequence[Item] = ()
        self._then: Callable[[str], None] = lambda text: None
        acts = {
            "accept": self._accept,
            "ask": self._ask,
            "refuse": self._refuse,
            "answer": self._answer,
            "drop": self._drop,
        }
        self._keys: dict[str, QAction] = {}
        for name, act in acts.items():
            self.buttons[name].clicked.connect(act)
            if name in KEYS:
                key = self._keys[name] = QAction(table)
                key.setShortcut(QKeySequence(KEYS[name]))
                key.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                key.triggered.connect(act)
                table.addAction(key)
        self.words.confirmed.connect(self._go_on)

    def retranslate(self) -> None:
        """The buttons' texts."""
        texts = {
            "accept": self.tr("Accept"),
            "ask": self.tr("Ask…"),
            "refuse": self.tr("Leave with them…"),
            "answer": self.tr("Answer…"),
            "drop": self.tr("Take back"),
        }
        for name, button in self.buttons.items():
            button.setText(f"{texts[name]}  {KEYS[name]}" if name in KEYS else texts[name])

    def offer(self, handover: str, part: Part, items: Sequence[Item]) -> None:
        """Offers what this person may do with the picked items."""
        self._handover, self._items = handover, items
        incoming, outgoing = part == "incoming", part == "outgoing"
        one = items[0] if len(items) == 1 else None
        may = {
            "accept": incoming and bool(self._acceptable()),
            "ask": incoming and one is not None and not one.asked,
            "refuse": incoming and one is not None and one.mark != "refused",
            "answer": outgoing and one is not None and one.asked,
            "drop": outgoing and one is not None and one.kind in TYPED and one.mark == "open",
        }
        for name, button in self.buttons.items():
            button.setVisible(incoming if name in OF_INCOMING else outgoing)
            button.setEnabled(may[name])
            if name in self._keys:
                self._keys[name].setEnabled(may[name])

    def begin(self, ask: str, yes: str, then: Callable[[str], None]) -> None:
        """Asks for words in the line, and goes on with them."""
        self._then = then
        self.words.say(ask, yes, self.tr("Not now"))
        self.words.ask()

    def _go_on(self, text: str) -> None:
        if text:
            self._then(text)
        else:
            self.silent.emit()

    def _acceptable(self) -> tuple[str, ...]:
        return tuple(item.id for item in self._items if item.mark != "accepted" and not item.asked)

    def _accept(self) -> None:
        if ids := self._acceptable():
            self.command.emit(AcceptItems(self._handover, ids))

    def _drop(self) -> None:
        for item in self._items[:1]:
            self.command.emit(DropItem(self._handover, item.id))

    def _ask(self) -> None:
        self._begin_about(self.tr("What do you want to know?"), self.tr("Ask"), AskItem)

    def _answer(self) -> None:
        self._begin_about(self.tr("Your answer"), self.tr("Answer"), AnswerItem)

    def _refuse(self) -> None:
        self._begin_about(self.tr("Why it stays with them"), self.tr("Leave it with them"), RefuseItem)

    def _begin_about(self, ask: str, yes: str, make: Callable[[str, str, str], HandoverCommand]) -> None:
        """The words are about the item that is picked now, whatever is picked when they have been typed."""
        if self._items:
            handover, item = self._handover, self._items[0].id
            self.begin(ask, yes, lambda text: self.command.emit(make(handover, item, text)))
