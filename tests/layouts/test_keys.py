"""The window's keys as data."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from layouts.keys import GLOBAL_KEYS, PANEL_ORDER, bind, global_help


def bound_window(qtbot: QtBot) -> tuple[QWidget, QLineEdit, list[str]]:
    """A window with all keys bound, a field in it, and what has been done."""
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    done: list[str] = []
    names = {action for _, action in GLOBAL_KEYS} | {f"focus_{n}" for n in range(1, len(PANEL_ORDER) + 1)}
    bind(window, {name: partial(done.append, name) for name in names})
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, field, done


def test_every_key_does_what_the_sheet_says(qtbot: QtBot) -> None:
    window, _, done = bound_window(qtbot)
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert done == ["new_order", "acknowledge", "language", "full_screen", "keys", "focus_4"]


def test_a_question_mark_is_a_character_in_a_field_and_a_key_elsewhere(qtbot: QtBot) -> None:
    window, field, done = bound_window(qtbot)
    field.setFocus()
    qtbot.keyClick(field, "?")
    assert (field.text(), done) == ("?", [])
    window.setFocus()
    qtbot.keyClick(window, "?")
    assert done == ["keys"]


def test_the_sheet_names_each_action_once_with_all_its_keys(qapp: object) -> None:
    found = global_help()
    assert len(found) == len({action for _, action in GLOBAL_KEYS})
    assert ("F12 · ?", "本按键表") in found
