"""Many days at once are what each day by itself is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.cases import Cases
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.history import History
from cockpit.analysis.indices import compute
from cockpit.analysis.recompute import BLOCK_DAYS, daily_values, days_before
from cockpit.domain.indices import Method
from tests.analysis.strategies import AXIS, DAY, MIDNIGHT, pasts
from tests.analysis.synthetic import LAST_DAY, ZONE, pagoda, past


def one_by_one(history: History, day, method: Method) -> np.ndarray:  # type: ignore[no-untyped-def]
    expected = Expectation.fit(history, day, method)
    return compute(expected, history.cases, {}, datetime.fromtimestamp(expected.end_s, UTC)).value


@given(pasts, st.integers(1, 30), st.sampled_from((1, 2, 12, 30)))
def test_any_run_of_days_is_each_day_by_itself_to_the_last_bit(rows, count, weeks) -> None:  # type: ignore[no-untyped-def]
    old = [
        msgspec.structs.replace(rows[0], id="old", reported_at=MIDNIGHT - timedelta(days=150), closed_at=None)
        for _ in rows[:1]
    ]
    history = History.of(AXIS, Cases.from_incidents(AXIS, [*rows, *old]), ZONE)
    method = Method(history_weeks=weeks)
    found = daily_values(history, days_before(DAY, count), method)
    for day, values in zip(found.days, found.values, strict=True):
        if Expectation.fit(history, day, method).history_days < 7:
            assert np.isnan(values).all()
        else:
            assert (values == one_by_one(history, day, method)).all()


@pytest.fixture(scope="module")
def town() -> History:
    return History.of(CircleAxis(pagoda()), past(pagoda(), 150), ZONE)


def test_a_town_over_several_blocks_is_each_day_by_itself(town: History) -> None:
    days = days_before(LAST_DAY + timedelta(days=1), BLOCK_DAYS * 2 + 3)
    found = daily_values(town, days, Method())
    for at in (0, 1, BLOCK_DAYS - 1, BLOCK_DAYS, 2 * BLOCK_DAYS, len(days) - 1):
        assert (found.values[at] == one_by_one(town, days[at], Method())).all()


def test_days_need_not_follow_each_other(town: History) -> None:
    every = days_before(LAST_DAY, 60)
    whole, some = daily_values(town, every, Method()), daily_values(town, every[::9], Method())
    assert (whole.values[::9] == some.values).all()


def test_a_late_report_moves_its_own_day_down_and_only_milder_measures_after_it(town: History) -> None:
    late_day = LAST_DAY - timedelta(days=40)
    at_s = datetime(late_day.year, late_day.month, late_day.day, 4, tzinfo=UTC).timestamp()
    moved = replace(
        town.cases.columns(np.array([0])),
        reported_s=np.array([at_s]),
        due_s=np.array([at_s + 9e5]),
        closed_s=np.array([at_s + 60.0]),
    )
    more = History.of(town.axis, town.cases.joined(moved), ZONE)
    days = days_before(LAST_DAY, 60)
    before, after = daily_values(town, days, Method()).values, daily_values(more, days, Method()).values
    which = days.index(late_day)
    assert (after[:which] == before[:which]).all()
    assert (after[which] <= before[which]).all() and (after[which] < before[which]).any()
