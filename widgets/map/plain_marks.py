"""Units, incidents and the ladder's rings for the plain drawn map; each kind of mark is drawn once and then stamped."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from cockpit.domain.places import LonLat
from cockpit.views.deck import HOLLOW, TINTS
from cockpit.views.map_marks import LADDER_MIN, IncidentRow
from widgets import theme
from widgets.map import tokens
from widgets.map.surface import Picture
from widgets.marks import draw_shape, shape_path

SIZES_PX = (11.5, 8.5, 6.5)
PINS_PX = (34.0, 28.0, 21.0, 17.0)
RISE = 0.16
HELP_PX = (13.0, 19.0, 26.0)
"""A call for help: its disc and its rings, from the middle."""
OPEN = 1.35
"""How much larger the pin of the open incident is."""

Stamp = tuple[int, int, int, int]


def scale_at(nearer: float) -> float:
    """How much larger marks are drawn at so many steps of zoom past the whole town."""
    return theme.scale() * min(2.2, max(0.9, 1 + RISE * nearer))


def pin_px(severity: int, nearer: float) -> float:
    """Height of an incident's pin; its tip stands on the place, its head 0.55 of that above."""
    return PINS_PX[severity - 1] * scale_at(nearer)


class MarkPainter:
    """Keeps the stamps: department, tint, style, size in px."""

    def __init__(self) -> None:
        self._stamps: dict[Stamp, QPixmap] = {}
        self._palette: list[list[tokens.Rgb]] = []

    def draw_units(self, painter: QPainter, picture: Picture, points: npt.NDArray[np.float64], nearer: float) -> None:
        """Everyone with a position, rings around those who are meant and those who were picked."""
        if "units" not in picture.shown or len(picture.drawn.tint) != len(points):
            return
        self._palette = tokens.palette(picture.departments)
        scale = scale_at(nearer)
        self._rings(painter, picture, points, scale)
        people, drawn = picture.people, picture.drawn
        ratio = painter.device().devicePixelRatio()
        inside = np.flatnonzero(~np.isnan(points[:, 0]))
        for number in inside.tolist():
            tint = int(drawn.tint[number])
            size = (
                SIZES_PX[people.size[number]]
                * scale
                * (1.25 if TINTS[tint] == "on_task" or drawn.style[number] == HOLLOW else 1.0)
            )
            stamp = self._stamp(
                picture, (int(people.department[number]), tint, int(drawn.style[number]), round(size)), ratio
            )
            half = stamp.width() / ratio / 2
            painter.setOpacity(drawn.alpha[number] / 255)
            painter.drawPixmap(QPointF(points[number, 0] - half, points[number, 1] - half), stamp)
        painter.setOpacity(1.0)

    def draw_incidents(
        self, painter: QPainter, picture: Picture, point_at: Callable[[LonLat], QPointF], nearer: float
    ) -> None:
        """Open incidents, the gravest on top; the edge of an overdue one is bright."""
        if "incidents" not in picture.shown:
            return
        for row in picture.incidents:
            larger = OPEN if row.place == picture.marks.incident else 1.0
            self._pin(painter, row, point_at(row.place), pin_px(row.severity, nearer) * larger)

    def _pin(self, painter: QPainter, row: IncidentRow, tip: QPointF, size: float) -> None:
        radius = size * 0.31
        head = QPointF(tip.x(), tip.y() - size * 0.55)
        path = QPainterPath()
        path.moveTo(tip)
        path.lineTo(head.x() - radius * 0.84, head.y() + radius * 0.54)
        path.arcTo(QRectF(head.x() - radius, head.y() - radius, 2 * radius, 2 * radius), 212.0, -244.0)
        path.closeSubpath()
        edge = theme.colour("text" if row.overdue else "window")
        painter.strokePath(path, QPen(edge, 3 * theme.scale()))
        painter.fillPath(path, theme.colour(tokens.SEVERITY_TOKENS[row.severity - 1]))
        font = theme.font("strong")
        font.setPixelSize(max(7, round(size * 0.45)))
        painter.setFont(font)
        painter.setPen(theme.colour("text" if row.severity == 1 else "window"))
        box = QRectF(head.x() - radius, head.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(row.severity))

    def draw_help(
        self, painter: QPainter, picture: Picture, point_at: Callable[[LonLat], QPointF], nearer: float
    ) -> None:
        """Who calls for help: a disc that says so and two rings; without fill once somebody sees to it."""
        stamps: dict[bool, QPixmap] = {}
        for mark in picture.marks.help:
            stamp = stamps.get(mark.taken)
            if stamp is None:
                ratio = painter.device().devicePixelRatioF()
                stamp = stamps[mark.taken] = _help_stamp(mark.taken, scale_at(nearer), ratio)
            half = stamp.deviceIndependentSize() / 2
            painter.drawPixmap(point_at(mark.place) - QPointF(half.width(), half.height()), stamp)

    def draw_goal(self, painter: QPainter, picture: Picture, point_at: Callable[[LonLat], QPointF]) -> None:
        """Where the open order sends its recipients: a target."""
        if picture.marks.goal is None:
            return
        painter.setPen(QPen(theme.colour("action"), 2.2 * theme.scale()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for radius in (5.0, 11.0):
            away = radius * theme.scale()
            painter.drawEllipse(point_at(picture.marks.goal), away, away)

    def draw_ladder(self, painter: QPainter, picture: Picture, point_at: Callable[[LonLat], QPointF]) -> None:
        """How far help comes in each of the ladder's minutes."""
        for ring, minutes in zip(picture.marks.ladder, LADDER_MIN, strict=False):
            painter.setPen(QPen(theme.colour("text", 200), 1.6 * theme.scale(), Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline([point_at(place) for place in ring])
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text"))
            painter.drawText(point_at(ring[0]) + QPointF(-4, -5), f"{minutes}′")

    def _rings(self, painter: QPainter, picture: Picture, points: npt.NDArray[np.float64], scale: float) -> None:
        marked = ((picture.marks.meant, "text", 2.5), (picture.marks.picked, "action", 5.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for numbers, token, away in marked:
            painter.setPen(QPen(theme.colour(token), 1.6 * theme.scale()))
            for number in numbers:
                if number < len(points) and not np.isnan(points[number, 0]):
                    radius = (SIZES_PX[picture.people.size[number]] / 2 + away) * scale
                    painter.drawEllipse(QPointF(points[number, 0], points[number, 1]), radius, radius)

    def _stamp(self, picture: Picture, kind: Stamp, ratio: float) -> QPixmap:
        found = self._stamps.get(kind)
        if found is not None and found.devicePixelRatio() == ratio:
            return found
        department, tint, style, size = kind
        made = QPixmap(round((size + 4) * ratio), round((size + 4) * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        box = QRectF(2, 2, size, size)
        shape = picture.people.shapes[department]
        with QPainter(made) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.strokePath(shape_path(shape, box), QPen(theme.colour("window"), 2 * theme.scale()))
            colour = QColor(*self._palette[department][tint])
            if style == HOLLOW:
                painter.fillPath(shape_path(shape, box), theme.colour("window"))
            draw_shape(painter, shape, box, colour, hollow=style == HOLLOW)
        self._stamps[kind] = made
        return made


def _help_stamp(taken: bool, scale: float, ratio: float) -> QPixmap:
    """The mark of a call for help, drawn once: in a disaster there are hundreds, and circles are dear."""
    side = 2 * (HELP_PX[-1] * scale + 2 * theme.scale())
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("red"), 2.6 * theme.scale()))
    painter.setBrush(theme.colour("window" if taken else "red"))
    middle = QPointF(side / 2, side / 2)
    for radius in HELP_PX[:2] if taken else HELP_PX:
        painter.drawEllipse(middle, radius * scale, radius * scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    font = theme.font("strong")
    font.setPixelSize(max(7, round(10.5 * scale)))
    painter.setFont(font)
    painter.setPen(theme.colour("text") if taken else Qt.GlobalColor.white)
    painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, "SOS")
    painter.end()
    return made
