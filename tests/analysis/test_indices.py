from __future__ import annotations

import math
from datetime import timedelta

import numpy as np
import pytest

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.cases import Cases
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.history import History
from cockpit.analysis.indices import compute, detail, silent_loads
from cockpit.analysis.recompute import daily_values, days_before
from cockpit.domain.incidents import Incident
from cockpit.domain.indices import DOMAINS, Method
from tests.analysis.strategies import AXIS, DAY, MIDNIGHT
from tests.analysis.synthetic import LAST_DAY, ZONE, pagoda, past

END = MIDNIGHT + timedelta(days=1)
FIRE = DOMAINS.index("fire")
METHOD = Method()


def fire(number: int, hours: float = 10.0, *, severity: int = 1, circle: str = "g1", hazard: bool = False) -> Incident:
    at = MIDNIGHT + timedelta(hours=hours)
    return Incident(
        f"fire_119:{number}",
        "fire_119",
        str(number),
        "k",
        "fire",
        severity,
        f"火情{number}",
        at,
        at + timedelta(days=2),
        circle,
        hazard=hazard,
    )


def unexpected(method: Method = METHOD) -> Expectation:
    """A day after no past at all: every scale is the floor."""
    return Expectation.fit(History.of(AXIS, Cases.from_incidents(AXIS, []), ZONE), DAY, method)


@pytest.fixture(scope="module")
def town() -> History:
    return History.of(CircleAxis(pagoda()), past(pagoda(), 140), ZONE)


def test_the_formula_by_hand() -> None:
    values = compute(unexpected(), Cases.from_incidents(AXIS, [fire(1)]), {}, END)
    weight = METHOD.severity_weights[0]
    k = -math.log(1 - METHOD.points_at_expected / 100)
    for circle in ("g1", "z1", "core"):
        assert values.index(circle, "fire").value == pytest.approx(100 * math.exp(-k * weight / METHOD.least_expected))
    assert values.index("g2", "fire").value == 100
    assert values.index("g1", "traffic").value == 100


def test_an_index_says_its_day_its_band_and_whether_it_is_final() -> None:
    expected, cases = unexpected(), Cases.from_incidents(AXIS, [fire(1)])
    during = compute(expected, cases, {"fire_119": 0.0}, MIDNIGHT + timedelta(hours=11)).index("g1", "fire")
    assert (during.circle, during.domain, during.day, during.provisional) == ("g1", "fire", DAY, True)
    assert during.band == METHOD.band(during.value)
    assert during.silent == ("fire_119",)
    assert not compute(expected, cases, {}, END).index("g1", "fire").provisional


def test_an_unknown_circle_is_a_key_error() -> None:
    values = compute(unexpected(), Cases.from_incidents(AXIS, []), {}, END)
    with pytest.raises(KeyError):
        values.index("nowhere", "fire")
    with pytest.raises(KeyError):
        detail(values, "nowhere", "fire")


def test_a_detail_names_each_cost_the_costliest_first() -> None:
    old = fire(2, hours=-240, severity=3, hazard=True)
    values = compute(unexpected(), Cases.from_incidents(AXIS, [fire(1), old, fire(3, circle="g3")]), {}, END)
    opened = detail(values, "z1", "fire")
    assert [(one.kind, one.ref) for one in opened.contributions] == [
        ("incident", "fire_119:1"),
        ("overdue", "fire_119:2"),
        ("hazard", "fire_119:2"),
    ]
    assert opened.contributions[0].text == "火情1"
    assert opened.method_version == METHOD.version
    assert len(detail(values, "core", "fire").contributions) == 4
    assert detail(values, "g2", "fire").contributions == ()


def test_a_history_without_words_can_be_opened(town: History) -> None:
    expected = Expectation.fit(town, LAST_DAY, METHOD)
    opened = detail(compute(expected, town.cases, {}, END), "core", "fire")
    assert {one.ref for one in opened.contributions} == {""}


def test_the_day_moves_from_what_is_expected_to_what_was(town: History) -> None:
    expected = Expectation.fit(town, LAST_DAY, METHOD)
    nothing = town.cases.where(np.zeros(len(town.cases), dtype=bool))
    values = [
        compute(expected, nothing, {}, MIDNIGHT + timedelta(hours=hours)).value[0, FIRE] for hours in (0, 6, 12, 24)
    ]
    assert values[0] == pytest.approx(100 - METHOD.points_at_expected)
    assert values == sorted(values)
    assert values[-1] == 100


def test_before_the_day_it_stands_as_at_its_midnight(town: History) -> None:
    expected = Expectation.fit(town, LAST_DAY, METHOD)
    early = compute(expected, town.cases, {}, MIDNIGHT - timedelta(hours=9))
    assert early.at_s == expected.start_s


