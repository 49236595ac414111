"""Who commands, and the alarm of a gap."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cockpit.domain.rota import Rota, Shift
from cockpit.views.selection import Selection
from cockpit.views.situation import SituationChanges
from tests.situations import Scene
from tests.towns import NOON
from widgets import theme
from widgets.duty_panel import DutyPanel
from widgets.panel import everything


@pytest.fixture
def panel(qtbot: QtBot) -> DutyPanel:
    """The panel, shown."""
    panel = DutyPanel(Selection())
    qtbot.addWidget(panel)
    panel.setStyleSheet(theme.qss(1.0))
    panel.resize(480, 180)
    panel.show()
    return panel


def readable(panel: DutyPanel) -> str:
    """All that can be read on it, without the cells of the week."""
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_it_says_who_until_when_and_who_is_next(panel: DutyPanel) -> None:
    panel.refresh(Scene("p1").situation, everything())
    words = readable(panel)
    for part in (
        "值班指挥长",
        "至 20:00",
        "还有 8 小时",
        "沈宁远",
        "应急管理 · 副 顾清和 · 本人",
        "下一班 顾清和 行政执法",
    ):
        assert part in words
    assert "沈宁远" in panel.as_text()


def test_the_time_that_is_left_ticks(panel: DutyPanel) -> None:
    scene = Scene()
    panel.refresh(scene.situation, everything())
    scene.wait(3600.0)
    panel.refresh(scene.situation, SituationChanges(clock=True))
    assert "还有 7 小时" in readable(panel)
    scene.wait(3600.0)
    panel.refresh(scene.situation, SituationChanges(figures=True, moved=True))
    assert "还有 7 小时" in readable(panel), "nothing of it has changed"


def test_a_gap_looks_like_an_alarm(panel: DutyPanel) -> None:
    scene = Scene()
    panel.refresh(scene.situation, everything())
    calm = panel.grab().toImage()
    scene.desk.world.rota = Rota(None, (Shift(NOON + timedelta(hours=2), NOON + timedelta(hours=10), "p2"),))
    panel.refresh(scene.situation, everything())
    words = readable(panel)
    assert "无人值班" in words
    assert "此刻无人可以跨部门下达指令" in words
    assert "14:00 交接" in words
    assert "还有" not in words
    red, image = theme.colour("red").rgb(), panel.grab().toImage()
    assert any(image.pixel(x, y) == red for x in range(image.width()) for y in range(image.height()))
    assert all(calm.pixel(x, y) != red for x in range(calm.width()) for y in range(calm.height()))


def test_no_rota_and_nobody_after(panel: DutyPanel) -> None:
    scene = Scene()
    scene.desk.world.rota = Rota()
    panel.refresh(scene.situation, everything())
    assert "没有值班表" in readable(panel)
    assert "下一班无人" in readable(panel)
