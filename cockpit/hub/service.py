"""Decide, journal, publish: the one writer of a world.

A command is decided against the world in memory, which may be a few milliseconds ahead of the disk. Nobody hears of
its events, and its sender is not told, before they are durable. When the disk fails, the world goes back to what is
durable and everything that waited is refused.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

from cockpit.domain.commands import Signature
from cockpit.domain.devices import EnrolDevice
from cockpit.domain.orders import Receipt, RecipientAdvanced
from cockpit.domain.people import HUB, Actor
from cockpit.domain.town import Town
from cockpit.domain.town_events import town_events
from cockpit.domain.world import Command, Entry, Event, World, apply, decide
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub import snapshots
from cockpit.hub.entries import decode, entries, fold
from cockpit.hub.journal import FILE, Head, Journal, Line, hash_at
from cockpit.kit.clock import Clock, from_epoch_s
from cockpit.wire.messages import Do

log = logging.getLogger(__name__)

LAIN_S = 10.0
"""A command that was pressed so long before it came has that written beside it in the journal, seconds."""

_entry_encoder = msgspec.json.Encoder()


class Sender(Protocol):
    """Who sent a command and wants to know what became of it."""

    def accept_soon(self, command_id: str, changed: bool) -> None:
        """The command is durable; ``changed`` is False for one that had happened before."""

    def refuse(self, command_id: str, rule: str, message: str, who_could: str = "") -> None:
        """The command was refused."""


class Published(msgspec.Struct, frozen=True):
    """A durable entry and its JSON."""

    entry: Entry
    body: bytes


class Service:
    """The hub's core for one realm.

    ``on_recorded`` is called with each event once the world has it, before it is durable: for what is derived.

    Args:
        folder: the data folder.
        clock: where the time comes from.
        on_published: called in the loop with the durable entries, in sequence; then senders are told.
        on_told: called in the loop once the senders of those entries have been noted.
        on_rolled_back: called in the loop when the world has gone back to what is durable.
        vfs: the disk under the journal, as for ``open_database``.

    Raises:
        EnvironmentFailure: the journal cannot be opened.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        on_published: Callable[[list[Published]], None],
        on_told: Callable[[], None] = lambda: None,
        on_rolled_back: Callable[[], None] = lambda: None,
        vfs: str | None = None,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.failure: EnvironmentFailure | None = None
        self._on_published = on_published
        self._on_told = on_told
        self._on_rolled_back = on_rolled_back
        self.on_recorded: Callable[[Event], None] = lambda event: None
        self._loop = asyncio.get_running_loop()
        self.journal = Journal(folder, self._durable_in_thread, self._failed_in_thread, vfs=vfs)
        try:
            self.world = open_world(folder, self.journal.world_id, self.journal.head)
        except EnvironmentFailure:
            self.journal.close()
            raise
        self.durable = self.journal.head
        self._snapshot_seq = self.world.seq
        self._to_write: list[Line] = []
        self._unpublished: deque[Published] = deque()
        self._waiting: deque[tuple[int, Sender, str, bool]] = deque()

    # -- commands ----------------------------------------------------------------------------------------------

    def handle(self, actor: Actor, do: Do, sender: Sender) -> None:
        """Decides a command; the sender is told later that it is durable, or at once that it was refused."""
        # A receipt that comes twice is known by the recipient's state, a report by its source's number: both come in
        # numbers that would push the intents of people, and of chiefs in the field, out of the world's memory.
        plain = actor.kind in ("source", "hub") or isinstance(do.command, Receipt)
        intent = "" if plain else f"{actor.id}/{do.id}"
        self._decide(do.command, actor, do.id, intent, sender, self._lain_since(do.pressed_at))

    def _lain_since(self, pressed_at: float) -> datetime | None:
        """When a command was pressed that lay unsent for a while, None for one that came at once."""
        late = pressed_at > 0.0 and self.clock.now().timestamp() - pressed_at >= LAIN_S
        return from_epoch_s(pressed_at) if late else None

    def _decide(
        self,
        command: Command | Signature | EnrolDevice,
        actor: Actor,
        command_id: str,
        intent: str,
        sender: Sender,
        pressed_at: datetime | None = None,
    ) -> None:
        if self.failure is not None:
            sender.refuse(command_id, "hub.disk", str(self.failure))
            return
        before = self.world.seq
        if not intent or intent not in self.world.intents:
            try:
                events = decide(self.world, command, actor, self.clock.now())
            except Refused as refusal:
                sender.refuse(command_id, refusal.rule, refusal.message, refusal.who_could)
                return
            self._record(events, actor.id, intent, pressed_at)
        if self.world.seq <= self.durable.seq:
            sender.accept_soon(command_id, False)
            self._on_told()
        else:
            self._waiting.append((self.world.seq, sender, command_id, self.world.seq > before))

    def do(self, command: Command, actor: Actor, command_id: str, sender: Sender) -> None:
        """The same for a command that was made here."""
        self.handle(actor, Do(command_id, command), sender)

    def enrol(self, command: EnrolDevice, sender: Sender) -> None:
        """Decides an enrolment, whose code the hub has found good."""
        self._decide(command, HUB, command.device, "", sender)

    def sign(self, command: Signature, actor: Actor, command_id: str, sender: Sender) -> None:
        """Decides a signature, whose signer the hub has made sure of."""
        self._decide(command, actor, command_id, f"{actor.id}/{command_id}", sender)

    def define_town(self, town: Town, digest: str) -> bool:
        """Journals the town where it differs from the world's; returns whether it did."""
        if self.world.town_digest == digest:
            return False
        self._record(list(town_events(town, digest)), HUB.id, "")
        return True

    def record(self, events: Sequence[Event], actor: Actor) -> None:
        """Journals what follows from no command: what fell due."""
        self._record(events, actor.id, "")

    def _record(self, events: Sequence[Event], by: str, intent: str, pressed_at: datetime | None = None) -> None:
        now = self.clock.now()
        lines: list[Line] = []
        for event in events:
            given = Entry(self.world.seq + 1, now, by, event, intent, pressed_at)
            body = _entry_encoder.encode(given)
            # What is folded is what was written, to the last digit, so that every replica folds the same.
            # (A receipt holds nothing but texts and instants, which stay what they are; hundreds come at once.)
            entry = decode(body) if not isinstance(event, RecipientAdvanced) else given
            apply(self.world, entry)
            self.on_recorded(event)
            lines.append(Line(entry.seq, body))
            self._unpublished.append(Published(entry, body))
        if lines and not self._to_write:
            self._loop.call_soon(self._hand_over)
        self._to_write += lines

    def _hand_over(self) -> None:
        """Gives the journal what this turn of the loop has recorded: its thread wakes once for hundreds of receipts."""
        lines, self._to_write = self._to_write, []
        if lines:
            self.journal.append(lines)

    @property
    def quiet(self) -> bool:
        """Whether everything that was decided is durable and told."""
        return self.world.seq == self.durable.seq

    # -- what the journal says ---------------------------------------------------------------------------------

    def _durable_in_thread(self, head: Head, lines: list[Line]) -> None:
        self._loop.call_soon_threadsafe(self._durable, head, len(lines))

    def _durable(self, head: Head, count: int) -> None:
        published = [self._unpublished.popleft() for _ in range(count)]
        self.durable = head
        self._on_published(published)
        while self._waiting and self._waiting[0][0] <= head.seq:
            _, sender, command_id, changed = self._waiting.popleft()
            sender.accept_soon(command_id, changed)
        self._on_told()

    def _failed_in_thread(self, failure: EnvironmentFailure) -> None:
        self._loop.call_soon_threadsafe(self._failed, failure)

    def _failed(self, failure: EnvironmentFailure) -> None:
        log.warning("%s", failure)
        self.failure = failure
        self._to_write.clear()
        self._unpublished.clear()
        waiting, self._waiting = self._waiting, deque()
        self._go_back()
        for _, sender, command_id, _ in waiting:
            sender.refuse(command_id, "hub.disk", str(failure))
        self._on_rolled_back()

    def try_again(self) -> bool:
        """After a failure: asks the disk whether it works again; returns whether commands are taken."""
        if self.failure is not None and self.journal.works() and self._go_back():
            self.journal.restart()
            self.failure = None
        return self.failure is None

    def _go_back(self) -> bool:
        """Makes the world what is durable; returns whether it is (the same disk has to be read for it)."""
        if self.world.seq != self.durable.seq:
            try:
                self.world = open_world(self.folder, self.journal.world_id, self.durable)
            except EnvironmentFailure as failure:
                log.warning("the world cannot be read back yet: %s", failure)
        return self.world.seq == self.durable.seq

    # -- snapshots ---------------------------------------------------------------------------------------------

    def snapshot_due(self) -> bool:
        """Whether enough has been journaled since the last snapshot, and all of it is durable."""
        settled = self.failure is None and self.world.seq == self.durable.seq
        return settled and self.world.seq - self._snapshot_seq >= snapshots.EVERY

    def snapshot(self) -> Callable[[], None]:
        """Takes the world as it is (all durable), and returns what writes it: to be run in a worker."""
        state, seq, line_hash = msgspec.json.encode(self.world.state()), self.world.seq, self.durable.hash
        self._snapshot_seq = seq
        folder, world_id = self.folder, self.journal.world_id

        def write() -> None:
            try:
                snapshots.save(folder, world_id, line_hash, seq, state)
            except OSError as failure:
                log.warning("no snapshot at %s: %s", seq, failure)

        return write

    def close(self) -> None:
        """Writes what is queued and a last snapshot."""
        self._hand_over()
        self.journal.close()
        if self.failure is None and self.world.seq == self.journal.head.seq and self.world.seq > self._snapshot_seq:
            self.durable = self.journal.head
            self.snapshot()()


def open_world(folder: Path, world_id: str, head: Head) -> World:
    """The world at the journal's end: the newest snapshot that fits the chain, and what came after it.

    Raises:
        EnvironmentFailure: the journal cannot be read.
    """
    path = folder / FILE
    world = World()
    for _, snapshot in snapshots.candidates(folder, world_id, head.seq):
        if hash_at(path, snapshot.state.seq) == bytes.fromhex(snapshot.hash):
            world = World(snapshot.state)
            break
        log.warning("the snapshot at %s does not fit the journal and is passed over", snapshot.state.seq)
    if world.seq < head.seq:
        fold(world, entries(path, world.seq, head.seq - world.seq))
    return world


def world_of(folder: Path, up_to_seq: int | None = None) -> World:
    """The world as a data folder's journal says, read-only and from the first line; for tools and checks.

    Raises:
        EnvironmentFailure: there is no journal, or it cannot be read.
    """
    if not (folder / FILE).is_file():
        raise EnvironmentFailure(f"{folder} 里没有流水文件 {FILE} (there is no journal in this folder)")
    world = World()
    fold(world, entries(folder / FILE, 0, up_to_seq if up_to_seq is not None else 1_000_000_000))
    return world
