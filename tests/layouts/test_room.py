"""The room: real windows on monitors that are plugged in and out, scenes, and everything found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cockpit.views.selection import Selection
from layouts.desk import Desk
from layouts.memory import Memory
from layouts.monitor_window import MonitorWindow
from layouts.room import Room
from layouts.scene import PANELS
from layouts.virtual_screen import Monitor
from tests.layouts.monitors import LEFT, MIDDLE, RIGHT, WALL, Plugs, plugs
from tests.situations import Scene
from tests.views.test_indices import scene_with_figures
from widgets.panel import everything

Opener = Callable[[], Desk]


@pytest.fixture
def cables(qtbot: QtBot) -> Iterator[Plugs]:
    """Monitors to plug in and out."""
    with plugs(qtbot) as made:
        yield made


@pytest.fixture
def scene() -> Scene:
    """The small town."""
    return scene_with_figures()


@pytest.fixture
def opened(
    qtbot: QtBot, cables: Plugs, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opener]:
    """Opens a desk over all monitors, with one memory for all that are opened; plain maps."""
    monkeypatch.setenv("COCKPIT_MAP", "plain")
    desks: list[Desk] = []

    def make() -> Desk:
        desk = Desk(Selection(), Memory(tmp_path))
        desks.append(desk)
        qtbot.addWidget(desk)
        desk.open_on(desk.screen(), full=True)
        desk.room.fill_monitors()
        desk.refresh(scene.situation, everything())
        return desk

    yield make
    for desk in desks:
        desk.close()


def where(desk: Desk) -> dict[str, str]:
    """The monitor that each panel stands on; none lost and none doubled."""
    found: dict[str, str] = {}
    for seat, window in desk.room.windows.items():
        for name in window.board.grid.panels:
            assert name not in found, f"{name} stands twice"
            assert desk.panels[name].window() is window, f"{name} is not where {seat}'s board says"
            found[name] = window.screen().name()
    assert set(found) == set(PANELS), "a panel is lost"
    return found


def settled(qtbot: QtBot, desk: Desk, monitors: int) -> None:
    """Waits until so many monitors have a window that covers them."""

    def done() -> bool:
        windows = list(desk.room.windows.values())
        places = {window.screen().name() for window in windows}
        covers = all(window.geometry() == window.screen().geometry() and window.isVisible() for window in windows)
        return len(windows) == monitors == len(places) and covers

    qtbot.waitUntil(done, timeout=10_000)


def activate(qtbot: QtBot, window: QWidget) -> None:
    """Gives a window the keyboard; without a window manager the first try can come too early."""

    def tried() -> bool:
        window.activateWindow()
        return window.isActiveWindow()

    qtbot.waitUntil(tried, timeout=10_000)


def test_one_window_a_monitor_with_strip_and_notices_on_each(qtbot: QtBot, cables: Plugs, opened: Opener) -> None:
    cables.only(LEFT, MIDDLE, RIGHT)
    desk = opened()
    settled(qtbot, desk, 3)
    assert where(desk)["map"] == "MIDDLE"
    for window in desk.room.windows.values():
        assert "小镇" in window._strip.as_text()
        assert window.notices.isVisible()
        assert window.windowTitle() == "小镇 · 数字驾驶舱"


def test_every_scene_shows_every_panel_once_and_remakes_none(qtbot: QtBot, cables: Plugs, opened: Opener) -> None:
    for monitors in ((LEFT,), (LEFT, MIDDLE, RIGHT), WALL):
        cables.only(*monitors)
        desk = opened()
        assert len(desk.room.windows) == len(monitors)
        before = {name: id(panel) for name, panel in desk.panels.items()}
        surface = desk.map.stage.surface
        for scene in desk.scenes:
            desk.room.show_scene(scene.name)
            assert desk.room.scene.name == scene.name
            assert set(where(desk)) == set(before)
        assert {name: id(panel) for name, panel in desk.panels.items()} == before
        assert desk.map.stage.surface is surface
        desk.close()


def test_keys_change_the_scene_on_every_monitor(qtbot: QtBot, cables: Plugs, opened: Opener) -> None:
    cables.only(LEFT, MIDDLE, RIGHT)
    desk = opened()
    settled(qtbot, desk, 3)
    pressed = ((Qt.Key.Key_F3, "emergency"), (Qt.Key.Key_F2, "consultation"), (Qt.Key.Key_F1, "daily"))
    for window, (key, name) in zip(desk.room.windows.values(), pressed, strict=True):
        activate(qtbot, window)
        qtbot.keyClick(window, key)
        assert desk.room.scene.name == name


def test_ctrl_n_on_another_monitor_starts_an_order_where_the_composer_is(
    qtbot: QtBot, cables: Plugs, opened: Opener
) -> None:
    cables.only(LEFT, MIDDLE, RIGHT)
    desk = opened()
    settled(qtbot, desk, 3)
    for window in desk.room.windows.values():
        activate(qtbot, window)
        qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(desk.composer.form.text.hasFocus)
        desk.focus_panel("circles")


@pytest.mark.parametrize("gone", [LEFT, MIDDLE, RIGHT], ids=lambda one: one.name)
def test_a_monitor_that_goes_gives_its_panels_away_and_gets_them_back(
    qtbot: QtBot, cables: Plugs, opened: Opener, gone: Monitor
) -> None:
    stay = [one for one in (LEFT, MIDDLE, RIGHT) if one is not gone]
    cables.only(*stay, gone)
    desk = opened()
    settled(qtbot, desk, 3)
    before = where(desk)
    cables.only(*stay)
    settled(qtbot, desk, 2)
    meanwhile = where(desk)
    for name, monitor in before.items():
        if monitor != gone.name:
            assert meanwhile[name] == monitor, f"{name} need not have moved"
    assert desk.isVisible()
    cables.only(*stay, gone)
    settled(qtbot, desk, 3)
    assert where(desk) == before


def test_all_on_one_and_back_on_three(qtbot: QtBot, cables: Plugs, opened: Opener) -> None:
    cables.only(RIGHT, LEFT, MIDDLE)
    desk = opened()
    settled(qtbot, desk, 3)
    before = where(desk)
    cables.only(RIGHT)
    qtbot.waitUntil(lambda: len(desk.room.windows) == 1)
    assert set(where(desk).values()) == {"RIGHT"}
    cables.only(RIGHT, LEFT, MIDDLE)
    settled(qtbot, desk, 3)
    assert where(desk) == before


def test_scene_seats_and_dividers_are_found_again(qtbot: QtBot, cables: Plugs, opened: Opener) -> None:
    cables.only(LEFT, MIDDLE, RIGHT)
    first = opened()
    settled(qtbot, first, 3)
    first.room.show_scene("emergency")
    board = first.room.windows["desk"].board
    board.columns.setSizes([600, 1288])
    left, monitors = board.shares(), where(first)
    first.close()
    again = opened()
    settled(qtbot, again, 3)
    assert again.room.scene.name == "emergency"
    assert where(again) == monitors
    assert again.room.windows["desk"].board.shares()[0] == pytest.approx(left[0], abs=0.01)
    again.room.show_scene("emergency")
    found = again.room.windows["desk"].board.shares()[0]
    assert found != pytest.approx(left[0], abs=0.01), "the scene's own key puts its dividers back"


def test_monitors_of_two_sizes_have_a_scale_each(qtbot: QtBot, cables: Plugs, opened: Opener, scene: Scene) -> None:
    big = Monitor("BIG", 3840, 2160, 1920, 0)
    cables.only(LEFT, big)
    desk = opened()
    settled(qtbot, desk, 2)
    headers: dict[str, set[int]] = {}
    desk.refresh(scene.situation, everything())
    qtbot.waitUntil(lambda: {window.scale for window in desk.room.windows.values()} == {1.0, 2.0})
    for window in desk.room.windows.values():
        for name in window.board.grid.panels:
            headers.setdefault(window.screen().name(), set()).add(desk.panels[name].header.height())
    assert headers == {"LEFT": {40}, "BIG": {80}}


def test_a_notice_acknowledged_on_one_monitor_is_on_all(
    qtbot: QtBot, cables: Plugs, opened: Opener, scene: Scene
) -> None:
    scene.order("o1", ("u101",), "去仓库")
    cables.only(LEFT, MIDDLE, RIGHT)
    desk = opened()
    settled(qtbot, desk, 3)
    scene.wait(3600.0)
    scene.situation.link = type(scene.situation.link)("live", heard_at=scene.situation.now)
    desk.refresh(scene.situation, everything())
    strips = [window.notices for window in desk.room.windows.values()]
    shown = strips[0].shown
    assert shown is not None
    assert all(strip.shown == shown for strip in strips)
    with qtbot.waitSignal(desk.command) as told:
        strips[1].acknowledge()
    scene.desk.do(told.args[0], scene.desk.person("p1"))
    desk.refresh(scene.situation, everything())
    assert all(strip.shown != shown for strip in strips)


def test_an_index_and_the_keys_open_on_the_monitor_where_they_belong(
    qtbot: QtBot, cables: Plugs, opened: Opener
) -> None:
    cables.only(MIDDLE, LEFT, RIGHT)
    desk = opened()
    settled(qtbot, desk, 3)
    desk.open_index("core", "fire")
    assert _monitor(desk._detail) == "LEFT"
    activate(qtbot, desk.room.windows["right"])
    desk.show_keys()
    assert _monitor(desk._key_sheet) == "RIGHT"
    cables.only(MIDDLE)
    qtbot.waitUntil(lambda: len(desk.room.windows) == 1)
    desk.show_keys()
    desk.open_index("core", "fire")
    assert _monitor(desk._detail) == _monitor(desk._key_sheet) == "MIDDLE"


def test_closing_any_monitors_window_closes_the_desktop(qtbot: QtBot, cables: Plugs, opened: Opener) -> None:
    cables.only(LEFT, MIDDLE, RIGHT)
    desk = opened()
    settled(qtbot, desk, 3)
    other = next(window for window in desk.room.windows.values() if window is not desk)
    with qtbot.waitSignal(desk.closed):
        other.close()
    assert not desk.isVisible()


def test_a_room_that_was_not_told_to_fill_monitors_has_one_window(qtbot: QtBot, cables: Plugs) -> None:
    cables.only(LEFT, MIDDLE, RIGHT)
    desk = Desk(Selection())
    qtbot.addWidget(desk)
    desk.show()
    desk.room.show_scene("emergency")
    assert isinstance(desk.room, Room)
    assert list(desk.room.windows.values()) == [desk]
    desk.close()


def _monitor(sheet: QWidget) -> str:
    window = sheet.window()
    assert isinstance(window, MonitorWindow)
    assert sheet.isVisible()
    return window.screen().name()
