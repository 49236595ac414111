"""When to try again: doubling waits with jitter, so that 713 that lost the hub together do not come back together."""

from __future__ import annotations

import random

FIRST_S = 0.25
LONGEST_S = 8.0


class Backoff:
    """Waits between tries. Source: "full jitter", M. Brooker, AWS Architecture Blog, 2015."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._tries = 0

    def next_s(self) -> float:
        """Seconds to wait before the next try."""
        ceiling = min(LONGEST_S, FIRST_S * 2**self._tries)
        self._tries += 1
        return self._chance.uniform(FIRST_S / 2, ceiling)

    def reset(self) -> None:
        """A try has succeeded."""
        self._tries = 0
