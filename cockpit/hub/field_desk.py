"""What the hub does for people outside beside their orders: tells them, fills in what it knows, sees what is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.circle_calls import CallHeard, CircleCalled, hears
from cockpit.domain.field import due_field
from cockpit.domain.help_calls import CallHelp, HelpAcknowledged, HelpCalled, HelpEnded, help_of
from cockpit.domain.incidents import IncidentAdvanced, incident_id
from cockpit.domain.orders import RecipientAdvanced
from cockpit.domain.people import HUB, Actor
from cockpit.domain.places import distance_m
from cockpit.domain.unit_duty import DutyBegun, DutyEnded
from cockpit.domain.whistles import (
    SOURCE,
    BlowWhistle,
    DepartmentsCalled,
    WhistleAnswered,
    WhistleBlown,
    WhistleEvent,
    WhistleMissed,
)
from cockpit.domain.world import Command
from cockpit.hub import field_briefs as briefs
from cockpit.hub.peer import Peer, send_to_all
from cockpit.hub.sightings import Sightings
from cockpit.wire.codec import encode, framed
from cockpit.wire.field_messages import Called, FieldMessage, HelpCalledNear, Whistled

if TYPE_CHECKING:
    from cockpit.hub.hub import Hub
    from cockpit.hub.service import Published


class FieldDesk:
    """The hub's desk for the field."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._paces: dict[str, float] = {}
        self.sightings = Sightings(hub.accounts)
        hub.publisher.greeting = self.greeting

    # -- commands ----------------------------------------------------------------------------------------------

    def with_facts(self, command: Command, actor: Actor) -> Command:
        """A command with what the hub knows beside the journal, whatever its sender has put there."""
        hub = self._hub
        if isinstance(command, BlowWhistle):
            circle = hub.locator.circle_of(command.place) if command.place is not None else None
            return msgspec.structs.replace(command, circle=circle or "")
        if isinstance(command, CallHelp):
            fix = hub.publisher.live.fixes.get(actor.id)
            place = command.place or (fix.place if fix is not None else None)
            command = msgspec.structs.replace(command, place=place)
            return msgspec.structs.replace(command, near=tuple(self._nearest(command, actor.id)))
        return command

    def closed_long_ago(self, command: BlowWhistle) -> bool:
        """Whether a whistle comes again that the world has forgotten and the archive has not."""
        id_ = incident_id(SOURCE, command.whistle)
        return id_ not in self._hub.world.incidents and self._hub.archive.knows(id_)

    def _nearest(self, command: CallHelp, unit: str) -> list[str]:
        """The nearest colleagues on duty whose place is known, a few."""
        place, world, live = command.place, self._hub.world, self._hub.publisher.live
        if place is None:
            return []
        fixes = [
            (distance_m(place, fix.place), id_)
            for id_, fix in live.fixes.items()
            if id_ != unit and id_ in world.units and id_ not in world.off_duty
        ]
        return [id_ for _, id_ in sorted(fixes)[: world.settings.field.help_nearest]]

    # -- what is due -------------------------------------------------------------------------------------------

    def fire(self, now: datetime) -> None:
        """Records what has fallen due by now, and looks who is connected."""
        self.sightings.look(self._hub.publisher.terminals.values(), self._hub.now_s())
        if self._hub.service.failure is None and (found := due_field(self._hub.world, now)):
            self._hub.service.record(found, HUB)

    # -- who is told -------------------------------------------------------------------------------------------

    def greeting(self, peer: Peer) -> list[bytes]:
        """What a terminal is told after its worklist."""
        unit, now_s = peer.actor.id, self._hub.now_s()
        world = self._hub.world
        messages: list[FieldMessage] = [
            briefs.duty(world, unit),
            briefs.whistles(world, unit),
            briefs.help_calls(world, unit),
            briefs.circle_calls(world, unit, now_s),
        ]
        if peer.device:
            messages.insert(1, briefs.pace(world, unit))
        return [piece for message in messages for piece in framed(encode(message))]

    def tell(self, published: Iterable[Published]) -> None:
        """Tells terminals what concerns them of the entries that are durable."""
        for one in published:
            self._tell(one)

    def _tell(self, one: Published) -> None:
        world = self._hub.world
        match one.entry.event:
            case RecipientAdvanced(unit=unit):
                self._pace(unit)
            case DutyBegun(unit=unit) | DutyEnded(unit=unit):
                self._send((unit,), briefs.duty(world, unit))
                self._pace(unit)
            case WhistleBlown(whistle=id_) | WhistleAnswered(whistle=id_):
                self._whistle(id_, one.entry.event)
            case WhistleMissed(whistle=id_) | DepartmentsCalled(whistle=id_):
                self._whistle(id_, one.entry.event)
            case IncidentAdvanced(incident=id_):
                self._whistles_of(id_)
            case HelpCalled(id=id_) | HelpAcknowledged(id=id_) | HelpEnded(id=id_):
                self._help(id_, isinstance(one.entry.event, HelpCalled))
            case CircleCalled(id=id_):
                self._call(id_)
            case CallHeard(id=id_):
                call = world.circle_calls.get(id_)
                if call is not None and call.by in self._hub.publisher.terminals:
                    self._send((call.by,), briefs.circle_calls(world, call.by, self._hub.now_s()))

    def _pace(self, unit: str) -> None:
        peers = [peer for peer in self._hub.publisher.terminals.get(unit, ()) if peer.device and peer.ready]
        if not peers:
            self._paces.pop(unit, None)
            return
        pace = briefs.pace(self._hub.world, unit)
        if self._paces.get(unit) != pace.every_s:
            self._paces[unit] = pace.every_s
            send_to_all(peers, encode(pace))

    def _whistle(self, id_: str, event: WhistleEvent) -> None:
        whistle = self._hub.world.whistles.get(id_)
        if whistle is None or whistle.incident not in self._hub.world.incidents:
            return
        self._whistles_of(whistle.incident)
        if isinstance(event, WhistleBlown | DepartmentsCalled):
            new = [unit for call in event.calls for unit in call.units]
        else:
            new = list(event.units) if isinstance(event, WhistleMissed) else []
        for unit in new:
            if unit in self._hub.publisher.terminals:
                self._send((unit,), Whistled(briefs.whistle(self._hub.world, whistle, unit)))

    def _whistles_of(self, incident: str) -> None:
        """Tells everybody whom an incident's whistle concerns how it stands."""
        world = self._hub.world
        for whistle in world.whistles.values():
            if whistle.incident == incident:
                for unit in (whistle.by, *(unit for call in whistle.calls for unit in call.units)):
                    if unit in self._hub.publisher.terminals:
                        self._send((unit,), briefs.whistles(world, unit))

    def _help(self, id_: str, new: bool) -> None:
        world = self._hub.world
        call = world.help_calls.get(id_)
        if call is None:
            return
        for unit in (call.unit, *call.told):
            self._send((unit,), briefs.help_calls(world, unit))
            if new and unit != call.unit:
                self._send((unit,), HelpCalledNear(briefs.help_call(world, call, unit)))
        self._pace(call.unit)

    def _call(self, id_: str) -> None:
        world = self._hub.world
        call = world.circle_calls.get(id_)
        if call is None:
            return
        for unit in self._hub.publisher.terminals:
            if hears(world, call, unit) and unit not in world.off_duty:
                self._send((unit,), Called(briefs.circle_call(world, call, unit)))

    def tell_all(self) -> None:
        """The world went back to what is durable: everybody is told anew how things stand."""
        self._paces.clear()
        for peers in self._hub.publisher.terminals.values():
            for peer in peers:
                if peer.ready:
                    for data in self.greeting(peer):
                        peer.send_bytes(data)

    def _send(self, units: Iterable[str], message: FieldMessage) -> None:
        # Who is not ready is told after its worklist.
        peers = [peer for unit in units for peer in self._hub.publisher.terminals.get(unit, ()) if peer.ready]
        if peers:
            send_to_all(peers, encode(message))

    # -- positions ---------------------------------------------------------------------------------------------

    def followed(self, unit: str) -> bool:
        """Whether positions of a unit are kept: on duty, or in danger."""
        return unit not in self._hub.world.off_duty or help_of(self._hub.world, unit) is not None

    def forget_places(self, published: Iterable[Published]) -> None:
        """Drops the last place of who has gone off duty."""
        for one in published:
            if isinstance(one.entry.event, DutyEnded):
                self._hub.publisher.forget_place(one.entry.event.unit)
