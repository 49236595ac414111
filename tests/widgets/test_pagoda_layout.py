"""Where the cells of the pagoda stand."""

from __future__ import annotations

import itertools

import pytest

from cockpit.views.circles import CircleCell, Pagoda
from widgets.pagoda_layout import place_cells

COUNTS = (1, 6, 12, 30, 125)
TIERS = ("core", "zone", "station", "squad", "grid")


def sandun() -> Pagoda:
    """Sandun's 174 circles."""
    return Pagoda(
        tuple(
            tuple(
                CircleCell(f"{tier}{number}", tier, "", "", "", "", 4, 0, 0, 95.0, "green", "fire")  # type: ignore[arg-type]
                for number in range(count)
            )
            for tier, count in zip(TIERS, COUNTS, strict=True)
        )
    )


def px(n: float) -> int:
    """At a desk."""
    return round(n)


@pytest.mark.parametrize(("width", "height"), [(468, 190), (320, 168), (1000, 500), (2400, 300)])
def test_all_cells_are_inside_and_none_covers_another(width: int, height: int) -> None:
    placed = place_cells(sandun(), width, height, px)
    assert len(placed) == sum(COUNTS)
    for one in placed:
        assert 0 <= one.box.left() < one.box.right() <= width
        assert 0 <= one.box.top() < one.box.bottom() <= height
        assert one.box.width() > 2
    assert not any(a.box.intersects(b.box) for a, b in itertools.combinations(placed, 2))


def test_each_tier_is_wider_than_the_one_above() -> None:
    placed = place_cells(sandun(), 468, 190, px)
    spans = []
    for tier in TIERS:
        boxes = [one.box for one in placed if one.cell.tier == tier]
        spans.append(max(box.right() for box in boxes) - min(box.left() for box in boxes))
    assert spans == sorted(spans)


def test_the_grids_take_three_lines_only_where_one_is_too_narrow() -> None:
    def lines(width: int) -> int:
        return len({one.box.top() for one in place_cells(sandun(), width, 400, px) if one.cell.tier == "grid"})

    assert (lines(468), lines(2400)) == (3, 1)


def test_a_town_without_circles_has_no_cells() -> None:
    assert place_cells(Pagoda(((), (), ())), 400, 200, px) == []
