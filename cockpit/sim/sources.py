"""The nine simulated sources: each a client with a session of its own, reporting what the day brings."""

from __future__ import annotations

import asyncio
import heapq
import logging
import random
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cockpit.client.backoff import Backoff
from cockpit.client.session import Session, first_of, open_session
from cockpit.domain.incidents import AdvanceIncident, ReportIncident, Step, incident_id
from cockpit.domain.town import Town, TownMap
from cockpit.errors import EnvironmentFailure
from cockpit.kit.tasks import Tasks
from cockpit.sim.day import Phrase, Report, draw_day
from cockpit.wire.messages import PROTOCOL, Accepted, Do, Hello, NotAccepted

log = logging.getLogger(__name__)

LIVE_STEPS: tuple[Step, ...] = ("triage", "assign", "handle", "feedback", "verify", "close")
STEP_SHARES = (0.03, 0.06, 0.15, 0.7, 0.9, 1.0)
"""When each step is made, as a share of the time from report to closing."""
IN_FLIGHT = 50
DISK_S = 5.0
"""Seconds after which what the hub's disk did not take is said again."""


class SourceClient:
    """One source's session: keeps what it has to say until the hub has said that it is durable."""

    def __init__(self, url: str, source: str, key: str, chance: random.Random) -> None:
        self.source = source
        self.taken = 0
        self.refused = 0
        self._url = url
        self._key = key
        self._outbox: dict[str, Do] = {}
        self._sent: set[str] = set()
        self._session: Session | None = None
        self._backoff = Backoff(chance)
        self._room = asyncio.Event()
        self._pause_until = 0.0

    def say(self, do: Do) -> None:
        """Takes something in to be said, in order."""
        self._outbox[do.id] = do
        self._room.set()

    async def run(self) -> None:
        """Stays connected until cancelled."""
        while True:
            try:
                await self._once()
            except EnvironmentFailure as failure:
                log.info("source %s: %s", self.source, failure)
            await asyncio.sleep(self._backoff.next_s())

    async def _once(self) -> None:
        self._sent.clear()
        session = await open_session(self._url, Hello(PROTOCOL, "source", self.source, secret=self._key, client="sim"))
        self._backoff.reset()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._talk(session), name=f"source/{self.source}")
                async for arrival in session.arrivals():
                    if isinstance(arrival, Accepted):
                        self.taken += len(arrival.ids)
                        self._settle(arrival.ids)
                    elif isinstance(arrival, NotAccepted) and arrival.rule == "hub.disk":
                        self._sent.discard(arrival.id)
                        self._pause_until = time.monotonic() + DISK_S
                    elif isinstance(arrival, NotAccepted):
                        self.refused += 1
                        log.warning("source %s: refused: %s", self.source, arrival.message)
                        self._settle((arrival.id,))
        except ExceptionGroup as failures:
            raise first_of(failures) from None
        finally:
            session.abort()

    def _settle(self, ids: tuple[str, ...]) -> None:
        for id_ in ids:
            self._outbox.pop(id_, None)
            self._sent.discard(id_)
        self._room.set()

    async def _talk(self, session: Session) -> None:
        while True:
            waiting = [do for do in self._outbox.values() if do.id not in self._sent]
            room = IN_FLIGHT - len(self._sent) if time.monotonic() >= self._pause_until else 0
            for do in waiting[: max(0, room)]:
                self._sent.add(do.id)
                await session.send(do)
            self._room.clear()
            try:
                async with asyncio.timeout(1.0):
                    await self._room.wait()
            except TimeoutError:
                await session.beat(time.time())
                session.check_heard()


class Sources:
    """All sources of a town and the days that they tell.

    Args:
        keys: source id to its key.
        speed: simulated seconds in a second, for incidents after the start.
    """

    def __init__(
        self,
        url: str,
        town: Town,
        town_map: TownMap,
        keys: Mapping[str, str],
        phrase: Phrase,
        *,
        speed: float = 1.0,
        seed: int = 1,
    ) -> None:
        self.clients = {
            source.id: SourceClient(url, source.id, keys[source.id], random.Random(f"{seed}/{source.id}"))
            for source in town.sources
        }
        self._town, self._map, self._phrase, self._seed, self._speed = town, town_map, phrase, seed, speed
        self._tasks = Tasks("sources")
        self._plan: list[tuple[datetime, int, str, Do]] = []
        self._count = 0

    async def run(self) -> None:
        """Tells what has happened since midnight (the history ends there), then each incident as it comes."""
        for client in self.clients.values():
            self._tasks.spawn(client.run(), client.source)
        try:
            started = datetime.now(UTC)
            zone = ZoneInfo(self._town.settings.time_zone)
            planned = started.astimezone(zone).date() - timedelta(days=1)
            while True:
                now = started + (datetime.now(UTC) - started) * self._speed
                while planned <= (now + timedelta(minutes=10)).astimezone(zone).date():
                    planned += timedelta(days=1)
                    for report in draw_day(self._town, self._map, planned, self._phrase, self._seed):
                        self._schedule(report, started)
                while self._plan and self._plan[0][0] <= now:
                    _, _, source, do = heapq.heappop(self._plan)
                    self.clients[source].say(do)
                await asyncio.sleep(0.25)
        finally:
            await self._tasks.close()

    def _schedule(self, report: Report, started: datetime) -> None:
        """What is over by the start is told as closed; the rest is told step by step."""
        over = report.closed_at <= started
        reported_at = report.reported_at
        if reported_at > started:
            # Simulated time runs ahead of the clock by the speed; a hub takes no report from the future.
            reported_at = started + (reported_at - started) / self._speed
        command = ReportIncident(
            source=report.source,
            source_no=report.source_no,
            kind=report.kind,
            text=report.text,
            reported_at=reported_at,
            severity=report.severity,
            place=report.place,
            circle=report.circle,
            address=report.address,
            closed_at=report.closed_at if over else None,
        )
        id_ = incident_id(report.source, report.source_no)
        self._push(report.reported_at, report.source, Do(f"{id_}/report", command))
        if over:
            return
        took = report.closed_at - report.reported_at
        done: Step = "report"
        for step, share in zip(LIVE_STEPS, STEP_SHARES, strict=True):
            at = report.reported_at + took * share
            if at <= started:
                done = step
            else:
                self._push(at, report.source, Do(f"{id_}/{step}", AdvanceIncident(id_, step)))
        if done != "report":
            at = max(report.reported_at, started)
            self._push(at, report.source, Do(f"{id_}/{done}", AdvanceIncident(id_, done)))

    def _push(self, at: datetime, source: str, do: Do) -> None:
        self._count += 1
        heapq.heappush(self._plan, (at, self._count, source, do))
