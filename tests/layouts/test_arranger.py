"""Arranging in real windows on three monitors: by menu, key and title; kept, exported, imported, reset, locked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from cockpit.views.selection import Selection
from layouts.carrying import side_at
from layouts.desk import Desk
from layouts.memory import Memory
from layouts.scene_file import FOLDER, shipped
from tests.layouts.monitors import LEFT, MIDDLE, RIGHT, Plugs, plugs
from tests.layouts.test_room import activate, settled, where
from tests.views.test_indices import scene_with_figures
from widgets.panel import Panel, everything
from widgets.scene_form import SceneForm

Opener = Callable[[], Desk]


@pytest.fixture
def cables(qtbot: QtBot) -> Iterator[Plugs]:
    """Three monitors."""
    with plugs(qtbot) as made:
        made.only(MIDDLE, LEFT, RIGHT)
        yield made


@pytest.fixture
def opened(qtbot: QtBot, cables: Plugs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Opens a desk in the emergency scene; each with the same memory."""
    monkeypatch.setenv("COCKPIT_MAP", "plain")
    desks: list[Desk] = []

    def make() -> Desk:
        memory = Memory(tmp_path)
        memory.scene = memory.scene or "emergency"
        desk = Desk(Selection(), memory)
        desks.append(desk)
        qtbot.addWidget(desk)
        desk.open_on(desk.screen(), full=True)
        desk.room.fill_monitors()
        desk.refresh(scene_with_figures().situation, everything())
        settled(qtbot, desk, 3)
        return desk

    yield make
    for desk in desks:
        desk.close()


def texts(menu: QMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]


def below(menu: QMenu, name: str) -> QMenu:
    """The menu that an entry opens."""
    found = next(action.menu() for action in menu.actions() if action.text() == name)
    assert isinstance(found, QMenu)
    return found


def trigger(menu: QMenu, name: str) -> None:
    next(action for action in menu.actions() if action.text().partition("\t")[0] == name).trigger()


def menu_of(desk: Desk, name: str) -> QMenu:
    menu = desk.arrange_menu.open_at(desk.panels[name])
    assert menu is not None
    return menu


def test_the_menu_swaps_and_puts_and_a_restart_finds_it_again(opened: Opener, tmp_path: Path) -> None:
    desk = opened()
    menu = menu_of(desk, "map")
    trigger(below(menu, "互换位置"), desk.panels["duty"].accessibleName())
    menu.close()
    assert where(desk)["map"] == "RIGHT" and where(desk)["duty"] == "LEFT"
    menu = menu_of(desk, "log")
    trigger(below(below(menu, "放到"), "指令"), "指令的上面")
    menu.close()
    assert where(desk)["log"] == "MIDDLE"
    assert desk.panels["log"].y() == desk.panels["orders"].y() == 0
    assert (tmp_path / "scenes" / "emergency.toml").is_file()
    stands = where(desk)
    desk.close()
    again = opened()
    assert where(again) == stands
    again.arranger.reset()
    assert where(again)["map"] == "LEFT" and where(again)["log"] == "RIGHT"
    assert not (tmp_path / "scenes" / "emergency.toml").exists()


def test_the_last_panel_of_a_monitor_stays_and_it_is_said_why(qtbot: QtBot, opened: Opener) -> None:
    desk = opened()
    before = where(desk)
    with qtbot.waitSignal(desk.arranger.told) as told:
        assert not desk.arranger.move("map", "orders", "left")
    assert "至少" in told.args[0]
    box = desk.arrange_menu.dialog
    assert isinstance(box, QMessageBox) and box.text() == told.args[0]
    box.close()
    assert where(desk) == before


def test_one_key_fills_the_monitor_and_brings_everything_back(qtbot: QtBot, opened: Opener) -> None:
    desk = opened()
    panel = desk.panels["duty"]
    board = desk.room.windows["right"].board
    desk.focus_panel("duty")
    qtbot.waitUntil(lambda: desk.focused_panel() is panel)
    small, shares = panel.size(), board.shares()
    desk.fill_asked.emit()
    qtbot.waitUntil(lambda: panel.height() == board.height() and panel.width() == board.width())
    assert not desk.panels["incidents"].isVisible()
    assert board.shares() == shares, "dividers are remembered as they were"
    desk.fill_asked.emit()
    qtbot.waitUntil(lambda: panel.size() == small)
    assert desk.panels["incidents"].isVisible()
    desk.arranger.fill(panel)
    desk.focus_panel("incidents")
    assert desk.panels["incidents"].isVisible(), "a key for a panel finds it behind the one that fills the monitor"
    desk.arranger.fill(panel)
    desk.room.show_scene("daily")
    where(desk)
    assert all(window.board.filled is None for window in desk.room.windows.values())


