"""Proof on a file that nobody here made up: the 911 calls of Montgomery County. Skipped where the file is not."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import msgspec
import pytest

from cockpit.domain.incidents import Kind
from cockpit.intake.mapping_file import read_mapping
from cockpit.intake.report import ImportReport, NotTaken, Taken
from cockpit.intake.translate import check_against, translate_file
from cockpit.town.folder import read_town
from tests.intake.files import CALLS, MONTGOMERY, needs_calls
from tests.towns import small_map, small_town

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def town():
    """The small town with every kind that the mapping names."""
    plain = small_town()
    known = {kind.id for kind in plain.kinds}
    named = {rule.kind for rule in read_mapping(MONTGOMERY).rules} - known - {""}
    more = tuple(Kind(id_, id_, id_, "public_order") for id_ in sorted(named))
    return msgspec.structs.replace(plain, kinds=plain.kinds + more)


@pytest.fixture(scope="module")
def outcomes():
    return list(translate_file(CALLS, read_mapping(MONTGOMERY), town(), small_map(), NOW))


def test_the_mapping_that_ships_is_sound():
    read = read_mapping(MONTGOMERY)
    assert read.transform.days.shift_days % 7 == 0
    assert read.columns() == ("time", "class", "lat", "lon", "township", "address")


@needs_calls
def test_every_row_is_accounted_for(outcomes):
    report = ImportReport(CALLS.name, MONTGOMERY.name)
    for outcome in outcomes:
        report.add(outcome)
    told = report.as_dict()
    with CALLS.open(encoding="utf-8") as file:
        assert report.rows == sum(1 for _ in file)
    assert report.repeated == 8
    assert set(told["reasons"]) == {"class_rejected", "repeated"}
    assert report.accepted == 927
    assert [outcome.line for outcome in outcomes] == list(range(1, report.rows + 1))


@needs_calls
def test_all_lie_in_a_grid_spread_over_the_town(outcomes):
    counts = Counter(outcome.command.circle for outcome in outcomes if isinstance(outcome, Taken))
    assert set(counts) == {"g1", "g2", "g3", "g4"}
    assert max(counts.values()) < 1.5 * min(counts.values())
    areas = small_map().areas
    assert all(areas[one.command.circle].contains(one.command.place) for one in outcomes if isinstance(one, Taken))


@needs_calls
def test_the_rhythm_of_the_day_and_the_week_stays(outcomes):
    taken = [outcome for outcome in outcomes if isinstance(outcome, Taken)]
    first = taken[0].command
    assert first.reported_at == datetime(2024, 10, 25, 4, 6, tzinfo=UTC)
    assert first.reported_at.weekday() == datetime(2016, 1, 15).weekday()
    assert first.address == "SANDY ST & KELLY DR，NORRISTOWN"


@needs_calls
def test_numbers_are_unique_and_the_same_the_next_time(outcomes):
    numbers = [(one.command.source, one.command.source_no) for one in outcomes if isinstance(one, Taken)]
    assert len(numbers) == len(set(numbers))
    again = translate_file(CALLS, read_mapping(MONTGOMERY), town(), small_map(), NOW)
    assert list(again) == outcomes


@needs_calls
def test_two_calls_for_one_event_stay_two(outcomes):
    twice = [one for one in outcomes if isinstance(one, Taken) and one.command.source_no.endswith("-2")]
    assert len(twice) == 5
    assert not any(isinstance(one, NotTaken) and one.code == "number_conflict" for one in outcomes)


def test_the_mapping_that_ships_fits_the_town_that_ships():
    sample = read_town(MONTGOMERY.parents[1] / "sample_town").town
    check_against(read_mapping(MONTGOMERY), sample)
    assert {rule.kind for rule in read_mapping(MONTGOMERY).rules} - {""} <= {kind.id for kind in sample.kinds}
