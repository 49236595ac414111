"""The six safety indices, of the town or of the circle that is picked."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cockpit.domain.indices import DOMAINS, Domain
from cockpit.views.consultation import yesterday_words
from cockpit.views.indices import history_of, index_rows
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from widgets import theme
from widgets.index_tile import LEAST_PX, ROOMY_PX, WHOLE_PX, IndexTile
from widgets.panel import Panel

WIDE_PX = 480
"""Width of a tile from which on another column is had for the sake of large figures alone."""
ASK_AFTER_MS = 250
"""How long a circle has to stay picked before its thirty days are asked for."""


class IndicesPanel(Panel):
    """Six tiles, side by side where they are too low; pressing one asks for what its points were lost on.

    Attributes:
        index_opened: emits (circle id, domain).
    """

    index_opened = Signal(str, str)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection, "indices")
        self._body = _Tiles()
        self._tiles: dict[Domain, IndexTile] = {}
        for domain in DOMAINS:
            tile = IndexTile()
            tile.opened.connect(lambda domain=domain: self.index_opened.emit(self._circle(), domain))
            self._tiles[domain] = tile
        self._body.take(list(self._tiles.values()))
        self.set_body(self._body)
        self.setFocusProxy(self._tiles[DOMAINS[0]])
        self._shown_circle: str | None = None
        self._histories: dict[Domain, tuple[float | None, ...]] = {}
        self._histories_of = ("", date.min)
        self._rest = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._rest.timeout.connect(self._ask_histories)
        selection.changed.connect(self._picked)

    @property
    def columns(self) -> int:
        """How many columns the tiles stand in."""
        return self._body.columns

    def rescale(self) -> None:
        """Tiles may need other columns."""
        self._body.arrange()

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
            if situation.past is not None:
                self.show_state(
                    "empty", self.tr("Not shown of the past"), self.tr("Go back to the present to see them")
                )
            else:
                self.show_state("loading", self.tr("The hub has not sent the indices yet"))
            self.set_subtitle("")
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
        parts = [name, self.tr("provisional") if provisional else self.tr("today")]
        if whole:
            parts.append(yesterday_words(situation, self.language))
        return " · ".join(part for part in parts if part)

    def _circle(self) -> str:
        picked = self.selection.target.circles
        if picked:
            return picked[-1]
        root = self.situation.world.circles.root if self.situation is not None else None
        return root or ""

    def _picked(self) -> None:
        if self.situation is not None and self._circle() != self._shown_circle:
            self.draw(self.situation, SituationChanges())


class _Tiles(QWidget):
    """Tiles in as few columns as leave each of them whole: large text on a wall would else cut all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.columns = 0
        self._tiles: list[IndexTile] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)

    def take(self, tiles: list[IndexTile]) -> None:
        """These are the tiles, in their order."""
        self._tiles = tiles
        self.arrange()

    def arrange(self) -> None:
        """Places the tiles for the size that there is; down the first column, then down the next."""
        columns = self._wanted()
        if columns == self.columns:
            return
        self.columns = columns
        rows = -(-len(self._tiles) // columns)
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number % rows, number // rows)
        for place in range(len(self._tiles)):
            self._grid.setRowStretch(place, int(place < rows))
            self._grid.setColumnStretch(place, int(place < columns))

    def _wanted(self) -> int:
        for columns in (1, 2):
            high, next_wide = self.height() / -(-len(self._tiles) // columns), self.width() / (columns + 1)
            wanted = theme.px(ROOMY_PX if next_wide >= theme.px(WIDE_PX) else WHOLE_PX)
            if high >= wanted or next_wide < theme.px(LEAST_PX[0]):
                return columns
        return 3

    def minimumSizeHint(self) -> QSize:
        """Two rows at their lowest: what stands in one column now can stand in three."""
        return QSize(theme.px(LEAST_PX[0]), 2 * theme.px(LEAST_PX[1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns follow the room."""
        super().resizeEvent(event)
        self.arrange()
