"""One member of a drill's crew: the steps of a person, and what a lost link holds back."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import replace

from cockpit.domain.ladder import AcknowledgeMiss
from cockpit.domain.orders import Receipt
from cockpit.domain.people import Actor
from cockpit.drills.crew import Member
from cockpit.sim.behaviour import MANNERS, Manner
from cockpit.sim.movement import Walker
from tests.towns import CENTRE

SURE = replace(MANNERS["people"], declines=0.0, overlooks=0.0, drops=0.0, heeds=1.0, spread=0.0)


class Stage:
    """A clock, and what was said when."""

    def __init__(self, manner: Manner = SURE) -> None:
        self.now = 0.0
        self.said: list[tuple[float, str]] = []
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        chance = random.Random(1)
        walker = Walker(None, CENTRE, "police", chance)
        self.member = Member("u1", manner, walker, chance, self._later, self._say)

    def _later(self, seconds: float, deed: Callable[[], None]) -> None:
        heapq.heappush(self._queue, (self.now + seconds, next(self._numbers), deed))

    def _say(self, actor: Actor, command: Receipt | AcknowledgeMiss) -> None:
        assert actor == Actor("unit", "u1")
        self.said.append((self.now, command.state if isinstance(command, Receipt) else f"took on {command.unit}"))

    @property
    def words(self) -> list[str]:
        return [what for _, what in self.said]

    def run(self, until_s: float = 1e9) -> None:
        while self._queue and self._queue[0][0] <= until_s:
            self.now, _, deed = heapq.heappop(self._queue)
            deed()
        self.now = max(self.now, until_s) if until_s < 1e9 else self.now


def test_every_step_in_its_time() -> None:
    stage = Stage()
    stage.member.order("o", (CENTRE[0] + 0.01, CENTRE[1]))
    stage.run()
    assert stage.words == ["delivered", "acknowledged", "en_route", "on_scene", "completed"]
    at = [at_s for at_s, _ in stage.said]
    assert 0.0 < at[0] < 1.0
    assert (round(at[1] - at[0], 6), round(at[2] - at[1], 6), round(at[4] - at[3], 6)) == (8.0, 20.0, 240.0)
    assert at[3] - at[2] > 60
    assert stage.member.walker.place == (CENTRE[0] + 0.01, CENTRE[1])


def test_what_a_lost_link_holds_back_comes_in_its_order() -> None:
    stage = Stage()
    stage.member.order("o", None)
    stage.run(until_s=2.0)
    stage.member.set_cut(True)
    stage.run(until_s=1000.0)
    assert stage.words == ["delivered"]
    stage.member.set_cut(False)
    assert stage.words == ["delivered", "acknowledged", "en_route", "on_scene", "completed"]
    assert {at_s for at_s, what in stage.said if what != "delivered"} == {1000.0}


def test_an_order_reaches_a_cut_unit_only_afterwards() -> None:
    stage = Stage()
    stage.member.set_cut(True)
    stage.member.order("o", None)
    stage.run(until_s=100.0)
    assert stage.said == []
    stage.member.set_cut(False)
    assert stage.words == ["delivered"]


def test_a_link_dropped_by_chance_comes_back_but_not_over_a_cut() -> None:
    stage = Stage(replace(SURE, drops=1.0))
    stage.member.order("o", None)
    stage.run(until_s=30.0)
    assert not stage.member.heard
    stage.member.set_cut(True)
    stage.run(until_s=1000.0)
    assert not stage.member.dropped
    assert not stage.member.heard
    stage.member.set_cut(False)
    assert stage.words[-1] == "completed"


def test_who_did_not_look_does_when_reminded_and_once() -> None:
    stage = Stage(replace(SURE, overlooks=1.0))
    stage.member.order("o", None)
    stage.run()
    assert stage.words == ["delivered"]
    stage.member.remind("o")
    stage.member.remind("o")
    stage.member.remind("another")
    stage.run()
    assert stage.words.count("acknowledged") == 1


def test_who_heeds_nothing_is_reminded_in_vain() -> None:
    stage = Stage(replace(SURE, overlooks=1.0, heeds=0.0))
    stage.member.order("o", None)
    stage.run()
    stage.member.remind("o")
    stage.member.tell("o", "u2")
    stage.run()
    assert stage.words == ["delivered"]


def test_a_chief_takes_a_late_unit_on() -> None:
    stage = Stage()
    stage.member.tell("o", "u2")
    stage.run()
    assert stage.words == ["took on u2"]
