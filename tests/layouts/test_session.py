"""One desktop session: sign-in by token, sample, dialog; where answers go; how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import main
from cockpit.client.link import Outcome
from cockpit.domain.incidents import AdvanceIncident, ReportIncident, incident_id
from cockpit.domain.orders import RecallOrder
from cockpit.hub.hub import Hub
from layouts.session import DesktopSession
from tests.client.keyrings import Memory, Nothing
from tests.client.relay import Relay, relay_to
from tests.desktops import play, window_of
from tests.hubs import PASSWORD, hub_at, issue, small_folder, until
from tests.towns import NOON
from widgets import language
from widgets.sign_in import SignInDialog


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain map, and no long waits between tries."""
    monkeypatch.setenv("COCKPIT_MAP", "plain")
    monkeypatch.setattr("cockpit.client.backoff.FIRST_S", 0.02)
    monkeypatch.setattr("cockpit.client.backoff.LONGEST_S", 0.05)


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Memory:
    """The system's keyring: one that keeps secrets for as long as the test lasts."""
    made = Memory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


class Sitting:
    """A session that runs over a hub of the small town."""

    def __init__(self, hub: Hub, relay: Relay, session: DesktopSession, running: asyncio.Task[int]) -> None:
        self.hub, self.relay, self.session, self.running = hub, relay, session, running

    @property
    def dialog(self) -> SignInDialog | None:
        """The sign-in dialog that stands open."""
        return self.session.signing_in.dialog

    @property
    def live(self) -> bool:
        """Whether the picture is live."""
        return self.session.wiring is not None and self.session.wiring.link.phase == "live"

    async def asks(self) -> SignInDialog:
        """Waits for the dialog."""
        await until(lambda: self.dialog is not None, "a dialog")
        assert self.dialog is not None
        return self.dialog

    def type(self, login: str, password: str) -> None:
        """Fills the dialog in and presses Enter."""
        assert self.dialog is not None
        self.dialog.login.clear()
        QTest.keyClicks(self.dialog.login, login)
        QTest.keyClicks(self.dialog.password, password)
        QTest.keyClick(self.dialog.password, Qt.Key.Key_Return)


@asynccontextmanager
async def sitting(folder: Path, *arguments: str) -> AsyncIterator[Sitting]:
    """A session, by these arguments of the desktop, against a hub that is not its own."""
    town = small_folder(folder, sample=True)
    async with hub_at(folder / "data", town) as (hub, url), relay_to(url) as relay:
        # A name that stays the same at the next start, as a real hub's does.
        args = main.parse(["--hub", relay.url, "--data", str(folder / "desk"), "--size", "1600x900", *arguments])
        session = DesktopSession(args, None, False, folder / "pictures")
        session.signing_in._hub = "ws://hub"
        with window_of(session.window):
            running = asyncio.ensure_future(session.run())
            sitting = Sitting(hub, relay, session, running)
            try:
                yield sitting
            finally:
                session.end()
                await running


