"""The watermark: faint, above everything, and in nobody's way."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cockpit.domain.town import DeskSettings
from cockpit.views.watermark import watermark_words
from tests.situations import Scene
from widgets import theme
from widgets.watermark import Watermark


def test_it_says_who_and_when_only_where_the_town_wants_it() -> None:
    scene = Scene()
    assert watermark_words(scene.situation) == ""
    world = scene.desk.world
    world.settings = msgspec.structs.replace(world.settings, desk=DeskSettings(watermark=True))
    assert watermark_words(scene.situation) == "沈宁远 shen  2026-06-01 12:00"
    scene.situation.me = None
    assert watermark_words(scene.situation) == ""


def test_it_is_seen_faintly_and_lets_everything_through(qtbot: QtBot) -> None:
    surface = QWidget()
    surface.resize(800, 500)
    surface.setStyleSheet(theme.qss(1.0))
    surface.setObjectName("desk")
    surface.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    button = QPushButton("x", surface)
    button.setGeometry(0, 0, 800, 500)
    qtbot.addWidget(surface)
    mark = Watermark(surface)
    surface.show()
    plain = surface.grab().toImage()
    mark.say("沈宁远 shen  2026-06-01 12:00")
    marked = surface.grab().toImage()
    apart = [
        abs(plain.pixelColor(x, y).lightness() - marked.pixelColor(x, y).lightness())
        for x in range(0, 800, 3)
        for y in range(0, 500, 3)
    ]
    assert 0 < max(apart) <= 40 and sum(one > 0 for one in apart) > 50
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("x"))
    qtbot.mouseClick(surface.childAt(400, 250), Qt.MouseButton.LeftButton)
    assert pressed == ["x"]
    surface.resize(900, 600)
    qtbot.waitUntil(lambda: mark.size() == surface.size())
    mark.say("")
    assert not mark.isVisible()
