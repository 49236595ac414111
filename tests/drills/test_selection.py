"""Who is meant by a scenario's words."""

from __future__ import annotations

import random

from cockpit.drills.scenario import Who
from cockpit.drills.selection import units_of
from tests.towns import Desk


def test_the_rule_of_targets_and_a_share() -> None:
    world = Desk().world
    assert units_of(world, Who(circles=("z1",), departments=("police",)), random.Random(1)) == ("u101",)
    assert units_of(world, Who(units=("u205",)), random.Random(1)) == ("u205",)
    assert len(units_of(world, Who(), random.Random(1))) == 20
    half = units_of(world, Who(share=0.5), random.Random(1))
    assert len(half) == 10
    assert half == units_of(world, Who(share=0.5), random.Random(1))
    assert half != units_of(world, Who(share=0.5), random.Random(2))
    assert list(half) == sorted(half)
    assert units_of(world, Who(share=0.0), random.Random(1)) == ()
