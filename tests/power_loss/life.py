"""One life of a hub's service on a disk whose power is cut, and what the next start finds."""

from __future__ import annotations

import asyncio
import random
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import PROGRESS, IssueOrder, RecallOrder, Receipt
from cockpit.domain.people import Actor
from cockpit.domain.world import Command
from cockpit.errors import EnvironmentFailure
from cockpit.hub import journal as journal_room
from cockpit.hub.journal import FILE, Head, Line, verify
from cockpit.hub.service import Service, world_of
from cockpit.wire.messages import Do
from tests.hubs import TestClock, issue
from tests.power_loss.disk import Disk, Mood
from tests.power_loss.forgetful import Cut, ForgetfulVFS, Power
from tests.power_loss.ledger import Ledger, Promise
from tests.towns import NOON, small_town

P1 = Actor("person", "p1")
TOWN = small_town()
UNITS = [unit.id for unit in TOWN.units]
STEPS = 24
"""Bursts of commands in one life."""
CHECKPOINT_PAGES = (6, 40)
"""The log is carried over after so many pages, so that a short life sees what takes a real hub hours."""


@dataclass
class Findings:
    """What was found after one cut. ``faults`` are broken promises other than lost entries."""

    found: dict[int, bytes] = field(default_factory=dict)
    lost: int = 0
    faults: list[str] = field(default_factory=list)


class Life:
    """A service from its start to the moment that the power goes, or that it is killed.

    Args:
        folder: the data folder, as the last cut has left it.
        cut: when the power goes; at the end of the life where it never comes to that.
        synchronous: ``full`` for what the hub itself has set, or ``normal``.
        disk: the disk that the folder is on, where the last life was killed: the power has stayed on.
    """

    def __init__(
        self,
        folder: Path,
        ledger: Ledger,
        cut: Cut,
        chance: random.Random,
        synchronous: str = "full",
        disk: Disk | None = None,
    ) -> None:
        self.folder = folder
        self.ledger = ledger
        self.power = ledger.power = Power(cut)
        self.power.on_off = self._note_shared_memory
        files = [path for path in folder.glob(f"{FILE}*") if not path.name.endswith("-shm")]
        self.disk = disk or Disk({path.name: path.read_bytes() for path in files})
        self.shared_memory: bytes | None = None
        self._chance = chance
        self._synchronous = synchronous
        # Only a hub that stops in order removes its log.
        self._closes = cut.place in ("never", "wal.delete")
        self._number = 0
        self._orders: list[IssueOrder] = []
        self._prefix = f"{folder.name}-{chance.getrandbits(32):08x}"
        self._service: Service

    async def run(self) -> None:
        """Lives until the power is off.

        Raises:
            EnvironmentFailure: the service does not start: the folder needs mending by hand.
        """
        vfs = ForgetfulVFS(self.disk, self.power)
        try:
            with patch.object(journal_room, "sync_names", self._sync_names):
                self._service = Service(self.folder, TestClock(), self.ledger.hear, vfs=vfs.name)
            self._listen()
            await self._work()
            if self._closes or self._chance.random() < 0.6:
                await self._settled()
                await asyncio.to_thread(self._service.journal.close)
            self.power.switch_off()
            self._service.journal.close()
            # What the writer has said last reaches the loop only now.
            await asyncio.sleep(0)
        finally:
            vfs.unregister()

    def _sync_names(self, folder: Path) -> None:
        with self.power.passing("names.sync") as lit:
            if lit:
                self.disk.sync_folder()

    def _listen(self) -> None:
        """Puts the ledger between service and journal."""
        journal, service = self._service.journal, self._service
        append, told = journal.append, journal._on_durable

        def note_append(lines: list[Line]) -> None:
            self.ledger.decide(lines)
            append(lines)

        def note_durable(head: Head, lines: list[Line]) -> None:
            self.ledger.hear_journal(head, lines)
            told(head, lines)

        service.journal.append = note_append  # type: ignore[method-assign]
        journal._on_durable = note_durable
        pages = self._chance.randint(*CHECKPOINT_PAGES)
        journal._db.pragma("wal_autocheckpoint", pages)
        if self._synchronous != "full":
            journal._db.pragma("synchronous", self._synchronous)

    async def _work(self) -> None:
        service, chance = self._service, self._chance
        service.define_town(TOWN, "t1")
        for _ in range(STEPS):
            for _ in range(chance.randint(1, 6)):
                self._send(*self._something())
            if chance.random() < 0.6:
                await self._settled()
            await asyncio.sleep(0)
            if self.power.off:
                return
            if chance.random() < 0.1 and service.world.seq == service.durable.seq:
                service.snapshot()()

    async def _settled(self) -> None:
        service = self._service
        while service.durable.seq < service.world.seq and not self.power.off:
            await asyncio.sleep(0.0005)

    def _note_shared_memory(self) -> None:
        path = self.folder / f"{FILE}-shm"
        self.shared_memory = path.read_bytes() if path.exists() else None

    def _send(self, actor: Actor, command: Command) -> None:
        self._number += 1
        promise = Promise(actor, command, self.power)
        self.ledger.promises.append(promise)
        self._service.handle(actor, Do(f"{self._prefix}-{self._number}", command), promise)

    def _something(self) -> tuple[Actor, Command]:
        """What somebody at the centre or outside might do now."""
        chance, dice = self._chance, self._chance.random()
        if not self._orders or dice < 0.3:
            units = tuple(chance.sample(UNITS, chance.randint(1, len(UNITS))))
            order = issue(f"{self._prefix}-o{self._number}", *units, text="急" * chance.randint(1, 900))
            self._orders.append(order)
            return P1, order
        order = chance.choice(self._orders)
        if dice < 0.35:
            return P1, RecallOrder(order.order)
        if dice < 0.5:
            reported_at = NOON - timedelta(minutes=self._number)
            text = "报" * chance.randint(1, 1000)
            no = f"{self._prefix}-{self._number}"
            return Actor("source", "police_110"), ReportIncident(
                "police_110", no, "brawl", text, reported_at, circle="g1"
            )
        return Actor("unit", chance.choice(order.recipients)), Receipt(order.order, chance.choice(PROGRESS[1:]))


