"""The world: everything that the journal says, folded. ``decide`` and ``apply`` carry the whole domain.

Both are deterministic and do no I/O: time and ids come in as arguments, so the same journal gives the same world in
the hub, in every cockpit, and at every moment of the past.
"""

from __future__ import annotations

import hashlib
import heapq
from datetime import datetime, timedelta

import msgspec

from cockpit.domain import handover_effects, holding, ladder, order_rules, relief, versions
from cockpit.domain import in_command as command_rules
from cockpit.domain import incidents as incident_rules
from cockpit.domain.alarms import (
    AlarmMark,
    AlarmsAcknowledged,
    AlarmShelved,
    AlarmUnshelved,
    apply_alarm,
    forget_alarms,
)
from cockpit.domain.changes import Changes
from cockpit.domain.circle_calls import CircleCall
from cockpit.domain.circles import Circle, CircleTree
from cockpit.domain.commands import Command, decide
from cockpit.domain.consultation_rules import apply_consultation
from cockpit.domain.consultations import Consultation, ConsultationEvent
from cockpit.domain.devices import Device
from cockpit.domain.duty_log import LogNote, LogStruck, LogWritten, apply_log, forget_log
from cockpit.domain.events import Entry, Event
from cockpit.domain.field import FieldEvent, apply_field
from cockpit.domain.handovers import Handover
from cockpit.domain.help_calls import HelpCall
from cockpit.domain.holding import OfferDeclined, OfferTakenBack, OrderOffered, OrderPassed
from cockpit.domain.in_command import CommandTaken, InCommand
from cockpit.domain.incidents import Incident, IncidentAdvanced, IncidentReported, Kind
from cockpit.domain.indices import Method
from cockpit.domain.ladder import DeadlineMissed, MissAcknowledged, MissClimbed, MissesPassedOver, open_miss
from cockpit.domain.orders import (
    DraftConfirmed,
    DraftDiscarded,
    Order,
    OrderDrafted,
    OrderIssued,
    OrderRecalled,
    Plan,
    Recipient,
    RecipientAdvanced,
)
from cockpit.domain.people import Person
from cockpit.domain.relief import RecipientReassigned, RecipientsAdded
from cockpit.domain.resolutions import Resolution, ResolutionEvent, apply_resolution
from cockpit.domain.rota import Rota
from cockpit.domain.sources import Source
from cockpit.domain.town import Settings
from cockpit.domain.town_events import CirclesDefined, PeopleDefined, TownDefined, UnitsDefined, apply_town
from cockpit.domain.unit_duty import UnitDuty
from cockpit.domain.units import Department, Unit
from cockpit.domain.versions import OrderChanged
from cockpit.domain.whistles import Whistle

__all__ = ["Changes", "Command", "Entry", "Event", "World", "WorldState", "apply", "decide"]

REMEMBERED_INTENTS = 20_000
"""How many command ids the world remembers, so that one sent twice happens once."""


class WorldState(msgspec.Struct, omit_defaults=True):
    """The world as plain data: what a snapshot holds and what two worlds are compared by."""

    seq: int = 0
    at: datetime | None = None
    town_digest: str = ""
    settings: Settings = Settings("", "", "")
    circles: tuple[Circle, ...] = ()
    departments: tuple[Department, ...] = ()
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    kinds: tuple[Kind, ...] = ()
    plans: tuple[Plan, ...] = ()
    method: Method = Method()
    rota: Rota = Rota()
    in_command: InCommand | None = None
    handovers: dict[str, Handover] = {}
    log: dict[str, LogNote] = {}
    incidents: dict[str, Incident] = {}
    orders: dict[str, Order] = {}
    devices: dict[str, Device] = {}
    unit_duty: dict[str, UnitDuty] = {}
    whistles: dict[str, Whistle] = {}
    help_calls: dict[str, HelpCall] = {}
    circle_calls: dict[str, CircleCall] = {}
    alarms: dict[str, AlarmMark] = {}
    consultations: dict[str, Consultation] = {}
    resolutions: dict[str, Resolution] = {}
    intents: list[str] = []


