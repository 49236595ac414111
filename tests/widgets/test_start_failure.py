"""The dialog of a hub that has not started."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from widgets import language
from widgets.start_failure import StartFailureDialog
from widgets.text import Text


@pytest.fixture
def dialog(qtbot: QtBot) -> StartFailureDialog:
    """An open dialog."""
    dialog = StartFailureDialog("/data/hub.log")
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.say("磁盘已满：请腾出空间 (the disk is full: make room)")
    return dialog


def words(dialog: StartFailureDialog) -> str:
    """All that can be read on it."""
    labels = [label.text() for label in dialog.findChildren(Text) if label.isVisible()]
    return " ".join([*labels, dialog.reason.toPlainText()])


def test_it_says_why_what_that_means_and_what_to_do(dialog: StartFailureDialog) -> None:
    said = words(dialog)
    for part in ("中枢没有启动", "发不出指令", "磁盘已满：请腾出空间", "再试一次", "/data/hub.log"):
        assert part in said
    assert not dialog.reason.verticalScrollBar().isVisible(), "a short reason is seen whole"


def test_a_try_is_asked_for_once_until_it_has_failed(dialog: StartFailureDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.again):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.again_button.isEnabled()
    assert dialog.again_button.text() == "正在启动…"
    assert dialog.isVisible()
    dialog.say("仍然是满的")
    assert dialog.again_button.isEnabled()
    assert dialog.again_button.text() == "再试一次"
    assert "仍然是满的" in words(dialog)


def test_giving_up_is_told(dialog: StartFailureDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.abandoned):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    dialog.open()
    with qtbot.waitSignal(dialog.abandoned):
        dialog.close_button.click()


def test_many_faults_can_be_scrolled_to_and_nothing_is_cut(dialog: StartFailureDialog) -> None:
    short = dialog.height()
    dialog.say("\n".join(f"units.csv:{line}: 没有这个部门 (no such department)" for line in range(2, 60)))
    assert dialog.height() > short
    assert dialog.reason.verticalScrollBar().maximum() > 0
    assert dialog.reason.toPlainText().count("units.csv") == 58
    assert not dialog.grab().isNull()


def test_it_speaks_english_too(dialog: StartFailureDialog, qtbot: QtBot) -> None:
    language.use("en")
    qtbot.waitUntil(lambda: "The hub has not started" in words(dialog))
    assert dialog.again_button.text() == "Try again"
    assert dialog.close_button.text() == "Close"
