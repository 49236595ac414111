"""The line of the time machine: what it says of the moment, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cockpit.views.situation import PastFrame
from tests.situations import Scene
from widgets import language, turns
from widgets.past_bar import SPEEDS, PastBar, TimeControls


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


class Bar:
    """A bar, and what was asked for in it."""

    def __init__(self, qtbot: QtBot, **frame: Any) -> None:
        self.present = Scene("p1").situation
        now = self.present.now
        past = PastFrame(self.present, **{"away": True, **frame}, first_at=now - timedelta(hours=2), last_at=now)
        self.moment = replace(self.present, now=now - timedelta(hours=1), past=past, me=None)
        self.controls = TimeControls()
        self.asked: list[Any] = []
        for name in ("asked", "turned", "played", "toggled"):
            getattr(self.controls, name).connect(lambda *what, name=name: self.asked.append((name, *what)))
        self.bar = PastBar()
        qtbot.addWidget(self.bar)
        self.bar.join(self.controls)
        self.bar.resize(1600, 90)
        self.bar.refresh(self.moment)


def test_the_present_has_no_line(qtbot: QtBot) -> None:
    made = Bar(qtbot)
    assert not made.bar.isHidden()
    made.bar.refresh(made.present)
    assert made.bar.isHidden()
    made.bar._go(60)
    assert made.asked == []


def test_it_says_that_this_is_the_past_and_which_moment(qtbot: QtBot) -> None:
    made = Bar(qtbot, fault="no link")
    assert made.bar.as_text() == "The past: nothing can be done here · 2026-06-01 11:00:00 · no link"
    assert made.bar.slider.value() == 3600 and made.bar.slider.maximum() == 7200
    language.use("zh")
    QApplication.processEvents()
    turns.finish()
    assert made.bar.as_text().startswith("过去：只能看 · 2026-06-01 11:00:00")
    assert made.bar.now.text() == "回到现在  F6"


def test_before_the_first_moment_nothing_can_be_moved(qtbot: QtBot) -> None:
    made = Bar(qtbot, away=False, waiting=True)
    assert made.bar.as_text() == "The past is being opened · Asking the hub…"
    for button in (made.bar.earlier, made.bar.later, made.bar.back, made.bar.forth, *made.bar.speeds):
        assert not button.isEnabled()
    made.bar.now.click()
    assert made.asked == [("toggled",)]


def test_what_is_pressed_is_asked_for(qtbot: QtBot) -> None:
    made = Bar(qtbot, speed=60)
    at = made.moment.now.timestamp()
    assert [button.isChecked() for button in made.bar.speeds] == [speed == 60 for speed in (0, *SPEEDS)]
    made.bar.earlier.click()
    made.bar.later.click()
    made.bar.kind.setCurrentIndex(1)
    made.bar.back.click()
    made.bar.forth.click()
    made.bar.speeds[-1].click()
    made.bar.speeds[0].click()
    QTest.keyClick(made.bar.slider, Qt.Key.Key_Right)
    assert made.asked == [
        ("asked", at - 60),
        ("asked", at + 60),
        ("turned", "incident", True),
        ("turned", "incident", False),
        ("played", 600),
        ("played", 0),
        ("asked", at + 60),
    ]


def test_a_slider_that_is_held_is_not_moved_by_what_comes(qtbot: QtBot) -> None:
    made = Bar(qtbot)
    made.bar.slider.setSliderDown(True)
    made.bar.slider.setSliderPosition(5000)
    made.bar.refresh(replace(made.moment, now=made.moment.now + timedelta(minutes=5)))
    assert made.bar.slider.sliderPosition() == 5000
    made.bar.slider.setSliderDown(False)
    assert made.asked[-1] == ("asked", made.moment.past.first_at.timestamp() + 5000)  # type: ignore[union-attr]
