"""Turns: a piece at a time, in order, with the loop's other work in between."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from widgets import turns


@pytest.fixture(autouse=True)
def _empty(qapp: object) -> None:
    """No piece of a test before waits."""
    turns.finish()


def test_pieces_are_done_in_order_with_other_work_in_between(qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: told.append("beat"))
    beat.start()
    for name in ("one", "two", "three"):
        turns.later(owner, lambda name=name: told.append(name))
    assert told == []
    qtbot.waitUntil(lambda: "three" in told)
    beat.stop()
    assert [one for one in told if one != "beat"] == ["one", "two", "three"]
    assert "beat" in told[told.index("one") : told.index("two")]
    assert "beat" in told[told.index("two") : told.index("three")]


def test_a_turn_of_the_loop_passes_between_two_pieces_for_what_they_paint(qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: told.append("beat"))
    for name in ("one", "two"):
        turns.later(owner, lambda name=name: told.append(name))
    beat.start()
    qtbot.waitUntil(lambda: "two" in told)
    beat.stop()
    assert told[told.index("one") : told.index("two")].count("beat") >= 2


def test_what_is_asked_for_meanwhile_comes_last_and_can_be_finished_at_once(qtbot: QtBot) -> None:
    turns.finish()  # a window of a test before may have heard of a language since
    owner, told = QObject(), list[str]()
    turns.later(owner, lambda: (told.append("first"), turns.later(owner, lambda: told.append("asked"))))
    turns.later(owner, lambda: told.append("second"))
    assert turns.waiting() == 2
    turns.finish()
    assert told == ["first", "second", "asked"]
    assert turns.waiting() == 0


def test_a_piece_of_one_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    gone, owner, told = QObject(), QObject(), list[str]()
    turns.later(gone, lambda: told.append("gone"))
    turns.later(owner, lambda: told.append("there"))
    delete(gone)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["there"]


def test_a_piece_that_fails_does_not_stop_the_others(qtbot: QtBot) -> None:
    def fail() -> None:
        raise ValueError("a bug")

    owner, told = QObject(), list[str]()
    turns.later(owner, fail)
    turns.later(owner, lambda: told.append("after"))
    with pytest.raises(ValueError, match="a bug"):
        turns.finish()
    qtbot.waitUntil(lambda: told == ["after"])
    assert turns.waiting() == 0
