"""Conditions: what can be written, what cannot, and when they come true."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.domain.orders import Order, Recipient
from cockpit.domain.world import World
from cockpit.drills.condition import is_true, parse
from cockpit.drills.scenario import Condition
from tests.drills.scenarios import read
from tests.towns import NOON


def test_what_can_be_written() -> None:
    assert parse(" order go  acknowledged 50% ", 5.0) == Condition(5.0, "go", "acknowledged", 0.5)
    assert parse("order go issued") == Condition(0.0, "go", "issued", 0.0)
    assert parse("inject alarm") == Condition(inject="alarm")
    assert parse("misses 3") == Condition(misses=3)
    assert not parse("misses 3").by_clock
    assert Condition(9.0).by_clock


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("order go acknowledged", "百分比"),
        ("order go issued 50%", "百分比"),
        ("order go acknowledged 0%", "超出范围"),
        ("order go acknowledged 101%", "超出范围"),
        ("order go seen 50%", "没有状态"),
        ("misses 0", "看不懂"),
        ("inject", "看不懂"),
        ("", "看不懂"),
        ("order go issued and misses 3", "看不懂"),
    ],
)
def test_what_cannot(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        parse(text)


def test_an_orders_share_counts_whoever_has_passed_the_state(tmp_path: Path) -> None:
    scenario, world = read(tmp_path), World()
    condition = parse("order go acknowledged 50%")
    assert not is_true(condition, scenario, world, (), 0)
    recipients = {
        "u101": Recipient("en_route", {"issued": NOON, "acknowledged": NOON, "en_route": NOON}),
        "u102": Recipient("delivered", {"issued": NOON, "delivered": NOON}),
        "u103": Recipient("delivered", {"issued": NOON, "delivered": NOON}),
    }
    order = Order("smoke/go", "", 1, None, None, recipients, "issued", "p1", NOON)  # type: ignore[arg-type]
    world.orders["smoke/go"] = order
    assert is_true(parse("order go issued"), scenario, world, (), 0)
    assert not is_true(condition, scenario, world, (), 0)
    recipients["u102"].times["acknowledged"] = NOON
    assert is_true(condition, scenario, world, (), 0)


def test_injects_and_misses(tmp_path: Path) -> None:
    scenario, world = read(tmp_path), World()
    assert not is_true(parse("inject alarm"), scenario, world, (), 0)
    assert is_true(parse("inject alarm"), scenario, world, {"alarm"}, 0)
    assert not is_true(parse("misses 3"), scenario, world, (), 2)
    assert is_true(parse("misses 3"), scenario, world, (), 3)
    assert is_true(Condition(60.0), scenario, world, (), 0)
