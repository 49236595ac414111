"""The tracker's list: an order a row, painted, so that hundreds cost nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cockpit.views.climb import climb_words, rung_lines
from cockpit.views.columns import Tone
from cockpit.views.durations import clock_span
from cockpit.views.orders import OrderRow
from cockpit.views.words import word
from widgets import language, theme
from widgets.marks import draw_shape
from widgets.stage_bars import paint_stages
from widgets.table_view import tone_colour

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Part = tuple[str, Tone, bool]
"""A piece of the last line: its text, its tone, and whether a triangle stands before it."""


class OrderListModel(QAbstractListModel):
    """Ids in the view's order; a row is made only when it is painted, and kept until it changes."""

    def __init__(self, make: Callable[[str], OrderRow]) -> None:
        super().__init__()
        self.ids: list[str] = []
        self._make = make
        self._rows: dict[str, OrderRow] = {}

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Orders."""
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title for a screen reader and for keyboard search; as a tooltip also every rung that was climbed."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and index.row() < len(self.ids):
            row = self.row(index.row())
            title = f"{row.title} · {row.target}"
            if role == Qt.ItemDataRole.DisplayRole or row.climb is None:
                return title
            return "\n".join([title, *rung_lines(row.climb.lead, language.current())])
        return None

    def row(self, place: int) -> OrderRow:
        """The order at a place."""
        id_ = self.ids[place]
        if id_ not in self._rows:
            self._rows[id_] = self._make(id_)
        return self._rows[id_]

    def set_ids(self, ids: list[str]) -> bool:
        """Takes the view's order; returns whether anything has come, gone or moved."""
        if ids == self.ids:
            return False
        self.beginResetModel()
        self.ids = list(ids)
        self._rows = {id_: row for id_, row in self._rows.items() if id_ in set(ids)}
        self.endResetModel()
        return True

    def forget(self, ids: set[str]) -> None:
        """These orders look different now."""
        for id_ in ids:
            self._rows.pop(id_, None)
        places = [place for place, id_ in enumerate(self.ids) if id_ in ids]
        if places:
            self.dataChanged.emit(self.index(places[0]), self.index(places[-1]))


