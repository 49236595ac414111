"""Where the panels stand in one window: three columns between the link strip and the notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from layouts.memory import Memory
from layouts.panel_stack import PanelStack
from widgets import theme
from widgets.panel import Panel

GAP_PX = 8

SIZES: dict[str, tuple[float, ...]] = {
    "columns": (368, 1028, 492),
    "centre": (596, 340),
    "right": (178, 304, 454),
}
"""Sizes of each splitter's parts at a desk, in px of 1920×1080: the shares in which they share what there is."""


class Arrangement:
    """The splitters of a window.

    Args:
        panels: panels by name; one that is missing leaves its place to its neighbours.
    """

    def __init__(self, panels: Mapping[str, Panel]) -> None:
        self.stacks = [
            PanelStack([panels[name] for name in names if name in panels])
            for names in (("incidents", "units", "handover"), ("orders", "composer"))
        ]
        centre = self._splitter("centre", Qt.Orientation.Vertical)
        self._add(centre, panels, ("map",))
        right = self._splitter("right", Qt.Orientation.Vertical)
        self._add(right, panels, ("duty", "circles"))
        for splitter, stack in zip((centre, right), self.stacks, strict=True):
            if stack.panels:
                splitter.addWidget(stack)
        self.columns = self._splitter("columns", Qt.Orientation.Horizontal)
        self._add(self.columns, panels, ("indices",))
        for part in (centre, right):
            if part.count():
                self.columns.addWidget(part)
        self._splitters = (self.columns, centre, right)

    def size(self) -> None:
        """The default shares at the scale in force."""
        for splitter in self._splitters:
            splitter.setHandleWidth(theme.px(GAP_PX))
            splitter.setSizes([theme.px(size) for size in SIZES[splitter.objectName()][: splitter.count()]])
        self.name_tabs()

    def rescale(self) -> None:
        """The handles at the scale in force; the shares stay as they are."""
        for splitter in self._splitters:
            splitter.setHandleWidth(theme.px(GAP_PX))
        self.name_tabs()

    def name_tabs(self) -> None:
        """The tabs' texts in the language in force."""
        for stack in self.stacks:
            stack.name_tabs()

    def stack_of(self, panel: Panel) -> PanelStack:
        """The stack that a panel stands in.

        Raises:
            StopIteration: it stands in none.
        """
        return next(stack for stack in self.stacks if panel in stack.panels)

    def show_panel(self, panel: Panel) -> None:
        """Brings a panel to the front of its stack."""
        for stack in self.stacks:
            stack.show_panel(panel)

    def restore(self, memory: Memory) -> None:
        """The shares as they were left."""
        for splitter in self._splitters:
            blob = memory.blob(splitter.objectName())
            if not blob.isEmpty():
                splitter.restoreState(blob)

    def keep(self, memory: Memory) -> None:
        """Remembers the shares."""
        for splitter in self._splitters:
            memory.keep_blob(splitter.objectName(), splitter.saveState())

    def _splitter(self, name: str, orientation: Qt.Orientation) -> QSplitter:
        splitter = QSplitter(orientation)
        splitter.setObjectName(name)
        splitter.setChildrenCollapsible(False)
        return splitter

    def _add(self, splitter: QSplitter, panels: Mapping[str, Panel], names: Sequence[str]) -> None:
        for name in names:
            if name in panels:
                splitter.addWidget(panels[name])


def beside(panel: QWidget, within: QWidget, width: int) -> tuple[int, int, int, int]:
    """Left, top, width, height of a sheet right beside a panel, as tall as it is, in ``within``'s coordinates."""
    origin = panel.mapTo(within, panel.rect().topRight())
    left = origin.x() + theme.px(GAP_PX)
    return left, origin.y(), min(width, within.width() - left - theme.px(GAP_PX)), panel.height()
