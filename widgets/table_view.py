"""How the one table looks and answers to the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QStaticText,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cockpit.views.columns import Column, Tone
from widgets import theme
from widgets.marks import draw_shape
from widgets.table import TableModel

SHARED = 0.4
"""The part of the spare width that all columns share; what is left goes to the one that stretches."""

Pick = QItemSelectionModel.SelectionFlag
Index = QModelIndex | QPersistentModelIndex


def tone_colour(tone: Tone) -> QColor:
    """The colour of a text in a tone."""
    return theme.colour(tone if tone in ("text", "second", "third", "action") else f"{tone}_text")


SELECTED, HOVERED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_MouseOver.value
"""As figures: asking an enum of Python's costs as much as drawing a mark, and a table asks for every cell."""
CUTS_KEPT = 4096


class Cells(QStyledItemDelegate):
    """Paints a cell: wash, mark, text cut to its room, and the line below the row.

    Args:
        parent: the table.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cuts: dict[tuple[str, int, int], QStaticText] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one cell. What it sets of the painter stays: the next cell sets its own."""
        model = index.model()
        if not isinstance(model, TableModel) or index.row() >= len(model.rows):
            return
        row, column = model.rows[index.row()], model.columns[index.column()]
        box: QRect = option.rect
        left, top, width, line = box.x(), box.y(), box.width(), theme.px(1)
        height = box.height() - line
        state = option.state.value
        if state & SELECTED:
            painter.fillRect(left, top, width, height, theme.colour("action_fill"))
        elif state & HOVERED:
            painter.fillRect(left, top, width, height, theme.colour("raised"))
        painter.fillRect(left, top + height, width, line, theme.colour("raised"))
        margin = theme.px(8)
        left, width = left + margin, width - 2 * margin
        mark = column.mark(row)
        if mark is not None:
            size, gap = theme.px(11), theme.px(7)
            spot = QRectF(left, top + (height - size) // 2, size, size)
            draw_shape(painter, mark[0], spot, theme.department_colour(mark[1]))
            left, width = left + size + gap, width - size - gap
        text = column.text(row)
        if not text:
            return
        font = theme.font("body")
        cut = self._cut(text, width, font)
        room = cut.size()
        painter.setFont(font)
        painter.setPen(tone_colour(column.tone(row)))
        x = left + width - room.width() if column.align == "right" else left
        painter.drawStaticText(QPointF(round(x), round(top + (height - room.height()) / 2)), cut)

    def _cut(self, text: str, width_px: int, font: QFont) -> QStaticText:
        """A text as it fits, laid out; remembered, since the same cells are painted over and over."""
        key = (text, width_px, font.pixelSize())
        cut = self._cuts.get(key)
        if cut is None:
            if len(self._cuts) >= CUTS_KEPT:
                self._cuts.clear()
            shown = " ".join(text.split("\n"))
            cut = QStaticText(QFontMetrics(font).elidedText(shown, Qt.TextElideMode.ElideRight, width_px))
            cut.setTextFormat(Qt.TextFormat.PlainText)
            cut.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            cut.prepare(font=font)
            self._cuts[key] = cut
        return cut


class Heads(QHeaderView):
    """Paints the titles exactly above their cells, with a triangle at the column that the rows are sorted by."""

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:
        """Paints one title."""
        model = self.model()
        if not isinstance(model, TableModel) or not box.isValid():
            return
        painter.save()
        line = theme.px(1)
        painter.fillRect(box.x(), box.bottom() - line + 1, box.width(), line, theme.colour("line"))
        inner = box.adjusted(theme.px(8), 0, -theme.px(8), -line)
        painter.setFont(theme.font("small"))
        metrics = painter.fontMetrics()
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        arrow = "" if not sorted_by else (" ↓" if self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder else " ↑")
        painter.setPen(theme.colour("text" if sorted_by else "third"))
        room = inner.width() - metrics.horizontalAdvance(arrow)
        text = metrics.elidedText(model.titles[section], Qt.TextElideMode.ElideRight, room) + arrow
        right = model.columns[section].align == "right"
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        painter.restore()


class Table(QTableView):
    """A table over a ``TableModel``. What is picked, opened or sorted is told by ids.

    A new order of the rows keeps what is picked, the current row, and the row at the upper edge.

    Args:
        model: the rows.
        many: whether several rows can be picked at once.

    Attributes:
        picked: the ids that are picked now, by the person.
        opened: the id of the row that Enter or a double click opened.
        sort_wanted: a column's key (empty for the order of the start) and whether it is to be falling.
    """

    picked = Signal(list)
    opened = Signal(str)
    sort_wanted = Signal(str, bool)

    def __init__(self, model: TableModel, *, many: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._sorted: tuple[int, bool] | None = None
        self.setModel(model)
        self.setItemDelegate(Cells(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = Heads(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._header_clicked)
        self.selectionModel().selectionChanged.connect(self._tell_picked)
        self.doubleClicked.connect(self._tell_opened)
        self._quiet = False

    # -- content ---------------------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Shows a view's rows. A picked row that goes (a filter hides it) is told to nobody: it was not unpicked."""
        kept, current, top, offset = set(self.picked_ids()), self.current_id(), self._top_id(), self._top_offset()
        self._quiet = True
        try:
            if self.rows.set_rows(rows):
                self._restore(kept, current)
                self._scroll_back(top, offset)
        finally:
            self._quiet = False

    def picked_ids(self) -> list[str]:
        """The ids of the picked rows, from the top."""
        return [self.rows.key(row) for row in self._picked_places()]

    def current_id(self) -> str:
        """The id of the current row, empty for none."""
        return self.rows.key(self.currentIndex().row())

    def pick(self, keys: set[str]) -> None:
        """Shows these rows as picked, without telling anybody; scrolls to a single one."""
        if set(self.picked_ids()) == keys:
            return
        self._quiet = True
        try:
            self._restore(keys, next(iter(keys)) if len(keys) == 1 else self.current_id())
            if len(keys) == 1 and self.currentIndex().isValid():
                self.scrollTo(self.currentIndex())
        finally:
            self._quiet = False

    def copy(self) -> str:
        """The picked rows (all, where none is) as tab-separated text, also into the clipboard."""
        text = self.rows.as_tsv(self._picked_places() or range(self.rows.rowCount()))
        QGuiApplication.clipboard().setText(text)
        return text

    def rescale(self) -> None:
        """Row height and column widths for the scale in force; columns that find no room are left out."""
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.verticalHeader().setMinimumSectionSize(theme.px(32))
        self.horizontalHeader().setFixedHeight(theme.px(30))
        self._fit()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        digit = QFontMetrics(theme.font("body")).horizontalAdvance("0")
        wanted = {place: digit * column.width + theme.px(16) for place, column in enumerate(self.rows.columns)}
        shown = set(wanted)
        room = self.viewport().width()
        for place in sorted(shown, key=lambda place: -self.rows.columns[place].drop):
            if self.rows.columns[place].drop and sum(wanted[one] for one in shown) > room:
                shown.discard(place)
        spare = max(0, room - sum(wanted[one] for one in shown))
        each = round(spare * SHARED / max(1, len(shown)))
        rest = spare - each * (len(shown) - 1)
        for place, column in enumerate(self.rows.columns):
            self.setColumnHidden(place, place not in shown)
            self.setColumnWidth(place, wanted[place] + (rest if column.stretch else each))

    def _picked_places(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _restore(self, keys: set[str], current: str) -> None:
        chosen = QItemSelection()
        last = self.rows.columnCount() - 1
        places = self.rows.places(keys)
        start = 0
        for number, place in enumerate(places):
            if number + 1 == len(places) or places[number + 1] != place + 1:
                chosen.select(self.rows.index(places[start], 0), self.rows.index(place, last))
                start = number + 1
        model = self.selectionModel()
        model.select(chosen, Pick.ClearAndSelect)
        at = self.rows.places({current}) if current else []
        if at:
            model.setCurrentIndex(self.rows.index(at[0], 0), Pick.NoUpdate)

    def _top_id(self) -> str:
        """The id of the row at the upper edge, empty while the table stands at its start."""
        return self.rows.key(self.rowAt(0)) if self.verticalScrollBar().value() > 0 else ""

    def _top_offset(self) -> int:
        row = self.rowAt(0)
        return self.rowViewportPosition(row) if row >= 0 else 0

    def _scroll_back(self, top: str, offset: int) -> None:
        places = self.rows.places({top}) if top else []
        if places:
            self.updateGeometries()
            height = self.verticalHeader().defaultSectionSize()
            self.verticalScrollBar().setValue(places[0] * height - offset)

    def _tell_picked(self) -> None:
        if not self._quiet:
            self.picked.emit(self.picked_ids())

    def _tell_opened(self, index: QModelIndex) -> None:
        key = self.rows.key(index.row())
        if key:
            self.opened.emit(key)

    def _header_clicked(self, section: int) -> None:
        """Rising, then falling, then as at the start."""
        header = self.horizontalHeader()
        if self._sorted == (section, True):
            self._sorted = None
            header.setSortIndicatorShown(False)
            self.sort_wanted.emit("", False)
            return
        falling = self._sorted == (section, False)
        self._sorted = (section, falling)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder)
        self.sort_wanted.emit(self.rows.columns[section].key, falling)

    # -- Qt --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, the copy key copies; the rest is the table's own."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._tell_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the room anew."""
        super().resizeEvent(event)
        self._fit()


def titles_for(columns: Sequence[Column[Any]], names: dict[str, str]) -> list[str]:
    """The titles in the order of the columns."""
    return [names.get(column.key, column.key) for column in columns]
