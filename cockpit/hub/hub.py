"""The hub put together: one data folder, one town, one listening address, and the rhythm of its chores."""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import apsw
import msgspec

from cockpit.domain.consultations import OpenConsultation
from cockpit.domain.devices import DeviceRevoked
from cockpit.domain.handovers import HandoverCommand, OpenHandover, RefreshHandover
from cockpit.domain.incidents import ReportIncident, incident_id
from cockpit.domain.live import Live
from cockpit.domain.people import Actor
from cockpit.domain.world import World
from cockpit.errors import EnvironmentFailure
from cockpit.hub.accounts import Accounts
from cockpit.hub.archive import Archive
from cockpit.hub.blobs import Blobs
from cockpit.hub.field_desk import FieldDesk
from cockpit.hub.figures import FiguresDesk
from cockpit.hub.handover_facts import handover_facts
from cockpit.hub.lock import FolderLock
from cockpit.hub.named_blobs import blobs_of, named_blobs
from cockpit.hub.publisher import Publisher
from cockpit.hub.server import Server
from cockpit.hub.service import Published, Sender, Service
from cockpit.hub.time_machine import TimeMachine
from cockpit.hub.timers import Timers
from cockpit.hub.tracks import Tracks
from cockpit.intake.locate import Locator
from cockpit.kit.clock import Clock, SteadyClock
from cockpit.kit.tasks import Tasks
from cockpit.town.folder import TownFolder
from cockpit.town.sample_key import KeyKind, sample_key

log = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "::1", "localhost")
MOVES_EVERY_S = 1.0
CHORES_EVERY_S = 0.1
FIGURES_EVERY_S = 5.0
KEEP_EVERY_S = 1.0
FORGET_EVERY_S = 3600.0
CLOCK_TOLERANCE_S = 1.0
"""A journal that is so little ahead of the machine's clock is nothing to speak of."""


