"""Thirty days as a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from widgets import theme
from widgets.sparkline import draw_history


def drawn(values: Sequence[float | None]) -> QImage:
    """The line on the panel's colour."""
    image = QImage(300, 80, QImage.Format.Format_RGB32)
    image.fill(theme.colour("panel"))
    painter = QPainter(image)
    draw_history(painter, QRectF(0, 0, 300, 80), values, 60.0, 80.0, "orange")
    painter.end()
    return image


def dot_height(image: QImage) -> float:
    """Mean row of the pixels in the colour of today's dot."""
    dot = theme.colour("orange").rgb()
    rows = [y for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) == dot]
    return sum(rows) / len(rows)


def test_a_lower_value_stands_lower() -> None:
    assert dot_height(drawn([80.0, 95.0])) < dot_height(drawn([80.0, 70.0]))


def test_what_is_below_the_floor_stands_on_it() -> None:
    assert dot_height(drawn([80.0, 60.0])) == dot_height(drawn([80.0, 10.0]))


def test_a_day_without_data_is_a_gap() -> None:
    assert drawn([90.0, 90.0, 90.0, 90.0]) != drawn([90.0, None, 90.0, 90.0])


def test_today_without_a_value_has_no_dot() -> None:
    image = drawn([90.0, None])
    dot = theme.colour("orange").rgb()
    assert all(image.pixel(x, y) != dot for y in range(image.height()) for x in range(image.width()))


def test_no_data_at_all_leaves_the_dashed_line() -> None:
    assert drawn([]) == drawn([None, None])
