"""The wiring: the link's news reach the window, a panel's commands the hub, and nothing is called sent before it is."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from websockets.asyncio.server import ServerConnection, serve

from cockpit.client.link import Credentials, Link
from cockpit.domain.indices import IndexDetail
from cockpit.domain.orders import IssueOrder
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub.hub import Hub
from cockpit.views.selection import Selection
from layouts.desk import Desk
from layouts.wiring import Wiring
from tests.client.relay import Relay, relay_to
from tests.desktops import play, window_of
from tests.hub.test_enrolment import as_device, key_for
from tests.hubs import PASSWORD, hub_at, issue, raw_at, signed_in, until


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain map, and no long waits between tries."""
    monkeypatch.setenv("COCKPIT_MAP", "plain")
    monkeypatch.setattr("cockpit.client.backoff.FIRST_S", 0.02)
    monkeypatch.setattr("cockpit.client.backoff.LONGEST_S", 0.05)


class Wired:
    """A window that is wired to a hub through a wire that can be cut; what the wiring told is kept."""

    def __init__(self, hub: Hub, relay: Relay, window: Desk, wiring: Wiring) -> None:
        self.hub, self.relay, self.window, self.wiring = hub, relay, window, wiring
        self.refused: list[Refused] = []
        self.failed: list[str] = []
        self.settled: list[Any] = []
        self.tokens: list[str] = []
        self.lives = 0
        wiring.refused.connect(self.refused.append)
        wiring.failed.connect(self.failed.append)
        wiring.token_given.connect(self.tokens.append)
        wiring.live.connect(self._live)
        wiring.settled.connect(self._settled)

    def _live(self) -> None:
        self.lives += 1

    def _settled(self, command: object, outcome: Any) -> None:
        self.settled.append((command, outcome))
        if isinstance(command, IssueOrder):
            self.window.composer.outcome(command.order, outcome.accepted, outcome.message, outcome.who_could)

    @property
    def strip(self) -> str:
        """The top line."""
        return self.window._strip.as_text()

    @property
    def status(self) -> str:
        """What the composer says about its order."""
        return self.window.composer.form.status.text()

    def orders(self) -> list[str]:
        """The orders in the hub's own world."""
        return list(self.hub.world.orders)


@asynccontextmanager
async def wired(folder: Path, login: str = "shen", password: str = PASSWORD) -> AsyncIterator[Wired]:
    """A desk, wired and live unless the credentials are no good."""
    async with hub_at(folder / "data") as (hub, url), relay_to(url) as relay:
        window = Desk(Selection())
        with window_of(window):
            window.resize(1600, 900)
            window.show()
            wiring = Wiring(Link(relay.url, Credentials(""), seed=1), window)
            told = Wired(hub, relay, window, wiring)
            wiring.start(Credentials(login, password))
            try:
                if password == PASSWORD:
                    await until(lambda: told.lives and "在线" in told.strip, "live")
                yield told
            finally:
                await wiring.close()


def write(window: Desk, text: str) -> None:
    """Picks zone 1 and writes an order."""
    window.begin_order()
    window.selection.pick_circle("z1")
    window.composer.form.text.setPlainText(text)


