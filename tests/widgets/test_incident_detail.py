"""An opened incident: its whistle, calling departments in, its next step, and who may not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cockpit.domain.incidents import AdvanceIncident
from cockpit.domain.whistles import AnswerWhistle, BlowWhistle, CallIn
from tests.situations import Scene
from tests.widgets.panels import Shown
from tests.widgets.test_incidents_panel import report
from widgets import language, turns
from widgets.incidents_panel import IncidentsPanel

WHISTLE = "grid_worker:w1"


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


def opened(qtbot: QtBot, me: str = "p3", incident: str = WHISTLE) -> Shown[IncidentsPanel]:
    scene = Scene(me)
    command = BlowWhistle("w1", "stall", "占道堆放", ("police", "enforcement"), address="古墩路 5 号", circle="g1")
    scene.desk.do(command, scene.desk.unit("u105"))
    report(scene, 1, "warehouse_fire", "仓库冒烟")
    shown = Shown(qtbot, IncidentsPanel, scene)
    shown.panel.open_detail(incident)
    return shown


def test_enter_opens_and_escape_goes_back(qtbot: QtBot) -> None:
    shown = opened(qtbot, incident="nothing")
    panel = shown.panel
    assert not panel.detail.isVisible()
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.detail.isVisible() and panel.detail.text.text() == "仓库冒烟"
    assert not panel.detail.whistle_line.isVisible() and not panel.detail.call_in.isVisible()
    assert shown.selection.incident == "police_110:1"
    shown.selection.open_incident(WHISTLE)
    assert panel.detail.text.text() == "占道堆放"
    qtbot.keyClick(panel.detail, Qt.Key.Key_Escape)
    assert panel.table.isVisible() and not panel.detail.isVisible() and panel.table.picked_ids() == [WHISTLE]


def test_who_was_called_and_who_has_answered(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    detail = shown.panel.detail
    assert "0 of 2 have answered" in detail.whistle_line.text()
    assert "Grid worker 周力" in detail.meta.text() and "古墩路 5 号" in detail.meta.text()
    shown.scene.desk.do(AnswerWhistle("w1", "五分钟到"), shown.scene.desk.unit("u101"))
    shown.refresh()
    assert "1 of 2 have answered" in detail.whistle_line.text()
    assert [row.id for row in detail.model.rows] == ["enforcement", "police"]
    assert "五分钟到" in shown.panel.as_text()


def test_further_departments_are_called_in(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    detail = shown.panel.detail
    detail.call_in.click()
    chips = detail.row.chips.chips
    assert [chip.department for chip in chips] == ["traffic_police", "emergency", "grid"]
    assert not detail.row.call.isEnabled() and chips[0].hasFocus()
    qtbot.keyClick(chips[1], Qt.Key.Key_Space)
    qtbot.keyClick(chips[0], Qt.Key.Key_Space)
    qtbot.keyClick(chips[0], Qt.Key.Key_Space)
    assert detail.row.call.text() == "Call 1 in"
    qtbot.keyClick(detail.row, Qt.Key.Key_Return)
    assert shown.sent == [CallIn("w1", ("emergency",))]
    shown.obey("p3")
    assert detail.model.rowCount() == 3 and detail.call_in.isVisible()
    detail.call_in.click()
    qtbot.keyClick(detail.row, Qt.Key.Key_Escape)
    assert not detail.row.isVisible() and detail.isVisible() and len(shown.sent) == 1
    shown.panel.outcome("", False, "the incident is closed", "the commander")
    assert "the incident is closed" in shown.panel.refusal.text()


def test_it_is_moved_on_and_closed(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    detail = shown.panel.detail
    qtbot.keyClick(detail, Qt.Key.Key_N)
    assert shown.sent[-1] == AdvanceIncident(WHISTLE, "triage")
    shown.obey("p3")
    assert detail.status.text() == "Triage"
    qtbot.keyClick(detail, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert shown.sent[-1] == AdvanceIncident(WHISTLE, "close")
    shown.obey("p3")
    assert not detail.close_it.isVisible() and not detail.call_in.isVisible()


def test_who_only_looks_on_can_do_nothing(qtbot: QtBot) -> None:
    shown = opened(qtbot, "p4")
    detail = shown.panel.detail
    for button in (detail.order, detail.advance, detail.close_it, detail.call_in):
        assert not button.isEnabled() and button.toolTip() == "Only looking on"
    for key in (Qt.Key.Key_N, Qt.Key.Key_O):
        qtbot.keyClick(detail, key)
    assert shown.sent == []


def test_an_incident_that_the_world_forgets_gives_the_list_back(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    del shown.scene.situation.world.incidents[WHISTLE]
    shown.scene.desk.world.changes.incidents.add(WHISTLE)
    shown.refresh()
    assert shown.panel.table.isVisible() and not shown.panel.detail.isVisible()


def test_an_order_about_it_and_the_other_language(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    about: list[str] = []
    shown.panel.order_about.connect(about.append)
    qtbot.keyClick(shown.panel.detail, Qt.Key.Key_O)
    assert about == [WHISTLE]
    language.use("zh")
    QApplication.processEvents()
    turns.finish()
    assert "吹哨 · 已应答 0/2" in shown.panel.detail.whistle_line.text()
