"""The small card beside the pointer that says what is there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from widgets import theme
from widgets.own_window import give_own_window
from widgets.text import Text

LINES = 3
AWAY_PX = 16


class Tip(QFrame):
    """A few lines over the map; the pointer passes through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("map-tip")
        give_own_window(self)  # the map under it has one
        self._column = QVBoxLayout(self)
        self._lines = [
            Text("strong" if number == 0 else "small", "text" if number == 0 else "second") for number in range(LINES)
        ]
        for line in self._lines:
            self._column.addWidget(line)
        self.hide()

    def rescale(self) -> None:
        """Sizes and colours for the scale and tone in force."""
        self._column.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        self._column.setSpacing(theme.px(2))
        self.setStyleSheet(
            f"#map-tip {{ background: {theme.token('raised')}; border: {theme.px(1)}px solid {theme.token('line')};"
            f" border-radius: {theme.px(3)}px; }}"
        )

    def as_text(self) -> str:
        """The lines that are shown."""
        return "\n".join(line.text() for line in self._lines if not line.isHidden())

    def say(self, words: tuple[str, ...], at: QPoint) -> None:
        """Shows lines beside a point of the parent, on the side where there is room; nothing to say hides it."""
        if not words:
            self.hide()
            return
        for number, line in enumerate(self._lines):
            line.say(words[number] if number < len(words) else "")
            line.setVisible(number < len(words))
        self._column.activate()
        self.resize(self.sizeHint())
        room, away = self._over.size(), theme.px(AWAY_PX)
        x = at.x() + away if at.x() + away + self.width() <= room.width() else at.x() - away - self.width()
        y = at.y() + away if at.y() + away + self.height() <= room.height() else at.y() - away - self.height()
        self.move(max(0, x), max(0, y))
        self.show()
        self.raise_()
