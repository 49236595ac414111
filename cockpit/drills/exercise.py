"""A scenario played without a screen, on a virtual clock, into a journal of its own.

The same ``decide``, ``apply`` and deadlines as in a hub, and the same rules of behaviour as in the simulator. All
chance comes from the seed and every instant from the scenario, so the same scenario with the same seed and town gives
the same journal lines and hashes, byte for byte. What differs is in the file's ``meta`` table alone: ``world``, a new
id for every folder.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec

from cockpit.domain.in_command import commander_at
from cockpit.domain.incidents import ReportIncident, incident_id
from cockpit.domain.ladder import AcknowledgeMiss, DeadlineMissed, MissClimbed
from cockpit.domain.orders import IssueOrder, OrderIssued, Receipt
from cockpit.domain.people import HUB, Actor
from cockpit.domain.places import LonLat, distance_m
from cockpit.domain.town_events import town_events
from cockpit.domain.unit_duty import EndDuty
from cockpit.domain.world import Command, Entry, Event, World, apply, decide
from cockpit.drills.condition import is_true
from cockpit.drills.crew import Member
from cockpit.drills.scenario import IncidentText, Inject, ReferenceOrder, Scenario, Who
from cockpit.drills.selection import target_of, units_of
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub.timers import Timers
from cockpit.sim.crowd import start_in
from cockpit.sim.movement import Walker
from cockpit.town.folder import TownFolder

_encoder = msgspec.json.Encoder()


class Exercise:
    """One scenario under way.

    Args:
        write: takes each line of the journal: its sequence number and the entry as JSON.
        seed: instead of the scenario's own.
        withhold_orders: the commander of the reference behaviour does nothing.

    Attributes:
        refused: what a rule forbade of what the scenario wanted: name, rule, message. Empty for a good scenario.
        happened_s: the injects and orders that have come, by name, and when: seconds after the start.
        waiting: names of the injects and orders whose time or condition has not come.
    """

    def __init__(
        self,
        scenario: Scenario,
        town: TownFolder,
        write: Callable[[int, bytes], None],
        *,
        seed: int | None = None,
        withhold_orders: bool = False,
    ) -> None:
        self.scenario, self.town = scenario, town
        self.seed = scenario.seed if seed is None else seed
        self.world = World()
        self.failure: EnvironmentFailure | None = None
        self.refused: list[tuple[str, str, str]] = []
        self.happened_s: dict[str, float] = {}
        self._write = write
        self._now = scenario.starts_at
        self._ends_at = scenario.starts_at + timedelta(seconds=scenario.lasts_s)
        self._queue: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._misses = 0
        self._chance = random.Random(f"{self.seed}/{scenario.id}")
        self._places: dict[str, tuple[str, LonLat | None]] = {}
        self._crew: dict[str, Member] = {}
        self._timers = Timers(self)
        self.record(list(town_events(town.town, town.digest)), HUB)
        self._crew = self._gather()
        orders = () if withhold_orders else scenario.orders
        self._pending: list[Inject | ReferenceOrder] = [*scenario.injects, *orders]
        self._expected = tuple(one.name for one in self._pending)
        self._begin()

    @property
    def waiting(self) -> tuple[str, ...]:
        """Names of the injects and orders whose time or condition has not come."""
        return tuple(one for one in self._expected if one not in self.happened_s)

    def play(self) -> None:
        """Plays to the end."""
        self._look_around()
        while self._step():
            pass
        self._now = self._ends_at

    # -- time --------------------------------------------------------------------------------------------------

    def _later(self, seconds: float, deed: Callable[[], None]) -> None:
        at = self._now + timedelta(seconds=round(seconds, 3))
        heapq.heappush(self._queue, (at, next(self._numbers), deed))

    def _step(self) -> bool:
        """Goes to what comes next, a deadline before a deed of the same instant; False where nothing does."""
        due_at = self._timers.next_at()
        next_at = self._queue[0][0] if self._queue else None
        at = min((one for one in (due_at, next_at) if one is not None), default=None)
        if at is None or at > self._ends_at:
            return False
        self._now = max(self._now, at)
        if due_at is not None and due_at <= self._now:
            self._timers.fire(self._now)
        else:
            heapq.heappop(self._queue)[2]()
        self._look_around()
        return True

    def _look_around(self) -> None:
        """Injects and orders whose condition has come true are on their way; each once."""
        for one in list(self._pending):
            if is_true(one.when, self.scenario, self.world, self.happened_s.keys(), self._misses):
                self._pending.remove(one)
                self._later(one.when.at_s, self._deed_of(one))

    def _deed_of(self, one: Inject | ReferenceOrder) -> Callable[[], None]:
        if isinstance(one, Inject):
            return lambda: self._inject(one)
        return lambda: self._order(one)

    # -- the world ---------------------------------------------------------------------------------------------

    def record(self, events: Sequence[Event], actor: Actor) -> None:
        """Journals and folds what has happened, and lets the crew hear of it."""
        for event in events:
            entry = Entry(self.world.seq + 1, self._now, actor.id, event)
            apply(self.world, entry)
            self._write(entry.seq, _encoder.encode(entry))
            self._timers.recorded(event)
            self._hear(event)

    def _do(self, actor: Actor, command: Command, name: str = "") -> None:
        try:
            self.record(decide(self.world, command, actor, self._now), actor)
        except Refused as refusal:
            if name:
                self.refused.append((name, refusal.rule, refusal.message))

    def _hear(self, event: Event) -> None:
        """What a hub would tell the terminals."""
        match event:
            case OrderIssued(issue):
                for unit in issue.recipients:
                    self._crew[unit].order(issue.order, issue.place)
            case DeadlineMissed():
                self._misses += 1
                self._crew[event.unit].remind(event.order)
            case MissClimbed(chief=chief) if chief in self._crew:
                self._crew[chief].tell(event.order, event.unit)

    def _gather(self) -> dict[str, Member]:
        centres = {circle.id: circle.centre for circle in self.town.town.circles}
        manners = dict.fromkeys(self.world.units, self.scenario.manner)
        cut: set[str] = set()
        for behaviour in self.scenario.behaviours:
            for unit_id in units_of(self.world, behaviour.who, self._chance):
                manners[unit_id] = behaviour.manner
                if behaviour.cut:
                    cut.add(unit_id)
        crew: dict[str, Member] = {}
        for unit in self.world.units.values():
            chance = random.Random(f"{self.seed}/{unit.id}")
            area = self.town.map.areas.get(unit.circle)
            walker = Walker(area, start_in(area, centres[unit.circle], chance), unit.department, chance)
            crew[unit.id] = Member(unit.id, manners[unit.id], walker, chance, self._later, self._say, unit.id in cut)
        return crew

    def _say(self, actor: Actor, command: Receipt | AcknowledgeMiss) -> None:
        """A unit's receipt that came too late, or a miss that was answered meanwhile, is refused as a hub would."""
        self._do(actor, command)

    # -- the scenario ------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """The state at the beginning: who is away, and what is open."""
        for who in self.scenario.away:
            for unit in units_of(self.world, who, self._chance):
                self._do(Actor("unit", unit), EndDuty(), "away")
        for one in self.scenario.open_incidents:
            self._report(one.name, one.incident, self._now - timedelta(seconds=one.before_s))

    def _inject(self, inject: Inject) -> None:
        self._note_happened(inject.name)
        if inject.incident is not None:
            self._report(inject.name, inject.incident, self._now)
            return
        for unit in self._units(inject.who):
            self._crew[unit].set_cut(inject.kind == "cut")

    def _note_happened(self, name: str) -> None:
        self.happened_s[name] = round((self._now - self.scenario.starts_at).total_seconds(), 3)

    def _report(self, name: str, incident: IncidentText, at: datetime) -> None:
        place = incident.place or self.world.circles.by_id[incident.circle].centre
        number = f"{self.scenario.id}-{name}"
        command = ReportIncident(
            source=incident.source,
            source_no=number,
            kind=incident.kind,
            text=incident.text,
            reported_at=at,
            severity=incident.severity,
            place=place,
            circle=incident.circle,
            address=incident.address,
        )
        self._do(Actor("source", incident.source), command, name)
        self._places[name] = (incident_id(incident.source, number), place)

    def _order(self, order: ReferenceOrder) -> None:
        self._note_happened(order.name)
        incident, place = self._places.get(order.incident, ("", None))
        units = [unit for unit in self._units(order.who) if unit not in self.world.off_duty]
        if order.nearest and place is not None:
            units.sort(key=lambda unit: distance_m(self._crew[unit].walker.place, place))
            units = units[: order.nearest]
        command = IssueOrder(
            order=self.scenario.order_id(order.name),
            text=order.text,
            recipients=tuple(units),
            target=target_of(order.who),
            priority=order.priority,
            place=place,
            incident=incident,
            plan=order.plan,
            deadlines=self.world.plans[order.plan].deadlines if order.plan else None,
        )
        self._do(Actor("person", order.person or commander_at(self.world, self._now)), command, order.name)

    def _units(self, who: Who) -> tuple[str, ...]:
        return units_of(self.world, who, self._chance)
