"""Python's cyclic garbage in the hub's process: full collections come at quiet moments, not in the midst of an order.

A full collection walks everything that the hub holds, connections and world, and nothing else happens meanwhile: 100
to 250 ms with 2,000 terminals on a busy machine. Left to itself Python makes one whenever enough has been allocated,
and an order to everybody allocates a lot; so does a world that is read back.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable

YOUNG, NEVER = 10_000, 1_000_000
"""Objects made from which on Python looks through those by itself (a millisecond); older ones it leaves to us."""
EVERY_S = 600.0
"""Seconds between full collections: connections that have ended leave cycles behind, about 50 KiB each."""
LOOK_EVERY_S = 0.05
PATIENCE_S = 60.0
"""A hub that is never quiet is swept all the same."""


class Garbage:
    """Takes over from Python's own full collections until ``give_back``."""

    def __init__(self) -> None:
        self._before = gc.get_threshold()
        gc.set_threshold(YOUNG, NEVER, NEVER)

    async def run(self, quiet: Callable[[], bool]) -> None:
        """Leaves what lives now (modules, the town, the world as it is) out of all collections; sweeps until cancelled.

        Args:
            quiet: whether nothing waits just now.
        """
        loop = asyncio.get_running_loop()
        gc.freeze()
        while True:
            await asyncio.sleep(EVERY_S)
            end = loop.time() + PATIENCE_S
            while not quiet() and loop.time() < end:
                await asyncio.sleep(LOOK_EVERY_S)
            gc.collect()

    def give_back(self) -> None:
        """Lets Python collect by itself again."""
        gc.set_threshold(*self._before)
        gc.unfreeze()
