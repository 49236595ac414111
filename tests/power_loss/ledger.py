"""What a hub has promised, and whether a folder keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from cockpit.domain.incidents import ReportIncident, incident_id
from cockpit.domain.order_rules import RANK
from cockpit.domain.orders import FINAL, IssueOrder, RecallOrder, Receipt
from cockpit.domain.people import Actor
from cockpit.domain.world import Command, World
from cockpit.hub.journal import Head, Line
from cockpit.hub.service import Published
from tests.power_loss.forgetful import Power


class Promise:
    """A command's sender; ``told`` once the hub has said, with the power on, that the command is durable."""

    def __init__(self, actor: Actor, command: Command, power: Power) -> None:
        self.actor = actor
        self.command = command
        self.told = False
        self._power = power

    def accept_soon(self, command_id: str, changed: bool) -> None:
        """The hub says that it is durable."""
        self.told = self.told or not self._power.off

    def refuse(self, command_id: str, rule: str, message: str, who_could: str = "") -> None:
        """The hub says no: it has promised nothing."""

    def kept(self, world: World) -> bool:
        """Whether a world knows of the command."""
        match self.command:
            case IssueOrder(order):
                return order in world.orders
            case RecallOrder(order):
                return order in world.orders and not world.orders[order].under_way
            case Receipt(order, state):
                if order not in world.orders:
                    return False
                reached = world.orders[order].recipients[self.actor.id].state
                return reached in FINAL or RANK[reached] >= RANK[state]
            case ReportIncident(source, source_no):
                return incident_id(source, source_no) in world.incidents
        raise TypeError(f"{type(self.command).__name__} is not sent here")


@dataclass
class Ledger:
    """The promises of one folder. What is said once the power is off was never said.

    Attributes:
        power: of the life that is on.
        decided: every line that was handed to the journal, by sequence number: nothing else may ever stand in it.
        acknowledged: those of them that the journal has called durable or the service has published.
        promises: the commands.
    """

    power: Power = field(default_factory=Power)
    decided: dict[int, bytes] = field(default_factory=dict)
    acknowledged: dict[int, bytes] = field(default_factory=dict)
    promises: list[Promise] = field(default_factory=list)

    def decide(self, lines: Iterable[Line]) -> None:
        """Lines go to the journal."""
        if not self.power.off:
            self.decided.update((line.seq, line.body) for line in lines)

    def hear_journal(self, head: Head, lines: Iterable[Line]) -> None:
        """The journal calls lines durable (in its own thread: the earliest that anybody could know)."""
        if not self.power.off:
            self.acknowledged.update((line.seq, line.body) for line in lines)

    def hear(self, published: Iterable[Published]) -> None:
        """The service publishes entries: cockpits have them."""
        if not self.power.off:
            self.acknowledged.update((one.entry.seq, one.body) for one in published)

    def lost(self, found: dict[int, bytes]) -> list[int]:
        """Sequence numbers that were acknowledged and are not among the lines found, or not as they were."""
        return [seq for seq, body in self.acknowledged.items() if found.get(seq) != body]

    def invented(self, found: dict[int, bytes]) -> list[int]:
        """Sequence numbers of lines found that nobody has decided."""
        return [seq for seq, body in found.items() if self.decided.get(seq) != body]

    def broken(self, world: World) -> list[str]:
        """Commands that their senders were told of and that the world does not know."""
        broken = [one for one in self.promises if one.told and not one.kept(world)]
        return [msgspec.json.encode(one.command).decode()[:80] for one in broken]

    def go_on_from(self, found: dict[int, bytes], world: World) -> None:
        """What was found is there for good and stands from now on; what was lost has been counted."""
        self.decided, self.acknowledged = dict(found), dict(found)
        self.promises = [one for one in self.promises if one.told and one.kept(world)]
