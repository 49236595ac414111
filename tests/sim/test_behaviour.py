"""How people answer: drawn from the generator alone, in the shares that a manner names."""

from __future__ import annotations

import random
from statistics import median

from cockpit.sim.behaviour import MANNERS, REASONS, Answer, Manner, answer


def drawn(manner: Manner, count: int = 4000) -> list[Answer]:
    """Many answers."""
    chance = random.Random(7)
    return [answer(manner, chance) for _ in range(count)]


def test_the_same_generator_gives_the_same_answers() -> None:
    assert drawn(MANNERS["people"], 50) == drawn(MANNERS["people"], 50)


def test_shares_and_medians_are_the_manners() -> None:
    manner = Manner(8.0, 20.0, 240.0, 0.6, 0.1, 0.05, 0.2)
    answers = drawn(manner)
    overlooked = [one for one in answers if one.acknowledge_s is None]
    declined = [one for one in answers if one.reason]
    going = [one for one in answers if one.work_s]
    assert 0.03 < len(overlooked) / 4000 < 0.07 and 0.07 < len(declined) / 4000 < 0.13
    assert 7 < median(one.acknowledge_s for one in answers if one.acknowledge_s is not None) < 9
    assert 18 < median(one.set_out_s for one in going) < 22 and 220 < median(one.work_s for one in going) < 260
    assert {one.reason for one in declined} == set(REASONS)
    dropped = [one.drop_s for one in going if one.drop_s]
    assert 0.15 < len(dropped) / len(going) < 0.25 and all(20 <= seconds <= 120 for seconds in dropped)


def test_the_prompt_answer_at_once_and_the_silent_never() -> None:
    prompt = drawn(MANNERS["prompt"], 500)
    assert {one.acknowledge_s for one in prompt} == {0.0} and not any(one.reason or one.drop_s for one in prompt)
    assert {one.acknowledge_s for one in drawn(MANNERS["silent"], 500)} == {None}
