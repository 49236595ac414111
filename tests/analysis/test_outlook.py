from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.history import History
from cockpit.analysis.outlook import LEAST_DAYS, QUANTILES, backtest, forecast, outlook
from cockpit.analysis.recompute import Past
from cockpit.domain.indices import DOMAINS, Method, Outlook
from tests.analysis.synthetic import LAST_DAY, ZONE, pagoda
from tests.analysis.synthetic import past as past_of

FIRST = date(2026, 1, 1)


def walk(days: int, places: int = 3, seed: int = 1, drift: float = 0.0) -> Past:
    """Values around 88 that scatter by 4, and fall by ``drift`` a day."""
    rng = np.random.default_rng(seed)
    values = 88 + rng.normal(0, 4, (days, places, 6)) - drift * np.arange(days)[:, None, None]
    return Past(tuple(FIRST + timedelta(days=at) for at in range(days)), np.clip(values, 0, 100))


def test_the_interval_holds_eight_days_of_ten_and_the_middle_beats_last_week() -> None:
    score = backtest(walk(260), range(3), 100, refit_days=25)
    assert score is not None and score.days == 100
    assert 0.75 <= score.coverage.mean() <= 0.85
    assert (score.mase < score.naive).all()
    assert score.naive.mean() == pytest.approx(1.0, abs=0.1)


def test_it_foretells_the_day_after_the_last_in_rising_order() -> None:
    past = walk(120)
    found = forecast(past, [0, 2])
    assert found is not None
    assert found.day == past.days[-1] + timedelta(days=1) and found.rests_on == 92
    assert found.values.shape == (1, 2, 6, len(QUANTILES))
    assert (np.diff(found.values, axis=-1) >= 0).all()
    assert ((found.values >= 0) & (found.values <= 100)).all()


def test_it_never_sees_what_it_foretells() -> None:
    past = walk(160)
    changed = Past(past.days, past.values.copy())
    changed.values[-1] = 1.0
    whole, other = (
        forecast(Past(past.days[:-1], past.values[:-1]), [0]),
        forecast(Past(changed.days[:-1], changed.values[:-1]), [0]),
    )
    assert whole is not None and other is not None and (whole.values == other.values).all()
    before, after = backtest(past, [0], 1), backtest(changed, [0], 1)
    assert before is not None and after is not None and (after.naive > before.naive).all()


def test_a_level_of_its_own_for_each_place() -> None:
    past = walk(150, 2)
    past.values[:, 1] -= 30.0
    found = forecast(past, [0, 1])
    assert found is not None
    middle = found.values[0, :, :, 1].mean(axis=1)
    assert middle[0] - middle[1] == pytest.approx(30.0, abs=3.0)


def test_days_without_a_value_are_borne() -> None:
    past = walk(150)
    past.values[:7] = np.nan
    past.values[90] = np.nan
    found = forecast(past, [0])
    assert found is not None and not np.isnan(found.values).any()


@pytest.mark.parametrize("days", [0, 20, 28 + LEAST_DAYS - 1])
def test_too_short_a_past_has_no_outlook(days: int) -> None:
    assert forecast(walk(days), [0]) is None
    assert backtest(walk(days), [0], 5) is None


def test_a_past_without_any_value_has_no_outlook() -> None:
    past = walk(100)
    past.values[:] = np.nan
    assert forecast(past, [0]) is None


def test_the_outlook_names_the_core_and_the_zones_with_their_score() -> None:
    history = History.of(CircleAxis(pagoda()), past_of(pagoda(), 150), ZONE)
    told = outlook(history, LAST_DAY + timedelta(days=1), Method(), until=LAST_DAY, score_days=20, refit_days=20)
    assert told.day == LAST_DAY + timedelta(days=1)
    assert {row.circle for row in told.rows} == {"core", *(f"zone{number}" for number in range(6))}
    assert len(told.rows) == 42 and all(row.low <= row.value <= row.high for row in told.rows)
    assert [one.domain for one in told.scores] == list(DOMAINS) and {one.days for one in told.scores} == {20}


def test_a_young_town_has_no_rows() -> None:
    history = History.of(CircleAxis(pagoda()), past_of(pagoda(), 30), ZONE)
    assert outlook(history, LAST_DAY, Method(), score_days=5) == Outlook(LAST_DAY, "1", 0)
