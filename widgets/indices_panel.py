"""The six safety indices, of the town or of the circle that is picked."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cockpit.domain.indices import DOMAINS, Domain
from cockpit.views.indices import history_of, index_rows
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from widgets.index_tile import IndexTile
from widgets.panel import Panel

ASK_AFTER_MS = 250
"""How long a circle has to stay picked before its thirty days are asked for."""


class IndicesPanel(Panel):
    """Six tiles from the top down; pressing one asks for what its points were lost on.

    Attributes:
        index_opened: emits (circle id, domain).
    """

    index_opened = Signal(str, str)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection, "indices")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._tiles: dict[Domain, IndexTile] = {}
        for domain in DOMAINS:
            tile = IndexTile()
            tile.opened.connect(lambda domain=domain: self.index_opened.emit(self._circle(), domain))
            self._tiles[domain] = tile
            column.addWidget(tile, 1)
        self.set_body(body)
        self.setFocusProxy(self._tiles[DOMAINS[0]])
        self._shown_circle: str | None = None
        self._histories: dict[Domain, tuple[float | None, ...]] = {}
        self._histories_of = ("", date.min)
        self._rest = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._rest.timeout.connect(self._ask_histories)
        selection.changed.connect(self._picked)

    def retranslate(self) -> None:
        """The panel's name."""
        self.set_title(self.tr("Safety indices"))

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Draws the tiles when figures, incidents or the circle have changed."""
        circle = self._circle()
        if not (changes.figures or changes.world.town or changes.world.incidents or circle != self._shown_circle):
            return
        self._shown_circle = circle
        figures = situation.figures
        if figures is None:
            self.show_state("loading", self.tr("The hub has not sent the indices yet"))
            self.set_age(None)
            return
        self.show_state("ready")
        self.set_age(figures.at)
        self._want_histories(situation, circle, figures.day)
        rows = index_rows(situation, circle, self.language, self._histories)
        self.set_subtitle(self._whose(situation, circle, any(row.provisional for row in rows)))
        known = [value for row in rows for value in (*row.history, row.value) if value is not None]
        floor = min([70.0, *(value - value % 10 for value in known)])
        for row in rows:
            self._tiles[row.domain].show_row(row, floor, situation.world.method.bands[1])

    def as_text(self) -> str:
        """One line an index."""
        return "\n".join([super().as_text(), *(tile.as_text() for tile in self._tiles.values())])

    def _want_histories(self, situation: Situation, circle: str, day: date) -> None:
        """The town's thirty days come with the figures; those of any other circle are asked for, once a day."""
        if (circle, day) != self._histories_of:
            self._histories_of = (circle, day)
            self._histories = {}
            if circle != situation.world.circles.root:
                self._rest.start()

    def _ask_histories(self) -> None:
        about = self._histories_of
        for domain in DOMAINS:
            args = {"circle": about[0], "domain": domain, "day": None}
            self.ask.emit("index_history", args, partial(self._history_came, about, domain))

    def _history_came(self, about: tuple[str, date], domain: Domain, answer: object) -> None:
        """A failure leaves the line out: the values stand by themselves."""
        if about == self._histories_of and self.situation is not None:
            self._histories[domain] = history_of(answer)
            self.draw(self.situation, SituationChanges(figures=True))

    def key_help(self) -> list[tuple[str, str]]:
        """Keys of the tiles."""
        return [("↑ ↓", self.tr("Previous, next")), ("Enter", self.tr("Open what cost the points"))]

    def _whose(self, situation: Situation, circle: str, provisional: bool) -> str:
        found = situation.world.circles.by_id.get(circle)
        whole = found is None or found.tier == "core"
        name = self.tr("Whole town") if whole or found is None else found.name
        return " · ".join([name, self.tr("provisional") if provisional else self.tr("today")])

    def _circle(self) -> str:
        picked = self.selection.target.circles
        if picked:
            return picked[-1]
        root = self.situation.world.circles.root if self.situation is not None else None
        return root or ""

    def _picked(self) -> None:
        if self.situation is not None and self._circle() != self._shown_circle:
            self.draw(self.situation, SituationChanges())
