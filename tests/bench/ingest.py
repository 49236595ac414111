"""Positions by the thousand a second while orders go out: does an order wait for them?

Every terminal of the town sends positions, evenly spread, and takes orders on the same connection; ten cockpits have
the picture each second. Orders are measured as in ``order_path``, by turns with and without positions; then once
past what one hub can take, where positions may be shed but every order has to complete. A position is accounted for
when the hub counts it as taken or as shed.
"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

import msgspec

from cockpit.domain.orders import Receipt
from cockpit.errors import EnvironmentFailure
from cockpit.kit.percentiles import percentiles
from cockpit.wire.messages import Do, Position
from tests.bench import program
from tests.bench.crew import STUCK_S, Crew
from tests.bench.machine import load1
from tests.bench.order_path import TEXT, lost_receipts
from tests.bench.stage import SAMPLE_TOWN, Stage, staged
from tests.bench.wires import Wire, masked

GOAL = 2.0
ORDER_EVERY_S = 0.5
POLL_S = 0.002
BEAT_EVERY_S = 1.0
AT_ONCE = 500
"""Positions sent before the load looks at its sockets again, where it is behind."""
DRAIN_S = 20.0
FRAMES_AT_MOST = 300_000
"""Positions made beforehand; a longer run says them again."""
SETTLE_S = 0.5


class Pump:
    """Sends positions at a rate, one unit after the other; what a full socket does not take waits there."""

    def __init__(self, crew: Crew, rate: float, seconds: float) -> None:
        self._wires = wires = list(crew.terminals.values())
        self._rate = rate
        self._seconds = seconds
        with crew.aside():
            self._frames = _frames(len(wires), rate, seconds)
        self._tails: dict[int, bytes] = {}
        self._start = 0.0
        self._next = 0
        self.sent = 0
        self.blocked = 0

    def send_due(self) -> None:
        """Sends what is due by now; the first call starts the clock."""
        self._start = self._start or time.perf_counter()
        passed = min(time.perf_counter() - self._start, self._seconds)
        due = min(int(passed * self._rate), self._next + AT_ONCE)
        for number in range(self._next, due):
            wire = self._wires[number % len(self._wires)]
            if self._tails and wire.fileno() in self._tails:
                self.blocked += 1
                self.flush(wire)
            else:
                self.sent += 1
                self._send(wire, self._frames[number % len(self._frames)])
        self._next = max(self._next, due)

    def answer(self, wire: Wire, message: bytes) -> None:
        """Sends a message that must not be left out, after what waits for its socket."""
        number = wire.fileno()
        if number in self._tails:
            self._tails[number] += masked(message)
            self.flush(wire)
        else:
            self._send(wire, masked(message))

    def _send(self, wire: Wire, frame: bytes) -> None:
        try:
            done = wire.socket.send(frame)
        except BlockingIOError:
            done = 0
        if done < len(frame):
            self._tails[wire.fileno()] = frame[done:]

    def flush(self, wire: Wire) -> None:
        """Sends what waits for a socket, as far as it goes."""
        if (tail := self._tails.pop(wire.fileno(), None)) is not None:
            self._send(wire, tail)

    def flush_all(self) -> bool:
        """The same for all sockets; returns whether nothing waits any more."""
        for wire in self._wires:
            self.flush(wire)
        return not self._tails


def _frames(units: int, rate: float, seconds: float) -> list[bytes]:
    """The positions of a run in order of sending, each with a time of its own that is never ahead of the hub's."""
    begin = time.time() - 1.0
    frames: list[bytes] = []
    for number in range(min(int(rate * seconds), FRAMES_AT_MOST)):
        turn = number // units
        place = (round(120.05 + turn % 500 * 1e-5, 6), round(30.33 + number % units * 1e-5, 6))
        frames.append(masked(msgspec.json.encode(Position(*place, round(begin + number / rate, 3), 4.0, 90.0))))
    return frames


