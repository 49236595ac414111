"""All alarms on a sheet: acknowledged, shelved with a reason, taken back, and what has happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cockpit.domain.alarms import AcknowledgeAlarms, ShelveAlarm, UnshelveAlarm
from cockpit.domain.help_calls import CallHelp, EndHelp
from tests.situations import Scene
from widgets import language, theme
from widgets.alarm_sheet import AlarmSheet
from widgets.notice_strip import NoticeStrip
from widgets.panel import everything


class Stage:
    """The sheet over a surface, and a hub that takes what it is told."""

    def __init__(self, qtbot: QtBot, scene: Scene) -> None:
        self.scene = scene
        self.surface = QWidget()
        self.surface.resize(1600, 900)
        self.surface.setStyleSheet(theme.qss(1.0))
        qtbot.addWidget(self.surface)
        self.strip = NoticeStrip(parent=self.surface)
        self.sheet = AlarmSheet(self.strip, self.surface)
        self.told: list[object] = []
        self.sheet.command.connect(self.told.append)
        self.strip.command.connect(self.told.append)
        self.surface.show()
        self.surface.activateWindow()
        qtbot.waitUntil(self.surface.isActiveWindow)
        self.refresh()
        self.sheet.open()

    def refresh(self) -> None:
        self.strip.refresh(self.scene.situation, everything())
        self.sheet.refresh(self.scene.situation)

    def take(self, who: str = "p1") -> None:
        """The hub takes what it was told."""
        for command in self.told:
            self.scene.desk.do(command, self.scene.desk.person(who))  # type: ignore[arg-type]
        self.told.clear()
        self.refresh()


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    """Two orders that nobody has acknowledged, the first for longer."""
    scene = Scene()
    scene.order("o1", ("u101", "u102"), "去仓库")
    scene.wait(60.0)
    scene.order("o2", ("u103",), "去路口")
    scene.wait(3600.0)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    return Stage(qtbot, scene)


def test_it_opens_with_the_gravest_picked_and_takes_it_by_a_key(stage: Stage, qtbot: QtBot) -> None:
    assert stage.sheet.accessibleName() == "告警：2 条"
    assert "去仓库" in stage.sheet.as_text() and "去路口" in stage.sheet.as_text()
    assert stage.sheet.take.isEnabled() and stage.sheet.shelve.isEnabled() and not stage.sheet.unshelve.isEnabled()
    qtbot.keyClick(stage.sheet.table, Qt.Key.Key_A)
    assert isinstance(stage.told[0], AcknowledgeAlarms)
    stage.take("p3")
    assert "陆操作 13:01 确认" in stage.sheet.as_text()


def test_shelving_needs_a_reason_and_shows_it(stage: Stage, qtbot: QtBot) -> None:
    qtbot.keyClick(stage.sheet.table, Qt.Key.Key_S)
    row = stage.sheet.shelve_row
    assert row.isVisible() and row.span.currentText() == "1 小时"
    qtbot.keyClick(row.reason, Qt.Key.Key_Return)
    assert stage.told == [] and row.isVisible()
    row.span.setCurrentIndex(row.span.findData(120))
    qtbot.keyClicks(row.reason, "call made")
    qtbot.keyClick(row.reason, Qt.Key.Key_Return)
    until = stage.scene.situation.now + timedelta(hours=2)
    assert stage.told == [ShelveAlarm("unanswered:o1", until, "call made", "去仓库")]
    stage.take()
    assert "搁置至 15:01 · 沈宁远：call made" in stage.sheet.as_text()
    stage.sheet.table.pick({"unanswered:o1"})
    stage.sheet.refresh(stage.scene.situation)
    qtbot.keyClick(stage.sheet.table, Qt.Key.Key_U)
    assert stage.told == [UnshelveAlarm("unanswered:o1")]


def test_the_town_says_for_how_long_at_most(stage: Stage) -> None:
    row = stage.sheet.shelve_row
    row.offer(2.0)
    assert [row.span.itemData(n) for n in range(row.span.count())] == [15, 30, 60, 120]
    row.offer(0.1)
    assert [row.span.itemText(n) for n in range(row.span.count())] == ["6 分钟"]


def test_what_the_hub_refuses_is_said(stage: Stage) -> None:
    stage.sheet.outcome(False, "这类告警只有指挥长可以搁置", "指挥长")
    assert stage.sheet.fault.text() == "这类告警只有指挥长可以搁置 · 指挥长"
    stage.sheet.outcome(True, "")
    assert stage.sheet.fault.text() == ""


def test_a_call_for_help_is_ended_with_words_and_not_shelved(stage: Stage, qtbot: QtBot) -> None:
    stage.scene.desk.do(CallHelp("s1"), stage.scene.desk.unit("u107"))
    stage.refresh()
    stage.sheet.table.pick({"help:s1"})
    stage.sheet.refresh(stage.scene.situation)
    assert not stage.sheet.shelve.isEnabled() and stage.sheet.end.isVisible()
    qtbot.keyClick(stage.sheet.table, Qt.Key.Key_E)
    qtbot.keyClicks(stage.sheet.end_row.reason, "safe")
    qtbot.keyClick(stage.sheet.end_row.reason, Qt.Key.Key_Return)
    assert stage.told == [EndHelp("s1", "safe")]


def test_the_history_is_a_key_away(stage: Stage, qtbot: QtBot) -> None:
    qtbot.keyClick(stage.sheet, Qt.Key.Key_H)
    assert stage.sheet.past_table.isVisible() and not stage.sheet.take.isEnabled()
    assert "出现" in stage.sheet.past.as_tsv([0])
    qtbot.keyClick(stage.sheet, Qt.Key.Key_H)
    assert stage.sheet.table.isVisible()


def test_enter_opens_what_it_is_about_and_escape_puts_it_away(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.strip.order_opened) as opened:
        stage.sheet.table.opened.emit("unanswered:o1")
    assert opened.args == ["o1"] and not stage.sheet.isVisible()
    stage.sheet.open()
    qtbot.keyClick(stage.sheet, Qt.Key.Key_Escape)
    assert not stage.sheet.isVisible()


def test_a_calm_town_says_so_in_both_languages(stage: Stage, qtbot: QtBot) -> None:
    stage.scene.receipt("o1", "u101", "completed")
    stage.scene.receipt("o1", "u102", "completed")
    stage.scene.receipt("o2", "u103", "completed")
    stage.refresh()
    assert stage.sheet.heading.text() == "告警：目前没有"
    assert not stage.sheet.take.isEnabled()
    language.use("en")
    qtbot.waitUntil(lambda: stage.sheet.heading.text() == "Alarms: nothing stands")
    assert stage.sheet.take.text() == "Acknowledge  A"


def test_what_cannot_be_heard_says_why(stage: Stage, qtbot: QtBot) -> None:
    stage.sheet.say_trouble("本机没有声音输出", "本机没有中文语音", True, True)
    assert not stage.sheet.sound.isEnabled() and not stage.sheet.sound.isChecked()
    assert not any(button.isEnabled() for button in stage.sheet.tones.values())
    assert stage.sheet.note.text() == "没有声音：本机没有声音输出   没有语音：本机没有中文语音"
    stage.sheet.say_trouble("", "", True, False)
    assert stage.sheet.sound.isChecked() and not stage.sheet.voice.isChecked() and stage.sheet.note.text() == ""
    with qtbot.waitSignal(stage.sheet.tone_wanted) as wanted:
        qtbot.mouseClick(stage.sheet.tones["help"], Qt.MouseButton.LeftButton)
    assert wanted.args == ["help"]
