"""Shapes beside every colour."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from cockpit.domain.indices import BANDS
from widgets import theme
from widgets.marks import BAND_SHAPES, Mark, draw_shape, shape_path

SHAPES = ("diamond", "triangle", "square", "pentagon", "circle", "hexagon", "cross", "alarm")
BOX = QRectF(0, 0, 40, 40)


def drawn(shape: str, hollow: bool = False) -> QImage:
    """The shape in white on black."""
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    draw_shape(painter, shape, BOX, QColor("#E5484D"), hollow=hollow)
    painter.end()
    return image


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_stays_in_its_box_and_fills_a_good_part_of_it(shape: str) -> None:
    box = shape_path(shape, BOX).boundingRect()
    assert BOX.adjusted(-0.5, -0.5, 0.5, 0.5).contains(box)
    assert box.width() * box.height() > 0.5 * BOX.width() * BOX.height()


def test_no_two_shapes_look_alike(qapp: object) -> None:
    for one, other in itertools.combinations(SHAPES, 2):
        assert drawn(one) != drawn(other), (one, other)


def test_hollow_is_not_filled(qapp: object) -> None:
    middle = drawn("circle").pixelColor(20, 20)
    assert middle == QColor("#E5484D")
    assert drawn("circle", hollow=True).pixelColor(20, 20) == QColor("black")


def test_every_band_has_a_shape_of_its_own() -> None:
    assert set(BAND_SHAPES) == set(BANDS)
    assert len(set(BAND_SHAPES.values())) == len(BANDS)


def test_a_mark_shows_what_it_is_told(qtbot: QtBot) -> None:
    mark = Mark(16)
    qtbot.addWidget(mark)
    mark.resize(16, 16)
    unknown = mark.grab().toImage()
    mark.show_band("red")
    red = mark.grab().toImage()
    mark.show_band("green")
    assert red != unknown != mark.grab().toImage() != red
    mark.show_band("")
    assert mark.grab().toImage() == unknown
    theme.set_scale(2.0)
    assert mark.sizeHint().width() == mark.minimumSizeHint().width() == 32
