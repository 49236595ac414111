"""The QR code as it is painted: the modules that its text has, on whole pixels, with white around."""

from __future__ import annotations

import segno
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from widgets.qr_picture import QUIET, QrPicture

TEXT = "https://hub.example:8870/field/#7K3F9QXD"


def test_every_module_is_where_it_belongs(qtbot: QtBot) -> None:
    picture = QrPicture()
    qtbot.addWidget(picture)
    picture.resize(300, 260)
    picture.show_text(TEXT)
    image: QImage = picture.grab().toImage()
    matrix = segno.make_qr(TEXT, error="m", boost_error=True).matrix
    modules = len(matrix) + 2 * QUIET
    dot = 260 // modules
    top = round((260 - dot * modules) / 2)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            at = (x + QUIET) * dot + dot // 2, top + (y + QUIET) * dot + dot // 2
            assert (image.pixelColor(*at) == QColor("black")) == bool(dark), (x, y)
    assert image.pixelColor(1, top + 1) == QColor("white")


def test_without_a_text_nothing_is_painted(qtbot: QtBot) -> None:
    picture = QrPicture()
    qtbot.addWidget(picture)
    picture.resize(200, 200)
    before = picture.grab().toImage()
    picture.show_text(TEXT)
    assert picture.grab().toImage() != before
    picture.show_text("")
    assert picture.grab().toImage() == before
