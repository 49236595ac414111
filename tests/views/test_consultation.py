"""What each step of the agenda lays on the table, in both languages, with nothing and with all of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cockpit.domain.consultations import (
    AgreeIndices,
    CorrectIndex,
    DayValue,
    FixIndices,
    LateValues,
    OpenConsultation,
    TakeAttendance,
)
from cockpit.domain.indices import DOMAINS, Index
from cockpit.domain.people import HUB
from cockpit.domain.resolutions import CloseResolution, Resolve
from cockpit.views.consultation import AGENDA, agenda_rows, day_of_meeting, meeting_of, standing_words, yesterday_words
from tests.situations import Scene
from tests.towns import NOON

DAY = date(2026, 5, 31)


def opened() -> Scene:
    """The consultation about yesterday is open; the commander and an operator are there."""
    scene = Scene("p1")
    values = tuple(DayValue(one, 88.0) for one in DOMAINS)
    scene.desk.do(OpenConsultation(DAY, "1", values), scene.desk.person("p3"))
    scene.desk.do(TakeAttendance(DAY, ("p1", "p3")), scene.desk.person("p3"))
    scene.desk.do(AgreeIndices(DAY, ("p3",)), scene.desk.person("p3"))
    return scene


@pytest.mark.parametrize("step", [step for step, _ in AGENDA])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_step_fails_before_anything_was_done(step: str, language: str) -> None:
    scene = Scene("p1")
    rows = agenda_rows(scene.situation, step, language)  # type: ignore[arg-type]
    assert meeting_of(scene.situation) is None and day_of_meeting(scene.situation) == DAY
    assert all(row.id and row.what for row in rows)


def test_attendance_and_the_numbers_say_where_they_stand() -> None:
    scene = opened()
    people = {row.id: row.state for row in agenda_rows(scene.situation, "attendance")}
    assert (people["p1"], people["p3"], people["p2"]) == ("到会", "到会 · 同意", "") and "p4" not in people
    scene.desk.do(CorrectIndex(DAY, "fire", 80.0, "误报"), scene.desk.person("p1"))
    rows = {row.id: row for row in agenda_rows(scene.situation, "indices")}
    assert (rows["fire"].value, rows["fire"].state) == ("80.0", "暂定 · 由 88.0 更正：误报（沈宁远）")
    scene.desk.do(AgreeIndices(DAY, ("p3",)), scene.desk.person("p3"))
    scene.desk.do(FixIndices(DAY), scene.desk.person("p1"))  # type: ignore[arg-type]
    scene.desk.record(LateValues(DAY, (DayValue("traffic", 85.5),)), HUB.id)
    rows = {row.id: row for row in agenda_rows(scene.situation, "signing", "en")}
    assert (rows["traffic"].value, rows["traffic"].state) == ("88.0", "final · 85.5 with late reports")


def test_what_is_open_comes_back_the_next_morning() -> None:
    scene = opened()
    desk, due = scene.desk, NOON + timedelta(hours=6)
    desk.do(Resolve("r1", DAY - timedelta(days=1), "走访", "p5", due), desk.person("p1"))
    desk.do(Resolve("r2", DAY, "整治", "police", due), desk.person("p1"))
    desk.do(Resolve("r3", DAY, "清理", "z1", due), desk.person("p1"))
    desk.do(CloseResolution("r3", "done", "已清理"), desk.person("p1"))
    assert [(row.id, row.value) for row in agenda_rows(scene.situation, "questions")] == [("r1", "章一区")]
    states = {row.id: row.state for row in agenda_rows(scene.situation, "resolutions")}
    assert states == {"r2": "时限 06-01 18:00", "r3": "办结 · 已清理"}


def test_the_days_orders_are_counted() -> None:
    scene = Scene("p1")
    scene.order("o1", ("u101", "u102"))
    scene.wait(86_400)
    assert [(row.id, row.value) for row in agenda_rows(scene.situation, "orders")] == [("o1", "0/2")]


def test_the_indices_say_whether_they_are_computed_provisional_fixed_or_late() -> None:
    scene, fire = Scene("p1"), Index("core", "fire", DAY, 88.0, "blue")
    assert (standing_words(scene.situation, fire), yesterday_words(scene.situation)) == ("系统计算", "")
    scene = opened()
    assert (standing_words(scene.situation, fire), yesterday_words(scene.situation)) == ("88.0 暂定", "昨日暂定")
    assert standing_words(scene.situation, Index("z1", "fire", DAY, 88.0, "blue"), "en") == "computed"
    scene.desk.do(FixIndices(DAY), scene.desk.person("p1"))  # type: ignore[arg-type]
    assert yesterday_words(scene.situation, "en") == "yesterday fixed"
    scene.desk.record(LateValues(DAY, (DayValue("fire", 85.5),)), HUB.id)
    assert standing_words(scene.situation, fire) == "88.0 已签定 · 晚到报送后应为 85.5"
    assert yesterday_words(scene.situation) == "昨日已签定，有晚到报送"
