"""One message to 2,000 terminals: our hub against the barest websocket hub and Mosquitto at QoS 1.

Ours is an order, so decided and journaled before the first terminal hears of it; theirs is a bare broadcast. The
load is one process of bare sockets for each server: the yardstick's own for theirs, one of the same cost for ours.
Our terminals only take the order (receipts are what ``order_path`` measures). All run by turns, several rounds.
"""

from __future__ import annotations

import gc
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from cockpit.kit.percentiles import percentiles
from tests.bench import program, reference
from tests.bench.bigger_town import bigger_town
from tests.bench.crew import Crew
from tests.bench.machine import load1
from tests.bench.stage import SAMPLE_TOWN, staged

LOAD, BARE_HUB = "fanout_load.py", "ws_hub.py"
BARE_GOAL, MOSQUITTO_GOAL = 1.25, 1.5
PAYLOAD = 300
WARM_UP = 5
GAP_S = 0.05
MOSQUITTO_PLACES = ("/usr/sbin", "/usr/local/sbin")
"""Where Debian's lies: not on everybody's path."""


def order(crew: Crew) -> tuple[float, float, int]:
    """Sends one order to all; returns milliseconds until the first and the last had it, and how many never did."""
    _, press = crew.order("原地待命")  # what a terminal gets of it is about as long as the yardstick's payload
    left, terminals, now = len(crew.units), crew.terminals, time.perf_counter
    cockpit = crew.cockpit.fileno()
    crew.drain()
    first = last = start = now()
    crew.cockpit.socket.sendall(press)
    while left:
        ready = crew.ready()
        if not ready:
            break
        for number, _ in ready:
            if number == cockpit:
                crew.cockpit.read()
            elif b'"assigned"' in terminals[number].socket.recv(65536):
                last = now()
                first = last if left == len(terminals) else first
                left -= 1
    return (first - start) * 1000, (last - start) * 1000, left


def ours(crew: Crew, messages: int) -> dict[str, Any]:
    """One round of orders."""
    firsts: list[float] = []
    lasts: list[float] = []
    lost, cpu = 0, 0.0
    gc.collect()
    gc.freeze()
    for number in range(messages + WARM_UP):
        if number % 20 == 0:
            crew.beat()
            crew.rest(0.3)
        if number == WARM_UP:
            cpu = crew.stage.cpu_s()
        first_ms, last_ms, left = order(crew)
        lost += left
        if number >= WARM_UP:
            firsts.append(first_ms)
            lasts.append(last_ms)
        time.sleep(GAP_S)
    cpu = crew.stage.cpu_s() - cpu
    gc.unfreeze()
    return {
        "first_ms": percentiles(firsts),
        "last_ms": percentiles(lasts),
        "cpu_us_a_delivery": round(cpu * 1e6 / (messages * len(crew.units)), 2),
        "lost": lost,
    }


def bare(protocol: str, server: list[str], clients: int, messages: int, port: int) -> dict[str, Any]:
    """One round of the yardstick's load at a server of its own."""
    with running(server, port) as pid:
        options = ["--proto", protocol, "--port", str(port), "-n", str(clients), "--messages", str(messages)]
        options += ["--size", str(PAYLOAD), "--gap", str(GAP_S), "--server-pid", str(pid)]
        return reference.run(LOAD, *options)[0]


