from __future__ import annotations

from datetime import timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.cases import Cases
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.history import History
from cockpit.domain.indices import DOMAINS, Method
from tests.analysis.strategies import AXIS, DAY, MIDNIGHT, pasts
from tests.analysis.synthetic import LAST_DAY, ZONE, pagoda, past

PLAIN = Method(severity_weights=(1.0, 1.0, 1.0, 1.0))
"""Loads are counts."""


def after(counts: dict[int, int], circle: str = "g1", method: Method = PLAIN) -> Expectation:
    """The expectation of ``DAY`` after so many fires so many days before it (a year of other things ends on it)."""
    fires = [back for back, count in counts.items() for _ in range(count)]
    rows = [365, 0, *fires]
    cases = Cases.from_columns(
        AXIS,
        circle=["core", "core"] + [circle] * len(fires),
        domain=["traffic", "traffic"] + ["fire"] * len(fires),
        source=["police_110", "police_110"] + ["fire_119"] * len(fires),
        severity=[3] * len(rows),
        reported_s=[MIDNIGHT.timestamp() - back * 86_400 + 43_200 for back in rows],
        due_s=[0.0] * len(rows),
        closed_s=[0.0] * len(rows),
        hazard=[False] * len(rows),
    )
    return Expectation.fit(History.of(AXIS, cases, ZONE), DAY, method)


def of(expected: Expectation, circle: str) -> float:
    return float(expected.load[AXIS.position[circle], DOMAINS.index("fire")])


def test_the_town_expects_what_the_same_weekdays_brought() -> None:
    steady = after(dict.fromkeys(range(1, 85), 6))
    assert of(steady, "core") == pytest.approx(6)
    mondays = after(dict.fromkeys(range(7, 85, 7), 6))
    assert of(mondays, "core") == pytest.approx((12 * 6 + 6 / 7) / 13)
    others = after({back: 6 for back in range(1, 85) if back % 7})
    assert of(others, "core") == pytest.approx(6 * 6 / 7 / 13)


def test_what_lies_before_the_window_or_on_the_day_does_not_count() -> None:
    assert of(after({0: 50, 85: 50}), "core") == 0.0
    assert after({}).history_days == 84


def test_shares_follow_the_own_past_and_are_drawn_to_the_even_one() -> None:
    expected = after(dict.fromkeys(range(1, 85), 4))
    assert of(expected, "z1") > 0.9 * of(expected, "core")
    assert 0 < of(expected, "z2") < 0.1 * of(expected, "core")
    drawn = after(dict.fromkeys(range(1, 85), 4), method=msgspec.structs.replace(PLAIN, shrink_days=1e9))
    assert of(drawn, "z1") == pytest.approx(of(drawn, "core") / 2, rel=1e-3)


def test_what_lies_directly_in_a_higher_circle_is_expected_there_alone() -> None:
    expected = after(dict.fromkeys(range(1, 85), 4), circle="q1")
    assert of(expected, "q1") > 0.8 * of(expected, "core")
    assert of(expected, "g1") < 0.1


@given(pasts)
def test_the_parts_never_exceed_the_whole(rows) -> None:  # type: ignore[no-untyped-def]
    expected = Expectation.fit(History.of(AXIS, Cases.from_incidents(AXIS, rows), ZONE), DAY, Method())
    for at in range(len(AXIS)):
        below = expected.load[AXIS.parent == at].sum(axis=0)
        assert (below <= expected.load[at] + 1e-9).all()
    assert (expected.load >= 0).all()
    assert (expected.scale >= Method().least_expected).all()


def test_where_everything_lies_in_grids_the_parts_add_up_to_the_whole() -> None:
    axis = CircleAxis(pagoda())
    expected = Expectation.fit(History.of(axis, past(pagoda(), 60, 50.0), ZONE), LAST_DAY, Method())
    for depth in range(int(axis.depth.max()) + 1):
        assert expected.load[axis.depth == depth].sum(axis=0) == pytest.approx(expected.load[axis.root])


def test_severities_weigh_as_the_whole_towns_do() -> None:
    expected = after(dict.fromkeys(range(1, 85), 2), method=Method(severity_weights=(20.0, 8.0, 3.0, 1.0)))
    assert of(expected, "core") == pytest.approx(2 * 3.0)


def test_the_profile_rises_from_0_to_1_with_the_hours_of_the_past() -> None:
    expected = after(dict.fromkeys(range(1, 85), 20))
    before, noon, later = (
        expected.passed((MIDNIGHT + timedelta(hours=hours)).timestamp())[DOMAINS.index("fire")]
        for hours in (12, 12.5, 13)
    )
    assert before < 0.01
    assert later > 0.99
    assert noon == pytest.approx((before + later) / 2)
    assert expected.passed(expected.start_s - 5).tolist() == [0.0] * 6
    assert expected.passed(expected.end_s + 5) == pytest.approx(np.ones(6))
    assert (np.diff(expected.profile) > 0).all()


def test_shares_of_sources_are_those_of_the_past() -> None:
    expected = after({1: 3})
    fire, traffic = DOMAINS.index("fire"), DOMAINS.index("traffic")
    assert expected.share_of("fire_119")[fire] == 1.0
    assert expected.share_of("fire_119")[traffic] == 0.0
    assert expected.share_of("never_seen").tolist() == [0.0] * 6
    assert expected.concerns("fire_119", fire)
    assert not expected.concerns("fire_119", traffic)
    assert expected.concerns("never_seen", traffic)


def test_without_a_past_nothing_is_expected_and_the_floor_holds() -> None:
    expected = Expectation.fit(History.of(AXIS, Cases.from_incidents(AXIS, []), ZONE), DAY, Method())
    assert expected.history_days == 0
    assert (expected.load == 0).all()
    assert (expected.scale == Method().least_expected).all()


def test_a_load_is_measured_against_the_towns_expectation_and_never_against_nothing() -> None:
    expected = after(dict.fromkeys(range(1, 85), 40))
    column, least = DOMAINS.index("fire"), expected.method.least_expected
    town = of(expected, "core")
    assert expected.scale[AXIS.root, column] == pytest.approx(town)
    for circle in AXIS.ids:
        by_hand = least + of(expected, circle) * (1 - least / town)
        assert expected.scale[AXIS.position[circle], column] == pytest.approx(by_hand)
