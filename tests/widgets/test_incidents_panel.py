"""The incidents on a screen: filter, sort, steps, and the form for a new one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cockpit.domain.incidents import AdvanceIncident, ReportIncident
from cockpit.domain.orders import Target
from cockpit.domain.people import Actor
from tests.situations import Scene
from tests.widgets.panels import Shown, clipboard
from widgets import language, turns
from widgets.incidents_panel import IncidentsPanel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


def report(scene: Scene, number: int, kind: str, text: str) -> str:
    command = ReportIncident("police_110", str(number), kind, text, scene.desk.now, circle="g1")
    scene.desk.do(command, Actor("source", "police_110"))
    scene.desk.wait(60)
    scene.situation.now = scene.desk.now
    return f"police_110:{number}"


def table(qtbot: QtBot, me: str = "p3") -> tuple[Shown[IncidentsPanel], list[str]]:
    scene = Scene(me)
    ids = [
        report(scene, 1, "warehouse_fire", "仓库冒烟"),
        report(scene, 2, "stall", "占道堆放"),
        report(scene, 3, "collision", "两车刮擦"),
    ]
    return Shown(qtbot, IncidentsPanel, scene), ids


def keys(panel: IncidentsPanel) -> list[str]:
    return [panel.model.key(row) for row in range(panel.model.rowCount())]


def test_picking_a_row_opens_the_incident_everywhere(qtbot: QtBot) -> None:
    shown, (fire, stall, crash) = table(qtbot)
    panel = shown.panel
    assert keys(panel) == [fire, crash, stall]
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    assert shown.selection.incident == crash
    shown.selection.open_incident(stall)
    assert panel.table.picked_ids() == [stall]


def test_the_filter_narrows_and_escape_empties_it(qtbot: QtBot) -> None:
    shown, (fire, _stall, _crash) = table(qtbot)
    panel = shown.panel
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Slash)
    qtbot.waitUntil(panel.filter.hasFocus)
    qtbot.keyClicks(panel.filter, "ware")
    assert keys(panel) == [fire]
    qtbot.keyClicks(panel.filter, "xyz")
    assert keys(panel) == [] and panel.nothing.text() == "Nothing matches the filter"
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert len(keys(panel)) == 3 and not panel.nothing.isVisible()
    qtbot.keyClick(panel.filter, Qt.Key.Key_Down)
    assert panel.table.hasFocus()


def test_sorting_and_closed_ones(qtbot: QtBot) -> None:
    shown, (fire, stall, crash) = table(qtbot)
    panel = shown.panel
    panel.table.sort_wanted.emit("reported_at", False)
    assert keys(panel) == [fire, stall, crash]
    panel.table.sort_wanted.emit("", False)
    shown.scene.desk.do(AdvanceIncident(fire, "close"), shown.scene.desk.person("p3"))
    shown.refresh()
    assert keys(panel) == [crash, stall, fire]
    qtbot.mouseClick(panel.closed, LEFT)
    assert keys(panel) == [crash, stall]


def test_a_step_by_key_and_its_refusal(qtbot: QtBot) -> None:
    shown, (fire, *_rest) = table(qtbot)
    panel = shown.panel
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    qtbot.keyClick(panel.table, Qt.Key.Key_N)
    assert shown.sent == [AdvanceIncident(fire, "triage")]
    shown.obey("p3")
    qtbot.keyClick(panel.table, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert shown.sent[1] == AdvanceIncident(fire, "close")
    panel.outcome(fire, False, "观摩账号只能查看", "坐席员")
    assert panel.refusal.isVisible() and panel.refusal.text() == "观摩账号只能查看 · 坐席员 could"
    panel.outcome(fire, True)
    assert not panel.refusal.isVisible()


def test_order_about_this_is_told(qtbot: QtBot) -> None:
    shown, (fire, *_rest) = table(qtbot)
    panel = shown.panel
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    with qtbot.waitSignal(panel.order_about) as told:
        qtbot.keyClick(panel.table, Qt.Key.Key_O)
    assert told.args == [fire]
    assert shown.selection.incident == fire


def test_the_menu_offers_every_later_step(qtbot: QtBot) -> None:
    shown, (fire, *_rest) = table(qtbot)
    shown.scene.desk.do(AdvanceIncident(fire, "verify"), shown.scene.desk.person("p3"))
    shown.refresh()
    panel = shown.panel
    panel._menu(QPoint(10, 10))
    menu = panel.table.findChild(QMenu)
    assert menu is not None
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Order about this", "Close", "Review", "Copy as text", "Save as a table…"]
    next(action for action in menu.actions() if action.text() == "Review").trigger()
    assert shown.sent == [AdvanceIncident(fire, "review")]
    menu.close()


def test_copy_as_text(qtbot: QtBot) -> None:
    shown, _ids = table(qtbot)
    shown.panel.copy_text()
    lines = clipboard().splitlines()
    assert lines[0].split("\t") == ["Time", "Kind", "What", "Source", "Circle", "Age", "Step"]
    assert len(lines) == 4 and "仓库冒烟" in lines[1]


def test_a_phoned_in_incident_is_reported_once_and_the_form_goes_when_it_is_durable(qtbot: QtBot) -> None:
    shown, _ids = table(qtbot)
    panel = shown.panel
    shown.selection.pick(Target(circles=("g3",)))
    qtbot.mouseClick(panel.new, LEFT)
    form = panel.form
    assert form.isVisible() and not form.send.isEnabled()
    qtbot.keyClicks(form.text, "smoke")
    form.kind.setCurrentIndex(form.kind.findData("warehouse_fire"))
    qtbot.keyClick(form.text, Qt.Key.Key_Return)
    command = shown.sent[0]
    assert isinstance(command, ReportIncident)
    assert (command.text, command.kind, command.circle, command.severity) == ("smoke", "warehouse_fire", "g3", 0)
    assert form.note.text().startswith("Not sent yet") and not form.send.isEnabled()
    shown.obey("p3")
    assert not form.isVisible()
    assert any(row.incident.text == "smoke" for row in panel.view.rows)


def test_a_refused_report_keeps_what_was_typed(qtbot: QtBot) -> None:
    shown, _ids = table(qtbot)
    panel = shown.panel
    panel.start_report()
    qtbot.keyClicks(panel.form.text, "smoke")
    qtbot.mouseClick(panel.form.send, LEFT)
    panel.outcome(panel._form_incident(), False, "没有事件来源")
    assert panel.form.note.text() == "没有事件来源"
    assert panel.form.text.text() == "smoke" and panel.form.send.isEnabled()
    number = panel.form.number
    qtbot.mouseClick(panel.form.send, LEFT)
    assert [one.source_no for one in shown.sent if isinstance(one, ReportIncident)] == [number, number]
    panel.outcome(panel._form_incident(), True)
    assert not panel.form.isVisible()


def test_who_only_looks_on_changes_nothing(qtbot: QtBot) -> None:
    shown, _ids = table(qtbot, "p4")
    panel = shown.panel
    assert not panel.new.isEnabled() and panel.new.toolTip() == "Only looking on"
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    qtbot.keyClick(panel.table, Qt.Key.Key_N)
    panel._advance("close")
    panel.start_report()
    assert shown.sent == [] and not panel.form.isVisible()


def test_escape_puts_the_form_away(qtbot: QtBot) -> None:
    shown, _ids = table(qtbot)
    shown.panel.start_report()
    qtbot.keyClick(shown.panel.form.text, Qt.Key.Key_Escape)
    assert not shown.panel.form.isVisible() and shown.sent == []


def test_overdue_and_chinese(qtbot: QtBot) -> None:
    shown, _ids = table(qtbot)
    shown.scene.wait(5 * 3600)
    shown.refresh()
    assert shown.panel.view.overdue == 1
    language.use("zh")
    QApplication.processEvents()
    turns.finish()
    assert shown.panel.as_text().splitlines()[0].split("\t")[:3] == ["时间", "类别", "内容"]
    assert "超时 1 小时" in shown.panel.as_text()


def test_before_the_first_refresh_nothing_can_be_done(qtbot: QtBot) -> None:
    from cockpit.views.selection import Selection

    panel = IncidentsPanel(Selection())
    qtbot.addWidget(panel)
    panel.start_report()
    panel._advance(None)
    assert panel.form.isHidden() and panel.state == "loading"