class Hub:
    """A running hub. Made inside the event loop.

    Args:
        folder: the data folder; made where it is missing.
        town: what the town folder says.
        tls: a certificate and its key, for ``wss`` and ``https``; without one it is ``ws`` and ``http``.

    Raises:
        EnvironmentFailure: the folder is in use, not writable, from a newer version, or a disk fault.
    """

    def __init__(
        self, folder: Path, town: TownFolder, clock: Clock | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self.town = town
        self.clock = clock or SteadyClock()
        self.publisher = Publisher(Live())
        self._tasks = Tasks("hub")
        self._map_json: bytes | None = None
        self._started_at = time.monotonic()
        with ExitStack() as opened:
            try:
                self._open(folder, opened)
                self._define_town()
                self._give_sample_accounts()
            except apsw.Error as failure:
                raise EnvironmentFailure(
                    f"数据目录 {folder} 不能使用：{failure}。请检查权限与剩余空间，或用备份恢复 "
                    f"(the data folder cannot be used: check its permissions and free space)"
                ) from failure
            self.figures = FiguresDesk(self)
            self.field = FieldDesk(self)
            self.server = Server(self, tls)
            self._opened = opened.pop_all()

    def _open(self, folder: Path, opened: ExitStack) -> None:
        """Opens the folder's stores; what is open by the time that one fails is closed again."""
        self._lock = FolderLock(folder)
        opened.callback(self._lock.release)
        self.accounts = Accounts(folder, self.clock)
        opened.callback(self.accounts.close)
        self.tracks = Tracks(folder, self.town.town.settings.keep_positions_days)
        opened.callback(self.tracks.close)
        self.time_machine = TimeMachine(folder)
        opened.callback(self.time_machine.close)
        self.blobs = Blobs(folder)
        publisher = self.publisher
        self.service = Service(folder, self.clock, self._published, self._told, self._rolled_back)
        opened.callback(self.service.close)
        publisher.service = self.service
        publisher.live.off_duty = self.service.world.off_duty
        self._keep_to_the_journals_time()
        self.timers = Timers(self.service)
        self.service.on_recorded = self.timers.recorded
        self.blobs.keep(named_blobs(self.service.world))
        self.archive = Archive(folder, self.service.journal)
        opened.callback(self.archive.close)

    def _keep_to_the_journals_time(self) -> None:
        """Time never goes back in a journal: deadlines would wait for hours that have been lived through already."""
        if isinstance(self.clock, SteadyClock) and self.world.at is not None:
            self.clock.not_before(self.world.at)
            if self.clock.held_s > CLOCK_TOLERANCE_S:
                log.warning(
                    "the machine's clock is %.0f s behind the journal: the hub goes on from the journal's time. "
                    "Check the clock of this machine",
                    self.clock.held_s,
                )

    def clock_off_s(self) -> float:
        """Seconds that the machine's clock is ahead of the hub's (behind it, below 0)."""
        return self.clock.off_s() if isinstance(self.clock, SteadyClock) else 0.0

    @property
    def world(self) -> World:
        """The world as decided so far (a few milliseconds ahead of the disk)."""
        return self.service.world

    def now_s(self) -> float:
        """The hub's clock in epoch seconds."""
        return self.clock.now().timestamp()

    def _define_town(self) -> None:
        town = self.town.town
        if self.service.define_town(town, self.town.digest):
            log.info("the town %s is new or has changed: journaled", town.settings.name)
        self.locator = Locator(self.town.map.areas, self.world.circles)

    def _give_sample_accounts(self) -> None:
        town, sample = self.town.town, self.town.accounts
        if sample is not None:
            keys: dict[tuple[KeyKind, str], str] = {
                ("terminal", unit.id): sample_key(sample.terminal_key, "terminal", unit.id) for unit in town.units
            }
            keys |= {("source", one.id): sample_key(sample.source_key, "source", one.id) for one in town.sources}
            self.accounts.set_sample([person.id for person in town.people], sample.password, keys)

    # -- life --------------------------------------------------------------------------------------------------

    async def start(self, host: str, port: int) -> int:
        """Starts to listen and to do the chores; returns the port.

        Raises:
            EnvironmentFailure: the address cannot be used, or a sample's accounts would be open to the network.
        """
        if host not in LOOPBACK and (self.town.town.settings.sample or self.accounts.has_sample):
            raise EnvironmentFailure(
                f"样例账号的密码人人皆知，只能在本机回环地址上运行，不能用 {host}："
                f"请用 127.0.0.1，或换用自己的镇目录与数据目录 (sample accounts run on loopback only)"
            )
        await self._town_durable()
        bound = await self.server.listen(host, port)
        self._tasks.spawn(self._chores(), "chores")
        self._tasks.spawn(self._keep(), "keep")
        self._tasks.spawn(self.figures.run(), "figures")
        return bound

    async def _town_durable(self) -> None:
        while self.service.durable.seq < self.world.seq and self.service.failure is None:
            await asyncio.sleep(0.002)
        if self.service.failure is not None:
            raise self.service.failure

    async def stop(self) -> None:
        """Says goodbye, writes what is queued, closes all files. Safe to call once, whatever has failed before."""
        await self.server.close()
        await self._tasks.close()
        self.field.sightings.write()
        self._opened.close()

    async def _chores(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        moves_at = due
        while True:
            due += CHORES_EVERY_S
            await asyncio.sleep(max(0.0, due - loop.time()))
            self.server.lag_s = loop.time() - due
            due = max(due, loop.time() - CHORES_EVERY_S)
            self.publisher.tell_devices()
            self.timers.fire(self.clock.now())
            self.server.watch()
            if loop.time() >= moves_at:
                moves_at = loop.time() + MOVES_EVERY_S - CHORES_EVERY_S / 2
                self.server.sweep()
                self.field.fire(self.clock.now())
                self.publisher.publish_moves(self.now_s())

    async def _keep(self) -> None:
        """Writes positions, archive and snapshots in a worker, and looks after a disk that failed."""
        forget_at = 0.0
        while True:
            await asyncio.sleep(KEEP_EVERY_S)
            if self.service.failure is not None and self.service.try_again():
                log.warning("the disk takes writes again")
                self._define_town()
            await asyncio.to_thread(self.tracks.write)
            await asyncio.to_thread(self.archive.write)
            await asyncio.to_thread(self.field.sightings.write)
            if self.service.snapshot_due():
                await asyncio.to_thread(self.service.snapshot())
            if time.monotonic() >= forget_at:
                forget_at = time.monotonic() + FORGET_EVERY_S
                await asyncio.to_thread(self.tracks.forget, self.now_s())
                await asyncio.to_thread(self.blobs.forget)

    def _rolled_back(self) -> None:
        self.timers.begin_anew()
        self.publisher.live.off_duty = self.world.off_duty
        self.publisher.begin_anew()
        self.field.tell_all()

    def _told(self) -> None:
        # Who ordered hears that it is durable before two thousand terminals hear the order.
        self.publisher.tell_people()
        self.publisher.tell_terminals()

    def _published(self, published: list[Published]) -> None:
        self.publisher.publish(published)
        self.field.forget_places(published)
        self.field.tell(published)
        for one in published:
            if ids := blobs_of(one.entry.event):
                self._tasks.spawn(asyncio.to_thread(self.blobs.keep, ids), "keep blobs")
            if isinstance(one.entry.event, DeviceRevoked):
                self.server.end_device(one.entry.event.device)
                self._tasks.spawn(asyncio.to_thread(self.accounts.forget_device, one.entry.event.device), "forget")
        self.archive.note(published)

    # -- what the server asks for ------------------------------------------------------------------------------

    def intake(self, actor: Actor, command_id: str, command: ReportIncident, sender: Sender) -> None:
        """Finds the grid of a report, lets one that is long closed and known pass, and has the rest decided."""
        if not command.circle and command.place is not None:
            circle = self.locator.circle_of(command.place) or self.world.circles.root or ""
            command = msgspec.structs.replace(command, circle=circle)
        elif not command.circle:
            command = msgspec.structs.replace(command, circle=self.world.circles.root or "")
        if self.archive.knows(incident_id(command.source, command.source_no)):
            sender.accept_soon(command_id, False)
            self.publisher.tell_people()
            return
        self.service.do(command, actor, command_id, sender)

    def with_facts(self, command: HandoverCommand | OpenConsultation) -> HandoverCommand | OpenConsultation:
        """A handover or consultation is opened, or brought up to date, with what the hub knows beside the journal."""
        if isinstance(command, OpenConsultation):
            version, values = self.figures.day_values(command.day)
            return msgspec.structs.replace(command, method_version=version, values=values)
        if not isinstance(command, OpenHandover | RefreshHandover):
            return command
        silent = self.figures.silent()
        facts = handover_facts(self.world, self.publisher.live, self.figures.told, silent, self.clock.now())
        return msgspec.structs.replace(command, facts=facts)

    def town_map_json(self) -> bytes:
        """The town's geometry as JSON (a ``TownMap``)."""
        if self._map_json is None:
            self._map_json = msgspec.json.encode(self.town.map)
        return self._map_json

    def health(self) -> dict[str, Any]:
        """How the hub is: for a monitor and for the person who looks after it."""
        live = self.publisher.live
        sample = self.town.accounts
        return {
            **({"sample": {"password": sample.password}} if sample is not None else {}),
            "town": self.world.settings.id,
            "seq": self.world.seq,
            "durable_seq": self.service.durable.seq,
            "cockpits": len(self.publisher.cockpits),
            "terminals": len(self.publisher.terminals),
            "sources_heard": len(live.sources),
            "disk": "ok" if self.service.failure is None else str(self.service.failure),
            "positions": self.tracks.noted,
            "positions_shed": self.server.shed,
            "positions_dropped": self.tracks.dropped,
            "clock_set_s": round(self.clock_off_s(), 1),
            "clock_held_s": round(self.clock.held_s, 1) if isinstance(self.clock, SteadyClock) else 0.0,
            "deadlines": len(self.timers),
            "loop_lag_s": round(self.server.lag_s, 4),
            "uptime_s": round(time.monotonic() - self._started_at, 1),
        }
