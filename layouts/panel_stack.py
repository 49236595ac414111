"""Panels that share one place: tabs in the header in place of the title, one panel seen at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QToolButton, QWidget

from widgets import theme
from widgets.panel import Panel


class PanelStack(QStackedWidget):
    """Shows one of its panels; a single one stands there without tabs.

    Args:
        panels: the panels, the first of them seen at first.
        parent: where it stands from the first: what moves later is dressed anew with all that is in it.
    """

    def __init__(self, panels: Sequence[Panel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panels = list(panels)
        self._tabs = QWidget()
        self._row = QHBoxLayout(self._tabs)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self._buttons: list[QPushButton] = []
        self._badges: dict[str, str] = {}
        for number, panel in enumerate(self.panels):
            self.addWidget(panel)
            panel.reworded.connect(self.name_tabs)
            button = QPushButton()
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number)
            self._buttons.append(button)
            self._row.addWidget(button)
        self._group.idClicked.connect(lambda number: self.show_panel(self.panels[number]))
        self._more = QToolButton()
        self._more.setProperty("kind", "flat")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(QMenu(self._more))
        self._more.menu().aboutToShow.connect(self._fill_more)
        self._row.addWidget(self._more)
        self._more.hide()
        if len(self.panels) > 1:
            self.show_panel(self.panels[0])

    @property
    def front(self) -> Panel:
        """The panel that is seen."""
        return self.panels[max(0, self.currentIndex())]

    def show_panel(self, panel: Panel) -> None:
        """Brings a panel to the front; one that is not in the stack changes nothing."""
        if panel not in self.panels or len(self.panels) < 2:
            return
        old = self.panels[self.currentIndex()]
        if old is not panel:
            old.lead_header(None)
        self.setCurrentWidget(panel)
        panel.lead_header(self._tabs)
        self._buttons[self.panels.index(panel)].setChecked(True)
        self.fit_tabs()

    def dissolve(self) -> None:
        """Takes its tabs off its panels, which stay until somebody takes them in; it is of no use any more."""
        for panel in self.panels:
            if len(self.panels) > 1:
                panel.lead_header(None)
            panel.reworded.disconnect(self.name_tabs)
        self._tabs.setParent(self)

    def give_back(self, parking: QWidget) -> None:
        """Panels that nobody has taken in wait in ``parking``."""
        for panel in self.panels:
            if panel.parentWidget() is self:
                panel.setParent(parking)

    def set_badge(self, panel: Panel, badge: str) -> None:
        """Writes a figure behind a tab's name, and lights the tab; an empty one takes both away."""
        if self._badges.get(panel.name, "") != badge:
            self._badges[panel.name] = badge
            self.name_tabs()

    def name_tabs(self) -> None:
        """The tabs' texts are the panels' titles, in the language in force."""
        self._row.setSpacing(theme.px(2))
        for button, panel in zip(self._buttons, self.panels, strict=True):
            badge = self._badges.get(panel.name, "")
            text = f"{panel.accessibleName()} · {badge}" if badge else panel.accessibleName()
            if button.text() != text:
                button.setText(text)
            if bool(button.property("lit")) != bool(badge):
                button.setProperty("lit", bool(badge))
                button.style().unpolish(button)
                button.style().polish(button)
        self.fit_tabs()

    def fit_tabs(self) -> None:
        """Tabs that find no room in the header go into a menu, the last first; the one in front always stands."""
        if len(self.panels) < 2:
            return
        gap, front = self._row.spacing(), self.panels.index(self.front)
        wide = [button.sizeHint().width() + gap for button in self._buttons]
        room = self._room()
        away: list[int] = []
        for place in reversed(range(len(wide))):
            menu = self._more.sizeHint().width() if away else 0
            if sum(wide) - sum(wide[one] for one in away) + menu <= room:
                break
            if place != front:
                away.append(place)
        for place, button in enumerate(self._buttons):
            button.setVisible(place not in away)
        self._more.setText(f"+{len(away)} ▾")
        self._more.setToolTip(" · ".join(self._buttons[place].text() for place in sorted(away)))
        self._more.setAccessibleName(self._more.toolTip())
        self._more.setVisible(bool(away))

    def _room(self) -> int:
        """Px that the header has for tabs beside what else stands in it."""
        row, panel = self.front.header_row, self.front
        margins = row.contentsMargins()
        room = (panel.width() or self.width()) - margins.left() - margins.right()
        for place in range(row.count()):
            item = row.itemAt(place)
            part = item.widget() if item is not None else None
            if part is not None and part is not self._tabs and not part.isHidden():
                room -= max(part.minimumSizeHint().width(), part.minimumWidth()) + row.spacing()
        return room

    def _fill_more(self) -> None:
        menu = self._more.menu()
        menu.clear()
        for button, panel in zip(self._buttons, self.panels, strict=True):
            if button.isHidden():
                menu.addAction(button.text(), partial(self.show_panel, panel))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tabs follow the room."""
        super().resizeEvent(event)
        self.fit_tabs()
