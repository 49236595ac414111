"""A running exercise: a hub, terminals in two processes, two cockpits, a lane of the proxy before each of them."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from cockpit.sim.crowd import spread
from cockpit.town.folder import TownFolder
from tests.chaos.clocks import WrongClock
from tests.chaos.disk import Disk
from tests.chaos.processes import Process
from tests.chaos.proxy import Lane
from tests.chaos.records import Deeds, Line, Tail, Words

CROWDS = 2
START_S = 180.0
WORDS = 1000
"""Characters of a process's output that are shown when it could not start."""
SUPERVISE_S = 0.3
"""How soon the hub is started again after it has ended, as a service's restart would."""


@dataclass
class Member:
    """A process that connects to the hub: its lane, its clock, and where it says what it does."""

    process: Process
    lane: Lane
    clock: WrongClock
    tail: Tail


class Exercise:
    """Everything that runs, and the hands that the faults have on it.

    Args:
        folder: takes logs, records and the data folder; new.
        town: a sample town.
        units: how many terminals.
        seed: of all that is drawn.
        clock: the library that sets clocks wrong; None where there is none.
    """

    def __init__(self, folder: Path, town: TownFolder, units: int, seed: str, clock: Path | None) -> None:
        self.folder, self.town, self.seed = folder, town, seed
        self.units = [unit.id for unit in spread(town.town.units, units)]
        self.deeds, self.words = Deeds(), Words()
        folder.mkdir(parents=True)
        self.disk = Disk(folder / "data", 64 + len(self.units) // 3)
        self.hub_port = free_port()
        self._clock = clock
        self.hub_clock = WrongClock(folder, "hub", clock)
        self.hub = Process("hub", self._hub_arguments(), folder / "hub.log", self.hub_clock.environment)
        self.hub_wanted = True
        self.hub_deaths: list[int] = []
        self.crowds: list[Member] = []
        self.seats: list[Member] = []
        self._supervising: asyncio.Task[None] | None = None
        self._asked = 0

    @property
    def data(self) -> Path:
        """The hub's data folder."""
        return self.disk.folder

    @property
    def members(self) -> list[Member]:
        """Everybody who connects."""
        return [*self.crowds, *self.seats]

    def _hub_arguments(self) -> list[str]:
        listen = f"127.0.0.1:{self.hub_port}"
        return ["cockpit", "hub", "--town", str(self.town.path), "--data", str(self.data), "--listen", listen]

    # -- from start to end -------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Starts everything and waits until everybody is connected.

        Raises:
            EnvironmentFailure: the hub does not start.
            TimeoutError: somebody is not connected in ``START_S``.
        """
        self.hub.start()
        self._supervising = asyncio.ensure_future(self._supervise())
        async with asyncio.timeout(START_S):
            while not await self.health():
                if self.hub_deaths:
                    raise EnvironmentFailure(f"the hub does not start: {last_words(self.hub.log)}")
                await asyncio.sleep(0.05)
            for number in range(1, CROWDS + 1):
                self.crowds.append(await self._crowd(number))
            for name, login, orders in self._people():
                self.seats.append(await self._seat(name, login, orders))
            for member in self.members:
                member.process.start()
            while not self.everybody_in(await self.health()):
                await asyncio.sleep(0.05)

    def _people(self) -> list[tuple[str, str, bool]]:
        """Who sits at the two cockpits: the commander on duty, and an operator who looks on."""
        shift = self.town.town.rota.shift_at(self.hub_now())
        people = {person.id: person for person in self.town.town.people}
        operator = next(person for person in people.values() if person.role == "operator")
        commander = people[shift.commander].login if shift is not None else operator.login
        return [("commander", commander, True), ("operator", operator.login, False)]

    def hub_now(self) -> datetime:
        """The hub's clock as it should be now (what it was set wrong by included)."""
        return datetime.now(UTC) + timedelta(seconds=self.hub_clock.offset_s)

    async def _lane(self, name: str) -> Lane:
        lane = Lane(name, self.hub_port, random.Random(f"{self.seed}/{name}"))
        await lane.plug()
        return lane

    async def _crowd(self, number: int) -> Member:
        name = f"terminals-{number}"
        lane, clock, log = (
            await self._lane(name),
            WrongClock(self.folder, name, self._clock),
            self.folder / f"{name}.jsonl",
        )
        arguments = ["cockpit", "sim", "--hub", lane.url, "--town", str(self.town.path), "--no-sources"]
        arguments += ["--units", str(len(self.units)), "--share", f"{number}/{CROWDS}", "--manner", "brisk"]
        arguments += ["--seed", str(random.Random(f"{self.seed}/{name}").getrandbits(30)), "--log", str(log)]
        process = Process(name, arguments, self.folder / f"{name}.log", clock.environment)
        return Member(process, lane, clock, Tail(log))

    async def _seat(self, name: str, login: str, orders: bool) -> Member:
        lane, clock = await self._lane(name), WrongClock(self.folder, name, self._clock)
        password = self.town.accounts.password if self.town.accounts is not None else ""
        plan = {"name": name, "hub": lane.url, "login": login, "password": password, "orders": orders}
        plan |= {"units": self.units, "every_s": 0.5, "seed": self.seed}
        (self.folder / f"{name}.json").write_text(json.dumps(plan, ensure_ascii=False))
        arguments = ["tests.chaos.seat", str(self.folder / f"{name}.json"), str(self.folder)]
        process = Process(name, arguments, self.folder / f"{name}.log", clock.environment)
        return Member(process, lane, clock, Tail(self.folder / f"{name}.jsonl"))

    async def _supervise(self) -> None:
        """Starts the hub again whenever it has ended and is wanted."""
        while True:
            await asyncio.sleep(SUPERVISE_S)
            if self.hub_wanted and not self.hub.running:
                self.hub_deaths.append(self.hub.status or 0)
                self.hub.start()

    async def stop(self) -> None:
        """Ends everything in order; the data folder stays."""
        await asyncio.gather(*(asyncio.to_thread(member.process.stop) for member in self.members))
        if self._supervising is not None:
            self._supervising.cancel()
        await asyncio.to_thread(self.hub.stop)
        for member in self.members:
            await member.lane.close()

    # -- what is to be seen ------------------------------------------------------------------------------------------

    async def health(self) -> dict[str, Any]:
        """What the hub says of itself; empty while it does not answer. Asked past the proxy."""
        return await asyncio.to_thread(_health, self.hub_port)

    def everybody_in(self, health: dict[str, Any]) -> bool:
        """Whether the hub has all terminals and cockpits, and a disk that works."""
        here = health.get("terminals") == len(self.units) and health.get("cockpits") == len(self.seats)
        return here and health.get("disk") == "ok"

    def look(self) -> None:
        """Takes in what everybody has written down since."""
        for member in self.crowds:
            self.deeds.take(member.tail.read())
        for member in self.seats:
            self.words.take(member.tail.read())

    def crowd_pids(self) -> set[int]:
        """The processes whose terminals are alive now."""
        return {member.process.pid for member in self.crowds if member.process.running}

    def tell_seats(self, do: str) -> None:
        """Says something to all cockpits that wants no answer."""
        for seat in self.seats:
            seat.process.tell({"do": do})

    async def ask_seats(self, do: str, timeout_s: float = 15.0) -> list[Line] | None:
        """Asks all cockpits; their answers, or None when one of them does not answer in time."""
        self._asked += 1
        number, end = self._asked, time.monotonic() + timeout_s
        for seat in self.seats:
            seat.process.tell({"do": do, "n": number})
        while time.monotonic() < end:
            self.look()
            found = [self.words.answers.get((seat.process.name, do, number)) for seat in self.seats]
            answers = [line for line in found if line is not None]
            if len(answers) == len(self.seats):
                return answers
            await asyncio.sleep(0.03)
        return None


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def last_words(log: Path) -> str:
    """The end of what a process has said."""
    return log.read_text(encoding="utf-8", errors="replace")[-WORDS:] if log.is_file() else ""


def _health(port: int) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2.0) as answer:
            found: dict[str, Any] = json.load(answer)
            return found
    except (OSError, urllib.error.URLError, ValueError):
        return {}
