"""What was pressed and is not sent: the list, with a word for each that needs one; asked before the window closes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cockpit.views.situation import Situation
from cockpit.views.unsent import UnsentRow, own, rows
from widgets import language, theme
from widgets.own_window import lie_over, paint_ground
from widgets.text import Text

SHOWN = 12
WIDTH_PX = 860


class UnsentSheet(QFrame):
    """Lies over the window; Esc puts it away.

    Attributes:
        sent: the id of a command that shall go out.
        discarded: the id of a command that shall be thrown away.
        left: the window may close, with everything here kept on the disk.
    """

    sent = Signal(str)
    discarded = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setProperty("lit", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._situation: Situation | None = None
        self._shown: tuple[object, ...] = ()
        self._closing = False
        self._heading, self._note = Text("head"), Text("body", "yellow")
        self._note.setWordWrap(True)
        self._list: QWidget | None = None
        self._ages: dict[str, Text] = {}
        self._leave, self._stay = QPushButton(), QPushButton()
        self._leave.setProperty("kind", "danger")
        self._leave.clicked.connect(self.left)
        self._stay.clicked.connect(self.put_away)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._note)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._stay)
        self._column.addLayout(buttons)
        lie_over(self)
        self.hide()

    def refresh(self, situation: Situation) -> None:
        """Draws what waits now; once nothing does it goes away by itself."""
        self._situation = situation
        if self.isVisible():
            self._draw()

    def open(self, closing: bool = False) -> None:
        """Shows itself in the middle of its parent; ``closing`` asks whether the window may close."""
        self._closing, self._shown = closing, ()
        self.show()
        self._draw()
        self.raise_()
        self._stay.setFocus()

    def put_away(self) -> None:
        """Nothing is done: what waits goes on waiting."""
        self.hide()

    def as_text(self) -> str:
        """All that can be read on it."""
        parts = self.findChildren(Text) + self.findChildren(QPushButton)
        return "\n".join(part.text() for part in parts if part.isVisibleTo(self) and part.text())

    # -- inside ----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        situation = self._situation
        if situation is None:
            return
        found, fault = rows(situation, language.current()), situation.link.outbox_fault
        if not found and not fault:
            self.hide()
            return
        for row in found[:SHOWN]:
            if row.id in self._ages:
                self._ages[row.id].say(f"{self._state(row)} · {row.pressed}")
        # Built anew only for another list: a button under somebody's finger stays the same button.
        lines = tuple((row.id, row.state, row.discardable) for row in found)
        shown = (lines, fault, self._closing, language.current(), theme.scale())
        if shown == self._shown:
            return
        self._shown = shown
        self._heading.say(self.tr("Not sent: {n}").format(n=len(found)))
        self._note.say(self._notes(situation))
        self._note.setVisible(bool(self._note.text()))
        self._leave.setText(self.tr("Close, keep them"))
        self._leave.setVisible(self._closing)
        self._stay.setText(self.tr("Stay") if self._closing else self.tr("Put away"))
        focused = self._stay.hasFocus()
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = self._built(found)
        self._column.insertWidget(2, self._list)
        self._list.show()
        self._place()
        if focused:
            self._stay.setFocus()

    def _place(self) -> None:
        margin = theme.px(24)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(theme.px(12))
        self.setFixedWidth(theme.px(WIDTH_PX))
        self.adjustSize()
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, max(0, (parent.height() - self.height()) // 2))

    def _notes(self, situation: Situation) -> str:
        notes = []
        if self._closing and own(situation):
            kept = self.tr("They stay on this machine and are offered at the next start: nothing goes by itself.")
            lost = self.tr("The outbox is not on the disk: what waits is lost when the window closes.")
            notes.append(lost if situation.link.outbox_fault else kept)
        if own(situation) < len(situation.link.waiting):
            notes.append(self.tr("Some are another person's, or for another hub: they never go out from here."))
        notes.append(situation.link.outbox_fault)
        return "\n".join(note for note in notes if note)

    def _built(self, found: list[UnsentRow]) -> QWidget:
        content = QWidget()
        self._ages = {}
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(10))
        grid.setColumnStretch(0, 1)
        for place, row in enumerate(found[:SHOWN]):
            words = QVBoxLayout()
            what, pressed = Text("strong", elide=True), Text("small", "second", elide=True)
            what.say(row.what)
            pressed.say(f"{self._state(row)} · {row.pressed}")
            self._ages[row.id] = pressed
            words.addWidget(what)
            words.addWidget(pressed)
            grid.addLayout(words, place, 0)
            if row.sendable:
                grid.addWidget(self._button(self.tr("Send now"), "primary", partial(self.sent.emit, row.id)), place, 1)
            throw = self._button(self.tr("Throw away"), "danger", partial(self.discarded.emit, row.id))
            throw.setEnabled(row.discardable)
            if not row.discardable:
                throw.setToolTip(self.tr("It may have reached the hub: that is known once the link is back."))
            grid.addWidget(throw, place, 2)
        if len(found) > SHOWN:
            more = Text("body", "second")
            more.say(self.tr("and {n} more").format(n=len(found) - SHOWN))
            grid.addWidget(more, SHOWN, 0)
        return content

    def _button(self, text: str, kind: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", kind)
        button.clicked.connect(act)
        return button

    def _state(self, row: UnsentRow) -> str:
        return {
            "on_its_way": self.tr("waiting for the hub"),
            "held": self.tr("goes out when the hub is back"),
            "offered": self.tr("old: send it or throw it away"),
            "foreign": self.tr("not yours to send"),
        }[row.state]

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self._draw()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, to the corners."""
        paint_ground(self)
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
