"""Chinese first, English by a switch, both without a restart."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from widgets import language


class Greeting(QLabel):
    """Counts the language events."""

    heard = 0

    def changeEvent(self, event: object) -> None:
        """Counts."""
        from PySide6.QtCore import QEvent

        assert isinstance(event, QEvent)
        if event.type() == QEvent.Type.LanguageChange:
            self.heard += 1
        super().changeEvent(event)


def test_a_switch_reaches_every_widget(qtbot: QtBot) -> None:
    label = Greeting()
    qtbot.addWidget(label)
    language.use("en")
    qtbot.waitUntil(lambda: label.heard > 0)
    assert language.current() == "en"
    before = label.heard
    language.use("zh")
    qtbot.waitUntil(lambda: label.heard > before)
    assert language.current() == "zh"


def test_source_strings_are_english(qtbot: QtBot) -> None:
    from PySide6.QtCore import QCoreApplication

    assert QCoreApplication.translate("LinkStrip", "Cockpit") == "数字驾驶舱"
    language.use("en")
    assert QCoreApplication.translate("LinkStrip", "Cockpit") == "Cockpit"
