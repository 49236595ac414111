"""An order to every terminal of the town until every receipt is durable and known at the cockpit.

The hub is a real process over the sample town; all terminals and the ordering cockpit are bare sockets in this
process, polled as ``order_path.py`` of the yardsticks polls its own, so that the load costs the same for both. A
terminal answers an order with one receipt ``delivered``. Both sides run by turns, several rounds of each.
"""

from __future__ import annotations

import sys
import tempfile
import time
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from cockpit.domain.orders import Receipt, RecipientAdvanced
from cockpit.errors import EnvironmentFailure
from cockpit.hub.entries import entries
from cockpit.hub.journal import FILE, verify
from cockpit.kit.percentiles import percentiles
from cockpit.wire.messages import Do
from tests.bench import program, reference
from tests.bench.crew import Crew
from tests.bench.machine import load1
from tests.bench.stage import SAMPLE_TOWN, staged
from tests.bench.wires import masked

YARDSTICK = "order_path.py"
GOAL = 1.75
TEXT = "演练：原地待命，逐一签收。" * 7
"""About as long as the yardstick's 260 characters: 273 bytes."""
WARM_UP = 3
PAUSE_S = 0.25
"""Between two orders: the hub tells terminals of accepted receipts within 0.1 s, and that belongs to the one before."""


@dataclass
class Times:
    """Milliseconds from the press of the button, one figure an order."""

    durable: list[float] = field(default_factory=list)
    last_terminal: list[float] = field(default_factory=list)
    all_known: list[float] = field(default_factory=list)


def order(crew: Crew) -> tuple[float, float, float]:
    """Sends one order to all; returns when it was durable, at the last terminal, and receipted by all, in ms.

    Raises:
        EnvironmentFailure: nothing comes any more, or the hub refuses it.
    """
    id_, press = crew.order(TEXT)
    receipt = msgspec.json.encode(Do(id_, Receipt(id_, "delivered")))
    cockpit, terminals, now = crew.cockpit.fileno(), crew.terminals, time.perf_counter
    waiting, unknown, durable, last = len(crew.units), len(crew.units), 0.0, 0.0
    start = now()
    crew.cockpit.socket.sendall(press)
    while unknown:
        ready = crew.ready()
        if not ready:
            raise EnvironmentFailure(f"stuck: {waiting} terminals without the order, {unknown} receipts unknown")
        for number, _ in ready:
            if number != cockpit:
                socket = terminals[number].socket
                if b'"assigned"' in socket.recv(65536):
                    socket.send(masked(receipt))
                    waiting, last = waiting - 1, now() - start
                continue
            for message in crew.cockpit.read():
                if message.startswith(b'{"type":"entries"'):
                    unknown -= message.count(b'"recipient_advanced"')
                elif message.startswith(b'{"type":"accepted"'):
                    durable = now() - start
                elif message.startswith(b'{"type":"refused"'):
                    raise EnvironmentFailure(f"the hub refuses the order: {message.decode()}")
    return durable * 1000, last * 1000, (now() - start) * 1000


def ours(crew: Crew, orders: int) -> Times:
    """One round of orders."""
    times = Times()
    crew.beat()
    crew.rest(PAUSE_S)
    for number in range(orders + WARM_UP):
        figures = order(crew)
        if number >= WARM_UP:
            for kept, figure in zip((times.durable, times.last_terminal, times.all_known), figures, strict=True):
                kept.append(figure)
        crew.rest(PAUSE_S)
    return times


def lost_receipts(data: Path, expected: int) -> int:
    """How many receipts the journal lacks, each counted once; -1 where its chain is broken."""
    if verify(data / FILE).fault:
        return -1
    found = {
        (event.order, event.unit)
        for event in (entry.event for entry in entries(data / FILE, 0))
        if isinstance(event, RecipientAdvanced) and event.state == "delivered"
    }
    return expected - len(found)


def measure(args: Namespace) -> dict[str, Any]:
    """Rounds of ours and of the yardstick by turns."""
    bare = reference.present(YARDSTICK)
    rounds: list[dict[str, Any]] = []
    known: list[float] = []
    with staged(args.town) as stage:
        units = stage.units[: args.units]
        with Crew(stage, units) as crew:
            for _ in range(args.rounds):
                cpu = stage.cpu_s()
                times = ours(crew, args.orders)
                cpu = stage.cpu_s() - cpu
                one: dict[str, Any] = {
                    "durable_ms": percentiles(times.durable),
                    "last_terminal_ms": percentiles(times.last_terminal),
                    "all_known_ms": percentiles(times.all_known),
                    "hub_cpu_ms_an_order": round(cpu * 1000 / (args.orders + WARM_UP), 2),
                    "load1": load1(),
                }
                if bare:
                    with crew.aside():
                        one["bare"] = _bare(len(units), args.orders)
                    one["ratio"] = round(one["all_known_ms"]["p50"] / one["bare"]["all_acks_durable_p50_ms"], 3)
                rounds.append(one)
                known += times.all_known
        stage.hub.stop(20.0)
        lost = lost_receipts(stage.data, len(units) * (args.orders + WARM_UP) * args.rounds)
    ratio = program.median([one["ratio"] for one in rounds if "ratio" in one], 3)
    return {
        "terminals": len(units),
        "orders": len(known),
        "all_known_ms": percentiles(known),
        "bare_p50_ms": program.median([one["bare"]["all_acks_durable_p50_ms"] for one in rounds if "bare" in one]),
        "ratio": ratio,
        "lost": lost,
        "goals": [program.goal("order to all and receipts known, times the bare path at p50", ratio, GOAL)],
        "rounds": rounds,
    }


def _bare(units: int, orders: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as folder:
        options = ["-n", str(units), "--sync", "FULL", "--orders", str(orders), "--dir", folder]
        return reference.run(YARDSTICK, *options)[0]


def main(arguments: list[str] | None = None) -> int:
    """The program; returns its exit status."""
    made = program.parser("order_path", __doc__ or "")
    made.add_argument("--town", type=Path, default=SAMPLE_TOWN, metavar="DIR", help="a sample town")
    made.add_argument("--units", type=program.whole, default=713, metavar="N", help="terminals (default: 713)")
    made.add_argument("--orders", type=program.whole, default=20, metavar="N", help="orders in a round (default: 20)")
    made.add_argument("--rounds", type=program.whole, default=5, metavar="N", help="rounds (default: 5)")
    return program.main(made, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
