"""One simulated terminal: the same socket and the same messages as a phone's."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from cockpit.client.backoff import Backoff
from cockpit.client.session import Session, open_session
from cockpit.domain.circle_calls import HearCall
from cockpit.domain.ladder import AcknowledgeMiss
from cockpit.domain.orders import FINAL, Receipt, RecipientState
from cockpit.domain.whistles import AnswerWhistle
from cockpit.errors import EnvironmentFailure
from cockpit.kit.clock import from_epoch_s
from cockpit.sim.behaviour import Answer, Manner, answer
from cockpit.sim.movement import Walker
from cockpit.sim.record import Record
from cockpit.wire.field_messages import Called, WhistleBrief, Whistled
from cockpit.wire.messages import (
    PROTOCOL,
    Accepted,
    Do,
    Hello,
    NotAccepted,
    Position,
)
from cockpit.wire.order_messages import Assigned, Assignment, Held, LateUnit, Raised, Recalled, Reminded, Worklist

DISK_S = 5.0
"""Seconds after which a receipt that the hub's disk did not take is sent again."""


@dataclass
class Task:
    """An order that the unit has, and when its person takes the next step (simulated seconds)."""

    assignment: Assignment
    state: RecipientState
    answer: Answer
    next_at: float


@dataclass
class Tally:
    """What a crowd of terminals has seen, for the report of a rehearsal.

    ``repeated`` counts orders that a worklist told again after a reconnect, as it should; ``twice`` those that the hub
    called new though the same connection had them already, which must never happen.
    """

    connected: int = 0
    reconnects: int = 0
    orders: int = 0
    repeated: int = 0
    receipts: int = 0
    refused: int = 0
    positions: int = 0
    twice: int = 0


