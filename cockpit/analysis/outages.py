"""Spans in which nothing was heard from the whole town: a hub that did not run, a network that was down.

Nobody notes these, so they are read from the gaps between reports. A quiet hour is no outage: a gap counts only when
so many reports were due in it that chance practically never leaves them all out.
"""

from __future__ import annotations

import numpy as np

from cockpit.analysis.axis import Floats, Ints

DUE_IN_GAP = 15.0
"""Reports that were due in a gap which counts as an outage: by chance alone a town has none there once in e^15, three
million, gaps (Poisson), at 300 reports a day about once in 30 years; twice the rate's error still leaves e^7."""

LEAST_USUAL = 10.0
"""Reports of a middling day below which a town is too quiet to tell an outage from a lull."""

UNUSUAL = 2.0
"""An outage is at least so many times as long as a middling day's longest gap: reports that always come once a day, in
one heap, leave gaps that are none."""


def find_outages(reported_s: Floats, starts_s: Floats, until_s: float) -> Floats:
    """(n × 2) spans without any report that chance does not explain, epoch seconds, in order of time.

    Args:
        reported_s: when reports came, in any order; at least all of the days in ``starts_s``.
        starts_s: midnights of the days, one more than there are days.
        until_s: up to when reports would have been known.
    """
    days = len(starts_s) - 1
    times = np.sort(np.append(reported_s, until_s))
    if days < 1 or len(times) < 2:
        return np.empty((0, 2))
    days_of = np.clip(np.searchsorted(starts_s, times, side="right") - 1, 0, days - 1)
    counts = np.bincount(days_of[:-1], minlength=days)
    usual, gaps_s = float(np.median(counts[counts > 0])), np.diff(times)
    if usual < LEAST_USUAL:
        return np.empty((0, 2))
    longest_s = np.zeros(days)
    np.maximum.at(longest_s, days_of[:-1], gaps_s)
    due = np.diff(_due_by(times, days_of, starts_s, usual))
    found = np.flatnonzero((due > DUE_IN_GAP) & (gaps_s > UNUSUAL * np.median(longest_s[counts > 0])))
    return np.stack([times[found], times[found + 1]], axis=1)


def overlap_s(spans: Floats, starts_s: Floats) -> Floats:
    """(days) seconds of each day that lie in the spans, which do not overlap each other."""
    if not len(spans):
        return np.zeros(len(starts_s) - 1)
    lengths = np.append(0.0, np.cumsum(spans[:, 1] - spans[:, 0]))
    edges, covered = spans.ravel(), np.repeat(lengths, 2)[1:-1]
    return np.diff(np.interp(starts_s, edges, covered))


def _due_by(times: Floats, days_of: Ints, starts_s: Floats, usual: float) -> Floats:
    """How many reports were due by each instant, had every day been a middling one with the usual hours."""
    part = np.maximum((times - starts_s[days_of]) / np.diff(starts_s)[days_of], 0.0)
    hours = np.bincount(np.minimum(part[:-1] * 24, 23).astype(np.int64), minlength=24) + 1.0
    shares = np.append(0.0, np.cumsum(hours / hours.sum()))
    whole, rest = np.floor(part), part % 1.0  # what lies past the last midnight goes on as more of the same days
    return np.asarray(usual * (days_of + whole + np.interp(rest * 24, np.arange(25), shares)))
