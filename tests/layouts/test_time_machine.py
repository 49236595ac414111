"""The time machine in the window: the past is framed as past, nothing leaves it, and the present goes on beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import RecallOrder
from cockpit.errors import Refused
from tests.desktops import play
from tests.hubs import issue, signed_in, until
from tests.layouts.test_wiring import Wired, wired
from tests.towns import NOON


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain map."""
    monkeypatch.setenv("COCKPIT_MAP", "plain")


async def with_past(desk: Wired) -> None:
    """Two orders and an incident, some of it recalled by now."""
    async with signed_in(desk.relay.url) as other:
        for command in (
            issue("o1", "u101", text="第一条"),
            ReportIncident("police_110", "1", "brawl", "东门打架", NOON, circle="g1"),
            issue("o2", "u102", text="第二条"),
            RecallOrder("o1", "已处置"),
        ):
            assert (await other.send(command)).accepted
    await until(lambda: "第二条" in desk.window.orders.as_text(), desk.window.orders.as_text())


async def at_turn(desk: Wired, kind: str, back: bool) -> None:
    """Steps, and waits until the step is drawn."""
    before = desk.wiring.past.replayed.world.seq if desk.wiring.past.replayed is not None else -1
    desk.window.time.turned.emit(kind, back)
    await until(lambda: desk.wiring.past.replayed and desk.wiring.past.replayed.world.seq != before, "another moment")


async def away(desk: Wired) -> None:
    """Opens the past, as of now."""
    desk.window.time.toggled.emit()
    await until(lambda: desk.wiring.past.away, "the past")
    await until(lambda: desk.window.past_bar.isVisible(), "the bar")


def test_every_panel_shows_the_moment_and_the_line_above_the_present(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            await with_past(desk)
            await away(desk)
            assert "过去" in desk.window.past_bar.as_text()
            await at_turn(desk, "order", True)  # From o1's recall to o2.
            await at_turn(desk, "incident", True)
            await until(lambda: "第二条" not in desk.window.orders.as_text(), desk.window.orders.as_text())
            assert "第一条" in desk.window.orders.as_text() and "东门打架" in desk.window.incidents.as_text()
            situation = desk.wiring.situation()
            assert situation.me is None and situation.figures is None and "o2" not in situation.world.orders
            assert "o2" in situation.current.world.orders and situation.current.me is not None
            assert "在线" in desk.strip
            async with signed_in(desk.relay.url) as other:
                assert (await other.send(issue("o3", "u103", text="第三条"))).accepted
            await until(lambda: "o3" in desk.wiring.situation().current.world.orders, "the present goes on")
            assert "第三条" not in desk.window.orders.as_text()
            desk.window.past_bar.now.click()
            await until(lambda: "第三条" in desk.window.orders.as_text(), desk.window.orders.as_text())
            await until(lambda: not desk.window.past_bar.isVisible(), "the bar is gone once all show the present")
            assert desk.wiring.situation().past is None

    play(qapp, story)


def test_nothing_that_is_pressed_leaves_the_past(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            await with_past(desk)
            await away(desk)
            answers: list[object] = []
            desk.window.ask.emit("duty_log", {"start": 0.0, "end": 1.0}, answers.append)
            await until(lambda: answers, "an answer")
            assert isinstance(answers[0], Refused) and answers[0].rule == "past.present_only"
            desk.window.command.emit(issue("o9", "u104"))
            ((command, outcome),) = desk.settled
            assert command.order == "o9" and (outcome.accepted, outcome.rule) == (False, "past.read_only")
            assert not desk.wiring.past.away, "who presses something is brought back to the present"
            async with signed_in(desk.relay.url) as other:
                assert (await other.send(issue("o4", "u104"))).accepted
            assert "o9" not in desk.hub.world.orders

    play(qapp, story)


def test_a_past_that_plays_moves_on_and_stops_at_the_present(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("layouts.time_machine.TICK_MS", 20)

    async def story() -> None:
        async with wired(tmp_path) as desk:
            await with_past(desk)
            await away(desk)
            await at_turn(desk, "order", True)
            await at_turn(desk, "order", True)  # the first order
            machine = desk.wiring.past
            assert machine.replayed is not None
            began, last = machine.replayed.world.seq, desk.hub.world.seq
            desk.window.time.played.emit(600)
            await until(lambda: machine.replayed and machine.replayed.world.seq == last > began, "the last entry")
            await until(lambda: desk.wiring.situation().past.speed == 0, "it stands at the present")  # type: ignore[union-attr]

    play(qapp, story)


def test_what_cannot_be_shown_says_why_and_leaves_what_is_shown(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            await with_past(desk)
            await away(desk)
            shown = desk.wiring.situation().world.seq
            desk.window.time.asked.emit(1.0)
            await until(lambda: "更早的没有记录" in desk.window.past_bar.as_text(), desk.window.past_bar.as_text())
            assert desk.wiring.situation().world.seq == shown
            await desk.relay.unplug()
            await until(lambda: desk.wiring.link.phase == "down", "down")
            desk.window.time.asked.emit(desk.wiring.link.now_s())
            await until(lambda: "没有连接" in desk.window.past_bar.as_text(), desk.window.past_bar.as_text())
            assert desk.wiring.past.away

    play(qapp, story)


def test_a_past_that_cannot_be_opened_says_why_and_leaves_the_present(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with wired(tmp_path) as desk:
            await with_past(desk)
            await desk.relay.unplug()
            await until(lambda: desk.wiring.link.phase == "down", "down")
            desk.window.time.toggled.emit()
            await until(lambda: "没有连接" in desk.window.past_bar.as_text(), desk.window.past_bar.as_text())
            situation = desk.wiring.situation()
            assert (
                situation.me is not None and not desk.wiring.past.away and not desk.window.past_bar.slider.isEnabled()
            )
            assert "第二条" in desk.window.orders.as_text()
            desk.window.time.toggled.emit()
            await until(lambda: not desk.window.past_bar.isVisible(), "closed")

    play(qapp, story)