class Terminal:
    """A unit's terminal and the person who holds it.

    Receipts wait in an outbox until the hub says that they are durable; a new connection sends them again.

    Args:
        now_s: simulated epoch seconds; runs faster than the clock where the simulation does.
        record: takes down what this terminal does.
    """

    def __init__(
        self,
        url: str,
        unit: str,
        key: str,
        walker: Walker,
        manner: Manner,
        chance: random.Random,
        tally: Tally,
        now_s: Callable[[], float] = time.time,
        record: Record | None = None,
    ) -> None:
        self.url = url
        self.unit = unit
        self.walker = walker
        self.tasks: dict[str, Task] = {}
        self.done: dict[str, int] = {}
        self._offered: dict[str, int] = {}
        self.outbox: dict[str, Do] = {}
        self.session: Session | None = None
        self.away_until = 0.0
        self._again_at = float("inf")
        self._key = key
        self._manner = manner
        self._chance = chance
        self._tally = tally
        self._now_s = now_s
        self._record = record
        self._number = 0
        self._told_of: set[tuple[str, str, str]] = set()
        # Not from the seed: a process that is started again must not use its ids again for other commands.
        self._prefix = f"{unit}-{secrets.token_hex(5)}"
        self._backoff = Backoff(chance)

    async def run(self) -> None:
        """Stays connected until cancelled; comes back by itself.

        Raises:
            Refused: the hub does not know this terminal's key.
        """
        while True:
            await asyncio.sleep(max(0.0, self.away_until - self._now_s()))
            try:
                await self._once()
            except EnvironmentFailure:
                self._tally.reconnects += 1
            await asyncio.sleep(self._backoff.next_s())

    async def _once(self) -> None:
        hello = Hello(PROTOCOL, "terminal", self.unit, secret=self._key, client="sim")
        session = await open_session(self.url, hello)
        self.session = session
        self._tally.connected += 1
        try:
            self._backoff.reset()
            await self._send_outbox(session)
            async for arrival in session.arrivals():
                match arrival:
                    case Assigned(order):
                        if self._offered.get(order.order, 0) >= order.version:
                            self._tally.twice += 1
                            self._note("again", order.order)
                        self._offered[order.order] = order.version
                        await self._take(order)
                    case Accepted(ids):
                        for id_ in ids:
                            self._settle(id_, "accepted")
                    case NotAccepted(rule="hub.disk"):
                        # Nothing has changed at the hub, and nothing is wrong with the receipt: it waits.
                        self._again_at = time.monotonic() + DISK_S
                    case NotAccepted(id_, rule):
                        self._settle(id_, "refused", rule)
                    case Recalled(order_id):
                        self._drop(order_id)
                    case Held(order_id, held_by) if order_id in self.tasks:
                        task = self.tasks[order_id]
                        task.assignment = replace(task.assignment, held_by=held_by)
                    case Reminded(order_id):
                        self._look_again(order_id)
                    case Whistled(whistle):
                        await self._report_in(whistle)
                    case Called(call):
                        await self._say(HearCall(call.id))
                    case Raised(late):
                        await self._take_on(late)
                    case Worklist(orders):
                        self._offered = {one.order: one.version for one in orders}
                        for order_id in self.tasks.keys() - self._offered:
                            self._drop(order_id)
                        for order in orders:
                            await self._take(order)
        finally:
            self._tally.connected -= 1
            self.session = None
            session.abort()

    async def _send_outbox(self, session: Session) -> None:
        self._again_at = float("inf")
        for do in list(self.outbox.values()):
            await session.send(do)

    # -- orders ------------------------------------------------------------------------------------------------

    async def _take(self, assignment: Assignment) -> None:
        known = self.tasks.get(assignment.order)
        had = known.assignment.version if known is not None else self.done.get(assignment.order, 0)
        if had >= assignment.version:
            # The hub sends again what it has no receipt for yet; a person is not asked twice.
            self._tally.repeated += 1
            return
        self._tally.orders += 1
        self._note("taken", assignment.order, version=assignment.version)
        if known is not None:
            # What the person was about is over: the new version is looked at first.
            self.walker.send_to(None)
        what = answer(self._manner, self._chance)
        now = self._now_s()
        next_at = now + what.acknowledge_s if what.acknowledge_s is not None else float("inf")
        self.tasks[assignment.order] = Task(assignment, assignment.state, what, next_at)
        if assignment.state == "issued":
            await self._report(assignment.order, "delivered")
        await self.act(now)

    def _look_again(self, order_id: str) -> None:
        """The phone rings once more: most who had not looked do so now."""
        task = self.tasks.get(order_id)
        if task is not None and task.next_at == float("inf") and self._chance.random() < self._manner.heeds:
            task.next_at = self._now_s() + self._manner.acknowledge_s

    async def _take_on(self, late: tuple[LateUnit, ...]) -> None:
        """A chief is told of late units, and mostly takes them on."""
        for one in late:
            mark = (one.order, one.unit, one.stage)
            if one.acknowledged or mark in self._told_of:
                continue
            self._told_of.add(mark)
            if self._chance.random() < self._manner.heeds:
                await self._say(AcknowledgeMiss(one.order, one.unit))

    async def _report_in(self, whistle: WhistleBrief) -> None:
        """A whistle calls the unit in: whoever heeds a phone reports for the department, unless somebody has."""
        waiting = any(one.department == whistle.called and not one.answered_at for one in whistle.departments)
        if waiting and self._chance.random() < self._manner.heeds:
            await self._say(AnswerWhistle(whistle.whistle, "已出发"))

    def _drop(self, order_id: str) -> None:
        task = self.tasks.pop(order_id, None)
        if task is not None:
            self.done[order_id] = task.assignment.version
            self._note("ended", order_id)
            self.walker.send_to(None)

    async def act(self, now: float) -> None:
        """Takes every step whose time has come."""
        for order_id, task in list(self.tasks.items()):
            while order_id in self.tasks and now >= task.next_at:
                if not await self._step(order_id, task, now):
                    break

    async def _step(self, order_id: str, task: Task, now: float) -> bool:
        """One step of a person; returns whether another may follow at once."""
        what = task.answer
        if task.state in ("issued", "delivered"):
            await self._advance(order_id, task, "acknowledged", now + what.set_out_s)
        elif task.state == "acknowledged":
            if what.reason:
                await self._end(order_id, "declined", what.reason)
                return False
            self.walker.send_to(task.assignment.place)
            await self._advance(order_id, task, "en_route", now)
            if what.drop_s:
                self.away_until = now + what.drop_s
                self.cut()
                return False
        elif task.state == "en_route":
            if task.assignment.place is not None and not self.walker.arrived:
                return False
            await self._advance(order_id, task, "on_scene", now + what.work_s)
        else:
            await self._end(order_id, "completed")
            return False
        return True

    async def _end(self, order_id: str, state: RecipientState, reason: str = "") -> None:
        """The last step. The order is put away first: on a slow link the person would else take the step again."""
        self._drop(order_id)
        await self._report(order_id, state, reason)

    async def _advance(self, order_id: str, task: Task, state: RecipientState, next_at: float) -> None:
        task.next_at = next_at
        await self._report(order_id, state)

    async def _report(self, order_id: str, state: RecipientState, reason: str = "") -> None:
        task = self.tasks.get(order_id)
        if task is not None and state not in FINAL:
            task.state = state
        version = task.assignment.version if task is not None else self.done.get(order_id, 1)
        receipt = Receipt(order_id, state, reason, device_at=from_epoch_s(time.time()), version=version)
        self._tally.receipts += 1
        self._note("made", order_id, id=self._next_id(), state=state, device_at=receipt.device_at, version=version)
        await self._say(receipt)

    def _next_id(self) -> str:
        return f"{self._prefix}-{self._number + 1}"

    async def _say(self, command: Receipt | AcknowledgeMiss | AnswerWhistle | HearCall) -> None:
        """Keeps a command until the hub has said that it is durable, and sends it when there is a link."""
        do = Do(self._next_id(), command)
        self._number += 1
        self.outbox[do.id] = do
        if self.session is not None:
            try:
                await self.session.send(do)
            except EnvironmentFailure:
                return

    def _settle(self, command_id: str, what: str, rule: str = "") -> None:
        do = self.outbox.pop(command_id, None)
        if do is not None and isinstance(do.command, Receipt):
            self._tally.refused += what == "refused"
            self._note(what, do.command.order, id=command_id, state=do.command.state, rule=rule)

    def _note(self, what: str, order_id: str, **more: object) -> None:
        if self._record is not None:
            self._record.note(what, self.unit, order_id, **more)

    # -- position ----------------------------------------------------------------------------------------------

    async def tell_position(self, at: float) -> None:
        """Reports where the unit is, when it has a link."""
        if self.session is not None:
            fix = self.walker.fix(at)
            try:
                await self.session.send(Position(fix.lon, fix.lat, at, fix.speed_kmh, fix.heading_deg))
            except EnvironmentFailure:
                return
            self._tally.positions += 1

    async def keep_alive(self, at: float) -> None:
        """Says something when it is time to, and cuts a link on which the hub has fallen silent."""
        if self.session is not None:
            try:
                await self.session.beat(at)
                self.session.check_heard()
                if time.monotonic() >= self._again_at:
                    await self._send_outbox(self.session)
            except EnvironmentFailure:
                self.cut()

    def cut(self) -> None:
        """Loses the link, as in a lift."""
        if self.session is not None:
            self.session.abort()
