"""The deadlines of all orders under way, in order of time. Derived from the world: after a restart they are all there.

A heap holds when each recipient should be looked at; what is really due the domain says (``ladder.due``), so an entry
that has become wrong does no harm.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from cockpit.domain.ladder import DeadlineMissed, MissAcknowledged, MissClimbed, due, next_due_at
from cockpit.domain.orders import DraftConfirmed, OrderIssued, RecipientAdvanced
from cockpit.domain.people import HUB, Actor
from cockpit.domain.relief import RecipientReassigned, RecipientsAdded
from cockpit.domain.town_events import TownDefined
from cockpit.domain.versions import OrderChanged
from cockpit.domain.world import Event, World
from cockpit.errors import EnvironmentFailure

AT_ONCE = 1000
"""Recipients looked at in one turn: the loop has other things to do."""


class Recording(Protocol):
    """What deadlines are kept of: a hub's service, or an exercise on a clock of its own."""

    failure: EnvironmentFailure | None

    @property
    def world(self) -> World:
        """The world whose orders are looked at."""

    def record(self, events: Sequence[Event], actor: Actor) -> None:
        """Journals what fell due."""


class Timers:
    """What is due when, for one service."""

    def __init__(self, service: Recording) -> None:
        self._service = service
        self._heap: list[tuple[datetime, str, str]] = []
        self._recorded: list[Event] = []
        self.begin_anew()

    def __len__(self) -> int:
        self._look()
        return len(self._heap)

    def begin_anew(self) -> None:
        """Looks through the whole world: at the start, and when the world has gone back to what is durable."""
        self._heap, self._recorded = [], []
        for order in self._service.world.orders.values():
            if order.under_way:
                self._note(order.id, order.recipients)

    def recorded(self, event: Event) -> None:
        """An event was applied to the world: those whom it concerns are looked at anew, at the next ``fire``.

        Not here: an order to everybody would wait for two thousand looks before it goes to the disk.
        """
        self._recorded.append(event)

    def _look(self) -> None:
        recorded, self._recorded = self._recorded, []
        for event in recorded:
            self._look_at(event)

    def _look_at(self, event: Event) -> None:
        match event:
            case OrderIssued(issue):
                self._note(issue.order, issue.recipients)
            case DraftConfirmed(order):
                self._note(order, self._service.world.orders[order].recipients)
            case RecipientsAdded(order, units) | OrderChanged(order=order, units=units):
                self._note(order, units)
            case RecipientReassigned(order, _, to):
                self._note(order, (to,))
            case RecipientAdvanced() | DeadlineMissed() | MissClimbed() | MissAcknowledged():
                self._note(event.order, (event.unit,))
            case TownDefined():
                self.begin_anew()

    def next_at(self) -> datetime | None:
        """When to look next, None for never; early at worst."""
        self._look()
        return self._heap[0][0] if self._heap else None

    def fire(self, now: datetime) -> int:
        """Records what has fallen due by now; returns how many events."""
        if self._service.failure is not None:
            return 0
        self._look()
        found: list[Event] = []
        looked_at: set[tuple[str, str]] = set()
        while self._heap and self._heap[0][0] <= now and len(looked_at) < AT_ONCE:
            _, order_id, unit = heapq.heappop(self._heap)
            order = self._service.world.orders.get(order_id)
            if order is None or unit not in order.recipients or (order_id, unit) in looked_at:
                continue
            looked_at.add((order_id, unit))
            found += due(self._service.world, order, unit, now)
        if found:
            self._service.record(found, HUB)
        return len(found)

    def _note(self, order_id: str, units: Iterable[str]) -> None:
        world = self._service.world
        order = world.orders.get(order_id)
        if order is None:
            return
        for unit in units:
            at = next_due_at(world, order, unit)
            if at is not None:
                heapq.heappush(self._heap, (at, order_id, unit))
