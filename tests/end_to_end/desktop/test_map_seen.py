"""The map is really on the screen: not what the page believes, but the picture that the screen shows."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from main import SAMPLE_TOWN
from tests.desktops import play
from tests.end_to_end.desktop.conftest import Open, RealDesktop
from tests.hubs import until
from tests.layouts.monitors import LEFT, MIDDLE, RIGHT, plugs
from widgets import theme
from widgets.lock_card import LockCard
from widgets.map.web import WebMap

SAMPLE_PASSWORD = "anlan-sample"
COLOURS = 60
"""More than an empty or a blank map has; a drawn one of the sample town has some hundred."""


def colours(widget: QWidget) -> int:
    """How many colours a widget has on the screen."""
    corner = widget.mapToGlobal(widget.rect().topLeft())
    screen = widget.screen()
    left, top = corner.x() - screen.geometry().x(), corner.y() - screen.geometry().y()
    picture = screen.grabWindow(0, left, top, widget.width(), widget.height()).toImage()
    return len({picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)})


def shown(widget: QWidget, point: QPoint) -> int:
    """The colour that the screen shows at a point of a widget."""
    at = widget.mapToGlobal(point)
    return QGuiApplication.primaryScreen().grabWindow(0, at.x(), at.y(), 1, 1).toImage().pixel(0, 0)


def turn_wheel(window: QWindow) -> None:
    """Turns the wheel in the middle of a window of the system's own: a map that hears of it goes nearer."""
    centre = QPointF(window.width() / 2, window.height() / 3)
    at = QPointF(window.mapToGlobal(centre))
    none = Qt.KeyboardModifier.NoModifier
    turned = QWheelEvent(
        centre, at, QPoint(0, 240), QPoint(0, 240), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QCoreApplication.sendEvent(window, turned)


async def seen(desktop: RealDesktop, what: str, timeout_s: float = 20.0) -> WebMap:
    """Waits until the map is seen in the web view."""

    def drawn() -> bool:
        surface = desktop.window.map.stage.surface
        return isinstance(surface, WebMap) and surface.drawing and colours(surface) > COLOURS

    await until(drawn, what, timeout_s)
    surface = desktop.window.map.stage.surface
    assert isinstance(surface, WebMap)
    return surface


def test_the_map_is_seen_after_the_start_a_crash_and_a_reload(
    qapp: QApplication, open_desktop: Open, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desktop(SAMPLE_TOWN, tmp_path / "data") as desktop:
            await desktop.live()
            surface = await seen(desktop, "a map after the start")

            os.kill(surface.page.renderProcessPid(), signal.SIGKILL)
            await until(lambda: not surface.drawing, "the crash")
            await seen(desktop, "the map again after a crash", 60.0)

            desktop.window.map.stage.reload()
            assert await seen(desktop, "the map again after a reload") is not surface

            desktop.window.open_index("core", "fire")
            sheet = desktop.window._detail
            blank = QPoint(sheet.width() // 2, 6)
            await until(lambda: shown(sheet, blank) == theme.colour("panel").rgb(), "the sheet over the map")

    play(qapp, story, 180.0)


def test_the_map_is_seen_on_every_monitor_that_it_goes_to_without_being_opened_anew(
    qtbot: QtBot, qapp: QApplication, open_desktop: Open, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desktop(SAMPLE_TOWN, tmp_path / "data") as desktop:
            room = desktop.window.room
            room.fill_monitors()  # before the first picture, as at a real start
            await desktop.live()
            surface = await seen(desktop, "a map in the middle")
            opened, page = surface.number, surface.page.renderProcessPid()
            for scene, monitor in (("emergency", "LEFT"), ("daily", "MIDDLE"), ("drill", "LEFT")):
                room.show_scene(scene)
                assert surface.window().screen().name() == monitor
                assert await seen(desktop, f"the map in the scene {scene}") is surface
            assert (surface.number, surface.page.renderProcessPid()) == (opened, page)

    with plugs(qtbot) as cables:
        cables.only(LEFT, MIDDLE, RIGHT)
        play(qapp, story, 180.0)


def test_a_locked_desk_shows_its_map_and_lets_nobody_at_it(
    qapp: QApplication, open_desktop: Open, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desktop(SAMPLE_TOWN, tmp_path / "data") as desktop:
            await desktop.live()
            surface = await seen(desktop, "a map")
            desktop.window.lock.lock()
            camera = desktop.window.map.camera()
            for window in (surface.windowHandle(), desktop.window.windowHandle()):
                assert window is not None
                turn_wheel(window)
            heard = desktop.link.heard_at
            await until(lambda: desktop.link.heard_at != heard, "the picture goes on")
            await seen(desktop, "the map behind the lock")
            assert desktop.window.map.camera() == camera
            (card,) = desktop.window.surface.findChildren(LockCard)
            card.password.setText("small-wrong")
            card.unlock.click()
            await until(lambda: card.fault.text(), "the hub's word on a wrong password")
            assert desktop.window.lock.locked
            card.password.setText(SAMPLE_PASSWORD)
            card.unlock.click()
            await until(lambda: not desktop.window.lock.locked, "unlocked")
            handle = surface.windowHandle()
            assert handle is not None
            turn_wheel(handle)
            await until(lambda: desktop.window.map.camera() != camera, "the map hears of it once it is unlocked")

    play(qapp, story, 180.0)
