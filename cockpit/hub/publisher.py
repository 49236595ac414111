"""Who hears what: entries to cockpits, orders to the terminals of their recipients, moves to cockpits each second."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import msgspec

from cockpit.domain.handovers import CommandPassed
from cockpit.domain.holding import OrderPassed
from cockpit.domain.ladder import DeadlineMissed, MissAcknowledged, MissClimbed, name_of
from cockpit.domain.live import Live
from cockpit.domain.orders import (
    FINAL,
    DraftConfirmed,
    OrderIssued,
    OrderRecalled,
    Recipient,
    RecipientAdvanced,
)
from cockpit.domain.relief import RecipientReassigned, RecipientsAdded
from cockpit.domain.versions import OrderChanged
from cockpit.domain.world import Entry
from cockpit.hub.assignments import assignment, name_of_person, task
from cockpit.hub.peer import Peer, send_to_all
from cockpit.hub.service import Published, Service
from cockpit.wire.codec import encode, framed, slices
from cockpit.wire.messages import (
    FiguresPublished,
    Move,
    Moves,
    SnapshotPart,
)
from cockpit.wire.order_messages import (
    Assigned,
    Held,
    LateUnit,
    Raised,
    Recalled,
    Reminded,
    Worklist,
)

MOVES_A_MESSAGE = 400
HEARD_A_MESSAGE = 1000
ENTRIES_A_MESSAGE_BYTES = 48 * 1024
RESUMED_AT_MOST = 20_000
"""A client that has missed more entries than this gets a snapshot instead."""


class Publisher:
    """The sessions of one realm and what each is sent.

    Args:
        live: positions and contacts, filled by the server as they come.
    """

    def __init__(self, live: Live) -> None:
        self.live = live
        self.service: Service
        self.cockpits: set[Peer] = set()
        self.terminals: dict[str, set[Peer]] = {}
        self.figures: bytes | None = None
        self.greeting: Callable[[Peer], list[bytes]] = lambda peer: []
        self._unready: set[Peer] = set()
        self._told: set[Peer] = set()
        self._for_terminals: list[Published] = []
        self._chiefs: set[str] = set()
        self._moved: set[str] = set()
        self._heard: set[str] = set()
        self._sources: set[str] = set()

    # -- joining -----------------------------------------------------------------------------------------------

    def join_cockpit(self, peer: Peer, world_id: str, after_seq: int) -> None:
        """A cockpit gets what it missed where that is possible, the whole world otherwise, then all that follows."""
        self.cockpits.add(peer)
        missed = self.service.durable.seq - after_seq
        if self.can_resume(world_id, missed):
            peer.from_seq, peer.ready = self.service.durable.seq, True
            lines = self.service.journal.read(after_seq, missed)
            self._send_bodies((peer,), [line.body for line in lines])
            self._greet(peer)
        else:
            self._prepare_snapshot(peer)

    def can_resume(self, world_id: str, missed: int) -> bool:
        """Whether a client of that world that has missed so many entries can be sent just them."""
        return world_id == self.service.journal.world_id and 0 <= missed <= RESUMED_AT_MOST

    def _greet(self, peer: Peer) -> None:
        """The live picture as it stands; after the snapshot, which a client begins with."""
        now, live = self.service.clock.now().timestamp(), self.live
        units = [unit for unit in live.heard if unit in live.fixes]
        rest = [unit for unit in live.heard if unit not in live.fixes]
        for message in self._moves(now, units, rest, list(live.sources)):
            peer.send(message)
        if self.figures is not None:
            peer.send_bytes(self.figures)

    def _prepare_snapshot(self, peer: Peer) -> None:
        world = self.service.world
        text = msgspec.json.encode(world.state()).decode()
        self._hold(peer, [encode(SnapshotPart(*part)) for part in slices(text)])

    def _hold(self, peer: Peer, snapshot: list[bytes]) -> None:
        """Keeps a snapshot or worklist of the world as it is now until all that is in it is durable."""
        peer.from_seq, peer.ready, peer.snapshot = self.service.world.seq, False, snapshot
        self._unready.add(peer)
        self._release(peer)

    def _release(self, peer: Peer) -> None:
        if peer.from_seq <= self.service.durable.seq:
            self._unready.discard(peer)
            peer.ready = True
            peer.send_snapshot()
            if peer in self.cockpits:
                self._greet(peer)

    def begin_anew(self) -> None:
        """The world went back to what is durable: what was prepared from more than that is prepared again."""
        for peer in list(self._unready):
            if peer in self.cockpits:
                self._prepare_snapshot(peer)
            else:
                self._prepare_worklist(peer)

    def join_terminal(self, peer: Peer, unit: str) -> None:
        """A terminal gets the orders that its unit has under way, then each new one. A unit may have several."""
        self.terminals.setdefault(unit, set()).add(peer)
        self._prepare_worklist(peer)

    def _prepare_worklist(self, peer: Peer) -> None:
        world, unit = self.service.world, peer.actor.id
        orders = [world.orders[id_] for id_ in sorted(world.orders_of_unit.get(unit, ()))]
        under_way = [order for order in orders if order.recipients[unit].state not in FINAL]
        work = Worklist(tuple(task(world, order, order.recipients[unit]) for order in under_way))
        raised = self._raised(unit) if world.misses_told.get(unit) else []
        self._hold(peer, framed(encode(work)) + raised + self.greeting(peer))

    def leave(self, peer: Peer) -> None:
        """A connection is gone."""
        self.cockpits.discard(peer)
        self._told.discard(peer)
        self._unready.discard(peer)
        if peer.actor.kind == "unit":
            sessions = self.terminals.get(peer.actor.id, set())
            sessions.discard(peer)
            if not sessions:
                self.terminals.pop(peer.actor.id, None)

    # -- entries -----------------------------------------------------------------------------------------------

    def publish(self, published: list[Published]) -> None:
        """Sends durable entries on to the cockpits; ``tell_terminals`` follows, once their senders know."""
        first = published[0].entry.seq
        for peer in list(self._unready):
            self._release(peer)
        prompt = [peer for peer in self.cockpits if peer.ready and peer.from_seq < first]
        self._send_bodies(prompt, [one.body for one in published])
        for peer in self.cockpits:
            if peer.ready and peer.from_seq >= first:
                self._send_bodies((peer,), [one.body for one in published if one.entry.seq > peer.from_seq])
        for one in published:
            if isinstance(one.entry.event, RecipientAdvanced):
                self._chiefs |= self._told_about(one.entry.event.order, one.entry.event.unit)
            else:
                self._for_terminals.append(one)

    def tell_terminals(self) -> None:
        """Sends terminals what concerns them of the entries that were published: orders, recalls, reminders."""
        published, self._for_terminals = self._for_terminals, []
        chiefs, self._chiefs = self._chiefs, set()
        for one in published:
            match one.entry.event:
                case OrderIssued(issue):
                    self._assign(issue.order, one.entry, issue.recipients, 1)
                case DraftConfirmed(order):
                    self._assign(order, one.entry, self._issued_at(order, one.entry.at), 1)
                case OrderChanged(order, version, _, units):
                    self._assign(order, one.entry, units, version)
                    chiefs |= self._told_of(order)
                case OrderRecalled(order, reason):
                    self._recall(order, reason)
                    chiefs |= self._told_of(order)
                case RecipientsAdded(order, units, version):
                    self._assign(order, one.entry, units, version)
                case RecipientReassigned(order, unit, to, reason, version):
                    send_to_all(self.terminals.get(unit, ()), encode(Recalled(order, reason)))
                    self._assign(order, one.entry, (to,), version)
                    chiefs |= self._told_about(order, unit)
                case OrderPassed(order, to):
                    self._tell_holder(order, to, one.entry)
                case CommandPassed(person=to, orders=orders):
                    for order in orders:
                        self._tell_holder(order, to, one.entry)
                case DeadlineMissed(order, unit, stage):
                    send_to_all(self.terminals.get(unit, ()), encode(Reminded(order, stage)))
                case MissClimbed(chief=chief) if chief in self.terminals:
                    chiefs.add(chief)
                case MissAcknowledged() if one.entry.by in self.terminals:
                    chiefs.add(one.entry.by)
        for chief in chiefs:
            self._raise(chief)

    def _send_bodies(self, peers: list[Peer] | tuple[Peer, ...], bodies: list[bytes]) -> None:
        start = 0
        while start < len(bodies):
            size, end = 0, start
            while end < len(bodies) and (end == start or size + len(bodies[end]) < ENTRIES_A_MESSAGE_BYTES):
                size += len(bodies[end]) + 1
                end += 1
            send_to_all(peers, b'{"type":"entries","entries":[' + b",".join(bodies[start:end]) + b"]}")
            start = end

    def _issued_at(self, order_id: str, at: datetime) -> list[str]:
        """The recipients that a draft was confirmed for: the world may know of later ones, not yet durable."""
        order = self.service.world.orders.get(order_id)
        recipients = order.recipients if order is not None else {}
        return [unit for unit, recipient in recipients.items() if _issued_first(recipient) == at]

    def _assign(self, order_id: str, entry: Entry, units: Iterable[str], version: int) -> None:
        """Sends a version of an order to the terminals of those who have it since an entry."""
        world = self.service.world
        order = world.orders.get(order_id)
        if order is None or not order.under_way:
            return
        peers = self._terminals_of(units, entry.seq)
        if peers:
            # Who has it over since is told to those who know of the order as soon as that is durable.
            held = name_of_person(world, order.held_by) if (order.held_since or entry.at) <= entry.at else ""
            send_to_all(peers, encode(Assigned(assignment(world, order, version, entry.at, "issued", held))))

    def _tell_holder(self, order_id: str, person: str, entry: Entry) -> None:
        """Tells all who have something to do about an order who is responsible for it since an entry."""
        world = self.service.world
        order = world.orders.get(order_id)
        peers = self._terminals_of(order.open_units if order is not None else (), entry.seq)
        send_to_all(peers, encode(Held(order_id, name_of_person(world, person))))

    def _terminals_of(self, units: Iterable[str], seq: int) -> list[Peer]:
        """Units' terminals that an entry is news to: the others have, or will have, it in their worklist."""
        return [peer for unit in units for peer in self.terminals.get(unit, ()) if peer.ready and peer.from_seq < seq]

    def _recall(self, order_id: str, reason: str) -> None:
        order = self.service.world.orders.get(order_id)
        if order is not None:
            peers = [peer for unit in order.recipients for peer in self.terminals.get(unit, ())]
            send_to_all(peers, encode(Recalled(order_id, reason)))

    def _raise(self, chief: str) -> None:
        """Tells a chief's terminals of all late units that the chief was told of."""
        for data in self._raised(chief):
            for peer in self.terminals.get(chief, ()):
                if peer.ready:
                    peer.send_bytes(data)

    def _told_of(self, order_id: str) -> set[str]:
        """Chiefs with a terminal that were told of somebody late for an order: of what a new version has ended."""
        told = self.service.world.misses_told
        return {chief for chief in self.terminals if any(order == order_id for order, _ in told.get(chief, ()))}

    def _told_about(self, order_id: str, unit: str) -> set[str]:
        """Chiefs with a terminal that were told of one late unit."""
        order = self.service.world.orders.get(order_id)
        recipient = order.recipients.get(unit) if order is not None else None
        miss = recipient.miss if recipient is not None else None
        return {chief for chief in miss.told if chief in self.terminals} if miss is not None else set()

    def _raised(self, chief: str) -> list[bytes]:
        world = self.service.world
        late: list[LateUnit] = []
        for order, unit in world.misses_of(chief):
            miss = order.recipients[unit].miss
            if miss is not None:
                due_at, known = miss.due_at.timestamp(), miss.acknowledged_at is not None
                name = name_of(world, unit)
                late.append(
                    LateUnit(
                        order.id, unit, name, miss.stage, due_at, order.text, miss.while_down, known, order.version
                    )
                )
        return framed(encode(Raised(tuple(late))))

    # -- senders of commands -----------------------------------------------------------------------------------

    def to_tell(self, peer: Peer) -> None:
        """Notes that a peer has accepted commands to be told of."""
        self._told.add(peer)

    def tell_people(self) -> None:
        """Tells cockpits of their accepted commands, at once; terminals and sources wait for ``tell_devices``."""
        people = [peer for peer in self._told if peer.actor.kind == "person"]
        for peer in people:
            self._told.discard(peer)
            peer.tell_accepted(self.service.durable.seq)

    def tell_devices(self) -> None:
        """Tells everybody of what is still untold: several commands in one message."""
        told, self._told = self._told, set()
        for peer in told:
            peer.tell_accepted(self.service.durable.seq)

    # -- moves and figures -------------------------------------------------------------------------------------

    def note_heard(self, unit: str) -> None:
        """A unit said something."""
        self._heard.add(unit)

    def note_moved(self, unit: str) -> None:
        """A unit has a new position."""
        self._moved.add(unit)

    def forget_place(self, unit: str) -> None:
        """Nobody is to be told any more where a unit is, nor where it has just moved to."""
        self._moved.discard(unit)
        self.live.fixes.pop(unit, None)

    def note_source(self, source: str) -> None:
        """A source said something."""
        self._sources.add(source)

    def publish_moves(self, now: float) -> None:
        """Tells all cockpits what moved and who was heard since the last time."""
        moved, self._moved = self._moved, set()
        heard, self._heard = self._heard - moved, set()
        sources, self._sources = self._sources, set()
        for peer in self.cockpits:
            if peer.lagging and not peer.unsent:
                peer.lagging = False
                self._prepare_snapshot(peer)
        ready = [peer for peer in self.cockpits if peer.ready]
        for message in self._moves(now, list(moved), list(heard), list(sources)):
            send_to_all(ready, encode(message))

    def _moves(self, now: float, units: list[str], heard: list[str], sources: list[str]) -> Iterator[Moves]:
        """The moves in messages that fit; at least one, since it is the hub's sign of life."""
        live = self.live
        for start in range(0, len(units), MOVES_A_MESSAGE):
            yield Moves(now, tuple(self._move(unit) for unit in units[start : start + MOVES_A_MESSAGE]))
        told = tuple((source, live.sources[source]) for source in sources)
        for start in range(0, max(len(heard), 1), HEARD_A_MESSAGE):
            if not units or heard or sources:
                part = tuple((unit, live.heard[unit]) for unit in heard[start : start + HEARD_A_MESSAGE])
                yield Moves(now, (), part, told if start == 0 else ())

    def publish_figures(self, message: FiguresPublished) -> None:
        """Tells all cockpits the indices, now and when they join."""
        self.figures = encode(message)
        send_to_all([peer for peer in self.cockpits if peer.ready], self.figures)

    def _move(self, unit: str) -> Move:
        fix, heard_at = self.live.fixes[unit], self.live.heard.get(unit, 0.0)
        return (unit, fix.lon, fix.lat, fix.at, fix.speed_kmh, fix.heading_deg, heard_at)


def _issued_first(recipient: Recipient) -> datetime | None:
    first = recipient.earlier[0] if recipient.earlier else recipient
    return first.times.get("issued")
