"""What stands beside an opened index: the same day last week, the other circles, and tomorrow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cockpit.domain.circles import Tier
from cockpit.domain.indices import DOMAINS, Domain, Outlook
from cockpit.views.situation import Situation

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Standing:
    """Where a circle's index stands among those of its tier.

    Attributes:
        worse: how many circles of the tier have a lower index.
        others: how many others the tier has.
        tier: of the circle.
        town: the town's index, None while unknown.
    """

    worse: int
    others: int
    tier: Tier
    town: float | None


@dataclass(frozen=True)
class Tomorrow:
    """The outlook of one index, and how good such outlooks were: see ``OutlookRow`` and ``OutlookScore``.

    ``days`` is 0 where the outlook has not been tried on the past.
    """

    day: date
    value: float
    low: float
    high: float
    rests_on: int
    days: int = 0
    mase: float = 0.0
    naive: float = 0.0
    coverage: float = 0.0


def last_week(answer: object, day: date) -> float | None:
    """The value of a week before ``day`` in an answer to "index_history"; None where it is not in it."""
    wanted = (day - WEEK).isoformat()
    if not isinstance(answer, Iterable) or isinstance(answer, str):
        return None
    for pair in answer:
        if isinstance(pair, (tuple, list)) and len(pair) == 2 and str(pair[0]) == wanted:
            return float(pair[1]) if isinstance(pair[1], (int, float)) else None
    return None


def standing(situation: Situation, circle: str, domain: Domain) -> Standing | None:
    """Where a circle stands now; None while nothing is known of it, and for the town itself."""
    figures, circles = situation.figures, situation.world.circles
    if figures is None or circle == circles.root or circle not in circles.by_id or circle not in figures.circles:
        return None
    column, tier = DOMAINS.index(domain), circles.by_id[circle].tier
    own = figures.circles[circle][column]
    values = (figures.circles.get(one.id) for one in circles.of_tier(tier))
    others = [row[column] for row in values if row is not None]
    town = figures.circles.get(circles.root or "")
    return Standing(sum(one < own for one in others), len(others) - 1, tier, None if town is None else town[column])


def tomorrow(answer: object, circle: str, domain: Domain) -> Tomorrow | None:
    """The outlook of one index out of an answer to "outlook"; None where it says nothing of it."""
    if not isinstance(answer, Outlook):
        return None
    row = next((one for one in answer.rows if (one.circle, one.domain) == (circle, domain)), None)
    if row is None:
        return None
    score = next((one for one in answer.scores if one.domain == domain), None)
    tried = () if score is None else (score.days, score.mase, score.naive, score.coverage)
    return Tomorrow(answer.day, row.value, row.low, row.high, answer.rests_on, *tried)
