"""What stands on one monitor: a grid of places with dividers; panels move between boards and are never remade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from layouts.dividers import GAP_PX, Dividers
from layouts.panel_stack import PanelStack
from layouts.scene import Cell, Column, Grid
from widgets import theme
from widgets.panel import Panel

LEAST = 0.01
"""The least share that is remembered of a place, however narrow it was dragged."""

Shares = list[list[float]]
"""The columns' shares, then each column's cells' shares, as dividers were left."""


class Board(QWidget):
    """The grid of a monitor; empty until ``arrange``.

    Attributes:
        grid: what is shown.
        filled: the stack that fills the monitor for a while; None while all stand side by side.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid(())
        self._stacks: dict[tuple[str, ...], PanelStack] = {}
        self._going: list[QWidget] = []
        self._columns: list[QSplitter] = []
        self._given: Shares = []
        self.filled: PanelStack | None = None
        self._before: Shares = []
        self._held = False
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.columns: QSplitter = Dividers(Qt.Orientation.Horizontal, self)
        self._outer.addWidget(self.columns)

    def release(self, kept: Grid) -> None:
        """Lets go of every stack that ``kept`` does not have: any board may take its panels in, straight from there.

        All boards release before any arranges, so that a panel is never in two places. A panel that moves is dressed
        anew with all that is in it, so that it had better move once.
        """
        if self.filled is not None:
            self.fill(None)
        places = {cell.panels for cell in kept.cells}
        for panels in [panels for panels in self._stacks if panels not in places]:
            stack = self._stacks.pop(panels)
            stack.dissolve()
            stack.hide()
            self._going.append(stack)
            self.grid = Grid(())

    def clear_away(self, parking: QWidget) -> None:
        """Forgets what it let go of, after all boards have arranged; panels that nobody took in wait in ``parking``."""
        for part in self._going:
            if isinstance(part, PanelStack):
                part.give_back(parking)
            part.setParent(None)
            part.deleteLater()
        self._going.clear()

    def arrange(self, grid: Grid, panels: Mapping[str, Panel], shares: Shares | None = None) -> None:
        """Shows a grid. A place that stood already with the same panels is taken over as it is, tab and all.

        Args:
            grid: panels by name; one that is missing from ``panels`` leaves its place to its neighbours.
            panels: all that there are.
            shares: where the dividers were left; the grid's own without.
        """
        grid = _without_missing(grid, panels)
        if grid != self.grid:
            self._rebuild(grid, panels)
        self.divide_by(shares)

    def divide_by(self, shares: Shares | None) -> None:
        """Puts the dividers where they were left, or where the grid has them."""
        self._given = shares if shares is not None and _fits(shares, self.grid) else _shares_of(self.grid)
        self.divide()

    def divide(self) -> None:
        """The shares at the size that there is, as set last."""
        if not self._given or self.filled is not None:
            return
        _share(self.columns, self._given[0], self.width())
        for splitter, given in zip(self._columns, self._given[1:], strict=True):
            _share(splitter, given, self.height())

    def rescale(self) -> None:
        """The handles at the scale in force; the shares stay as they are."""
        for splitter in (self.columns, *self._columns):
            splitter.setHandleWidth(theme.px(GAP_PX))
        self.name_tabs()

    def name_tabs(self) -> None:
        """The tabs' texts in the language in force."""
        for stack in self._stacks.values():
            stack.name_tabs()

    def shares(self) -> Shares:
        """Where the dividers stand, or will stand again."""
        if self.filled is not None:
            return self._before
        return [_proportions(self.columns.sizes()), *(_proportions(one.sizes()) for one in self._columns)]

    def grid_as_it_stands(self) -> Grid:
        """What is shown, with the shares that the dividers give."""
        wide, *high = self.shares()
        columns = []
        for column, share, heights in zip(self.grid.columns, wide, high, strict=True):
            cells = tuple(Cell(cell.panels, max(part, LEAST)) for cell, part in zip(column.cells, heights, strict=True))
            columns.append(Column(cells, max(share, LEAST)))
        return Grid(tuple(columns))

    def fill(self, stack: PanelStack | None) -> None:
        """Gives a stack the whole monitor, or with None all their places again; nothing moves."""
        if self.filled is None:
            self._before = self.shares()
        self.filled = None
        for splitter in self._columns:
            inside = [part for place in range(splitter.count()) if (part := splitter.widget(place)) is not None]
            for part in inside:
                part.setVisible(part not in self._going and stack in (None, part))
            splitter.setVisible(stack is None or stack in inside)
        if stack is None:
            self.divide_by(self._before)
        self.filled = stack

    def reveal(self, stack: PanelStack) -> None:
        """Makes sure that a stack is seen, though another one fills the monitor."""
        if self.filled not in (None, stack):
            self.fill(None)

    def hold(self, held: bool) -> None:
        """Dividers stay where they are, or can be dragged again."""
        self._held = held
        for splitter in (self.columns, *self._columns):
            for place in range(splitter.count()):
                splitter.handle(place).setEnabled(not held)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _rebuild(self, grid: Grid, panels: Mapping[str, Panel]) -> None:
        """Puts the places in order; those that stood already stay in the column that they are in."""
        if self.filled is not None:
            self.fill(None)
        free = list(self._columns)
        self._columns = [self._column(column, free) for column in grid.columns]
        for place, (splitter, column) in enumerate(zip(self._columns, grid.columns, strict=True)):
            self.columns.insertWidget(place, splitter)
            for row, cell in enumerate(column.cells):
                splitter.insertWidget(row, self._stack(cell, panels, splitter))
            splitter.show()
        for old in free:
            old.hide()  # it may hold panels that another board has yet to take in
            self._going.append(old)
        self.grid = grid
        self.rescale()
        self.hold(self._held)

    def _column(self, column: Column, free: list[QSplitter]) -> QSplitter:
        """The splitter of a column: the one that has some of its places already, else a new one."""
        stacks = [self._stacks[cell.panels] for cell in column.cells if cell.panels in self._stacks]
        kept = next((old for old in free if any(stack.parentWidget() is old for stack in stacks)), None)
        if kept is None:
            return Dividers(Qt.Orientation.Vertical, self.columns)
        free.remove(kept)
        return kept

    def _stack(self, cell: Cell, panels: Mapping[str, Panel], parent: QWidget) -> PanelStack:
        stack = self._stacks.get(cell.panels)
        if stack is None:
            stack = self._stacks[cell.panels] = PanelStack([panels[name] for name in cell.panels], parent)
        return stack


