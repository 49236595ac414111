"""The dressed label."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.text import Text


def test_a_tone_colours_it_and_can_change(qtbot: QtBot) -> None:
    label = Text("body", "second")
    qtbot.addWidget(label)
    label.setStyleSheet(theme.qss(1.0))
    label.say("失联 15", "yellow")
    label.ensurePolished()
    assert label.palette().color(label.foregroundRole()) == theme.colour("yellow_text")
    label.say("失联 0", "third")
    assert label.palette().color(label.foregroundRole()) == theme.colour("third")


def test_a_cut_text_has_its_whole_as_tooltip_and_asks_for_little(qtbot: QtBot) -> None:
    label = Text(elide=True)
    qtbot.addWidget(label)
    label.say("古墩路 588 号仓库冒烟，有明火")
    assert label.toolTip() == label.text()
    assert label.minimumSizeHint().width() < label.sizeHint().width() / 3
    label.resize(60, 20)
    label.show()
    whole = label.grab().toImage()
    label.say("古墩")
    assert label.grab().toImage() != whole


def test_markup_is_shown_as_it_was_written(qtbot: QtBot) -> None:
    label = Text()
    qtbot.addWidget(label)
    label.say("<b>x</b>")
    plain = label.sizeHint().width()
    label.say("x")
    assert plain > label.sizeHint().width()
