"""Where the cells of the pagoda stand in the room that there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from cockpit.views.circles import CircleCell, Pagoda

LABELS_PX = 100
"""Room for the tiers' names on the left."""

WIDTHS = (0.32, 0.58, 0.74, 0.88, 1.0)
"""Share of the room that each tier's row takes, from the core down: the pagoda's outline."""

HEIGHTS = (28.0, 36.0, 28.0, 24.0, 17.0)
"""Height of a tier's cells, in px at a desk and in proportion when there is more or less room."""

GAP_PX = 10
LINES_OF_GRIDS = 3


@dataclass(frozen=True)
class Placed:
    """A cell and where it stands."""

    cell: CircleCell
    box: QRectF
    parent: str


def place_cells(pagoda: Pagoda, width: float, height: float, px: Callable[[float], int]) -> list[Placed]:
    """Places every cell; tiers with more cells than fit a line of readable ones take several lines.

    Args:
        pagoda: the tiers.
        width: of the widget, in its px.
        height: of the widget, in its px.
        px: px at a desk to px of the widget.
    """
    rows = [(row, number) for number, row in enumerate(pagoda.rows) if row]
    if not rows:
        return []
    lines = [_lines(row, number, width, px) for row, number in rows]
    heights = [HEIGHTS[number] * count for (_, number), count in zip(rows, lines, strict=True)]
    gap = float(px(GAP_PX))
    inner = px(2)
    room = height - gap * (len(rows) - 1) - px(4)
    stretch = room / sum(heights)
    left = float(px(LABELS_PX))
    placed: list[Placed] = []
    y = float(px(2))
    for (row, number), count in zip(rows, lines, strict=True):
        row_width = (width - left - px(2)) * WIDTHS[number]
        start = left + (width - left - px(2) - row_width) / 2
        line_height = HEIGHTS[number] * stretch
        per_line = -(-len(row) // count)
        for line in range(count):
            cells = row[line * per_line : (line + 1) * per_line]
            placed += _line(cells, start, y, row_width / per_line, line_height - (inner if count > 1 else 0), px)
            y += line_height
        y += gap
    return placed


def _lines(row: tuple[CircleCell, ...], number: int, width: float, px: Callable[[float], int]) -> int:
    room = (width - px(LABELS_PX)) * WIDTHS[number]
    return LINES_OF_GRIDS if room / len(row) < px(7) else 1


def _line(
    cells: tuple[CircleCell, ...], start: float, y: float, step: float, height: float, px: Callable[[float], int]
) -> list[Placed]:
    gap = min(float(px(3)), step * 0.2)
    return [
        Placed(cell, QRectF(start + column * step + gap / 2, y, step - gap, height), cell.parent)
        for column, cell in enumerate(cells)
    ]
