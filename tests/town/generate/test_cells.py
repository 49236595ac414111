"""Cells and their grouping hold for any seed."""

from __future__ import annotations

import pytest

from cockpit.domain.circles import CircleTree
from cockpit.town.generate.circles import make_circles
from cockpit.town.generate.ground import make_ground
from cockpit.town.generate.hierarchy import Grouping
from cockpit.town.generate.lattice import make_lattice
from cockpit.town.polygons import area_m2


@pytest.mark.parametrize("seed", [1, 2])
def test_every_circle_is_one_piece_and_the_parts_add_up(seed: int) -> None:
    plan = make_circles(make_ground(make_lattice(seed), seed), seed)
    tree = CircleTree(plan.circles)
    assert all(len(area.polygons) == 1 for area in plan.areas.values())
    for circle in plan.circles:
        children = tree.children[circle.id]
        if children:
            parts = sum(area_m2(plan.areas[child], 30.33) for child in children)
            assert parts == pytest.approx(area_m2(plan.areas[circle.id], 30.33), rel=1e-9)


def test_sizes_that_cannot_be_had_are_refused() -> None:
    plan = make_circles(make_ground(make_lattice(1), 1), 1)
    grids = [plan.areas[circle.id] for circle in plan.circles if circle.tier == "grid"]
    apart = [grids[0], grids[60], grids[100]]
    with pytest.raises(ArithmeticError):
        Grouping(apart).split([0, 1, 2], [1, 2])
