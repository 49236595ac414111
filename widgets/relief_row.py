"""What can be done about the recipient that is picked: taken on, answered for, given to another, reinforced."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from cockpit.domain.ladder import AcknowledgeMiss, name_of, open_miss
from cockpit.domain.orders import Order
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from cockpit.views.authority import Forecast
from cockpit.views.climb import climb, rung_lines
from cockpit.views.nearest import in_charge, nearest, short_words
from cockpit.views.relief import Relief, answers, happened, picked_units, reliefs
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation
from cockpit.views.versions import earlier_words
from widgets import language, theme
from widgets.relief_forms import AT_ONCE, AnswerForm, ReassignForm, ReinforceForm, ReliefForm
from widgets.table_view import Table
from widgets.text import Text

KEYS = {"acknowledge": "Alt+1", "answer": "Alt+2", "reassign": "Alt+3", "reinforce": "Alt+4"}
OFFERED = 8
"""How many units are offered to take a part over."""


class ReliefRow(QWidget):
    """Four actions (buttons, keys, a menu), and the form of the one that is being filled in.

    Attributes:
        command: a domain command for the hub.
        closed: a form was put away; the keyboard goes back to the table.
        filled_in: a form has been opened or put away: while one is open it has the room of everything else.
        bar: the four buttons, for a line that has room for them.
        actions_by_name: ``acknowledge``, ``answer``, ``reassign``, ``reinforce``.
    """

    command = Signal(object)
    closed = Signal()
    filled_in = Signal()

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self._situation: Situation | None = None
        self._order: Order | None = None
        self._unit = ""
        self._sent: Relief | None = None
        self.words = Text("small", "second")
        self.words.setWordWrap(True)
        self.words.hide()
        self.actions_by_name = {name: QAction(self) for name in KEYS}
        self.answer, self.reassign, self.reinforce = AnswerForm(), ReassignForm(), ReinforceForm()
        self.forms: tuple[ReliefForm, ...] = (self.answer, self.reassign, self.reinforce)
        self._build()
        starts: dict[str, Callable[[], None]] = {
            "acknowledge": self._acknowledge,
            "answer": self._begin_answer,
            "reassign": self._begin_reassign,
            "reinforce": self._begin_reinforce,
        }
        for name, action in self.actions_by_name.items():
            action.triggered.connect(starts[name])
        self.answer.confirmed.connect(self._answer)
        self.reassign.confirmed.connect(self._reassign)
        self.reinforce.confirmed.connect(self._reinforce)

    # -- what the order's detail calls -----------------------------------------------------------------------------

    def bind(self, owner: QWidget) -> None:
        """Lets the keys work wherever in ``owner`` the keyboard is."""
        for name, action in self.actions_by_name.items():
            action.setShortcut(QKeySequence(KEYS[name]))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            owner.addAction(action)

    def show_recipient(self, situation: Situation, order: Order, unit: str) -> None:
        """Shows what can be done about a recipient at this moment; with no unit, about the order."""
        self._situation, self._order, self._unit = situation, order, unit
        if self._sent is not None and happened(order, self._sent):
            self._sent = None
        if not order.under_way:
            self.put_away()
        self.setVisible(order.under_way)
        self.bar.setVisible(order.under_way and not self.filling_in)
        self._say_words(situation, order)
        if any(form.unit != unit for form in self.forms if not form.isHidden()):
            self.put_away()
        self._allow_all()

    def rest(self) -> None:
        """The hub has answered."""
        self._sent = None
        self._allow_all()

    @property
    def filling_in(self) -> bool:
        """Whether a form is open."""
        return any(not form.isHidden() for form in self.forms)

    def put_away(self) -> None:
        """Nothing is being filled in any more."""
        if self.filling_in:
            for form in self.forms:
                form.hide()
            self.filled_in.emit()

    def open_menu(self, table: Table, at: QPoint) -> None:
        """The four actions at the pointer, about the row below it."""
        key = table.rows.key(table.rowAt(at.y()))
        if key and key != table.current_id():
            table.pick({key})
            table.picked.emit([key])
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        menu.addActions(list(self.actions_by_name.values()))
        menu.addSeparator()
        menu.addAction(self.tr("Copy as text"), table.copy)
        menu.popup(table.viewport().mapToGlobal(at))

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the four actions."""
        return [(KEYS[name], action.text()) for name, action in self.actions_by_name.items()]

    def retranslate(self) -> None:
        """The fixed texts."""
        names = {
            "acknowledge": self.tr("Take on"),
            "answer": self.tr("Answer for…"),
            "reassign": self.tr("Reassign…"),
            "reinforce": self.tr("Reinforce…"),
        }
        for name, action in self.actions_by_name.items():
            action.setText(names[name])
        no = self.tr("Cancel")
        self.answer.say(self.tr("How it is known, e.g. by phone"), self.tr("Answer for it"), no)
        self.answer.states.setAccessibleName(self.tr("State"))
        self.reassign.say(self.tr("Why (may be left out)"), self.tr("Reassign"), no)
        self.reassign.units.setAccessibleName(self.tr("Who takes over"))
        self.reinforce.say("", self.tr("Send them"), no)
        self.reinforce.fewer.setAccessibleName(self.tr("Fewer"))
        self.reinforce.more.setAccessibleName(self.tr("More"))

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        margin = theme.px(12)
        self._column.setContentsMargins(margin, theme.px(4), margin, 0)
        self._column.setSpacing(theme.px(6))
        self._buttons.setSpacing(theme.px(4))
        self.bar.setStyleSheet(
            f"QToolButton {{ padding: {theme.px(5)}px {theme.px(7)}px; font-size: {theme.px(13)}px; }}"
        )
        for form in self.forms:
            form.rescale()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self.bar = QWidget()
        self._buttons = QHBoxLayout(self.bar)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        for action in self.actions_by_name.values():
            button = QToolButton()
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._buttons.addWidget(button)
        self._column.addWidget(self.words)
        for form in self.forms:
            form.left.connect(self._leave)
            self._column.addWidget(form)

    def _say_words(self, situation: Situation, order: Order) -> None:
        """Every rung that the recipient's miss has climbed, and how far it came before the order was changed."""
        recipient = order.recipients.get(self._unit)
        miss = open_miss(recipient) if recipient is not None and order.under_way else None
        lines = rung_lines(climb(situation.world, self._unit, miss), language.current()) if miss is not None else []
        earlier = earlier_words(recipient, language.current()) if recipient is not None else ""
        lines += [earlier] if earlier else []
        name = name_of(situation.world, self._unit)
        join = "；" if language.current() == "zh" else "; "
        self.words.say(f"{name} · {join.join(lines)}" if lines else "")
        self.words.setVisible(bool(lines))

    def _allow_all(self) -> None:
        if self._situation is None or self._order is None:
            return
        may = reliefs(self._situation, self._order, self._unit, language.current())
        one = {"acknowledge": may.acknowledge, "answer": may.answer, "reassign": may.reassign}
        for name, foretold in one.items():
            self._allow(name, foretold if self._unit else Forecast("none", "", self.tr("Pick a recipient first")))
        self._allow("reinforce", may.reinforce)

    def _allow(self, name: str, foretold: Forecast) -> None:
        """An action that may not be taken says why, and who could."""
        action = self.actions_by_name[name]
        may = foretold.action == "issue"
        action.setEnabled(may and self._sent is None)
        could = self.tr("{who} could").format(who=foretold.who_could) if foretold.who_could else ""
        why = " · ".join(part for part in (foretold.message, could) if part)
        if may:
            why = (
                f"{action.text()}  {KEYS[name]}" if self._sent is None else self.tr("Not sent yet: waiting for the hub")
            )
        action.setToolTip(why)

    def _begin_answer(self) -> None:
        self.put_away()
        if self._order is not None:
            self.answer.open(self._unit, answers(self._order, self._unit), self._order.version)
            self.filled_in.emit()

    def _begin_reassign(self) -> None:
        self.put_away()
        if self._order is not None and self._situation is not None:
            near = nearest(self._situation, self._order, self._unit, OFFERED)
            self.reassign.open(self._situation, self._unit, near)
            self.filled_in.emit()

    def _begin_reinforce(self) -> None:
        """Those that are picked go; where nobody is, the next nearest."""
        self.put_away()
        situation, order = self._situation, self._order
        if situation is None or order is None:
            return
        world = situation.world
        picked = [
            (id_, name_of(world, id_))
            for id_ in picked_units(world, situation.live, self._selection.target, order)
            if in_charge(situation, id_)
        ]
        unit = self._unit or next(iter(order.recipients))
        near = nearest(situation, order, unit, AT_ONCE) if not picked else []
        self.reinforce.source.say(self.tr("Those picked:") if picked else self.tr("The next nearest:"))
        self.reinforce.open(self._unit, picked, [(one.id, short_words(one, language.current())) for one in near])
        self.filled_in.emit()

    def _acknowledge(self) -> None:
        if self._order is not None:
            self._tell(AcknowledgeMiss(self._order.id, self._unit))

    def _answer(self) -> None:
        if self._order is not None:
            form = self.answer
            self._tell(AnswerFor(self._order.id, form.unit, form.state, form.typed(), form.version))

    def _reassign(self) -> None:
        if self._order is not None:
            form = self.reassign
            self._tell(Reassign(self._order.id, form.unit, form.to, form.typed()))

    def _reinforce(self) -> None:
        if self._order is not None:
            self._tell(Reinforce(self._order.id, self.reinforce.units))

    def _tell(self, command: Relief) -> None:
        self._sent = command
        self._leave()
        self._allow_all()
        self.command.emit(command)

    def _leave(self) -> None:
        self.put_away()
        self.closed.emit()
