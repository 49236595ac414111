"""Whom a chief can send: those of its charge, the nearest first, and only for somebody of its charge."""

from __future__ import annotations

import pytest

from cockpit.domain.live import Fix
from cockpit.domain.orders import IssueOrder
from cockpit.errors import Refused
from cockpit.hub.spare import LISTED, spare_units
from tests.situations import Scene
from tests.towns import CENTRE


def test_a_chief_is_told_its_own_people_and_itself_nearest_first() -> None:
    scene = Scene()
    place = (CENTRE[0] - 0.02, CENTRE[1])
    scene.desk.do(IssueOrder("o1", "到西门", ("u107",), place=place), scene.desk.person("p1"))
    world, live, now = scene.desk.world, scene.situation.live, scene.desk.now
    live.fixes["u110"] = Fix(*place, now.timestamp())
    found = spare_units(world, live, scene.desk.unit("u102"), now, {"order": "o1", "unit": "u107"}).units
    assert found[0].id == "u110" and found[0].distance_m == 0.0
    ids = [one.id for one in found]
    assert "u102" in ids and "u107" not in ids and len(ids) <= LISTED
    assert all(world.circles.within(world.units[id_].circle, "q1") for id_ in ids)


@pytest.mark.parametrize(
    ("who", "order", "unit", "rule"),
    [
        ("u202", "o1", "u107", "relief.charge"),
        ("u107", "o1", "u107", "relief.charge"),
        ("u102", "o2", "u107", "ask.order"),
        ("u102", "o1", "u108", "ask.order"),
    ],
)
def test_nobody_else_is_told(who: str, order: str, unit: str, rule: str) -> None:
    scene = Scene()
    scene.desk.do(IssueOrder("o1", "到西门", ("u107",)), scene.desk.person("p1"))
    with pytest.raises(Refused) as refused:
        spare_units(
            scene.desk.world, scene.situation.live, scene.desk.unit(who), scene.desk.now, {"order": order, "unit": unit}
        )
    assert refused.value.rule == rule
