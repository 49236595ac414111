"""The list of what is not sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.situations import Scene
from tests.views.test_unsent import waiting
from widgets import language
from widgets.unsent_sheet import SHOWN, UnsentSheet


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[UnsentSheet]:
    """A sheet over a window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    sheet = UnsentSheet(window)
    window.show()
    yield sheet


def button(sheet: UnsentSheet, text: str) -> QPushButton:
    """The first button with that text."""
    return next(one for one in sheet.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(sheet))


def test_each_has_the_buttons_that_fit_it(qtbot: QtBot, sheet: UnsentSheet) -> None:
    scene = Scene("p1")
    waiting(scene, "held", "offered", "foreign")
    sheet.refresh(scene.situation)
    sheet.open()
    said = sheet.as_text()
    assert "未发出：3" in said and "中枢恢复后发出" in said and "绝不会从这里发出" in said
    assert said.count("立即发出") == 1
    assert [one.isEnabled() for one in sheet.findChildren(QPushButton) if one.text() == "丢弃"] == [False, True, False]
    with qtbot.waitSignal(sheet.sent) as sent:
        button(sheet, "立即发出").click()
    with qtbot.waitSignal(sheet.discarded) as thrown:
        next(one for one in sheet.findChildren(QPushButton) if one.text() == "丢弃" and one.isEnabled()).click()
    assert sent.args == thrown.args == ["c1"]


def test_ages_go_on_under_buttons_that_stay(sheet: UnsentSheet) -> None:
    scene = Scene("p1")
    waiting(scene, "offered")
    sheet.refresh(scene.situation)
    sheet.open()
    before = button(sheet, "立即发出")
    waiting(scene, "offered", age_s=50)
    sheet.refresh(scene.situation)
    assert "50 秒前" in sheet.as_text() and button(sheet, "立即发出") is before


def test_it_goes_away_once_nothing_waits_and_on_escape(qtbot: QtBot, sheet: UnsentSheet) -> None:
    scene = Scene("p1")
    waiting(scene, *["held"] * (SHOWN + 2))
    sheet.refresh(scene.situation)
    sheet.open()
    assert "另有 2 条" in sheet.as_text()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    sheet.open()
    waiting(scene)
    sheet.refresh(scene.situation)
    assert not sheet.isVisible()


@pytest.mark.parametrize("fault", ["", "磁盘已满 (disk full)"])
def test_before_the_window_closes_it_says_what_becomes_of_them(qtbot: QtBot, sheet: UnsentSheet, fault: str) -> None:
    scene = Scene("p1")
    waiting(scene, "held")
    scene.situation = replace(scene.situation, link=replace(scene.situation.link, outbox_fault=fault))
    sheet.refresh(scene.situation)
    sheet.open(closing=True)
    assert ("将丢失" in sheet.as_text()) == bool(fault) and ("留在本机" in sheet.as_text()) != bool(fault)
    with qtbot.waitSignal(sheet.left):
        button(sheet, "关闭，保留它们").click()


def test_in_english_too(qtbot: QtBot, sheet: UnsentSheet) -> None:
    scene = Scene("p1")
    waiting(scene, "offered")
    sheet.refresh(scene.situation)
    sheet.open()
    language.use("en")
    qtbot.waitUntil(lambda: "Not sent: 1" in sheet.as_text())
    assert "Throw away" in sheet.as_text()
