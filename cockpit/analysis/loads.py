"""What each incident weighs on a day: itself, its delay, and a hazard's days outstanding."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cockpit.analysis.axis import CircleAxis, Floats
from cockpit.analysis.cases import Cases
from cockpit.analysis.history import SIX
from cockpit.domain.indices import Method

DAY_S = 86_400.0

GRAIN = 2.0**20
"""Loads are whole multiples of 1 / GRAIN (a millionth of an incident): their sums are then exact in binary floating
point up to 2^33, so neither the order of incidents nor adding them one by one can change an index by a single bit."""


class CaseLoads(NamedTuple):
    """(cases) loads in severity weights, each 0 where a case has no part in the day."""

    incident: Floats
    overdue: Floats
    hazard: Floats


def case_loads(
    cases: Cases, method: Method, start_s: float | Floats, end_s: float | Floats, at_s: float | Floats
) -> CaseLoads:
    """The loads on a day as they stand at an instant of it.

    Args:
        cases: incidents of any age.
        method: weights and caps.
        start_s, end_s: the day's midnights, epoch seconds; (cases) of them where each stands on a day of its own.
        at_s: the instant; what was closed later counts as open. One, or (cases) of them.
    """
    weight = np.array(method.severity_weights)[cases.severity - 1]
    here = (cases.reported_s >= start_s) & (cases.reported_s < end_s)
    known = cases.reported_s < end_s
    late_days = (np.minimum(cases.closed_s, at_s) - cases.due_s) / DAY_S
    late = np.clip(late_days, 0.0, method.overdue_cap_days) * (known & (cases.closed_s >= start_s))
    standing_days = np.clip((at_s - cases.reported_s) / DAY_S, 0.0, method.hazard_cap_days)
    standing = standing_days * (cases.hazard & known & (cases.closed_s > at_s))
    return CaseLoads(
        incident=_grained(weight * here),
        overdue=_grained(method.overdue_weight * weight * late),
        hazard=_grained(method.hazard_weight * weight * standing),
    )


def circle_loads(axis: CircleAxis, cases: Cases, loads: CaseLoads) -> Floats:
    """(3 × circles × 6) loads summed over everything that each circle holds: incidents, overdue terms, hazards."""
    cells = (axis.ladder[cases.circle] * SIX + cases.domain[:, None]).ravel()
    steps = axis.ladder.shape[1]
    size = (len(axis) + 1) * SIX
    sums = [np.bincount(cells, weights=np.repeat(one, steps), minlength=size) for one in loads]
    return np.asarray(sums, dtype=np.float64).reshape(3, len(axis) + 1, SIX)[:, :-1]


def _grained(loads: Floats) -> Floats:
    return np.asarray(np.round(loads * GRAIN) / GRAIN)
