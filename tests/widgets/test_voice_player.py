"""A clip is heard to its end, stopped, or said not to be one. ``voice.webm``: a tone, as a phone's browser records."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6 import QtMultimedia
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from widgets.attachment_content import Content
from widgets.voice_player import VoicePlayer

CLIP = (Path(__file__).parent / "voice.webm").read_bytes()


class Output:
    """A sound output, as far as the player asks; without a real one Qt plays to nobody, in real time."""

    def isNull(self) -> bool:
        return False


class Devices:
    """Stands for ``QMediaDevices``."""

    @staticmethod
    def defaultAudioOutput() -> Output:
        return Output()


@pytest.fixture
def player(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> VoicePlayer:
    monkeypatch.setattr(QtMultimedia, "QMediaDevices", Devices)
    return VoicePlayer()


def content(id_: str, data: bytes = CLIP) -> Content:
    return Content(id_, "audio/webm", data, QImage(), QImage())


def test_a_clip_is_heard_to_its_end(player: VoicePlayer, qtbot: QtBot) -> None:
    faults: list[str] = []
    player.failed.connect(faults.append)
    player.toggle(content("a"))
    assert player.playing == "a"
    qtbot.waitUntil(lambda: player.playing == "", timeout=15_000)
    assert faults == []


def test_another_press_stops_it_and_another_clip_takes_its_place(player: VoicePlayer) -> None:
    player.toggle(content("a"))
    player.toggle(content("b"))
    assert player.playing == "b"
    player.toggle(content("b"))
    assert player.playing == ""


def test_what_is_no_clip_says_so(player: VoicePlayer, qtbot: QtBot) -> None:
    faults: list[str] = []
    player.failed.connect(faults.append)
    player.toggle(content("a", b"\x1aE\xdf\xa3 no clip"))
    qtbot.waitUntil(lambda: bool(faults), timeout=15_000)
    assert player.playing == ""
