"""A town's past as counts by day: what every expectation is taken from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from cockpit.analysis.axis import CircleAxis, Floats, Ints
from cockpit.analysis.cases import Cases
from cockpit.analysis.days import day_of, starts_s
from cockpit.analysis.outages import find_outages, overlap_s
from cockpit.domain.indices import DOMAINS

PROFILE_BINS = 24
"""Parts of a day that its profile is counted in: hours, on all days but those on which clocks change."""

BEARABLE_OUTAGE_S = 3600.0
"""Seconds of a day that may be missing from it before nothing is expected from it any more."""

SIX = len(DOMAINS)


@dataclass(frozen=True, eq=False)
class History:
    """Counts of incidents by day; day 0 is ``first_day``, and every day up to the last has its row.

    Attributes:
        axis: the circles.
        time_zone: IANA name of the zone whose midnights part the days.
        cases: the incidents themselves, for overdue terms and hazards of past days.
        first_day: the first day with an incident (any day where there is none at all).
        starts_s: (days + 1) epoch seconds of the midnights.
        own: (days × circles × 6) counts by the lowest circle that holds the incident.
        counts: the same with everything below counted in.
        severities: (days × 6 × 4); hours: (days × 6 × 24); sources: (days × sources × 6), for the whole town.
        outages: (n × 2) spans in which nothing was heard at all, epoch seconds.
        heard: (days) whether a day was heard well enough to expect others from it.
    """

    axis: CircleAxis
    time_zone: str
    cases: Cases
    first_day: date
    starts_s: Floats
    own: Floats
    counts: Floats
    severities: Floats
    hours: Floats
    sources: Floats
    outages: Floats
    heard: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts_s) - 1

    @classmethod
    def of(cls, axis: CircleAxis, cases: Cases, time_zone: str, until_s: float | None = None) -> History:
        """Counts the cases: about 0.1 s for a year of 110,000.

        Args:
            axis: the circles that the cases were placed on.
            cases: the past, in any order; today's may be among them.
            time_zone: IANA name, e.g. ``Asia/Shanghai``.
            until_s: epoch seconds up to which the cases are complete, as far as anything was heard; None: up to the
                last of them. A hub says "now": what it missed before it started then counts as missed.
        """
        if len(cases):
            first = _day_of(float(cases.reported_s.min()), time_zone)
            last = _day_of(float(cases.reported_s.max()), time_zone)
            days = (last - first).days + 1
        else:
            first, days = date(1970, 1, 1), 0
        starts = starts_s(first, days + 1, time_zone)
        day = np.searchsorted(starts, cases.reported_s, side="right") - 1
        passed_s = cases.reported_s - starts[day]
        length_s = starts[np.minimum(day + 1, days)] - starts[day]
        part = np.minimum((passed_s / np.maximum(length_s, 1.0) * PROFILE_BINS).astype(np.int64), PROFILE_BINS - 1)
        domain = cases.domain
        own = _count((days, len(axis), SIX), day, cases.circle, domain)
        last_s = float(cases.reported_s.max()) if len(cases) else 0.0
        outages = find_outages(cases.reported_s, starts, max(last_s, until_s or last_s))
        return cls(
            axis=axis,
            time_zone=time_zone,
            cases=cases,
            first_day=first,
            starts_s=starts,
            own=own,
            counts=np.matmul(axis.holds, own),
            severities=_count((days, SIX, 4), day, domain, cases.severity - 1),
            hours=_count((days, SIX, PROFILE_BINS), day, domain, part),
            sources=_count((days, len(cases.sources), SIX), day, cases.source, domain),
            outages=outages,
            heard=overlap_s(outages, starts) <= BEARABLE_OUTAGE_S,
        )

    def window(self, day: date, weeks: int) -> slice:
        """The rows of the days that an expectation for ``day`` looks at: at most ``weeks`` weeks right before it."""
        end = min(max((day - self.first_day).days, 0), len(self))
        start = max((day - timedelta(weeks=weeks) - self.first_day).days, 0)
        return slice(min(start, end), end)


def _day_of(at_s: float, time_zone: str) -> date:
    return day_of(datetime.fromtimestamp(at_s, UTC), time_zone)


def _count(shape: tuple[int, int, int], first: Ints, second: Ints, third: Ints) -> Floats:
    """How many rows fall on each cell."""
    flat = (first * shape[1] + second) * shape[2] + third
    return np.bincount(flat, minlength=shape[0] * shape[1] * shape[2]).astype(np.float64).reshape(shape)
