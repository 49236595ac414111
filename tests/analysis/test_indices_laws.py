"""The laws that any index has to keep, whatever happened."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cockpit.analysis.cases import Cases
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.history import History
from cockpit.analysis.indices import Values, compute, detail
from cockpit.analysis.loads import case_loads, circle_loads
from cockpit.analysis.recompute import daily_values
from cockpit.domain.incidents import Incident
from cockpit.domain.indices import DOMAINS, Domain, Method
from tests.analysis.strategies import (
    AXIS,
    DAY,
    MIDNIGHT,
    SOURCES,
    TREE,
    days,
    expectations,
    incidents,
    moments,
    pasts,
    silences,
)
from tests.analysis.synthetic import ZONE

circles = st.sampled_from(AXIS.ids)
domains = st.sampled_from(DOMAINS)


def at(expected: Expectation, cases: list[Incident], silent: dict[str, float], now) -> Values:  # type: ignore[no-untyped-def]
    return compute(expected, Cases.from_incidents(AXIS, cases), silent, now)


@given(expectations(), days, silences, moments)
def test_indices_lie_between_0_and_100(expected, cases, silent, now) -> None:  # type: ignore[no-untyped-def]
    value = at(expected, cases, silent, now).value
    assert ((value >= 0) & (value <= 100)).all()


@given(expectations(), days, silences, moments, incidents())
def test_one_more_incident_never_raises_any_index(expected, cases, silent, now, more) -> None:  # type: ignore[no-untyped-def]
    before, after = at(expected, cases, silent, now).value, at(expected, [*cases, more], silent, now).value
    assert (after <= before).all()
    elsewhere = [AXIS.position[id_] for id_ in AXIS.ids if not TREE.within(more.circle, id_)]
    assert (after[elsewhere] == before[elsewhere]).all()


@given(expectations(), days, silences, moments, incidents())
def test_an_incident_of_the_day_lowers_its_index_in_every_circle_above_it(expected, cases, silent, now, more) -> None:  # type: ignore[no-untyped-def]
    more.reported_at = max(more.reported_at, MIDNIGHT)
    more.closed_at = None
    before, after = at(expected, cases, silent, now).value, at(expected, [*cases, more], silent, now).value
    rows, column = [AXIS.position[id_] for id_ in TREE.path(more.circle)], DOMAINS.index(more.domain)
    assume((before[rows, column] > 1e-9).all())
    assert (after[rows, column] < before[rows, column]).all()


@given(expectations(), days, silences, moments, incidents(), st.floats(0, 1))
def test_closing_in_time_never_lowers_an_index(expected, cases, silent, now, one, part) -> None:  # type: ignore[no-untyped-def]
    still_open = msgspec.structs.replace(one, closed_at=None)
    in_time = msgspec.structs.replace(one, closed_at=one.reported_at + part * (one.due_at - one.reported_at))
    assert (
        at(expected, [*cases, in_time], silent, now).value >= at(expected, [*cases, still_open], silent, now).value
    ).all()


@given(expectations(), days, silences, moments, incidents(), st.integers(0, 9 * 86_400), st.integers(0, 9 * 86_400))
def test_closing_sooner_never_lowers_an_index(expected, cases, silent, now, one, first, second) -> None:  # type: ignore[no-untyped-def]
    sooner = msgspec.structs.replace(one, closed_at=one.reported_at + timedelta(seconds=min(first, second)))
    later = msgspec.structs.replace(one, closed_at=one.reported_at + timedelta(seconds=max(first, second)))
    assert (at(expected, [*cases, sooner], silent, now).value >= at(expected, [*cases, later], silent, now).value).all()


@given(expectations(), days, silences, moments, circles, domains)
def test_points_add_up_to_what_is_missing(expected, cases, silent, now, circle, domain) -> None:  # type: ignore[no-untyped-def]
    opened = detail(at(expected, cases, silent, now), circle, domain)
    points = [one.points for one in opened.contributions]
    assert sum(points) == pytest.approx(100 - opened.index.value, abs=1e-9)
    assert all(one > 0 for one in points)
    assert points == sorted(points, reverse=True)


@given(expectations(), days, moments, st.sampled_from((*SOURCES, "new_source")), st.integers(-86_400, 86_400))
def test_silence_marks_and_never_improves(expected, cases, now, source, seconds) -> None:  # type: ignore[no-untyped-def]
    silent = {source: MIDNIGHT.timestamp() + seconds}
    heard, unheard = at(expected, cases, {}, now), at(expected, cases, silent, now)
    assert (unheard.value <= heard.value).all()
    for number, domain in enumerate(DOMAINS):
        marked = unheard.index("core", domain).silent == (source,)
        assert marked == expected.concerns(source, number)
        assert heard.index("core", domain).silent == ()
    if source == "new_source":
        assert all(unheard.index("core", domain).silent for domain in DOMAINS)


@given(expectations(), moments, moments)
def test_time_alone_improves_nothing_while_all_sources_are_silent(expected, first, second) -> None:  # type: ignore[no-untyped-def]
    early, late = sorted((first, second))
    silent = {source: early.timestamp() for source in expected.sources}
    assert at(expected, [], silent, late).value == pytest.approx(at(expected, [], silent, early).value, abs=1e-9)


@given(expectations(), days, silences, moments, st.randoms(use_true_random=False))
def test_the_order_of_incidents_does_not_matter(expected, cases, silent, now, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(cases)
    random.shuffle(shuffled)
    first, second = at(expected, cases, silent, now), at(expected, shuffled, silent, now)
    assert (first.value == second.value).all()
    for domain in DOMAINS:
        assert detail(first, "core", domain) == detail(second, "core", domain)


@given(expectations(), days, moments, st.integers(0, 25))
def test_adding_one_by_one_is_the_same_to_the_last_bit(expected, cases, now, cut) -> None:  # type: ignore[no-untyped-def]
    def sums(some: list[Incident]) -> np.ndarray:
        columns = Cases.from_incidents(AXIS, some)
        span = (expected.start_s, expected.end_s, now.timestamp())
        return circle_loads(AXIS, columns, case_loads(columns, expected.method, *span))

    assert (sums(cases[:cut]) + sums(cases[cut:]) == sums(cases)).all()


@given(expectations(), days, silences, moments, incidents(), st.integers(1, 4))
def test_a_graver_incident_never_costs_less(expected, cases, silent, now, one, severity) -> None:  # type: ignore[no-untyped-def]
    other = msgspec.structs.replace(one, severity=severity)
    graver, gentler = sorted((one, other), key=lambda case: case.severity)
    assert (
        at(expected, [*cases, graver], silent, now).value <= at(expected, [*cases, gentler], silent, now).value
    ).all()


@given(pasts, incidents())
def test_a_past_day_recomputed_is_what_it_was_at_its_end(past, one) -> None:  # type: ignore[no-untyped-def]
    long_ago = [
        msgspec.structs.replace(
            one, id=f"old:{days_ago}", reported_at=MIDNIGHT - timedelta(days=days_ago), closed_at=None
        )
        for days_ago in (90, 1)
    ]
    cases = Cases.from_incidents(AXIS, [*past, *long_ago])
    history = History.of(AXIS, cases, ZONE)
    expected = Expectation.fit(history, DAY, Method())
    assert expected.history_days >= 7
    final = compute(expected, cases, {}, MIDNIGHT + timedelta(days=1, hours=5))
    assert not final.provisional
    assert (daily_values(history, [DAY], Method()).values[0] == final.value).all()


@given(expectations(), domains)
def test_a_day_of_just_the_expected_load_costs_the_points_that_the_method_says(expected, domain: Domain) -> None:  # type: ignore[no-untyped-def]
    column, points = DOMAINS.index(domain), expected.method.points_at_expected
    value = at(expected, [], {}, MIDNIGHT).value[:, column]
    if expected.load[AXIS.root, column] >= expected.method.least_expected:
        assert value[AXIS.root] == pytest.approx(100 - points)
    assert (value >= 100 - points - 1e-9).all()
