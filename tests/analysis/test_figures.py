from __future__ import annotations

import json
from datetime import timedelta

import msgspec
import numpy as np
import pytest

from cockpit.analysis.cases import Cases
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.figures import LINE_DAYS, describe, figures, open_all
from cockpit.analysis.history import History
from cockpit.analysis.indices import Values, compute, detail
from cockpit.analysis.recompute import Past, days_before
from cockpit.domain.indices import DOMAINS, Figures, Method
from tests.analysis.strategies import AXIS, DAY, MIDNIGHT
from tests.analysis.synthetic import ZONE
from tests.analysis.test_indices import fire

NOON = MIDNIGHT + timedelta(hours=12)


def values(*incidents, silent: dict[str, float] | None = None) -> Values:  # type: ignore[no-untyped-def]
    history = History.of(AXIS, Cases.from_incidents(AXIS, [fire(90, -24 * 7)]), ZONE)
    return compute(Expectation.fit(history, DAY, Method()), Cases.from_incidents(AXIS, incidents), silent or {}, NOON)


def line(days: int) -> Past:
    """Values that rise by one a day, the first unknown."""
    cube = np.broadcast_to(np.arange(60.0, 60 + days)[:, None, None], (days, len(AXIS), 6)).copy()
    cube[:1] = np.nan
    return Past(days_before(DAY, days), cube)


def test_figures_carry_all_circles_and_the_towns_six_lines() -> None:
    found = figures(values(fire(1), silent={"patrol": 0.0}), line(40), 77)
    assert (found.day, found.at, found.as_of_seq, found.silent) == (DAY, NOON, 77, ("patrol",))
    assert set(found.circles) == set(AXIS.ids)
    assert all(len(six) == len(DOMAINS) for six in found.circles.values())
    assert [one.index.domain for one in found.town] == list(DOMAINS)
    assert found.town[2].yesterday == 99
    assert found.town[2].history == tuple(float(value) for value in range(70, 100))
    assert len(found.town[2].history) == LINE_DAYS
    assert found.town[2].index.value == pytest.approx(found.circles["core"][2], abs=0.005)


def test_unknown_days_are_none_and_no_past_has_no_yesterday() -> None:
    assert figures(values(), line(3), 1).town[0].history == (None, 61, 62)
    empty = figures(values(), Past((), np.zeros((0, len(AXIS), 6))), 1).town[0]
    assert (empty.yesterday, empty.history) == (None, ())
    assert figures(values(), line(1), 1).town[0].yesterday is None


def test_the_top_is_the_costliest_of_what_happened() -> None:
    computed = values(fire(1, 1, severity=3), fire(2, 2, severity=2), fire(3, 3, severity=2))
    top = figures(computed, line(3), 1).town[2].top
    assert top is not None
    assert (top.kind, top.ref, top.text) == ("incident", "fire_119:2", "火情2")
    assert top == next(one for one in detail(computed, "core", "fire").contributions if one.ref == "fire_119:2")


def test_a_day_on_which_nothing_happened_has_no_top() -> None:
    assert figures(values(), line(3), 1).town[2].top is None
    assert figures(values(fire(1)), line(3), 1).town[0].top is None


def test_figures_travel() -> None:
    found = figures(values(fire(1)), line(3), 1)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Figures) == found


def test_a_description_is_plain_data() -> None:
    opened = open_all(values(fire(1), fire(2), silent={"fire_119": 0.0}), "g1")
    assert [one.index.domain for one in opened] == list(DOMAINS)
    described = json.loads(json.dumps(describe(opened, most=1)))
    about_fire = described[2]
    assert about_fire["domain"] == "fire"
    assert about_fire["day"] == DAY.isoformat()
    assert about_fire["provisional"] is True
    assert about_fire["silent"] == ["fire_119"]
    assert about_fire["value"] + about_fire["points_lost"] == pytest.approx(100)
    assert len(about_fire["contributions"]) == 1
    assert about_fire["contributions_in_all"] == len(opened[2].contributions) > 1
    assert set(about_fire["contributions"][0]) == {"kind", "points", "ref", "text"}
