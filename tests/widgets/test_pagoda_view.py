"""The circles' kept picture: what lies behind it shows through, and only what looks different is painted again."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cockpit.views.circles import pagoda
from tests.situations import Scene
from widgets.pagoda_view import PagodaView


def test_what_lies_behind_shows_through_and_a_picked_circle_is_painted(qtbot: QtBot) -> None:
    ground, view = QWidget(), PagodaView()
    qtbot.addWidget(ground)
    ground.setStyleSheet("background: #336699;")
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(view)
    ground.resize(500, 260)
    view.show_pagoda(pagoda(Scene().situation), lambda cell: cell.name)
    ground.show()
    plain = ground.grab().toImage()
    assert plain.pixelColor(2, plain.height() - 2) == QColor("#336699")
    view.show_picked(frozenset({"z1"}), frozenset({"z1"}), frozenset({"z1"}))
    lit = ground.grab().toImage()
    assert lit != plain
    view.show_picked(frozenset(), frozenset(), frozenset())
    assert ground.grab().toImage() == plain, "nothing of the old picture stays"
