from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from cockpit.analysis.cases import Cases
from cockpit.analysis.history import History
from cockpit.domain.indices import DOMAINS
from tests.analysis.strategies import AXIS, DAY, MIDNIGHT
from tests.analysis.synthetic import ZONE

FIRE = DOMAINS.index("fire")


def history(*rows: tuple[float, str, int], zone: str = ZONE) -> History:
    """Fires at so many seconds after the midnight of ``DAY``, in a circle, of a severity."""
    start = MIDNIGHT.timestamp()
    cases = Cases.from_columns(
        AXIS,
        circle=[row[1] for row in rows],
        domain=["fire"] * len(rows),
        source=["fire_119"] * len(rows),
        severity=[row[2] for row in rows],
        reported_s=[start + row[0] for row in rows],
        due_s=[start + row[0] + 60 for row in rows],
        closed_s=[np.nan] * len(rows),
        hazard=[False] * len(rows),
    )
    return History.of(AXIS, cases, zone)


def test_days_without_incidents_between_others_are_days() -> None:
    past = history((0, "g1", 1), (3 * 86_400 + 1, "g1", 2))
    assert past.first_day == DAY
    assert len(past) == 4
    assert past.counts[:, AXIS.root, FIRE].tolist() == [1, 0, 0, 1]


def test_counts_hold_everything_below_and_own_only_what_lies_lowest_there() -> None:
    past = history((5, "g1", 1), (6, "q1", 1), (7, "g3", 1))
    counted = {id_: past.counts[0, at, FIRE] for at, id_ in enumerate(AXIS.ids)}
    assert (counted["core"], counted["z1"], counted["q1"], counted["g1"], counted["g2"]) == (3, 2, 2, 1, 0)
    assert past.own[0, AXIS.position["q1"], FIRE] == 1
    assert past.own[0, AXIS.root, FIRE] == 0


def test_the_last_second_of_a_day_belongs_to_it_and_midnight_to_the_next() -> None:
    past = history((86_399, "g1", 1), (86_400, "g1", 1))
    assert past.counts[:, AXIS.root, FIRE].tolist() == [1, 1]
    assert past.hours[0, FIRE, 23] == 1
    assert past.hours[1, FIRE, 0] == 1


def test_severities_and_sources_are_counted_for_the_town() -> None:
    past = history((0, "g1", 1), (1, "g2", 4), (2, "g2", 4))
    assert past.severities[0, FIRE].tolist() == [1, 0, 0, 2]
    assert past.sources[0, 0, FIRE] == 3


def test_a_long_day_has_24_parts_all_the_same() -> None:
    past = history((0, "g1", 1), zone="Europe/Berlin")
    assert past.hours.sum() == 1
    autumn = history((146 * 86_400 + 6.5 * 3600 + 86_399, "g1", 1), zone="Europe/Berlin")
    assert autumn.hours[0, FIRE].sum() == 1


def test_a_window_ends_before_the_day_and_reaches_back_as_far_as_there_is_history() -> None:
    past = history((0, "g1", 1), (30 * 86_400, "g1", 1))
    assert past.window(DAY + timedelta(days=30), 2) == slice(16, 30)
    assert past.window(DAY + timedelta(days=10), 12) == slice(0, 10)
    assert past.window(DAY, 12) == slice(0, 0)
    assert past.window(DAY + timedelta(days=40), 2) == slice(26, 31)
    assert past.window(DAY + timedelta(days=400), 2) == slice(31, 31)


def test_no_history_is_a_history() -> None:
    past = history()
    assert len(past) == 0
    assert past.window(date(2026, 6, 1), 12) == slice(0, 0)