@contextmanager
def running(server: list[str], port: int) -> Iterator[int]:
    """A peer's server process until the end of the block; yields its id.

    Raises:
        EnvironmentFailure: it does not take connections within ten seconds.
    """
    process = subprocess.Popen(server, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 10.0
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1.0).close()
                break
            except OSError as failure:
                if time.monotonic() > end or process.poll() is not None:
                    raise EnvironmentFailure(f"{server[0]} does not serve: {failure}") from failure
                time.sleep(0.05)
        time.sleep(0.5)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(10.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def mosquitto() -> str | None:
    """Mosquitto's program, None where it is not installed."""
    found = shutil.which("mosquitto")
    return found or next((str(path) for one in MOSQUITTO_PLACES if (path := Path(one, "mosquitto")).is_file()), None)


def _mosquitto_command(program_path: str, port: int, folder: Path) -> list[str]:
    settings = folder / f"mosquitto-{port}.conf"
    settings.write_text(
        f"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nset_tcp_nodelay true\n"
        f"max_inflight_messages 100\n",
        encoding="utf-8",
    )
    return [program_path, "-c", str(settings)]


def measure(args: Namespace) -> dict[str, Any]:
    """Rounds of ours, of the bare hub and of Mosquitto by turns."""
    theirs = reference.present(LOAD)
    bare_hub = theirs and reference.present(BARE_HUB)
    broker = mosquitto()
    rounds: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as name:
        scratch = Path(name)
        town = bigger_town(scratch / "town", args.clients) if args.clients > 713 else SAMPLE_TOWN
        with staged(town) as stage:
            before_mb = stage.rss_mb()
            with Crew(stage, stage.units[: args.clients]) as crew:
                after_mb = stage.rss_mb()
                for _ in range(args.rounds):
                    one: dict[str, Any] = {"ours": ours(crew, args.messages), "load1": load1()}
                    with crew.aside():
                        if bare_hub:
                            port = free_port()
                            server = [*reference.command(BARE_HUB), "--port", str(port), "--loop", "uvloop"]
                            one["bare"] = bare("ws", server, args.clients, args.messages, port)
                        if theirs and broker is not None:
                            port = free_port()
                            server = _mosquitto_command(broker, port, scratch)
                            one["mosquitto"] = bare("mqtt1", server, args.clients, args.messages, port)
                    rounds.append(one)
    return _report(args.clients, rounds, round((after_mb - before_mb) * 1024 / args.clients, 1))


def _report(clients: int, rounds: list[dict[str, Any]], kib: float) -> dict[str, Any]:
    def ratios(peer: str) -> float | None:
        return program.median(
            [one["ours"]["last_ms"]["p50"] / one[peer]["last_p50_ms"] for one in rounds if peer in one], 3
        )

    def middle(peer: str, key: str) -> float | None:
        return program.median([one[peer][key] for one in rounds if peer in one])

    to_bare, to_mosquitto = ratios("bare"), ratios("mosquitto")
    return {
        "clients": clients,
        "first_p50_ms": program.median([one["ours"]["first_ms"]["p50"] for one in rounds]),
        "last_p50_ms": program.median([one["ours"]["last_ms"]["p50"] for one in rounds]),
        "bare_last_p50_ms": middle("bare", "last_p50_ms"),
        "mosquitto_last_p50_ms": middle("mosquitto", "last_p50_ms"),
        "cpu_us_a_delivery": program.median([one["ours"]["cpu_us_a_delivery"] for one in rounds]),
        "bare_cpu_us_a_delivery": middle("bare", "server_cpu_us_per_delivery"),
        "mosquitto_cpu_us_a_delivery": middle("mosquitto", "server_cpu_us_per_delivery"),
        "kib_a_connection": kib,
        "ratio_to_bare": to_bare,
        "ratio_to_mosquitto": to_mosquitto,
        "lost": sum(one["ours"]["lost"] for one in rounds),
        "goals": [
            program.goal("fan-out, times the bare websocket hub", to_bare, BARE_GOAL),
            program.goal("fan-out, times Mosquitto at QoS 1", to_mosquitto, MOSQUITTO_GOAL),
        ],
        "rounds": rounds,
    }


def main(arguments: list[str] | None = None) -> int:
    """The program; returns its exit status."""
    made = program.parser("fanout", __doc__ or "")
    made.add_argument("--clients", type=program.whole, default=2000, metavar="N", help="terminals (default: 2000)")
    made.add_argument("--messages", type=program.whole, default=30, metavar="N", help="in a round (default: 30)")
    made.add_argument("--rounds", type=program.whole, default=3, metavar="N", help="rounds (default: 3)")
    return program.main(made, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