def test_a_wrong_password_is_said_in_the_dialog_and_the_right_one_goes_live(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with sitting(tmp_path) as desk:
            dialog = await desk.asks()
            assert dialog.isVisible()
            desk.type("shen", "wrong")
            await until(dialog._error.isVisible, "an error line")
            assert dialog._error.text() == "账号或密码不对"
            assert dialog.password.isEnabled()
            desk.type("shen", PASSWORD)
            await until(lambda: desk.live and desk.dialog is None, "live, and the dialog gone")

    play(qapp, story)


def test_who_signed_in_last_stays_signed_in_by_the_keyring(qapp: QApplication, tmp_path: Path, ring: Memory) -> None:
    async def first() -> None:
        async with sitting(tmp_path) as desk:
            await desk.asks()
            desk.type("shen", PASSWORD)
            await until(lambda: desk.live and ring.kept, "a token in the keyring")

    async def second() -> None:
        async with sitting(tmp_path) as desk:
            await until(lambda: desk.live, "live without a word")
            assert desk.dialog is None

    play(qapp, first)
    assert list(ring.kept) == [("cockpit", "shen@ws://hub")]
    assert PASSWORD not in ring.kept.values()
    play(qapp, second)


def test_an_expired_token_opens_the_dialog_and_is_forgotten(qapp: QApplication, tmp_path: Path, ring: Memory) -> None:
    ring.kept[("cockpit", "shen@ws://hub")] = "long past"

    async def story() -> None:
        async with sitting(tmp_path, "--as", "shen") as desk:
            dialog = await desk.asks()
            await until(lambda: "过期" in dialog._error.text(), "why")
            assert dialog.login.text() == "shen"
            await until(lambda: not ring.kept, "forgotten")
            desk.type("shen", PASSWORD)
            await until(lambda: desk.live and desk.dialog is None, "live")
            await until(lambda: ring.kept, "the new one kept")

    play(qapp, story)


def test_a_session_ended_by_the_hub_asks_again_over_the_old_picture(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with sitting(tmp_path) as desk:
            await desk.asks()
            desk.type("shen", PASSWORD)
            await until(lambda: desk.live and desk.dialog is None, "live")
            desk.hub.accounts.set_password("p1", "another-password")
            desk.relay.cut()
            dialog = await desk.asks()
            assert "重新输入" in dialog._error.text()
            desk.type("shen", "another-password")
            await until(lambda: desk.live and desk.dialog is None, "live again, and the dialog gone")

    play(qapp, story)


def test_without_a_keyring_the_dialog_says_what_that_means(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", Nothing)

    async def story() -> None:
        async with sitting(tmp_path) as desk:
            dialog = await desk.asks()
            assert "本次" in dialog._keeps.text()
            desk.type("shen", PASSWORD)
            await until(lambda: desk.live, "live all the same")

    play(qapp, story)


def test_a_hub_that_is_away_is_said_in_the_dialog(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with sitting(tmp_path) as desk:
            dialog = await desk.asks()
            await desk.relay.unplug()
            desk.type("shen", PASSWORD)
            await until(lambda: "连不上" in dialog._error.text(), "why it takes so long")
            await desk.relay.plug()
            await until(lambda: desk.live and desk.dialog is None, "live by itself")

    play(qapp, story)


def test_giving_up_the_dialog_ends_the_desktop(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with sitting(tmp_path) as desk:
            dialog = await desk.asks()
            dialog.reject()
            assert await desk.running == 0
            assert not desk.session.window.isVisible()

    play(qapp, story)


def test_closing_the_window_ends_the_session(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with sitting(tmp_path) as desk:
            await desk.asks()
            desk.type("shen", PASSWORD)
            await until(lambda: desk.live, "live")
            desk.session.window.close()
            assert await desk.running == 0
            await until(lambda: not desk.hub.publisher.cockpits, "a goodbye")

    play(qapp, story)


def test_each_answer_goes_to_the_panel_that_asked(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with sitting(tmp_path) as desk:
            told: list[tuple[str, str, bool]] = []
            for name in ("composer", "orders", "incidents"):
                panel = getattr(desk.session.window, name)
                monkeypatch.setattr(
                    panel, "outcome", lambda id_, ok, *_more, name=name: told.append((name, id_, ok)), raising=True
                )
            no = Outcome(False, False, "order.viewer", "不行")
            desk.session._settled(issue("o1", "u101"), Outcome(True))
            desk.session._settled(RecallOrder("o2", "错了"), no)
            desk.session._settled(AdvanceIncident("i3", "assign", "u101"), no)
            report = ReportIncident("police_110", "7", "brawl", "打架", NOON)
            desk.session._settled(report, Outcome(True))
            assert told == [
                ("composer", "o1", True),
                ("orders", "o2", False),
                ("incidents", "i3", False),
                ("incidents", incident_id("police_110", "7"), True),
            ]

    play(qapp, story)


def test_the_language_changes_without_a_restart_and_is_remembered(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with sitting(tmp_path) as desk:
            await desk.asks()
            desk.type("shen", PASSWORD)
            await until(lambda: desk.live, "live")
            window = desk.session.window
            await until(lambda: "在线" in window._strip.as_text(), "Chinese")
            window.activateWindow()
            await until(window.isActiveWindow, "the focus")
            QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: "Hub live" in window._strip.as_text(), "English")
            assert language.current() == "en"

    async def next_day() -> None:
        async with sitting(tmp_path):
            assert language.current() == "en"

    play(qapp, story)
    language.use("zh")
    play(qapp, next_day)


def test_a_picture_is_left_and_the_session_ends(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], ring: Memory
) -> None:
    async def story() -> None:
        pictures = ("--pictures", str(tmp_path / "pictures"), "--settle", "0.3", "--as", "shen")
        async with sitting(tmp_path, *pictures) as desk:
            await desk.asks()
            desk.type("shen", PASSWORD)
            assert await desk.running == 0

    play(qapp, story)
    path = tmp_path / "pictures" / "daily.png"
    assert str(path) in capsys.readouterr().out
    assert QPixmap(str(path)).width() == 1920


def test_a_picture_that_cannot_be_written_is_an_error(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")

    async def story() -> None:
        async with sitting(tmp_path, "--pictures", str(tmp_path / "taken"), "--settle", "0.1") as desk:
            await desk.asks()
            desk.type("shen", PASSWORD)
            assert await desk.running == 2

    play(qapp, story)
    assert str(tmp_path / "taken") in capsys.readouterr().err
