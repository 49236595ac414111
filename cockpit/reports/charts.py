"""Pictures of the report: thirty days of an index as a line, and the zones in their bands. Drawn with Pillow."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from cockpit.domain.places import LonLat, box_of
from cockpit.reports.day import AreaMap, DayReport
from cockpit.reports.fonts import faces
from cockpit.views.words import word

BAND_COLOURS = {"green": "#3f9c5a", "blue": "#3a7bbf", "yellow": "#e0b21b", "orange": "#e07b1b", "red": "#c8342c"}
INK, FAINT, PAPER = "#222222", "#cfcfcf", "#ffffff"
LINES_PX = (1560, 900)
MAP_PX = (1560, 1000)
MARGIN_PX = 30


@cache
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    face = faces()[1]
    return ImageFont.truetype(str(face.path), size_px, index=face.index)


def _png(picture: Image.Image) -> bytes:
    data = io.BytesIO()
    picture.save(data, "PNG", dpi=(220, 220))
    return data.getvalue()


def lines_picture(report: DayReport) -> bytes:
    """The six indices over thirty days as PNG: six small charts, all from 0 to 100; a day without a value is a gap."""
    picture = Image.new("RGB", LINES_PX, PAPER)
    draw = ImageDraw.Draw(picture)
    width, height = LINES_PX[0] // 3, LINES_PX[1] // 2
    for place, index in enumerate(report.indices):
        left, top = place % 3 * width + MARGIN_PX, place // 3 * height + MARGIN_PX
        title = f"{word(index.domain, 'zh')}  {index.value:.1f}  {word(index.band, 'zh')}"
        draw.text((left, top), title, INK, font=_font(32))
        _line(draw, index.line, (left + 50, top + 60, left + width - MARGIN_PX * 2, top + height - 90))
    return _png(picture)


def _line(draw: ImageDraw.ImageDraw, line: Sequence[float | None], box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    known = [one for one in line if one is not None]
    low = min(60.0, 10.0 * (min(known, default=60.0) // 10))
    for value in range(int(low), 101, 20):
        y = bottom - (value - low) / (100.0 - low) * (bottom - top)
        draw.line((left, y, right, y), FAINT, 1)
        draw.text((left - 12, y), str(value), INK, font=_font(22), anchor="rm")
    step = (right - left) / max(1, len(line) - 1)
    points: list[tuple[float, float]] = []
    for place, one in enumerate((*line, None)):
        if one is not None:
            points.append((left + place * step, bottom - (one - low) / (100.0 - low) * (bottom - top)))
            continue
        if len(points) > 1:
            draw.line(points, BAND_COLOURS["blue"], 4, joint="curve")
        elif points:
            draw.circle(points[0], 4, BAND_COLOURS["blue"])
        points = []
    if line and line[-1] is not None:
        x, y = right, bottom - (line[-1] - low) / (100.0 - low) * (bottom - top)
        draw.circle((x, y), 8, INK)
    draw.text((left, bottom + 10), f"前{len(line) - 1}天", INK, font=_font(22))
    draw.text((right, bottom + 10), "当日", INK, font=_font(22), anchor="ra")


def map_picture(shown: AreaMap) -> bytes:
    """The zones in the band of their lowest index as PNG, north up; each says its band in words too."""
    picture = Image.new("RGB", MAP_PX, PAPER)
    draw = ImageDraw.Draw(picture)
    if not shown.areas:
        draw.text((MAP_PX[0] / 2, MAP_PX[1] / 2), "没有可画的数据", INK, font=_font(40), anchor="mm")
        return _png(picture)
    place = _laid(shown)
    for _, area, band, _ in shown.areas:
        for rings in area.polygons:
            draw.polygon([place(point) for point in rings[0]], fill=BAND_COLOURS[band], outline=PAPER, width=4)
    for area in shown.water:
        for rings in area.polygons:
            draw.polygon([place(point) for point in rings[0]], fill="#b8d4e8")
    for name, _, band, centre in shown.areas:
        text = f"{name}\n{word(band, 'zh')}"
        where = place(centre)
        draw.multiline_text(
            where, text, INK, font=_font(34), anchor="mm", align="center", stroke_width=4, stroke_fill=PAPER
        )
    for number, (step, colour) in enumerate(BAND_COLOURS.items()):
        x = MARGIN_PX + number * 170
        draw.rectangle((x, MAP_PX[1] - 60, x + 40, MAP_PX[1] - 28), fill=colour)
        draw.text((x + 52, MAP_PX[1] - 44), word(step, "zh"), INK, font=_font(26), anchor="lm")
    return _png(picture)


def _laid(shown: AreaMap) -> Callable[[LonLat], tuple[float, float]]:
    """A function from degrees to pixels: true to shape at the town's latitude."""
    boxes = [area.box() for _, area, _, _ in shown.areas]
    west, south, east, north = box_of([point for w, s, e, n in boxes for point in ((w, s), (e, n))])
    shrink = math.cos(math.radians((south + north) / 2))
    wide, high = MAP_PX[0] - 2 * MARGIN_PX, MAP_PX[1] - 100
    scale = min(wide / max(1e-9, (east - west) * shrink), high / max(1e-9, north - south))
    left = (MAP_PX[0] - (east - west) * shrink * scale) / 2

    def place(point: LonLat) -> tuple[float, float]:
        return left + (point[0] - west) * shrink * scale, MARGIN_PX + (north - point[1]) * scale

    return place
