"""The people outside in a drill: the rules of ``sim/behaviour`` and ``sim/movement`` on a virtual clock, no sockets.

Where ``sim/terminal`` sends a message, a member puts a step into the exercise's queue. A unit that is cut neither hears
nor reports; what it would have heard or said comes once its link is back, as a terminal's worklist and outbox do.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from cockpit.domain.ladder import AcknowledgeMiss
from cockpit.domain.orders import Receipt
from cockpit.domain.people import Actor
from cockpit.domain.places import LonLat
from cockpit.sim.behaviour import Answer, Manner, answer
from cockpit.sim.movement import Walker

Schedule = Callable[[float, Callable[[], None]], None]
"""Runs something so many seconds from now."""
Say = Callable[[Actor, Receipt | AcknowledgeMiss], None]
"""Hands a command to the drill's world."""

DELIVERY_S = (0.05, 0.8)
"""From the hub to a device that has a link, seconds. Assumed: the order of magnitude of a phone network."""


@dataclass
class Duty:
    """One order that a member has, and what its person will do about it."""

    place: LonLat | None
    answer: Answer
    looked: bool = False


@dataclass
class Member:
    """One simulated unit and its person."""

    unit: str
    manner: Manner
    walker: Walker
    chance: random.Random
    schedule: Schedule
    say: Say
    cut: bool = False
    dropped: bool = False
    duties: dict[str, Duty] = field(default_factory=dict)
    _held_back: list[Callable[[], None]] = field(default_factory=list)

    # -- link --------------------------------------------------------------------------------------------------

    @property
    def heard(self) -> bool:
        """Whether it has a link: neither cut by the scenario nor dropped by chance."""
        return not (self.cut or self.dropped)

    def set_cut(self, cut: bool) -> None:
        """The scenario takes the link away, or gives it back."""
        self.cut = cut
        self._catch_up()

    def _set_dropped(self, dropped: bool) -> None:
        self.dropped = dropped
        self._catch_up()

    def _catch_up(self) -> None:
        """What waited comes through, in its order."""
        if self.heard:
            held_back, self._held_back = self._held_back, []
            for one in held_back:
                one()

    def _over_link(self, deed: Callable[[], None]) -> None:
        if not self.heard:
            self._held_back.append(deed)
        else:
            deed()

    def _report(self, order: str, state: str, reason: str = "") -> None:
        receipt = Receipt(order, state, reason)  # type: ignore[arg-type]
        self._over_link(lambda: self.say(Actor("unit", self.unit), receipt))

    # -- what the hub sends ------------------------------------------------------------------------------------

    def order(self, order: str, place: LonLat | None) -> None:
        """An order is on its way to the device."""
        self.schedule(self.chance.uniform(*DELIVERY_S), lambda: self._over_link(lambda: self._take(order, place)))

    def remind(self, order: str) -> None:
        """The phone rings once more: most who had not looked do so now."""
        duty = self.duties.get(order)
        if not self.heard or duty is None or duty.looked or duty.answer.acknowledge_s is not None:
            return
        if self.chance.random() < self.manner.heeds:
            self.schedule(self.manner.acknowledge_s, lambda: self._acknowledge(order))

    def tell(self, order: str, late: str) -> None:
        """A chief is told of a late unit, and mostly takes it on."""
        if self.heard and self.chance.random() < self.manner.heeds:
            deed = AcknowledgeMiss(order, late)
            self.schedule(
                self.manner.acknowledge_s, lambda: self._over_link(lambda: self.say(Actor("unit", self.unit), deed))
            )

    # -- what the person does ----------------------------------------------------------------------------------

    def _take(self, order: str, place: LonLat | None) -> None:
        duty = Duty(place, answer(self.manner, self.chance))
        self.duties[order] = duty
        self._report(order, "delivered")
        if duty.answer.acknowledge_s is not None:
            self.schedule(duty.answer.acknowledge_s, lambda: self._acknowledge(order))

    def _acknowledge(self, order: str) -> None:
        duty = self.duties[order]
        if duty.looked:
            return
        duty.looked = True
        self._report(order, "acknowledged")
        if duty.answer.reason:
            self.schedule(duty.answer.set_out_s, lambda: self._report(order, "declined", duty.answer.reason))
        else:
            self.schedule(duty.answer.set_out_s, lambda: self._set_out(order))

    def _set_out(self, order: str) -> None:
        duty = self.duties[order]
        self._report(order, "en_route")
        if duty.answer.drop_s:
            self._set_dropped(True)
            self.schedule(duty.answer.drop_s, lambda: self._set_dropped(False))
        if duty.place is None:
            self._arrive(order)
            return
        self.walker.send_to(duty.place)
        self.schedule(self.walker.seconds_to_go, lambda: self._arrive(order))

    def _arrive(self, order: str) -> None:
        duty = self.duties[order]
        if duty.place is not None:
            self.walker.place = duty.place
        self._report(order, "on_scene")
        self.schedule(duty.answer.work_s, lambda: self._report(order, "completed"))
