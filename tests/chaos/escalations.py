"""Escalations in a journal: each step of each missed deadline at most once.

Read from the journal's plain JSON, so that a fault in the domain's own reading cannot hide itself here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

MISSED, CLIMBED, CHANGED = "deadline_missed", "miss_climbed", "order_changed"

Miss = tuple[str, int, str, str]
"""Order, version, unit, stage."""


def count(events: Iterable[dict[str, Any]]) -> int:
    """How many steps there were."""
    return sum(event["type"] in (MISSED, CLIMBED) for event in events)


def wrong(events: Iterable[dict[str, Any]]) -> list[str]:
    """What is wrong with the escalations among a journal's events, a line each; nothing where there are none.

    A miss is told once for each version of an order, unit and stage, and before it climbs. Each rung is reached once,
    in order; the top is told again only with a higher count.
    """
    versions: dict[tuple[str, str], int] = {}
    missed: Counter[Miss] = Counter()
    steps: Counter[tuple[Miss, int, int]] = Counter()
    highest: dict[Miss, tuple[int, int]] = {}
    found: list[str] = []
    for event in events:
        if event["type"] == CHANGED:
            versions |= {(event["order"], unit): event["version"] for unit in event["units"]}
        if event["type"] not in (MISSED, CLIMBED):
            continue
        version = versions.get((event["order"], event["unit"]), 1)
        miss = (event["order"], version, event["unit"], event["stage"])
        if event["type"] == MISSED:
            missed[miss] += 1
            continue
        step = (event.get("again", 0), event["rung"])
        steps[miss, event["rung"], event.get("again", 0)] += 1
        if not missed[miss]:
            found.append(f"{miss} has climbed to rung {event['rung']} before it was missed")
        if step < highest.get(miss, (0, -1)):
            found.append(f"{miss} climbs down: {step} after {highest[miss]}")
        highest[miss] = max(step, highest.get(miss, (0, -1)))
    found += [f"{miss} is missed {count} times" for miss, count in missed.items() if count > 1]
    found += [f"{step} has climbed {count} times" for step, count in steps.items() if count > 1]
    return found
