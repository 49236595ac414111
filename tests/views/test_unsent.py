"""What is not sent, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.domain.ladder import AcknowledgeMiss
from cockpit.domain.orders import RecallOrder
from cockpit.domain.unsent import Pressed, Unsent, UnsentState
from cockpit.domain.world import Command
from cockpit.views.unsent import oldest_s, own, rows, words_of
from tests.hubs import issue
from tests.situations import Scene


def waiting(scene: Scene, *states: UnsentState, age_s: float = 42.0) -> None:
    """Commands that wait, one in each of these states, each a minute older than the one before."""
    now = scene.situation.now.timestamp()
    found = tuple(
        Unsent(
            Pressed(f"c{place}", "w1", "p1", "沈宁远", now - age_s - 60 * place, issue(f"o{place}", "u101", "u102")),
            state,
            state == "offered",
        )
        for place, state in enumerate(states)
    )
    scene.situation = replace(scene.situation, link=replace(scene.situation.link, waiting=found, unsent=len(found)))


def test_a_line_says_what_who_when_and_what_can_be_done() -> None:
    scene = Scene("p1")
    waiting(scene, "on_its_way", "offered", "foreign")
    first, second, third = rows(scene.situation, "zh")
    assert first.what == "下达指令 · 2 人 · 立即到场" and "沈宁远" in first.pressed and "42 秒前" in first.pressed
    assert (first.sendable, first.discardable) == (False, False)
    assert (second.sendable, second.discardable) == (True, True) and (third.sendable, third.state) == (False, "foreign")
    assert rows(scene.situation, "en")[0].what.startswith("Issue an order · to 2 · ")
    assert oldest_s(scene.situation) == pytest.approx(162, abs=1) and own(scene.situation) == 2


def test_without_anything_there_is_nothing() -> None:
    scene = Scene("p1")
    assert rows(scene.situation, "zh") == [] and oldest_s(scene.situation) == 0 and own(scene.situation) == 0


@pytest.mark.parametrize(
    ("command", "said"),
    [(RecallOrder("o1", "x"), "撤回指令 · 立即到场"), (AcknowledgeMiss("none", "u101"), "确认超时 · none")],
)
def test_a_command_about_an_order_says_which(command: Command, said: str) -> None:
    scene = Scene("p1")
    scene.order("o1", ("u101",), text="立即到场")
    assert words_of(scene.situation.world, command, "zh") == said
