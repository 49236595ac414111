"""The hub dies or freezes under the desktop: it is said, the picture stays and is called old, and it comes back."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest
from PySide6.QtWidgets import QApplication

from tests.desktops import PASSWORD, play
from tests.end_to_end.desktop.conftest import Open, RealDesktop
from tests.hubs import issue, signed_in, until

LOST_S = 25.0
"""Long enough for a busy machine: a test asserts no time."""


@pytest.fixture(autouse=True)
def _plain_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCKPIT_MAP", "plain")


def hub_pid(desktop: RealDesktop) -> int:
    """The hub's process."""
    assert desktop.own._hub is not None
    return desktop.own._hub.process.pid


def test_a_killed_hub_is_said_started_again_and_resumed_from(qapp: QApplication, open_desktop: Open) -> None:
    async def story() -> None:
        async with open_desktop() as desktop:
            await desktop.live()
            world = desktop.link.replica.world
            async with signed_in(desktop.own.url, "ning", PASSWORD) as other:
                assert (await other.send(issue("o1", "u1"))).accepted
            await until(lambda: "o1" in world.orders, "the order in the picture")
            before = desktop.own.url
            os.kill(hub_pid(desktop), signal.SIGKILL)
            await until(lambda: "在线" not in desktop.strip and desktop.old, "said and marked as old", LOST_S)
            assert "立即到场" in desktop.window.orders.as_text()
            await until(lambda: any("失联" in line or "断开" in line for line in desktop.notices), str(desktop.notices))
            await desktop.live()
            assert desktop.own.url == before
            assert desktop.own.restarts == 1
            assert desktop.link.replica.world is world, "resumed, not loaded anew"
            assert not desktop.old

    play(qapp, story)


def test_what_came_while_it_was_away_is_one_line(qapp: QApplication, open_desktop: Open) -> None:
    async def story() -> None:
        async with open_desktop() as desktop:
            await desktop.live()
            # Long enough away for others to do something meanwhile.
            desktop.link._backoff.next_s = lambda: 3.0  # type: ignore[method-assign]
            session = desktop.link._session
            assert session is not None
            session.abort()
            # The strip is drawn last: while it still says "live", waiting for that would wait for nothing.
            await until(lambda: desktop.link.phase == "down" and "在线" not in desktop.strip, "down, and said to be")
            async with signed_in(desktop.own.url, "ning", PASSWORD) as other:
                for number in range(4):
                    assert (await other.send(issue(f"o{number}", "u1", "u2"))).accepted
            await desktop.live()
            missed = desktop.link.missed
            assert missed >= 4
            await until(lambda: sum(f"{missed} " in line for line in desktop.notices) == 1, "one line")

    play(qapp, story)


def test_a_frozen_hub_is_noticed_and_the_link_resumes_when_it_wakes(qapp: QApplication, open_desktop: Open) -> None:
    async def story() -> None:
        async with open_desktop() as desktop:
            await desktop.live()
            os.kill(hub_pid(desktop), signal.SIGSTOP)
            try:
                await until(lambda: "在线" not in desktop.strip and desktop.old, "said", LOST_S)
            finally:
                os.kill(hub_pid(desktop), signal.SIGCONT)
            await desktop.live()
            assert desktop.own.restarts == 0

    play(qapp, story)


def test_a_second_desktop_takes_the_hub_over_when_the_first_is_closed(qapp: QApplication, open_desktop: Open) -> None:
    async def story() -> None:
        async with open_desktop() as second_to_be:
            town, data = second_to_be.own.town, second_to_be.own.data
            await second_to_be.live()
            async with open_desktop(town, data) as second:
                await second.live()
                assert second.own.shared
                second_to_be.window.close()
                await second_to_be.running
                await asyncio.to_thread(second_to_be.own.stop)
                await until(lambda: second.own.restarts == 1, "a hub of its own")
                await second.live()
                assert not second.own.shared

    play(qapp, story)
