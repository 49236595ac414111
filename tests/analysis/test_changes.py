"""What is called unusual, how often by chance alone, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.changes import WINDOW_DAYS, find_changes, town_changes
from cockpit.analysis.history import History
from cockpit.analysis.recompute import daily_values, days_before
from cockpit.domain.indices import DOMAINS, Method
from tests.analysis.synthetic import LAST_DAY, ZONE, pagoda, past

FIRE = DOMAINS.index("fire")


@pytest.mark.parametrize("shape", ["normal", "skewed"])
def test_the_false_alarm_rates_are_the_documented_ones_whatever_the_distribution(shape: str) -> None:
    """40,000 days on which nothing changes. Rates: 1/181 a day for each side, and a change in about 800 days."""
    rng = np.random.default_rng(4)
    days = 40_000
    line = rng.normal(88, 4, days) if shape == "normal" else 100 - rng.gamma(1.5, 6, days)
    found = find_changes(line)
    counts = {kind: sum(one.kind == kind for one in found) for kind in ("low", "high", "fell", "rose")}
    for kind in ("low", "high"):
        assert 0.8 * days / 181 <= counts[kind] <= 1.2 * days / 181
    assert 600 <= days / (counts["fell"] + counts["rose"]) <= 1100


def test_a_shift_is_found_within_weeks_with_its_beginning() -> None:
    rng = np.random.default_rng(2)
    line = rng.normal(88, 4, 400)
    line[300:] -= 6
    found = [one for one in find_changes(line) if one.kind == "fell"]
    assert found and 300 < found[0].at <= 321 and abs(found[0].since - 300) <= 6
    assert not [one for one in find_changes(line) if one.kind == "rose" and one.at >= 300]


def test_the_worst_day_of_half_a_year_is_unusual_and_days_without_value_are_passed_over() -> None:
    line = np.random.default_rng(3).normal(88, 1, 260)
    line[[5, 100, 230]] = np.nan
    line[250] = 40.0
    assert (250, "low") in [(one.at, one.kind) for one in find_changes(line)]
    assert find_changes(np.full(300, np.nan)) == [] and find_changes(np.empty(0)) == []


def test_days_all_alike_are_nothing_unusual() -> None:
    assert find_changes(np.full(1000, 100.0)) == []


def test_a_low_day_names_what_cost_most_and_a_quiet_stretch_the_source_that_went_quiet() -> None:
    tree = pagoda()
    axis, cases = CircleAxis(tree), past(tree, WINDOW_DAYS + 130)
    history = History.of(axis, cases, ZONE)
    bad, quiet = LAST_DAY - timedelta(days=40), LAST_DAY - timedelta(days=25)
    bad_s = history.starts_s[(bad - history.first_day).days]
    quiet_s = history.starts_s[(quiet - history.first_day).days]
    graver = (cases.reported_s >= bad_s) & (cases.reported_s < bad_s + 86_400) & (cases.domain == FIRE)
    worse = replace(cases, severity=np.where(graver, 1, cases.severity))
    gone = (worse.reported_s >= quiet_s) & np.isin(worse.source, (0, 1, 2)) & (worse.domain == FIRE)
    changed = History.of(axis, worse.where(~gone), ZONE)
    found = town_changes(changed, daily_values(changed, days_before(LAST_DAY, WINDOW_DAYS + 110), Method()), Method())
    of_fire = [one for one in found if one.domain == "fire"]
    low = next(one for one in of_fire if one.day == bad)
    assert low.kind == "low" and low.costliest is not None and low.costliest.points > 1
    assert low.usual is not None and low.value < low.usual
    assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)
    rose = [one for one in of_fire if one.kind == "rose" and one.day >= quiet]
    assert rose and rose[0].source in cases.sources[:3] and rose[0].after_a_day < rose[0].before_a_day
