from __future__ import annotations

import numpy as np

from cockpit.analysis.axis import CircleAxis
from cockpit.domain.circles import Circle, CircleTree
from tests.analysis.strategies import AXIS, TREE


def test_a_ladder_leads_from_each_circle_to_the_root_and_is_filled_up() -> None:
    grid = AXIS.position["g3"]
    assert [AXIS.ids[at] for at in AXIS.ladder[grid]] == ["g3", "q2", "s2", "z2", "core"]
    assert AXIS.ladder[AXIS.root].tolist() == [AXIS.root, 11, 11, 11, 11]
    assert AXIS.parent[grid] == AXIS.position["q2"]
    assert AXIS.parent[AXIS.root] == -1
    assert AXIS.depth[grid] == 4


def test_holds_says_the_same_as_the_tree() -> None:
    for above in AXIS.ids:
        for below in AXIS.ids:
            assert AXIS.holds[AXIS.position[above], AXIS.position[below]] == TREE.within(below, above)


def test_children_are_counted_right_below_only() -> None:
    counted = dict(zip(AXIS.ids, AXIS.children.tolist(), strict=True))
    assert counted["core"] == 2
    assert counted["q1"] == 2
    assert counted["g1"] == 0


def test_within_takes_the_circle_itself_and_all_below() -> None:
    own = np.array([AXIS.position[id_] for id_ in ("core", "z1", "g1", "g3")])
    assert AXIS.within(own, AXIS.position["z1"]).tolist() == [False, True, True, False]


def test_a_circle_that_the_town_no_longer_has_counts_for_the_town() -> None:
    assert AXIS.place("long_gone") == AXIS.root


def test_a_town_without_a_core_and_one_without_circles_have_axes() -> None:
    alone = CircleAxis(CircleTree([Circle("a", "grid", "A"), Circle("b", "grid", "B")]))
    assert alone.root == 0
    assert alone.depth.tolist() == [0, 0]
    empty = CircleAxis(CircleTree([]))
    assert len(empty) == 0
    assert empty.holds.shape == (0, 0)
