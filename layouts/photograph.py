"""Photographs of whole screens, from inside the program.

``QWidget.grab()`` of a web view comes back empty; what an X server's screen shows does not.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from cockpit.errors import EnvironmentFailure


def photograph_screens(folder: Path, stem: str) -> list[Path]:
    """Writes one PNG a monitor and returns their paths, in the order of Qt's screens.

    Works on X servers (Xvfb among them), Windows and macOS; Wayland does not let a program see the screen.

    Args:
        folder: made when it is missing.
        stem: ``daily`` gives ``daily.png`` on one monitor, ``daily-DESK.png`` … on several.

    Raises:
        EnvironmentFailure: when the picture is empty or the folder cannot be written.
    """
    screens = QGuiApplication.screens()
    paths: list[Path] = []
    for screen in screens:
        path = folder / (f"{stem}.png" if len(screens) == 1 else f"{stem}-{screen.name()}.png")
        picture = screen.grabWindow(0)
        if picture.isNull():
            raise EnvironmentFailure(f"screen {screen.name()} gives no picture")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise EnvironmentFailure(f"pictures cannot be written to {folder}: {fault.strerror}") from fault
        if not picture.save(str(path), "PNG"):
            raise EnvironmentFailure(f"the picture {path} could not be written")
        paths.append(path)
    return paths
