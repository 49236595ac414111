"""The test card: angles are those of the monitor and the distance, in both languages, on every monitor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cockpit.views.selection import Selection
from layouts.desk import Desk
from layouts.reading import arc_minutes
from layouts.reading_cards import ReadingCards, lines_of
from tests.layouts.monitors import WALL, plugs
from widgets import language


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCKPIT_MAP", "plain")


def test_every_monitor_of_a_wall_has_a_card_and_all_go_together(qtbot: QtBot) -> None:
    with plugs(qtbot) as cables:
        cables.only(*WALL)
        desk = Desk(Selection())
        qtbot.addWidget(desk)
        desk.open_on(desk.screen(), full=True)
        desk.room.fill_monitors()
        qtbot.waitUntil(lambda: all(window.isVisible() for window in desk.room.windows.values()))
        cards = ReadingCards(desk.room)
        cards.show()
        assert set(cards.cards) == set(desk.room.windows)
        card = cards.cards["top-left"]
        assert card.isVisible() and card.size() == desk.room.windows["top-left"].surface.size()
        assert "2.5 米" in card.as_text() and "0.68 米" in card.as_text()
        assert "小字" in card.as_text()
        qtbot.keyClick(card, Qt.Key.Key_Escape)
        assert not cards.cards and not card.isVisible()
        desk.close()


def test_lines_subtend_what_they_say_and_what_is_too_small_is_said(qtbot: QtBot) -> None:
    desk = Desk(Selection())
    qtbot.addWidget(desk)
    dots = desk.screen().geometry().height()
    lines = {line.name: line for line in lines_of(desk, 6.0, 0.68)}
    assert lines["16"].angle_min == pytest.approx(16.0) and lines["20"].angle_min == pytest.approx(20.0)
    assert lines["body"].angle_min == pytest.approx(arc_minutes(lines["body"].size_px, 6.0, 0.68, dots))
    sizes = [line.size_px for line in lines_of(desk, 6.0, 0.68)]
    assert sizes == sorted(sizes, reverse=True)
    cards = ReadingCards(desk.room)
    desk.resize(1920, 1080)
    desk.show()
    cards.show()
    card = cards.cards["desk"]
    card.show_lines(6.0, 0.68, lines_of(desk, 6.0, 0.68), 16.0)
    said = card.as_text().splitlines()
    assert any("面板正文" in line and "偏小" in line for line in said)
    assert "都应当读得清" in said[1] and "16′" in said[1]
    language.use("en")
    assert "too small from here" in card.as_text()
    card.show_lines(6.0, 0.0, lines_of(desk, 6.0, 0.0), 16.0)
    assert "write height_m into the scene" in card.as_text()
    assert {line.angle_min for line in lines_of(desk, 6.0, 0.0)} == {0.0}
    cards.show()
    assert not cards.cards
    desk.close()
