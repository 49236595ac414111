"""Photos and voice on a screen: fetched one at a time, shown, opened; and what is said where they are not here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cockpit.errors import EnvironmentFailure, Refused, WireError
from cockpit.views.attachments import Attachment
from cockpit.views.situation import LinkState
from tests.situations import Scene
from tests.widgets.test_attachment_content import jpeg, opened
from widgets import attachment_shelf, language
from widgets.attachment_shelf import AttachmentShelf
from widgets.attachment_strip import SHOWN, AttachmentStrip

PHOTOS = [jpeg(320 + at, 240) for at in range(12)]
CLIP = b"OggS a voice"


def id_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


class Strip:
    """A strip in a window, and what it asked the hub for."""

    def __init__(self, qtbot: QtBot, count: int = 2, clip: bool = True) -> None:
        self.scene = Scene()
        self.shelf = AttachmentShelf()
        self.asked: list[tuple[str, Callable[[object], None]]] = []
        self.shelf.ask.connect(self._asked)
        self.window = QWidget()
        self.window.resize(900, 500)
        qtbot.addWidget(self.window)
        self.strip = AttachmentStrip(self.shelf, self.window)
        self.strip.setGeometry(0, 0, 900, 180)
        self.strip.rescale()
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        at = self.scene.situation.now - timedelta(minutes=3)
        datas = PHOTOS[:count] + ([CLIP] if clip else [])
        self.found = [Attachment(id_of(data), "赵力", at) for data in datas]
        self.show()

    def _asked(self, what: str, args: dict[str, Any], callback: Callable[[object], None]) -> None:
        assert what == "blob"
        self.asked.append((args["id"], callback))

    def show(self) -> None:
        self.strip.show_attachments(self.scene.situation, self.found)

    def link(self, phase: str) -> None:
        """The link is live, or down."""
        self.scene.situation.link = LinkState(phase, "ws://x", self.scene.situation.now)  # type: ignore[arg-type]
        self.show()

    def answer(self, answer: object) -> None:
        """The hub answers the last question."""
        self.asked[-1][1](answer)

    def words(self) -> list[str]:
        return [tile.words for tile in self.strip.tiles]


def test_they_are_fetched_one_after_the_other(qtbot: QtBot) -> None:
    strip = Strip(qtbot)
    assert [id_ for id_, _ in strip.asked] == [id_of(PHOTOS[0])]
    assert strip.words() == ["Fetching…"] * 3
    strip.answer(opened(PHOTOS[0]))
    assert len(strip.asked) == 2 and strip.words() == ["Photo", "Fetching…", "Fetching…"]
    strip.answer(opened(PHOTOS[1]))
    strip.answer(opened(CLIP, "audio/ogg"))
    assert strip.words() == ["Photo", "Photo", "▶ Voice"]
    strip.show()
    assert len(strip.asked) == 3
    assert "赵力 · 3 min ago" in strip.strip.as_text()


def test_without_a_link_they_have_not_arrived_and_come_with_it(qtbot: QtBot) -> None:
    strip = Strip(qtbot, 1, clip=False)
    strip.link("down")
    strip.answer(EnvironmentFailure("the link is gone"))
    assert strip.words() == ["Not arrived yet: no link"]
    strip.scene.wait(60)
    strip.show()
    assert len(strip.asked) == 1
    strip.link("live")
    assert len(strip.asked) == 2 and strip.words() == ["Fetching…"]


def test_an_answer_that_does_not_come_is_asked_for_again_after_a_while(qtbot: QtBot) -> None:
    strip = Strip(qtbot, 1, clip=False)
    strip.answer(EnvironmentFailure("no answer in time"))
    strip.show()
    assert len(strip.asked) == 1
    strip.scene.wait(attachment_shelf.AGAIN_S + 1)
    strip.show()
    assert len(strip.asked) == 2


def test_what_the_hub_has_no_more_and_what_is_damaged_says_so(qtbot: QtBot) -> None:
    strip = Strip(qtbot, 2, clip=False)
    strip.answer(Refused("ask", "附件文件不见了"))
    strip.answer(WireError("blob", "cannot be shown"))
    assert strip.words() == ["Missing at the hub", "Damaged: cannot be shown"]
    strip.scene.wait(60)
    strip.show()
    assert len(strip.asked) == 2


def test_many_are_not_fetched_before_somebody_wants_them(qtbot: QtBot) -> None:
    strip = Strip(qtbot, 12, clip=False)
    for data in PHOTOS:
        if strip.asked[-1][0] == id_of(data):
            strip.answer(opened(data))
    assert len(strip.asked) == SHOWN and strip.strip.more.text() == "4 more"
    strip.strip.more.click()
    assert len(strip.strip.tiles) == 12 and len(strip.asked) == SHOWN + 1
    assert not strip.strip.more.isVisible()


def test_a_photo_opens_large_and_the_keys_go_on_and_back(qtbot: QtBot) -> None:
    strip = Strip(qtbot, 2, clip=False)
    for data in PHOTOS[:2]:
        strip.answer(opened(data))
    tile = strip.strip.tiles[0]
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Space)
    view = strip.strip.view
    assert view is not None and view.shown == strip.found[0]
    assert view.caption() == "1/2   赵力 · 3 min ago"
    before = view.grab().toImage()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.shown == strip.found[1] and view.grab().toImage() != before
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.shown == strip.found[0]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.shown is None and not view.isVisible()
    qtbot.waitUntil(tile.hasFocus)


def test_a_machine_without_sound_says_so(qtbot: QtBot) -> None:
    from PySide6.QtMultimedia import QMediaDevices

    strip = Strip(qtbot, 0)
    strip.answer(opened(CLIP, "audio/ogg"))
    if not QMediaDevices.defaultAudioOutput().isNull():
        pytest.skip("this machine has a sound output")
    strip.strip.tiles[0].click()
    assert "no sound output" in strip.strip.fault.text() and strip.strip.fault.isVisible()
    assert strip.strip.player.playing == ""


def test_memory_is_bounded(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachment_shelf, "LIMIT_BYTES", 1_000_000)
    strip = Strip(qtbot, 8, clip=False)
    for data in PHOTOS[:8]:
        strip.answer(opened(data))
    here = [strip.shelf.content(id_of(data)) is not None for data in PHOTOS[:8]]
    assert not here[0] and here[7] and sum(here) < 8


def test_nothing_is_shown_where_there_is_nothing(qtbot: QtBot) -> None:
    strip = Strip(qtbot, 0, clip=False)
    assert not strip.strip.isVisible()
