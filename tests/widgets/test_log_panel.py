"""The duty log's panel: asked for while it is seen, added to, struck from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cockpit.domain.duty_log import LogLine, StrikeLog, WriteLog
from cockpit.errors import EnvironmentFailure
from tests.situations import Scene
from tests.towns import NOON
from tests.widgets.panels import Shown
from widgets.log_panel import LogPanel

LINES = [
    LogLine(7, NOON, "p1", "order_issued", "o1", "立即到场", 26),
    LogLine(8, NOON, "p1", "miss_at_core", "o1", "u101"),
    LogLine(9, NOON, "p3", "note", "n1", "巡查完毕"),
    LogLine(10, NOON, "p1", "note", "n2", "误记"),
    LogLine(11, NOON, "p1", "struck", "n2", "写错"),
]


class Log(Shown[LogPanel]):
    """The panel, with what it asked and a hub that answers with ``LINES``."""

    def __init__(self, qtbot: QtBot, me: str) -> None:
        self.asked: list[tuple[str, dict[str, Any], Callable[[object], None]]] = []
        super().__init__(qtbot, LogPanel, Scene(me), 900, 400)
        self.panel.ask.connect(lambda what, args, answer: self.asked.append((what, args, answer)))
        qtbot.waitUntil(lambda: bool(self.asked))

    def answer(self, lines: object) -> None:
        """The hub answers the last question."""
        self.asked[-1][2](lines)


@pytest.fixture
def log(qtbot: QtBot) -> Log:
    log = Log(qtbot, "p3")
    log.scene.desk.do(WriteLog("n1", "巡查完毕"), log.scene.desk.person("p3"))
    log.answer(LINES)
    return log


def test_it_shows_what_wrote_itself_and_what_was_struck(log: Log) -> None:
    what, args, _ = log.asked[0]
    assert what == "duty_log" and args["end"] - args["start"] == 24 * 3600 + 60
    texts = [row.text for row in log.panel.model.rows]
    name = log.scene.desk.world.units["u101"].name
    assert texts == [
        "划去一条：写错",
        "误记（沈宁远 划去：写错）",
        "巡查完毕",
        f"{name} 超时，升级至指挥中心",
        "下达指令（26 人）：立即到场",
    ]
    assert "下达指令" in log.panel.as_text()


def test_what_happens_is_asked_for_once_for_a_while(log: Log, qtbot: QtBot) -> None:
    before = len(log.asked)
    for number in range(5):
        log.scene.order(f"o{number}", ("u101",))
        log.refresh()
    qtbot.waitUntil(lambda: len(log.asked) > before, timeout=5000)
    assert len(log.asked) == before + 1


def test_a_line_is_added_and_the_own_one_struck(log: Log) -> None:
    panel = log.panel
    assert not panel.add.isEnabled()
    panel.field.setText("西门已封闭")
    panel.add.click()
    written = log.sent[-1]
    assert isinstance(written, WriteLog) and written.text == "西门已封闭"
    assert panel.field.text() == ""
    panel.table.pick({"7"})
    panel._offer()
    assert not panel.strike.isEnabled(), "what wrote itself stays"
    panel.table.pick({"9"})
    panel._offer()
    panel.strike.click()
    panel.why.reason.setText("重复")
    panel.why.yes.click()
    assert log.sent[-1] == StrikeLog("n1", "重复")
    panel.outcome(False, "只能划去自己写的日志", "指挥长")
    assert panel.fault.text() == "只能划去自己写的日志 · 指挥长"


def test_a_log_that_cannot_be_had_says_so(log: Log) -> None:
    log.answer(EnvironmentFailure("没有连接"))
    assert "没有连接" in log.panel.fault.text()


def test_a_viewer_writes_nothing(qtbot: QtBot) -> None:
    log = Log(qtbot, "p4")
    log.answer([])
    assert not log.panel.field.isEnabled() and not log.panel.strike.isEnabled()
