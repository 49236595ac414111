"""How incidents come over a day, a week and a year, and from whom: what the generator and the simulator share.

All figures are invented, for a town of Sandun's size at about 300 incidents a day; no real town's are in them.
Times are the town's local time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime

from cockpit.domain.incidents import Kind
from cockpit.domain.indices import DOMAINS, Domain

PER_DAY: dict[Domain, float] = {
    "public_order": 82.0,
    "traffic": 84.0,
    "fire": 17.0,
    "workplace": 25.0,
    "disputes": 39.0,
    "city_order": 53.0,
}
"""Incidents on a mean day, for the whole town; they add up to 300."""

_HOUR_WEIGHTS: dict[Domain, tuple[float, ...]] = {
    # fmt: off
    "public_order": (4, 3, 2, 2, 1, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 6, 7, 8, 8, 6),
    "traffic": (1, 1, 1, 1, 1, 2, 4, 9, 10, 6, 5, 5, 5, 5, 5, 5, 7, 10, 9, 6, 4, 3, 2, 2),
    "fire": (2, 2, 2, 1, 1, 2, 3, 3, 4, 5, 6, 7, 5, 4, 5, 5, 5, 6, 7, 6, 5, 4, 3, 3),
    "workplace": (1, 1, 1, 1, 1, 1, 2, 5, 9, 11, 10, 6, 4, 8, 10, 9, 8, 5, 3, 2, 2, 1, 1, 1),
    "disputes": (1, 1, 1, 1, 1, 1, 2, 3, 6, 8, 8, 6, 4, 6, 7, 7, 6, 5, 6, 8, 7, 5, 3, 1),
    "city_order": (1, 1, 1, 1, 1, 3, 6, 9, 9, 7, 6, 5, 4, 4, 5, 6, 7, 8, 9, 9, 8, 5, 3, 2),
    # fmt: on
}

_WEEKDAY_FACTORS: dict[Domain, tuple[float, ...]] = {
    "public_order": (0.92, 0.92, 0.94, 0.98, 1.1, 1.16, 0.98),
    "traffic": (1.08, 1.02, 1.0, 1.02, 1.14, 0.92, 0.82),
    "fire": (0.97, 0.97, 0.98, 1.0, 1.0, 1.06, 1.02),
    "workplace": (1.18, 1.16, 1.12, 1.12, 1.08, 0.8, 0.54),
    "disputes": (1.04, 1.0, 0.98, 0.98, 0.96, 1.02, 1.02),
    "city_order": (0.96, 0.96, 0.96, 0.98, 1.04, 1.08, 1.02),
}
"""Monday first."""

_SEASONS: dict[Domain, tuple[float, int]] = {
    "public_order": (0.12, 215),
    "traffic": (0.08, 300),
    "fire": (0.28, 20),
    "workplace": (0.14, 190),
    "disputes": (0.1, 25),
    "city_order": (0.16, 200),
}
"""Half the swing over the year as a share, and the day of the year at its top."""

_HOLIDAYS: tuple[tuple[int, int, int, dict[Domain, float]], ...] = (
    (1, 1, 1, {"traffic": 1.15, "workplace": 0.5}),
    (2, 15, 9, {"fire": 1.7, "traffic": 0.8, "workplace": 0.3, "disputes": 1.25, "city_order": 0.8}),
    (4, 4, 3, {"fire": 1.5, "traffic": 1.3, "workplace": 0.7}),
    (5, 1, 5, {"traffic": 1.3, "public_order": 1.15, "city_order": 1.3, "workplace": 0.5}),
    (10, 1, 7, {"traffic": 1.35, "public_order": 1.2, "city_order": 1.3, "workplace": 0.45}),
)
"""Month, day, days, factors: fixed dates near the usual holidays, good enough for invented data."""

SOURCE_MIX: dict[Domain, dict[str, float]] = {
    "public_order": {
        "police_110": 0.68, "patrol": 0.12, "video_analytics": 0.08, "grid_worker": 0.07, "wechat_public": 0.04,
        "superior": 0.01,
    },
    "traffic": {
        "police_110": 0.58, "video_analytics": 0.22, "patrol": 0.12, "wechat_public": 0.05, "grid_worker": 0.02,
        "superior": 0.01,
    },
    "fire": {"fire_119": 0.42, "iot_sensor": 0.38, "grid_worker": 0.13, "video_analytics": 0.05, "superior": 0.02},
    "workplace": {
        "grid_worker": 0.4, "four_platforms": 0.26, "iot_sensor": 0.18, "superior": 0.08, "wechat_public": 0.05,
        "patrol": 0.03,
    },
    "disputes": {
        "police_110": 0.36, "four_platforms": 0.26, "grid_worker": 0.26, "wechat_public": 0.1, "superior": 0.02,
    },
    "city_order": {
        "four_platforms": 0.22, "video_analytics": 0.26, "grid_worker": 0.22, "wechat_public": 0.18, "patrol": 0.1,
        "superior": 0.02,
    },
}  # fmt: skip
"""For each domain the share of its incidents that each source reports; each row adds up to 1."""

_SHARE_BY_SEVERITY = (0.03, 0.12, 0.35, 0.5)

_COMMON: dict[str, float] = {
    "theft": 2.2, "noise": 3.0, "suspicious": 1.6, "help_call": 3.2, "brawl": 1.0, "collision": 5.0,
    "illegal_parking": 3.6, "congestion": 1.8, "smoke_alarm": 3.2, "blocked_exit": 1.6, "ebike_charging": 1.4,
    "quarrel": 2.6, "consumer": 2.0, "stall": 3.2, "litter": 2.2, "shared_bikes": 1.6,
}  # fmt: skip
"""How much likelier these kinds are than their severity alone says."""


def hour_share(domain: Domain, hour: int) -> float:
    """The share of a day's incidents that comes in the hour 0 to 23; over a day they add up to 1."""
    weights = _HOUR_WEIGHTS[domain]
    return weights[hour] / sum(weights)