def leave(life: Life, mood: Mood, target: Path, chance: random.Random) -> None:
    """Writes what the cut has left of the life's folder into a new one."""
    target.mkdir()
    for name, data in life.disk.left(mood, chance).items():
        (target / name).write_bytes(data)
    for path in life.folder.glob("snapshot-*"):
        _leave_snapshot(path, target, mood, chance)
    # The cache may have written shared memory by itself: not at all, as it was, or at another time.
    dice = chance.random()
    if life.shared_memory is not None and dice < 0.7:
        data = life.shared_memory if dice < 0.4 else chance.randbytes(len(life.shared_memory))
        (target / f"{FILE}-shm").write_bytes(data)


def leave_killed(life: Life, target: Path) -> None:
    """Writes what stands in the system's cache when the program is killed and the power stays on: everything."""
    target.mkdir()
    for name, data in life.disk.left("everything", random.Random(0)).items():
        (target / name).write_bytes(data)
    for path in life.folder.glob("snapshot-*"):
        shutil.copy(path, target)
    if life.shared_memory is not None:
        (target / f"{FILE}-shm").write_bytes(life.shared_memory)


def _leave_snapshot(path: Path, target: Path, mood: Mood, chance: random.Random) -> None:
    """Its content was synced before it got its name; the name may not have lasted."""
    if mood == "nothing" or (mood != "everything" and chance.random() < 0.5):
        shutil.copy(path, target / path.with_suffix(".part").name)
    else:
        shutil.copy(path, target)


async def examine(folder: Path, ledger: Ledger, scratch: Path) -> Findings:
    """Starts a hub's service, as anybody would, on a copy of what a cut has left, and compares it with the ledger."""
    shutil.copytree(folder, scratch)
    findings = Findings()
    try:
        service = Service(scratch, TestClock(), lambda published: None)
    except EnvironmentFailure as failure:
        findings.faults.append(f"does not open: {failure}")
        findings.lost = len(ledger.acknowledged)
        return findings
    try:
        findings.found = {line.seq: line.body for line in service.journal.read(0)}
        lost = ledger.lost(findings.found)
        findings.lost = len(lost)
        if not lost:
            findings.faults += [f"told and gone: {command}" for command in ledger.broken(service.world)]
        findings.faults += [f"never decided: {seq}" for seq in ledger.invented(findings.found)]
        if service.world.digest() != world_of(scratch).digest():
            findings.faults.append("the world is not what the journal folds to")
        ledger.go_on_from(findings.found, service.world)
        await _goes_on(service, findings)
    finally:
        service.close()
    verdict = verify(scratch / FILE)
    if verdict.fault:
        findings.faults.append(f"the chain: {verdict.fault}")
    return findings


async def _goes_on(service: Service, findings: Findings) -> None:
    """The start is one only if orders are taken again."""
    service.define_town(TOWN, "t1")
    promise = Promise(P1, issue(f"after-{service.world.seq}", "u101"), Power())
    service.handle(P1, Do(f"after-{service.world.seq}", promise.command), promise)
    while service.durable.seq < service.world.seq and service.failure is None:
        await asyncio.sleep(0.0005)
    if not promise.told:
        findings.faults.append("takes no order after the start")
