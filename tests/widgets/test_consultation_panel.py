"""The consultation's panel: the agenda's steps, and that each deed is the command that the hub takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cockpit.domain.consultations import (
    AgreeIndices,
    CorrectIndex,
    DayValue,
    FixIndices,
    OpenConsultation,
    TakeAttendance,
)
from cockpit.domain.indices import DOMAINS
from cockpit.domain.resolutions import CloseResolution, Resolve
from cockpit.errors import Refused
from cockpit.views.consultation import AGENDA
from tests.situations import Scene
from tests.widgets.panels import Shown
from widgets import language
from widgets.consultation_panel import ConsultationPanel

DAY = date(2026, 5, 31)
OPEN = OpenConsultation(DAY, "1", tuple(DayValue(one, 88.0) for one in DOMAINS))
STEPS = [step for step, _ in AGENDA]


class Meeting(Shown[ConsultationPanel]):
    """The panel, with what it asked."""

    def __init__(self, qtbot: QtBot, me: str) -> None:
        self.asked: list[tuple[str, dict[str, Any], Callable[[object], None]]] = []
        super().__init__(qtbot, ConsultationPanel, Scene(me), 1100, 460)
        self.panel.ask.connect(lambda what, args, answer: self.asked.append((what, args, answer)))

    def at(self, step: str, *picked: str) -> ConsultationPanel:
        """The panel at a step, with rows picked."""
        self.panel.go(STEPS.index(step) - self.panel.place)  # type: ignore[arg-type]
        self.panel.table.pick(set(picked))
        self.panel.table.picked.emit(list(picked))
        return self.panel


@pytest.fixture
def meeting(qtbot: QtBot) -> Meeting:
    return Meeting(qtbot, "p1")


def opened(meeting: Meeting) -> Meeting:
    meeting.scene.desk.do(OPEN, meeting.scene.desk.person("p1"))
    meeting.refresh()
    return meeting


def test_it_is_opened_attended_agreed_corrected_and_signed(meeting: Meeting) -> None:
    meeting.panel.buttons["open"].click()
    assert meeting.sent == [OpenConsultation(DAY)]
    opened(meeting)
    assert not meeting.panel.buttons["open"].isVisible()
    meeting.at("attendance", "p1", "p3").buttons["present"].click()
    assert meeting.sent[-1] == TakeAttendance(DAY, ("p1", "p3"))
    meeting.obey()
    panel = meeting.at("indices", "fire")
    panel.value.setText("101")
    assert not panel.buttons["correct"].isEnabled()
    panel.value.setText("80")
    panel.words.setText("误报")
    panel.buttons["correct"].click()
    assert meeting.sent[-1] == CorrectIndex(DAY, "fire", 80.0, "误报")
    meeting.obey()
    panel = meeting.at("signing")
    panel.sign_row.password.setText("word")
    assert not panel.sign_row.sign.isEnabled() and panel.sign_row.done.text(), "an operator has not agreed"
    meeting.at("attendance", "p3").buttons["agree"].click()
    assert meeting.sent[-1] == AgreeIndices(DAY, ("p3",))
    meeting.obey()
    panel = meeting.at("signing")
    panel.sign_row.password.setText("word")
    panel.sign_row.sign.click()
    what, args, answer = meeting.asked[-1]
    assert (what, args) == ("fix_indices", {"day": "2026-05-31", "login": "p1", "password": "word"})
    answer(Refused("sign_in.password", "账号或密码不对"))
    assert "密码不对" in panel.fault.text()
    meeting.scene.desk.do(FixIndices(DAY), meeting.scene.desk.person("p1"))  # type: ignore[arg-type]
    meeting.refresh()
    assert "沈宁远" in panel._subtitle.text() and "80.0" in panel.as_text()


def test_what_is_picked_again_is_taken_away(meeting: Meeting) -> None:
    opened(meeting).scene.desk.do(TakeAttendance(DAY, ("p1", "p3")), meeting.scene.desk.person("p1"))
    meeting.refresh()
    meeting.at("attendance", "p3").buttons["present"].click()
    assert meeting.sent[-1] == TakeAttendance(DAY, ("p1",))


def test_what_was_resolved_has_an_owner_a_time_and_an_end(meeting: Meeting) -> None:
    panel = meeting.at("resolutions")
    assert not panel.buttons["resolve"].isEnabled() and panel.empty.isVisible()
    panel.words.setText("整治占道")
    panel.owner.setCurrentIndex(panel.owner.findData("z1"))
    panel.hours.setText("soon")
    panel.buttons["resolve"].click()
    assert not meeting.sent and panel.fault.text()
    panel.hours.setText("6")
    panel.buttons["resolve"].click()
    told = meeting.sent[-1]
    assert isinstance(told, Resolve) and (told.text, told.owner, told.day) == ("整治占道", "z1", DAY)
    meeting.obey()
    panel = meeting.at("resolutions", told.resolution)
    panel.words.setText("已整治")
    panel.buttons["done"].click()
    assert meeting.sent[-1] == CloseResolution(told.resolution, "done", "已整治")


def test_the_presenters_keys_lead_through_the_agenda(meeting: Meeting, qtbot: QtBot) -> None:
    panel = meeting.panel
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_PageDown)
    assert panel.step == "indices" and panel.clock.text() == "05:00"
    qtbot.keyClick(panel.table, Qt.Key.Key_PageUp)
    qtbot.keyClick(panel.table, Qt.Key.Key_PageUp)
    assert panel.step == "attendance"
    qtbot.keyClick(panel.table, Qt.Key.Key_Period)
    assert panel.running
    panel.left_s = 1
    panel._second()
    assert panel.step == "indices", "the time is up: the next step"
    qtbot.keyClick(panel.table, Qt.Key.Key_Period)
    assert not panel.running
    panel.go(len(AGENDA))
    panel.left_s = 0
    panel._second()
    assert panel.step == "signing" and panel.clock.text() == "−00:01", "the last one runs over, and says so"


def test_a_viewer_looks_on_in_english(qtbot: QtBot) -> None:
    meeting = opened(Meeting(qtbot, "p4"))
    language.use("en")
    for step in STEPS:
        panel = meeting.at(step, *[row.id for row in meeting.panel.model.rows][:1])
        names = ("open", "present", "agree", "correct", "resolve", "done", "dropped")
        assert not [name for name in names if panel.buttons[name].isEnabled()]
    assert "Signing" in meeting.panel.head.text()
