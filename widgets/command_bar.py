"""The command bar: one line to type in, and below it what that finds. The keyboard is enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QVBoxLayout, QWidget

from cockpit.views.columns import Column, Tone
from cockpit.views.command_bar import Entry, kind_word, search, target_of
from widgets import language, theme
from widgets.table import TableModel
from widgets.table_view import Table
from widgets.text import Text

WIDTH_PX, HEIGHT_PX, TOP_PX = 900, 520, 90
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
Refusal = Callable[[Entry], str]


class CommandBar(QFrame):
    """Lies over the window; Esc puts it away.

    Args:
        refusal: what stands in the way of an order to an entry, empty for nothing.

    Attributes:
        chosen: (entry, whether an order to it is to be begun).
    """

    chosen = Signal(object, bool)

    def __init__(self, refusal: Refusal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setProperty("lit", "true")
        self._refusal = refusal
        self._entries: Sequence[Entry] = ()
        self._uses: Mapping[str, float] = {}
        self._found: list[Entry] = []
        self.field = QLineEdit()
        self.model = TableModel(_columns())
        self.table = Table(self.model)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().hide()
        self.hint = Text("small", "second", elide=True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.field)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.hint)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.table.clicked.connect(lambda index: self._choose(index.row(), order=False))
        self.hide()

    def open(self, entries: Sequence[Entry], uses: Mapping[str, float]) -> None:
        """Shows itself near the top of its parent, empty.

        Args:
            entries: all that can be chosen.
            uses: how much each was used, by its id.
        """
        self._entries, self._uses = entries, uses
        self.model.set_columns(_columns())
        self.setAccessibleName(self.tr("Command bar"))
        self.field.setAccessibleName(self.tr("Find an action, a circle, a unit, an incident, an order"))
        self.field.setPlaceholderText(self.tr("Chinese, pinyin, initials or a number"))
        self.field.clear()
        self._place()
        self.show()
        self.raise_()
        self._search("")
        self.field.setFocus()

    def put_away(self) -> None:
        """Nothing is chosen."""
        self.hide()

    def as_text(self) -> str:
        """What is found, as tab-separated text."""
        return self.model.as_tsv(range(self.model.rowCount()))

    @property
    def current(self) -> Entry | None:
        """The entry that Enter would choose; None where nothing is found."""
        row = self.table.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    # -- inside ----------------------------------------------------------------------------------------------------

    def _place(self) -> None:
        margin = theme.px(16)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(theme.px(10))
        self.table.rescale()
        parent = self.parentWidget()
        if parent is not None:
            width = min(theme.px(WIDTH_PX), parent.width() - 2 * margin)
            height = min(theme.px(HEIGHT_PX), parent.height() - theme.px(TOP_PX) - margin)
            self.setGeometry((parent.width() - width) // 2, theme.px(TOP_PX), width, height)

    def _search(self, query: str) -> None:
        self._found = search(self._entries, query, self._uses)
        self.table.set_rows(self._found)
        self._move_to(0)

    def _move_to(self, row: int) -> None:
        if self._found:
            index = self.model.index(max(0, min(row, len(self._found) - 1)), 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self._say()

    def _say(self) -> None:
        entry = self.current
        if entry is None:
            self.hint.say(self.tr("Nothing is called so"), "second")
        elif entry.why:
            self.hint.say(self.tr("Not now: {why}").format(why=entry.why), "yellow")
        elif target_of(entry) is None:
            self.hint.say(self.tr("Enter: do it"), "second")
        else:
            refusal = self._refusal(entry)
            what = self.tr("Enter: pick it · Ctrl+Enter: order to it")
            self.hint.say(f"{what}   {refusal}".rstrip(), "yellow" if refusal else "second")

    def _choose(self, row: int, *, order: bool) -> None:
        self._move_to(row)
        entry = self.current
        if entry is not None and not entry.why and not (order and target_of(entry) is None):
            self.put_away()
            self.chosen.emit(entry, order)

    # -- Qt --------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that move in the list while the line has the focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        row = self.table.currentIndex().row()
        if key in MOVES:
            self._move_to(row + MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(row, order=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            self.put_away()
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        """In another language it is found by other words: it closes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.put_away()
        super().changeEvent(event)


def _columns() -> tuple[Column[Entry], ...]:
    spoken = language.current()
    return (
        Column("kind", lambda row: kind_word(row.kind, spoken), lambda row: row.kind, _second, width=9),
        Column("title", lambda row: row.title, lambda row: row.title, _tone, width=30),
        Column("about", lambda row: row.why or row.about, lambda row: row.about, _second, width=30, stretch=True),
        Column("key", lambda row: row.key, lambda row: row.key, _second, width=9, align="right"),
    )


def _tone(row: Entry) -> Tone:
    return "third" if row.why else "text"


def _second(row: Entry) -> Tone:
    return "yellow" if row.why else "second"
