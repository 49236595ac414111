"""The past computed anew: final values of many days at once, to the last bit what each day's own computation gives.

Sums over windows are differences of running sums (counts are whole numbers, so these are exact), and every incident
is laid on the days on which it weighs: its own, those on which it stood overdue, those on which it stood as a hazard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from cockpit.analysis.axis import Floats, Ints
from cockpit.analysis.days import starts_s
from cockpit.analysis.expectation import WEEKDAYS, expected_loads, scales
from cockpit.analysis.history import SIX, History
from cockpit.analysis.indices import compute_day, index_values
from cockpit.analysis.loads import case_loads
from cockpit.domain.indices import Method

MOST_MISSED = 0.5
"""Share of a past day that may have gone unheard before its value says more about the expectation than about it."""

BLOCK_DAYS = 64
"""Days worked on together: some 20 MB of arrays for a town of 174 circles."""


@dataclass(frozen=True, eq=False)
class Past:
    """Final values of past days: ``values`` is (days × circles × 6), NaN where there was too
    little to tell: less than a week before the day, or more than half of the day unheard."""

    days: tuple[date, ...]
    values: Floats


def daily_values(
    history: History, days: Sequence[date], method: Method, silent: Mapping[str, float] | None = None
) -> Past:
    """The final values of past days, each against the expectation that was due to it.

    Args:
        history: the past up to the last of the days at least.
        days: in rising order.
        method: today's parameters, so that a line never mixes two methods.
        silent: sources that are silent to this moment, since when: the days after that are incomplete as well.
    """
    values = np.full((len(days), len(history.axis), SIX), np.nan)
    wanted = np.array([(day - history.first_day).days for day in days], dtype=np.int64)
    windows = _Windows(history, method)
    for start in range(0, len(days), BLOCK_DAYS):
        block = wanted[start : start + BLOCK_DAYS]
        values[start : start + BLOCK_DAYS] = _block(history, windows, block, method)
    silent_from = min((silent or {}).values(), default=np.inf)
    for at, day in enumerate(days):
        span = starts_s(day, 2, history.time_zone)
        unheard_s = float(np.diff(np.clip(history.outages, *span)).sum())
        if unheard_s > MOST_MISSED * float(span[1] - span[0]):
            values[at] = np.nan
        elif (unheard_s or silent_from < span[1]) and not np.isnan(values[at]).any():
            values[at] = compute_day(history, day, method, silent).value
    return Past(tuple(days), values)


def days_before(day: date, count: int) -> tuple[date, ...]:
    """The ``count`` days before a day, oldest first."""
    return tuple(day - timedelta(days=back) for back in range(count, 0, -1))


class _Windows:
    """Sums over any day's window, and over the same weekdays in it."""

    def __init__(self, history: History, method: Method) -> None:
        self._length = WEEKDAYS * method.history_weeks
        self._weight = history.heard.astype(np.float64)
        self._days = len(history)
        heard = self._weight[:, None, None]
        self._total, self._own = _running(history.counts * heard), _running(history.own * heard)
        self._severities, self._count = _running(history.severities * heard), _running(self._weight)
        self._same_total = _running(history.counts * heard, WEEKDAYS)
        self._same_count = _running(self._weight, WEEKDAYS)

    def loads(self, history: History, wanted: Ints, method: Method) -> tuple[Floats, Floats]:
        """(n × circles × 6) expected loads of days by their numbers, and (n) the days that each rests on."""
        ends = np.clip(wanted, 0, self._days)
        starts = np.minimum(np.maximum(wanted - self._length, 0), ends)
        days = self._count[ends] - self._count[starts]
        # The last same weekday in the window, and the last one before it: running sums by weekday stand in between.
        last = wanted - WEEKDAYS * np.maximum(-(-(wanted - ends + 1) // WEEKDAYS), 1)
        first = wanted - WEEKDAYS * ((wanted - starts) // WEEKDAYS)
        some = (last >= first) & (last >= 0)
        until, since = np.where(some, last + WEEKDAYS, 0), np.where(some, first, 0)
        loads = expected_loads(
            history.axis,
            method,
            total=self._total[ends] - self._total[starts],
            direct=self._own[ends] - self._own[starts],
            total_same=self._same_total[until] - self._same_total[since],
            severities=self._severities[ends] - self._severities[starts],
            days=days,
            same_days=self._same_count[until] - self._same_count[since],
        )
        return loads, days


def _running(of_days: Floats, stride: int = 1) -> Floats:
    """Sums of all rows before each, in steps of ``stride`` back; ``stride`` rows more than were given."""
    sums = np.concatenate([np.zeros((stride, *of_days.shape[1:])), of_days])
    for at in range(stride):
        np.cumsum(sums[at::stride], axis=0, out=sums[at::stride])
    return sums


def _block(history: History, windows: _Windows, wanted: Ints, method: Method) -> Floats:
    """(n × circles × 6) values of consecutive or other rising days on which everything was heard."""
    load, days = windows.loads(history, wanted, method)
    first = history.first_day + timedelta(days=int(wanted[0]))
    edges = starts_s(first, int(wanted[-1] - wanted[0]) + 2, history.time_zone)
    weighed = _day_loads(history, edges, method)[wanted - wanted[0]]
    value = index_values(weighed, scales(history.axis, load, method.least_expected), method)
    value[days < WEEKDAYS] = np.nan
    return value


def _day_loads(history: History, edges: Floats, method: Method) -> Floats:
    """(days × circles × 6) loads of consecutive days at their ends, everything below counted in."""
    axis, count = history.axis, len(edges) - 1
    cases = history.cases
    cases = cases.where((cases.reported_s < edges[-1]) & (cases.closed_s >= edges[0]))
    first = np.clip(np.searchsorted(edges, cases.reported_s, side="right") - 1, 0, count - 1)
    # A case weighs from the day of its report to that of its closing, and nothing in between is left out.
    last = np.clip(np.searchsorted(edges, cases.closed_s, side="right") - 1, 0, count - 1)
    lengths = last - first + 1
    which = np.repeat(np.arange(len(cases)), lengths)
    day = first[which] + np.arange(len(which)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    spread = cases.columns(which)
    loads = case_loads(spread, method, edges[day], edges[day + 1], edges[day + 1])
    cells = (day * len(axis) + spread.circle) * SIX + spread.domain
    own = np.bincount(cells, weights=sum(loads), minlength=count * len(axis) * SIX)
    return np.asarray(np.matmul(axis.holds, own.reshape(count, len(axis), SIX)))
