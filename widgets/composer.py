"""The composer: where, to whom, what, how soon; who exactly will get it; and the button that says what it does."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from cockpit.domain.orders import Plan
from cockpit.views.composer import Composition, Preview, command, order_id, plans_for, preview, with_plan
from cockpit.views.selection import Selection
from cockpit.views.sending import Sending, Sent, Settled
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.times import local
from widgets.composer_form import ComposerForm
from widgets.panel import Panel


class Composer(Panel):
    """Makes orders. Emits ``command`` with an ``IssueOrder`` or a ``DraftOrder`` of exactly the units that it showed.

    The window tells it with ``outcome`` what the hub made of it; until then, and until the order is in the world,
    it says "not sent yet".
    """

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, "composer", parent)
        self.form = ComposerForm()
        self.sending = Sending()
        self.seen: Preview | None = None
        self._made = Composition()
        self._current = ""
        self._unlinked = ""
        self._undo: Composition | None = None
        self._inside = False
        self._said: tuple[str, str] = ("", "second")
        self.set_body(self.form)
        self.setFocusProxy(self.form.text)
        self._connect()
        self._keys()

    def _connect(self) -> None:
        form = self.form
        self.selection.changed.connect(self._selection_changed)
        form.chips.toggled.connect(self.selection.pick_department)
        form.text.textChanged.connect(self._text_changed)
        form.text.plan_wanted.connect(self._take_first_plan)
        form.text.undo_wanted.connect(self.undo)
        form.plan.activated.connect(self._plan_chosen)
        form.unlink.clicked.connect(self._unlink)
        form.terms.prioritised.connect(self._prioritise)
        form.terms.timed.connect(self._time)
        form.silent.toggled.connect(self._show_people)
        form.people.toggled.connect(self._show_people)
        form.picker.toggled.connect(self._toggle_person)
        form.picker.added.connect(self._add_person)
        form.undo.clicked.connect(self.undo)
        form.clear.clicked.connect(self.clear)
        form.send.clicked.connect(self.send)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, context, act in (
            ("Ctrl+Return", inside, self.send),
            ("Ctrl+Enter", inside, self.send),
            ("Esc", inside, self.clear),
            ("Ctrl+N", Qt.ShortcutContext.WindowShortcut, self.start),
        ):
            self._key(keys, act, context)
        for number in range(1, 10):
            self._key(f"Alt+{number}", partial(self._toggle_department, number - 1), inside)
        self._key("Alt+Up", partial(self._press_priority, -1), inside)
        self._key("Alt+Down", partial(self._press_priority, 1), inside)

    def _key(self, keys: str, act: Callable[[], None], context: Qt.ShortcutContext) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(context)
        shortcut.activated.connect(act)

    # -- what the window calls -------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begins to write; an order that still waits for the hub is set aside, not lost."""
        if self._current:
            self._set_aside()
        self.form.text.setFocus()
        self._recompose()

    def about(self, incident: str) -> None:
        """Begins an order about an incident: with its squad as the target, where none is picked."""
        world = self.situation.world if self.situation is not None else None
        self._unlinked = ""
        self.selection.open_incident(incident)
        found = world.incidents.get(incident) if world is not None else None
        if world is not None and found is not None and self.selection.target.empty:
            path = world.circles.path(found.circle)
            squad = next((id_ for id_ in path if world.circles.by_id[id_].tier == "squad"), found.circle)
            self.selection.pick_circle(squad)
        self.start()

    def pending(self, order: str) -> None:
        """The order is on its way to the hub, and not durable yet."""
        if order in self.sending.waiting:
            self._recompose()

    def outcome(self, order: str, accepted: bool, message: str = "", who_could: str = "") -> None:
        """What the hub made of an order: durable, or refused by a rule; a refused one keeps its text."""
        settled = self.sending.settle(order, accepted, message, who_could)
        if settled is not None:
            self._settled(settled)
            self._recompose()

    def send(self) -> None:
        """Sends what is shown, to exactly those who are shown."""
        seen, situation = self.seen, self.situation
        if seen is None or situation is None or not seen.ready or self._current or not self.form.terms.sound:
            return
        order = order_id(situation.now, uuid.uuid4().hex)
        made = command(self._made, seen, order)
        self._current = order
        self._undo = None
        self.sending.press(Sent(order, self._made, seen.forecast.action, len(seen.recipients), situation.now))
        self.pending(order)
        self.command.emit(made)

    def clear(self) -> None:
        """Empties the form and the target; ``undo`` brings both back. What waits for the hub is not called back."""
        if self._current:
            self._set_aside()
        elif not self._made.blank:
            self._undo = self._made
            self._fill(Composition())
            self.selection.clear()
            self._say(self.tr("Cleared"), "second")
        self._recompose()

    def undo(self) -> None:
        """Brings back what was cleared or refused."""
        if self._undo is not None:
            back, self._undo = self._undo, None
            self._fill(back)
            self.selection.pick(back.target)
            self._edited()

    # -- the panel -------------------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Looks anew at who would get it: when the town or the clock moved, or units did and an area is drawn."""
        self.show_state("ready")
        for settled in self.sending.notice(situation.world):
            self._settled(settled)
        if changes.world.town:
            self._offer(situation)
        moved = changes.moved and bool(self.selection.target.areas)
        if moved or changes.world or changes.clock or changes.link:
            self._recompose()

    def retranslate(self) -> None:
        """The fixed texts."""
        self.set_title(self.tr("New order"))
        self.set_age(None, "Ctrl+N")
        self.form.retranslate()
        self._say("", "second")

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        self.form.rescale()

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the composer."""
        return [
            ("Enter", self.tr("Take the plan, in an empty text")),
            ("Alt+1 … 9", self.tr("Departments")),
            ("Alt+↑ ↓", self.tr("Priority")),
            ("Ctrl+Enter", self.tr("Issue, or draft")),
            ("Esc · Ctrl+Z", self.tr("Clear, bring back")),
        ]

    def as_text(self) -> str:
        """The order as it stands: target, counts, text."""
        if self.situation is None:
            return ""
        counts = " ".join(f"{one.name} {one.count}" for one in (self.seen.departments if self.seen else ()))
        return "\n".join((self.form.target.text(), counts, self._made.text)) + "\n"

    # -- what the person does --------------------------------------------------------------------------------------

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The form grows while the focus is in it."""
        inside = new is not None and self.isAncestorOf(new)
        if inside != self._inside:
            self._inside = inside
            self._recompose()

    def _selection_changed(self) -> None:
        target = self.selection.target
        if target != self._made.target and not target.empty:
            self._say("", "second")
        self._recompose()

    def _edited(self) -> None:
        """What was said about the order before no longer holds."""
        self._say("", "second")
        self._recompose()

    def _text_changed(self) -> None:
        text = self.form.text.toPlainText()
        if text != self._made.text:
            self._made = msgspec.structs.replace(self._made, text=text)
            self._edited()

    def _take_first_plan(self) -> None:
        plans = self._plans()
        if plans:
            self._take_plan(plans[0].id)

    def _plan_chosen(self, place: int) -> None:
        self._take_plan(str(self.form.plan.itemData(place) or ""))

    def _take_plan(self, plan_id: str) -> None:
        plan = self.situation.world.plans.get(plan_id) if self.situation is not None else None
        if plan is None:
            self._made = msgspec.structs.replace(self._made, plan="")
        else:
            filled = with_plan(msgspec.structs.replace(self._made, target=self.selection.target), plan)
            self._fill(filled)
            self.selection.pick(filled.target)
            self.form.text.setFocus()
        self._edited()

    def _toggle_department(self, place: int) -> None:
        chips = self.form.chips.chips
        if place < len(chips) and not self._current:
            self.selection.pick_department(chips[place].department)

    def _press_priority(self, step: int) -> None:
        wanted = self._made.priority + step
        if wanted in (1, 2, 3) and not self._current:
            self._prioritise(wanted)

    def _unlink(self) -> None:
        self._unlinked = self.selection.incident
        self._edited()

    def _prioritise(self, priority: int) -> None:
        self._made = msgspec.structs.replace(self._made, priority=priority)
        self._edited()

    def _time(self) -> None:
        typed = self.form.terms.typed()
        if typed is not None and self.situation is not None:
            usual = self.situation.world.settings.deadlines[self._made.priority - 1]
            self._made = msgspec.structs.replace(self._made, deadlines=None if typed == usual else typed)
        self._edited()

    def _show_people(self, _shown: bool) -> None:
        self.form.picker.setVisible(self.form.people.isChecked() or self.form.silent.isChecked())
        self._recompose()

    def _toggle_person(self, unit: str) -> None:
        self._made = msgspec.structs.replace(self._made, taken_out=self._made.taken_out ^ {unit})
        self._edited()

    def _add_person(self, unit: str) -> None:
        self._made = msgspec.structs.replace(self._made, taken_out=self._made.taken_out - {unit})
        if self.seen is None or unit not in (*self.seen.recipients, *self.seen.taken_out):
            self.selection.pick_unit(unit, add=True)
        self._edited()

    # -- what follows ----------------------------------------------------------------------------------------------

    def _incident(self) -> str:
        """The open incident, unless the person has said that the order is not about it."""
        id_ = self.selection.incident
        known = self.situation.world.incidents.get(id_) if self.situation is not None else None
        return id_ if known is not None and known.open and id_ != self._unlinked else ""

    def _plans(self) -> list[Plan]:
        return [] if self.situation is None else plans_for(self.situation.world, self._incident())

    def _fill(self, composition: Composition) -> None:
        """Puts a composition into the fields; its target is the selection's business."""
        self._made = composition
        with QSignalBlocker(self.form.text):
            self.form.text.setPlainText(composition.text)
            self.form.text.moveCursor(QTextCursor.MoveOperation.End)
        self.form.text.fit()
        self.form.terms.say_fault("")

    def _set_aside(self) -> None:
        """The order that waits keeps waiting; the form is free for another."""
        self._current = ""
        self._fill(Composition())
        self.selection.clear()

    def _settled(self, settled: Settled) -> None:
        """Durable: the form is free again. Refused: what was written stays, or can be brought back."""
        sent, mine = settled.sent, settled.sent.order == self._current
        if mine:
            self._current = ""
        if settled.accepted:
            if mine:
                self._fill(Composition())
                if self.selection.target == sent.composition.target:
                    self.selection.clear()
            zone = self.situation.world.settings.time_zone if self.situation is not None else "UTC"
            at = f"{local(sent.at, zone):%H:%M:%S}"
            done = self.tr("Issued to {n} at {at}") if sent.action == "issue" else self.tr("Drafted for {n} at {at}")
            self._say(done.format(n=sent.count, at=at), "green")
            return
        could = self.tr("{who} could").format(who=settled.who_could) if settled.who_could else ""
        why = " · ".join(part for part in (settled.message, could) if part)
        self._say(self.tr("Refused: {why}").format(why=why), "orange")
        if not mine:
            self._undo = sent.composition

    def _say(self, text: str, tone: str) -> None:
        self._said = (text, tone)

    def _offer(self, situation: Situation) -> None:
        self.form.offer(situation.world)

    def _recompose(self) -> None:
        """Computes the preview of what stands in the fields and the selection, and shows it."""
        if self.situation is None:
            return
        waiting = len(self.sending.waiting)
        self.form.lock(bool(self._current))
        if not self._current:
            target = self.selection.target
            self._made = msgspec.structs.replace(self._made, target=target, incident=self._incident())
            self.seen = preview(self.situation, self._made, self.language)
        if self.seen is not None:
            self.form.grow(self._inside or not self._made.blank)
            self.form.show_made(self.situation, self._made, self.seen, self._plans())
            self.form.show_button(self.seen, bool(self._current))
            self.form.show_status(self._said, self.seen, waiting, self.situation.link.phase == "live")
            self.form.undo.setVisible(self._undo is not None and self._made.blank)
