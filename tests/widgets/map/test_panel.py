"""The map panel: from the situation to the picture, and what the window asks of it. Drawn plainly, so it is quick."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.live import Fix
from cockpit.domain.people import HUB
from cockpit.views.deck import TINTS
from cockpit.views.map_camera import Camera
from cockpit.views.selection import Selection
from tests.situations import Scene
from tests.towns import CENTRE, NOON
from tests.widgets.map.conftest import Desk
from widgets import language
from widgets.map.messages import Clicked, Hovered
from widgets.map.panel import ForceMap


def test_the_legend_counts_departments_and_who_is_out_of_contact(plain_desk: Desk) -> None:
    plain_desk.scene.silence("u101", "u102")
    plain_desk.map.refresh(plain_desk.scene.situation, plain_desk.scene.ticks())
    words = plain_desk.map.legend.as_text()
    assert "公安 2" in words or "Police 2" in words
    assert "2" in words.rpartition("·")[2]
    assert "18/20" in plain_desk.map.as_text()


def test_an_open_order_turns_the_legend_to_its_states(plain_desk: Desk) -> None:
    plain_desk.scene.order("o1", ("u101", "u102"))
    plain_desk.scene.receipt("o1", "u102", "en_route")
    plain_desk.map.refresh(plain_desk.scene.situation, plain_desk.scene.changes())
    plain_desk.selection.open_order("o1")
    tint = plain_desk.picture.drawn.tint
    assert [TINTS[tint[number]] for number in (0, 1, 2)] == ["issued", "en_route", "aside"]
    language.use("zh")
    assert "出动 1" in plain_desk.map.legend.as_text()


def test_moves_are_taken_at_once_and_then_at_most_twice_a_second(plain_desk: Desk) -> None:
    live, at = plain_desk.scene.situation.live, plain_desk.scene.desk.now.timestamp()
    changes = plain_desk.scene.ticks()
    changes.moved = True
    for step in (1, 2, 3):
        live.fixes["u101"] = Fix(CENTRE[0] + step * 0.001, CENTRE[1], at + step)
        plain_desk.map.refresh(plain_desk.scene.situation, changes)
        if step == 1:
            assert abs(plain_desk.picture.places[0, 0] - 0.001) < 1e-6
    assert abs(plain_desk.picture.places[0, 0] - 0.001) < 1e-6
    plain_desk.until(lambda: abs(plain_desk.picture.places[0, 0] - 0.003) < 1e-6)


def test_incidents_come_and_a_click_opens_them(plain_desk: Desk) -> None:
    plain_desk.scene.desk.do(ReportIncident("police_110", "1", "brawl", "打架", NOON, 1, CENTRE, "g1"), HUB)
    plain_desk.map.refresh(plain_desk.scene.situation, plain_desk.scene.changes())
    plain_desk.plain.said.emit(Clicked(0, 3, 0, CENTRE, False))
    assert plain_desk.selection.incident == "police_110:1"
    assert plain_desk.picture.marks.incident == CENTRE
    assert plain_desk.selection.target.empty


def test_a_click_on_what_is_no_longer_there_picks_nothing(plain_desk: Desk) -> None:
    plain_desk.plain.said.emit(Clicked(0, 999, 999, (0.5, 0.5), False))
    assert plain_desk.selection.target.empty
    assert plain_desk.selection.incident == ""


def test_the_pointer_gets_a_card_and_the_circle_an_outline(plain_desk: Desk) -> None:
    language.use("zh")
    place = (CENTRE[0] + 0.018, CENTRE[1] + 0.008)
    plain_desk.plain.said.emit(Hovered(0, True, -1, -1, place, 10.0, 10.0))
    assert plain_desk.picture.hovered == "z2"
    assert plain_desk.map._tip.as_text() == "二区 · 风险防控圈"
    corner = QPoint(plain_desk.map.stage.width() - 2, plain_desk.map.stage.height() - 2)
    plain_desk.plain.said.emit(Hovered(0, True, 0, -1, place, corner.x(), corner.y() - 30))
    assert plain_desk.map.stage.rect().contains(plain_desk.map._tip.geometry())
    plain_desk.plain.said.emit(Hovered(0, False, -1, -1, (0.0, 0.0), 0.0, 0.0))
    assert plain_desk.map._tip.isHidden()
    assert plain_desk.picture.hovered == ""


def test_camera_and_layers_set_before_the_first_picture_are_kept(plain_desk: Desk) -> None:
    other = ForceMap(Selection())
    other.set_camera(Camera(120.2, 30.4, 15.0))
    other.set_shown(frozenset({"units"}))
    scene = Scene()
    other.refresh(scene.situation, scene.everything())
    assert other.keeper.picture is not None
    assert other.keeper.picture.camera == Camera(120.2, 30.4, 15.0)
    assert other.keeper.picture.shown == {"units"}
    other.deleteLater()


def test_the_town_fills_the_map_until_a_person_moves_the_camera(plain_desk: Desk) -> None:
    before = plain_desk.picture.camera
    plain_desk.map.resize(500, 400)
    plain_desk.until(lambda: plain_desk.picture.camera.zoom < before.zoom)
    assert plain_desk.map.camera() is None
    kept = Camera(120.1, 30.33, 14.0)
    plain_desk.map.set_camera(kept)
    plain_desk.map.resize(900, 640)
    plain_desk.until(lambda: plain_desk.picture.town_zoom > before.zoom - 0.1)
    assert plain_desk.picture.camera == kept


def test_following_is_switched_on_and_off(plain_desk: Desk) -> None:
    follow = plain_desk.map.tools.follow
    follow.click()
    assert not follow.isChecked()
    plain_desk.selection.pick_unit("u203")
    follow.click()
    assert plain_desk.selection.followed == "u203"
    assert follow.isChecked()
    follow.click()
    assert plain_desk.selection.followed == ""


def test_one_tool_at_a_time(plain_desk: Desk) -> None:
    tools = plain_desk.map.tools
    tools.by_tool["box"].click()
    tools.by_tool["lasso"].click()
    assert plain_desk.picture.tool == "lasso"
    assert not tools.by_tool["box"].isChecked()
    tools.by_tool["lasso"].click()
    assert plain_desk.picture.tool == ""


def test_the_menu_of_layers_works_by_keys(plain_desk: Desk) -> None:
    menu = plain_desk.map.tools.menu
    plain_desk.map.tools.open_menu()
    plain_desk.until(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert "fill" not in plain_desk.map.shown()
    plain_desk.map.tools.layer_actions["fill"].trigger()
    assert "fill" in plain_desk.map.shown()


def test_tilt_is_there_and_back(plain_desk: Desk) -> None:
    plain_desk.map.tools.tilt.click()
    assert plain_desk.picture.camera.pitch > 0
    plain_desk.map.tools.tilt.click()
    assert plain_desk.picture.camera.pitch == 0


def test_words_follow_the_language(plain_desk: Desk) -> None:
    language.use("en")
    plain_desk.until(lambda: plain_desk.map.tools.fit.text() == "Whole town")
    assert "Police" in plain_desk.map.legend.as_text()
    language.use("zh")
    plain_desk.until(lambda: plain_desk.map.tools.fit.text() == "全镇")
    assert "公安" in plain_desk.map.legend.as_text()
    assert all(action.text() for action in plain_desk.map.tools.layer_actions.values())


def test_every_tool_says_what_it_does(plain_desk: Desk) -> None:
    tools = plain_desk.map.tools
    for button in (tools.follow, tools.fit, tools.tilt, tools.layers, *tools.by_tool.values()):
        assert button.text()
        assert button.toolTip() == button.accessibleDescription() != ""
