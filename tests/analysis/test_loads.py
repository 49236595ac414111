from __future__ import annotations

import numpy as np
import pytest

from cockpit.analysis.cases import Cases
from cockpit.analysis.loads import GRAIN, CaseLoads, case_loads, circle_loads
from cockpit.domain.indices import DOMAINS, Method
from tests.analysis.strategies import AXIS

DAY_S = 86_400.0
METHOD = Method(
    severity_weights=(20.0, 8.0, 3.0, 1.0),
    overdue_weight=0.5,
    overdue_cap_days=3.0,
    hazard_weight=0.1,
    hazard_cap_days=10.0,
)


def one(reported_d: float, due_d: float, closed_d: float = np.inf, *, severity: int = 2, hazard: bool = False) -> Cases:
    """A fire in g1; times in days, the day that is computed goes from 0 to 1."""
    return Cases.from_columns(
        AXIS,
        circle=["g1"],
        domain=["fire"],
        source=["fire_119"],
        severity=[severity],
        reported_s=[reported_d * DAY_S],
        due_s=[due_d * DAY_S],
        closed_s=[closed_d * DAY_S],
        hazard=[hazard],
    )


def loads(cases: Cases, at_d: float = 1.0) -> tuple[float, float, float]:
    found = case_loads(cases, METHOD, 0.0, DAY_S, at_d * DAY_S)
    return float(found.incident[0]), float(found.overdue[0]), float(found.hazard[0])


@pytest.mark.parametrize(("severity", "weight"), [(1, 20.0), (2, 8.0), (3, 3.0), (4, 1.0)])
def test_an_incident_weighs_what_its_severity_says(severity: int, weight: float) -> None:
    assert loads(one(0.5, 9, severity=severity)) == (weight, 0, 0)


@pytest.mark.parametrize(("reported_d", "weight"), [(-0.001, 0.0), (0.0, 8.0), (0.999, 8.0), (1.0, 0.0)])
def test_it_weighs_on_the_day_of_its_report_alone(reported_d: float, weight: float) -> None:
    assert loads(one(reported_d, 9)) == (weight, 0, 0)


@pytest.mark.parametrize(
    ("due_d", "closed_d", "days"),
    [
        (2.0, np.inf, 0.0),  # not due yet
        (0.5, np.inf, 0.5),  # open past its time
        (-9.0, np.inf, 3.0),  # for so long that it costs no more
        (-0.5, 0.25, 0.75),  # closed late on the day
        (-0.5, -0.25, 0.0),  # closed late, but before the day
        (0.5, 0.25, 0.0),  # closed in time
        (0.5, 7.0, 0.5),  # closed after the day: open on it
    ],
)
def test_a_delay_costs_by_the_day_as_long_as_it_lasts(due_d: float, closed_d: float, days: float) -> None:
    assert loads(one(-10, due_d, closed_d))[1] == pytest.approx(0.5 * 8 * days)


def test_a_delay_is_counted_to_the_moment() -> None:
    assert loads(one(-1, 0.25), at_d=0.5)[1] == pytest.approx(0.5 * 8 * 0.25)


@pytest.mark.parametrize(
    ("reported_d", "closed_d", "days"), [(-4, np.inf, 5), (-40, np.inf, 10), (-4, 0.5, 0), (-4, 3, 5), (1.5, 9, 0)]
)
def test_a_hazard_costs_by_the_day_until_it_is_mended(reported_d: float, closed_d: float, days: float) -> None:
    assert loads(one(reported_d, 99, closed_d, hazard=True))[2] == pytest.approx(0.1 * 8 * days)


def test_what_is_no_hazard_costs_nothing_by_standing() -> None:
    assert loads(one(-4, 99))[2] == 0


def test_what_is_reported_after_the_day_has_no_part_in_it() -> None:
    assert loads(one(1.2, 0.5, hazard=True)) == (0, 0, 0)


def test_loads_are_whole_grains() -> None:
    found = case_loads(one(-1 / 3, -1 / 7, hazard=True), METHOD, 0.0, DAY_S, DAY_S / 3)
    for part in found:
        assert (part * GRAIN == np.round(part * GRAIN)).all()


def test_circles_sum_what_they_hold() -> None:
    cases = one(0.5, 9)
    sums = circle_loads(AXIS, cases, CaseLoads(np.array([8.0]), np.array([2.0]), np.array([1.0])))
    fire = sums[:, :, DOMAINS.index("fire")]
    for id_ in ("g1", "q1", "s1", "z1", "core"):
        assert fire[:, AXIS.position[id_]].tolist() == [8, 2, 1]
    assert fire[:, AXIS.position["g2"]].tolist() == [0, 0, 0]
    assert sums.sum() == 5 * 11
