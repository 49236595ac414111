"""The units on a screen: picked here, picked everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cockpit.domain.orders import Target
from tests.situations import Scene
from tests.widgets.panels import Shown, clipboard
from widgets import language, turns
from widgets.units_panel import UnitsPanel

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


def units(qtbot: QtBot) -> Shown[UnitsPanel]:
    scene = Scene()
    scene.silence("u205")
    return Shown(qtbot, UnitsPanel, scene)


def test_who_is_out_of_contact_stands_first(qtbot: QtBot) -> None:
    shown = units(qtbot)
    assert [shown.panel.model.key(row) for row in range(3)] == ["u205", "u101", "u102"]
    shown.scene.silence("u110")
    shown.refresh()
    assert [shown.panel.model.key(row) for row in range(3)] == ["u110", "u205", "u101"]
    assert (shown.panel.view.in_contact, shown.panel.view.silent) == (18, 2)


def test_several_rows_are_the_shared_selection_and_back(qtbot: QtBot) -> None:
    shown = units(qtbot)
    table = shown.panel.table
    table.setFocus()
    table.setCurrentIndex(shown.panel.model.index(1, 0))
    for _ in range(2):
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert shown.selection.target == Target(units=("u101", "u102", "u103"))
    shown.selection.pick(Target(circles=("z1",), units=("u204",)))
    assert table.picked_ids() == ["u204"]
    assert shown.selection.target == Target(circles=("z1",), units=("u204",))
    table.clearSelection()
    assert shown.selection.target.units == ()


def test_a_filter_does_not_forget_who_is_picked(qtbot: QtBot) -> None:
    shown = units(qtbot)
    shown.selection.pick_units(("u101", "u201"))
    qtbot.keyClicks(shown.panel.filter, "police")
    assert shown.panel.model.rowCount() == 4
    assert sorted(shown.panel.table.picked_ids()) == ["u101", "u201"]
    shown.panel.filter.setText("二区 zzz")
    assert shown.panel.nothing.isVisible()
    assert shown.selection.target.units == ("u101", "u201")
    shown.panel.filter.setText("二区 traffic")
    place = shown.panel.table.visualRect(shown.panel.model.index(0, 0)).center()
    qtbot.mouseClick(shown.panel.table.viewport(), Qt.MouseButton.LeftButton, CTRL, place)
    assert shown.selection.target.units == ("u101", "u201", "u202")
    shown.panel.filter.clear()
    assert sorted(shown.panel.table.picked_ids()) == ["u101", "u201", "u202"]


def test_enter_or_f_follows_and_leaves(qtbot: QtBot) -> None:
    shown = units(qtbot)
    table = shown.panel.table
    table.setFocus()
    table.setCurrentIndex(shown.panel.model.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert shown.selection.followed == "u205"
    qtbot.keyClick(table, Qt.Key.Key_F)
    assert shown.selection.followed == ""


def test_sort_menu_copy_and_chinese(qtbot: QtBot) -> None:
    shown = units(qtbot)
    panel = shown.panel
    panel.table.sort_wanted.emit("name", False)
    names = [row.unit.name for row in panel.view.rows]
    assert names == sorted(names)
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    panel._menu(QPoint(5, 5))
    menu = panel.table.findChild(QMenu)
    assert menu is not None
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Follow on the map", "Copy as text", "Save as a table…"]
    menu.close()
    panel.copy_text()
    assert len(clipboard().splitlines()) == 21
    language.use("zh")
    QApplication.processEvents()
    turns.finish()
    assert panel.as_text().splitlines()[0].split("\t") == ["力量", "部门", "所在圈", "角色", "联络", "执行中"]


def test_a_task_is_shown_as_soon_as_it_is_known(qtbot: QtBot) -> None:
    shown = units(qtbot)
    shown.scene.order("o1", ("u101",), "到西门")
    shown.refresh()
    assert "到西门" in shown.panel.as_text()
