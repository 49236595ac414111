from __future__ import annotations

import numpy as np
import pytest

from cockpit.analysis.axis import Floats
from cockpit.analysis.outages import find_outages, overlap_s

DAY_S = 86_400.0
DAYS = 30
STARTS = np.arange(DAYS + 1) * DAY_S


def reports(a_day: float, seed: int = 1) -> Floats:
    """Thirty days of reports, busier by day than by night."""
    rng = np.random.default_rng(seed)
    count = rng.poisson(a_day * DAYS)
    hours = rng.choice(24, count, p=np.repeat([0.5, 1.5, 1.5, 0.5], 6) / 24)
    return rng.integers(0, DAYS, count) * DAY_S + hours * 3600 + rng.uniform(0, 3600, count)


def without(times: Floats, start: float, end: float) -> Floats:
    return times[(times < start) | (times > end)]


@pytest.mark.parametrize("a_day", [0.2, 1, 5, 12, 30, 300, 1500])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_chance_alone_makes_no_outage(a_day: float, seed: int) -> None:
    assert len(find_outages(reports(a_day, seed), STARTS, DAYS * DAY_S)) == 0


def test_a_gap_that_chance_does_not_explain_is_one() -> None:
    start, end = 10.25 * DAY_S, 10.5 * DAY_S
    found = find_outages(without(reports(300), start, end), STARTS, DAYS * DAY_S)
    assert found == pytest.approx(np.array([[start, end]]), abs=1800)


def test_days_without_a_word_are_one_outage() -> None:
    start, end = 10.25 * DAY_S, 17.5 * DAY_S
    found = find_outages(without(reports(300), start, end), STARTS, DAYS * DAY_S)
    assert len(found) == 1
    missing_s = overlap_s(found, STARTS)
    assert missing_s[[9, 18]] == pytest.approx([0, 0])
    assert missing_s[11:17] == pytest.approx(np.full(6, DAY_S))
    assert missing_s[10] == pytest.approx(0.75 * DAY_S, abs=1800)
    assert missing_s.sum() == pytest.approx(end - start, abs=1800)


def test_what_is_missing_at_the_end_counts_up_to_when_it_would_have_been_known() -> None:
    times = reports(300)
    assert len(find_outages(times, STARTS, DAYS * DAY_S + 600)) == 0
    (found,) = find_outages(times, STARTS, DAYS * DAY_S + 10 * 3600)
    assert found.tolist() == [times.max(), DAYS * DAY_S + 10 * 3600]
    (found,) = find_outages(times, STARTS, (DAYS + 3) * DAY_S)
    assert found[1] == (DAYS + 3) * DAY_S


def test_reports_that_come_once_a_day_in_one_heap_leave_no_outages() -> None:
    heaps = np.floor(reports(300) / DAY_S) * DAY_S
    assert len(find_outages(heaps, STARTS, DAYS * DAY_S)) == 0


def test_the_order_of_reports_does_not_matter() -> None:
    times = without(reports(300), 10.25 * DAY_S, 10.5 * DAY_S)
    assert (find_outages(times[::-1], STARTS, 3e6) == find_outages(times, STARTS, 3e6)).all()


def test_no_reports_and_no_days_have_no_outages() -> None:
    assert find_outages(np.array([]), STARTS, 5.0).shape == (0, 2)
    assert find_outages(np.array([]), STARTS[:1], 5.0).shape == (0, 2)
    assert overlap_s(np.empty((0, 2)), STARTS).tolist() == [0.0] * DAYS
