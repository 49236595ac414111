"""The first start in the window: a hub that fails says why, is tried again, and goes live or is given up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import main
from layouts.embedded import EmbeddedHub
from layouts.first_start import FirstStart
from layouts.session import DesktopSession
from layouts.starting import Starting
from tests.desktops import play, processes_about, window_of, write_small_sample
from tests.hubs import until
from widgets.start_failure import StartFailureDialog


@pytest.fixture(autouse=True)
def _plain_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCKPIT_MAP", "plain")


class Sitting:
    """A session whose own hub cannot start: a file lies where its data folder should be."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.in_the_way = folder / "data"
        self.in_the_way.write_text("x", encoding="utf-8")
        self.start = FirstStart(EmbeddedHub(write_small_sample(folder / "town"), self.in_the_way, simulate=False))
        self.start.launch()
        args = main.parse(["--data", str(self.in_the_way), "--size", "1600x900", *arguments])
        self.session = DesktopSession(args, self.start, False, folder / "pictures")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[int]]:
        """The session while it runs."""
        with window_of(self.session.window):
            running = asyncio.ensure_future(self.session.run())
            try:
                yield running
            finally:
                self.session.end()
                await running
                await asyncio.to_thread(self.start.own.stop)

    async def asks(self) -> StartFailureDialog:
        """Waits for the dialog, ready to be pressed."""
        await until(lambda: any(one.again_button.isEnabled() for one in self._dialogs()), "a dialog that asks")
        return self._dialogs()[0]

    def _dialogs(self) -> list[StartFailureDialog]:
        return [one for one in self.session.window.findChildren(StartFailureDialog) if one.isVisible()]

    @property
    def live(self) -> bool:
        """Whether the picture is live."""
        return self.session.wiring is not None and self.session.wiring.link.phase == "live"


def test_the_reason_is_in_the_window_and_a_mended_start_goes_live(qapp: QApplication, tmp_path: Path) -> None:
    desk = Sitting(tmp_path)

    async def story() -> None:
        async with desk.running():
            dialog = await desk.asks()
            assert str(desk.in_the_way) in dialog.reason.toPlainText()
            dialog.again_button.click()
            assert (await desk.asks()) is dialog, "still in the way: the same dialog asks again"
            desk.in_the_way.unlink()
            dialog.again_button.click()
            await until(lambda: desk.live, "live, signed in as a sample")
            assert not desk._dialogs()

    play(qapp, story)
    assert not processes_about(str(tmp_path))


def test_closing_ends_with_status_2_and_the_reason_on_stderr(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Sitting(tmp_path)

    async def story() -> None:
        async with desk.running() as running:
            (await desk.asks()).close_button.click()
            assert await running == 2

    play(qapp, story)
    assert str(desk.in_the_way) in capsys.readouterr().err


def test_where_nobody_looks_a_failure_is_the_end(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Sitting(tmp_path, "--pictures", str(tmp_path / "pictures"))

    async def story() -> None:
        async with desk.running() as running:
            assert await running == 2

    play(qapp, story)
    assert str(desk.in_the_way) in capsys.readouterr().err


def test_a_session_that_ends_meanwhile_leaves_no_dialog(qapp: QApplication, tmp_path: Path) -> None:
    desk = Sitting(tmp_path)

    async def story() -> None:
        async with desk.running() as running:
            starting = Starting(desk.start, desk.session.window)
            waiting = asyncio.ensure_future(starting.url())
            await until(lambda: starting.dialog is not None, "a dialog")
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            assert starting.dialog is None
            desk.session.end()
            assert await running == 0

    play(qapp, story)
