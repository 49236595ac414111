from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from cockpit.domain.incidents import STEPS, AdvanceIncident, Incident, ReportIncident, incident_id
from cockpit.domain.people import HUB, Actor
from cockpit.errors import Refused
from tests.towns import NOON, Desk

FIRE_DESK = Actor("source", "fire_119")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def report(**other: Any) -> ReportIncident:
    plain: dict[str, Any] = {
        "source": "fire_119",
        "source_no": "7",
        "kind": "warehouse_fire",
        "text": "仓库冒烟",
        "reported_at": NOON,
        "circle": "g1",
    }
    return ReportIncident(**{**plain, **other})


def refused(desk: Desk, command: ReportIncident | AdvanceIncident, actor: Actor) -> str:
    with pytest.raises(Refused) as caught:
        desk.do(command, actor)
    return caught.value.rule


def test_a_report_becomes_an_incident_of_its_kind(desk: Desk) -> None:
    assert desk.do(report(place=(120.09, 30.325), address="古墩路"), FIRE_DESK) == 1
    made = desk.world.incidents["fire_119:7"]
    assert (made.domain, made.severity, made.hazard, made.step, made.open) == ("fire", 1, False, "report", True)
    assert made.due_at - made.reported_at == timedelta(hours=desk.world.settings.close_within_h[0])
    assert (made.circle, made.place, made.address) == ("g1", (120.09, 30.325), "古墩路")


def test_a_report_that_comes_twice_is_one_incident(desk: Desk) -> None:
    desk.do(report(), FIRE_DESK)
    before = desk.world.digest()
    assert desk.do(report(text="又来"), FIRE_DESK) == 0
    assert desk.world.digest() == before
    assert desk.do(report(source_no="8"), FIRE_DESK) == 1
    assert incident_id("a", "b") == "a:b"


def test_a_report_may_say_its_severity_and_a_kind_its_time(desk: Desk) -> None:
    desk.do(report(severity=4), FIRE_DESK)
    made = desk.world.incidents["fire_119:7"]
    assert made.severity == 4
    assert made.due_at - made.reported_at == timedelta(hours=desk.world.settings.close_within_h[3])
    kind = desk.world.kinds["brawl"]
    desk.world.kinds["brawl"] = type(kind)(kind.id, kind.name, kind.name_en, kind.domain, 2, close_within_h=1.5)
    desk.do(report(source="police_110", kind="brawl"), HUB)
    assert desk.world.incidents["police_110:7"].due_at == NOON + timedelta(hours=1.5)


def test_a_hazard_says_so(desk: Desk) -> None:
    desk.do(report(source="grid_worker", kind="edge_guard"), desk.person("p3"))
    assert desk.world.incidents["grid_worker:7"].hazard


def test_an_imported_incident_may_be_closed_already(desk: Desk) -> None:
    closed_at = NOON - timedelta(hours=1)
    desk.do(report(reported_at=NOON - timedelta(hours=2), closed_at=closed_at), FIRE_DESK)
    made = desk.world.incidents["fire_119:7"]
    assert (made.open, made.step, made.step_at, made.closed_at) == (False, "close", closed_at, closed_at)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"kind": "flood"}, "incident.kind"),
        ({"circle": "nowhere"}, "incident.circle"),
        ({"circle": ""}, "incident.circle"),
        ({"place": (200.0, 0.0)}, "incident.place"),
        ({"severity": 5}, "incident.severity"),
        ({"severity": -1}, "incident.severity"),
        ({"reported_at": NOON + timedelta(minutes=6)}, "incident.time"),
        ({"reported_at": datetime(2026, 6, 1, 12, 0)}, "incident.time"),
        ({"closed_at": NOON - timedelta(seconds=1)}, "incident.time"),
        ({"closed_at": NOON + timedelta(hours=1)}, "incident.time"),
        ({"closed_at": datetime(2026, 6, 1, 12, 0)}, "incident.time"),
    ],
)
def test_a_faulty_report_is_refused(desk: Desk, changed: dict[str, Any], rule: str) -> None:
    assert refused(desk, report(**changed), FIRE_DESK) == rule
    assert desk.world.incidents == {}


def test_a_source_reports_in_its_own_name_only(desk: Desk) -> None:
    assert refused(desk, report(source="police_110"), FIRE_DESK) == "incident.own_source"
    assert refused(desk, report(source="smoke_signals"), HUB) == "incident.source"


def test_a_terminal_does_not_report(desk: Desk) -> None:
    assert refused(desk, report(), desk.unit("u101")) == "incident.reporter"


def test_a_clock_a_little_ahead_is_no_fault(desk: Desk) -> None:
    assert desk.do(report(reported_at=NOON + timedelta(minutes=5)), FIRE_DESK) == 1


def test_the_loop_goes_forward_and_may_skip(desk: Desk) -> None:
    desk.do(report(), FIRE_DESK)
    for step in STEPS[1:6]:
        desk.wait(60)
        assert desk.do(AdvanceIncident("fire_119:7", step), desk.person("p3")) == 1
        assert desk.world.incidents["fire_119:7"].step_at == desk.now
    assert desk.do(AdvanceIncident("fire_119:7", "verify"), desk.person("p3")) == 0
    assert refused(desk, AdvanceIncident("fire_119:7", "triage"), desk.person("p3")) == "incident.step_back"
    desk.do(AdvanceIncident("fire_119:7", "review"), FIRE_DESK)
    assert desk.world.incidents["fire_119:7"].closed_at == desk.now


def test_the_first_closing_step_sets_the_time(desk: Desk) -> None:
    desk.do(report(), FIRE_DESK)
    desk.do(AdvanceIncident("fire_119:7", "close"), desk.unit("u101"))
    closed_at = desk.now
    desk.wait(3600)
    desk.do(AdvanceIncident("fire_119:7", "review"), desk.person("p1"))
    assert desk.world.incidents["fire_119:7"].closed_at == closed_at


def test_who_may_not_advance(desk: Desk) -> None:
    desk.do(report(), FIRE_DESK)
    step = AdvanceIncident("fire_119:7", "triage")
    assert refused(desk, step, desk.person("p4")) == "incident.viewer"
    assert refused(desk, step, desk.person("long_gone")) == "incident.viewer"
    assert refused(desk, step, Actor("source", "police_110")) == "incident.own_source"
    assert refused(desk, AdvanceIncident("none:1", "triage"), desk.person("p3")) == "incident.unknown"


def test_overdue_counts_from_the_due_time_until_closed() -> None:
    incident = Incident("a:1", "a", "1", "k", "fire", 1, "", NOON, NOON + timedelta(hours=4), "g1")
    assert incident.overdue_s(NOON + timedelta(hours=3)) == 0
    assert incident.overdue_s(NOON + timedelta(hours=5)) == 3600
    incident.closed_at = NOON + timedelta(hours=9)
    assert incident.overdue_s(NOON + timedelta(hours=10)) == 0


@pytest.mark.parametrize("part", ["text", "address", "source_no"])
def test_what_is_too_long_is_refused(desk: Desk, part: str) -> None:
    assert refused(desk, report(**{part: "长" * 1001}), FIRE_DESK) == "incident.text"
    assert desk.world.incidents == {}
