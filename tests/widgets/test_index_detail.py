"""One index opened: asked for, answered, too late, refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from cockpit.domain.indices import Contribution, Index, IndexDetail, Outlook, OutlookRow, OutlookScore
from cockpit.errors import Refused
from cockpit.views.selection import Selection
from cockpit.views.situation import SituationChanges
from tests.towns import NOON
from tests.views.test_indices import FIRE, scene_with_figures
from widgets import language, theme
from widgets.index_detail import IndexDetailPanel
from widgets.panel import everything
from widgets.text import Text

Question = tuple[str, dict[str, Any], Callable[[object], None]]


@pytest.fixture
def asked() -> list[Question]:
    """What was asked of the hub."""
    return []


@pytest.fixture
def beside() -> list[Question]:
    """What was asked besides: the days before, and tomorrow."""
    return []


@pytest.fixture
def panel(qtbot: QtBot, asked: list[Question], beside: list[Question]) -> IndexDetailPanel:
    """The sheet with fire opened."""
    panel = IndexDetailPanel(Selection())
    qtbot.addWidget(panel)
    panel.setStyleSheet(theme.qss(1.0))
    panel.resize(720, 500)
    panel.ask.connect(lambda *question: (asked if question[0] == "index_detail" else beside).append(question))
    panel.refresh(scene_with_figures(fire=63.0).situation, everything())
    panel.open_index("core", "fire")
    return panel


def detail(value: float = 63.0) -> IndexDetail:
    """An answer whose points add up."""
    rows = (Contribution("incident", 30.0, FIRE, "仓库冒烟"), Contribution("rest_of_day", 70.0 - value))
    return IndexDetail(Index("core", "fire", NOON.date(), value, "orange", True, ("fire_119",)), "1", 12.4, rows)


def words(panel: IndexDetailPanel) -> str:
    """All that can be read on it beside the table."""
    return " ".join(label.text() for label in panel.findChildren(Text) if label.isVisible())


def table(panel: IndexDetailPanel) -> QTableWidget:
    """Its table."""
    found = panel.findChild(QTableWidget)
    assert isinstance(found, QTableWidget)
    return found


def test_it_asks_the_hub_and_says_so(panel: IndexDetailPanel, asked: list[Question]) -> None:
    assert [(what, args) for what, args, _ in asked] == [
        ("index_detail", {"circle": "core", "domain": "fire", "day": "2026-06-01"})
    ]
    assert panel.state == "loading"
    assert "消防 全镇" in words(panel)
    assert "正在询问中枢" in words(panel)


def test_the_answer_adds_up(panel: IndexDetailPanel, asked: list[Question]) -> None:
    asked[0][2](detail())
    assert panel.state == "ready"
    said = words(panel)
    for part in ("63", "预警", "2026-06-01 · 暂定，今日未完 · 预期负荷 12.4", "119 静默", "合计失分 37.0 = 100 − 63.0"):
        assert part in said
    assert table(panel).rowCount() == 2
    assert "30.0\t事件\t仓库冒烟\t网格1\t06-01 11:40" in panel.as_text()


def test_an_incident_is_opened_by_a_click_or_enter(panel: IndexDetailPanel, asked: list[Question]) -> None:
    asked[0][2](detail())
    first, second = table(panel).item(0, 2), table(panel).item(1, 2)
    assert first is not None and second is not None
    table(panel).itemActivated.emit(second)
    assert panel.selection.incident == ""
    table(panel).itemClicked.emit(first)
    assert panel.selection.incident == FIRE


def test_a_refusal_says_why(panel: IndexDetailPanel, asked: list[Question]) -> None:
    asked[0][2](Refused("index.not_ready", "指数正在计算，请稍候"))
    assert panel.state == "broken"
    assert "指数正在计算，请稍候" in words(panel)


def test_new_figures_ask_again_and_a_failure_then_keeps_what_is_there(
    panel: IndexDetailPanel, asked: list[Question]
) -> None:
    asked[0][2](detail())
    assert panel.situation is not None
    panel.refresh(panel.situation, SituationChanges(figures=True))
    assert len(asked) == 2
    asked[1][2](Refused("ask.no", "没有"))
    assert panel.state == "ready"
    panel.refresh(panel.situation, SituationChanges(clock=True))
    assert len(asked) == 2


def test_an_answer_to_an_older_question_is_left(panel: IndexDetailPanel, asked: list[Question]) -> None:
    panel.open_index("z1", "traffic")
    asked[0][2](detail())
    assert panel.state == "loading"
    assert "交通 一区" in words(panel)


def test_esc_and_the_cross_put_it_away(panel: IndexDetailPanel, asked: list[Question], qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()
    asked[0][2](detail())
    assert panel.state == "loading", "an answer to a sheet that was put away"
    assert panel.situation is not None
    panel.refresh(panel.situation, SituationChanges(figures=True))
    assert len(asked) == 1
    qtbot.keyClick(panel, Qt.Key.Key_A)
    assert panel.key_help()


def test_it_grows_with_its_rows(panel: IndexDetailPanel, asked: list[Question], qtbot: QtBot) -> None:
    before = panel.wanted_height()
    many = tuple(Contribution("incident", 1.0, f"x:{number}", f"事件 {number}") for number in range(37))
    with qtbot.waitSignal(panel.grown):
        asked[0][2](IndexDetail(Index("core", "fire", NOON.date(), 63.0, "orange"), "1", 12.4, many))
    assert panel.wanted_height() == before + theme.px(32) * 33
    assert not panel.grab().isNull()


def test_it_speaks_english_too(panel: IndexDetailPanel, asked: list[Question], qtbot: QtBot) -> None:
    asked[0][2](detail())
    language.use("en")
    qtbot.waitUntil(lambda: "Together 37.0 points" in words(panel))
    assert "Warning" in words(panel)


def test_it_stands_beside_last_week_and_tomorrow(
    panel: IndexDetailPanel, asked: list[Question], beside: list[Question]
) -> None:
    asked[0][2](detail())
    assert [what for what, _, _ in beside] == ["index_history", "outlook"]
    assert "上周同日" not in panel.as_text() and "展望" not in panel.as_text()
    day = NOON.date()
    beside[0][2]([((day - timedelta(days=7)).isoformat(), 71.2), ((day - timedelta(days=1)).isoformat(), 80.0)])
    row = OutlookRow("core", "fire", 86.4, 77.6, 93.1)
    told = Outlook(day + timedelta(days=1), "1", 150, (row,), (OutlookScore("fire", 56, 0.7, 1.02, 0.79),))
    beside[1][2](told)
    said = panel.as_text()
    assert "上周同日 71" in said and "86" in said and "78" in said and "93" in said
    assert "150" in said and "56" in said and "79%" in said and "0.70" in said and "1.02" in said


def test_what_came_for_another_index_or_failed_is_not_shown(
    panel: IndexDetailPanel, asked: list[Question], beside: list[Question]
) -> None:
    panel.open_index("z1", "traffic")
    asked[1][2](detail())
    row = OutlookRow("core", "fire", 11.0, 10.0, 12.0)
    beside[1][2](Outlook(NOON.date(), "1", 150, (row,)))
    beside[3][2](Refused("index.not_ready", "指数正在计算，请稍候"))
    beside[2][2](Refused("index.not_ready", "指数正在计算，请稍候"))
    assert "展望" not in panel.as_text() and "上周同日" not in panel.as_text()
    assert "更低" in panel.as_text()
