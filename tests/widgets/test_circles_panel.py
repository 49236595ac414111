"""The pagoda: seen, pointed at, picked by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from cockpit.domain.circles import CircleTree
from cockpit.views.selection import Selection
from cockpit.views.situation import SituationChanges
from tests.situations import Scene
from tests.views.test_indices import scene_with_figures
from widgets import theme
from widgets.circles_panel import CirclesPanel
from widgets.pagoda_view import PagodaView
from widgets.panel import everything


@pytest.fixture
def panel(qtbot: QtBot) -> CirclesPanel:
    """The panel, shown."""
    panel = CirclesPanel(Selection())
    qtbot.addWidget(panel)
    panel.setStyleSheet(theme.qss(1.0))
    panel.resize(490, 304)
    panel.show()
    return panel


def view(panel: CirclesPanel) -> PagodaView:
    """Its picture."""
    found = panel.findChild(PagodaView)
    assert isinstance(found, PagodaView)
    return found


def point(panel: CirclesPanel, circle: str) -> QPoint:
    """The middle of a circle's cell."""
    box = view(panel).box_of(circle)
    assert box is not None
    return box.center().toPoint()


def test_it_says_how_many_and_what_the_core_is_like(panel: CirclesPanel) -> None:
    panel.refresh(scene_with_figures(fire=63.0).situation, everything())
    words = panel.as_text()
    assert "11 圈 · 在位 20/20" in words
    assert "指挥中心 · 核心指挥圈 · 负责人 沈宁远 · 消防 63 预警 · 在位 20/20" in words
    assert view(panel).box_of("gone") is None


def test_a_click_picks_and_ctrl_adds(panel: CirclesPanel, qtbot: QtBot) -> None:
    panel.refresh(scene_with_figures().situation, everything())
    qtbot.mouseClick(view(panel), Qt.MouseButton.LeftButton, pos=point(panel, "z1"))
    assert panel.selection.target.circles == ("z1",)
    qtbot.mouseClick(view(panel), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, point(panel, "g3"))
    assert panel.selection.target.circles == ("z1", "g3")
    qtbot.mouseClick(view(panel), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert panel.selection.target.circles == ("z1", "g3"), "no circle there"


def test_the_way_up_to_the_core_is_lit(panel: CirclesPanel) -> None:
    panel.refresh(scene_with_figures().situation, everything())
    dark = view(panel).grab().toImage()
    panel.selection.pick_circle("q1")
    lit = view(panel).grab().toImage()
    corners = [view(panel).box_of(circle) for circle in ("core", "z1", "s1")]
    for box in corners:
        assert box is not None
        edge = QPoint(round(box.left() + 6), round(box.top()))
        assert lit.pixelColor(edge) != dark.pixelColor(edge)
    other = view(panel).box_of("z2")
    assert other is not None
    edge = QPoint(round(other.left() + 6), round(other.top()))
    assert lit.pixelColor(edge) == dark.pixelColor(edge)


def test_the_arrows_walk_and_enter_picks(panel: CirclesPanel, qtbot: QtBot) -> None:
    panel.refresh(scene_with_figures().situation, everything())
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(view(panel).hasFocus)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(view(panel), key)
    assert panel.selection.target.circles == ("z2",)
    qtbot.keyClick(view(panel), Qt.Key.Key_Down)
    qtbot.keyClick(view(panel), Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert panel.selection.target.circles == ("z2", "s2")
    qtbot.keyClick(view(panel), Qt.Key.Key_X)
    assert panel.selection.target.circles == ("z2", "s2")
    assert panel.key_help()


def test_what_is_pointed_at_is_told_in_the_line_and_the_tooltip(panel: CirclesPanel, qtbot: QtBot) -> None:
    scene = scene_with_figures()
    scene.order("o1", ("u105",))
    scene.silence("u105")
    panel.refresh(scene.situation, everything())
    qtbot.mouseMove(view(panel), point(panel, "g1"))
    view(panel).pointed.emit("g1")
    texts = " ".join(label.text() for label in panel.findChildren(type(panel._line)))
    assert "网格1 · 基层网格圈 · 负责人 周力" in texts
    assert "指令 0/1 签收 · 失联 1 · 指数未知 · 在位 2/3 · 失联 1" in texts
    where = point(panel, "g1")
    QApplication.sendEvent(view(panel), QHelpEvent(QEvent.Type.ToolTip, where, view(panel).mapToGlobal(where)))
    qtbot.waitUntil(lambda: "0/1 签收" in QToolTip.text())
    QToolTip.hideText()
    view(panel).leaveEvent(QEvent(QEvent.Type.Leave))
    texts = " ".join(label.text() for label in panel.findChildren(type(panel._line)))
    assert "指挥中心" in texts


def test_it_can_be_coloured_by_one_domain(panel: CirclesPanel) -> None:
    panel.refresh(scene_with_figures(fire=63.0).situation, everything())
    chooser = panel.findChild(QToolButton)
    assert isinstance(chooser, QToolButton)
    assert chooser.text().startswith("六项最差")
    menu = chooser.menu()
    assert menu is not None
    names = [action.text() for action in menu.actions()]
    assert names == ["六项最差", "治安", "交通", "消防", "安全生产", "矛盾纠纷", "市容秩序"]
    menu.actions()[1].trigger()
    assert chooser.text().startswith("治安")
    assert "治安 90 平稳" in panel.as_text()


def test_it_is_drawn_anew_for_contacts_and_orders_but_not_for_the_clock(panel: CirclesPanel) -> None:
    scene = scene_with_figures()
    panel.refresh(scene.situation, everything())
    scene.silence("u105")
    panel.refresh(scene.situation, SituationChanges(clock=True, link=True))
    assert "失联" not in panel.as_text()
    panel.refresh(scene.situation, SituationChanges(moved=True))
    assert "失联 1" in panel.as_text()


def test_a_town_without_circles_is_waited_for(panel: CirclesPanel) -> None:
    scene = Scene()
    scene.desk.world.circles = CircleTree([])
    panel.refresh(scene.situation, everything())
    assert panel.state == "loading"


def test_a_band_is_told_without_colour(panel: CirclesPanel) -> None:
    """Grey pictures of a zone in three bands differ."""
    from widgets.pagoda_view import FILL, TICKS

    assert len({FILL[band] for band in ("yellow", "orange", "red")}) == 3
    assert [TICKS[band] for band in ("yellow", "orange", "red")] == [1, 2, 3]
    scene = scene_with_figures()
    figures = scene.situation.figures
    assert figures is not None
    pictures = []
    for value in (75.0, 65.0, 20.0):
        figures.circles["z1"] = (value,) * 6
        panel.refresh(scene.situation, everything())
        pictures.append(view(panel).grab().toImage().convertToFormat(view(panel).grab().toImage().Format.Format_Mono))
    assert pictures[0] != pictures[1] != pictures[2]
