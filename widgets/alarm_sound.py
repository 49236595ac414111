"""The alarms' tones on this machine's loudspeaker, and a voice that reads them out where the machine has one.

Qt's multimedia is loaded when the first is wanted, not before: it takes time, and a machine without it must still work.
"""

from __future__ import annotations

import ctypes
import importlib
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QUrl, Signal

from cockpit.views.bell import Tone

SOUNDS = Path(__file__).resolve().parent.parent / "resources" / "sounds"
VOICE_LANGUAGE = "zh"


class Player(Protocol):
    """Makes tones."""

    @property
    def trouble(self) -> str:
        """Why there is no sound, empty while there is."""

    def play(self, tone: Tone) -> None:
        """Makes a tone now; a graver one cuts a milder one off."""


class Loudspeaker(QObject):
    """The tones of ``resources/sounds`` through Qt.

    Attributes:
        changed: emitted when a loudspeaker has come or gone.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._effects: dict[Tone, Any] = {}
        self._devices: Any = None
        self._media: Any = None
        self._why = ""
        try:
            self._media = importlib.import_module("PySide6.QtMultimedia")
        except ImportError as failure:
            self._why = str(failure)
            return
        self._devices = self._media.QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._changed)

    @property
    def trouble(self) -> str:
        """Why there is no sound, empty while there is."""
        if self._media is None:
            return self._why
        return "" if self._media.QMediaDevices.audioOutputs() else self.tr("this machine has no sound output")

    def play(self, tone: Tone) -> None:
        """Makes a tone now; one that is being made stops."""
        if self.trouble:
            return
        for effect in self._effects.values():
            effect.stop()
        effect = self._effects.get(tone)
        if effect is None:
            effect = self._effects[tone] = self._media.QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(SOUNDS / f"{tone}.wav")))
            effect.setVolume(1.0)
        effect.play()

    def _changed(self) -> None:
        self._effects.clear()  # they belong to the device that was
        self.changed.emit()


class Voice(QObject):
    """Reads Chinese out, where the machine has a Chinese voice."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech: Any = None
        self._why = ""
        try:
            module = importlib.import_module("PySide6.QtTextToSpeech")
        except ImportError as failure:
            self._why = str(failure)
            return
        for engine in module.QTextToSpeech.availableEngines():
            if engine == "mock" or (engine == "speechd" and not _loads("libspeechd.so.2")):
                continue  # Qt names engines whose library is not there
            speech = module.QTextToSpeech(engine, self)
            locales = [one for one in speech.availableLocales() if one.name().startswith(VOICE_LANGUAGE)]
            if locales:
                speech.setLocale(locales[0])
                self._speech = speech
                return
            speech.deleteLater()

    @property
    def trouble(self) -> str:
        """Why nothing is read out, empty while it is."""
        return "" if self._speech is not None else self._why or self.tr("this machine has no Chinese voice")

    def say(self, text: str) -> None:
        """Reads a sentence out; one that is being read stops."""
        if self._speech is not None:
            self._speech.stop()
            self._speech.say(text)


def _loads(library: str) -> bool:
    """Whether the system has a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
