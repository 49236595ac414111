"""The tiling law: the parts fill the whole, once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cockpit.domain.circles import CircleTree
from cockpit.town.folder import TownFolder, check_town
from cockpit.town.polygons import area_holds, area_m2, union
from tests.town.folders import spoil

G2 = "[[[120.01, 30.0], [120.02, 30.0], [120.02, 30.01], [120.01, 30.01], [120.01, 30.0]]]"


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("[[[120.011, 30.0], [120.02, 30.0], [120.02, 30.01], [120.011, 30.01], [120.011, 30.0]]]", "有空隙"),
        ("[[[120.009, 30.0], [120.02, 30.0], [120.02, 30.01], [120.009, 30.01], [120.009, 30.0]]]", "互相重叠"),
        ("[[[120.01, 30.0], [120.02, 30.0], [120.02, 30.012], [120.01, 30.012], [120.01, 30.0]]]", "下级圈面积之和"),
        ("[[[120.01, 29.999], [120.03, 30.0], [120.02, 30.01], [120.01, 30.01], [120.01, 29.999]]]", "下级圈"),
    ],
)
def test_gaps_overlaps_and_overhangs_are_named(miniature: Path, shape: str, words: str) -> None:
    spoil(miniature, "areas.geojson", G2, shape)
    faults = [str(fault) for fault in check_town(miniature)]
    assert len(faults) == 1 or "超出" in "".join(faults)
    assert faults[0].startswith("areas.geojson:5：联合执法1队（q1）：")
    assert words in faults[0]


def test_a_sliver_that_a_hand_leaves_is_no_fault(miniature: Path) -> None:
    spoil(miniature, "areas.geojson", G2, G2.replace("120.01,", "120.010001,"))
    assert check_town(miniature) == []


def test_the_samples_grids_add_up_to_the_town(sample: TownFolder) -> None:
    areas = sample.map.areas
    grids = sum(area_m2(areas[circle.id], 30.33) for circle in sample.town.circles if circle.tier == "grid")
    assert grids == pytest.approx(area_m2(areas["core"], 30.33), rel=1e-6)
    assert 30e6 < grids < 50e6


def test_a_point_of_the_sample_lies_in_exactly_one_grid(sample: TownFolder) -> None:
    areas = sample.map.areas
    west, south, east, north = areas["core"].box()
    points = np.random.default_rng(1).uniform((west, south), (east, north), (4000, 2))
    inside = area_holds(areas["core"], points)
    times = sum(
        area_holds(areas[circle.id], points).astype(int) for circle in sample.town.circles if circle.tier == "grid"
    )
    assert np.array_equal(np.asarray(times), inside.astype(int))
    assert inside.sum() > 2000


def test_every_circle_of_the_sample_is_the_union_of_those_below(sample: TownFolder) -> None:
    areas, tree = sample.map.areas, CircleTree(sample.town.circles)
    for circle in sample.town.circles:
        children = tree.children[circle.id]
        if children:
            whole = union(areas[child] for child in children)
            assert area_m2(whole, 30.33) == pytest.approx(area_m2(areas[circle.id], 30.33), rel=1e-9)
            assert {point for rings in whole.polygons for point in rings[0]} == {
                point for rings in areas[circle.id].polygons for point in rings[0]
            }
