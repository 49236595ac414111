"""Alarms at the desk: heard by priority, read out once, switched off but for a call for help, and all on one sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cockpit.domain.help_calls import CallHelp
from cockpit.views.bell import REST_S, Tone
from cockpit.views.selection import Selection
from layouts.memory import Memory
from layouts.window import CockpitWindow
from tests.situations import Scene
from widgets import theme
from widgets.panel import everything


class Ear:
    """Hears the tones and the voice."""

    def __init__(self, trouble: str = "") -> None:
        self.trouble = trouble
        self.tones: list[Tone] = []
        self.words: list[str] = []

    def play(self, tone: Tone) -> None:
        self.tones.append(tone)

    def say(self, text: str) -> None:
        self.words.append(text)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> CockpitWindow:
    window = CockpitWindow(Selection(), memory=Memory(tmp_path))
    qtbot.addWidget(window)
    window.resize(1600, 900)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.may_close = lambda: True
    return window


def at(window: CockpitWindow, scene: Scene) -> None:
    scene.situation.link = type(scene.situation.link)("live", heard_at=scene.situation.now)
    window.refresh(scene.situation, everything())


def test_it_rings_by_priority_and_reads_out_what_is_grave_once(window: CockpitWindow) -> None:
    scene, ear = Scene(), Ear()
    window.alarms.use_sound(ear, cast(Any, ear))
    scene.order("o1", ("u101",), "去仓库")
    scene.wait(3600.0)
    at(window, scene)
    assert ear.tones == ["warning"] and ear.words == []
    scene.desk.do(CallHelp("s1"), scene.desk.unit("u107"))
    for _ in range(3):
        scene.wait(10.0)
        at(window, scene)
    assert ear.tones == ["warning", "help", "help", "help"]
    assert len(ear.words) == 1 and ear.words[0].startswith("求助：郑力")


def test_switched_off_only_a_call_for_help_is_heard_and_that_is_remembered(
    window: CockpitWindow, tmp_path: Path
) -> None:
    scene, ear = Scene(), Ear()
    window.alarms.use_sound(ear)
    at(window, scene)
    window.alarms.show()
    window.alarms.sheet.sound.setChecked(False)
    scene.order("o1", ("u101",), "去仓库")
    scene.wait(3600.0)
    at(window, scene)
    assert ear.tones == []
    scene.desk.do(CallHelp("s1"), scene.desk.unit("u107"))
    at(window, scene)
    assert ear.tones == ["help"]
    window.keep()
    assert Memory(tmp_path).switch("sound", True) is False


def test_a_machine_without_sound_says_so_once(window: CockpitWindow) -> None:
    scene = Scene()
    window.alarms.use_sound(Ear("本机没有声音输出"))
    for _ in range(2):
        scene.wait(1.0)
        at(window, scene)
    lines = [line for line in window.notices.as_text().splitlines() if "声音" in line]
    assert lines == ["三级 告警在本机没有声音：本机没有声音输出"]
    window.notices.acknowledge()
    scene.wait(1.0)
    at(window, scene)
    assert window.notices.shown is None


def test_a_key_opens_the_sheet_and_the_same_key_puts_it_away(window: CockpitWindow, qtbot: QtBot) -> None:
    at(window, Scene())
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.alarms.sheet.isVisible()
    window.alarms.sheet.tone_wanted.emit("alarm")
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert not window.alarms.sheet.isVisible()


def test_a_flood_leaves_one_line_and_one_tone_at_a_time(window: CockpitWindow) -> None:
    scene, ear = Scene(), Ear()
    window.alarms.use_sound(ear)
    for number in range(1000):
        scene.desk.do(CallHelp(f"s{number}"), scene.desk.unit(f"u{1 + number % 2}{number % 10 + 1:02d}"))
        scene.wait(0.01, heard=False)
        if number % 50 == 49:
            at(window, scene)
    shown = window.notices.shown
    assert shown is not None and shown.cause == "help"
    assert "另有 999 条" in window.notices._more.text()
    assert 1 < len(ear.tones) <= 10 / REST_S
    assert window.notices.height() == theme.px(46, window.scale)