def stack_of(panel: Panel) -> PanelStack | None:
    """The stack that a panel stands in; None while it stands nowhere."""
    parent = panel.parentWidget()
    return parent if isinstance(parent, PanelStack) else None


def beside(panel: QWidget, within: QWidget, width: int) -> tuple[int, int, int, int]:
    """Left, top, width, height of a sheet beside a panel, in ``within``'s coordinates: where there is more room."""
    gap = theme.px(GAP_PX)
    origin = panel.mapTo(within, panel.rect().topLeft())
    right = origin.x() + panel.width() + gap
    if within.width() - right - gap >= min(width, origin.x() - 2 * gap):
        return right, origin.y(), min(width, within.width() - right - gap), panel.height()
    wide = min(width, origin.x() - 2 * gap)
    return origin.x() - gap - wide, origin.y(), wide, panel.height()


def _without_missing(grid: Grid, panels: Mapping[str, Panel]) -> Grid:
    columns = []
    for column in grid.columns:
        cells = [Cell(tuple(name for name in cell.panels if name in panels), cell.share) for cell in column.cells]
        cells = [cell for cell in cells if cell.panels]
        if cells:
            columns.append(Column(tuple(cells), column.share))
    return Grid(tuple(columns))


def _shares_of(grid: Grid) -> Shares:
    return [
        [column.share for column in grid.columns],
        *([cell.share for cell in column.cells] for column in grid.columns),
    ]


def _fits(shares: Any, grid: Grid) -> bool:
    """Whether remembered shares are those of such a grid; what a file says is not believed unseen."""
    wanted = [len(one) for one in _shares_of(grid)]
    return (
        isinstance(shares, list)
        and all(isinstance(one, list) and all(isinstance(n, (int, float)) and n > 0 for n in one) for one in shares)
        and [len(one) for one in shares] == wanted
    )


def _share(splitter: QSplitter, shares: Sequence[float], length_px: int) -> None:
    free = length_px - splitter.handleWidth() * (len(shares) - 1)
    whole = sum(shares)
    splitter.setSizes([max(1, round(free * share / whole)) for share in shares])


def _proportions(sizes: Sequence[int]) -> list[float]:
    whole = sum(sizes)
    return [round(size / whole, 4) if whole else 1.0 for size in sizes]
