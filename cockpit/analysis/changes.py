"""Unusual days and change points of an index, at a false-alarm rate that is known beforehand.

Both look only at a day's rank among the days before it, so the rates hold whatever the index's distribution, as long as
days do not depend on each other (``docs/indices.md``, "Unusual days and changes").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

import numpy as np

from cockpit.analysis.axis import Floats
from cockpit.analysis.history import History
from cockpit.analysis.indices import compute_day, detail
from cockpit.analysis.recompute import Past
from cockpit.domain.indices import DOMAINS, ChangeKind, Domain, IndexChange, Method

WINDOW_DAYS = 180
"""Days that a day is ranked among. The lowest of 181 falls on a given day with chance 1/181."""

LEAST_DAYS = 28
"""Days since the last change below which nothing is ranked."""

SLACK = 0.5
"""Half of the shift that is to be found soonest, in standard deviations.

Source: Page, Biometrika 41 (1954), 100-115."""

LIMIT = 5.5
"""What the sums must pass: one false change in about 800 days an index, as ``test_changes.py`` simulates."""

_NORMAL = NormalDist()


@dataclass(frozen=True)
class Found:
    """Something found at a day's position; ``since`` is where a change began, the position itself for a day alone."""

    at: int
    kind: ChangeKind
    since: int


def find_changes(line: Floats) -> list[Found]:
    """Unusual days and change points of one index, in order of time.

    Args:
        line: (days) values, oldest first, NaN for a day without one.

    Source: a two-sided cusum of sequential ranks, on normal scores: McDonald, Naval Research Logistics 37 (1990), 627.
    """
    days = np.flatnonzero(~np.isnan(line))
    values = line[days]
    found: list[Found] = []
    base = rise_from = fall_from = 0
    rise = fall = 0.0
    for at in range(len(values)):
        half_year = values[max(0, at - WINDOW_DAYS) : at]
        if len(half_year) == WINDOW_DAYS and not half_year.min() <= values[at] <= half_year.max():
            found.append(Found(int(days[at]), "low" if values[at] < half_year[0] else "high", int(days[at])))
        window = values[max(base, at - WINDOW_DAYS) : at]
        if len(window) < LEAST_DAYS:
            rise_from = fall_from = at + 1
            continue
        below, above = int((window < values[at]).sum()), int((window > values[at]).sum())
        # Equal days share the middle of their ranks: many days at 100 are no trend.
        score = _NORMAL.inv_cdf((below + (len(window) - below - above) / 2 + 0.5) / (len(window) + 1))
        rise, fall = max(0.0, rise + score - SLACK), max(0.0, fall - score - SLACK)
        rise_from = rise_from if rise else at + 1
        fall_from = fall_from if fall else at + 1
        if max(rise, fall) > LIMIT:
            base = rise_from if rise > fall else fall_from
            found.append(Found(int(days[at]), "rose" if rise > fall else "fell", int(days[base])))
            rise = fall = 0.0
            rise_from = fall_from = at + 1
    return found


def town_changes(history: History, past: Past, method: Method) -> tuple[IndexChange, ...]:
    """What is unusual in the town's six indices, newest first, each with its reason.

    Args:
        history: what the past was computed from.
        past: consecutive days, oldest first.
        method: what it was computed with.
    """
    lines = past.values[:, history.axis.root] if len(history.axis) else np.empty((0, len(DOMAINS)))
    found = [
        _explained(history, past, method, domain, one)
        for column, domain in enumerate(DOMAINS)
        for one in find_changes(lines[:, column])
    ]
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), DOMAINS.index(one.domain), one.kind)))


def _explained(history: History, past: Past, method: Method, domain: Domain, found: Found) -> IndexChange:
    column = DOMAINS.index(domain)
    line = past.values[:, history.axis.root, column]
    start = max(0, found.since - WINDOW_DAYS)
    source, before, after = _moved_source(
        history, past.days[start], past.days[found.since], past.days[found.at], column
    )
    low = found.kind == "low"
    parts = detail(compute_day(history, past.days[found.at], method), history.axis.ids[history.axis.root], domain)
    worst = parts.contributions[0] if low and parts.contributions else None
    usual = line[start : found.since]
    return IndexChange(
        domain=domain,
        day=past.days[found.at],
        kind=found.kind,
        since=past.days[found.since],
        value=round(float(np.nanmean(line[found.since : found.at + 1])), 2),
        usual=round(float(np.nanmedian(usual)), 2) if len(usual) else None,
        costliest=worst,
        source=source,
        before_a_day=round(before, 2),
        after_a_day=round(after, 2),
    )


def _moved_source(history: History, start: date, since: date, until: date, column: int) -> tuple[str, float, float]:
    """The source whose daily reports of a domain moved most, in standard errors, with its counts before and after."""
    first, middle, end = ((one - history.first_day).days for one in (start, since, until))
    counts = history.sources[:, :, column]
    earlier, later = counts[max(first, 0) : middle], counts[middle : end + 1]
    if not len(earlier) or not len(later) or not counts.shape[1]:
        return "", 0.0, 0.0
    before, after = earlier.mean(axis=0), later.mean(axis=0)
    error = np.sqrt(np.maximum(before, 1.0 / len(earlier)) * (1 / len(earlier) + 1 / len(later)))
    which = int(np.argmax(np.abs(after - before) / error))
    return history.cases.sources[which], float(before[which]), float(after[which])
