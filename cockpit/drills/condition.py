"""Conditions as a scenario writes them: ``order fire acknowledged 50%``, ``order fire issued``, ``inject smoke``."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import cast

from cockpit.domain.orders import PROGRESS, RecipientState
from cockpit.domain.world import World
from cockpit.drills.scenario import Condition, Scenario

EXAMPLES = "order 名称 issued、order 名称 acknowledged 50%、inject 名称、misses 3"

_ORDER = re.compile(r"order\s+(\S+)\s+(\w+)(?:\s+(\d+(?:\.\d+)?)%)?")
_INJECT = re.compile(r"inject\s+(\S+)")
_MISSES = re.compile(r"misses\s+(\d+)")
_STATES = (*PROGRESS, "declined")


def parse(text: str, after_s: float = 0.0) -> Condition:
    """A condition's text as a condition that comes true ``after_s`` seconds later.

    Raises:
        ValueError: it is none; the message says what is wrong, in Chinese.
    """
    text = text.strip()
    if match := _ORDER.fullmatch(text):
        name, state, percent = match[1], match[2], match[3]
        if state not in _STATES:
            raise ValueError(f"没有状态 “{state}”，只有 {'、'.join(_STATES)}")
        if (percent is None) != (state == "issued"):
            raise ValueError("issued 不写百分比，其他状态要写，如 acknowledged 50%")
        share = float(percent or 0.0) / 100
        if percent is not None and not 0.0 < share <= 1.0:
            raise ValueError(f"{percent}% 超出范围，应大于 0%，至多 100%")
        return Condition(after_s, name, cast("RecipientState", state), share)
    if match := _INJECT.fullmatch(text):
        return Condition(after_s, inject=match[1])
    match = _MISSES.fullmatch(text)
    if match and int(match[1]) > 0:
        return Condition(after_s, misses=int(match[1]))
    raise ValueError(f"看不懂条件 “{text}”")


def is_true(condition: Condition, scenario: Scenario, world: World, happened: Collection[str], misses: int) -> bool:
    """Whether what a condition waits for has happened (its delay is not looked at).

    Args:
        happened: names of the injects that have happened.
        misses: how many deadlines have been missed so far.
    """
    if condition.inject:
        return condition.inject in happened
    if condition.misses:
        return misses >= condition.misses
    if not condition.order:
        return True
    order = world.orders.get(scenario.order_id(condition.order))
    if order is None or not order.recipients:
        return False
    reached = sum(condition.state in recipient.times for recipient in order.recipients.values())
    return reached >= condition.share * len(order.recipients)
