"""The whole desk: what the panels have to do with each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cockpit.domain.devices import EnrolCode
from cockpit.domain.help_calls import AcknowledgeHelp, CallHelp
from cockpit.domain.orders import Target
from cockpit.domain.whistles import BlowWhistle
from cockpit.views.map_camera import Camera
from cockpit.views.selection import Selection
from layouts.desk import Desk
from layouts.memory import Memory
from tests.situations import Scene
from tests.views.test_indices import FIRE, scene_with_figures
from widgets.panel import everything


@pytest.fixture
def scene() -> Scene:
    """The small town with one incident."""
    return scene_with_figures()


@pytest.fixture
def desk(qtbot: QtBot, scene: Scene) -> Iterator[Desk]:
    """The desk, shown and refreshed once."""
    desk = Desk(Selection())
    qtbot.addWidget(desk)
    desk.resize(1920, 1080)
    desk.show()
    desk.refresh(scene.situation, everything())
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    yield desk
    desk.close()


def test_every_panel_is_on_the_desk(desk: Desk) -> None:
    for name in ("indices", "duty", "circles", "map", "incidents", "units", "orders", "composer"):
        panel = desk.panel(name)
        assert panel is not None
        assert panel.situation is not None
    assert desk.map.isVisible()
    assert desk.orders.isVisible()
    assert not desk.composer.isVisible()


def test_ctrl_n_begins_an_order_whether_the_composer_is_seen_or_not(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(2):
        desk.focus_panel("circles")
        qtbot.keyClick(desk.focusWidget() or desk, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(desk.composer.form.text.hasFocus)
        assert desk.composer.isVisible()


def test_an_order_about_an_incident_opens_the_composer_with_a_target(desk: Desk) -> None:
    desk.incidents.order_about.emit(FIRE)
    assert desk.composer.isVisible()
    assert desk.selection.incident == FIRE
    assert not desk.selection.target.empty


def test_the_composers_tab_says_how_many_are_picked(desk: Desk) -> None:
    def tab() -> str:
        texts = [button.text() for button in desk.findChildren(QPushButton) if button.property("kind") == "tab"]
        return next(text for text in texts if text.startswith("下达指令"))

    assert tab() == "下达指令"
    desk.selection.pick_circle("z1")
    assert tab() == "下达指令 · 10"
    desk.selection.clear()
    assert tab() == "下达指令"


def test_the_tracker_comes_to_the_front_once_the_order_is_durable(desk: Desk, scene: Scene) -> None:
    sent: list[object] = []
    desk.command.connect(sent.append)
    desk.selection.pick(Target(units=("u101",)))
    desk.begin_order()
    desk.composer.form.text.setPlainText("到西门")
    desk.composer.send()
    assert len(sent) == 1
    desk.refresh(scene.situation, scene.changes())
    assert desk.composer.isVisible(), "nothing is sent until the hub has journaled it"
    scene.desk.do(sent[0], scene.desk.person("p1"))  # type: ignore[arg-type]
    desk.refresh(scene.situation, scene.changes())
    assert desk.orders.isVisible()


def test_the_camera_is_remembered(qtbot: QtBot, tmp_path: Path, scene: Scene) -> None:
    memory = Memory(tmp_path)
    first = Desk(Selection(), memory)
    qtbot.addWidget(first)
    first.keep()
    assert memory.camera == {}, "nobody has moved it"
    first.map.set_camera(Camera(120.1, 30.3, 13.5, 40.0, 5.0))
    first.close()
    again = Desk(Selection(), Memory(tmp_path))
    qtbot.addWidget(again)
    assert again.map.camera() == Camera(120.1, 30.3, 13.5, 40.0, 5.0)
    again.close()


def test_a_camera_of_another_form_is_left(qtbot: QtBot, tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.camera = {"lon": "east"}
    desk = Desk(Selection(), memory)
    qtbot.addWidget(desk)
    assert desk.map.camera() is None
    desk.close()


def test_a_call_for_help_stands_over_the_panels_and_goes_to_the_map(desk: Desk, scene: Scene, qtbot: QtBot) -> None:
    told: list[object] = []
    desk.command.connect(told.append)
    scene.desk.do(CallHelp("s1"), scene.desk.unit("u105"))
    desk.refresh(scene.situation, everything())
    row = desk.help_banner.lines[0]
    assert desk.help_banner.isVisible() and row.rank.text() == "SOS"
    qtbot.mouseClick(row.go, Qt.MouseButton.LeftButton)
    assert desk.selection.followed == "u105" and desk.selection.target.units == ("u105",)
    qtbot.mouseClick(row.take, Qt.MouseButton.LeftButton)
    assert told == [AcknowledgeHelp("s1")]
    desk.refuse_help("求助由中心值守人员处理")
    assert desk.help_banner.refusal.isVisible()


def test_a_locked_desk_shows_no_code(desk: Desk, scene: Scene) -> None:
    desk.focus_panel("devices")
    desk.devices._answer_code(EnrolCode("u105", "7K3F-9QXD", "/field/#7K3F9QXD", 0.0))
    assert desk.devices.card.isVisible()
    desk.lock.lock()
    assert desk.lock.locked and not desk.devices.card.isVisible() and desk.devices.table.isVisible()
    desk.lock._answered({})


def test_a_whistle_that_is_pressed_in_the_notices_opens_its_incident(desk: Desk, scene: Scene) -> None:
    scene.desk.do(BlowWhistle("w1", "stall", "占道", ("police",), circle="g1"), scene.desk.unit("u105"))
    desk.refresh(scene.situation, everything())
    desk.notices.incident_opened.emit("grid_worker:w1")
    assert desk.incidents.detail.isVisible() and desk.incidents.detail.text.text() == "占道"
