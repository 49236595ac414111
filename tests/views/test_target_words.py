"""Targets in words."""

from __future__ import annotations

import pytest

from cockpit.domain.orders import Target
from cockpit.views.target_words import area_centre, department_name, place_words, target_words
from tests.situations import Scene

RING = ((120.0, 30.0), (120.2, 30.0), (120.2, 30.4), (120.0, 30.4))


@pytest.mark.parametrize(
    ("target", "zh", "en"),
    [
        (Target(), "", ""),
        (
            Target(circles=("z1",), departments=("police", "traffic_police")),
            "一区 · 公安 交警",
            "一区 · Police, Traffic police",
        ),
        (Target(departments=("police",)), "全镇 · 公安", "Whole town · Police"),
        (Target(areas=(RING,)), "划定区域", "drawn area"),
        (Target(areas=(RING, RING), units=("u101",)), "划定区域 2 处 + 赵力", "2 drawn areas + 赵力"),
        (Target(units=("u101", "u102", "u103", "u104")), "点选 4 人", "4 picked units"),
        (Target(circles=("g1", "g2", "g3", "g4")), "网格1、网格2、网格3 等 4 圈", "网格1, 网格2, 网格3 +1"),
        (Target(circles=("lost",), units=("gone",)), "lost + gone", "lost + gone"),
    ],
)
def test_words(target: Target, zh: str, en: str) -> None:
    world = Scene().desk.world
    assert target_words(world, target) == zh
    assert target_words(world, target, "en") == en


def test_departments_and_areas() -> None:
    world = Scene().desk.world
    assert department_name(world, "lost", "zh") == "lost"
    assert place_words(world, Target(departments=("police",))) == ""
    assert area_centre(Target()) is None
    assert area_centre(Target(areas=(RING,))) == pytest.approx((120.1, 30.2))
