"""What a day would bring by all that is known before it: the expected load of every circle in every domain.

``docs/indices.md`` derives it. In short: the town's daily count from the same weekdays, handed down the circles by
Dirichlet-multinomial shares (so the parts always add up to the whole), times the town's mean severity weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from cockpit.analysis.axis import CircleAxis, Floats
from cockpit.analysis.days import day_span_s
from cockpit.analysis.history import PROFILE_BINS, SIX, History
from cockpit.domain.indices import Method

PRIOR_INCIDENTS = 1.0
"""Least weight of a prior share, in incidents: one pseudo-observation, so that no share is ever 0 or undefined.

Source: the add-one prior of a multinomial, Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.4.
"""

ROOT_PRIOR_DAYS = 1.0
"""Weight of the town's mean over all weekdays against the same weekdays, in days: it decides only while young."""

WEEKDAYS = 7


@dataclass(frozen=True, eq=False)
class Expectation:
    """The expected day.

    Attributes:
        axis: the circles.
        day: the day that is expected.
        start_s, end_s: its midnights in epoch seconds.
        method: the parameters it was made with.
        load: (circles × 6) expected load of the whole day, in severity weights; never below 0.
        scale: (circles × 6) what loads are measured against, at least ``method.least_expected`` (see ``_scale``).
        profile: (6 × 25) expected share of the day's load up to each 24th of the day, from 0 to 1.
        shares: (sources × 6) share of the town's incidents that each source reports, 0 to 1.
        sources: ids of the sources.
        history_days: days that it rests on; below 7 no index deserves trust.
        outages: (n × 2) spans of the day in which nothing was heard at all, epoch seconds.
    """

    axis: CircleAxis
    day: date
    start_s: float
    end_s: float
    method: Method
    load: Floats
    scale: Floats
    profile: Floats
    shares: Floats
    sources: tuple[str, ...]
    history_days: int
    outages: Floats

    @classmethod
    def fit(cls, history: History, day: date, method: Method) -> Expectation:
        """The expectation for a day, from the days before it alone: some milliseconds."""
        window = history.window(day, method.history_weeks)
        days = np.arange(window.start, window.stop)[history.heard[window]]
        same = (days - (day - history.first_day).days) % WEEKDAYS == 0
        start_s, end_s = day_span_s(day, history.time_zone)
        load = expected_loads(
            history.axis,
            method,
            total=history.counts[days].sum(axis=0),
            direct=history.own[days].sum(axis=0),
            total_same=history.counts[days[same]].sum(axis=0),
            severities=history.severities[days].sum(axis=0),
            days=len(days),
            same_days=int(same.sum()),
        )
        outages = np.clip(history.outages, start_s, end_s)
        return cls(
            axis=history.axis,
            day=day,
            start_s=start_s,
            end_s=end_s,
            method=method,
            load=load,
            scale=scales(history.axis, load, method.least_expected),
            profile=_profile(history.hours[days].sum(axis=0)),
            shares=_source_shares(history.sources[days].sum(axis=0)),
            sources=history.cases.sources,
            history_days=len(days),
            outages=outages[outages[:, 0] < outages[:, 1]],
        )

    def passed(self, at_s: float) -> Floats:
        """(6) share of the day's load that is expected by an instant, 0 before the day and 1 after it."""
        part = (at_s - self.start_s) / (self.end_s - self.start_s) * PROFILE_BINS
        edges = np.arange(PROFILE_BINS + 1)
        return np.array([np.interp(part, edges, row) for row in self.profile])

    def missed(self, at_s: float) -> Floats:
        """(6) share of the day's load that is expected in its outages up to an instant."""
        until = np.minimum(self.outages, at_s)
        return np.asarray(sum((self.passed(end) - self.passed(start) for start, end in until), np.zeros(SIX)))

    def heard(self, at_s: float) -> Floats:
        """(6) share of the day's load that is expected by an instant outside of its outages."""
        return np.asarray(self.passed(at_s) - self.missed(at_s))

    def share_of(self, source: str) -> Floats:
        """(6) share of the town's incidents that a source reports; 0 for one that the history does not know."""
        if source not in self.sources:
            return np.zeros(SIX)
        return np.asarray(self.shares[self.sources.index(source)], dtype=np.float64)

    def concerns(self, source: str, domain: int) -> bool:
        """Whether the source's silence leaves a domain incomplete: it reports such incidents, or is unknown yet."""
        return source not in self.sources or bool(self.shares[self.sources.index(source), domain] > 0)


