"""Hypothesis strategies over the small town: incidents of any age around one day, silent sources, a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.cases import Cases
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.history import History
from cockpit.domain.circles import CircleTree
from cockpit.domain.incidents import Incident
from cockpit.domain.indices import DOMAINS, Method
from tests.analysis.synthetic import ZONE
from tests.towns import NOON, small_town

TREE = CircleTree(small_town().circles)
AXIS = CircleAxis(TREE)
DAY = NOON.date()
MIDNIGHT = datetime(2026, 5, 31, 16, 0, tzinfo=UTC)
"""The start of ``DAY`` in the town's zone."""
SOURCES = ("police_110", "fire_119", "grid_worker")
DAY_S = 86_400

seconds_of_day = st.integers(0, DAY_S - 1)
moments = st.integers(0, DAY_S).map(lambda seconds: MIDNIGHT + timedelta(seconds=seconds))
silences = st.dictionaries(st.sampled_from((*SOURCES, "new_source")), st.integers(-3 * DAY_S, DAY_S), max_size=3).map(
    lambda found: {source: MIDNIGHT.timestamp() + seconds for source, seconds in found.items()}
)


@st.composite
def incidents(draw: st.DrawFn, days_before: int = 20) -> Incident:
    """One incident, reported on the day or up to ``days_before`` days earlier, open or closed, in time or late."""
    reported_at = MIDNIGHT + timedelta(seconds=draw(st.integers(-days_before * DAY_S, DAY_S - 1)))
    due_at = reported_at + timedelta(hours=draw(st.sampled_from((1, 4, 12, 24, 72))))
    closed_after = draw(st.none() | st.integers(0, 6 * DAY_S))
    source, number = draw(st.sampled_from(SOURCES)), draw(st.integers(0, 10**9))
    return Incident(
        id=f"{source}:{number}",
        source=source,
        source_no=str(number),
        kind="any",
        domain=draw(st.sampled_from(DOMAINS)),
        severity=draw(st.integers(1, 4)),
        text="",
        reported_at=reported_at,
        due_at=due_at,
        circle=draw(st.sampled_from(AXIS.ids)),
        hazard=draw(st.booleans()),
        closed_at=None if closed_after is None else reported_at + timedelta(seconds=closed_after),
    )


days = st.lists(incidents(), max_size=25, unique_by=lambda one: one.id)
pasts = st.lists(incidents(days_before=120), max_size=60, unique_by=lambda one: one.id)


@st.composite
def expectations(draw: st.DrawFn) -> Expectation:
    """The expectation of ``DAY`` after any past, even none."""
    history = History.of(AXIS, Cases.from_incidents(AXIS, draw(pasts)), ZONE)
    return Expectation.fit(history, DAY, Method())
