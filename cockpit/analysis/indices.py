"""The six indices: from incidents and an expectation to values, bands and what cost the points.

One formula for all (``docs/indices.md``)::

    x     = k · (incidents + overdue + hazards + rest of the day + silent sources + outages) / scale
    index = 100 · exp(-x)             k = -ln(1 - points_at_expected / 100)

A contribution's points are its part of ``x`` times the points lost, so they add up to 100 minus the index.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from cockpit.analysis.axis import Floats
from cockpit.analysis.cases import DOMAIN_POSITION, Cases
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.history import History
from cockpit.analysis.loads import CaseLoads, case_loads, circle_loads
from cockpit.domain.indices import Contribution, ContributionKind, Domain, Index, IndexDetail, Method

CASE_KINDS: tuple[ContributionKind, ...] = ("incident", "overdue", "hazard")

Silent = Mapping[str, float]
"""Source id to the epoch seconds since when nothing was heard of it."""


@dataclass(frozen=True, eq=False)
class Values:
    """All indices of a town at one instant.

    Attributes:
        expectation: what the day was measured against.
        at_s: the instant, epoch seconds, within the day.
        value: (circles × 6) the indices, 0 to 100.
        loads: (6 × circles × 6) incidents, overdue terms, hazards, rest of the day, silent sources, outages.
        cases, case_loads: what was summed up.
        silent: the silent sources, since when.
        provisional: whether the day is not over.
    """

    expectation: Expectation
    at_s: float
    value: Floats
    loads: Floats
    cases: Cases
    case_loads: CaseLoads
    silent: dict[str, float]
    provisional: bool

    def index(self, circle: str, domain: Domain) -> Index:
        """One index.

        Raises:
            KeyError: the town has no such circle, or there is no such domain.
        """
        expected, column = self.expectation, DOMAIN_POSITION[domain]
        value = float(self.value[expected.axis.position[circle], column])
        return Index(
            circle=circle,
            domain=domain,
            day=expected.day,
            value=value,
            band=expected.method.band(value),
            provisional=self.provisional,
            silent=tuple(sorted(source for source in self.silent if expected.concerns(source, column))),
            unheard_s=float(np.diff(np.minimum(expected.outages, self.at_s)).sum()),
        )


def compute(expectation: Expectation, cases: Cases, silent: Silent, now: datetime) -> Values:
    """All indices of the expectation's day as they stand at ``now`` (the day's end, once it is over).

    Args:
        expectation: made from the days before.
        cases: the incidents of the day, and the open ones of any age.
        silent: sources that are silent now.
        now: an instant; what was closed after it counts as open.
    """
    return _values(expectation, cases, silent, now.timestamp())


def compute_day(history: History, day: date, method: Method, silent: Silent | None = None) -> Values:
    """All indices of a day that is over, from the past as it is known now."""
    expected = Expectation.fit(history, day, method)
    cases = history.cases
    keep = (cases.closed_s >= expected.start_s) & (cases.reported_s < expected.end_s)
    return _values(expected, cases.where(keep), silent or {}, expected.end_s)


def detail(values: Values, circle: str, domain: Domain) -> IndexDetail:
    """An index opened: every contribution, the costliest first.

    Raises:
        KeyError: the town has no such circle, or there is no such domain.
    """
    expected, cases = values.expectation, values.cases
    row, column = expected.axis.position[circle], DOMAIN_POSITION[domain]
    load = float(values.loads[:, row, column].sum())
    points_a_load = (100.0 - float(values.value[row, column])) / load if load > 0 else 0.0
    chosen = np.flatnonzero(expected.axis.within(cases.circle, row) & (cases.domain == column))
    found: list[Contribution] = []
    for kind, loads in zip(CASE_KINDS, values.case_loads, strict=True):
        for at in chosen[loads[chosen] > 0]:
            found.append(
                Contribution(
                    kind,
                    float(loads[at]) * points_a_load,
                    cases.ids[at] if cases.ids else "",
                    cases.texts[at] if cases.texts else "",
                )
            )
    rest = float(values.loads[3, row, column])
    if rest > 0:
        found.append(Contribution("rest_of_day", rest * points_a_load))
    missed = float(values.loads[5, row, column])
    if missed > 0:
        found.append(Contribution("silent_source", missed * points_a_load))
    for source, part in silent_loads(expected, values.silent, values.at_s).items():
        if part[row, column] > 0:
            found.append(Contribution("silent_source", float(part[row, column]) * points_a_load, source))
    found.sort(key=lambda one: (-one.points, one.kind, one.ref))
    return IndexDetail(
        values.index(circle, domain), expected.method.version, float(expected.load[row, column]), tuple(found)
    )


def index_values(loads: Floats, scale: Floats, method: Method) -> Floats:
    """The indices of loads against what they are measured by, 0 to 100; arrays of one shape, whatever it is."""
    k = -math.log1p(-method.points_at_expected / 100.0)
    return np.asarray(100.0 * np.exp(-k * loads / scale))


def silent_loads(expected: Expectation, silent: Silent, at_s: float) -> dict[str, Floats]:
    """(circles × 6) for each silent source: what it would have reported on the day since it fell silent.

    Outages of everything are left out: they count by themselves.
    """
    by_now = expected.heard(at_s)
    return {
        source: expected.load * (expected.share_of(source) * np.maximum(by_now - expected.heard(since_s), 0.0))
        for source, since_s in sorted(silent.items())
    }


def _values(expected: Expectation, cases: Cases, silent: Silent, at_s: float) -> Values:
    method = expected.method
    at_s = min(max(at_s, expected.start_s), expected.end_s)
    by_case = case_loads(cases, method, expected.start_s, expected.end_s, at_s)
    rest = expected.load * (1.0 - expected.passed(at_s))
    unheard = sum(silent_loads(expected, silent, at_s).values(), np.zeros_like(rest))
    missed = expected.load * expected.missed(at_s)
    loads = np.concatenate([circle_loads(expected.axis, cases, by_case), np.stack([rest, unheard, missed])])
    value = index_values(loads.sum(axis=0), expected.scale, method)
    return Values(expected, at_s, value, loads, cases, by_case, dict(silent), at_s < expected.end_s)
