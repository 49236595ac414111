"""吹哨报到: what is reported, who is called, who may answer, and how silence climbs."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.field import due_field
from cockpit.domain.incidents import AdvanceIncident
from cockpit.domain.people import HUB, Actor
from cockpit.domain.unit_duty import EndDuty
from cockpit.domain.whistles import MISSES_LIMIT, AnswerWhistle, BlowWhistle, CallIn, WhistleMissed
from cockpit.domain.world import World
from cockpit.errors import Refused
from tests.towns import Desk

PHOTO = hashlib.sha256(b"photo").hexdigest()
BLOW = BlowWhistle("w1", "stall", "占道堆放", ("enforcement", "police"), (120.095, 30.325), "某路", (PHOTO,), "g1")


def blown() -> Desk:
    """A desk with a whistle of a grid worker in zone 1."""
    desk = Desk()
    assert desk.do(BLOW, desk.unit("u105")) == 2
    return desk


def miss(desk: Desk) -> list[WhistleMissed]:
    """Records what is due, and returns it."""
    found = [event for event in due_field(desk.world, desk.now) if isinstance(event, WhistleMissed)]
    for event in found:
        desk.record(event, HUB.id)
    return found


def test_a_whistle_is_an_incident_and_calls_the_nearest_circle_that_has_some() -> None:
    desk = blown()
    incident = desk.world.incidents["grid_worker:w1"]
    assert (incident.source, incident.circle, incident.text, incident.open) == ("grid_worker", "g1", "占道堆放", True)
    whistle = desk.world.whistles["w1"]
    assert [(call.department, call.circle, call.units) for call in whistle.calls] == [
        ("enforcement", "q1", ("u103",)),
        ("police", "q1", ("u101",)),
    ]
    assert whistle.attachments == (PHOTO,)
    assert desk.do(BLOW, desk.unit("u105")) == 0


def test_who_is_off_duty_is_not_called_and_who_blows_calls_not_itself() -> None:
    desk = Desk()
    desk.do(EndDuty(), desk.unit("u101"))
    desk.do(BlowWhistle("w1", "stall", "占道", ("police", "traffic_police"), circle="g1"), desk.unit("u102"))
    calls = desk.world.whistles["w1"].calls
    assert [(call.circle, call.units) for call in calls] == [("core", ("u201",)), ("core", ("u202",))]


def test_a_report_alone_calls_nobody() -> None:
    desk = Desk()
    desk.do(BlowWhistle("w1", "stall", "占道"), desk.unit("u105"))
    assert desk.world.whistles["w1"].calls == []
    assert desk.world.incidents["grid_worker:w1"].circle == "g1"
    desk.wait(1e6)
    assert miss(desk) == []


def test_a_department_reports_in_once() -> None:
    desk = blown()
    assert desk.do(AnswerWhistle("w1", "五分钟到"), desk.unit("u103")) == 1
    assert desk.do(AnswerWhistle("w1", "又一次"), desk.unit("u103")) == 0
    call = desk.world.whistles["w1"].calls[0]
    assert (call.answered_by, call.note, call.answered_at) == ("u103", "五分钟到", desk.now)
    desk.wait(desk.world.settings.field.whistle_answer_s)
    assert [event.department for event in miss(desk)] == ["police"]


def test_silence_climbs_to_wider_circles_and_does_not_go_on_for_ever() -> None:
    desk = blown()
    desk.wait(desk.world.settings.field.whistle_answer_s - 1)
    assert miss(desk) == []
    desk.wait(1)
    assert {(event.department, event.circle) for event in miss(desk)} == {("enforcement", "s1"), ("police", "s1")}
    assert miss(desk) == []
    for _ in range(MISSES_LIMIT + 3):
        desk.wait(desk.world.settings.field.whistle_again_s)
        miss(desk)
    call = desk.world.whistles["w1"].calls[1]
    assert (call.circle, call.units, call.misses) == ("core", ("u101", "u201"), MISSES_LIMIT)
    assert desk.do(AnswerWhistle("w1"), desk.unit("u201")) == 1


def test_a_closed_incident_is_waited_for_no_more() -> None:
    desk = blown()
    desk.do(AdvanceIncident("grid_worker:w1", "close"), desk.person("p1"))
    desk.wait(1e5)
    assert miss(desk) == []


@pytest.mark.parametrize(
    ("command", "actor", "rule"),
    [
        (BLOW, Actor("person", "p1"), "whistle.unit"),
        (BLOW, Actor("source", "grid_worker"), "whistle.unit"),
        (BlowWhistle("", "stall", "x"), Actor("unit", "u105"), "whistle.id"),
        (BlowWhistle("w2", "stall", "x", ("moon",)), Actor("unit", "u105"), "whistle.departments"),
        (BlowWhistle("w2", "stall", "x", ("police", "police")), Actor("unit", "u105"), "whistle.departments"),
        (BlowWhistle("w2", "dragon", "x"), Actor("unit", "u105"), "incident.kind"),
        (BlowWhistle("w2", "stall", "x", attachments=("no",)), Actor("unit", "u105"), "attachment.id"),
        (BlowWhistle("w2", "stall", "x", place=(500.0, 0.0)), Actor("unit", "u105"), "incident.place"),
        (BlowWhistle("w2", "stall", "x", offline_s=-1.0), Actor("unit", "u105"), "receipt.offline"),
        (BLOW, Actor("unit", "u106"), "whistle.id"),
        (AnswerWhistle("w9"), Actor("unit", "u101"), "whistle.unknown"),
        (AnswerWhistle("w1"), Actor("unit", "u102"), "whistle.not_called"),
        (AnswerWhistle("w1"), Actor("person", "p1"), "whistle.unit"),
        (AnswerWhistle("w1", "长" * 1001), Actor("unit", "u101"), "whistle.text"),
    ],
)
def test_refused(command: BlowWhistle | AnswerWhistle, actor: Actor, rule: str) -> None:
    with pytest.raises(Refused) as refusal:
        blown().do(command, actor)
    assert refusal.value.rule == rule


@given(
    st.sampled_from([f"u{zone}{number:02d}" for zone in (1, 2) for number in range(1, 11)]),
    st.sets(st.sampled_from(["police", "traffic_police", "enforcement", "emergency", "grid"])),
    st.lists(st.sampled_from(["u101", "u103", "u201", "u203", "wait"]), max_size=8),
)
def test_every_department_is_called_and_the_fold_is_the_state(unit: str, called: set[str], steps: list[str]) -> None:
    desk = Desk()
    desk.do(BlowWhistle("w1", "stall", "x", tuple(sorted(called))), desk.unit(unit))
    for step in steps:
        if step == "wait":
            desk.wait(400)
            miss(desk)
        elif desk.world.whistles["w1"].call_of(step) is not None:
            desk.do(AnswerWhistle("w1"), desk.unit(step))
    whistle = desk.world.whistles["w1"]
    assert {call.department for call in whistle.calls} == called
    for call in whistle.calls:
        assert call.units
        assert unit not in call.units
        assert len(set(call.units)) == len(call.units)
        assert {desk.world.units[one].department for one in call.units} == {call.department}
    assert World(desk.world.state()).digest() == desk.world.digest()


def test_the_centre_calls_further_departments_in() -> None:
    desk = blown()
    desk.wait(60)
    assert desk.do(CallIn("w1", ("police", "emergency", "traffic_police")), desk.person("p3")) == 1
    calls = desk.world.whistles["w1"].calls
    assert [call.department for call in calls] == ["enforcement", "police", "emergency", "traffic_police"]
    assert calls[2].units == ("u104",) and calls[2].due_at > calls[0].due_at
    assert desk.do(CallIn("w1", ("emergency",)), desk.person("p1")) == 0
    desk.do(AnswerWhistle("w1", "马上到"), desk.unit("u104"))
    assert calls[2].answered_by == "u104"
    desk.wait(desk.world.settings.field.whistle_answer_s)
    assert {event.department for event in miss(desk)} == {"enforcement", "police", "traffic_police"}


@pytest.mark.parametrize(
    ("actor", "departments", "whistle", "rule"),
    [
        (Actor("person", "p4"), ("emergency",), "w1", "whistle.person"),
        (Actor("unit", "u105"), ("emergency",), "w1", "whistle.person"),
        (Actor("person", "p3"), ("navy",), "w1", "whistle.departments"),
        (Actor("person", "p3"), ("emergency", "emergency"), "w1", "whistle.departments"),
        (Actor("person", "p3"), ("emergency",), "w9", "whistle.unknown"),
    ],
)
def test_who_may_not_call_in(actor: Actor, departments: tuple[str, ...], whistle: str, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        blown().do(CallIn(whistle, departments), actor)
    assert refused.value.rule == rule


def test_a_closed_incident_calls_nobody_in() -> None:
    desk = blown()
    desk.do(AdvanceIncident("grid_worker:w1", "close"), desk.person("p3"))
    with pytest.raises(Refused) as refused:
        desk.do(CallIn("w1", ("emergency",)), desk.person("p3"))
    assert refused.value.rule == "whistle.closed"
