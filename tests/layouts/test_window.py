"""The window: its panels, its keys, its sizes, its memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget
from pytestqt.qtbot import QtBot

from cockpit.domain.orders import RecallOrder
from cockpit.views.selection import Selection
from layouts.memory import Memory
from layouts.window import CockpitWindow
from tests.situations import Scene
from tests.views.test_indices import scene_with_figures
from tests.views.test_unsent import waiting
from widgets import language, theme, turns
from widgets.incidents_panel import IncidentsPanel
from widgets.index_detail import IndexDetailPanel
from widgets.index_tile import IndexTile
from widgets.key_sheet import KeySheet
from widgets.orders_panel import OrdersPanel
from widgets.panel import everything
from widgets.units_panel import UnitsPanel


def make(selection: Selection, memory: Memory | None = None) -> CockpitWindow:
    """A window without map and composer."""
    panels = (IncidentsPanel(selection), UnitsPanel(selection), OrdersPanel(selection))
    return CockpitWindow(selection, panels, memory)


@pytest.fixture
def scene() -> Scene:
    """The small town with figures and an order that nobody answers."""
    scene = scene_with_figures(fire=63.0)
    scene.order("o1", ("u101",), "去仓库")
    return scene


@pytest.fixture
def window(qtbot: QtBot, scene: Scene) -> Iterator[CockpitWindow]:
    """A window at 1920×1080 that has been refreshed once."""
    window = make(Selection())
    qtbot.addWidget(window)
    window.resize(1920, 1080)
    window.show()
    window.refresh(scene.situation, everything())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window


def sheet(window: CockpitWindow, kind: type[Any]) -> Any:
    """A child of a kind."""
    found = window.findChild(kind)
    assert found is not None
    return found


def focused(window: CockpitWindow, name: str) -> bool:
    """Whether the keyboard is in a panel."""
    panel, focus = window.panel(name), QGuiApplication.focusObject()
    return panel is not None and isinstance(focus, QWidget) and (focus is panel or panel.isAncestorOf(focus))


def test_every_panel_gets_every_moment(window: CockpitWindow) -> None:
    for name in ("indices", "duty", "circles", "incidents", "units", "orders"):
        panel = window.panel(name)
        assert panel is not None
        assert panel.situation is not None, name
        window.show_panel(name)
        assert panel.state in ("ready", "empty"), name
    assert window.panel("nothing") is None
    assert window.windowTitle() == "小镇 · 数字驾驶舱"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_1, "indices"),
        (Qt.Key.Key_3, "circles"),
        (Qt.Key.Key_4, "incidents"),
        (Qt.Key.Key_5, "units"),
        (Qt.Key.Key_6, "orders"),
    ],
)
def test_numbers_focus_panels_and_bring_them_to_the_front(
    window: CockpitWindow, qtbot: QtBot, key: Qt.Key, name: str
) -> None:
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: focused(window, name))
    panel = window.panel(name)
    assert panel is not None
    assert panel.isVisible()


def test_a_number_without_a_panel_does_nothing(window: CockpitWindow, qtbot: QtBot) -> None:
    window.focus_panel("circles")
    qtbot.waitUntil(lambda: focused(window, "circles"))
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    window.begin_order()
    window.show_panel("composer")
    assert focused(window, "circles")


def test_an_opened_index_stands_beside_the_indices(window: CockpitWindow, qtbot: QtBot) -> None:
    asked: list[tuple[str, dict[str, Any]]] = []
    window.ask.connect(lambda what, args, _callback: asked.append((what, args)))
    detail = sheet(window, IndexDetailPanel)
    assert detail.isHidden()
    tile = window.findChildren(IndexTile)[2]
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert detail.isVisible()
    assert [args["domain"] for what, args in asked if what == "index_detail"] == ["fire"]
    assert {what for what, _ in asked} == {"index_detail", "index_history", "outlook"}
    indices = window.panel("indices")
    assert indices is not None
    assert detail.mapToGlobal(detail.rect().topLeft()).x() >= indices.mapToGlobal(indices.rect().topRight()).x()
    qtbot.keyClick(detail, Qt.Key.Key_Escape)
    assert detail.isHidden()
    qtbot.waitUntil(lambda: focused(window, "indices"))


def test_commands_of_every_panel_come_out_of_the_window(window: CockpitWindow, qtbot: QtBot) -> None:
    orders = window.panel("orders")
    assert orders is not None
    command = RecallOrder("o1")
    with qtbot.waitSignal(window.command) as sent:
        orders.command.emit(command)
    assert sent.args == [command]


def test_a_notice_opens_its_order_and_is_acknowledged_by_key(window: CockpitWindow, scene: Scene, qtbot: QtBot) -> None:
    from widgets.notice_strip import NoticeStrip

    scene.wait(3600.0)
    scene.situation.link = type(scene.situation.link)("live", heard_at=scene.situation.now)
    window.refresh(scene.situation, everything())
    strip = sheet(window, NoticeStrip)
    assert strip.shown is not None
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton)
    assert window.selection.order == "o1"
    with qtbot.waitSignal(window.command) as told:
        qtbot.keyClick(window, Qt.Key.Key_F8)
    scene.desk.do(told.args[0], scene.desk.person("p1"))
    window.refresh(scene.situation, everything())
    assert strip.shown is None


def test_the_sheet_of_keys_comes_and_goes(window: CockpitWindow, qtbot: QtBot) -> None:
    keys = sheet(window, KeySheet)
    window.show_keys()
    assert keys.isVisible()
    texts = keys.as_text()
    for part in ("Ctrl+N", "F8", "Ctrl+4 事件", "← ↑ → ↓"):
        assert part in texts
    assert "Ctrl+2" not in texts, "there is no map here"
    window.show_keys()
    assert keys.isHidden()


def test_the_language_is_switched_by_key_without_a_restart(window: CockpitWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.language_changed) as changed:
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert changed.args == ["en"]
    duty = window.panel("duty")
    assert duty is not None
    qtbot.waitUntil(lambda: duty.accessibleName() == "Commander on duty")
    assert window.windowTitle() == "Smalltown · Cockpit"
    window.switch_language()
    qtbot.waitUntil(lambda: duty.accessibleName() == "值班指挥长")
    assert language.current() == "zh"


def test_everything_follows_the_size_of_the_window(window: CockpitWindow, qtbot: QtBot) -> None:
    indices = window.panel("indices")
    assert indices is not None
    assert theme.scale() == 1.0
    header, width = indices.header.height(), indices.width()
    window.resize(3840, 2160)
    qtbot.waitUntil(lambda: theme.scale() == 2.0)
    assert indices.header.height() == 2 * header
    qtbot.waitUntil(lambda: abs(indices.width() - 2 * width) < 8)


def test_full_screen_and_back(window: CockpitWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(window.isFullScreen)
    window.toggle_full_screen()
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.isVisible()


def test_what_was_left_is_found_again(qtbot: QtBot, tmp_path: Path, scene: Scene) -> None:
    screen = QGuiApplication.primaryScreen()
    first = make(Selection(), Memory(tmp_path))
    qtbot.addWidget(first)
    first.open_on(screen)
    first.refresh(scene.situation, everything())
    first.setGeometry(40, 60, 1500, 900)
    qtbot.waitUntil(lambda: first.width() == 1500)
    first.showNormal()
    first.switch_language()
    with qtbot.waitSignal(first.closed):
        first.close()
    language.use("zh")
    again = make(Selection(), Memory(tmp_path))
    qtbot.addWidget(again)
    again.open_on(screen)
    assert (again.width(), again.height()) == (1500, 900)
    assert Memory(tmp_path).language == "en"
    again.close()


def test_a_first_start_fills_the_screen(qtbot: QtBot) -> None:
    screen = QGuiApplication.primaryScreen()
    window = make(Selection())
    qtbot.addWidget(window)
    window.open_on(screen, full=True)
    assert window.isFullScreen()
    assert window.size() == screen.size()
    shares = window.board.columns.sizes()
    assert shares[1] > shares[2] > shares[0]
    window.close()


def test_with_something_unsent_it_asks_before_it_closes(qtbot: QtBot) -> None:
    scene = Scene("p1")
    waiting(scene, "held")
    window = CockpitWindow(Selection())
    qtbot.addWidget(window)
    window.show()
    window.refresh(scene.situation, everything())
    assert not window.close() and window._unsent.isVisible()
    window._unsent.put_away()
    window._strip.unsent_opened.emit()
    assert window._unsent.isVisible()
    with qtbot.waitSignal(window.closed):
        window._unsent.left.emit()


def test_somebody_elses_unsent_keep_no_window_open(qtbot: QtBot) -> None:
    scene = Scene("p1")
    waiting(scene, "foreign")
    window = CockpitWindow(Selection())
    qtbot.addWidget(window)
    window.show()
    window.refresh(scene.situation, everything())
    assert window.close()


def test_a_new_language_is_handed_on_a_part_a_turn_and_reaches_all(qtbot: QtBot, window: CockpitWindow) -> None:
    window.open_index("core", "fire")
    turns.finish()
    said = window._strip.as_text()
    window.switch_language()
    QCoreApplication.sendPostedEvents()
    assert turns.waiting() >= len(window.panels)
    assert window._strip.as_text() == said, "Qt does not tell it along with everything else"
    assert window.windowTitle().endswith("Cockpit")
    turns.finish()
    assert "Hub" in window._strip.as_text()
    assert {panel.accessibleName() for panel in window.panels.values()} >= {"Orders", "Units", "Incidents"}
    assert sheet(window, IndexDetailPanel).accessibleName() == "Fire"


def test_a_sheet_paints_all_of_itself_so_that_nothing_below_it_is_painted_along(window: CockpitWindow) -> None:
    window.show_keys()
    window.open_index("core", "fire")
    for kind in (KeySheet, IndexDetailPanel):
        shown = sheet(window, kind)
        assert shown.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        picture = shown.grab().toImage()
        corners = {(x, y) for x in (0, picture.width() - 1) for y in (0, picture.height() - 1)}
        darkest = theme.colour("panel").lightness()
        assert all(picture.pixelColor(x, y).lightness() >= darkest for x, y in corners), "a corner was left out"


def test_the_pointers_coming_and_going_paints_a_divider_and_nothing_more(window: CockpitWindow) -> None:
    splitters = window.board.findChildren(QSplitter)
    assert splitters
    assert not any(one.testAttribute(Qt.WidgetAttribute.WA_Hover) for one in splitters)
    dividers = window.board.findChildren(QSplitterHandle)
    assert all(one.testAttribute(Qt.WidgetAttribute.WA_Hover) for one in dividers)