def test_a_scene_of_ones_own_has_a_name_a_key_and_goes_when_deleted(qtbot: QtBot, opened: Opener) -> None:
    desk = opened()
    desk.arranger.swap("map", "duty")
    desk.arrange_menu.ask_name()
    form = desk.arrange_menu.dialog
    assert isinstance(form, SceneForm)
    assert [form.key.itemText(place) for place in range(3)] == ["—", "F5", "F6"]
    form.name.setText("应急")
    assert not form.save.isEnabled() and form.wrong.text() == "已有同名场景"
    form.name.setText("夜间应急")
    form.key.setCurrentIndex(1)
    form.save.click()
    if desk.arrange_menu.dialog is not None:
        desk.arrange_menu.dialog.close()
    assert desk.room.scene.name == "夜间应急"
    desk.room.show_scene("daily")
    assert where(desk)["duty"] == "RIGHT"
    window = desk.room.windows["left"]
    activate(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert desk.room.scene.name == "夜间应急" and where(desk)["duty"] == "LEFT"
    assert any(line.startswith("F5 ") for line in _key_sheet(desk))
    desk.arranger.reset()
    assert [scene.name for scene in desk.scenes] == [scene.name for scene in shipped()]
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert desk.room.scene.name == "daily"


def test_a_scene_goes_out_to_a_file_and_comes_in_checked(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    desk = opened()
    desk.arranger.swap("map", "duty")
    file = tmp_path / "out" / "emergency.toml"
    assert desk.arranger.export(file)
    desk.arranger.reset()
    assert where(desk)["map"] == "LEFT"
    assert desk.arranger.bring_in(file)
    assert where(desk)["map"] == "RIGHT"
    broken = tmp_path / "broken.toml"
    broken.write_text(file.read_text(encoding="utf-8").replace('"map"', '"mop"'), encoding="utf-8")
    with qtbot.waitSignal(desk.arranger.told) as told:
        assert not desk.arranger.bring_in(broken)
    assert "broken.toml:" in told.args[0] and "'mop'" in told.args[0] and "map" in told.args[0]
    assert where(desk)["map"] == "RIGHT"
    _close_dialog(desk)


def test_on_a_locked_wall_nothing_can_be_moved(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    desk = opened()
    desk.arranger.lock(True)
    before = where(desk)
    assert not desk.arranger.swap("map", "duty")
    assert not desk.arranger.save_as("x")
    assert not desk.arranger.bring_in(FOLDER / "daily.toml")
    desk.arranger.reset()
    drag(desk, desk.panels["duty"], desk.panels["map"], QPointF(0.5, 0.5))
    assert where(desk) == before
    menu = menu_of(desk, "map")
    entries = {action.text(): action.isEnabled() for action in menu.actions()}
    assert not entries["互换位置"] and not entries["放到"] and entries["场景"]
    menu.close()
    splitter = desk.room.windows["right"].board.columns
    assert not splitter.handle(1).isEnabled()
    _close_dialog(desk)
    desk.close()
    again = opened()
    assert again.arranger.locked
    again.arranger.lock(False)
    assert again.arranger.swap("map", "duty")
    assert again.room.windows["right"].board.columns.handle(1).isEnabled()


def test_a_panel_is_carried_by_its_title_over_monitors(qtbot: QtBot, opened: Opener) -> None:
    desk = opened()
    drag(desk, desk.panels["duty"], desk.panels["orders"], QPointF(0.03, 0.5))
    assert where(desk)["duty"] == "MIDDLE"
    assert desk.panels["duty"].mapToGlobal(QPoint()).x() < desk.panels["orders"].mapToGlobal(QPoint()).x()
    drag(desk, desk.panels["duty"], desk.panels["map"], QPointF(0.5, 0.5))
    assert where(desk)["duty"] == "LEFT" and where(desk)["map"] == "MIDDLE"
    before = where(desk)
    drag(desk, desk.panels["map"], desk.panels["incidents"], QPointF(0.5, 0.5), give_up=True)
    drag(desk, desk.panels["map"], desk.panels["map"], QPointF(0.5, 0.5))
    assert where(desk) == before


def test_a_broken_scene_is_named_at_the_start_and_left_out(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "emergency.toml").write_text('scene = "emergency"\nkey = "X"\n', encoding="utf-8")
    desk = opened()
    assert where(desk)["map"] == "LEFT"
    desk.arrange_menu.tell_faults()
    box = desk.arrange_menu.dialog
    assert isinstance(box, QMessageBox) and "emergency.toml:2：" in box.text()
    _close_dialog(desk)


@pytest.mark.parametrize(
    ("x", "y", "side"),
    [(0.5, 0.02, "behind"), (0.05, 0.5, "left"), (0.95, 0.5, "right"), (0.5, 0.95, "below"), (0.5, 0.5, None)],
)
def test_where_a_panel_is_let_go_says_what_is_meant(x: float, y: float, side: str | None) -> None:
    from PySide6.QtCore import QRect

    assert side_at(QPoint(round(x * 800), round(y * 600)), QRect(0, 0, 800, 600), 40) == side


def drag(desk: Desk, panel: Panel, to: Panel, spot: QPointF, *, give_up: bool = False) -> None:
    """Presses on a panel's title, moves over another one, and lets go there (or presses Esc before)."""
    header = panel.header
    start = header.mapToGlobal(QPoint(header.width() - 6, header.height() // 2))
    end = to.mapToGlobal(QPoint(round(to.width() * spot.x()), round(to.height() * spot.y())))

    def mouse(kind: QEvent.Type, at: QPoint) -> None:
        button = Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
        here = QPointF(header.mapFromGlobal(at))
        QApplication.sendEvent(
            header, QMouseEvent(kind, here, QPointF(at), button, held, Qt.KeyboardModifier.NoModifier)
        )

    mouse(QEvent.Type.MouseButtonPress, start)
    mouse(QEvent.Type.MouseMove, start + QPoint(40, 0))
    mouse(QEvent.Type.MouseMove, end)
    shade = desk._carrying.shade
    assert shade.isVisible() == (panel is not to and not desk.arranger.locked)
    if give_up:
        from PySide6.QtTest import QTest

        QTest.keyClick(panel.window().windowHandle(), Qt.Key.Key_Escape)
        assert not shade.isVisible()
    mouse(QEvent.Type.MouseButtonRelease, end)
    assert not shade.isVisible()


def _key_sheet(desk: Desk) -> list[str]:
    desk.show_keys()
    lines = desk._key_sheet.as_text().splitlines()
    desk.show_keys()
    return lines


def _close_dialog(desk: Desk) -> None:
    if desk.arrange_menu.dialog is not None:
        desk.arrange_menu.dialog.close()
