"""A town of the yardstick's size and a past for it, from a seed: 174 circles, about 300 incidents a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.cases import Cases
from cockpit.domain.circles import Circle, CircleTree
from cockpit.domain.indices import DOMAINS

SOURCES = ("fire_119", "four_platforms", "grid_worker", "iot_sensor", "patrol", "police_110", "superior", "video", "wx")
LAST_DAY = date(2026, 6, 1)
ZONE = "Asia/Shanghai"
DUE_H = np.array([4.0, 12.0, 24.0, 72.0])


def pagoda() -> CircleTree:
    """1 + 6 + 12 + 30 + 125 circles, each tier dealt out over the one above."""
    circles = [Circle("core", "core", "指挥中心")]
    above = ["core"]
    for tier, count in (("zone", 6), ("station", 12), ("squad", 30), ("grid", 125)):
        ids = [f"{tier}{number}" for number in range(count)]
        circles += [
            Circle(id_, tier, id_, above[number * len(above) // count])  # type: ignore[arg-type]
            for number, id_ in enumerate(ids)
        ]
        above = ids
    return CircleTree(circles)


def past(tree: CircleTree, days: int = 365, a_day: float = 300.0, seed: int = 6) -> Cases:
    """Incidents of the days before ``LAST_DAY`` and of that day itself, with a weekly and a daily shape."""
    rng = np.random.default_rng(seed)
    axis = CircleAxis(tree)
    grids = np.array([circle.id for circle in tree.of_tier("grid")])
    appeal = rng.gamma(4.0, size=len(grids))
    per_day = rng.poisson(a_day * (1 + 0.15 * np.isin(np.arange(days) % 7, (5, 6))))
    count = int(per_day.sum())
    first_s = datetime.combine(LAST_DAY - timedelta(days=days - 1), datetime.min.time(), UTC).timestamp() - 8 * 3600
    day_s = np.repeat(np.arange(days), per_day) * 86_400.0
    hours = rng.choice(24, count, p=np.sin(np.linspace(0.3, 2.9, 24)) / np.sin(np.linspace(0.3, 2.9, 24)).sum())
    reported = first_s + day_s + hours * 3600 + rng.uniform(0, 3600, count)
    severity = rng.choice(4, count, p=(0.006, 0.06, 0.36, 0.574)) + 1
    domain = rng.choice(6, count, p=(0.25, 0.25, 0.06, 0.1, 0.14, 0.2))
    hazard = np.isin(domain, (2, 3)) & (rng.random(count) < 0.5)
    due = reported + DUE_H[severity - 1] * 3600 * np.where(hazard, 5, 1)
    closed = reported + (due - reported) * rng.gamma(2.0, 0.25, count)
    closed[closed > first_s + days * 86_400.0] = np.inf
    source = rng.integers(0, len(SOURCES), count)
    return Cases.from_columns(
        axis,
        circle=grids[rng.choice(len(grids), count, p=appeal / appeal.sum())].tolist(),
        domain=[DOMAINS[at] for at in domain],
        source=[SOURCES[at] for at in source],
        severity=severity,
        reported_s=reported,
        due_s=due,
        closed_s=closed,
        hazard=hazard,
    )