def expected_loads(
    axis: CircleAxis,
    method: Method,
    *,
    total: Floats,
    direct: Floats,
    total_same: Floats,
    severities: Floats,
    days: ArrayLike,
    same_days: ArrayLike,
) -> Floats:
    """(… × circles × 6) expected load of a day: the town's count handed down by shares, times its mean weight.

    The leading axes are days to be expected, many at once or none.

    Args:
        axis: the circles.
        method: weights, and how strongly small circles are shrunk.
        total: (… × circles × 6) incidents of the window, everything below counted in.
        direct: the same, by lowest circle.
        total_same: as ``total``, of the days with the expected day's weekday alone.
        severities: (… × 6 × 4) incidents of the window by severity, whole town.
        days: (…) days in the window that were heard.
        same_days: (…) those of them with the expected day's weekday.
    """
    counted = np.maximum(np.asarray(days, dtype=np.float64), 1.0)[..., None, None]
    same = np.asarray(same_days, dtype=np.float64)[..., None, None]
    parent = np.maximum(axis.parent, 0)
    above = total[..., parent, :]
    strength = PRIOR_INCIDENTS + method.shrink_days * above / counted
    direct_share = np.divide(direct, total, out=np.zeros_like(total), where=total > 0)
    even = (1.0 - direct_share[..., parent, :]) / np.maximum(axis.children[parent], 1)[:, None]
    share = (total + strength * even) / (above + strength)
    share_same = (total_same + strength * share) / (total_same[..., parent, :] + strength)
    expected = (total_same + ROOT_PRIOR_DAYS * total / counted) / (same + ROOT_PRIOR_DAYS)
    for depth in range(1, int(axis.depth.max(initial=0)) + 1):
        level = np.flatnonzero(axis.depth == depth)
        expected[..., level, :] = expected[..., parent[level], :] * share_same[..., level, :]
    return np.asarray(expected * _mean_weights(severities, method)[..., None, :])


def scales(axis: CircleAxis, load: Floats, least: float) -> Floats:
    """(… × circles × 6) what a circle's load is measured against: ``least + E · (1 - least / E of the root)``.

    It is the root's expectation for the root and rises in a straight line from ``least`` for circles that expect
    nothing, so that one incident in a grid that expects a tenth of one a day is not ten times as bad as expected.
    """
    root = load[..., axis.ladder[np.arange(len(axis)), axis.depth], :]
    slope = np.maximum(1.0 - least / np.maximum(root, least), 0.0)
    return np.asarray(least + load * slope)


def _mean_weights(severities: Floats, method: Method) -> Floats:
    """(… × 6) mean severity weight of the town's incidents, by domain; the gentlest weight where there were none."""
    weights = np.array(method.severity_weights)
    count = severities.sum(axis=-1)
    sums = (severities * weights).sum(axis=-1)
    return np.asarray(np.where(count > 0, sums / np.maximum(count, 1.0), weights[-1]))


def _profile(hours: Floats) -> Floats:
    """(6 × 25) cumulative shares of the day, each hour with one pseudo-incident for every day without any."""
    smoothed = hours + PRIOR_INCIDENTS
    sums = np.cumsum(smoothed, axis=1)
    return np.concatenate([np.zeros((SIX, 1)), sums / sums[:, -1:]], axis=1)


def _source_shares(counts: Floats) -> Floats:
    """(sources × 6) shares of each domain's incidents."""
    sums = counts.sum(axis=0)
    return np.asarray(counts / np.maximum(sums, 1.0))