class OrderCard(QStyledItemDelegate):
    """Paints an order: title, target and time; the five bars; what is wrong, or how long there is; who was told."""

    OVER_HEIGHT, LINE, MARGIN, SCROLL_BAR = 64, 24, 12, 8

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """An order under way has a line more than one that is over, and another while a missed deadline climbs."""
        model = index.model()
        row = model.row(index.row()) if isinstance(model, OrderListModel) else None
        lines = 0 if row is None or not row.open else 1 if row.climb is None else 2
        return QSize(theme.px(200), theme.px(self.OVER_HEIGHT) + lines * theme.px(self.LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one order."""
        model = index.model()
        if not isinstance(model, OrderListModel):
            return
        row, box = model.row(index.row()), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("raised"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(box.x(), box.y(), theme.px(3), box.height()), theme.colour("action"))
        line = theme.px(1)
        painter.fillRect(box.x(), box.bottom() - line + 1, box.width(), line, theme.colour("raised"))
        margin = theme.px(self.MARGIN)
        inner = box.adjusted(margin, theme.px(8), theme.px(self.SCROLL_BAR) - margin, 0)
        self._head(painter, QRect(inner.x(), inner.y(), inner.width(), theme.px(22)), row)
        bars = QRect(inner.x(), inner.y() + theme.px(26), inner.width(), theme.px(22))
        paint_stages(painter, bars, row.stages)
        if row.open:
            notes = QRect(inner.x(), bars.bottom() + theme.px(4), inner.width(), theme.px(22))
            self._notes(painter, notes, self.parts(row))
            self._notes(painter, notes.translated(0, theme.px(self.LINE) - theme.px(2)), self.climb_parts(row))
        painter.restore()

    def climb_parts(self, row: OrderRow) -> list[Part]:
        """How far the missed deadlines have climbed; red where one of them calls whoever sits here."""
        if row.climb is None:
            return []
        tone: Tone = "red" if row.alarm else "second" if row.climb.lead.taken_by else "orange"
        return [(climb_words(row.climb, language.current()), tone, row.alarm)]

    def parts(self, row: OrderRow) -> list[Part]:
        """What the last line says: three different troubles apart, then how long the slowest has or is late."""
        parts: list[Part] = [(row.offer, "yellow", False)] if row.offer else []
        late = row.late_s is not None and row.late_s > 0
        if row.waiting_for is not None and row.late_s is not None:
            stage = word(row.waiting_for, language.current())
            span = clock_span(abs(row.late_s))
            if late:
                parts.append((self.tr("{stage} late {span}").format(stage=stage, span=span), "orange", True))
            else:
                parts.append((self.tr("{stage} within {span}").format(stage=stage, span=span), "third", False))
        if row.undelivered:
            tone: Tone = "orange" if row.stages[0].late else "second"
            parts.append((self.tr("Undelivered {n}").format(n=row.undelivered), tone, False))
        if row.unacknowledged:
            tone = "orange" if row.stages[1].late else "second"
            parts.append((self.tr("Unanswered {n}").format(n=row.unacknowledged), tone, False))
        if row.out_of_contact:
            parts.append((self.tr("Out of contact {n}").format(n=row.out_of_contact), "yellow", False))
        if row.declined:
            parts.append((self.tr("Declined {n}").format(n=row.declined), "orange", False))
        return parts

    def _head(self, painter: QPainter, box: QRect, row: OrderRow) -> None:
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        body, strong = theme.font("body"), theme.font("strong")
        right = clock_span(row.elapsed_s)
        if not row.open:
            right = f"{word(row.status, language.current())} {right}"
        painter.setFont(body)
        painter.setPen(theme.colour("second"))
        painter.drawText(box, flags | Qt.AlignmentFlag.AlignRight, right)
        room = box.width() - QFontMetrics(body).horizontalAdvance(right) - theme.px(12)
        metrics = QFontMetrics(strong)
        target_room = min(QFontMetrics(body).horizontalAdvance(row.target), round(room * 0.4))
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, room - target_room - theme.px(8))
        painter.setFont(strong)
        painter.setPen(theme.colour("text" if row.open else "second"))
        painter.drawText(box, flags | Qt.AlignmentFlag.AlignLeft, title)
        left = metrics.horizontalAdvance(title) + theme.px(8)
        painter.setFont(body)
        painter.setPen(theme.colour("second" if row.open else "third"))
        rest = QRect(box.x() + left, box.y(), room - left, box.height())
        target = QFontMetrics(body).elidedText(row.target, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, flags | Qt.AlignmentFlag.AlignLeft, target)

    def _notes(self, painter: QPainter, box: QRect, parts: list[Part]) -> None:
        painter.setFont(theme.font("small"))
        metrics = painter.fontMetrics()
        x = box.x()
        for number, (text, tone, warn) in enumerate(parts):
            if number:
                painter.setPen(theme.colour("third"))
                painter.drawText(QRect(x, box.y(), theme.px(16), box.height()), Qt.AlignmentFlag.AlignCenter, "·")
                x += theme.px(16)
            if warn:
                size = theme.px(10)
                draw_shape(
                    painter,
                    "triangle",
                    QRect(x, box.center().y() - size // 2, size, size).toRectF(),
                    theme.colour(tone),
                )
                x += size + theme.px(5)
            painter.setPen(tone_colour(tone))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.right() - x)
            painter.drawText(
                QRect(x, box.y(), box.right() - x, box.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                shown,
            )
            x += metrics.horizontalAdvance(text)


class OrderList(QListView):
    """The list; Enter or a click opens an order.

    Attributes:
        opened: the id of the order to open.
        copy_wanted: the copy key was pressed.
    """

    opened = Signal(str)
    copy_wanted = Signal()

    def __init__(self, model: OrderListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(OrderCard(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The bars stand below their heads whether or not there is something to scroll.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.clicked.connect(self._open)

    def set_ids(self, ids: list[str]) -> None:
        """Shows the view's order; the current order stays current."""
        place = self.currentIndex().row()
        current = self.rows.ids[place] if 0 <= place < len(self.rows.ids) else ""
        offset = self.verticalScrollBar().value()
        if self.rows.set_ids(ids):
            if current in self.rows.ids:
                self.setCurrentIndex(self.rows.index(self.rows.ids.index(current)))
            self.verticalScrollBar().setValue(offset)

    def _open(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.rows.ids):
            self.opened.emit(self.rows.ids[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, the copy key copies; arrows move."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)
