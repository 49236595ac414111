"""A busy day for the window: incidents open and orders under way, as many as wanted however fast units are done."""

from __future__ import annotations

import asyncio
import uuid
from datetime import timedelta

from cockpit.client.link import Link
from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import Deadlines, IssueOrder, Target

INCIDENTS, ORDERS, RECIPIENTS = 300, 30, 20
EVERY_S = 2.0
PATIENT = Deadlines(3600.0, 7200.0, 10800.0, 14400.0, 18000.0)
"""Nobody is late: alarms are another bench."""


class BusyDay:
    """Reports and orders through the desktop's own link, as its commander.

    Args:
        link: live.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._number = 0

    @property
    def open_incidents(self) -> int:
        """Incidents that are not closed."""
        return sum(one.open for one in self._link.replica.world.incidents.values())

    @property
    def orders_under_way(self) -> int:
        """Orders that somebody still works at."""
        return sum(one.under_way for one in self._link.replica.world.orders.values())

    async def fill(self) -> None:
        """Reports and orders until both figures are reached."""
        while (missing := INCIDENTS - self.open_incidents) > 0:
            await asyncio.gather(*(self._link.send(self._report()) for _ in range(min(20, missing))))
            await asyncio.sleep(0.05)
        while self.orders_under_way < ORDERS:
            await self._link.send(self._order())
            await asyncio.sleep(0.05)

    async def keep(self) -> None:
        """Goes on, until cancelled: what was closed or completed is followed by another."""
        while True:
            await asyncio.sleep(EVERY_S)
            await self.fill()

    def _report(self) -> ReportIncident:
        self._number += 1
        world = self._link.replica.world
        kinds, sources = list(world.kinds), list(world.sources)
        grids = world.circles.of_tier("grid")
        grid = grids[self._number % len(grids)]
        at = self._link.now() - timedelta(minutes=self._number % 240)
        return ReportIncident(
            sources[self._number % len(sources)], f"B{self._number:05d}-{uuid.uuid4().hex[:6]}",
            kinds[self._number % len(kinds)], f"第 {self._number} 件，请就近核查处置", at, place=grid.centre,
            circle=grid.id,
        )  # fmt: skip

    def _order(self) -> IssueOrder:
        self._number += 1
        units = list(self._link.replica.world.units)
        first = self._number * RECIPIENTS % max(1, len(units) - RECIPIENTS)
        chosen = tuple(units[first : first + RECIPIENTS])
        target = Target(units=chosen)
        return IssueOrder(
            uuid.uuid4().hex, f"第 {self._number} 号：到岗核查，回报结果", chosen, target, deadlines=PATIENT
        )
