"""The command bar in the window: keyboard only, with reasons, and an order to a circle in four strokes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cockpit.domain.orders import IssueOrder
from cockpit.views.selection import Selection
from layouts.desk import Desk
from layouts.memory import Memory
from tests.situations import Scene
from widgets.command_bar import CommandBar
from widgets.panel import everything


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    scene.order("o1", ("u101",), "去仓库")
    return scene


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scene: Scene) -> Desk:
    monkeypatch.setenv("COCKPIT_MAP", "plain")
    desk = Desk(Selection(), Memory(tmp_path))
    qtbot.addWidget(desk)
    desk.resize(1600, 900)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    desk.refresh(scene.situation, everything())
    return desk


def typed(qtbot: QtBot, desk: Desk, text: str) -> CommandBar:
    """Opens the bar by its key and types."""
    qtbot.keyClick(desk, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    bar = desk.commands.bar
    assert bar.isVisible()
    qtbot.waitUntil(bar.field.hasFocus)
    qtbot.keyClicks(bar.field, text)
    return bar


def test_an_order_to_a_known_circle_takes_no_more_than_four_strokes(desk: Desk, qtbot: QtBot) -> None:
    bar = typed(qtbot, desk, "zf1d")
    assert bar.current is not None and bar.current.ref == "q1"
    strokes = 0
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    strokes += 1
    assert desk.selection.target.circles == ("q1",)
    qtbot.waitUntil(lambda: desk.composer.isAncestorOf(QApplication.focusWidget()))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    strokes += 1
    with qtbot.waitSignal(desk.command) as told:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    strokes += 1
    assert isinstance(told.args[0], IssueOrder)
    assert strokes <= 4


def test_enter_does_and_the_use_is_remembered(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    bar = typed(qtbot, desk, "qck")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert desk.selection.order == "o1" and not bar.isVisible()
    desk.keep()
    assert Memory(tmp_path).uses == {"order:o1": 1.0}
    assert typed(qtbot, desk, "").current.id == "order:o1"  # type: ignore[union-attr]


def test_actions_scenes_and_panels_are_there_with_their_keys(desk: Desk, qtbot: QtBot) -> None:
    bar = typed(qtbot, desk, "")
    with qtbot.waitSignal(desk.scene_asked) as asked:
        qtbot.keyClicks(bar.field, "yingji")
        qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert asked.args == ["emergency"]
    bar = typed(qtbot, desk, "quanbugaojing")
    assert bar.current is not None and bar.current.key == "F9"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert desk.alarms.sheet.isVisible()


def test_what_cannot_be_done_says_why_and_does_nothing(desk: Desk, qtbot: QtBot, scene: Scene) -> None:
    scene.situation.me = scene.desk.world.people["p4"]
    desk.refresh(scene.situation, everything())
    bar = typed(qtbot, desk, "xinzhiling")
    assert bar.current is not None and bar.current.ref == "new_order"
    assert bar.hint.text() == "现在不能：观摩账号不能下达"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.isVisible()
    bar.field.clear()
    qtbot.keyClicks(bar.field, "zf1d")
    assert "观摩" in bar.hint.text()


def test_the_arrows_move_and_escape_chooses_nothing(desk: Desk, qtbot: QtBot) -> None:
    bar = typed(qtbot, desk, "wg")
    first = bar.current
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    assert bar.current != first
    qtbot.keyClick(bar.field, Qt.Key.Key_Up)
    qtbot.keyClick(bar.field, Qt.Key.Key_Up)
    assert bar.current == first
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible() and desk.selection.target.empty


def test_nothing_found_says_so(desk: Desk, qtbot: QtBot) -> None:
    bar = typed(qtbot, desk, "xyzzy")
    assert bar.hint.text() == "没有找到" and bar.current is None
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.isVisible()


def test_the_sheet_of_keys_lists_it(desk: Desk, qtbot: QtBot) -> None:
    desk.show_keys()
    assert "Ctrl+K 命令栏" in desk._key_sheet.as_text()
