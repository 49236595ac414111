"""The commands that a link has taken and the hub has not answered: which may go out, which wait for a person's word."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from cockpit.client.outbox import Outbox
from cockpit.domain.unsent import Pressed, Unsent, UnsentState
from cockpit.errors import EnvironmentFailure
from cockpit.kit.signal import Signal
from cockpit.kit.tasks import Tasks

log = logging.getLogger(__name__)

STALE_S = 180.0
"""A command that has waited for so long is not sent behind the back of who pressed it: things may have changed."""
OTHERS_KEPT_S = 86_400.0
"""Somebody else's commands can be thrown away by others from this age on, seconds."""


@dataclass(frozen=True)
class Outcome:
    """What became of a command: accepted means durable at the hub. ``rule`` is empty when it was accepted.

    ``changed`` is False for an accepted command that had happened before.
    """

    accepted: bool
    changed: bool = True
    rule: str = ""
    message: str = ""
    who_could: str = ""


DISCARDED = Outcome(False, False, "outbox.discarded", "已丢弃，没有发出")


@dataclass
class Entry:
    """A command that waits.

    Attributes:
        future: who waits for the outcome; None for one that an earlier run has left.
        posted: whether it was ever given to a connection, whose answer may have been lost.
        in_flight: whether it was given to the connection that is up now.
        left: whether an earlier run of the desktop has left it.
        released: whether a person has said that it shall go although it is old.
    """

    pressed: Pressed
    future: asyncio.Future[Outcome] | None = None
    posted: bool = False
    in_flight: bool = False
    left: bool = False
    released: bool = False


class Waiting:
    """All that wait, by id, in the order in which they were pressed; on the disk as well where there is an outbox.

    Signals:
        changed(): another set of commands waits, or the outbox began or ceased to work.
        left_settled(pressed, outcome): what became of a command that an earlier run had left.

    Attributes:
        outbox_fault: why what waits is in memory only, empty while it is on the disk.
    """

    def __init__(self) -> None:
        self.changed: Signal[[]] = Signal()
        self.left_settled: Signal[Pressed, Outcome] = Signal()
        self.outbox_fault = ""
        self._entries: dict[str, Entry] = {}
        self._outbox: Outbox | None = None
        self._tasks = Tasks("outbox")

    def use(self, outbox: Outbox | None, fault: str = "") -> None:
        """Has what is pressed from now on written to an outbox; what an earlier run left there is offered.

        Args:
            outbox: None where it cannot be used; ``fault`` says why.
        """
        self._outbox, self.outbox_fault = outbox, fault
        for pressed in outbox.left if outbox is not None else ():
            self._entries.setdefault(pressed.id, Entry(pressed, left=True))
        self.changed.emit()

    async def close(self) -> None:
        """Writes what was handed over; what waits stays on the disk."""
        outbox, self._outbox = self._outbox, None
        if outbox is not None:
            await asyncio.to_thread(outbox.close)
        await self._tasks.close()

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries.values()))

    def get(self, command_id: str) -> Entry | None:
        """The one with that id."""
        return self._entries.get(command_id)

    def press(self, pressed: Pressed) -> Entry:
        """Takes one in, with a future of its outcome; in the running loop."""
        entry = Entry(pressed, asyncio.get_running_loop().create_future())
        self._entries[pressed.id] = entry
        # Whose it is has to be known: it must never go out in another name.
        if self._outbox is not None and pressed.person:
            self._tasks.spawn(self._written(self._outbox.keep(pressed)), "keep")
        self.changed.emit()
        return entry

    def settle(self, command_id: str, outcome: Outcome) -> None:
        """One has been answered or thrown away."""
        entry = self._entries.pop(command_id, None)
        if entry is None:
            return
        if self._outbox is not None and entry.pressed.person:
            self._tasks.spawn(self._written(self._outbox.drop(command_id)), "drop")
        if entry.future is None:
            self.left_settled.emit(entry.pressed, outcome)
        elif not entry.future.done():
            entry.future.set_result(outcome)
        self.changed.emit()

    def leave(self, command_id: str) -> None:
        """Nobody waits for the outcome any more; on the disk it stays."""
        self._entries.pop(command_id, None)

    async def _written(self, writing: asyncio.Future[None]) -> None:
        fault = ""
        try:
            await writing
        except EnvironmentFailure as failure:
            fault = str(failure)
        if fault != self.outbox_fault:
            if fault:
                log.warning("%s", fault)
            self.outbox_fault = fault
            self.changed.emit()

    def connection_lost(self) -> None:
        """Nothing is on its way any more."""
        for entry in self:
            entry.in_flight = False

    def may_go(self, entry: Entry, person: str, world: str, now_s: float) -> bool:
        """Whether it may be sent now without asking anybody.

        Args:
            person: who is signed in.
            world: the world of the hub that is live, empty where none has been yet.
        """
        return self.state(entry, person, world, now_s, live=True) == "on_its_way"

    def state(self, entry: Entry, person: str, world: str, now_s: float, *, live: bool) -> UnsentState:
        """How one stands."""
        pressed = entry.pressed
        if (pressed.person and pressed.person != person) or (pressed.world and world and pressed.world != world):
            return "foreign"
        old = entry.left or now_s - pressed.at >= STALE_S
        if old and not entry.released and not entry.in_flight:
            return "offered"
        return "on_its_way" if live else "held"

    def unsent(self, person: str, world: str, now_s: float, *, live: bool) -> tuple[Unsent, ...]:
        """All as the screens show them."""
        found = []
        for entry in self:
            state = self.state(entry, person, world, now_s, live=live)
            if state == "foreign":
                # Nothing can be done before it is known who sits here.
                certain = bool(person) and now_s - entry.pressed.at >= OTHERS_KEPT_S
            else:
                # One that an earlier run left may have been sent just before its end; once live, the world says.
                certain = live or not (entry.posted or entry.left)
            found.append(Unsent(entry.pressed, state, certain and state != "on_its_way"))
        return tuple(found)
