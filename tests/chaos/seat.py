"""A cockpit without a screen, in a process of its own: orders, recalls, follows, and takes down what it was told.

It speaks through the same ``Link`` as the desktop, with the same outbox. What was pressed and not answered before a
kill is offered to it from there, and it says each time that it shall go out.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import threading
from pathlib import Path
from typing import Any

import msgspec

from cockpit.client.link import Credentials, Link
from cockpit.client.outbox import open_outbox
from cockpit.client.waiting import Outcome
from cockpit.domain.holding import OfferOrder, TakeBackOffer, may_be_offered
from cockpit.domain.ladder import AcknowledgeMiss, AcknowledgeMisses
from cockpit.domain.orders import FINAL, Deadlines, IssueOrder, RecallOrder, Target
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from cockpit.domain.unsent import Pressed
from cockpit.domain.versions import ChangeOrder
from cockpit.errors import CockpitError, Refused
from cockpit.kit.run import run
from cockpit.kit.tasks import Tasks
from cockpit.sim.record import Record
from tests.chaos.records import read_lines

TO_ALL = 0.15
HURRIED = Deadlines(0.5, 1.0, 2.0, 3.0, 4.0)
"""Deadlines of every second order: some of the units miss some of them, and chiefs are told."""
REMEMBERED = 5

Drawn = (
    IssueOrder
    | RecallOrder
    | ChangeOrder
    | Reinforce
    | Reassign
    | AnswerFor
    | AcknowledgeMiss
    | AcknowledgeMisses
    | OfferOrder
    | TakeBackOffer
)


class Seat:
    """One cockpit.

    Args:
        plan: what the runner wrote for it: hub, login, password, units, orders (whether it orders), every_s, seed.
        folder: where its record and its token are.
    """

    def __init__(self, plan: dict[str, Any], folder: Path) -> None:
        self._plan = plan
        self._path = folder / f"{plan['name']}.jsonl"
        before = read_lines(self._path)
        self._record = Record(self._path)
        self._token = folder / f"{plan['name']}.token"
        token = self._token.read_text() if self._token.is_file() else ""
        self._link = Link(plan["hub"], Credentials(plan["login"], plan["password"], token), client=plan["name"])
        self._link.token_given.connect(self._keep_token)
        self._link.phase_changed.connect(self._tell_phase)
        self._link.waiting.changed.connect(self._send_what_was_left)
        self._link.waiting.left_settled.connect(self._answered)
        self._link.use(open_outbox(folder / f"{plan['name']}.outbox"))
        started = sum(line["what"] == "started" for line in before)
        self._chance = random.Random(f"{plan['seed']}/{plan['name']}/{started}")
        self._tasks = Tasks("seat")
        self._ordering = asyncio.Event()
        self._mine: list[str] = []
        self._number = len(before)
        self._note("started")

    def _note(self, what: str, order: str = "", **more: Any) -> None:
        self._record.note(what, self._plan["name"], order, **more)

    def _keep_token(self, token: str) -> None:
        self._token.write_text(token)

    def _tell_phase(self, phase: str, message: str) -> None:
        self._note("phase", phase=phase, message=message)

    async def run(self) -> None:
        """Follows, and orders where it should, until the runner is gone."""
        self._tasks.spawn(self._order(), "order")
        try:
            while True:
                try:
                    await self._link.run()
                except Refused as refusal:
                    if refusal.rule != "sign_in.token":
                        raise
                    # A hub that was started anew by a clock half a day ahead: the person signs in once more.
                    self._note("signed in again")
                    self._link.sign_in(Credentials(self._plan["login"], self._plan["password"]))
        finally:
            await self._tasks.close()

    def _send_what_was_left(self) -> None:
        """What the outbox offers goes out, under the ids that it was pressed under."""
        for one in self._link.unsent_commands():
            if one.state == "offered" and self._link.phase == "live":
                self._tasks.spawn(self._link.send_now(one.pressed.id), one.pressed.id)

    def _answered(self, pressed: Pressed, said: Outcome) -> None:
        what = "durable" if said.accepted else "refused"
        order: str = getattr(pressed.command, "order", "")
        self._note(what, order, id=pressed.id, rule=said.rule, changed=said.changed)

    # -- ordering --------------------------------------------------------------------------------------------------

    async def _order(self) -> None:
        await self._link.live()
        while True:
            await self._ordering.wait()
            command = self._draw()
            id_ = f"{command.order}-{self._number}"
            self._note("pressed", command.order, id=id_, command=msgspec.to_builtins(command))
            self._tasks.spawn(self._send(id_, command), id_)
            await asyncio.sleep(self._chance.uniform(0.3, 1.7) * self._plan["every_s"])

    def _draw(self) -> Drawn:
        """The next command; one that makes no sense by then is refused, which is an answer as well."""
        self._number += 1
        kind = self._chance.random() if self._mine else 1.0
        if kind > 0.56:
            return self._issue()
        order, one, other = self._chance.choice(self._mine[-REMEMBERED:]), *self._chance.sample(self._plan["units"], 2)
        if kind < 0.12:
            return RecallOrder(order, "情况有变")
        if kind < 0.2:
            return Reinforce(order, (one, other))
        if kind < 0.28:
            return Reassign(order, one, other, "就近改派")
        if kind < 0.44:
            return self._change(order)
        if kind < 0.47:
            return OfferOrder(order, self._chance.choice(self._others(order)), "请接手")
        if kind < 0.48:
            return TakeBackOffer(order)
        return self._look_after(order, one)

    def _change(self, order: str) -> ChangeOrder:
        """The next version of an order, made from the one that this cockpit shows."""
        known = self._link.replica.world.orders.get(order)
        version = known.version if known is not None else 1
        return ChangeOrder(order, version, f"第 {self._number} 号：改到东门集合", 1, HURRIED)

    def _others(self, order: str) -> tuple[str, ...]:
        """Whom an order can be offered to."""
        world = self._link.replica.world
        return may_be_offered(world, world.orders[order]) if order in world.orders else ("nobody",)

    def _look_after(self, order: str, unit: str) -> Drawn:
        """Somebody is late: said for the unit, or taken on, alone or with all others of the order."""
        known, kind = self._link.replica.world.orders.get(order), self._chance.random()
        if kind < 0.5 and known is not None:
            state = self._chance.choice(("acknowledged", "en_route", "completed"))
            return AnswerFor(order, unit, state, "电话确认", known.version)
        late = [id_ for id_, one in known.recipients.items() if one.miss is not None] if known is not None else []
        return AcknowledgeMisses(order, tuple(late[:200])) if late and kind < 0.8 else AcknowledgeMiss(order, unit)

    def _issue(self) -> IssueOrder:
        units = self._plan["units"]
        count = len(units) if self._chance.random() < TO_ALL else self._chance.randint(1, max(1, len(units) // 2))
        to = tuple(self._chance.sample(units, count))
        order = f"o{self._chance.getrandbits(60):015x}"
        self._mine.append(order)
        deadlines = HURRIED if self._chance.random() < 0.5 else None
        return IssueOrder(order, f"第 {self._number} 号：原地待命，逐一签收", to, Target(units=to), 2, deadlines)

    async def _send(self, id_: str, command: Drawn) -> None:
        said: Outcome = await self._link.send(command, id_)
        what = "durable" if said.accepted else "refused"
        self._note(what, command.order, id=id_, rule=said.rule, changed=said.changed)

    # -- what the runner asks --------------------------------------------------------------------------------------

    def hear(self, message: dict[str, Any]) -> None:
        """Does what the runner says: ``order`` or ``hold``, ``status``, ``digest``."""
        match message["do"]:
            case "order" if self._plan["orders"]:
                self._ordering.set()
            case "hold":
                self._ordering.clear()
            case "status":
                self._note("status", n=message["n"], **self._status())
            case "digest":
                self._tasks.spawn(self._digest(message["n"]), "digest")

    def _status(self) -> dict[str, Any]:
        world = self._link.replica.world
        under_way = [order for order in world.orders.values() if order.under_way]
        states = [one.state for order in under_way for one in order.recipients.values()]
        return {
            "phase": self._link.phase,
            "unsent": self._link.unsent,
            "seq": world.seq,
            "undelivered": sum(state == "issued" for state in states),
            "open": sum(state not in FINAL for state in states),
        }

    async def _digest(self, number: int) -> None:
        try:
            hub = await self._link.ask("world_digest", {}, dict[str, Any], 10.0)
        except CockpitError as failure:
            hub = {"seq": -1, "digest": str(failure)}
        world = self._link.replica.world
        now = self._link.now().isoformat()
        self._note("digest", n=number, seq=world.seq, digest=world.digest(), hub=hub, now=now)


async def _main(plan: dict[str, Any], folder: Path) -> None:
    seat = Seat(plan, folder)
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()

    def listen() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(seat.hear, json.loads(line))
        if task is not None:
            loop.call_soon_threadsafe(task.cancel)

    threading.Thread(target=listen, daemon=True).start()
    await seat.run()


def main() -> int:
    """Runs one seat: ``python -m tests.chaos.seat PLAN FOLDER``."""
    parser = argparse.ArgumentParser(description="a cockpit without a screen, for tests.chaos")
    parser.add_argument("plan", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    # What comes on standard input is for us: the runner's words, and its end.
    os.environ.pop("COCKPIT_PARENT", None)
    run(_main(json.loads(args.plan.read_text()), args.folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
