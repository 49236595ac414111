"""The banner over every monitor: unmistakable while somebody calls, and calm once it is over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cockpit.domain.help_calls import AcknowledgeHelp, CallHelp, CancelHelp, EndHelp
from cockpit.domain.world import Command
from tests.situations import Scene
from tests.towns import CENTRE
from widgets import language, theme
from widgets.help_banner import SHOWN, HelpBanner


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


class Banner:
    """A banner, and what was done in it."""

    def __init__(self, qtbot: QtBot, me: str = "p3", calls: int = 1) -> None:
        self.scene = Scene(me)
        self.banner = HelpBanner()
        qtbot.addWidget(self.banner)
        self.banner.resize(1200, 60)
        self.sent: list[Command] = []
        self.opened: list[str] = []
        self.banner.command.connect(self.sent.append)
        self.banner.help_opened.connect(self.opened.append)
        for number in range(calls):
            self.scene.desk.do(CallHelp(f"s{number}", CENTRE), self.scene.desk.unit(f"u10{5 + number}"))
        self.refresh()

    def refresh(self) -> None:
        changes = self.scene.changes()
        changes.clock = True
        self.banner.refresh(self.scene.situation, changes)


def test_nothing_stands_there_while_nobody_calls(qtbot: QtBot) -> None:
    assert Banner(qtbot, calls=0).banner.isHidden()


def test_it_is_taken_on_shown_on_the_map_and_ended_with_words(qtbot: QtBot) -> None:
    shown = Banner(qtbot)
    row, banner = shown.banner.lines[0], shown.banner
    assert banner.isVisible() and row.rank.text() == "SOS" and "nobody sees to it" in row.text.text()
    row.go.click()
    assert shown.opened == ["u105"]
    row.take.click()
    assert shown.sent == [AcknowledgeHelp("s0")]
    shown.scene.desk.do(shown.sent[-1], shown.scene.desk.person("p3"))
    shown.refresh()
    assert "陆操作 sees to it" in row.text.text() and row.take.isHidden()
    row.end.click()
    banner.end_row.yes.click()
    assert banner.refusal.text() == "Words are needed here" and len(shown.sent) == 1
    row.end.click()
    banner.end_row.reason.setText("safe")
    banner.end_row.yes.click()
    assert shown.sent[-1] == EndHelp("s0", "safe")
    shown.scene.desk.do(shown.sent[-1], shown.scene.desk.person("p3"))
    shown.refresh()
    assert row.rank.text() == "Over" and row.end.isHidden() and row.go.isHidden()


def test_it_is_red_while_anybody_is_in_danger(qtbot: QtBot) -> None:
    shown = Banner(qtbot)
    edge = shown.banner.grab().toImage().pixelColor(3, 30)
    assert edge == theme.colour("red")
    shown.scene.desk.do(CancelHelp("s0"), shown.scene.desk.unit("u105"))
    shown.refresh()
    assert shown.banner.grab().toImage().pixelColor(3, 30) == theme.colour("green")
    assert "took the call back" in shown.banner.as_text()
    shown.scene.wait(121)
    shown.refresh()
    assert shown.banner.isHidden()


def test_an_end_that_is_being_written_is_dropped_when_the_caller_takes_it_back(qtbot: QtBot) -> None:
    shown = Banner(qtbot)
    shown.banner.lines[0].end.click()
    assert not shown.banner.end_row.isHidden()
    shown.scene.desk.do(CancelHelp("s0"), shown.scene.desk.unit("u105"))
    shown.refresh()
    assert shown.banner.end_row.isHidden()


def test_many_calls_have_a_number(qtbot: QtBot) -> None:
    shown = Banner(qtbot, calls=5)
    assert [not row.isHidden() for row in shown.banner.lines] == [True] * SHOWN
    assert shown.banner.more.text() == "and 2 more calls for help"


def test_who_only_looks_on_sees_and_cannot_act(qtbot: QtBot) -> None:
    row = Banner(qtbot, "p4").banner.lines[0]
    assert not row.take.isEnabled() and not row.end.isEnabled() and row.go.isEnabled()
    assert row.take.toolTip() == "Only looking on"


def test_a_refusal_is_said_and_the_language_switches(qtbot: QtBot) -> None:
    shown = Banner(qtbot)
    shown.banner.refuse("not you")
    assert shown.banner.refusal.isVisible()
    shown.banner.refuse("")
    assert not shown.banner.refusal.isVisible()
    language.use("zh")
    QApplication.processEvents()
    assert "无人接办" in shown.banner.as_text()
