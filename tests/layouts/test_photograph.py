"""Photographs of screens: what is on the screen is in the picture, on one monitor and on several."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cockpit.errors import EnvironmentFailure
from layouts.photograph import photograph_screens
from layouts.virtual_screen import Monitor, VirtualScreen

WEBGL = """<body style="margin:0; background:#003366"><canvas id="c" width="200" height="150"></canvas><script>
const gl = document.getElementById("c").getContext("webgl2")
gl.clearColor(1, 0.5, 0, 1)
gl.clear(gl.COLOR_BUFFER_BIT)
</script>"""

ON_TWO = """
import sys, pathlib
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from layouts.photograph import photograph_screens
app = QApplication([])
windows = []
for screen, colour in zip(app.screens(), ("#ff0000", "#0000ff"), strict=True):
    window = QWidget()
    window.setStyleSheet(f"background: {colour}")
    window.setGeometry(screen.geometry())
    window.show()
    windows.append(window)
# The server says in its own time that a window is to be seen; only then is it drawn.
assert all(QTest.qWaitForWindowExposed(window) for window in windows)
for path in photograph_screens(pathlib.Path(sys.argv[1]), "shot"):
    print(path.name)
"""


def test_a_window_is_in_the_picture(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet("background: #336699")
    window.setGeometry(100, 100, 200, 200)
    window.show()
    qtbot.waitExposed(window)
    paths: list[Path] = []

    def is_drawn() -> bool:
        paths[:] = photograph_screens(tmp_path / "new" / "folder", "shot")
        return QImage(str(paths[0])).pixelColor(200, 200) == QColor("#336699")

    qtbot.waitUntil(is_drawn)
    assert [path.name for path in paths] == ["shot.png"]
    assert QImage(str(paths[0])).size().toTuple() == (1920, 1080)


def test_a_web_view_is_in_the_picture_webgl_and_all(qtbot: QtBot, tmp_path: Path) -> None:
    view = QWebEngineView()
    qtbot.addWidget(view)
    view.setGeometry(300, 300, 200, 200)
    view.setHtml(WEBGL)
    view.show()

    def is_drawn() -> bool:
        paths = photograph_screens(tmp_path, "web")
        return QImage(str(paths[0])).pixelColor(400, 400) == QColor("#ff8000")

    qtbot.waitUntil(is_drawn, timeout=30_000)
    assert QImage(str(tmp_path / "web.png")).pixelColor(305, 495) == QColor("#003366")


def test_each_monitor_gets_a_picture_of_its_own(tmp_path: Path) -> None:
    two = (Monitor("LEFT", 320, 240), Monitor("RIGHT", 200, 240, 320, 0))
    with VirtualScreen(two) as screen:
        done = subprocess.run(
            [sys.executable, "-c", ON_TWO, str(tmp_path)],
            env=screen.environment(dict(os.environ)),
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.stdout.split() == ["shot-LEFT.png", "shot-RIGHT.png"], done.stderr
    left, right = QImage(str(tmp_path / "shot-LEFT.png")), QImage(str(tmp_path / "shot-RIGHT.png"))
    assert (left.size().toTuple(), right.size().toTuple()) == ((320, 240), (200, 240))
    assert left.pixelColor(160, 120) == QColor("#ff0000")
    assert right.pixelColor(100, 120) == QColor("#0000ff")


def test_a_folder_that_cannot_be_made_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EnvironmentFailure, match="file"):
        photograph_screens(tmp_path / "file" / "below", "shot")
