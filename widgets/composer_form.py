"""The composer's form: every field in its place and how it is shown, without any of the rules."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cockpit.domain.orders import Plan
from cockpit.domain.world import World
from cockpit.views.composer import Composition, Preview, deadlines_in_force
from cockpit.views.situation import Situation
from cockpit.views.target_words import department_name, department_words, place_words
from widgets import language, theme
from widgets.choice import Choice
from widgets.department_chips import DepartmentChips
from widgets.order_terms import OrderTerms
from widgets.order_text import OrderText
from widgets.recipient_picker import RecipientPicker
from widgets.text import Text


class Scroll(QScrollArea):
    """Asks for as much height as its content wants, and scrolls with less.

    Args:
        content: what scrolls.
        kept: the widget in it down to which all is always seen.
    """

    def __init__(self, content: QWidget, kept: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content, self._kept = content, kept
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """The content's."""
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Room for the target, what stands above the text, and the text."""
        return QSize(0, min(self._kept.geometry().bottom() + 1, self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Content that has grown or shrunk asks for its room anew."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ComposerForm(QWidget):
    """Compact it shows where, what, to how many and the button; grown, all that can be set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = Text("strong", "action", elide=True)
        self.departments = Text("body", "text", elide=True)
        self.chips = DepartmentChips()
        self.text = OrderText()
        self.plan = Choice()
        self.about = Text("small", "second", elide=True)
        self.unlink = QPushButton("×")
        self.unlink.setProperty("kind", "flat")
        self.terms = OrderTerms()
        self.count = Text("body", "second", elide=True)
        self.silent = QPushButton()
        self.silent.setProperty("kind", "flat")
        self.people = QPushButton()
        self.people.setProperty("kind", "flat")
        self.picker = RecipientPicker()
        self.status = Text("small", "second")
        self.status.setWordWrap(True)
        self.undo = QPushButton()
        self.undo.setProperty("kind", "flat")
        self.clear = QPushButton()
        self.clear.setProperty("kind", "flat")
        self.send = QPushButton()
        self.send.setProperty("kind", "primary")
        self._plans: tuple[tuple[str, str], ...] = ()
        self.room = QWidget()
        self._rows: list[QHBoxLayout] = []
        self._column = QVBoxLayout(self)
        self._fill()
        for button in (self.silent, self.people):
            button.setCheckable(True)
        for hidden in (self.picker, self.undo, self.silent):
            hidden.hide()
        self.grown = (self.chips, self.plan, self.terms, self.clear)

    def _fill(self) -> None:
        """What is set scrolls where room is short; whom it goes to, and the button, always stand below it."""
        fields = QWidget()
        self._fields = QVBoxLayout(fields)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.addLayout(self._row(self.target, self.departments, stretch=1))
        self._fields.addWidget(self.chips)
        self._fields.addWidget(self.text)
        self._fields.addWidget(self.plan)
        self._fields.addLayout(self._row(self.about, self.unlink, stretch=0))
        self._fields.addWidget(self.terms)
        self._fields.addStretch(1)
        self._scroll = Scroll(fields, self.text)
        self._column.addWidget(self._scroll, 1)
        self._column.addLayout(self._row(self.count, self.silent, self.people, stretch=0))
        self._column.addWidget(self.picker)
        self._column.addWidget(self.status)
        self._column.addLayout(self._row(self.undo, self.room, self.clear, self.send, stretch=1))

    def _row(self, *widgets: QWidget, stretch: int) -> QHBoxLayout:
        """A line of widgets, the one at place ``stretch`` taking what is left."""
        row = QHBoxLayout()
        for place, widget in enumerate(widgets):
            row.addWidget(widget, 1 if place == stretch else 0)
        self._rows.append(row)
        return row

    def grow(self, grown: bool) -> None:
        """Shows all that can be set, or only what is always there."""
        for widget in self.grown:
            widget.setVisible(grown)
        if not grown:
            self.people.setChecked(False)

    def lock(self, locked: bool) -> None:
        """Nothing can be changed while the hub is still to answer for what is shown."""
        for widget in (self.chips, self.text, self.plan, self.terms, self.picker, self.unlink):
            widget.setEnabled(not locked)

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        self._column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(12))
        self._column.setSpacing(theme.px(6))
        self._fields.setSpacing(theme.px(6))
        for row in self._rows:
            row.setSpacing(theme.px(6))
        self.plan.setFixedHeight(theme.px(30))
        self.send.setFixedHeight(theme.px(34))
        for button in (self.silent, self.people, self.undo, self.clear, self.unlink):
            button.setStyleSheet(f"QPushButton {{ padding: {theme.px(2)}px {theme.px(6)}px; }}")
        self.silent.setStyleSheet(self.silent.styleSheet() + f"QPushButton {{ color: {theme.token('yellow_text')}; }}")
        self.chips.place()
        self.terms.rescale()
        self.picker.rescale()
        self.text.fit()

    def retranslate(self) -> None:
        """The fixed texts."""
        self.text.setAccessibleName(self.tr("What is to be done"))
        self.undo.setText(self.tr("Bring back"))
        self.people.setText(self.tr("List") + " ▾")
        self.unlink.setToolTip(self.tr("Not about this incident"))
        self.unlink.setAccessibleName(self.tr("Not about this incident"))
        self.plan.setAccessibleName(self.tr("Plan"))
        self.terms.retranslate()
        self.picker.retranslate()
        self._plans = ()

    def offer(self, world: World) -> None:
        """The town's departments, and the units that can be added by name."""
        names = {id_: department_name(world, id_, language.current()) for id_ in world.departments}
        self.chips.offer(list(world.departments.values()), names)
        self.picker.offer(world)

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_made(self, situation: Situation, made: Composition, seen: Preview, plans: Sequence[Plan]) -> None:
        """Shows where, to whom, about what, how soon."""
        world, target = situation.world, made.target
        nowhere = self.tr("Whole town") if target.departments else self.tr("Pick a circle, an area or units")
        self.target.say(
            place_words(world, target, language.current()) or nowhere, "third" if target.empty else "action"
        )
        departments = department_words(world, target, language.current())
        self.departments.say(f"· {departments}" if departments else "")
        self.chips.show_counts(target.departments, seen.departments)
        self.terms.show_terms(made.priority, deadlines_in_force(world, made))
        self._show_plans(made, plans)
        self._show_about(world, made, seen)
        self._show_counts(seen)
        if self.picker.isVisible():
            self.picker.show_people(situation, seen)

    def show_button(self, seen: Preview, waiting: bool) -> None:
        """The button says what pressing it will do, and to how many."""
        verb = self.tr("Draft for {n}") if seen.forecast.action == "draft" else self.tr("Issue to {n}")
        text = self.tr("Not sent yet…") if waiting else verb.format(n=len(seen.recipients)) + "   Ctrl+↵"
        if not seen.recipients and not waiting:
            text = self.tr("Draft") if seen.forecast.action == "draft" else self.tr("Issue")
        self.send.setText(text)
        self.clear.setText((self.tr("Another") if waiting else self.tr("Clear")) + "  Esc")
        self.send.setEnabled(seen.ready and not waiting and self.terms.sound)

    def show_status(self, said: tuple[str, str], seen: Preview, waiting: int, live: bool) -> None:
        """The one line that matters most now: what waits, what was answered, which rule stands in the way."""
        text, tone = said
        if waiting:
            text, tone = self.tr("Not sent yet: {n} waiting for the hub").format(n=waiting), "yellow"
            if not live:
                text = self.tr("Not sent yet: {n}; it goes out when the hub is back").format(n=waiting)
        elif not text and seen.forecast.rule and seen.recipients:
            forecast = seen.forecast
            could = self.tr("{who} could").format(who=forecast.who_could) if forecast.who_could else ""
            text, tone = " · ".join(part for part in (forecast.message, could) if part), "second"
        elif not text and not live:
            text, tone = self.tr("The hub is away: an order goes out when it is back"), "yellow"
        self.status.say(text, tone)
        self.status.setVisible(bool(text))

    def _show_plans(self, made: Composition, plans: Sequence[Plan]) -> None:
        shown = tuple((plan.id, plan.name) for plan in plans)
        if shown != self._plans:
            self._plans = shown
            self.plan.clear()
            self.plan.addItem(self.tr("Plan…"), "")
            for id_, name in shown:
                self.plan.addItem(name, id_)
        self.plan.setCurrentIndex(max(0, self.plan.findData(made.plan)))
        hint = self.tr("What is to be done")
        if plans:
            hint += "  " + self.tr("↵ plan “{name}”").format(name=plans[0].name)
        self.text.setPlaceholderText(hint)

    def _show_about(self, world: World, made: Composition, seen: Preview) -> None:
        incident = world.incidents.get(made.incident)
        parts: list[str] = []
        if incident is not None:
            parts.append(self.tr("About “{what}”").format(what=incident.text))
        if seen.place is not None:
            at_incident = incident is not None and incident.place is not None
            where = self.tr("to its place") if at_incident else self.tr("to the middle of the area")
            parts.append(where)
        self.about.say(" · ".join(parts))
        self.about.setVisible(bool(parts))
        self.unlink.setVisible(incident is not None)

    def _show_counts(self, seen: Preview) -> None:
        counts = " · ".join(f"{one.name} {one.count}" for one in seen.departments)
        text = self.tr("Goes to {n}").format(n=len(seen.recipients))
        if seen.taken_out:
            text += " " + self.tr("({n} taken out)").format(n=len(seen.taken_out))
        everyone = f"{text}: {counts}" if counts and not self.chips.isVisible() else text
        self.count.say(everyone)
        anybody = bool(seen.recipients or seen.taken_out)
        self.count.setVisible(anybody)
        self.people.setVisible(anybody)
        self.silent.setVisible(bool(seen.silent))
        self.silent.setText(self.tr("Out of contact {n}").format(n=len(seen.silent)) + " ▾")
