"""The sheet of keys: every key that works, by where it works."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from widgets import theme
from widgets.own_window import lie_over, paint_ground
from widgets.text import Text

Group = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and the keys under it with what they do."""

GROUPS_A_COLUMN = 3


class KeySheet(QFrame):
    """Lies over the window; any of Esc, F12, ? or a click puts it away.

    Attributes:
        closed: emitted when it was put away.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setProperty("lit", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._content: QWidget | None = None
        self._shown: tuple[object, ...] = ()
        lie_over(self)
        self.hide()

    def show_groups(self, title: str, groups: Sequence[Group]) -> None:
        """Shows the keys in the middle of its parent: sized and placed before it is seen, it is painted once."""
        shown = (title, repr(groups), theme.scale())
        if self._content is None or shown != self._shown:
            self._shown = shown
            if self._content is not None:
                self._content.setParent(None)
                self._content.deleteLater()
            self._content = self._built(title, groups)
            self._column.addWidget(self._content)
        self.setAccessibleName(title)
        self.setAccessibleDescription("\n".join(f"{key} {what}" for _, keys in groups for key, what in keys))
        self._column.setContentsMargins(theme.px(28), theme.px(20), theme.px(28), theme.px(24))
        self.adjustSize()
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, (parent.height() - self.height()) // 2)
        self.show()
        self.raise_()
        self.setFocus()

    def as_text(self) -> str:
        """Every key with what it does, a line each: what a screen reader says."""
        return self.accessibleDescription()

    def put_away(self) -> None:
        """Closes the sheet."""
        self.hide()
        self.closed.emit()

    def _built(self, title: str, groups: Sequence[Group]) -> QWidget:
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(14))
        heading = Text("head")
        heading.say(title)
        rows.addWidget(heading)
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(48))
        shown = [group for group in groups if group[1]]
        for start in range(0, len(shown), GROUPS_A_COLUMN):
            column = QVBoxLayout()
            column.setSpacing(theme.px(18))
            for name, keys in shown[start : start + GROUPS_A_COLUMN]:
                column.addLayout(self._group(name, keys))
            column.addStretch(1)
            columns.addLayout(column)
        rows.addLayout(columns)
        return content

    def _group(self, name: str, keys: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(5))
        title = Text("strong", "second")
        title.say(name)
        grid.addWidget(title, 0, 0, 1, 2)
        # A label a column, not a label a key: every label is dressed by the style sheet, and there are sixty keys.
        for column, (tone, lines) in enumerate(
            (("action", [key for key, _ in keys]), ("text", [what for _, what in keys]))
        ):
            text = Text("body", tone)
            text.say("\n".join(lines))
            grid.addWidget(text, 1, column)
        grid.setColumnMinimumWidth(0, theme.px(120))
        grid.setColumnStretch(1, 1)
        return grid

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, to the corners."""
        paint_ground(self)
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that put it away."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F12, Qt.Key.Key_Question):
            self.put_away()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click puts it away."""
        self.put_away()
