"""The waits between tries: doubling, bounded, never the same for all."""

from __future__ import annotations

import random

from cockpit.client.backoff import FIRST_S, LONGEST_S, Backoff


def test_waits_grow_to_a_bound_and_start_anew() -> None:
    for seed in range(50):
        backoff = Backoff(random.Random(seed))
        for tries in range(40):
            assert FIRST_S / 2 <= backoff.next_s() <= max(FIRST_S / 2, min(LONGEST_S, FIRST_S * 2**tries))
        backoff.reset()
        assert backoff.next_s() <= FIRST_S


def test_those_that_lost_the_hub_together_do_not_come_back_together() -> None:
    crowd = [Backoff(random.Random(seed)) for seed in range(713)]
    for _ in range(5):
        waits = [backoff.next_s() for backoff in crowd]
    assert len({round(wait, 2) for wait in waits}) > 200


def test_thousands_of_tries_overflow_nothing() -> None:
    backoff = Backoff(random.Random(1))
    assert max(backoff.next_s() for _ in range(3000)) <= LONGEST_S
