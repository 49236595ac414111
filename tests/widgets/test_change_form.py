"""A new version of an order, written, sent, and shown with what it changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cockpit.domain.versions import ChangeOrder
from tests.situations import Scene
from tests.widgets.panels import Shown
from widgets.orders_panel import OrdersPanel

LEFT = Qt.MouseButton.LeftButton


def opened(qtbot: QtBot, me: str = "p1") -> Shown[OrdersPanel]:
    """One order, opened: somebody is on scene, somebody has not got it."""
    scene = Scene(me)
    scene.order("o1", ("u101", "u102"), "到西门")
    scene.receipt("o1", "u101", "on_scene")
    shown = Shown(qtbot, OrdersPanel, scene, 620, 760)
    shown.selection.open_order("o1")
    return shown


def test_what_is_sent_is_made_from_what_was_read(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    detail, told = shown.panel.detail, []
    shown.panel.command.connect(told.append)
    qtbot.mouseClick(detail.change, LEFT)
    assert detail.form.isVisible() and not detail.recall.isVisible()
    assert detail.form.text.toPlainText() == "到西门" and not detail.form.yes.isEnabled()
    order = shown.scene.desk.world.orders["o1"]
    shown.scene.desk.do(ChangeOrder("o1", 1, "到南门", 2, order.deadlines), shown.scene.desk.person("p1"))
    shown.refresh()
    assert detail.form.text.toPlainText() == "到西门"
    detail.form.text.setPlainText("到东门")
    qtbot.mouseClick(detail.form.terms.priorities[0], LEFT)
    qtbot.keyClick(detail.form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (command,) = told
    assert isinstance(command, ChangeOrder)
    assert (command.version, command.text, command.priority) == (1, "到东门", 1)
    assert command.deadlines == order.earlier[0].wording.deadlines
    shown.panel.outcome("o1", False, "指令已改为第 2 版", "沈宁远")
    assert "第 2 版" in detail.refusal.text() and detail.change.isEnabled()


def test_the_difference_and_what_was_done_before_are_shown(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    order = shown.scene.desk.world.orders["o1"]
    shown.scene.desk.do(ChangeOrder("o1", 1, "到东门", 1, order.deadlines), shown.scene.desk.person("p1"))
    shown.refresh()
    detail = shown.panel.detail
    assert (detail.former.text(), detail.text.text()) == ("到西门", "到东门")
    assert detail.former.isVisible() and detail.former.font().strikeOut()
    assert "第 2 版 沈宁远" in detail.meta.text() and "优先级 II → I" in detail.meta.text()
    assert "第 1 版：到场" in detail.table.copy()
    assert shown.panel.model.row(0).title == "第 2 版 · 到东门"


def test_nothing_is_sent_without_a_change_or_with_a_bad_one(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    form = shown.panel.detail.form
    qtbot.mouseClick(shown.panel.detail.change, LEFT)
    for text in ("到西门", "  ", "长" * 1001):
        form.text.setPlainText(text)
        assert not form.yes.isEnabled()
    form.text.setPlainText("到东门")
    assert form.yes.isEnabled()
    form.terms.fields[0].setText("9:99:x")
    form.terms.timed.emit()
    assert not form.yes.isEnabled()


def test_escape_leaves_it_and_who_may_not_is_told_why(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    detail = shown.panel.detail
    qtbot.mouseClick(detail.change, LEFT)
    qtbot.keyClick(detail.form.text, Qt.Key.Key_Escape)
    assert not detail.form.isVisible() and detail.recall.isVisible() and shown.selection.order == "o1"
    other = opened(qtbot, "p4").panel.detail
    assert not other.change.isEnabled() and "沈宁远" in other.change.toolTip()
