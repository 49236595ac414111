"""How people answer orders: most soon, some late, a few not at all. All chance comes from the given generator."""

from __future__ import annotations

import random
from dataclasses import dataclass

REASONS = ("正在处置另一警情，无法脱身", "车辆故障，等待救援", "道路积水，无法通行", "本人受伤，已就医")


@dataclass(frozen=True)
class Manner:
    """How a crowd behaves; times are medians in seconds, probabilities 0 to 1.

    Attributes:
        acknowledge_s, set_out_s, work_s: from delivered to seen, from seen to on the way, from arrival to done.
        spread: sigma of the lognormal that the times are drawn from.
        declines, overlooks, drops: how many decline, never look, lose their link for a while after an order.
        heeds: how many look when they are reminded, and take on a late unit of theirs when they are told.
    """

    acknowledge_s: float = 8.0
    set_out_s: float = 20.0
    work_s: float = 240.0
    spread: float = 0.6
    declines: float = 0.02
    overlooks: float = 0.015
    drops: float = 0.01
    heeds: float = 0.8


MANNERS: dict[str, Manner] = {
    "people": Manner(),
    # Delivered and acknowledged at once, the rest a second later: measures the hub, not people.
    "prompt": Manner(0.0, 1.0, 1.0, 0.1, 0.0, 0.0, 0.0),
    # As "people", with everything within seconds and nobody who never looks: for tests that wait for the last of them.
    "brisk": Manner(0.4, 0.5, 1.0, 0.5, 0.03, 0.0, 0.0),
    # Delivered, and never a person: measures the way to the device alone.
    "silent": Manner(overlooks=1.0, declines=0.0, drops=0.0, heeds=0.0),
}


@dataclass(frozen=True)
class Answer:
    """What one person will do about one order; times in seconds after each step before it."""

    acknowledge_s: float | None
    set_out_s: float = 0.0
    work_s: float = 0.0
    reason: str = ""
    drop_s: float = 0.0


def answer(manner: Manner, chance: random.Random) -> Answer:
    """Draws what one person does about one order."""
    if chance.random() < manner.overlooks:
        return Answer(None)
    acknowledge_s = _draw(manner.acknowledge_s, manner.spread, chance)
    if chance.random() < manner.declines:
        return Answer(acknowledge_s, reason=chance.choice(REASONS))
    drop_s = chance.uniform(20, 120) if chance.random() < manner.drops else 0.0
    return Answer(
        acknowledge_s,
        _draw(manner.set_out_s, manner.spread, chance),
        _draw(manner.work_s, manner.spread, chance),
        drop_s=drop_s,
    )


def _draw(median_s: float, spread: float, chance: random.Random) -> float:
    return median_s * chance.lognormvariate(0.0, spread) if median_s else 0.0
