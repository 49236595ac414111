"""The plain drawn map: what stands in for the web view where that, or WebGL, cannot work. Same inputs, same outputs.

It looks straight down: a pitch is kept in the camera but not drawn.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from cockpit.domain.places import LonLat
from cockpit.views.map_camera import TILE_PX, Camera, pixel_of, place_of
from widgets import theme
from widgets.map.ground_paths import GroundPaths
from widgets.map.messages import RING_LIMIT, Clicked, Drew, Hovered, Looked
from widgets.map.plain_marks import MarkPainter, pin_px
from widgets.map.surface import EMPTY, Part, Picture, Surface

REACH_PX = 12.0
STILL_PX = 4.0
ZOOM_A_NOTCH = 0.25


class PlainMap(Surface):
    """Draws the picture with QPainter: the ground once for each camera, the forces on top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = EMPTY
        self._paths = GroundPaths(EMPTY.ground)
        self._marks = MarkPainter()
        self._ground: QPixmap | None = None
        self._pressed: QPointF | None = None
        self._grabbed: Camera | None = None
        self._stroke: list[QPointF] = []
        self._shape = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_parts(self, picture: Picture, parts: frozenset[Part]) -> None:
        """Takes the picture over and draws it at the next chance."""
        self._picture = picture
        if "ground" in parts:
            self._paths = GroundPaths(picture.ground)
            self._marks = MarkPainter()
        if parts & {"ground", "fills", "shown", "camera"}:
            self._ground = None
        if "tool" in parts:
            self._stroke.clear()
            self.setCursor(Qt.CursorShape.CrossCursor if picture.tool else Qt.CursorShape.ArrowCursor)
        if parts & {"places", "marks"}:
            self._follow()
        self.update()

    # -- projection --------------------------------------------------------------------------------------------------

    def place_at(self, point: QPointF) -> LonLat:
        """The place under a point of the widget."""
        camera = self._picture.camera
        x, y = pixel_of((camera.lon, camera.lat), camera.zoom)
        return place_of(x + point.x() - self.width() / 2, y + point.y() - self.height() / 2, camera.zoom)

    def point_at(self, place: LonLat) -> QPointF:
        """Where a place is drawn."""
        camera = self._picture.camera
        x, y = pixel_of((camera.lon, camera.lat), camera.zoom)
        px, py = pixel_of(place, camera.zoom)
        return QPointF(px - x + self.width() / 2, py - y + self.height() / 2)

    def unit_points(self) -> npt.NDArray[np.float64]:
        """Where every unit is drawn, shape (n, 2), NaN for one without a position."""
        picture = self._picture
        size = TILE_PX * math.pow(2.0, picture.camera.zoom)
        x0, y0 = pixel_of((picture.camera.lon, picture.camera.lat), picture.camera.zoom)
        places = picture.places.astype(np.float64) + picture.ground.origin
        lat = np.radians(places[:, 1])
        x = (places[:, 0] + 180.0) / 360.0 * size - x0 + self.width() / 2
        y = (1.0 - np.log(np.tan(np.pi / 4 + lat / 2)) / np.pi) / 2.0 * size - y0 + self.height() / 2
        return np.column_stack((x, y))

    def _transform(self) -> QTransform:
        camera = self._picture.camera
        scale = math.pow(2.0, camera.zoom)
        x, y = self._paths.local((camera.lon, camera.lat))
        return QTransform(scale, 0, 0, scale, self.width() / 2 - x * scale, self.height() / 2 - y * scale)

    def _nearer(self) -> float:
        return self._picture.camera.zoom - self._picture.town_zoom

    def _follow(self) -> None:
        number = self._picture.marks.followed
        if 0 <= number < len(self._picture.places) and not np.isnan(self._picture.places[number, 0]):
            lon, lat = self._picture.ground.origin + self._picture.places[number].astype(np.float64)
            camera = self._picture.camera
            self._look(Camera(float(lon), float(lat), camera.zoom, camera.pitch, camera.bearing), dragged=False)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground from its picture, the rest anew."""
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.size() != self.size() * ratio:
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(theme.colour("window"))
            with QPainter(self._ground) as below:
                below.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._paths.draw(below, self._transform(), self._picture)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPixmap(0, 0, self._ground)
            self._paths.draw_selection(painter, self._transform(), self._picture)
            self._marks.draw_ladder(painter, self._picture, self.point_at)
            self._marks.draw_goal(painter, self._picture, self.point_at)
            self._marks.draw_units(painter, self._picture, self.unit_points(), self._nearer())
            self._paths.draw_labels(painter, self._picture, self.point_at, self._nearer())
            self._marks.draw_incidents(painter, self._picture, self.point_at, self._nearer())
            self._marks.draw_help(painter, self._picture, self.point_at, self._nearer())
            self._draw_stroke(painter)

    def _draw_stroke(self, painter: QPainter) -> None:
        if len(self._stroke) < 2:
            return
        painter.setPen(QPen(theme.colour("action"), theme.px(2)))
        painter.setBrush(theme.colour("action", 40))
        if self._shape == "box":
            painter.drawRect(QRectF(self._stroke[0], self._stroke[-1]).normalized())
        else:
            painter.drawPolygon(QPolygonF(self._stroke))

    # -- the person --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins a click, a pan or a drawing."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = event.position()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._shape = self._picture.tool or ("box" if shift else "")
        self._stroke = [event.position()] if self._shape else []
        self._grabbed = None if self._shape else self._picture.camera

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pans, draws, or asks what is under the pointer."""
        here = event.position()
        if self._stroke:
            self._stroke.append(here)
            self.update()
        elif self._pressed is not None and self._grabbed is not None:
            away = here - self._pressed
            if away.manhattanLength() >= STILL_PX:
                grabbed = self._grabbed
                x, y = pixel_of((grabbed.lon, grabbed.lat), grabbed.zoom)
                lon, lat = place_of(x - away.x(), y - away.y(), grabbed.zoom)
                self._look(Camera(lon, lat, grabbed.zoom, grabbed.pitch, grabbed.bearing), dragged=True)
        else:
            unit, incident = self._under(here)
            self.said.emit(Hovered(0, True, unit, incident, self.place_at(here), here.x(), here.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends what was begun."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        here, pressed = event.position(), self._pressed
        stroke, self._stroke = self._stroke, []
        self._pressed = self._grabbed = None
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if len(stroke) > 1:
            self._drew(stroke, add)
        elif (here - pressed).manhattanLength() < STILL_PX:
            unit, incident = self._under(here)
            self.said.emit(Clicked(0, unit, incident, self.place_at(here), add))
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms towards the pointer."""
        camera = self._picture.camera
        here = event.position()
        held = self.place_at(here)
        zoom = camera.zoom + event.angleDelta().y() / 120.0 * ZOOM_A_NOTCH
        zoom = Camera(camera.lon, camera.lat, zoom).kept_sane().zoom
        x, y = pixel_of(held, zoom)
        lon, lat = place_of(x - here.x() + self.width() / 2, y - here.y() + self.height() / 2, zoom)
        self._look(Camera(lon, lat, zoom, camera.pitch, camera.bearing), dragged=False)
        event.accept()

    def leaveEvent(self, event: object) -> None:
        """Nothing is under the pointer any more."""
        self.said.emit(Hovered(0, False, -1, -1, (0.0, 0.0), 0.0, 0.0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the panel."""
        event.ignore()

    def _look(self, camera: Camera, *, dragged: bool) -> None:
        self._picture.camera = camera.kept_sane()
        self._ground = None
        self.update()
        self.said.emit(Looked(0, self._picture.camera, dragged))

    def _drew(self, stroke: list[QPointF], add: bool) -> None:
        if self._shape == "box":
            rect = QRectF(stroke[0], stroke[-1]).normalized()
            corners = [rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()]
            shape = "box"
        else:
            step = max(1, math.ceil(len(stroke) / (RING_LIMIT // 4)))
            corners, shape = stroke[::step], "lasso"
        if len(corners) >= 3:
            ring = tuple(self.place_at(corner) for corner in corners)
            self.said.emit(Drew(0, "box" if shape == "box" else "lasso", (*ring, ring[0]), add))

    def _under(self, here: QPointF) -> tuple[int, int]:
        """Indexes of the unit and of the incident within reach of a point, -1 for none."""
        reach = theme.px(REACH_PX)
        unit = incident = -1
        if "units" in self._picture.shown and len(self._picture.places):
            away = np.hypot(*(self.unit_points() - (here.x(), here.y())).T)
            if not np.isnan(away).all():
                nearest = int(np.nanargmin(away))
                unit = nearest if away[nearest] < reach else -1
        if "incidents" in self._picture.shown:
            least = float(reach + 2)
            for number, row in enumerate(self._picture.incidents):
                point = self.point_at(row.place) - here
                rise = pin_px(row.severity, self._nearer()) * 0.55
                distance = math.hypot(point.x(), point.y() - rise)
                if distance < least:
                    incident, least = number, distance
        return unit, incident
