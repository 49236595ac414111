"""The sheet of keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets.key_sheet import KeySheet
from widgets.text import Text

GROUPS = [
    ("全局", [("F8", "确认"), ("F12", "本表")]),
    ("空的", []),
    *((f"面板 {n}", [("Enter", "打开")]) for n in range(4)),
]


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[KeySheet]:
    """A sheet over a window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    sheet = KeySheet(window)
    window.show()
    sheet.show_groups("按键", GROUPS)
    yield sheet


def words(sheet: KeySheet) -> list[str]:
    """All that can be read on it."""
    return [label.text() for label in sheet.findChildren(Text) if label.isVisible()]


def test_it_shows_every_key_in_the_middle_and_no_empty_group(sheet: KeySheet) -> None:
    said = words(sheet)
    assert said[:4] == ["按键", "全局", "F8\nF12", "确认\n本表"]
    assert "F8 确认\nF12 本表" in sheet.as_text()
    assert "面板 3" in said
    assert "空的" not in said
    parent = sheet.parentWidget()
    assert abs(sheet.geometry().center().x() - parent.rect().center().x()) <= 1
    assert parent.rect().contains(sheet.geometry())


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F12, Qt.Key.Key_Question])
def test_keys_put_it_away(sheet: KeySheet, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(sheet, Qt.Key.Key_A)
    assert sheet.isVisible()
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet, key)
    assert sheet.isHidden()


def test_a_click_puts_it_away_and_it_can_be_shown_again(sheet: KeySheet, qtbot: QtBot) -> None:
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton)
    assert sheet.isHidden()
    sheet.show_groups("Keys", GROUPS[:1])
    qtbot.waitUntil(lambda: words(sheet)[:1] == ["Keys"])
    assert "面板 3" not in words(sheet)
