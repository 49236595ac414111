"""Which further departments a whistle is to call in: chips to press, a button that calls, one that does not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cockpit.domain.whistles import Whistle
from cockpit.domain.world import World
from cockpit.views.target_words import department_name
from cockpit.views.whistles import uncalled
from widgets import language, theme
from widgets.department_chips import DepartmentChips
from widgets.text import Text


class CallInRow(QWidget):
    """Asks for departments.

    Attributes:
        confirmed: the ids of the departments that are to be called in.
        closed: nobody more is to be called.
    """

    confirmed = Signal(tuple)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picked: list[str] = []
        self.ask = Text("small", "second")
        self.chips = DepartmentChips()
        self.call, self.cancel = QPushButton(), QPushButton()
        self.call.setProperty("kind", "primary")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.call)
        self._buttons.addWidget(self.cancel)
        self._column.addWidget(self.ask)
        self._column.addWidget(self.chips)
        self._column.addLayout(self._buttons)
        self.chips.toggled.connect(self._toggle)
        self.call.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self._leave)
        self.hide()

    def open(self, world: World, whistle: Whistle) -> None:
        """Offers the departments that are not called yet."""
        self._picked = []
        self.offer(world, whistle)
        self.show()
        if self.chips.chips:
            self.chips.chips[0].setFocus()

    def offer(self, world: World, whistle: Whistle) -> None:
        """Takes one away that somebody else has called meanwhile."""
        left = uncalled(world, whistle)
        self._picked = [id_ for id_ in self._picked if any(one.id == id_ for one in left)]
        self.chips.offer(left, {one.id: department_name(world, one.id, language.current()) for one in left})
        self._show()

    def retranslate(self) -> None:
        """The fixed texts."""
        self.ask.say(self.tr("Which departments are called in? Those on duty in the lowest circle around are rung."))
        self.cancel.setText(self.tr("Not now"))
        self._show()

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        self._column.setSpacing(theme.px(6))
        self._buttons.setSpacing(theme.px(8))
        self.chips.place()

    def _show(self) -> None:
        self.chips.show_counts(self._picked, ())
        self.call.setText(self.tr("Call {n} in").format(n=len(self._picked)))
        self.call.setEnabled(bool(self._picked))

    def _toggle(self, department: str) -> None:
        if department in self._picked:
            self._picked.remove(department)
        else:
            self._picked.append(department)
        self._show()

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit(tuple(self._picked))
        self.closed.emit()

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter calls, Escape does not."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.call.isEnabled():
            self._confirm()
        else:
            super().keyPressEvent(event)