class World:
    """The folded journal. Only ``apply`` changes it."""

    def __init__(self, state: WorldState | None = None) -> None:
        state = state or WorldState()
        self.seq = state.seq
        self.at = state.at
        self.town_digest = state.town_digest
        self.settings = state.settings
        self.circles = CircleTree(state.circles)
        self.departments: dict[str, Department] = {one.id: one for one in state.departments}
        self.units: dict[str, Unit] = {one.id: one for one in state.units}
        self.people: dict[str, Person] = {one.id: one for one in state.people}
        self.sources: dict[str, Source] = {one.id: one for one in state.sources}
        self.kinds: dict[str, Kind] = {one.id: one for one in state.kinds}
        self.plans: dict[str, Plan] = {one.id: one for one in state.plans}
        self.method = state.method
        self.rota = state.rota
        self.in_command = state.in_command
        self.handovers = state.handovers
        self.log = state.log
        self.incidents = state.incidents
        self.orders = state.orders
        self.devices = state.devices
        self.unit_duty = state.unit_duty
        self.off_duty = {unit for unit, duty in state.unit_duty.items() if not duty.on}
        self.whistles = state.whistles
        self.help_calls = state.help_calls
        self.circle_calls = state.circle_calls
        self.alarms = state.alarms
        self.consultations = state.consultations
        self.resolutions = state.resolutions
        self.closed_incidents: list[tuple[datetime, str]] = sorted(
            (one.closed_at, one.id) for one in state.incidents.values() if one.closed_at is not None
        )
        self.ended_orders: list[tuple[datetime, str]] = sorted(
            (one.ended_at, one.id) for one in state.orders.values() if one.ended_at is not None
        )
        self.intents: dict[str, None] = dict.fromkeys(state.intents)
        self.orders_of_unit: dict[str, set[str]] = {}
        self.misses_told: dict[str, set[tuple[str, str]]] = {}
        for order in self.orders.values():
            if order.under_way:
                self._note_recipients(order)
                self._note_told(order)
        self.changes = Changes(town=True)

    def state(self) -> WorldState:
        """The world as plain data (sharing its records: encode it before the next ``apply``)."""
        return WorldState(
            seq=self.seq,
            at=self.at,
            town_digest=self.town_digest,
            settings=self.settings,
            circles=tuple(self.circles.by_id.values()),
            departments=tuple(self.departments.values()),
            units=tuple(self.units.values()),
            people=tuple(self.people.values()),
            sources=tuple(self.sources.values()),
            kinds=tuple(self.kinds.values()),
            plans=tuple(self.plans.values()),
            method=self.method,
            rota=self.rota,
            in_command=self.in_command,
            handovers=self.handovers,
            log=self.log,
            incidents=self.incidents,
            orders=self.orders,
            devices=self.devices,
            unit_duty=self.unit_duty,
            whistles=self.whistles,
            help_calls=self.help_calls,
            circle_calls=self.circle_calls,
            alarms=self.alarms,
            consultations=self.consultations,
            resolutions=self.resolutions,
            intents=list(self.intents),
        )

    def digest(self) -> str:
        """SHA-256 in hex over the world's canonical form: two worlds are equal when their digests are."""
        return hashlib.sha256(msgspec.json.encode(self.state(), order="deterministic")).hexdigest()

    def take_changes(self) -> Changes:
        """What has changed since the last call."""
        changes, self.changes = self.changes, Changes()
        return changes

    def close_incident(self, incident: Incident, at: datetime) -> None:
        """An incident is closed; it stays in the world for as long as the town keeps closed things."""
        incident.closed_at = at
        heapq.heappush(self.closed_incidents, (at, incident.id))

    def add_order(self, order: Order) -> None:
        """An order is under way from now on."""
        self.orders[order.id] = order
        self._note_recipients(order)
        self.changes.orders.add(order.id)

    def end_order(self, order: Order, at: datetime, reason: str) -> None:
        """An order is over; it stays in the world for as long as the town keeps closed things."""
        order.ended_at, order.end_reason = at, reason
        heapq.heappush(self.ended_orders, (at, order.id))
        for unit_id in order.recipients:
            self.orders_of_unit.get(unit_id, set()).discard(order.id)
        self.changes.orders.add(order.id)

    def add_recipients(self, order: Order, units: tuple[str, ...], at: datetime) -> None:
        """More units have an order; their clocks start at the instant."""
        for unit_id in units:
            order.recipients[unit_id] = Recipient(times={"issued": at}, version=order.version)
            self.orders_of_unit.setdefault(unit_id, set()).add(order.id)
        self.changes.orders.add(order.id)

    def drop_recipient(self, order: Order, unit_id: str) -> None:
        """A unit has nothing more to do about an order."""
        self.orders_of_unit.get(unit_id, set()).discard(order.id)
        self.changes.orders.add(order.id)

    def misses_of(self, chief: str) -> list[tuple[Order, str]]:
        """The misses that a chief was told of and that still stand: order and late unit."""
        told = self.misses_told.get(chief, set())
        found: list[tuple[Order, str]] = []
        for order_id, unit_id in sorted(told):
            order = self.orders.get(order_id)
            recipient = order.recipients.get(unit_id) if order is not None and order.under_way else None
            miss = open_miss(recipient) if recipient is not None else None
            if order is not None and miss is not None and chief in miss.told:
                found.append((order, unit_id))
            else:
                told.discard((order_id, unit_id))
        return found

    def _note_told(self, order: Order) -> None:
        for unit_id, recipient in order.recipients.items():
            for chief in recipient.miss.told if recipient.miss is not None else ():
                self.misses_told.setdefault(chief, set()).add((order.id, unit_id))

    def _note_recipients(self, order: Order) -> None:
        for unit_id, recipient in order.recipients.items():
            if recipient.state != "reassigned":
                self.orders_of_unit.setdefault(unit_id, set()).add(order.id)

    def forget_before(self, at: datetime) -> None:
        """Drops what was closed before the instant: it stays in the journal and the archive."""
        while self.closed_incidents and self.closed_incidents[0][0] < at:
            _, id_ = heapq.heappop(self.closed_incidents)
            self.incidents.pop(id_, None)
            self.changes.incidents.add(id_)
        while self.ended_orders and self.ended_orders[0][0] < at:
            _, id_ = heapq.heappop(self.ended_orders)
            self.orders.pop(id_, None)
            self.changes.orders.add(id_)
        forget_log(self, at)
        forget_alarms(self, at)


