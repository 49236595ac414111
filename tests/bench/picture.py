"""Cockpits as a bench has them: real links and replicas, which note how old a position is when they have it."""

from __future__ import annotations

import asyncio
import time

from cockpit.client.link import Credentials, Link
from cockpit.client.replica import Replica
from cockpit.errors import EnvironmentFailure
from cockpit.kit.tasks import Tasks
from cockpit.wire.messages import Moves
from tests.bench.stage import Stage

JOIN_S = 60.0


class TimedReplica(Replica):
    """A replica that notes the age of what comes in."""

    def __init__(self) -> None:
        super().__init__()
        self.noting = False
        self.ages_ms: list[float] = []
        self.latest: dict[str, float] = {}

    def move(self, moves: Moves) -> None:
        """Takes the moves in as any replica does; then the positions' ages are known."""
        super().move(moves)
        now = time.time()
        for unit, _, _, at, *_ in moves.fixes:
            if self.noting and at != self.latest.get(unit):
                self.ages_ms.append((now - at) * 1000)
            self.latest[unit] = at


class Pictures:
    """So many cockpits, live."""

    def __init__(self, stage: Stage, count: int) -> None:
        self._tasks = Tasks("pictures")
        login = stage.commander().login
        self.links = [Link(stage.url, Credentials(login, stage.password), client="bench") for _ in range(count)]
        self.replicas = [TimedReplica() for _ in self.links]
        for link, replica in zip(self.links, self.replicas, strict=True):
            link.replica = replica

    async def live(self) -> None:
        """Signs all in and waits until each has the whole picture.

        Raises:
            EnvironmentFailure: one does not get it in time.
        """
        try:
            async with asyncio.timeout(JOIN_S):
                for link in self.links:
                    self._tasks.spawn(link.run(), "link")
                    await link.live()
        except TimeoutError as failure:
            raise EnvironmentFailure(f"not all cockpits are live within {JOIN_S:.0f} s") from failure

    def note(self, noting: bool) -> None:
        """Begins or ends the noting of ages."""
        for replica in self.replicas:
            replica.noting = noting

    @property
    def ages_ms(self) -> list[float]:
        """All ages that were noted, of all cockpits."""
        return [age for replica in self.replicas for age in replica.ages_ms]

    async def close(self) -> None:
        """Says goodbye."""
        for link in self.links:
            await link.close()
        await self._tasks.close()
