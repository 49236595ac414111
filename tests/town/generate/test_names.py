"""Invented names differ from one another, and roads and kinds have enough of them."""

from __future__ import annotations

import numpy as np

from cockpit.town.generate.kinds import KINDS, PLANS, SOURCES
from cockpit.town.generate.names import (
    ARTERIALS_ACROSS,
    ARTERIALS_ALONG,
    BRANDS,
    PREMISES_KINDS,
    ROAD_ROOTS,
    people_names,
)
from cockpit.town.generate.people import COMMANDERS, DEPARTMENTS


def test_people_names_differ_and_come_again_with_the_seed() -> None:
    names = people_names(750, np.random.default_rng(1), {"沈宁远"})
    assert len(set(names)) == 750
    assert "沈宁远" not in names
    assert all(2 <= len(name) <= 3 for name in names)
    assert names == people_names(750, np.random.default_rng(1), {"沈宁远"})


def test_no_word_comes_twice() -> None:
    for words in (ROAD_ROOTS, BRANDS, ARTERIALS_ALONG + ARTERIALS_ACROSS):
        assert len(set(words)) == len(words)


def test_the_kinds_of_premises_are_eight_and_their_shares_all() -> None:
    assert len(PREMISES_KINDS) == 8
    assert abs(sum(share for _, share, _ in PREMISES_KINDS.values()) - 1) < 1e-9


def test_kinds_plans_and_sources_hang_together() -> None:
    kinds = {kind.id for kind in KINDS}
    assert len(kinds) == len(KINDS) >= 40
    assert {kind.domain for kind in KINDS} == {
        "public_order", "traffic", "fire", "workplace", "disputes", "city_order",
    }  # fmt: skip
    assert {kind for plan in PLANS for kind in plan.kinds} <= kinds
    departments = {department.id for department in DEPARTMENTS}
    assert {name for plan in PLANS for name in plan.departments} <= departments
    assert {department for _, _, department in COMMANDERS} <= departments
    assert len({department.shape for department in DEPARTMENTS}) == len(DEPARTMENTS)
    assert len(SOURCES) == 9
