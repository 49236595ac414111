"""The desk that keeps the six indices: expectation once a day, values every few seconds, any index opened on demand."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.cases import Cases
from cockpit.analysis.days import day_of, day_span_s
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.figures import LINE_DAYS, figures
from cockpit.analysis.history import History
from cockpit.analysis.indices import Values, compute, detail
from cockpit.analysis.outlook import outlook
from cockpit.analysis.recompute import Past, daily_values, days_before
from cockpit.domain.consultation_rules import late_values
from cockpit.domain.consultations import DayValue
from cockpit.domain.indices import DOMAINS, Domain, Figures, IndexDetail, Outlook
from cockpit.domain.people import HUB
from cockpit.errors import Refused
from cockpit.hub.past import began_on, past_cases, values_of
from cockpit.wire.messages import FiguresPublished

if TYPE_CHECKING:
    from cockpit.hub.hub import Hub

log = logging.getLogger(__name__)

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
EVERY_S = 2.0
"""Seconds between looks at whether an incident has changed the values."""
GROUND_KEEPS_S = 8.0
"""Seconds before late reports may have the ground laid anew: a source that catches up tells hundreds in a row."""
SCORE_DAYS = 56
"""Past days on which the outlook is tried before it is shown."""
AT_LEAST_EVERY_S = 15.0
"""They change with the time of day as well."""


@dataclass(frozen=True)
class Ground:
    """What a day's values stand on: the past, and the day expected from it.

    ``lasting`` are incidents from before the day that were open at its start: the journal may not know them.
    ``reported`` counts the world's incidents from before ``laid_s`` (epoch seconds), when this was made: more of them
    later have come in late, for a time that counted as unheard.
    """

    day: date
    town_digest: str
    history: History
    expectation: Expectation
    past: Past
    lasting: Cases
    laid_s: float
    reported: int


class FiguresDesk:
    """Computes and publishes the indices. Everything slow runs in a worker.

    ``told`` is what was published last.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._ground: Ground | None = None
        self._values: Values | None = None
        self.told: Figures | None = None
        self._started_s = time.time()
        self._outlook: tuple[Past, Outlook] | None = None
        self._telling = threading.Lock()

    async def run(self) -> None:
        """Publishes until cancelled."""
        hub, seen_seq, told_at = self._hub, -1, 0.0
        while True:
            world = hub.world
            day = day_of(hub.clock.now(), world.settings.time_zone)
            if self._ground_is_old(day):
                now = hub.clock.now()
                reported = self._reported_before(now.timestamp())
                self._ground = await asyncio.to_thread(self._lay_ground, day, now, reported)
                self._tell_late()
                seen_seq = -1
            changes = world.take_changes()
            stale = time.monotonic() - told_at >= AT_LEAST_EVERY_S
            if changes.incidents or changes.town or stale or seen_seq < 0:
                seen_seq, told_at = world.seq, time.monotonic()
                await self._publish(seen_seq)
            await asyncio.sleep(EVERY_S)

    def _ground_is_old(self, day: date) -> bool:
        """Whether the day or the town is another, or reports have come in late for a time that counted as unheard."""
        ground, world = self._ground, self._hub.world
        if ground is None or (ground.day, ground.town_digest) != (day, world.town_digest):
            return True
        if self._hub.now_s() - ground.laid_s < GROUND_KEEPS_S:
            return False
        return self._reported_before(ground.laid_s) > ground.reported

    def _reported_before(self, at_s: float) -> int:
        return sum(one.reported_at.timestamp() < at_s for one in self._hub.world.incidents.values())

    async def _publish(self, seq: int) -> None:
        ground = self._ground
        if ground is None:
            return
        hub = self._hub
        cases = Cases.from_incidents(ground.expectation.axis, hub.world.incidents.values()).joined(ground.lasting)
        silent, now = self.silent(), hub.clock.now()
        values = await asyncio.to_thread(compute, ground.expectation, cases, silent, now)
        self._values = values
        self.told = figures(values, ground.past, seq)
        hub.publisher.publish_figures(FiguresPublished(self.told))

    def silent(self) -> dict[str, float]:
        """Sources that have said nothing for longer than they may, and since when (epoch seconds)."""
        now, heard = self._hub.now_s(), self._hub.publisher.live.sources
        found: dict[str, float] = {}
        for source in self._hub.world.sources.values():
            since = heard.get(source.id, self._started_s)
            if now - since > source.silent_after_s:
                found[source.id] = since
        return found

    def _lay_ground(self, day: date, now: datetime, reported: int) -> Ground:
        hub = self._hub
        world, method = hub.world, hub.world.method
        zone = world.settings.time_zone
        axis = CircleAxis(world.circles)
        start_s, _ = day_span_s(day, zone)
        hub.archive.write()
        began = began_on(hub.service.journal.path, zone, day)
        cases = past_cases(axis, hub.town, day, began, hub.archive.between(BEGINNING, now))
        history = History.of(axis, cases, zone, now.timestamp())
        past = daily_values(history, days_before(day, LINE_DAYS), method)
        log.info("the indices of %s rest on %s incidents of %s days", day, len(cases), len(history))
        lasting = cases.where((cases.reported_s < start_s) & (cases.closed_s >= start_s))
        expectation, laid_s = Expectation.fit(history, day, method), now.timestamp()
        return Ground(day, world.town_digest, history, expectation, past, lasting, laid_s, reported)

    # -- fixed days --------------------------------------------------------------------------------------------

    def day_values(self, day: date) -> tuple[str, tuple[DayValue, ...]]:
        """The method's version and the town's values of a past day; none where there are none to be had."""
        ground, root = self._ground, self._hub.world.circles.root
        if ground is None or root is None or day not in ground.past.days:
            return self._hub.world.method.version, ()
        row = ground.past.values[ground.past.days.index(day), ground.expectation.axis.position[root]].tolist()
        values = tuple(DayValue(domain, round(one, 2)) for domain, one in zip(DOMAINS, row, strict=True) if one == one)
        return ground.expectation.method.version, values

    def _tell_late(self) -> None:
        """Writes down where late reports would have made other numbers of a day that is fixed; the numbers stand."""
        hub = self._hub
        for meeting in list(hub.world.consultations.values()):
            version, values = self.day_values(meeting.day)
            event = late_values(meeting, values) if version == meeting.method_version else None
            if event is not None and hub.service.failure is None:
                hub.service.record([event], HUB)

    # -- questions ---------------------------------------------------------------------------------------------

    def detail(self, circle: str, domain: Domain, day: date | None) -> IndexDetail:
        """An index opened, today's or a past day's. For a worker.

        Raises:
            Refused: nothing is computed yet, or there is no such circle or day.
        """
        ground, values = self._ready(circle)
        if day is not None and day > ground.day:
            raise Refused("index.day", f"{day} 还没有到")
        if day is not None and day != ground.day:
            values = values_of(ground.history, day, self._hub.world.method)
        return detail(values, circle, domain)

    def history(self, circle: str, domain: Domain) -> list[tuple[date, float | None]]:
        """The last days of one index, oldest first; None where there was too little to tell.

        Raises:
            Refused: as for ``detail``.
        """
        ground, values = self._ready(circle)
        row, column = values.expectation.axis.position[circle], DOMAINS.index(domain)
        line = ground.past.values[:, row, column].tolist()
        return [(day, None if one != one else round(one, 2)) for day, one in zip(ground.past.days, line, strict=True)]

    def outlook(self) -> Outlook:
        """Tomorrow, as expected from the days before today; made once a day, when first asked. For a worker.

        Raises:
            Refused: nothing is computed yet, or it is being made for somebody else.
        """
        ground = self._ground
        if ground is None:
            raise Refused("index.not_ready", "指数正在计算，请稍候")
        # Whoever asks meanwhile must not wait in a worker: there are few of them, and the figures need one too.
        if not self._telling.acquire(blocking=False):
            raise Refused("index.not_ready", "展望正在计算，请稍候")
        try:
            if self._outlook is None or self._outlook[0] is not ground.past:
                told = outlook(
                    ground.history,
                    ground.day + timedelta(days=1),
                    self._hub.world.method,
                    until=ground.day,
                    score_days=SCORE_DAYS,
                    refit_days=SCORE_DAYS // 2,
                )
                self._outlook = (ground.past, told)
            return self._outlook[1]
        finally:
            self._telling.release()

    def _ready(self, circle: str) -> tuple[Ground, Values]:
        if self._ground is None or self._values is None:
            raise Refused("index.not_ready", "指数正在计算，请稍候")
        if circle not in self._values.expectation.axis.position:
            raise Refused("index.circle", f"没有圈 {circle!r}")
        return self._ground, self._values
