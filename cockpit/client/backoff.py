"""When to try again: doubling waits with jitter, so that 713 that lost the hub together do not come back together."""

from __future__ import annotations

import random

FIRST_S = 0.25
LONGEST_S = 8.0
MOST_DOUBLINGS = 10


class Backoff:
    """Waits between tries. Source: "full jitter", M. Brooker, AWS Architecture Blog, 2015."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._tries = 0

    def next_s(self) -> float:
        """Seconds to wait before the next try."""
        ceiling = min(LONGEST_S, FIRST_S * 2**self._tries)
        # Doubled without end it would pass what a float can hold, within hours of a hub that is down.
        self._tries = min(self._tries + 1, MOST_DOUBLINGS)
        return self._chance.uniform(FIRST_S / 2, ceiling)

    def reset(self) -> None:
        """A try has succeeded."""
        self._tries = 0