def test_the_window_shows_what_the_hub_tells(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            await until(lambda: desk.window.map.situation and desk.window.map.situation.map, "the map's ground")
            await until(lambda: "在线" in desk.strip, desk.strip)
            assert "小镇" in desk.strip
            assert desk.wiring.situation().me is not None
            assert len(desk.tokens) == 1
            async with signed_in(desk.relay.url) as other:
                assert (await other.send(issue("o1", "u101"))).accepted
            await until(lambda: "o1" in desk.wiring.link.replica.world.orders, "the order's entry")
            await until(lambda: "立即到场" in desk.window.orders.as_text(), desk.window.orders.as_text())

    play(qapp, story)


def test_a_pressed_order_goes_out_once_and_its_outcome_comes_back(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            write(desk.window, "到西门集合")
            desk.window.composer.send()
            await until(lambda: desk.settled, "an outcome")
            ((command, outcome),) = desk.settled
            assert isinstance(command, IssueOrder)
            assert outcome.accepted
            assert desk.orders() == [command.order]
            await until(lambda: "已下达" in desk.status, "the composer's words")

    play(qapp, story)


def test_without_a_link_an_order_is_not_called_sent_and_goes_out_once_when_it_is_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            await desk.relay.unplug()
            await until(lambda: desk.wiring.link.phase == "down", "down")
            write(desk.window, "断线时写下的")
            desk.window.composer.send()
            await until(lambda: "尚未" in desk.status, "the composer's words")
            assert not desk.settled
            assert not desk.orders()
            await until(lambda: desk.wiring.situation().link.unsent == 1, "one unsent")
            await desk.relay.plug()
            await until(lambda: desk.settled, "an outcome")
            assert desk.settled[0][1].accepted
            await until(lambda: desk.wiring.link.phase == "live", "live")
            assert desk.orders() == [desk.settled[0][0].order]
            assert len(desk.settled) == 1
            await until(lambda: "已下达" in desk.status, "the composer's words")

    play(qapp, story)


def test_what_was_missed_is_one_line_and_the_picture_is_old_meanwhile(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            await desk.relay.unplug()
            await until(lambda: "重连" in desk.strip, desk.strip)
            panel = desk.window.panel("circles")
            assert panel is not None
            await until(lambda: panel._old_mark.isVisibleTo(panel), "the mark of an old picture")
            async with signed_in(f"ws://127.0.0.1:{desk.relay.hub_port}") as other:
                for number in range(3):
                    assert (await other.send(issue(f"o{number}", "u101"))).accepted
            await desk.relay.plug()
            await until(lambda: desk.wiring.link.missed, "missed")
            missed = desk.wiring.link.missed
            assert missed >= 3
            lines = desk.window._notices.as_text().splitlines()
            await until(lambda: desk.window._notices.as_text().count(f"{missed} ") == 1, str(lines))
            await until(lambda: not panel._old_mark.isVisibleTo(panel), "a picture that is not old")
            assert desk.lives == 2

    play(qapp, story)


def test_why_the_own_hub_does_not_serve_stands_in_the_line_of_alarms(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            trouble = ["磁盘已满\n请腾出空间"]
            desk.wiring._trouble = lambda: trouble[0]
            assert desk.wiring.situation().link.message == "", "while it serves, what was is nobody's matter"
            await desk.relay.unplug()
            await until(lambda: "磁盘已满 · 请腾出空间" in desk.window._notices.as_text(), "the reason")
            trouble[0] = ""
            await desk.relay.plug()
            await until(lambda: desk.wiring.link.phase == "live", "live")
            await until(lambda: "磁盘已满" not in desk.window._notices.as_text(), "no reason any more")

    play(qapp, story)


def test_a_hub_that_freezes_is_said_to_be_silent_within_three_seconds(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            desk.relay.to_client.clear()
            await until(lambda: "在线" not in desk.strip, desk.strip, timeout_s=4.0)
            assert desk.wiring.link.heard_at is not None
            silence_s = (desk.wiring.link.now() - desk.wiring.link.heard_at).total_seconds()
            assert silence_s < 4.0
            desk.relay.to_client.set()
            await until(lambda: "在线" in desk.strip, desk.strip)

    play(qapp, story)


def test_a_wrong_password_is_told_and_another_try_replaces_it(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path, password="wrong") as desk:
            await until(lambda: desk.refused, "a refusal")
            assert desk.refused[0].rule == "sign_in.password"
            assert desk.failed == [desk.refused[0].message]
            desk.wiring.start(Credentials("shen", PASSWORD))
            desk.wiring.start(Credentials("shen", PASSWORD))
            await until(lambda: desk.lives, "live")
            assert len(desk.hub.publisher.cockpits) == 1

    play(qapp, story)


def test_questions_are_answered_by_the_hub_or_by_a_reason(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            answers: list[object] = []
            desk.window.ask.emit("index_detail", {"circle": "core", "domain": "fire"}, answers.append)
            await until(lambda: answers, "an answer")
            assert isinstance(answers[0], IndexDetail | EnvironmentFailure | Refused)
            desk.window.ask.emit("what_is_this", {}, answers.append)
            await until(lambda: len(answers) == 2, "an answer to what nobody knows")
            assert isinstance(answers[1], Refused)
            await desk.relay.unplug()
            await until(lambda: desk.wiring.link.phase == "down", "down")
            desk.window.ask.emit("index_detail", {"circle": "core", "domain": "fire"}, answers.append)
            await until(lambda: len(answers) == 3, "an answer without a link")
            assert isinstance(answers[2], EnvironmentFailure)

    play(qapp, story)


def test_a_viewer_is_told_that_looking_on_is_all(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path, login="kan") as desk:
            write(desk.window, "不该发出")
            await until(lambda: "观" in desk.window.composer.form.send.text() + desk.status, "the composer's words")
            assert not desk.window.composer.form.send.isEnabled()
            desk.window.composer.send()
            assert not desk.window.composer.sending.waiting
            desk.window.command.emit(issue("o1", "u101"))
            await until(lambda: desk.settled, "the hub's own refusal")
            assert desk.settled[0][1].rule == "order.viewer"
            assert not desk.orders()

    play(qapp, story)


def test_what_is_no_hub_is_tried_again_later(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("layouts.wiring.ANEW_S", 0.05)
    tried = SimpleNamespace(times=0)

    async def babble(websocket: ServerConnection) -> None:
        tried.times += 1
        await websocket.send('{"type":"nonsense"}')
        await websocket.wait_closed()

    async def story() -> None:
        async with serve(babble, "127.0.0.1", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            window = Desk(Selection())
            with window_of(window):
                wiring = Wiring(Link(f"ws://127.0.0.1:{port}", Credentials("shen"), seed=1), window)
                said: list[str] = []
                wiring.failed.connect(said.append)
                wiring.start(Credentials("shen", PASSWORD))
                await until(lambda: tried.times >= 2, "a second try")
                assert said
                await wiring.close()

    play(qapp, story)


def photo() -> bytes:
    """A small photo, as a phone sends it."""
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "JPEG")
    return bytes(buffer.data().data())


def test_a_phone_from_its_code_to_its_photo_and_its_end(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            window, panel = desk.window, desk.window.devices
            window.focus_panel("devices")
            await until(lambda: panel.model.rowCount(), "the units stand there")
            panel.table.pick({"unit:u105"})
            panel._offer()
            panel.actions_by_name["code"].trigger()
            await until(lambda: panel.card.isVisible() and panel.card.code, "the code is shown")
            enrolled = await key_for(desk.relay.url, panel.card.spelled.text())
            await until(lambda: panel.card.fate == "used", "the code is used")
            assert panel.card.picture.text == ""
            async with raw_at(desk.relay.url, as_device(enrolled)) as phone:
                await phone.hear("worklist")
                data = photo()
                id_ = hashlib.sha256(data).hexdigest()
                part = {"id": id_, "mime": "image/jpeg", "part": 1, "parts": 1, "data": base64.b64encode(data).decode()}
                await phone.say({"type": "blob", **part})
                await phone.hear("blob_stored")
                blow = {"type": "blow_whistle", "whistle": "w1", "kind": "stall", "text": "占道", "attachments": [id_]}
                await phone.say({"type": "command", "id": "b1", "command": blow})
                await until(lambda: "grid_worker:w1" in window.incidents.situation.world.incidents, "it is reported")  # type: ignore[union-attr]
                window.open_incident("grid_worker:w1")
                detail = window.incidents.detail
                await until(lambda: [tile.state for tile in detail.strip.tiles] == ["ready"], "the photo is shown")
                assert detail.strip.tiles[0].words == "照片"
                window.focus_panel("devices")
                panel.card.closed.emit()
                panel.table.pick({enrolled["device"]})
                panel._offer()
                panel.actions_by_name["revoke"].trigger()
                panel.revoke.yes.click()
                bye, _ = await phone.end()
                assert bye is not None and bye["code"] == "sign_in.revoked"
            await until(lambda: enrolled["device"] not in [row.id for row in panel.model.rows], "it has left the list")

    play(qapp, story)


def test_what_comes_around_a_lock_is_refused_aloud(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            desk.window.lock.lock()
            desk.window.command.emit(issue("o1", "u101"))
            ((command, outcome),) = desk.settled
            assert command.order == "o1" and (outcome.accepted, outcome.rule) == (False, "desk.locked")
            async with signed_in(desk.relay.url) as other:
                assert (await other.send(issue("o2", "u101"))).accepted
            assert desk.orders() == ["o2"]

    play(qapp, story)