def day_factor(domain: Domain, day: date) -> float:
    """How busy a day is against a mean one: its weekday, its season, and holidays."""
    size, top = _SEASONS[domain]
    factor = _WEEKDAY_FACTORS[domain][day.weekday()]
    factor *= 1 + size * math.cos(2 * math.pi * (day.timetuple().tm_yday - top) / 365.25)
    for month, first, days, factors in _HOLIDAYS:
        if 0 <= (day - date(day.year, month, first)).days < days:
            factor *= factors.get(domain, 1.0)
    return factor


def rate_per_hour(domain: Domain, at: datetime) -> float:
    """Incidents an hour that the whole town can expect at this local time."""
    return PER_DAY[domain] * day_factor(domain, at.date()) * hour_share(domain, at.hour)


def total_rate_per_hour(at: datetime) -> float:
    """Incidents an hour of all six domains at this local time."""
    return sum(rate_per_hour(domain, at) for domain in DOMAINS)


def source_mix(domain: Domain, sources: Iterable[str]) -> dict[str, float]:
    """Which of the given sources reports, as shares that add up to 1; equal ones where none is known."""
    known = list(sources)
    mix = {source: SOURCE_MIX[domain].get(source, 0.0) for source in known}
    total = sum(mix.values())
    return {source: (share / total if total else 1 / len(known)) for source, share in mix.items()}


def kind_shares(domain: Domain, kinds: Iterable[Kind]) -> dict[str, float]:
    """Which kind an incident of the domain is, as shares that add up to 1; empty where the town has no such kind."""
    weights = {
        kind.id: _SHARE_BY_SEVERITY[kind.severity - 1] * _COMMON.get(kind.id, 1.0)
        for kind in kinds
        if kind.domain == domain
    }
    total = sum(weights.values())
    return {id_: weight / total for id_, weight in weights.items()}


def close_hours(within_h: float, normal: float) -> float:
    """Hours that closing takes, log-normal around 35 % of what is allowed; about one in 25 comes late.

    Args:
        within_h: hours allowed.
        normal: a draw from the standard normal distribution.
    """
    return within_h * 0.35 * math.exp(0.6 * normal)
