"""Circle calls on a screen: sent, heard, refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cockpit.domain.circle_calls import CallCircle, HearCall
from cockpit.domain.orders import Target
from tests.situations import Scene
from tests.widgets.panels import Shown
from widgets import language, turns
from widgets.calls_panel import CallsPanel


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


def calls(qtbot: QtBot, me: str = "p1") -> Shown[CallsPanel]:
    return Shown(qtbot, CallsPanel, Scene(me))


def test_words_go_to_the_circle_that_is_picked(qtbot: QtBot) -> None:
    shown = calls(qtbot)
    panel = shown.panel
    assert panel.nothing.isVisible() and not panel.send.isEnabled()
    shown.selection.pick(Target(circles=("g1",)))
    assert panel.circle.currentData() == "g1"
    assert panel.reach.text() == "3 of 3 on duty, 3 in contact"
    panel.field.setFocus()
    qtbot.keyClicks(panel.field, "gather at the gate")
    shown.selection.pick(Target(circles=("g2",)))
    assert panel.circle.currentData() == "g1", "whom words are being written to does not change under the hand"
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    sent = shown.sent[-1]
    assert isinstance(sent, CallCircle) and (sent.circle, sent.text) == ("g1", "gather at the gate")
    assert panel.reach.text() == "Not sent yet: waiting for the hub" and not panel.send.isEnabled()
    shown.obey()
    panel.outcome(sent.id, True)
    assert panel.field.text() == "" and panel.model.rows[0].words == "gather at the gate"
    assert not panel.nothing.isVisible()


def test_a_refusal_keeps_the_words(qtbot: QtBot) -> None:
    shown = calls(qtbot)
    panel = shown.panel
    panel.field.setText("hello")
    panel.send.click()
    assert not shown.sent and panel.reach.text() == "Choose a circle, here or on the map"
    panel.circle.setCurrentIndex(panel.circle.findData("g1"))
    panel.send.click()
    sent = shown.sent[-1]
    assert isinstance(sent, CallCircle)
    panel.outcome("another", False, "no")
    assert not panel.fault.isVisible()
    panel.outcome(sent.id, False, "not you", "the commander")
    assert panel.fault.text() == "not you · the commander could" and panel.field.text() == "hello"
    assert panel.send.isEnabled()


def test_who_may_not_call_reads_why_and_still_sees_the_calls(qtbot: QtBot) -> None:
    scene = Scene("p3")
    scene.desk.do(CallCircle("c1", "g1", "集合"), scene.desk.person("p1"))
    panel = Shown(qtbot, CallsPanel, scene).panel
    assert not panel.field.isEnabled() and not panel.send.isEnabled()
    assert panel.reach.text() and panel.model.rowCount() == 1


def test_a_picked_call_says_who_has_heard_it(qtbot: QtBot) -> None:
    shown = calls(qtbot)
    panel, desk = shown.panel, shown.scene.desk
    desk.do(CallCircle("c1", "g1", "集合", "a" * 64), desk.person("p1"))
    shown.refresh()
    asked: list[str] = []
    panel.ask.connect(lambda what, _args, _answer: asked.append(what))
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    panel._show_call()
    assert panel.said.text() == "集合" and panel.heard.text() == "Heard: —"
    assert asked == ["blob"] and panel.strip.isVisible()
    desk.do(HearCall("c1"), desk.unit("u105"))
    shown.refresh()
    assert panel.heard.text() == "Heard: 周力" and "周力" not in panel.missing.text()
    assert "1/3" in panel.as_text()


def test_a_zone_chief_is_offered_the_own_zone(qtbot: QtBot) -> None:
    panel = calls(qtbot, "p5").panel
    assert [panel.circle.itemData(at) for at in range(panel.circle.count())] == ["z1", "s1", "q1", "g1", "g2"]
    assert panel.field.isEnabled()


def test_in_chinese(qtbot: QtBot) -> None:
    shown = calls(qtbot)
    language.use("zh")
    QApplication.processEvents()
    turns.finish()
    assert (
        shown.panel.as_text().split() == ["时间", "呼叫人", "所在圈", "内容", "已听"]
        and shown.panel.send.text() == "呼叫"
    )