class Orders:
    """Orders that go out one after the other, each until all receipts are known, while positions flow."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        self.taken_ms: list[float] = []
        self._receipt = b""
        self._unknown = 0
        self._beat_at = 0.0

    def run(self, pump: Pump, seconds: float) -> None:
        """One phase."""
        terminals = list(self.crew.terminals.values())
        for wire in terminals:
            wire.socket.setblocking(False)
        start = time.perf_counter()
        next_order, pressed = start + ORDER_EVERY_S, 0.0
        while (now := time.perf_counter()) < start + seconds or self._unknown:
            if self._unknown and now - pressed > STUCK_S:
                raise EnvironmentFailure(f"stuck: {self._unknown} receipts unknown")
            if not self._unknown and now >= next_order and now < start + seconds:
                pressed, next_order = self._press(), now + ORDER_EVERY_S
            self._beat()
            pump.send_due()
            self._look(pump)
            if pressed and not self._unknown:
                self.taken_ms.append((time.perf_counter() - pressed) * 1000)
                pressed = 0.0
        end = time.monotonic() + DRAIN_S
        while not pump.flush_all():
            self._beat()
            self._look(pump)
            if time.monotonic() > end:
                raise EnvironmentFailure("the hub does not read what was sent")
        for wire in terminals:
            wire.socket.setblocking(True)

    def _beat(self) -> None:
        if time.perf_counter() >= self._beat_at:
            self._beat_at = time.perf_counter() + BEAT_EVERY_S
            self.crew.beat_cockpits()

    def _press(self) -> float:
        id_, press = self.crew.order(TEXT)
        self._receipt = msgspec.json.encode(Do(id_, Receipt(id_, "delivered")))
        self._unknown = len(self.crew.units)
        pressed = time.perf_counter()
        self.crew.cockpit.socket.sendall(press)
        return pressed

    def _look(self, pump: Pump) -> None:
        for number, _ in self.crew.ready(POLL_S):
            terminal = self.crew.terminals.get(number)
            if terminal is not None:
                if b'"assigned"' in terminal.socket.recv(65536):
                    pump.answer(terminal, self._receipt)
                continue
            if number != self.crew.cockpit.fileno():
                self.crew.wire(number).socket.recv(1 << 18)
                continue
            for message in self.crew.cockpit.read():
                if message.startswith(b'{"type":"entries"'):
                    self._unknown -= message.count(b'"recipient_advanced"')


def _phase(stage: Stage, crew: Crew, seconds: float, rate: float) -> dict[str, Any]:
    """One phase and what became of its positions."""
    pump = Pump(crew, rate, seconds)
    crew.beat()
    before, cpu, start = stage.health(), stage.cpu_s(), time.monotonic()
    orders = Orders(crew)
    orders.run(pump, seconds)
    cpu, took_s = stage.cpu_s() - cpu, time.monotonic() - start
    with crew.aside():
        stage.health()  # answered once the hub has read what came before
        time.sleep(SETTLE_S)
        after = stage.health()
    taken = after["positions"] - before["positions"]
    shed = after["positions_shed"] - before["positions_shed"]
    return {
        "offered_per_s": round(rate),
        "sent_per_s": round(pump.sent / seconds),
        "held_back": pump.blocked,
        "taken_per_s": round(taken / took_s),
        "shed": shed,
        "unaccounted": pump.sent - taken - shed,
        "orders": len(orders.taken_ms),
        "order_ms": percentiles(orders.taken_ms),
        "hub_core_share": round(cpu / took_s, 3),
        "load1": load1(),
    }


def measure(args: Namespace) -> dict[str, Any]:
    """Phases by turns: no positions, the rate; at the end once past capacity."""
    rounds: list[dict[str, Any]] = []
    with staged(args.town) as stage:
        units = stage.units[: args.units]
        with Crew(stage, units) as crew:
            with crew.aside():
                for _ in range(args.cockpits - 1):
                    crew.also(stage.cockpit())
            for _ in range(args.rounds):
                quiet = _phase(stage, crew, args.seconds, 0.0)
                rounds.append({"quiet": quiet, "busy": _phase(stage, crew, args.seconds, args.rate)})
            flood = _phase(stage, crew, args.seconds, args.flood)
        stage.hub.stop(20.0)
        orders = sum(one[phase]["orders"] for one in rounds for phase in one) + flood["orders"]
        lost = lost_receipts(stage.data, len(units) * orders)
    return _report(args, rounds, flood, orders, lost)


def _report(
    args: Namespace, rounds: list[dict[str, Any]], flood: dict[str, Any], orders: int, lost: int
) -> dict[str, Any]:
    def middle(phase: str, key: str) -> float | None:
        return program.median([one[phase][key] for one in rounds], 3)

    def order_ms(phase: str) -> float | None:
        return program.median([one[phase]["order_ms"]["p50"] for one in rounds if one[phase]["order_ms"]])

    quiet, busy = order_ms("quiet"), order_ms("busy")
    ratio = round(busy / quiet, 3) if quiet and busy else None
    unaccounted = flood["unaccounted"] + sum(one["busy"]["unaccounted"] for one in rounds)
    return {
        "units": args.units,
        "cockpits": args.cockpits,
        "orders": orders,
        "order_p50_ms_quiet": quiet,
        "order_p50_ms_busy": busy,
        "order_ratio": ratio,
        "taken_per_s": middle("busy", "taken_per_s"),
        "shed": sum(one["busy"]["shed"] for one in rounds),
        "hub_core_share_busy": middle("busy", "hub_core_share"),
        "flood": flood,
        "positions_unaccounted": unaccounted,
        "lost": abs(lost) + abs(unaccounted),
        "goals": [program.goal(f"an order under {args.rate:.0f} positions/s, times one without", ratio, GOAL)],
        "rounds": rounds,
    }


def main(arguments: list[str] | None = None) -> int:
    """The program; returns its exit status."""
    made = program.parser("ingest", __doc__ or "")
    made.add_argument("--town", type=Path, default=SAMPLE_TOWN, metavar="DIR", help="a sample town")
    made.add_argument("--units", type=program.whole, default=713, metavar="N", help="units (default: 713)")
    made.add_argument("--cockpits", type=program.whole, default=10, metavar="N", help="cockpits (default: 10)")
    made.add_argument("--rate", type=float, default=10_000.0, metavar="N", help="positions a second (default: 10000)")
    made.add_argument("--flood", type=float, default=200_000.0, metavar="N", help="past capacity (default: 200000)")
    made.add_argument("--seconds", type=float, default=8.0, metavar="S", help="a phase's length (default: 8)")
    made.add_argument("--rounds", type=program.whole, default=3, metavar="N", help="rounds (default: 3)")
    return program.main(made, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
