"""The lines beside an opened index, in both languages."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from cockpit.views.index_beside import Standing, Tomorrow
from tests.towns import NOON
from widgets.index_beside import IndexBeside

DAY = NOON.date()


def test_each_line_is_there_only_with_something_to_say(qtbot: QtBot) -> None:
    beside = IndexBeside()
    qtbot.addWidget(beside)
    beside.show_compared(DAY, None, None, "zh")
    beside.show_tomorrow(None)
    assert beside.as_text() == ""
    beside.show_compared(DAY, 71.4, Standing(2, 5, "zone", 88.0), "zh")
    assert "71" in beside.as_text() and "88" in beside.as_text() and "5" in beside.as_text()
    beside.show_tomorrow(Tomorrow(DAY, 86.0, 78.0, 93.0, 150))
    assert beside.as_text().count("\n") == 2 and "%" not in beside.as_text()
    beside.show_tomorrow(Tomorrow(DAY, 86.0, 78.0, 93.0, 150, 56, 0.7, 1.0, 0.79))
    assert "79%" in beside.as_text() and "0.70" in beside.as_text()
    beside.clear()
    assert beside.as_text() == ""
