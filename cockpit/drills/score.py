"""What a journal says about how it went: figures of orders, ladder and load, for a drill or for a real day.

Pure: entries in, figures out. Every figure is of what the journal's own instants say, in seconds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import msgspec

from cockpit.domain.events import Entry
from cockpit.domain.incidents import IncidentReported
from cockpit.domain.ladder import DeadlineMissed, MissClimbed
from cockpit.domain.orders import DraftConfirmed, Order, OrderIssued, OrderRecalled, Recipient, RecipientState
from cockpit.domain.relief import RecipientReassigned
from cockpit.domain.versions import OrderChanged
from cockpit.domain.world import World, apply

STAGES: tuple[RecipientState, ...] = ("delivered", "acknowledged", "en_route", "on_scene", "completed")


class Spread(msgspec.Struct, frozen=True):
    """How long recipients took from the issue to a state, seconds (nearest rank); None where nobody came so far.

    ``reached`` of ``of`` recipients did.
    """

    reached: int
    of: int
    p50: float | None
    p90: float | None
    worst: float | None

    @property
    def share(self) -> float | None:
        """Which part of the recipients did, None without any."""
        return self.reached / self.of if self.of else None


class Reached(msgspec.Struct, frozen=True):
    """One recipient of one order: whose it is, and when it came to each state, seconds after its issue."""

    order: str
    unit: str
    department: str
    circles: tuple[str, ...]
    after_s: dict[RecipientState, float]
    missed: tuple[RecipientState, ...]
    state: RecipientState


class Load(msgspec.Struct, frozen=True):
    """What one person or chief had to do: own deeds in the journal, misses that climbed to them."""

    deeds: int
    told: int


class PassedOver(msgspec.Struct, frozen=True):
    """Units of an incident's own station, of the departments that its orders went to, which no order of it named."""

    incident: str
    units: tuple[str, ...]


class Score(msgspec.Struct, frozen=True):
    """The figures of a journal, or of a stretch of it.

    Attributes:
        first_order_s: from the first incident to the first order after it; None where there was none.
        stages, by_zone, by_department: how long recipients took, by state; by zone id and department id.
        missed: deadlines missed, by state; ``climbed``: rungs by the tier that was told.
        ladder_kept: recipients that missed none, of ``recipients``.
        changed: orders changed or recalled, and recipients reassigned.
    """

    incidents: int
    orders: int
    recipients: tuple[Reached, ...]
    first_order_s: float | None
    stages: dict[RecipientState, Spread]
    by_zone: dict[str, dict[RecipientState, Spread]]
    by_department: dict[str, dict[RecipientState, Spread]]
    missed: dict[RecipientState, int]
    climbed: dict[str, int]
    skipped: int
    ladder_kept: int
    declined: int
    completed: int
    passed_over: tuple[PassedOver, ...]
    changed: int
    load: dict[str, Load]


def spread(recipients: Iterable[Reached], state: RecipientState) -> Spread:
    """How long some recipients took to a state."""
    all_ = list(recipients)
    took = sorted(one.after_s[state] for one in all_ if state in one.after_s)

    def at(share: float) -> float | None:
        return round(took[math.ceil(share * len(took)) - 1], 3) if took else None

    return Spread(len(took), len(all_), at(0.5), at(0.9), at(1.0))


def score(entries: Iterable[Entry], since: datetime | None = None, until: datetime | None = None) -> Score:
    """Scores a journal from its first line.

    Args:
        since, until: only incidents and orders that came in this stretch (until exclusive); receipts and misses of
            those orders count whenever they came.

    Raises:
        ValueError: lines are missing in between.
    """
    tally = _Tally(since, until)
    for entry in entries:
        tally.take(entry)
    return tally.score()


