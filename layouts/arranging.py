"""Arranging by hand: panels change places, or go to another place, on what stands on all monitors. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from layouts.scene import DESK, Cell, Column, Grid, Scene, SeatSet
from layouts.scene_limits import MOST_COLUMNS, MOST_ROWS

Side = Literal["left", "right", "above", "below", "behind"]
"""Where a panel goes, seen from the panel that it is put to; ``behind`` shares its place, as a tab in front."""

SIDES: tuple[Side, ...] = ("left", "right", "above", "below", "behind")
Grids = Mapping[str, Grid]
"""What stands on each seat that has a monitor."""


class CannotMove(ValueError):
    """Why a panel stays where it is: ``alone`` (its monitor would be bare), ``full`` (no more rows or columns)."""


def swapped(grids: Grids, one: str, other: str) -> dict[str, Grid]:
    """Two panels in each other's places, tabs among tabs; all else stays.

    Raises:
        KeyError: one of them stands nowhere.
    """
    for name in (one, other):
        seat_of(grids, name)
    turned = {one: other, other: one}

    def turn(cell: Cell) -> Cell:
        return replace(cell, panels=tuple(turned.get(name, name) for name in cell.panels))

    return {
        seat: Grid(tuple(replace(column, cells=tuple(map(turn, column.cells))) for column in grid.columns))
        for seat, grid in grids.items()
    }


def moved(grids: Grids, panel: str, to: str, side: Side) -> dict[str, Grid]:
    """A panel in a place beside another one's, or in the same place; the place that it leaves goes to its neighbours.

    Beside means a new column, above and below a new row, with half of what the other place had.

    Raises:
        KeyError: one of them stands nowhere.
        CannotMove: see there.
    """
    if panel == to:
        return dict(grids)
    seat_of(grids, to)
    home = seat_of(grids, panel)
    found = {**grids, home: _without(grids[home], panel)}
    if not found[home].columns:
        raise CannotMove("alone")
    seat = seat_of(found, to)
    found[seat] = _with(found[seat], panel, to, side)
    if len(found[seat].columns) > MOST_COLUMNS or any(len(one.cells) > MOST_ROWS for one in found[seat].columns):
        raise CannotMove("full")
    return found


def seat_of(grids: Grids, panel: str) -> str:
    """The seat that a panel stands on.

    Raises:
        KeyError: it stands nowhere.
    """
    for seat, grid in grids.items():
        if panel in grid.panels:
            return seat
    raise KeyError(panel)


def arranged(scene: Scene, seats: SeatSet, grids: Grids) -> Scene:
    """The scene with these grids for as many monitors as there are grids.

    While a monitor of a set is missing, the ones that are there become a set of their own: what was arranged on two
    stays on two, and the set of three is as it was when the third is back.
    """
    there = [replace(seat, grid=grids[seat.name]) for seat in seats.seats if seat.name in grids]
    names = {seat.name for seat in there}
    if DESK not in names:
        there[0] = replace(there[0], name=DESK)
        names = {seat.name for seat in there}
    made = SeatSet(
        tuple(
            replace(seat, gives_to=tuple(one for one in seat.gives_to if one in names and one != seat.name))
            for seat in there
        )
    )
    sets = {one.size: one for one in scene.sets} | {made.size: made}
    return replace(scene, sets=tuple(sets[size] for size in sorted(sets)))


def _without(grid: Grid, panel: str) -> Grid:
    columns = []
    for column in grid.columns:
        cells = [replace(cell, panels=tuple(one for one in cell.panels if one != panel)) for cell in column.cells]
        left = tuple(cell for cell in cells if cell.panels)
        if left:
            columns.append(replace(column, cells=left))
    return Grid(tuple(columns))


def _with(grid: Grid, panel: str, to: str, side: Side) -> Grid:
    columns: list[Column] = []
    for column in grid.columns:
        cell = next((one for one in column.cells if to in one.panels), None)
        if cell is None:
            columns.append(column)
        elif side in ("left", "right"):
            half = column.share / 2
            new, old = Column((Cell((panel,)),), half), replace(column, share=half)
            columns += [new, old] if side == "left" else [old, new]
        else:
            columns.append(replace(column, cells=_cells_with(column.cells, cell, panel, side)))
    return Grid(tuple(columns))


def _cells_with(cells: tuple[Cell, ...], cell: Cell, panel: str, side: Side) -> tuple[Cell, ...]:
    at = cells.index(cell)
    if side == "behind":
        return (*cells[:at], replace(cell, panels=(panel, *cell.panels)), *cells[at + 1 :])
    half = cell.share / 2
    new, old = Cell((panel,), half), replace(cell, share=half)
    pair = (new, old) if side == "above" else (old, new)
    return (*cells[:at], *pair, *cells[at + 1 :])
