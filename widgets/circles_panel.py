"""The five circles as a picture: the state of every circle, picked by a click or the arrow keys."""

from __future__ import annotations

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from cockpit.domain.indices import DOMAINS, Domain
from cockpit.views.circle_answers import circle_words
from cockpit.views.circles import CircleCell, Pagoda, lit, neighbour, pagoda
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.words import word
from widgets import theme
from widgets.marks import Mark
from widgets.pagoda_view import PagodaView
from widgets.panel import Panel
from widgets.text import Text


class CirclesPanel(Panel):
    """The pagoda, a choice of what colours it, and a line about the circle under the pointer or the cursor."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection, "circles")
        self._domain: Domain | None = None
        self._pagoda = Pagoda(())
        self._cursor = ""
        self._pointed = ""
        self._view = PagodaView()
        self._view.pressed.connect(self._press)
        self._view.pointed.connect(self._point)
        self._view.walked.connect(self._walk)
        self._mark = Mark(12)
        self._line = Text("body", "text", elide=True)
        self._line_two = Text("small", "second", elide=True)
        self._chooser = QToolButton()
        self._chooser.setProperty("kind", "flat")
        self._chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._choices = QActionGroup(self)
        self.add_to_header(self._chooser)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.addWidget(self._view, 1)
        about = QHBoxLayout()
        about.addWidget(self._mark)
        about.addWidget(self._line, 1)
        self._column.addLayout(about)
        self._column.addWidget(self._line_two)
        self.set_body(body)
        self.setFocusProxy(self._view)
        selection.changed.connect(self._picked)

    def retranslate(self) -> None:
        """Names and the choice of domains."""
        self.set_title(self.tr("Five circles"))
        self._view.setAccessibleName(self.tr("Five circles"))
        menu = QMenu(self._chooser)
        old = self._chooser.menu()
        for action in self._choices.actions():
            self._choices.removeAction(action)
        for domain in (None, *DOMAINS):
            action = QAction(self._domain_name(domain), menu)
            action.setCheckable(True)
            action.setChecked(domain == self._domain)
            action.triggered.connect(lambda _checked=False, domain=domain: self.colour_by(domain))
            self._choices.addAction(action)
            menu.addAction(action)
        self._chooser.setMenu(menu)
        if old is not None:
            old.deleteLater()
        self._name_chooser()

    def rescale(self) -> None:
        """Margins at the scale in force."""
        self._column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self._column.setSpacing(theme.px(4))
        self._view.restyle()

    def colour_by(self, domain: Domain | None) -> None:
        """Colours the circles by one domain, or by the worst of the six."""
        self._domain = domain
        self._name_chooser()
        if self.situation is not None:
            self._draw_pagoda(self.situation)

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Draws the circles anew when figures, contacts or orders have changed."""
        if not (changes.figures or changes.moved or changes.world.orders or changes.world.town):
            return
        if not situation.world.circles.by_id:
            self.show_state("loading")
            return
        self.show_state("ready")
        self._draw_pagoda(situation)

    def as_text(self) -> str:
        """One line for each circle that is not calm, has silent units, or owes an answer."""
        lines = [super().as_text()]
        for row in self._pagoda.rows:
            lines += [self._tip(cell).replace("\n", " · ") for cell in row if _notable(cell)]
        return "\n".join(lines)

    def key_help(self) -> list[tuple[str, str]]:
        """Keys of the picture."""
        return [("← ↑ → ↓", self.tr("Walk the circles")), ("Enter", self.tr("Pick; with Ctrl add"))]

    # -- inside ----------------------------------------------------------------------------------------------------

    def _draw_pagoda(self, situation: Situation) -> None:
        self._pagoda = pagoda(situation, self._domain)
        self._view.show_pagoda(self._pagoda, self._tip)
        core = self._pagoda.rows[0][0] if self._pagoda.rows and self._pagoda.rows[0] else None
        reached = "" if core is None else f"{core.in_contact}/{core.units}"
        self.set_subtitle(self.tr("{count} · in contact {reached}").format(count=self._pagoda.count, reached=reached))
        self._picked()

    def _picked(self) -> None:
        if self.situation is None:
            return
        world, target = self.situation.world, self.selection.target
        inside, way = lit(world, target)
        self._view.show_picked(frozenset(target.circles), inside, way)
        if target.circles:
            self._cursor = target.circles[-1]
        elif self._pagoda.find(self._cursor) is None:
            self._cursor = world.circles.root or ""
        self._view.set_cursor(self._cursor)
        self._say()

    def _say(self) -> None:
        place = self._pagoda.find(self._pointed or self._cursor)
        if place is None:
            return
        cell = self._pagoda.rows[place[0]][place[1]]
        first, *rest = self._tip(cell).split("\n")
        self._mark.show_band(cell.band or "")
        self._line.say(first)
        self._line_two.say(" · ".join(rest))

    def _tip(self, cell: CircleCell) -> str:
        chief = " · " + self.tr("chief {name}").format(name=cell.chief) if cell.chief else ""
        lines = [f"{cell.name} · {word(cell.tier, self.language)}{chief}"]
        contact = self.tr("in contact {reached}").format(reached=f"{cell.in_contact}/{cell.units}")
        if cell.out:
            contact += f" · {word('out_of_contact', self.language)} {cell.out}"
        answered = circle_words(self.situation, cell.id, self.language) if self.situation is not None else ""
        if cell.value is None or cell.band is None:
            state = self.tr("index unknown")
        else:
            domain = word(cell.domain or "", self.language)
            state = f"{domain} {cell.value:.0f} {word(cell.band, self.language)}"
        orders = [self.tr("orders {answered}").format(answered=answered)] if answered else []
        return "\n".join([*lines, *orders, state, contact])

    def _domain_name(self, domain: Domain | None) -> str:
        return self.tr("Worst of six") if domain is None else word(domain, self.language)

    def _name_chooser(self) -> None:
        self._chooser.setText(f"{self._domain_name(self._domain)} ▾")
        self._chooser.setAccessibleName(self.tr("Coloured by"))

    def _press(self, circle: str, add: bool) -> None:
        self._cursor = circle
        self.selection.pick_circle(circle, add=add)
        self._picked()

    def _point(self, circle: str) -> None:
        if circle != self._pointed:
            self._pointed = circle
            self._say()

    def _walk(self, key: str) -> None:
        if self.situation is not None:
            self._cursor = neighbour(self._pagoda, self.situation.world, self._cursor, key)
            self._pointed = ""
            self._view.set_cursor(self._cursor)
            self._say()


def _notable(cell: CircleCell) -> bool:
    return cell.tier == "core" or cell.band in ("yellow", "orange", "red") or bool(cell.out or cell.unanswered)
