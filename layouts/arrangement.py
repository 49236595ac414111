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
    "columns": (380, 1060, 452),
    "centre": (600, 340),
    "bottom": (600, 452),
    "right": (196, 330, 410),
}
"""Sizes of each splitter's parts at a desk, in px of 1920×1080: the shares in which they share what there is."""


class Arrangement:
    """The splitters of a window.

    Args:
        panels: panels by name; one that is missing leaves its place to its neighbours.
    """

    def __init__(self, panels: Mapping[str, Panel]) -> None:
        self.stack = PanelStack([panels[name] for name in ("incidents", "units") if name in panels])
        bottom = self._splitter("bottom", Qt.Orientation.Horizontal)
        if self.stack.panels:
            bottom.addWidget(self.stack)
        self._add(bottom, panels, ("composer",))
        centre = self._splitter("centre", Qt.Orientation.Vertical)
        self._add(centre, panels, ("map",))
        if bottom.count():
            centre.addWidget(bottom)
        right = self._splitter("right", Qt.Orientation.Vertical)
        self._add(right, panels, ("duty", "circles", "orders"))
        self.columns = self._splitter("columns", Qt.Orientation.Horizontal)
        self._add(self.columns, panels, ("indices",))
        for part in (centre, right):
            if part.count():
                self.columns.addWidget(part)
        self._splitters = (self.columns, centre, bottom, right)

    def size(self) -> None:
        """The default shares at the scale in force."""
        for splitter in self._splitters:
            splitter.setHandleWidth(theme.px(GAP_PX))
            splitter.setSizes([theme.px(size) for size in SIZES[splitter.objectName()][: splitter.count()]])
        self.stack.name_tabs()

    def rescale(self) -> None:
        """The handles at the scale in force; the shares stay as they are."""
        for splitter in self._splitters:
            splitter.setHandleWidth(theme.px(GAP_PX))
        self.stack.name_tabs()

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
