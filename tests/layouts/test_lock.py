"""The lock: the picture goes on, nothing can be done, the hub checks the password."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cockpit.domain.town import DeskSettings
from cockpit.errors import Refused
from cockpit.views.selection import Selection
from layouts.lock import Lock
from layouts.memory import Memory
from layouts.window import CockpitWindow
from tests.situations import Scene
from widgets.lock_card import LockCard
from widgets.panel import everything


class Hub:
    """Checks passwords."""

    def __init__(self, window: CockpitWindow) -> None:
        self.asked: list[dict[str, Any]] = []
        window.ask.connect(self.answer)

    def answer(self, what: str, args: dict[str, Any], callback: Callable[[object], None]) -> None:
        if what == "unlock":
            self.asked.append(args)
            right = args["password"] == "right"
            callback({"person": "p1"} if right else Refused("sign_in.password", "账号或密码不对"))


def opened(qtbot: QtBot, scene: Scene, folder: Path) -> CockpitWindow:
    window = CockpitWindow(Selection(), memory=Memory(folder))
    qtbot.addWidget(window, before_close_func=lambda widget: widget.close_unasked())
    window.resize(1600, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.refresh(scene.situation, everything())
    return window


@pytest.fixture
def scene() -> Scene:
    """An order that nobody has acknowledged."""
    scene = Scene()
    scene.order("o1", ("u101",), "去仓库")
    scene.wait(3600.0)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    return scene


@pytest.fixture
def window(qtbot: QtBot, scene: Scene, tmp_path: Path) -> CockpitWindow:
    return opened(qtbot, scene, tmp_path)


def click(window: CockpitWindow, widget: QWidget) -> None:
    """A press of the left button, as it comes from the system."""
    at = widget.mapTo(window, widget.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def card_of(window: CockpitWindow) -> LockCard:
    card = window.surface.findChild(LockCard)
    assert isinstance(card, LockCard)
    return card


def test_a_key_locks_and_no_key_or_click_does_anything(window: CockpitWindow, scene: Scene, qtbot: QtBot) -> None:
    told: list[object] = []
    window.command.connect(told.append)
    window.scene_asked.connect(told.append)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.lock.locked and card_of(window).isVisible()
    handle, card = window.windowHandle(), card_of(window)
    for key in (Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_F3, Qt.Key.Key_F12):
        QTest.keyClick(handle, key)
        qtbot.keyClick(card.password, key)
    for part in (window.notices, window.notices._take, window.panels["circles"]):
        click(window, part)
    assert card.password.hasFocus() and told == [] and window.selection.order == ""
    assert not window.alarms.sheet.isVisible() and not window._key_sheet.isVisible()
    assert not window.close() and window.isVisible()
    window.lock._answered({"person": "p1"})
    click(window, window.notices._take)
    assert len(told) == 1, "the same click does something once it is unlocked"


def test_the_keyboard_stays_in_the_card(window: CockpitWindow) -> None:
    window.lock.lock()
    handle, card = window.windowHandle(), card_of(window)
    for _ in range(3):
        QTest.keyClick(handle, Qt.Key.Key_Tab)
        assert card.password.hasFocus() or card.unlock.hasFocus()
    window.setFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_F12, Qt.Key.Key_B):
        QTest.keyClick(handle, key)
    assert card.password.text() == "b", "the first key only brings the keyboard back"
    assert not window._key_sheet.isVisible()


def test_while_the_hub_checks_the_password_the_keyboard_stays_where_it_is(window: CockpitWindow) -> None:
    asked: list[object] = []
    window.ask.connect(lambda what, args, callback: asked.append(what))
    window.lock.lock()
    handle, card = window.windowHandle(), card_of(window)
    for key in (Qt.Key.Key_X, Qt.Key.Key_Return, Qt.Key.Key_F12, Qt.Key.Key_Y):
        QTest.keyClick(handle, key)
    assert asked == ["unlock"] and card.password.text() == "x" and card.password.hasFocus()
    assert not window._key_sheet.isVisible()


def test_the_picture_and_its_alarms_go_on(window: CockpitWindow, scene: Scene) -> None:
    window.lock.lock()
    scene.wait(600.0)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    window.refresh(scene.situation, everything())
    assert "1 小时 10 分" in window.notices._text.text()
    card, strip = card_of(window), window.notices
    assert card.mapTo(window, card.rect().bottomLeft()).y() < strip.mapTo(window, strip.rect().topLeft()).y()


def test_the_own_password_unlocks_and_a_wrong_one_says_so(window: CockpitWindow, qtbot: QtBot) -> None:
    hub = Hub(window)
    window.lock.lock()
    card = card_of(window)
    qtbot.keyClicks(card.password, "wrong")
    qtbot.keyClick(card.password, Qt.Key.Key_Return)
    assert card.fault.text() == "账号或密码不对" and window.lock.locked and card.password.text() == ""
    qtbot.keyClicks(card.password, "right")
    qtbot.mouseClick(card.unlock, Qt.MouseButton.LeftButton)
    assert not window.lock.locked and not card.isVisible()
    assert hub.asked == [{"password": "wrong"}, {"password": "right"}]
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.alarms.sheet.isVisible(), "the keys work again"


def test_without_a_hub_it_says_why_it_cannot_be_unlocked(window: CockpitWindow, scene: Scene, qtbot: QtBot) -> None:
    hub = Hub(window)
    window.lock.lock()
    scene.situation.link = replace(scene.situation.link, phase="down")
    window.refresh(scene.situation, everything())
    card = card_of(window)
    qtbot.keyClicks(card.password, "right")
    qtbot.keyClick(card.password, Qt.Key.Key_Return)
    assert "中枢" in card.fault.text() and window.lock.locked and hub.asked == []


def test_the_town_says_after_how_long_it_locks_by_itself(window: CockpitWindow, scene: Scene) -> None:
    clock = [0.0]
    lock = Lock(window, lambda: [window], now_s=lambda: clock[0])
    clock[0] = 100_000.0
    lock.look()
    assert not lock.locked, "a town that says nothing never locks"
    world = scene.desk.world
    world.settings = msgspec.structs.replace(world.settings, desk=DeskSettings(lock_after_min=5.0))
    window.touched.emit()
    clock[0] += 299.0
    lock.look()
    assert not lock.locked
    clock[0] += 1.0
    lock.look()
    assert lock.locked
    lock._answered({"person": "p1"})
    assert not lock.locked


def test_who_is_not_signed_in_has_nothing_to_lock(window: CockpitWindow, scene: Scene) -> None:
    scene.situation.me = None
    window.refresh(scene.situation, everything())
    window.lock.lock()
    assert not window.lock.locked


def test_a_restart_does_not_unlock(window: CockpitWindow, scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    window.lock.lock()
    window.close_unasked()
    again = opened(qtbot, scene, tmp_path)
    again.lock.look()
    assert again.lock.locked
    again.lock._answered({"person": "p1"})
    assert Memory(tmp_path).switch("locked", True) is False
