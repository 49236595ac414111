"""Fixing a day's indices: corrected with a reason, agreed, signed, and then never changed without a word."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.commands import Signature
from cockpit.domain.consultation_rules import late_values
from cockpit.domain.consultations import (
    KEPT,
    AgreeIndices,
    CorrectIndex,
    DayValue,
    FixIndices,
    OpenConsultation,
    TakeAttendance,
)
from cockpit.domain.indices import DOMAINS
from cockpit.domain.people import HUB
from cockpit.domain.world import Command, World, WorldState
from cockpit.errors import Refused
from tests.towns import Desk

DAY = date(2026, 5, 31)
VALUES = tuple(DayValue(domain, 80.25 + place) for place, domain in enumerate(DOMAINS))
OPEN = OpenConsultation(DAY, "1", VALUES)


def opened() -> Desk:
    """The consultation about yesterday is open; the commander and an operator are there."""
    desk = Desk()
    desk.do(OPEN, desk.person("p3"))
    desk.do(TakeAttendance(DAY, ("p1", "p3")), desk.person("p3"))
    return desk


def test_from_provisional_to_final() -> None:
    desk = opened()
    assert desk.do(OPEN, desk.person("p1")) == 0, "twice is once"
    meeting = desk.world.consultations["2026-05-31"]
    assert [meeting.indices[one].value for one in DOMAINS] == [one.value for one in VALUES]
    desk.do(AgreeIndices(DAY, ("p3",)), desk.person("p3"))
    desk.do(CorrectIndex(DAY, "fire", 70.04, " 误报 "), desk.person("p1"))
    fire = meeting.indices["fire"]
    assert (fire.computed, fire.value, fire.reason, fire.by) == (82.25, 70.0, "误报", "p1")
    assert meeting.agreed == (), "they had agreed to another number"
    desk.do(AgreeIndices(DAY, ("p3",)), desk.person("p3"))
    assert desk.do(FixIndices(DAY), desk.person("p1")) == 1
    assert (meeting.final, meeting.signed_by, meeting.signed_at) == (True, "p1", desk.now)
    assert desk.do(FixIndices(DAY), desk.person("p1")) == 0
    assert desk.world.changes.consultation


def test_the_computed_number_takes_a_correction_back() -> None:
    desk = opened()
    desk.do(CorrectIndex(DAY, "fire", 70.0, "误报"), desk.person("p1"))
    desk.do(CorrectIndex(DAY, "fire", 82.25, ""), desk.person("p1"))
    fire = desk.world.consultations["2026-05-31"].indices["fire"]
    assert (fire.value, fire.reason, fire.by) == (82.25, "", "")


def test_a_late_report_is_seen_and_changes_nothing() -> None:
    desk = opened()
    meeting = desk.world.consultations["2026-05-31"]
    later = tuple(DayValue(one.domain, one.value - (2.0 if one.domain == "fire" else 0.01)) for one in VALUES)
    assert late_values(meeting, later) is None, "nothing is fixed yet"
    desk.do(AgreeIndices(DAY, ("p3",)), desk.person("p3"))
    desk.do(FixIndices(DAY), desk.person("p1"))
    event = late_values(meeting, later)
    assert event is not None and [one.domain for one in event.values] == ["fire"]
    desk.record(event, HUB.id)
    fire = meeting.indices["fire"]
    assert (fire.value, fire.late, fire.late_at) == (82.25, 80.25, desk.now)
    assert late_values(meeting, later) is None, "told once"


@pytest.mark.parametrize(
    ("command", "who", "rule"),
    [
        (OPEN, "p4", "consultation.who"),
        (OPEN, "p5", "consultation.who"),
        (OpenConsultation(date(2026, 6, 1), "1", VALUES), "p1", "consultation.day"),
        (OpenConsultation(date(2026, 5, 30), "1", VALUES[:5]), "p1", "consultation.values"),
        (TakeAttendance(date(2026, 5, 30), ("p1",)), "p1", "consultation.unknown"),
        (TakeAttendance(DAY, ("p99",)), "p1", "consultation.people"),
        (AgreeIndices(DAY, ("p2",)), "p1", "consultation.absent"),
        (CorrectIndex(DAY, "fire", 70.0, " "), "p1", "consultation.reason"),
        (CorrectIndex(DAY, "fire", 70.0, "长" * 501), "p1", "consultation.reason"),
        (CorrectIndex(DAY, "fire", 100.1, "x"), "p1", "consultation.value"),
        (CorrectIndex(DAY, "fire", float("nan"), "x"), "p1", "consultation.value"),
        (FixIndices(DAY), "p2", "consultation.signer"),
        (FixIndices(DAY), "p3", "consultation.signer"),
        (FixIndices(DAY), "p1", "consultation.agreed"),
    ],
)
def test_who_may_not_and_why(command: Command | Signature, who: str, rule: str) -> None:
    desk = opened()
    before = desk.world.digest()
    with pytest.raises(Refused) as refusal:
        desk.do(command, desk.person(who))  # type: ignore[arg-type]
    assert refusal.value.rule == rule
    assert desk.world.digest() == before


def test_nobody_signs_for_nobody_and_nobody_changes_what_is_signed() -> None:
    desk = opened()
    desk.do(TakeAttendance(DAY, ()), desk.person("p3"))
    with pytest.raises(Refused, match="尚未点名"):
        desk.do(FixIndices(DAY), desk.person("p1"))  # type: ignore[arg-type]
    desk.do(TakeAttendance(DAY, ("p1",)), desk.person("p3"))
    desk.do(FixIndices(DAY), desk.person("p1"))  # type: ignore[arg-type]
    for command in (CorrectIndex(DAY, "fire", 1.0, "x"), TakeAttendance(DAY, ()), AgreeIndices(DAY, ())):
        with pytest.raises(Refused, match="已签定"):
            desk.do(command, desk.person("p1"))


def test_the_world_keeps_the_latest_and_a_snapshot_keeps_the_world() -> None:
    desk = Desk()
    for back in range(KEPT + 2, 0, -1):
        desk.do(OpenConsultation(date(2026, 6, 1) - timedelta(days=back), "1", VALUES), desk.person("p1"))
    assert len(desk.world.consultations) == KEPT and "2026-05-31" in desk.world.consultations
    with pytest.raises(Refused, match="太久以前"):
        desk.do(OpenConsultation(date(2026, 4, 1), "1", VALUES), desk.person("p1"))
    state = msgspec.json.decode(msgspec.json.encode(desk.world.state()), type=WorldState)
    assert World(state).digest() == desk.world.digest()


@given(st.lists(st.tuples(st.sampled_from(DOMAINS), st.floats(0, 100), st.sampled_from(["", "误报"])), max_size=12))
def test_every_number_that_is_fixed_is_the_computed_one_or_has_a_reason_and_a_name(changes: list) -> None:  # type: ignore[type-arg]
    desk = opened()
    for domain, value, reason in changes:
        try:
            desk.do(CorrectIndex(DAY, domain, value, reason), desk.person("p1"))
        except Refused as refusal:
            assert refusal.rule == "consultation.reason" and not reason
    desk.do(AgreeIndices(DAY, ("p1", "p3")), desk.person("p3"))
    desk.do(FixIndices(DAY), desk.person("p1"))  # type: ignore[arg-type]
    for one in desk.world.consultations["2026-05-31"].indices.values():
        assert one.value == one.computed or (one.reason and one.by and one.at)
