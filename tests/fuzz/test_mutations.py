"""Mutations change what they are given, come out as bytes, and are the same ones for the same seed."""

from __future__ import annotations

import random

import pytest

from cockpit.wire.codec import encode
from cockpit.wire.messages import MESSAGE_LIMIT
from tests.fuzz.frames import FRAMES, odd_handshake
from tests.fuzz.mutations import EDGES, MUTATIONS, SESSION_MUTATIONS
from tests.fuzz.plain_socket import frame, handshake
from tests.wire.samples import CLIENT_MESSAGES

MESSAGES = [encode(one) for one in CLIENT_MESSAGES]
SESSION = MESSAGES[:6]


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_mostly_changes_a_message_and_always_the_same_way(name: str) -> None:
    mutate = MUTATIONS[name]
    first = [mutate(one, random.Random(f"{name}/{number}"), MESSAGES) for number, one in enumerate(MESSAGES)]
    again = [mutate(one, random.Random(f"{name}/{number}"), MESSAGES) for number, one in enumerate(MESSAGES)]
    assert first == again
    assert sum(one != other for one, other in zip(first, MESSAGES, strict=True)) > len(MESSAGES) / 2


@pytest.mark.parametrize("name", ["confuse", "take_over", "nudge", "multiply"])
def test_a_mutation_leaves_nothing_behind_for_the_next(name: str) -> None:
    before = repr(EDGES)
    chance = random.Random(name)
    for number in range(4000):
        MUTATIONS[name](MESSAGES[number % len(MESSAGES)], chance, MESSAGES)
    assert repr(EDGES) == before


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_bears_what_another_has_left_over(name: str) -> None:
    for number, rubbish in enumerate(
        (b"", b"\xff\xfe", b"{", b"[]", b"null", b'{"type":1}', b"[" * 3000, b'"\\ud800"')
    ):
        assert isinstance(MUTATIONS[name](rubbish, random.Random(number), [rubbish, *MESSAGES]), bytes)


@pytest.mark.parametrize("name", SESSION_MUTATIONS)
def test_a_session_is_changed_and_the_recorded_one_is_not(name: str) -> None:
    was = list(SESSION)
    results = [SESSION_MUTATIONS[name](list(SESSION), random.Random(seed), [MESSAGES[8:12]]) for seed in range(20)]
    assert any(one != SESSION for one in results)
    assert was == SESSION


@pytest.mark.parametrize("name", FRAMES)
def test_beneath_the_messages_something_else_goes_out_than_the_frame(name: str) -> None:
    out = [FRAMES[name](MESSAGES[1], random.Random(seed)) for seed in range(10)]
    assert any(one != frame(MESSAGES[1]) for one in out)
    assert out == [FRAMES[name](MESSAGES[1], random.Random(seed)) for seed in range(10)]


def test_handshakes_are_odd_in_many_ways() -> None:
    assert len({odd_handshake(random.Random(seed)) for seed in range(60)} - {handshake(1)}) > 20


def test_padding_meets_the_limit_to_the_byte() -> None:
    sizes = {len(MUTATIONS["about_the_limit"](MESSAGES[0], random.Random(seed), MESSAGES)) for seed in range(40)}
    assert {MESSAGE_LIMIT - 1, MESSAGE_LIMIT, MESSAGE_LIMIT + 1} <= sizes
