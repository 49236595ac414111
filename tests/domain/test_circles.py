from __future__ import annotations

import pytest

from cockpit.domain.circles import TIERS, Circle, CircleTree
from tests.towns import small_town

TREE = CircleTree(small_town().circles)


def test_children_are_those_right_below_in_the_order_of_the_file() -> None:
    assert TREE.children["core"] == ("z1", "z2")
    assert TREE.children["q2"] == ("g3", "g4")
    assert TREE.children["g1"] == ()


def test_the_root_is_the_core() -> None:
    assert TREE.root == "core"
    assert CircleTree([]).root is None
    assert CircleTree([Circle("z", "zone", "区")]).root is None


def test_a_path_leads_up_to_the_core() -> None:
    assert TREE.path("g1") == ("g1", "q1", "s1", "z1", "core")
    assert TREE.path("core") == ("core",)
    assert TREE.path("nowhere") == ()


def test_a_path_ends_where_a_parent_is_missing_or_a_ring_closes() -> None:
    broken = CircleTree(
        [Circle("a", "squad", "A", "gone"), Circle("b", "zone", "B", "c"), Circle("c", "zone", "C", "b")]
    )
    assert broken.path("a") == ("a",)
    assert broken.path("b") == ("b", "c")


@pytest.mark.parametrize(
    ("circle", "other", "expected"),
    [("g1", "z1", True), ("z1", "z1", True), ("z1", "g1", False), ("g1", "z2", False), ("nowhere", "core", False)],
)
def test_within_looks_upwards(circle: str, other: str, expected: bool) -> None:
    assert TREE.within(circle, other) is expected


def test_below_starts_with_the_circle_itself() -> None:
    assert list(TREE.below("z1")) == ["z1", "s1", "q1", "g1", "g2"]
    assert list(TREE.below("g4")) == ["g4"]
    assert list(TREE.below("nowhere")) == []


def test_tiers_part_the_town() -> None:
    assert [len(TREE.of_tier(tier)) for tier in TIERS] == [1, 2, 2, 2, 4]


def test_the_zone_of_a_circle() -> None:
    assert TREE.zone_of("g3") == "z2"
    assert TREE.zone_of("z1") == "z1"
    assert TREE.zone_of("core") is None
    assert TREE.zone_of("nowhere") is None
