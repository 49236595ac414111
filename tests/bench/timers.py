"""How punctual deadlines are: ``python -m tests.bench.timers --json [FILE]``.

A real hub on the sample town, 14 orders to all 713 units (9,982 open deadlines) whose terminals are not there, so that
every one is missed. Lateness is the instant of the event in the journal minus the deadline; one that fires early, twice
or not at all ends the bench with status 1.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from cockpit.client.commands import connected
from cockpit.client.link import Credentials, Link
from cockpit.domain.in_command import commander_at
from cockpit.domain.ladder import DeadlineMissed
from cockpit.domain.orders import Deadlines, IssueOrder
from cockpit.domain.world import Entry
from cockpit.errors import CockpitError, EnvironmentFailure
from cockpit.hub.journal import FILE, read_lines
from cockpit.kit.child import Child
from cockpit.kit.percentiles import percentiles
from cockpit.kit.report import add_json_option, tell, warn
from cockpit.town.folder import read_town

TOWN = Path(__file__).parents[2] / "resources" / "sample_town"
WITHIN_MS = 250.0
FIRST_S = 6.0
APART_S = 0.5


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
    return 0 if not (result["early"] or result["twice"] or result["missing"]) else 1


def measure(orders: int) -> dict[str, Any]:
    """Runs a hub through the deadlines of so many orders."""
    with tempfile.TemporaryDirectory(prefix="cockpit-timers-") as name:
        data, ready = Path(name) / "data", Path(name) / "ready.json"
        arguments = ["hub", "--town", str(TOWN), "--data", str(data), "--listen", "127.0.0.1:0"]
        hub = Child([*arguments, "--ready-file", str(ready)], Path(name) / "hub.log")
        try:
            expected = asyncio.run(_order(hub.wait_ready(ready)["url"], orders))
        finally:
            hub.stop()
        return _judge(data, expected)


async def _order(url: str, orders: int) -> int:
    """Sends the orders and waits until the last deadline has been missed; returns how many there are."""
    folder = read_town(TOWN)
    if folder.accounts is None:
        raise EnvironmentFailure(f"{TOWN} is no sample town")
    link = Link(url, Credentials("p01", folder.accounts.password), client="bench")
    running = await connected(link)
    commander = commander_at(link.replica.world, link.now())
    if commander != "p01":
        await link.close()
        running.cancel()
        link = Link(url, Credentials(commander, folder.accounts.password), client="bench")
        running = await connected(link)
    try:
        everybody = tuple(link.replica.world.units)
        for number in range(orders):
            limit_s = FIRST_S + number * APART_S
            limits = Deadlines(limit_s, 4000.0, 5000.0, 6000.0, 7000.0)
            await link.send(IssueOrder(f"b{number}", "待命", everybody, deadlines=limits))
        recipients = [one for order in link.replica.world.orders.values() for one in order.recipients.values()]
        async with asyncio.timeout(FIRST_S + orders * APART_S + 20):
            while not all(one.miss is not None for one in recipients):
                await asyncio.sleep(0.1)
        return len(recipients)
    finally:
        await link.close()
        running.cancel()


def _judge(data: Path, expected: int) -> dict[str, Any]:
    late_ms: list[float] = []
    seen: Counter[tuple[str, str]] = Counter()
    for line in read_lines(data / FILE, 0):
        entry = msgspec.json.decode(line.body, type=Entry)
        if isinstance(entry.event, DeadlineMissed):
            late_ms.append((entry.at - entry.event.due_at).total_seconds() * 1000)
            seen[(entry.event.order, entry.event.unit)] += 1
    within = sum(one <= WITHIN_MS for one in late_ms)
    return {
        "deadlines": expected,
        "fired": len(late_ms),
        "late_ms": percentiles(late_ms),
        "within_250_ms_pct": round(100 * within / max(1, len(late_ms)), 3),
        "early": sum(one < 0 for one in late_ms),
        "twice": sum(count > 1 for count in seen.values()),
        "missing": expected - len(seen),
    }


if __name__ == "__main__":
    sys.exit(main())
