"""The ground for the plain drawn map: every area, water and road as a path, made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from cockpit.domain.circles import TIERS, Tier
from cockpit.domain.places import LonLat, Ring
from cockpit.views.map_camera import metres_per_pixel, pixel_of
from cockpit.views.map_ground import Ground
from widgets import theme
from widgets.map import tokens
from widgets.map.surface import Picture

LABEL_FROM: dict[Tier, tuple[float, float]] = {
    "zone": (-9.0, 1.9),
    "station": (0.9, 2.6),
    "squad": (1.7, 3.4),
    "grid": (2.5, 20.0),
}
"""Between how many steps of zoom past the whole town a tier's names are shown."""


class GroundPaths:
    """Paths in Web Mercator pixels at zoom 0, relative to the town's middle so that nothing is lost in rounding."""

    def __init__(self, ground: Ground) -> None:
        self._origin = pixel_of(ground.origin, 0.0)
        self._lat = ground.origin[1]
        self.areas: dict[str, QPainterPath] = {}
        self._tiers: dict[Tier, QPainterPath] = {tier: QPainterPath() for tier in TIERS}
        for row in ground.areas:
            path = self._polygon(row.polygon)
            self._tiers[row.tier].addPath(path)
            self.areas.setdefault(row.circle, QPainterPath()).addPath(path)
        self._water = QPainterPath()
        for polygon in ground.water:
            self._water.addPath(self._polygon(polygon))
        self._roads = [(self._line(row.path), row.width_m) for row in ground.roads]
        self._rivers = [(self._line(row.path), row.width_m) for row in ground.rivers]

    def local(self, place: LonLat) -> tuple[float, float]:
        """A place in the paths' coordinates."""
        x, y = pixel_of(place, 0.0)
        return x - self._origin[0], y - self._origin[1]

    def draw(self, painter: QPainter, transform: QTransform, picture: Picture) -> None:
        """Land, fills, water, roads and borders, as far as they are shown."""
        painter.setTransform(transform, True)
        painter.fillPath(self._tiers["core"], _colour(tokens.land()))
        if "fill" in picture.shown:
            for circle, band in picture.fills.items():
                if circle in self.areas:
                    painter.fillPath(self.areas[circle], _colour(tokens.fill(band)))
        metre_px = 1 / metres_per_pixel(self._lat, picture.camera.zoom)
        if "water" in picture.shown:
            painter.fillPath(self._water, _colour(tokens.water()))
            self._strokes(painter, self._rivers, _colour(tokens.water()), metre_px)
        if "roads" in picture.shown:
            self._strokes(painter, self._roads, _colour(tokens.road()), metre_px)
        for tier in reversed(TIERS):
            if tier == "core" or f"border-{tier}" in picture.shown:
                painter.strokePath(self._tiers[tier], _pen(_colour(tokens.border(tier)), tokens.BORDERS[tier][1]))
        painter.resetTransform()

    def draw_selection(self, painter: QPainter, transform: QTransform, picture: Picture) -> None:
        """The circles that are picked or under the pointer, and the drawn areas."""
        painter.save()
        painter.setTransform(transform, True)
        action = theme.colour("action")
        for circle in picture.marks.circles:
            if circle in self.areas:
                painter.fillPath(self.areas[circle], theme.colour("action", 30))
                painter.strokePath(self.areas[circle], _pen(action, 2.5))
        for ring in picture.marks.areas:
            path = self._polygon((ring,))
            painter.fillPath(path, theme.colour("action", 30))
            painter.strokePath(path, _pen(action, 2))
        if picture.hovered in self.areas:
            painter.strokePath(self.areas[picture.hovered], _pen(action, 1.5))
        painter.restore()

    def draw_labels(
        self, painter: QPainter, picture: Picture, point_at: Callable[[LonLat], QPointF], nearer: float
    ) -> None:
        """The names of the tiers that belong to this distance, each with a dark edge."""
        if "labels" not in picture.shown:
            return
        for row in picture.ground.labels:
            first, last = LABEL_FROM[row.tier]
            if not first <= nearer < last:
                continue
            font = theme.font("body" if row.tier == "zone" else "small")
            metrics = QFontMetricsF(font)
            point = point_at(row.place)
            path = QPainterPath()
            path.addText(
                point.x() - metrics.horizontalAdvance(row.text) / 2,
                point.y() + metrics.ascent() / 2 - metrics.descent() / 2,
                font,
                row.text,
            )
            painter.strokePath(path, QPen(theme.colour("window"), theme.px(3)))
            painter.fillPath(path, theme.colour("text" if row.tier == "zone" else "second"))

    def _polygon(self, rings: Iterable[Ring]) -> QPainterPath:
        path = QPainterPath()
        for ring in rings:
            path.addPolygon(QPolygonF([QPointF(*self.local(place)) for place in ring]))
            path.closeSubpath()
        return path

    def _line(self, points: Ring) -> QPainterPath:
        path = QPainterPath()
        path.addPolygon(QPolygonF([QPointF(*self.local(place)) for place in points]))
        return path

    def _strokes(
        self, painter: QPainter, lines: list[tuple[QPainterPath, float]], colour: QColor, metre_px: float
    ) -> None:
        seen = painter.transform().inverted()[0].mapRect(QRectF(painter.viewport()))
        for path, width_m in lines:
            if seen.intersects(path.controlPointRect().adjusted(-1e-9, -1e-9, 1e-9, 1e-9)):
                painter.strokePath(path, _pen(colour, max(1.0, min(24.0, width_m * metre_px))))


def _pen(colour: QColor, width_px: float) -> QPen:
    pen = QPen(colour, width_px * theme.scale())
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _colour(rgb: tokens.Rgb) -> QColor:
    return QColor(*rgb)
