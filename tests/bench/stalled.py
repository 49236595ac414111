"""One cockpit that stops reading, under a flood: what it costs the hub, when it is cut, what the others notice.

It goes on to say that it lives, so that only its not reading gives it away. The others' figure is the time from the
press of an order until another cockpit has its entry. As many orders without the stalled one come first: what the world
grows by them is taken off.
"""

from __future__ import annotations

import gc
import socket
import sys
import time
from argparse import Namespace
from typing import Any

import msgspec

from cockpit.domain.orders import IssueOrder, Target
from cockpit.kit.percentiles import percentiles
from cockpit.wire.messages import Beat, Do
from tests.bench import program
from tests.bench.crew import PATIENT
from tests.bench.machine import load1
from tests.bench.stage import SAMPLE_TOWN, Stage, staged
from tests.bench.wires import Wire

MEMORY_GOAL_MB, CUT_GOAL_S, LATENCY_GOAL = 8.0, 40.0, 1.2
GIVEN_UP_S = 60.0
WARM_UP = 20
SMALL_BUFFER = 64 * 1024
"""What the stalled one's kernel takes in for it: the sooner it is full, the more the hub has to hold."""


def sign(wire: Wire) -> None:
    """A sign of life."""
    now = time.time()
    wire.say(msgspec.json.encode(Beat(now, now)))


class Flood:
    """Orders of a given length to one unit, one after another, pressed at one cockpit and awaited at another."""

    def __init__(self, stage: Stage, text_bytes: int) -> None:
        self.stage = stage
        self.sender, self.reader = stage.cockpit(), stage.cockpit()
        self.sent = 0
        self._units = stage.units[:1]
        self._text = "稳" * (text_bytes // 3)
        for wire in (self.sender, self.reader):
            wire.socket.settimeout(30.0)

    def order(self) -> float:
        """Presses one; returns milliseconds until the other cockpit has its entry."""
        self.sent += 1
        id_ = f"flood-{self.sent}-{time.monotonic_ns():x}"
        command = IssueOrder(id_, self._text, self._units, Target(units=self._units), deadlines=PATIENT)
        data = msgspec.json.encode(Do(id_, command))
        needle = id_.encode()
        began = time.perf_counter()
        self.sender.say(data)
        while needle not in self.reader.hear("entries"):
            pass
        took_ms = (time.perf_counter() - began) * 1000
        self.sender.hear("accepted")
        for wire in (self.sender, self.reader):
            sign(wire)
        return took_ms

    def close(self) -> None:
        """Ends both."""
        self.sender.close()
        self.reader.close()


def stalled_at(stage: Stage) -> Wire:
    """A cockpit that has its snapshot, and reads nothing from now on."""
    wire = stage.cockpit()
    wire.hear("moves")
    wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    wire.socket.settimeout(1.0)
    return wire


def is_cut(wire: Wire) -> bool:
    """Whether the hub has cut it: a sign of life does not go through any more."""
    try:
        sign(wire)
    except OSError:
        return True
    return False


def one_round(stage: Stage, flood: Flood, orders: int, gap_s: float) -> dict[str, Any]:
    """So many orders without a stalled cockpit, then as many with one, then on until it is cut."""
    gc.collect()
    for _ in range(WARM_UP):
        flood.order()
        time.sleep(gap_s)
    start_mb = stage.rss_mb()
    alone = _paced(flood, orders, gap_s)
    grown_mb = (stage.rss_mb() - start_mb) / orders
    wire, began = stalled_at(stage), time.monotonic()
    before_mb = stage.rss_mb()  # with it joined: its snapshot is no cost of its stalling
    beside: list[float] = []
    cut_s: float | None = None
    growth_mb = 0.0
    while len(beside) < orders or (cut_s is None and time.monotonic() - began < GIVEN_UP_S):
        took_ms = flood.order()
        beside.append(took_ms)
        if cut_s is None:
            growth_mb = max(growth_mb, stage.rss_mb() - before_mb - grown_mb * len(beside))
            if is_cut(wire):
                cut_s = round(time.monotonic() - began, 1)
        time.sleep(gap_s)
    wire.close()
    again = stage.cockpit()
    again.socket.settimeout(30.0)
    again.hear("snapshot", "entries")
    again.close()
    return {
        "alone_ms": percentiles(alone),
        "beside_ms": percentiles(beside),
        "growth_mb": round(growth_mb, 1),
        "grown_alone_mb": round(grown_mb * orders, 1),
        "cut_s": cut_s,
        "load1": load1(),
    }


def _paced(flood: Flood, orders: int, gap_s: float) -> list[float]:
    found = []
    for _ in range(orders):
        found.append(flood.order())
        time.sleep(gap_s)
    return found


def measure(args: Namespace) -> dict[str, Any]:
    """All rounds; ``lost`` counts rounds whose stalled cockpit was never cut."""
    with staged(SAMPLE_TOWN) as stage:
        flood = Flood(stage, args.bytes)
        try:
            rounds = [one_round(stage, flood, args.orders, args.gap_ms / 1000) for _ in range(args.rounds)]
        finally:
            flood.close()
    growth = max(one["growth_mb"] for one in rounds)
    cuts = [one["cut_s"] for one in rounds if one["cut_s"] is not None]
    cut_s = max(cuts) if len(cuts) == len(rounds) else None
    ratio = program.median([one["beside_ms"]["p99"] / one["alone_ms"]["p99"] for one in rounds], 3)
    return {
        "orders": flood.sent,
        "growth_mb": growth,
        "cut_s": cut_s,
        "p99_ratio": ratio,
        "lost": len(rounds) - len(cuts),
        "goals": [
            program.goal("memory that a stalled cockpit costs the hub, MiB, the most", growth, MEMORY_GOAL_MB),
            program.goal("seconds until it is cut, the longest", cut_s, CUT_GOAL_S),
            program.goal("the others' p99, times that without it", ratio, LATENCY_GOAL),
        ],
        "rounds": rounds,
    }


def main(arguments: list[str] | None = None) -> int:
    """The program; returns its exit status."""
    made = program.parser("stalled", __doc__ or "")
    made.add_argument("--orders", type=program.whole, default=600, metavar="N", help="of each kind (default: 600)")
    made.add_argument(
        "--bytes", type=program.whole, default=1500, metavar="N", help="of an order's text (default: 1500)"
    )
    made.add_argument("--gap-ms", type=program.whole, default=40, metavar="N", help="between orders (default: 40)")
    made.add_argument("--rounds", type=program.whole, default=3, metavar="N", help="rounds (default: 3)")
    return program.main(made, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