def apply(world: World, entry: Entry) -> None:
    """Folds one journal entry into the world.

    Raises:
        ValueError: the entry is not the next one; the caller has lost some and must resume.
    """
    if entry.seq != world.seq + 1:
        raise ValueError(f"entry {entry.seq} after {world.seq}: the sequence is broken")
    at, by = entry.at, entry.by
    match entry.event:
        case RecipientAdvanced() as event:
            order_rules.apply_advanced(world, event, by, at)
        case OrderIssued() as event:
            order_rules.apply_issued(world, event, by, at)
        case OrderDrafted() as event:
            order_rules.apply_drafted(world, event, by, at)
        case DraftConfirmed() as event:
            order_rules.apply_confirmed(world, event, by, at)
        case DraftDiscarded() as event:
            order_rules.apply_discarded(world, event, by, at)
        case OrderRecalled() as event:
            order_rules.apply_recalled(world, event, by, at)
        case OrderChanged() as event:
            versions.apply_changed(world, event, by, at)
        case DeadlineMissed() as event:
            ladder.apply_missed(world, event, at)
        case MissClimbed() as event:
            ladder.apply_climbed(world, event, at)
        case MissAcknowledged() as event:
            ladder.apply_acknowledged(world, event, by, at)
        case MissesPassedOver():
            pass
        case RecipientReassigned() as event:
            relief.apply_reassigned(world, event, at)
        case RecipientsAdded() as event:
            relief.apply_added(world, event, at)
        case IncidentReported() as event:
            incident_rules.apply_reported(world, event, at)
        case IncidentAdvanced() as event:
            incident_rules.apply_advanced(world, event, at)
        case CommandTaken() as event:
            command_rules.apply_taken(world, event, at)
        case TownDefined() as event:
            apply_town(world, event, at)
        case CirclesDefined(circles):
            world.circles = CircleTree(circles)
            world.changes.town = True
        case PeopleDefined(people):
            world.people = {one.id: one for one in people}
            world.changes.town = True
        case UnitsDefined(units):
            world.units.update((one.id, one) for one in units)
            world.changes.town = True
        case OrderOffered() | OfferDeclined() | OfferTakenBack() | OrderPassed() as event:
            holding.apply_hold(world, event, by, at)
        case LogWritten() | LogStruck():
            apply_log(world, entry.event, by, at)
        case AlarmsAcknowledged() | AlarmShelved() | AlarmUnshelved():
            apply_alarm(world, entry.event, by, at)
        case event if isinstance(event, ConsultationEvent):
            apply_consultation(world, event, by, at)
        case event if isinstance(event, ResolutionEvent):
            apply_resolution(world, event, by, at)
        case event if isinstance(event, FieldEvent):
            apply_field(world, event, by, at)
        case event:
            handover_effects.apply_handover(world, event, by, at)
    world.seq, world.at = entry.seq, at
    if entry.intent:
        world.intents[entry.intent] = None
        if len(world.intents) > REMEMBERED_INTENTS:
            del world.intents[next(iter(world.intents))]
    if world.closed_incidents or world.ended_orders or world.log or world.alarms:
        world.forget_before(at - timedelta(hours=world.settings.keep_closed_hours))
