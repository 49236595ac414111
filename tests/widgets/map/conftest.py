"""A map over the small town: in the web view, and drawn plainly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6 import QtWebEngineWidgets  # noqa: F401  (has to be loaded before the application is made)
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from pytestqt.qtbot import QtBot

from cockpit.domain.places import LonLat
from cockpit.views.map_camera import pixel_of
from cockpit.views.selection import Selection
from tests.situations import Scene
from widgets.map.chromium import register_scheme
from widgets.map.panel import ForceMap
from widgets.map.plain import PlainMap
from widgets.map.surface import Picture
from widgets.map.web import WebMap

register_scheme()

PATIENCE_MS = 30_000


class Desk:
    """A map, the situation that it shows and the selection that it shares."""

    def __init__(self, qtbot: QtBot, size: tuple[int, int] = (900, 640)) -> None:
        self.qtbot = qtbot
        self.scene = Scene()
        self.selection = Selection()
        self.map = ForceMap(self.selection)
        self.map.resize(*size)
        self.map.show()
        self.map.activateWindow()
        qtbot.waitUntil(self.map.isActiveWindow)
        self.map.refresh(self.scene.situation, self.scene.everything())

    def close(self) -> None:
        """Takes the map down now, page before profile, and not at the interpreter's end."""
        self.map.close()
        self.map.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def picture(self) -> Picture:
        assert self.map.keeper.picture is not None
        return self.map.keeper.picture

    @property
    def web(self) -> WebMap:
        assert isinstance(self.map.stage.surface, WebMap)
        return self.map.stage.surface

    @property
    def plain(self) -> PlainMap:
        assert isinstance(self.map.stage.surface, PlainMap)
        return self.map.stage.surface

    def until(self, holds: Callable[[], Any]) -> None:
        """Waits for a condition."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=PATIENCE_MS)

    def ask(self, script: str) -> Any:
        """What an expression is in the page."""
        answers: list[str] = []
        self.web.page.runJavaScript(f"JSON.stringify({script}) ?? 'null'", answers.append)
        self.until(lambda: answers)
        return json.loads(answers[0] or "null")

    def until_page(self, script: str) -> None:
        """Waits until a script says something true in the page."""
        self.qtbot.waitUntil(lambda: bool(self.ask(script)), timeout=PATIENCE_MS)

    def place_of(self, unit: str) -> LonLat:
        """Where a unit is."""
        return self.scene.situation.live.fixes[unit].place

    def point_of(self, place: LonLat) -> QPoint:
        """Where a place is drawn on the surface, seen from straight above."""
        camera, surface = self.picture.camera, self.map.stage.surface
        x0, y0 = pixel_of((camera.lon, camera.lat), camera.zoom)
        x, y = pixel_of(place, camera.zoom)
        return QPoint(round(x - x0 + surface.width() / 2), round(y - y0 + surface.height() / 2))


@pytest.fixture
def desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The map in the web view, drawing."""
    monkeypatch.delenv("COCKPIT_MAP", raising=False)
    desk = Desk(qtbot)
    desk.until(lambda: desk.web.drawing)
    desk.until_page("Boolean(window.cockpit && cockpit.viewport())")
    yield desk
    desk.close()


@pytest.fixture
def plain_desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The map drawn plainly."""
    monkeypatch.setenv("COCKPIT_MAP", "plain")
    desk = Desk(qtbot)
    yield desk
    desk.close()
