"""One index opened: what its points were lost on, adding up to 100 minus the value."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cockpit.domain.indices import Domain, IndexDetail
from cockpit.errors import CockpitError
from cockpit.views.consultation import standing_words
from cockpit.views.index_beside import Tomorrow, last_week, standing, tomorrow
from cockpit.views.indices import ContributionRow, DetailTable, detail_table
from cockpit.views.refusals import failure_words
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.words import word
from widgets import theme
from widgets.index_beside import IndexBeside
from widgets.marks import Mark
from widgets.own_window import lie_over, paint_ground
from widgets.panel import Panel
from widgets.text import Text

POINTS, KIND, WHAT, PLACE, TIME = range(5)
SHARE = Qt.ItemDataRole.UserRole
INCIDENT = Qt.ItemDataRole.UserRole + 1


class IndexDetailPanel(Panel):
    """A sheet beside the indices. It asks the hub when it is opened, and again when the hub has new figures.

    Attributes:
        closed: emitted when it was put away.
        grown: emitted when it may need another height.
    """

    closed = Signal()
    grown = Signal()

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, "index_detail", parent)
        self._circle = ""
        self._domain: Domain | None = None
        self._asked = 0
        self._answer: IndexDetail | None = None
        self._value = Text("value")
        self._mark = Mark(16)
        self._band = Text("strong")
        self._about = Text("small", "second", elide=True)
        self._silent = Text("small", "yellow", elide=True)
        self._beside = IndexBeside()
        self._last_week: float | None = None
        self._tomorrow: Tomorrow | None = None
        self._table = _contribution_table()
        self._table.setItemDelegateForColumn(POINTS, _PointsDelegate(self._table))
        self._table.itemActivated.connect(self._activate)
        self._table.itemClicked.connect(self._activate)
        self._sum = Text("strong")
        self._method = Text("small", "third")
        self._close = QPushButton("×")
        self._close.setProperty("kind", "flat")
        self._close.clicked.connect(self.put_away)
        self.add_to_header(self._close)
        self._body_column = QVBoxLayout()
        self._build_body()
        lie_over(self)

    def open_index(self, circle: str, domain: Domain) -> None:
        """Opens an index: shows that the question is under way, and asks it."""
        self._circle, self._domain = circle, domain
        self._answer = None
        self._missed = None  # while it was put away: what is asked now is newer
        self.show_state("loading", self.tr("Asking the hub…"))
        self._draw_head()
        self.show()
        self.raise_()
        self._table.setFocus()
        self._ask()
        self._ask_beside()

    def wanted_height(self) -> int:
        """Px that head, rows and sum need."""
        return theme.px(40 + 92 + 60 + 40 + 52) + theme.px(32) * max(4, self._table.rowCount())

    def put_away(self) -> None:
        """Closes the sheet."""
        self._asked += 1
        self.hide()
        self.closed.emit()

    def retranslate(self) -> None:
        """Column heads and the close button."""
        self.set_title(word(self._domain, self.language) if self._domain else self.tr("Index"))
        self._table.setHorizontalHeaderLabels(
            [self.tr("Points"), self.tr("Kind"), self.tr("What"), self.tr("Where"), self.tr("Reported")]
        )
        close = self.tr("Close")
        self._close.setAccessibleName(close)
        self._close.setToolTip(f"{close} (Esc)")

    def rescale(self) -> None:
        """Margins, row heights and column widths at the scale in force."""
        self._body_column.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))
        self._body_column.setSpacing(theme.px(8))
        self._table.verticalHeader().setDefaultSectionSize(theme.px(32))
        for column, width in ((POINTS, 84), (KIND, 124), (PLACE, 130), (TIME, 104)):
            self._table.setColumnWidth(column, theme.px(width))

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Asks anew when the hub has newer figures; draws the answer that is there when words may have changed."""
        if not self.isVisible():
            return
        if changes.world.town and self._answer is not None:
            self._draw_answer(self._answer)
        elif changes.figures and self._domain:
            self._ask()
            if self._tomorrow is None:  # the hub may have been making it
                self._ask_outlook()

    def as_text(self) -> str:
        """The index and a line for each contribution."""
        lines = [super().as_text(), f"{self._value.text()} {self._band.text()} {self._about.text()}"]
        for row in range(self._table.rowCount()):
            items = (self._table.item(row, column) for column in range(self._table.columnCount()))
            lines.append("\t".join(item.text() for item in items if item is not None))
        return "\n".join([*lines, self._sum.text(), self._beside.as_text()])

    def key_help(self) -> list[tuple[str, str]]:
        """Keys of the sheet."""
        return [
            ("↑ ↓", self.tr("Previous, next")),
            ("Enter", self.tr("Open the incident")),
            ("Esc", self.tr("Put away")),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the sheet away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, to the corners."""
        paint_ground(self)
        super().paintEvent(event)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build_body(self) -> None:
        body = QWidget()
        body.setLayout(self._body_column)
        head = QHBoxLayout()
        head.addWidget(self._value)
        words = QVBoxLayout()
        band = QHBoxLayout()
        band.addWidget(self._mark)
        band.addWidget(self._band, 1)
        words.addStretch(1)
        words.addLayout(band)
        words.addWidget(self._about)
        words.addWidget(self._silent)
        words.addStretch(1)
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._sum, 1)
        foot.addWidget(self._method)
        self._body_column.addLayout(head)
        self._body_column.addWidget(self._beside)
        self._body_column.addWidget(self._table, 1)
        self._body_column.addLayout(foot)
        self.set_body(body)

    def _ask(self) -> None:
        self._asked += 1
        number = self._asked
        day = self._day()
        args = {"circle": self._circle, "domain": self._domain, "day": None if day is None else day.isoformat()}
        self.ask.emit("index_detail", args, lambda answer: self._answered(number, answer))

    def _ask_beside(self) -> None:
        """Asks once for what the index is laid beside; an answer that does not come leaves its line out."""
        about = (self._circle, self._domain)
        args = {"circle": self._circle, "domain": self._domain, "day": None}
        self.ask.emit("index_history", args, partial(self._history_came, about))
        self._ask_outlook()

    def _ask_outlook(self) -> None:
        self.ask.emit("outlook", {}, partial(self._outlook_came, (self._circle, self._domain)))

    def _history_came(self, about: tuple[str, Domain | None], answer: object) -> None:
        day = self._day()
        if about == (self._circle, self._domain) and day is not None:
            self._last_week = last_week(answer, day)
            self._draw_beside()

    def _outlook_came(self, about: tuple[str, Domain | None], answer: object) -> None:
        if about == (self._circle, self._domain) and self._domain:
            self._tomorrow = tomorrow(answer, self._circle, self._domain)
            self._draw_beside()

    def _draw_beside(self) -> None:
        day = self._day()
        if self.situation is None or day is None or not self._domain:
            return
        found = standing(self.situation, self._circle, self._domain)
        self._beside.show_compared(day, self._last_week, found, self.language)
        self._beside.show_tomorrow(self._tomorrow)
        self.grown.emit()

    def _day(self) -> date | None:
        figures = self.situation.figures if self.situation is not None else None
        return None if figures is None else figures.day

    def _answered(self, number: int, answer: object) -> None:
        """Takes an answer, unless another question was asked since."""
        if number != self._asked:
            return
        if isinstance(answer, IndexDetail):
            self._answer = answer
            self._draw_answer(answer)
        elif self._answer is None:
            why = answer if isinstance(answer, CockpitError) else ""
            self.show_state("broken", self.tr("The hub gave no answer"), failure_words(why, self.language))

    def _draw_head(self) -> None:
        self.set_title(word(self._domain or "", self.language))
        circle = self.situation.world.circles.by_id.get(self._circle) if self.situation is not None else None
        town = circle is None or circle.tier == "core"
        self.set_subtitle(self.tr("Whole town") if town or circle is None else circle.name)

    def _draw_answer(self, answer: IndexDetail) -> None:
        if self.situation is None:
            return
        found = detail_table(self.situation, answer, self.language)
        self._draw_head()
        self._value.say(f"{found.value:.0f}")
        self._mark.show_band(found.band)
        self._band.say(word(found.band, self.language), found.band)
        stands = standing_words(self.situation, answer.index, self.language)
        provisional = self.tr("provisional, the day is not over") if found.provisional else stands
        load = self.tr("expected load {load}").format(load=f"{found.expected_load:.1f}")
        self._about.say(f"{answer.index.day:%Y-%m-%d} · {provisional} · {load}")
        silent = self.tr("Incomplete: {names} silent").format(names=" ".join(found.silent)) if found.silent else ""
        self._silent.say(silent)
        self._silent.setVisible(bool(silent))
        self._draw_beside()
        self._fill(found)
        total = self.tr("Together {total} points = 100 − {value}")
        self._sum.say(total.format(total=f"{found.total:.1f}", value=f"{found.value:.1f}"))
        self._method.say(self.tr("method {version}").format(version=found.method_version))
        self.show_state("ready")
        self.grown.emit()

    def _fill(self, found: DetailTable) -> None:
        self._table.setRowCount(len(found.rows))
        most = max((row.points for row in found.rows), default=1.0)
        for number, row in enumerate(found.rows):
            for column, text in enumerate((f"{row.points:.1f}", row.kind, row.text, row.place, row.time)):
                self._table.setItem(number, column, _item(row, column, text, row.points / most if most > 0 else 0.0))

    def _activate(self, item: QTableWidgetItem) -> None:
        incident = item.data(INCIDENT)
        if incident:
            self.selection.open_incident(incident)


def _contribution_table() -> QTableWidget:
    table = QTableWidget(0, 5)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
    table.setTabKeyNavigation(False)
    return table


def _item(row: ContributionRow, column: int, text: str, share: float) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setData(INCIDENT, row.incident)
    item.setToolTip(text)
    if column == POINTS:
        item.setData(SHARE, share)
    elif column != WHAT:
        item.setForeground(theme.colour("second"))
    return item


class _PointsDelegate(QStyledItemDelegate):
    """A bar as long as the points, with the figure on it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws bar and figure."""
        super().paint(painter, option, index)
        box = QRectF(option.rect)
        room = box.adjusted(theme.px(8), box.height() * 0.78, -theme.px(8), -theme.px(4))
        share = max(0.0, min(1.0, float(index.data(SHARE) or 0.0)))
        painter.fillRect(room, theme.colour("line"))
        painter.fillRect(QRectF(room.left(), room.top(), room.width() * share, room.height()), theme.colour("second"))