def test_a_silent_source_keeps_the_load_that_it_would_have_reported(town: History) -> None:
    expected = Expectation.fit(town, LAST_DAY, METHOD)
    noon = MIDNIGHT + timedelta(hours=12)
    silent = {"police_110": MIDNIGHT.timestamp() - 90_000}
    values = compute(expected, town.cases, silent, noon)
    missing = silent_loads(expected, silent, noon.timestamp())["police_110"]
    by_noon = expected.passed(noon.timestamp())[FIRE]
    assert missing[0, FIRE] == pytest.approx(expected.load[0, FIRE] * by_noon * expected.share_of("police_110")[FIRE])
    kinds = {one.kind: one for one in detail(values, "core", "fire").contributions}
    assert kinds["silent_source"].ref == "police_110"
    assert kinds["rest_of_day"].points > 0


def test_past_days_have_values_once_there_is_a_week_before_them(town: History) -> None:
    first = town.first_day
    found = daily_values(town, [first + timedelta(days=6), first + timedelta(days=7)], METHOD)
    assert np.isnan(found.values[0]).all()
    assert np.isfinite(found.values[1]).all()
    assert daily_values(town, [], METHOD).values.shape == (0, 174, 6)


def test_a_source_that_has_been_silent_since_then_leaves_past_days_incomplete_too(town: History) -> None:
    days = days_before(LAST_DAY, 3)
    since_s = MIDNIGHT.timestamp() - 86_400 - 3600
    heard, unheard = daily_values(town, days, METHOD), daily_values(town, days, METHOD, {"police_110": since_s})
    assert (unheard.values[0] == heard.values[0]).all()
    assert (unheard.values[2] < heard.values[2]).any()
    assert (unheard.values <= heard.values).all()


def test_days_before_end_with_yesterday() -> None:
    assert days_before(DAY, 2) == (DAY - timedelta(days=2), DAY - timedelta(days=1))
    assert days_before(DAY, 0) == ()


# -- what nobody heard ---------------------------------------------------------------------------------------------


def cut(town: History, start_h: float, end_h: float, until_h: float = 24.0) -> History:
    """The town without the reports of some hours of its last day, known up to an hour of it."""
    start_s, end_s = (MIDNIGHT.timestamp() + hours * 3600 for hours in (start_h, end_h))
    reported_s = town.cases.reported_s
    until_s = MIDNIGHT.timestamp() + until_h * 3600
    left = town.cases.where(((reported_s < start_s) | (reported_s >= end_s)) & (reported_s < until_s))
    return History.of(town.axis, left, ZONE, until_s)


def test_hours_that_nobody_heard_count_as_expected_and_never_improve(town: History) -> None:
    deaf = cut(town, 0, 14)
    expected = Expectation.fit(deaf, LAST_DAY, METHOD)
    assert len(expected.outages) == 1
    values = compute(expected, deaf.cases, {}, END)
    naive = 100 * np.exp(np.log(1 - METHOD.points_at_expected / 100) * values.loads[:5].sum(axis=0) / expected.scale)
    assert (values.value < naive).all()
    opened = detail(values, "core", "traffic")
    assert opened.index.unheard_s == pytest.approx(14 * 3600, abs=1800)
    assert [one.ref for one in opened.contributions if one.kind == "silent_source"] == [""]
    assert sum(one.points for one in opened.contributions) == pytest.approx(100 - opened.index.value)
    whole = Expectation.fit(town, LAST_DAY, METHOD)
    assert compute(whole, town.cases, {}, END).index("core", "traffic").unheard_s == 0


def test_a_hub_that_starts_at_noon_says_about_noons_expectation(town: History) -> None:
    late = cut(town, 0, 12, until_h=12)
    values = compute(Expectation.fit(late, LAST_DAY, METHOD), late.cases, {}, MIDNIGHT + timedelta(hours=12))
    assert values.value[0, DOMAINS.index("traffic")] == pytest.approx(100 - METHOD.points_at_expected, abs=1.5)


def test_a_source_is_not_missed_twice_for_the_same_hours(town: History) -> None:
    deaf = cut(town, 0, 14)
    expected = Expectation.fit(deaf, LAST_DAY, METHOD)
    silent = dict.fromkeys(expected.sources, MIDNIGHT.timestamp() - 3600)
    values = compute(expected, deaf.cases.where(np.zeros(len(deaf.cases), dtype=bool)), silent, END)
    assert values.loads.sum(axis=0) == pytest.approx(expected.load)


def test_days_that_were_not_heard_teach_nothing_and_have_no_value(town: History) -> None:
    reported_s, last_s = town.cases.reported_s, MIDNIGHT.timestamp()
    deaf = History.of(
        town.axis, town.cases.where((reported_s < last_s - 10 * 86_400) | (reported_s >= last_s - 3 * 86_400)), ZONE
    )
    found = daily_values(deaf, days_before(LAST_DAY, 12), METHOD).values[:, 0, FIRE]
    assert np.isnan(found).tolist() == [False] * 2 + [True] * 7 + [False] * 3
    heard, unheard = Expectation.fit(town, LAST_DAY, METHOD), Expectation.fit(deaf, LAST_DAY, METHOD)
    assert unheard.history_days == heard.history_days - 7
    assert unheard.load[0] == pytest.approx(heard.load[0], rel=0.1)