class _Tally:
    """Folds a journal and counts what the world alone does not keep.

    An order is read from the world when it ends or at the journal's end: the world forgets what was long closed.
    """

    def __init__(self, since: datetime | None, until: datetime | None) -> None:
        self._since, self._until = since, until
        self._world = World()
        self._orders: dict[str, Order] = {}
        self._incidents: dict[str, tuple[datetime, str]] = {}
        self._missed: dict[tuple[str, str], set[RecipientState]] = {}
        self._missed_count: Counter[RecipientState] = Counter()
        self._climbed: Counter[str] = Counter()
        self._skipped = 0
        self._changed = 0
        self._deeds: Counter[str] = Counter()
        self._told: Counter[str] = Counter()
        self._off_duty_at: dict[str, frozenset[str]] = {}

    def _within(self, at: datetime) -> bool:
        return (self._since is None or at >= self._since) and (self._until is None or at < self._until)

    def take(self, entry: Entry) -> None:
        apply(self._world, entry)
        event = entry.event
        if self._within(entry.at) and entry.by in self._world.people:
            self._deeds[entry.by] += 1
        match event:
            case IncidentReported(incident) if self._within(entry.at):
                self._incidents[incident.id] = (entry.at, incident.circle)
            case OrderIssued() | DraftConfirmed() if self._within(entry.at):
                id_ = event.issue.order if isinstance(event, OrderIssued) else event.order
                # The world goes on with this very record, also when it has forgotten the order itself.
                self._orders[id_] = self._world.orders[id_]
                self._off_duty_at[id_] = frozenset(self._world.off_duty)
            case DeadlineMissed() if event.order in self._orders:
                self._missed.setdefault((event.order, event.unit), set()).add(event.stage)
                self._missed_count[event.stage] += 1
            case MissClimbed() if event.order in self._orders:
                self._note_climb(event)
            case OrderChanged() | OrderRecalled() | RecipientReassigned() if event.order in self._orders:
                self._changed += 1

    def _note_climb(self, event: MissClimbed) -> None:
        if event.skipped:
            self._skipped += 1
            return
        circle = self._world.circles.by_id.get(event.circle)
        self._climbed[circle.tier if circle is not None else "unknown"] += 1
        self._told[event.chief] += 1

    def score(self) -> Score:
        reached = tuple(
            self._reached(order.id, unit, recipient)
            for order in self._orders.values()
            for unit, recipient in order.recipients.items()
            if recipient.state != "reassigned"
        )
        zones = sorted({zone for one in reached for zone in one.circles if self._tier(zone) == "zone"})
        departments = sorted({one.department for one in reached})
        people = sorted(self._deeds.keys() | self._told.keys())
        return Score(
            incidents=len(self._incidents),
            orders=len(self._orders),
            recipients=reached,
            first_order_s=self._first_order_s(),
            stages={state: spread(reached, state) for state in STAGES},
            by_zone={
                zone: {state: spread((one for one in reached if zone in one.circles), state) for state in STAGES}
                for zone in zones
            },
            by_department={
                id_: {state: spread((one for one in reached if one.department == id_), state) for state in STAGES}
                for id_ in departments
            },
            missed=dict(self._missed_count),
            climbed=dict(self._climbed),
            skipped=self._skipped,
            ladder_kept=sum(not one.missed for one in reached),
            declined=sum(one.state == "declined" for one in reached),
            completed=sum(one.state == "completed" for one in reached),
            passed_over=tuple(self._passed_over()),
            changed=self._changed,
            load={id_: Load(self._deeds[id_], self._told[id_]) for id_ in people},
        )

    def _tier(self, circle: str) -> str:
        found = self._world.circles.by_id.get(circle)
        return found.tier if found is not None else ""

    def _reached(self, order: str, unit: str, recipient: Recipient) -> Reached:
        known = self._world.units.get(unit)
        issued_at = recipient.times.get("issued")
        after_s: dict[RecipientState, float] = {}
        for state, at in recipient.times.items():
            if issued_at is not None and state != "issued":
                after_s[state] = round((at - issued_at).total_seconds(), 3)
        # Whoever skips a step has taken it all the same: a person on the scene has seen the order.
        for later, earlier in zip(reversed(STAGES), reversed(STAGES[:-1]), strict=False):
            if later in after_s and earlier not in after_s:
                after_s[earlier] = after_s[later]
        return Reached(
            order=order,
            unit=unit,
            department=known.department if known is not None else "",
            circles=self._world.circles.path(known.circle) if known is not None else (),
            after_s=after_s,
            missed=tuple(state for state in STAGES if state in self._missed.get((order, unit), ())),
            state=recipient.state,
        )

    def _first_order_s(self) -> float | None:
        if not self._incidents:
            return None
        first_at = min(at for at, _ in self._incidents.values())
        issued = [order.issued_at for order in self._orders.values() if order.issued_at and order.issued_at >= first_at]
        return round((min(issued) - first_at).total_seconds(), 3) if issued else None

    def _passed_over(self) -> Iterable[PassedOver]:
        by_incident: dict[str, list[Order]] = {}
        for order in self._orders.values():
            if order.incident in self._incidents:
                by_incident.setdefault(order.incident, []).append(order)
        tree, units = self._world.circles, self._world.units
        for incident, orders in by_incident.items():
            path = tree.path(self._incidents[incident][1])
            station = next((one for one in path if self._tier(one) == "station"), "")
            named = {unit for order in orders for unit in order.recipients}
            departments = {units[unit].department for unit in named if unit in units}
            off = frozenset().union(*(self._off_duty_at[order.id] for order in orders))
            left = tuple(
                unit.id
                for unit in units.values()
                if station
                and unit.department in departments
                and unit.id not in named
                and unit.id not in off
                and tree.within(unit.circle, station)
            )
            if left:
                yield PassedOver(incident, left)
