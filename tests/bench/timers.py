"""How punctual deadlines are: ``python -m tests.bench.timers --json [FILE]``.

A real hub on the sample town, 14 orders to all 713 units (9,982 open deadlines) whose terminals are not there, so that
every one is missed. While they fall due, the clock of the hub's machine is stepped an hour forward, an hour back, and
back to where it was (where there is a C compiler). Lateness is the instant of the event in the journal minus the
deadline; and, so that a hub whose own clock were stepped could not hide it, this program's monotonic clock is asked as
well: from before an order was sent until the news of its missed deadlines. One that fires early, twice or not at all
ends the bench with status 1.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec

from cockpit.client.commands import connected
from cockpit.client.link import Credentials, Link
from cockpit.domain.ladder import DeadlineMissed
from cockpit.domain.orders import Deadlines, IssueOrder
from cockpit.domain.world import Entry
from cockpit.errors import CockpitError, EnvironmentFailure
from cockpit.hub.journal import FILE, read_lines
from cockpit.kit.child import Child
from cockpit.kit.percentiles import percentiles
from cockpit.kit.report import add_json_option, tell, warn
from cockpit.town.folder import read_town
from tests.chaos.clocks import WrongClock, build

TOWN = Path(__file__).parents[2] / "resources" / "sample_town"
WITHIN_MS = 250.0
FIRST_S = 6.0
APART_S = 0.5
STEPS_S = (3600, -3600, 0)
"""Where the machine's clock is set to, in turn, while deadlines fall due: seconds off."""


def main(arguments: list[str] | None = None) -> int:
    """Measures and returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.timers", description=__doc__)
    parser.add_argument("--orders", type=int, default=14, help="orders to all units (default 14)")
    add_json_option(parser)
    args = parser.parse_args(arguments)
    try:
        result = measure(args.orders)
        tell(args, result, "  ".join(f"{key} {value}" for key, value in result.items()))
    except CockpitError as failure:
        warn(str(failure))
        return 2
    return 0 if not any(result[key] for key in ("early", "early_here", "twice", "missing")) else 1


def measure(orders: int) -> dict[str, Any]:
    """Runs a hub through the deadlines of so many orders."""
    with tempfile.TemporaryDirectory(prefix="cockpit-timers-") as name:
        data, ready = Path(name) / "data", Path(name) / "ready.json"
        library = build(Path(name))
        clock = WrongClock(Path(name), "hub", library)
        arguments = ["hub", "--town", str(TOWN), "--data", str(data), "--listen", "127.0.0.1:0"]
        with patch.dict(os.environ, clock.environment):
            hub = Child([*arguments, "--ready-file", str(ready)], Path(name) / "hub.log")
        try:
            run = Run(clock if library is not None else None)
            asyncio.run(run.play(hub.wait_ready(ready)["url"], orders))
        finally:
            hub.stop()
        return _judge(data, run)


class Run:
    """A commander who orders, and hears what is missed.

    Args:
        clock: of the hub's machine; None where it cannot be stepped.
    """

    def __init__(self, clock: WrongClock | None) -> None:
        self._clock = clock
        self._due_s: dict[str, float] = {}
        self._waiting: dict[str, set[str]] = {}
        self.expected = 0
        self.here_ms: list[float] = []
        self.seen_s: list[float] = []

    async def play(self, url: str, orders: int) -> None:
        """Sends the orders, steps the clock, and waits until the last deadline has been missed."""
        link, running = await _commander(url)
        try:
            link.arrived.connect(lambda: self._look(link))
            everybody = tuple(link.replica.world.units)
            for number in range(orders):
                limit_s, order = FIRST_S + number * APART_S, f"b{number}"
                limits = Deadlines(limit_s, 4000.0, 5000.0, 6000.0, 7000.0)
                self._due_s[order] = time.monotonic() + limit_s
                self._waiting[order] = set(everybody)
                self.expected += len(everybody)
                await link.send(IssueOrder(order, "待命", everybody, deadlines=limits))
            await self._step(link, FIRST_S + orders * APART_S)
            async with asyncio.timeout(30):
                while any(self._waiting.values()):
                    await asyncio.sleep(0.1)
        finally:
            await link.close()
            running.cancel()
            with suppress(asyncio.CancelledError, CockpitError):
                await running

    async def _step(self, link: Link, within_s: float) -> None:
        """Steps the clock while deadlines fall due, and asks the hub each time what it has seen of it."""
        for off_s in STEPS_S if self._clock is not None else ():
            await asyncio.sleep(within_s / (len(STEPS_S) + 1))
            assert self._clock is not None
            self._clock.set(off_s)
            health = await link.ask("health", {}, dict[str, Any])
            self.seen_s.append(round(health["clock_set_s"]))

    def _look(self, link: Link) -> None:
        """Notes how late, by this program's own clock, the news of each missed deadline is."""
        now = time.monotonic()
        for order, units in self._waiting.items():
            recipients = link.replica.world.orders[order].recipients if order in link.replica.world.orders else {}
            missed = [unit for unit in units if unit in recipients and recipients[unit].miss is not None]
            units.difference_update(missed)
            self.here_ms += [(now - self._due_s[order]) * 1000] * len(missed)


async def _commander(url: str) -> tuple[Link, asyncio.Task[None]]:
    """The link of whoever commands now."""
    folder = read_town(TOWN)
    if folder.accounts is None:
        raise EnvironmentFailure(f"{TOWN} is no sample town")
    link = Link(url, Credentials("p01", folder.accounts.password), client="bench")
    running = await connected(link)
    shift = link.replica.world.rota.shift_at(link.now())
    if shift is not None and shift.commander != "p01":
        await link.close()
        running.cancel()
        link = Link(url, Credentials(shift.commander, folder.accounts.password), client="bench")
        running = await connected(link)
    return link, running


def _judge(data: Path, run: Run) -> dict[str, Any]:
    late_ms: list[float] = []
    seen: Counter[tuple[str, str]] = Counter()
    for line in read_lines(data / FILE, 0):
        entry = msgspec.json.decode(line.body, type=Entry)
        if isinstance(entry.event, DeadlineMissed):
            late_ms.append((entry.at - entry.event.due_at).total_seconds() * 1000)
            seen[(entry.event.order, entry.event.unit)] += 1
    within = sum(one <= WITHIN_MS for one in late_ms)
    within_here = sum(one <= WITHIN_MS for one in run.here_ms)
    return {
        "deadlines": run.expected,
        "fired": len(late_ms),
        "late_ms": percentiles(late_ms),
        "within_250_ms_pct": round(100 * within / max(1, len(late_ms)), 3),
        "told_late_ms": percentiles(run.here_ms),
        "told_within_250_ms_pct": round(100 * within_here / max(1, len(run.here_ms)), 3),
        "early": sum(one < 0 for one in late_ms),
        "early_here": sum(one < 0 for one in run.here_ms),
        "twice": sum(count > 1 for count in seen.values()),
        "missing": run.expected - len(seen),
        "clock_stepped_s": run.seen_s or "not stepped: no C compiler here",
    }


if __name__ == "__main__":
    sys.exit(main())
