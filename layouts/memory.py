"""What the desktop remembers between two starts: window, splitters, the map's camera, the language, who signed in.

An INI file in the data folder. Nothing here is needed to work: what is missing or broken is simply not remembered.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from cockpit.views.words import Language

FILE_NAME = "desktop.ini"


class Memory:
    """The remembered things by name.

    Args:
        folder: the data folder; made when it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """Chinese until somebody has switched."""
        return "en" if self._settings.value("language") == "en" else "zh"

    @language.setter
    def language(self, language: Language) -> None:
        self._settings.setValue("language", language)

    @property
    def login(self) -> str:
        """Who signed in last, empty when nobody did."""
        return str(self._settings.value("login", ""))

    @login.setter
    def login(self, login: str) -> None:
        self._settings.setValue("login", login)

    @property
    def camera(self) -> dict[str, Any]:
        """The map's camera as the map panel gave it, empty when none is remembered."""
        try:
            found = json.loads(str(self._settings.value("camera", "{}")))
        except json.JSONDecodeError:
            return {}
        return found if isinstance(found, dict) else {}

    @camera.setter
    def camera(self, camera: dict[str, Any]) -> None:
        self._settings.setValue("camera", json.dumps(camera))

    def blob(self, name: str) -> QByteArray:
        """What Qt saved under a name (geometry, a splitter), empty when there is none."""
        found = self._settings.value(f"window/{name}")
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep_blob(self, name: str, blob: QByteArray) -> None:
        """Remembers what Qt saved."""
        self._settings.setValue(f"window/{name}", blob)

    def write(self) -> bool:
        """Writes to the file now; whether that was possible (the folder may be read-only)."""
        self._settings.sync()
        return self._settings.status() == QSettings.Status.NoError
