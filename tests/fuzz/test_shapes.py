"""Messages made from types: the same for a seed, most of them near enough to be looked at in earnest."""

from __future__ import annotations

from collections import Counter

from cockpit.errors import WireError
from cockpit.wire.codec import decode_client
from cockpit.wire.messages import ClientMessage
from tests.fuzz.shapes import made

MESSAGES = made(ClientMessage, 1000, 7)


def test_the_same_seed_makes_the_same_messages() -> None:
    assert made(ClientMessage, 50, 7) == made(ClientMessage, 50, 7)
    assert made(ClientMessage, 50, 7) != made(ClientMessage, 50, 8)


def test_every_kind_of_message_and_many_refusals_come_up() -> None:
    found: Counter[str] = Counter()
    for data in MESSAGES:
        try:
            found[type(decode_client(data)).__name__] += 1
        except WireError as fault:
            found[fault.code] += 1
    assert {"Hello", "Do", "Position", "Positions", "Beat", "Ask", "invalid", "malformed"} <= found.keys()
