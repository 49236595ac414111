from __future__ import annotations

import msgspec
import pytest

from cockpit.domain.orders import LONGEST_S, Deadlines, Order, OrderStatus, Target
from tests.towns import NOON

STEPS = Deadlines(20, 60, 120, 300, 3600)


def test_each_state_has_its_own_limit_and_others_none() -> None:
    assert [STEPS.of(state) for state in ("delivered", "acknowledged", "en_route", "on_scene", "completed")] == [
        20, 60, 120, 300, 3600,
    ]  # fmt: skip
    assert STEPS.of("issued") is None
    assert STEPS.of("declined") is None


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, ""),
        ({"delivered_s": 0}, "大于 0"),
        ({"delivered_s": -1}, "大于 0"),
        ({"acknowledged_s": 10}, "依次递增"),
        ({"completed_s": LONGEST_S}, ""),
        ({"completed_s": LONGEST_S + 1}, "最长一年"),
        ({"completed_s": 1e300}, "最长一年"),
    ],  # fmt: skip
)
def test_limits_are_positive_and_rise(changed: dict[str, float], fault: str) -> None:
    found = msgspec.structs.replace(STEPS, **changed).faults()
    assert fault in found
    assert bool(found) is bool(fault)


@pytest.mark.parametrize(
    ("status", "expected"),
    [("draft", False), ("issued", True), ("recalled", False), ("discarded", False), ("closed", False)],
)
def test_only_an_issued_order_is_under_way(status: OrderStatus, expected: bool) -> None:
    assert Order("o", "t", 2, STEPS, Target(), {}, status, "p1", NOON).under_way is expected
