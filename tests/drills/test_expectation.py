"""Expectations against a score: nothing done meets none, and those who never answered count."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from cockpit.drills.expectation import outcomes
from cockpit.drills.scenario import Expectation, Measure
from cockpit.drills.score import Score, score
from tests.drills.scenarios import read
from tests.drills.test_score import answered
from tests.towns import Desk


def outcome(tmp_path: Path, found: Score, expectation: Expectation) -> tuple[float | None, bool]:
    scenario = msgspec.structs.replace(read(tmp_path), id="x", expectations=(expectation,))
    (one,) = outcomes(scenario, found)
    assert (one.name, one.measure) == (expectation.name, expectation.measure)
    return one.value, one.met


@pytest.mark.parametrize(
    ("expectation", "value", "met"),
    [
        (Expectation("a", "first_order_s", at_most=40.0), 40.0, True),
        (Expectation("a", "first_order_s", at_most=39.0), 40.0, False),
        (Expectation("a", "acknowledged_p50_s", at_most=20.0), 20.0, True),
        # Two of three have acknowledged: no p90 of all three.
        (Expectation("a", "acknowledged_p90_s", at_most=1000.0), None, False),
        (Expectation("a", "acknowledged_worst_s", at_most=1000.0, circle="z1"), 20.0, True),
        (Expectation("a", "acknowledged_share", at_least=0.6), 2 / 3, True),
        (Expectation("a", "on_scene_share", at_least=0.5, department="police"), 0.0, False),
        (Expectation("a", "on_scene_share", at_least=0.5, department="emergency"), None, False),
        (Expectation("a", "orders", at_least=1.0, at_most=1.0), 1.0, True),
        (Expectation("a", "recipients", at_most=2.0), 3.0, False),
        (Expectation("a", "ladder_kept_share", at_least=1.0), 1.0, True),
        (Expectation("a", "passed_over", at_most=4.0), 5.0, False),
        (Expectation("a", "decisions_changed", at_most=0.0), 0.0, True),
        (Expectation("a", "acknowledged_share", at_least=0.1, order="other"), None, False),
    ],
)
def test_what_is_measured(tmp_path: Path, expectation: Expectation, value: float | None, met: bool) -> None:
    assert outcome(tmp_path, score(answered().entries), expectation) == (value, met)


@pytest.mark.parametrize(
    "measure",
    ["first_order_s", "delivered_p50_s", "on_scene_share", "ladder_kept_share", "passed_over", "decisions_changed"],
)
def test_nothing_done_meets_no_limit(tmp_path: Path, measure: Measure) -> None:
    found = score(Desk().entries)
    assert outcome(tmp_path, found, Expectation("a", measure, at_most=1e9)) == (None, False)
