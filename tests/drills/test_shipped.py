"""The scenarios that ship: sound, met with the reference behaviour, and not met when the orders are withheld."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest

from cockpit.domain.events import Entry
from cockpit.drills.commands import SAMPLE_TOWN, SCENARIOS
from cockpit.drills.exercise import Exercise
from cockpit.drills.expectation import Outcome, outcomes
from cockpit.drills.scenario_file import check_scenario
from cockpit.drills.score import score
from cockpit.town.folder import TownFolder, read_town

SHIPPED = sorted(SCENARIOS.glob("*.toml"))


@cache
def sample() -> TownFolder:
    return read_town(SAMPLE_TOWN)


def play(path: Path, *, withhold_orders: bool) -> tuple[Exercise, list[Outcome]]:
    scenario, faults = check_scenario(path, sample().town)
    assert faults == []
    lines: list[bytes] = []
    exercise = Exercise(scenario, sample(), lambda seq, body: lines.append(body), withhold_orders=withhold_orders)
    exercise.play()
    return exercise, outcomes(scenario, score(msgspec.json.decode(line, type=Entry) for line in lines))


def test_six_ship() -> None:
    names = {path.stem for path in SHIPPED}
    assert names == {"factory_fire", "typhoon_night", "lost_child", "pile_up", "growing_quarrel", "lost_links"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_reference_behaviour_meets_what_is_expected(path: Path) -> None:
    exercise, results = play(path, withhold_orders=False)
    assert exercise.scenario.id == path.stem
    assert exercise.waiting == ()
    assert exercise.refused == []
    assert [one for one in results if not one.met] == []
    assert len(results) >= 3


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_withheld_orders_meet_nothing(path: Path) -> None:
    _, results = play(path, withhold_orders=True)
    assert [one for one in results if one.met] == []
