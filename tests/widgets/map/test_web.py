"""The map's page in the real web view: what it draws, what a person can do on it, and what it may not do."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cockpit.domain.live import Fix
from cockpit.views.map_camera import Camera
from cockpit.views.map_marks import Marks
from tests.towns import CENTRE
from tests.widgets.map.conftest import Desk
from widgets import theme

LAYER_IDS = "cockpit.deck.props.layers.flat().map((layer) => layer.id)"


def inside(desk: Desk) -> QWidget:
    """The widget that takes the web view's mouse."""
    proxy = desk.web.focusProxy()
    while proxy is not None and proxy.focusProxy() is not None:
        proxy = proxy.focusProxy()
    assert proxy is not None
    return proxy


def click(desk: Desk, point: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(inside(desk), Qt.MouseButton.LeftButton, keys, point)


def drag(desk: Desk, points: list[QPoint], keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = inside(desk)
    QTest.mousePress(target, Qt.MouseButton.LeftButton, keys, points[0])
    for point in points[1:]:
        QTest.mouseMove(target, point)
        QTest.qWait(30)
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, keys, points[-1])


def apart(desk: Desk, unit: str) -> QPoint:
    """Moves a unit to where nobody else is, and says where it is drawn."""
    place = (CENTRE[0] + 0.015, CENTRE[1] - 0.008)
    desk.scene.situation.live.fixes[unit] = Fix(*place, desk.scene.desk.now.timestamp() + 1)
    desk.map.refresh(desk.scene.situation, desk.scene.everything())
    desk.until(lambda: desk.web.drawing)
    desk.until_page("Boolean(window.cockpit && cockpit.viewport() && cockpit.layers.count === 20)")
    return desk.point_of(place)


def test_the_page_draws_every_layer_without_asking_the_outside(desk: Desk) -> None:
    ids = desk.ask(LAYER_IDS)
    assert {"land", "fill", "water", "rivers", "roads", "units", "incidents", "label-zone"} <= set(ids)
    assert {f"border-{tier}" for tier in ("core", "zone", "station", "squad", "grid")} <= set(ids)
    assert ids.index("border-zone") < ids.index("units") < ids.index("incidents")
    assert desk.web.gate.refused == []


def test_units_reach_the_page_where_they_are(desk: Desk) -> None:
    assert desk.ask("cockpit.layers.count") == 20
    assert desk.ask("cockpit.layers.placeOf(0)") == pytest.approx(list(desk.place_of("u101")), abs=1e-6)
    desk.scene.situation.live.fixes["u101"] = Fix(120.11, 30.331, desk.scene.desk.now.timestamp() + 5)
    changes = desk.scene.ticks()
    changes.moved = True
    desk.map.refresh(desk.scene.situation, changes)
    desk.until_page("Math.abs(cockpit.layers.placeOf(0)[0] - 120.11) < 1e-6")


def test_a_click_picks_the_unit_and_ctrl_adds_another(desk: Desk) -> None:
    point = apart(desk, "u105")
    click(desk, point)
    desk.until(lambda: desk.selection.target.units == ("u105",))
    desk.selection.pick_unit("u101")
    click(desk, point, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.selection.target.units == ("u101", "u105"))


def test_a_click_on_the_ground_picks_the_circle_and_one_outside_nothing(desk: Desk) -> None:
    click(desk, desk.point_of((CENTRE[0] + 0.018, CENTRE[1] + 0.008)))
    desk.until(lambda: desk.selection.target.circles == ("z2",))
    desk.until_page("cockpit.layers.marks.meant.length === 10")
    click(desk, QPoint(5, 5))
    desk.until(lambda: desk.selection.target.empty)


def test_shift_and_drag_picks_the_units_in_the_box(desk: Desk) -> None:
    west, east = desk.point_of((CENTRE[0] - 0.019, CENTRE[1] + 0.009)), desk.point_of((CENTRE[0], CENTRE[1] - 0.009))
    before = desk.picture.camera
    drag(desk, [west, (west + east) / 2, east], Qt.KeyboardModifier.ShiftModifier)
    desk.until(lambda: len(desk.selection.target.units) == 10)
    assert set(desk.selection.target.units) == {f"u1{number:02d}" for number in range(1, 11)}
    assert desk.picture.camera == before


def test_the_lasso_draws_an_area_and_is_then_put_down(desk: Desk) -> None:
    desk.map.tools.by_tool["lasso"].click()
    desk.until_page("cockpit.pointer.tool === 'lasso'")
    corners = [(-0.019, 0.009), (-0.001, 0.009), (-0.001, -0.009), (-0.019, -0.009), (-0.019, 0.008)]
    drag(desk, [desk.point_of((CENTRE[0] + dx, CENTRE[1] + dy)) for dx, dy in corners])
    desk.until(lambda: len(desk.selection.target.areas) == 1)
    assert desk.picture.tool == ""
    desk.until_page("cockpit.layers.marks.areas.length === 1 && cockpit.pointer.tool === ''")
    assert len(desk.picture.marks.meant) == 10


def test_a_drag_moves_the_camera_and_ends_the_following(desk: Desk) -> None:
    desk.selection.follow("u101")
    desk.until(lambda: desk.map.camera() is not None)
    before = desk.picture.camera
    drag(desk, [QPoint(400, 300), QPoint(430, 320), QPoint(460, 340), QPoint(500, 360)])
    desk.until(lambda: desk.selection.followed == "")
    assert desk.picture.camera.lon < before.lon


def test_a_followed_unit_stays_in_the_middle(desk: Desk) -> None:
    desk.selection.follow("u203")
    lon, lat = desk.place_of("u203")
    desk.until(lambda: abs(desk.picture.camera.lon - lon) < 1e-5 and abs(desk.picture.camera.lat - lat) < 1e-5)
    assert desk.selection.followed == "u203"


def test_keys_work_while_the_page_has_the_focus(desk: Desk) -> None:
    click(desk, desk.point_of((CENTRE[0] + 0.018, CENTRE[1] + 0.008)))
    desk.until(lambda: desk.selection.target.circles == ("z2",))
    QTest.keyClick(inside(desk), Qt.Key.Key_L)
    desk.until(lambda: desk.picture.tool == "lasso")
    QTest.keyClick(inside(desk), Qt.Key.Key_Escape)
    desk.until(lambda: desk.picture.tool == "")
    before = desk.picture.camera.zoom
    QTest.keyClick(inside(desk), Qt.Key.Key_Plus)
    desk.until_page(f"cockpit.view.zoom > {before + 0.4}")


def test_another_language_or_the_same_town_again_does_not_open_the_page_anew(desk: Desk) -> None:
    number = desk.web.number
    desk.map.refresh(desk.scene.situation, desk.scene.everything())
    desk.map._draw_all()
    assert desk.web.number == number
    assert desk.web.drawing


def test_another_scale_opens_the_page_anew(desk: Desk) -> None:
    number = desk.web.number
    theme.set_scale(1.5)
    try:
        desk.map.restyle()
        desk.until(lambda: desk.web.number == number + 1 and desk.web.drawing)
        desk.until_page("Boolean(window.cockpit) && cockpit.style.scale === 1.5")
    finally:
        theme.set_scale(1.0)


def test_layers_are_hidden_and_shown(desk: Desk) -> None:
    desk.map.tools.layer_actions["units"].trigger()
    desk.until_page(f"!{LAYER_IDS}.includes('units')")
    assert "units" not in desk.map.shown()
    desk.map.tools.layer_actions["units"].trigger()
    desk.until_page(f"{LAYER_IDS}.includes('units')")


def test_a_pointer_that_rests_on_a_unit_says_who_it_is(desk: Desk) -> None:
    point = apart(desk, "u105")
    QTest.mouseMove(inside(desk), point + QPoint(40, 40))
    QTest.mouseMove(inside(desk), point)
    desk.until(lambda: "周力" in desk.map._tip.as_text())
    assert desk.map._tip.isVisible()


def test_a_killed_page_comes_back_with_camera_layers_and_selection(desk: Desk) -> None:
    desk.map.set_camera(Camera(120.105, 30.332, 15.5, 40.0, 20.0))
    desk.map.set_shown(desk.map.shown() - {"roads"})
    desk.selection.pick_circle("z1")
    desk.until_page("Math.abs(cockpit.view.zoom - 15.5) < 1e-6")
    os.kill(desk.web.page.renderProcessPid(), signal.SIGKILL)
    desk.until(lambda: not desk.web.drawing)
    desk.until(lambda: desk.web.drawing)
    view = desk.ask("({...cockpit.view, shown: [...cockpit.layers.shown], circles: cockpit.layers.marks.circles})")
    assert (view["longitude"], view["latitude"], view["zoom"]) == pytest.approx((120.105, 30.332, 15.5))
    assert (view["pitch"], view["bearing"]) == pytest.approx((40.0, 20.0))
    assert "roads" not in view["shown"]
    assert view["circles"] == ["z1"]
    assert not desk.map.stage.plain


def test_after_three_deaths_the_plain_map_stands_in_until_it_is_reloaded(desk: Desk) -> None:
    for _ in range(3):
        web = desk.web
        os.kill(web.page.renderProcessPid(), signal.SIGKILL)
        desk.until(lambda: desk.map.stage.plain or not web.drawing)  # noqa: B023
        desk.until(lambda: desk.map.stage.plain or web.drawing)  # noqa: B023
    assert desk.map.stage.plain
    assert desk.map.stage.notice.isVisible()
    assert desk.picture.marks == Marks()
    desk.map.stage.reload()
    desk.until(lambda: desk.web.drawing)
    assert not desk.map.stage.notice.isVisible()


def test_a_lost_context_opens_the_page_anew(desk: Desk) -> None:
    number = desk.ask("new URLSearchParams(location.search).get('page')")
    lose = "document.querySelector('#map canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()"
    desk.web.page.runJavaScript(lose)
    desk.until(lambda: not desk.web.drawing)
    desk.until(lambda: desk.web.drawing)
    assert desk.ask("new URLSearchParams(location.search).get('page')") != number


@pytest.mark.parametrize(
    ("script", "refusal"),
    [
        ("fetch('http://127.0.0.1:9/x')", "Failed to fetch"),
        ("fetch('https://localhost/x')", "Failed to fetch"),
        ("fetch('cockpit://map/rows/unknown.json')", "status 404"),
        ("fetch('cockpit://map/../../widgets/map/web.py')", "status 404"),
        ("fetch('cockpit://map/map.html', {method: 'POST', body: 'x'})", "status 403"),
        ("fetch('cockpit://elsewhere/map.html')", "Failed to fetch"),
        ("new Promise(() => eval('1'))", "unsafe-eval"),
        ("new Promise(() => new Function('return 1')())", "unsafe-eval"),
    ],
)
def test_the_page_cannot_reach_out(desk: Desk, script: str, refusal: str) -> None:
    desk.ask(f"({script}).then((r) => window.answer = 'status ' + r.status, (e) => window.answer = String(e)) && 0")
    desk.until_page("window.answer")
    assert refusal in desk.ask("window.answer")


def test_the_page_cannot_leave_or_open_a_window(desk: Desk) -> None:
    assert desk.ask("window.open('cockpit://map/map.html') === null") is True
    desk.ask("location.href = 'https://localhost/'")
    desk.web.page.setUrl(QUrl("file:///etc/hostname"))
    desk.qtbot.wait(200)
    assert desk.ask("location.origin") == "cockpit://map"
    assert desk.web.drawing


def test_what_the_page_says_wrongly_is_refused_and_changes_nothing(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.ask("""fetch('say?' + encodeURIComponent('{"kind":"drop_all_orders","page":1}')) && 0""")
    desk.until(lambda: "refused" in caplog.text)
    old = '{"kind":"clicked","page":0,"unit":0,"incident":-1,"place":[120,30],"add":false}'
    desk.ask(f"fetch('say?' + encodeURIComponent('{old}')) && 0")
    beyond = old.replace('"page":0', '"page":1').replace('"unit":0', '"unit":999').replace("[120,30]", "[0.5,0.5]")
    desk.ask(f"fetch('say?' + encodeURIComponent('{beyond}')).then(() => window.said = true) && 0")
    desk.until_page("window.said")
    assert desk.selection.target.empty


def test_the_ground_around_the_town_has_the_tone_in_force(desk: Desk) -> None:
    assert desk.web.page.backgroundColor() == theme.colour("window")
    theme.set_tone("light")
    desk.web.open()
    assert desk.web.page.backgroundColor() == theme.colour("window")
    desk.until_page("getComputedStyle(document.body).backgroundColor === 'rgba(0, 0, 0, 0)'")
