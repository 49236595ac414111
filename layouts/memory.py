"""What the desktop remembers between two starts: window, scene, seats, dividers, camera, language, who signed in.

An INI file in the data folder. Nothing here is needed to work: what is missing or broken is simply not remembered.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from cockpit.views.words import Language

FILE_NAME = "desktop.ini"
USE_KEPT, USE_LEAST = 0.97, 0.1
"""What is left of a use after the next one, and below what it is forgotten: after about 75 others."""


class Memory:
    """The remembered things by name.

    Args:
        folder: the data folder; made when it is not there.

    Attributes:
        folder: as given; scenes of one's own stand in it too.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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
        return self._read("camera")

    @camera.setter
    def camera(self, camera: dict[str, Any]) -> None:
        self._settings.setValue("camera", json.dumps(camera))

    @property
    def scene(self) -> str:
        """The scene that was on, empty when none is remembered."""
        return str(self._settings.value("scene", ""))

    @scene.setter
    def scene(self, scene: str) -> None:
        self._settings.setValue("scene", scene)

    @property
    def locked(self) -> bool:
        """Whether the wall is locked."""
        return self._settings.value("locked") in (True, "true")

    @locked.setter
    def locked(self, locked: bool) -> None:
        self._settings.setValue("locked", "true" if locked else "false")

    @property
    def seats(self) -> dict[str, str]:
        """The seat of each monitor that was seen: by its serial number, or by its name."""
        return {str(key): str(seat) for key, seat in self._read("seats").items()}

    @seats.setter
    def seats(self, seats: dict[str, str]) -> None:
        self._settings.setValue("seats", json.dumps(seats))

    def switch(self, name: str, default: bool) -> bool:
        """Whether something is wanted that can be switched on and off."""
        return str(self._settings.value(f"switch/{name}", default)).lower() == "true"

    def keep_switch(self, name: str, on: bool) -> None:
        """Remembers a switch."""
        self._settings.setValue(f"switch/{name}", on)

    @property
    def uses(self) -> dict[str, float]:
        """How much each entry of the command bar was used; the latest count most."""
        return {str(key): float(used) for key, used in self._read("uses").items() if isinstance(used, (int, float))}

    def keep_use(self, entry: str) -> None:
        """Counts one use; what was not used for long fades and is forgotten."""
        kept = {key: used * USE_KEPT for key, used in self.uses.items() if used * USE_KEPT > USE_LEAST}
        kept[entry] = kept.get(entry, 0.0) + 1.0
        self._settings.setValue("uses", json.dumps(kept))

    def shares(self, place: str) -> list[list[float]] | None:
        """Where a board's dividers were left, as it wrote them itself; None when nothing is remembered."""
        return self._read("shares").get(place)

    def keep_shares(self, place: str, shares: list[list[float]]) -> None:
        """Remembers a board's dividers under a name."""
        self._settings.setValue("shares", json.dumps({**self._read("shares"), place: shares}))

    def forget_shares(self, begins: str) -> None:
        """Forgets the dividers of every board whose name begins so."""
        kept = {place: shares for place, shares in self._read("shares").items() if not place.startswith(begins)}
        self._settings.setValue("shares", json.dumps(kept))

    def blob(self, name: str) -> QByteArray:
        """What Qt saved under a name (geometry, a splitter), empty when there is none."""
        found = self._settings.value(f"window/{name}")
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep_blob(self, name: str, blob: QByteArray) -> None:
        """Remembers what Qt saved."""
        self._settings.setValue(f"window/{name}", blob)

    def _read(self, name: str) -> dict[str, Any]:
        try:
            found = json.loads(str(self._settings.value(name, "{}")))
        except json.JSONDecodeError:
            return {}
        return found if isinstance(found, dict) else {}

    def write(self) -> bool:
        """Writes to the file now; whether that was possible (the folder may be read-only)."""
        self._settings.sync()
        return self._settings.status() == QSettings.Status.NoError
