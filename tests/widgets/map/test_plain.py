"""The plain drawn map: the same picking, panning and drawing without a web view."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cockpit.domain.help_calls import AcknowledgeHelp, CallHelp, CancelHelp
from cockpit.domain.indices import Figures
from cockpit.domain.live import Fix
from cockpit.views.map_camera import Camera
from tests.towns import CENTRE, NOON
from tests.widgets.map.conftest import Desk
from widgets import theme
from widgets.map.plain import PlainMap

NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def drag(surface: PlainMap, points: list[QPoint], keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    QTest.mousePress(surface, LEFT, keys, points[0])
    for point in points[1:]:
        QTest.mouseMove(surface, point)
    QTest.mouseRelease(surface, LEFT, keys, points[-1])


def photograph(desk: Desk) -> QImage:
    return desk.plain.grab().toImage()


def test_a_picture_comes_without_the_web_engine_and_says_so(plain_desk: Desk) -> None:
    assert plain_desk.map.stage.plain
    assert plain_desk.map.stage.notice.isVisible()
    colours = {photograph(plain_desk).pixelColor(x, 300).name() for x in range(0, 900, 3)}
    assert len(colours) > 2


def test_points_and_places_are_each_others_inverse(plain_desk: Desk) -> None:
    there = plain_desk.plain.place_at(QPointF(123.0, 234.0))
    back = plain_desk.plain.point_at(there)
    assert abs(back.x() - 123.0) < 1e-6
    assert abs(back.y() - 234.0) < 1e-6


def test_units_are_drawn_where_they_are(plain_desk: Desk) -> None:
    points = plain_desk.plain.unit_points()
    expected = plain_desk.plain.point_at(plain_desk.place_of("u203"))
    number = plain_desk.picture.people.index["u203"]
    assert abs(points[number, 0] - expected.x()) < 0.5
    assert abs(points[number, 1] - expected.y()) < 0.5


def test_a_click_picks_a_unit_ctrl_adds_the_ground_picks_a_circle(plain_desk: Desk) -> None:
    place = (CENTRE[0] + 0.015, CENTRE[1] - 0.008)
    plain_desk.scene.situation.live.fixes["u105"] = Fix(*place, plain_desk.scene.desk.now.timestamp() + 1)
    plain_desk.map.refresh(plain_desk.scene.situation, plain_desk.scene.everything())
    surface = plain_desk.plain
    QTest.mouseClick(surface, LEFT, NO_KEYS, plain_desk.point_of(place))
    assert plain_desk.selection.target.units == ("u105",)
    plain_desk.selection.pick_unit("u101")
    QTest.mouseClick(surface, LEFT, Qt.KeyboardModifier.ControlModifier, plain_desk.point_of(place))
    assert plain_desk.selection.target.units == ("u101", "u105")
    QTest.mouseClick(surface, LEFT, NO_KEYS, plain_desk.point_of((CENTRE[0] + 0.018, CENTRE[1] + 0.008)))
    assert plain_desk.selection.target.circles == ("z2",)
    QTest.mouseClick(surface, LEFT, NO_KEYS, QPoint(3, 3))
    assert plain_desk.selection.target.empty


def test_shift_and_drag_is_a_box(plain_desk: Desk) -> None:
    west = plain_desk.point_of((CENTRE[0] - 0.019, CENTRE[1] + 0.009))
    east = plain_desk.point_of((CENTRE[0], CENTRE[1] - 0.009))
    drag(plain_desk.plain, [west, (west + east) / 2, east], Qt.KeyboardModifier.ShiftModifier)
    assert set(plain_desk.selection.target.units) == {f"u1{number:02d}" for number in range(1, 11)}


def test_the_lasso_is_an_area(plain_desk: Desk) -> None:
    plain_desk.map.tools.by_tool["lasso"].click()
    corners = [(-0.019, 0.009), (-0.001, 0.009), (-0.001, -0.009), (-0.019, -0.009), (-0.019, 0.008)]
    drag(plain_desk.plain, [plain_desk.point_of((CENTRE[0] + dx, CENTRE[1] + dy)) for dx, dy in corners])
    assert len(plain_desk.selection.target.areas) == 1
    assert len(plain_desk.picture.marks.meant) == 10
    assert plain_desk.picture.tool == ""
    photograph(plain_desk)


def test_a_drag_pans_and_ends_the_following(plain_desk: Desk) -> None:
    plain_desk.selection.follow("u203")
    before = plain_desk.picture.camera
    assert abs(before.lon - plain_desk.place_of("u203")[0]) < 1e-5
    drag(plain_desk.plain, [QPoint(400, 300), QPoint(440, 320), QPoint(480, 330)])
    assert plain_desk.picture.camera.lon < before.lon
    assert plain_desk.selection.followed == ""


def test_the_wheel_zooms_towards_the_pointer(plain_desk: Desk) -> None:
    surface = plain_desk.plain
    here = QPointF(200.0, 150.0)
    held, before = surface.place_at(here), plain_desk.picture.camera.zoom
    event = QWheelEvent(
        here,
        surface.mapToGlobal(here),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(surface, event)
    assert plain_desk.picture.camera.zoom > before
    after = surface.place_at(here)
    assert abs(after[0] - held[0]) < 1e-9
    assert abs(after[1] - held[1]) < 1e-9


def test_a_red_grid_is_coloured_and_can_be_hidden(plain_desk: Desk) -> None:
    plain_desk.scene.situation.figures = Figures(NOON.date(), NOON, 1, "1", (), {"g1": (10.0,) * 6})
    changes = plain_desk.scene.ticks()
    changes.figures = True
    calm = photograph(plain_desk)
    plain_desk.map.refresh(plain_desk.scene.situation, changes)
    point = plain_desk.point_of((CENTRE[0] - 0.017, CENTRE[1] - 0.008))
    alarmed = photograph(plain_desk).pixelColor(point)
    assert alarmed.red() > alarmed.blue() + 40
    plain_desk.map.tools.layer_actions["fill"].trigger()
    assert photograph(plain_desk).pixelColor(point) == calm.pixelColor(point)


def test_a_selected_circle_is_outlined(plain_desk: Desk) -> None:
    before = photograph(plain_desk)
    plain_desk.selection.pick_circle("z1")
    after = photograph(plain_desk)
    edge = plain_desk.point_of((CENTRE[0] - 0.02, CENTRE[1] + 0.003))
    assert after.pixelColor(edge) != before.pixelColor(edge)
    assert QColor(after.pixelColor(edge)).blue() > 120


def test_the_camera_can_be_set_and_the_keys_move_it(plain_desk: Desk) -> None:
    plain_desk.map.set_camera(Camera(120.1, 30.33, 14.0))
    plain_desk.map.setFocus()
    surface = plain_desk.plain
    QTest.keyClick(surface, Qt.Key.Key_Plus)
    assert plain_desk.picture.camera.zoom == 14.5
    QTest.keyClick(surface, Qt.Key.Key_Right)
    assert plain_desk.picture.camera.lon > 120.1
    QTest.keyClick(surface, Qt.Key.Key_Home)
    assert plain_desk.map.camera() is None
    assert abs(plain_desk.picture.camera.lon - CENTRE[0]) < 1e-9


def test_esc_puts_down_the_tool_then_clears(plain_desk: Desk) -> None:
    plain_desk.selection.pick_unit("u101")
    plain_desk.map.tools.by_tool["box"].click()
    assert plain_desk.picture.tool == "box"
    QTest.keyClick(plain_desk.plain, Qt.Key.Key_Escape)
    assert plain_desk.picture.tool == ""
    assert plain_desk.selection.target.units == ("u101",)
    QTest.keyClick(plain_desk.plain, Qt.Key.Key_Escape)
    assert plain_desk.selection.target.empty


def test_who_calls_for_help_is_drawn_over_all_and_stands_first_in_the_legend(plain_desk: Desk) -> None:
    scene, surface = plain_desk.scene, plain_desk.plain
    scene.desk.do(CallHelp("s1"), scene.desk.unit("u203"))
    plain_desk.map.refresh(scene.situation, scene.changes())
    point = plain_desk.point_of(scene.situation.live.fixes["u203"].place)
    assert "求助 1" in plain_desk.map.legend.as_text().replace("\t", " ")
    disc = photograph(plain_desk).pixelColor(point.x(), point.y() - 8)
    assert disc == theme.colour("red")
    plain_desk.map.set_shown(frozenset())
    assert photograph(plain_desk).pixelColor(point.x(), point.y() - 8) == theme.colour("red")
    scene.desk.do(AcknowledgeHelp("s1"), scene.desk.person("p1"))
    plain_desk.map.refresh(scene.situation, scene.changes())
    assert surface._picture.marks.help[0].taken
    assert photograph(plain_desk).pixelColor(point.x(), point.y() - 8) == theme.colour("window")
    scene.desk.do(CancelHelp("s1"), scene.desk.unit("u203"))
    plain_desk.map.refresh(scene.situation, scene.changes())
    assert surface._picture.marks.help == () and "求助" not in plain_desk.map.legend.as_text()
