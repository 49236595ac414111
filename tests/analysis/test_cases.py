from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from cockpit.analysis.cases import Cases
from cockpit.domain.incidents import Incident
from tests.analysis.strategies import AXIS

AT = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def columns(**other: Any) -> dict[str, Any]:
    """One row's columns, some of them replaced."""
    row: dict[str, Any] = {
        "circle": ["g1"],
        "domain": ["fire"],
        "source": ["fire_119"],
        "severity": [1],
        "reported_s": [0.0],
        "due_s": [60.0],
        "closed_s": [np.nan],
        "hazard": [False],
    }
    return {**row, **other}


def test_incidents_become_columns() -> None:
    fire = Incident("fire_119:1", "fire_119", "1", "k", "fire", 1, "仓库冒烟", AT, AT, "g1", hazard=True)
    closed = Incident("police_110:2", "police_110", "2", "k", "traffic", 4, "剐蹭", AT, AT, "nowhere", closed_at=AT)
    cases = Cases.from_incidents(AXIS, [fire, closed])
    assert len(cases) == 2
    assert cases.circle.tolist() == [AXIS.position["g1"], AXIS.root]
    assert cases.domain.tolist() == [2, 1]
    assert [cases.sources[at] for at in cases.source] == ["fire_119", "police_110"]
    assert cases.reported_s.tolist() == [AT.timestamp()] * 2
    assert cases.closed_s.tolist() == [np.inf, AT.timestamp()]
    assert cases.hazard.tolist() == [True, False]
    assert cases.ids == ("fire_119:1", "police_110:2")
    assert cases.texts == ("仓库冒烟", "剐蹭")


def test_no_incidents_are_columns_too() -> None:
    assert len(Cases.from_incidents(AXIS, [])) == 0


def test_an_unclosed_row_of_a_history_is_open() -> None:
    assert Cases.from_columns(AXIS, **columns()).closed_s.tolist() == [np.inf]


def test_the_callers_column_stays_as_it_was() -> None:
    closed = np.array([np.nan])
    Cases.from_columns(AXIS, **columns(closed_s=closed))
    assert np.isnan(closed[0])


@pytest.mark.parametrize("severity", [0, 5])
def test_a_severity_that_is_none_is_refused(severity: int) -> None:
    with pytest.raises(ValueError, match="severity"):
        Cases.from_columns(AXIS, **columns(severity=[severity]))


@pytest.mark.parametrize("column", ["reported_s", "due_s"])
def test_an_instant_that_is_no_number_is_refused(column: str) -> None:
    with pytest.raises(ValueError, match="instant"):
        Cases.from_columns(AXIS, **columns(**{column: [np.nan]}))


def test_an_unknown_domain_is_refused() -> None:
    with pytest.raises(KeyError):
        Cases.from_columns(AXIS, **columns(domain=["weather"]))


def test_where_keeps_rows_with_their_words() -> None:
    names = ["a:1", "a:2"]
    two = {key: value * 2 for key, value in columns(severity=[2]).items()}
    cases = Cases.from_columns(AXIS, **two, ids=names, texts=["一", "二"])
    kept = cases.where(np.array([False, True]))
    assert (kept.ids, kept.texts, len(kept)) == (("a:2",), ("二",), 1)
    assert Cases.from_columns(AXIS, **two).where(np.array([True, False])).ids == ()


def test_where_two_know_an_incident_the_first_does() -> None:
    mine = Cases.from_columns(AXIS, **columns(severity=[3]), ids=["fire_119:1"], texts=["新"])
    two = {key: value * 2 for key, value in columns(source=["grid_worker"]).items()}
    theirs = Cases.from_columns(AXIS, **two, ids=["fire_119:1", "grid_worker:2"], texts=["旧", "另"])
    both = mine.joined(theirs)
    assert both.ids == ("fire_119:1", "grid_worker:2")
    assert both.texts == ("新", "另")
    assert both.severity.tolist() == [3, 1]
    assert [both.sources[at] for at in both.source] == ["fire_119", "grid_worker"]
    assert len(mine.joined(Cases.from_incidents(AXIS, []))) == 1
