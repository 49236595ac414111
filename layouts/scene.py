"""What a scene is: which panels stand on which monitor, in which grid, and who takes them in when a monitor is missing.

A scene has a set of seats for one monitor, one for three, one for a wall of six. A seat is a monitor's place in the
scene ("desk", "left"); which real monitor sits there is settled by ``layouts.seating``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

PANELS = (
    "indices", "map", "circles", "incidents", "units", "orders", "composer", "duty", "handover", "log", "devices",
    "calls", "consultation",
)  # fmt: skip
"""Every panel that there is, by name."""

DESK = "desk"
"""The seat of the window with the keyboard, where nothing else was remembered."""


@dataclass(frozen=True)
class Cell:
    """One place of a grid: a panel, or several that share it behind tabs, the front one first.

    Attributes:
        panels: names.
        share: of its column's height, against the other cells' shares.
    """

    panels: tuple[str, ...]
    share: float = 1.0


@dataclass(frozen=True)
class Column:
    """Cells from top to bottom.

    Attributes:
        share: of the monitor's width, against the other columns' shares.
    """

    cells: tuple[Cell, ...]
    share: float = 1.0


@dataclass(frozen=True)
class Grid:
    """Columns from left to right."""

    columns: tuple[Column, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All places, column by column."""
        return tuple(cell for column in self.columns for cell in column.cells)

    @property
    def panels(self) -> tuple[str, ...]:
        """All panels, column by column."""
        return tuple(name for cell in self.cells for name in cell.panels)

    def size_of(self, cell: Cell) -> float:
        """The share of the monitor's surface that a place has."""
        column = next(one for one in self.columns if cell in one.cells)
        wide = column.share / sum(one.share for one in self.columns)
        return wide * cell.share / sum(one.share for one in column.cells)

    def with_cell(self, old: Cell, new: Cell) -> Grid:
        """The grid with one place replaced."""
        return Grid(
            tuple(
                replace(column, cells=tuple(new if cell == old else cell for cell in column.cells))
                for column in self.columns
            )
        )


@dataclass(frozen=True)
class Seat:
    """A monitor's place in a scene.

    Attributes:
        name: ``desk``, ``left`` …, the same in every scene, so that a monitor keeps its seat when the scene changes.
        at: column and row among the monitors, from the left upper one.
        viewing_distance_m: from where it is read.
        height_m: of the picture; None when the monitor's own word is taken.
        gives_to: seats that take its panels in while it is missing, the first that is there.
        monitor: name or serial number of the monitor that sits here whatever its position; empty for any.
        grid: what stands where.
    """

    name: str
    at: tuple[int, int]
    viewing_distance_m: float
    height_m: float | None
    gives_to: tuple[str, ...]
    monitor: str
    grid: Grid


@dataclass(frozen=True)
class SeatSet:
    """The seats for a number of monitors."""

    seats: tuple[Seat, ...]

    @property
    def size(self) -> int:
        """For how many monitors."""
        return len(self.seats)

    def seat(self, name: str) -> Seat:
        """The seat of that name.

        Raises:
            KeyError: there is none.
        """
        for seat in self.seats:
            if seat.name == name:
                return seat
        raise KeyError(name)


@dataclass(frozen=True)
class Scene:
    """One arrangement of all monitors.

    Attributes:
        name: ``daily``, ``consultation``, ``emergency``, ``drill``, or a name of one's own.
        key: ``F1`` …; empty when it has none.
        zh, en: what the screens call it.
        priority: panels, the most needed first: which of several is in front where they have to share a place.
        sets: by number of monitors, the smallest first.
    """

    name: str
    key: str
    zh: str
    en: str
    priority: tuple[str, ...]
    sets: tuple[SeatSet, ...]

    def set_for(self, monitors: int) -> SeatSet:
        """The seats for so many monitors: the smallest set that uses them all, else the largest that there is."""
        return next((one for one in self.sets if one.size >= monitors), self.sets[-1])

    def rank(self, panel: str) -> int:
        """0 for the panel that is needed most."""
        return self.priority.index(panel) if panel in self.priority else len(self.priority)


def placed(scene: Scene, seats: SeatSet, present: Iterable[str]) -> dict[str, Grid]:
    """What stands where on the seats that are there.

    A missing seat's panels go, each as a tab, to the first seat of its ``gives_to`` that is there: into the largest
    place whose front panel is needed less, and then in front; into the largest place, behind, where all are needed
    more.
    Whatever stands on a seat that is there keeps its place.

    Args:
        scene: for its order of need.
        seats: of that scene.
        present: names of the seats that have a monitor; at least one.

    Raises:
        ValueError: no seat is there.
    """
    there = set(present)
    grids = {seat.name: seat.grid for seat in seats.seats if seat.name in there}
    if not grids:
        raise ValueError("a scene needs one monitor at least")
    for panel, host in _guests(scene, seats, grids):
        grids[host] = _taken_in(scene, grids[host], panel)
    return grids


def _guests(scene: Scene, seats: SeatSet, grids: dict[str, Grid]) -> Iterator[tuple[str, str]]:
    """Panels that lost their seat, the most needed first, and the seat that takes each in."""
    lost: list[tuple[int, str, str]] = []
    for seat in seats.seats:
        if seat.name not in grids:
            host = next((name for name in seat.gives_to if name in grids), next(iter(grids)))
            lost += [(scene.rank(panel), panel, host) for panel in seat.grid.panels]
    placed_ones = {panel for seat in seats.seats for panel in seat.grid.panels}
    strays = [panel for panel in PANELS if panel not in placed_ones]
    host = next(iter(grids))
    lost += [(len(scene.priority) + 1, panel, host) for panel in strays]
    for _, panel, to in sorted(lost):
        yield panel, to


def _taken_in(scene: Scene, grid: Grid, panel: str) -> Grid:
    by_size = sorted(grid.cells, key=grid.size_of, reverse=True)
    for cell in by_size:
        if scene.rank(cell.panels[0]) > scene.rank(panel):
            return grid.with_cell(cell, replace(cell, panels=(panel, *cell.panels)))
    cell = by_size[0]
    return grid.with_cell(cell, replace(cell, panels=(*cell.panels, panel)))
