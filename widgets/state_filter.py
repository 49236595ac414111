"""An order's recipients by state: a chip for each state that anybody is in, with how many; and picking those shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from cockpit.domain.orders import RecipientState
from cockpit.views.words import word
from widgets import language, theme
from widgets.flow import Flow

STATES: tuple[RecipientState | None, ...] = (
    None, "issued", "delivered", "acknowledged", "en_route", "on_scene", "completed", "declined", "recalled",
    "reassigned",
)  # fmt: skip


class StateFilter(Flow):
    """The chips, in as many lines as they need.

    Attributes:
        shown: the state whose recipients are shown, None for all.
        chips: a button for each state.
        pick: takes those who are shown into the selection.
        changed: another state was chosen.
        picked: those who are shown are to become the selection.
    """

    changed = Signal()
    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(26, parent)
        self.shown: RecipientState | None = None
        self.chips: dict[RecipientState | None, QPushButton] = {}
        self.pick = QPushButton()
        self.pick.setProperty("kind", "flat")
        self.pick.clicked.connect(self.picked)
        group = QButtonGroup(self)
        for state in STATES:
            button = QPushButton()
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, state=state: self._choose(state))
            group.addButton(button)
            self.chips[state] = button
        self.set_items([*self.chips.values(), self.pick])
        self.rest()

    def add(self, button: QPushButton) -> None:
        """Puts another button behind the chips."""
        self.set_items([*self.items, button])

    def rest(self) -> None:
        """All are shown."""
        self.shown = None
        self.chips[None].setChecked(True)

    def show_counts(self, present: Mapping[RecipientState, int], total: int) -> None:
        """How many stand in each state; the chips are placed anew only when one of them reads differently."""
        if self.shown is not None and self.shown not in present:
            self.rest()
        changed = False
        for state, button in self.chips.items():
            count = total if state is None else present.get(state, 0)
            name = self.tr("All") if state is None else word(state, language.current())
            text, shown = f"{name} {count}", state is None or bool(count)
            if button.text() != text or button.isHidden() == shown:
                button.setText(text)
                button.setVisible(shown)
                changed = True
        if changed:
            self.place()

    def retranslate(self) -> None:
        """The fixed texts."""
        self.pick.setText(self.tr("Pick these"))
        self.pick.setToolTip(self.tr("Picks the recipients that are shown, for another order"))

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        for button in self.items:
            button.setStyleSheet(
                f"QPushButton {{ padding: {theme.px(2)}px {theme.px(6)}px; font-size: {theme.px(13)}px; }}"
            )

    def _choose(self, state: RecipientState | None) -> None:
        self.shown = state
        self.chips[state].setChecked(True)
        self.changed.emit()
