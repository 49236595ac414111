"""The tones are there, differ, and are what the script makes; a machine without sound or voice says so."""

from __future__ import annotations

import ctypes
import importlib
import runpy
import wave
from pathlib import Path

import pytest

from cockpit.views.bell import TONES
from widgets.alarm_sound import SOUNDS, Loudspeaker, Voice

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "sounds.py"


def test_the_tones_are_what_the_script_makes(tmp_path: Path) -> None:
    made = runpy.run_path(str(SCRIPT))["write"](tmp_path)
    assert [path.stem for path in made] == list(TONES)
    for path in made:
        assert (SOUNDS / path.name).read_bytes() == path.read_bytes(), (
            "run: python packaging/sounds.py resources/sounds"
        )


def test_each_can_be_told_from_the_others_by_its_length() -> None:
    lengths_s = {}
    for tone in TONES:
        with wave.open(str(SOUNDS / f"{tone}.wav"), "rb") as file:
            assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
            lengths_s[tone] = file.getnframes() / file.getframerate()
    assert sorted(lengths_s, key=lambda tone: -lengths_s[tone]) == list(TONES), "the graver, the longer"
    assert max(lengths_s.values()) < 2.0


def test_a_machine_without_a_loudspeaker_says_so_and_plays_nothing(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = importlib.import_module("PySide6.QtMultimedia")
    monkeypatch.setattr(media.QMediaDevices, "audioOutputs", staticmethod(list))
    player = Loudspeaker()
    assert player.trouble == "本机没有声音输出"
    player.play("alarm")
    assert player._effects == {}


def test_a_machine_without_the_libraries_says_which(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError("libpulse.so.0: cannot open shared object file")

    monkeypatch.setattr(importlib, "import_module", missing)
    for part in (Loudspeaker(), Voice()):
        assert part.trouble == "libpulse.so.0: cannot open shared object file"
    Loudspeaker().play("alarm")
    Voice().say("求助")


def test_an_engine_whose_library_is_not_there_is_not_asked(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(library: str) -> object:
        raise OSError(library)

    monkeypatch.setattr(ctypes, "CDLL", gone)
    assert Voice().trouble == "本机没有中文语音"


def test_a_machine_without_a_chinese_voice_says_so(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    speech = importlib.import_module("PySide6.QtTextToSpeech")
    monkeypatch.setattr(speech.QTextToSpeech, "availableEngines", staticmethod(lambda: ["mock"]))
    voice = Voice()
    assert voice.trouble == "本机没有中文语音"
    voice.say("求助")
