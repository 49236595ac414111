"""The hash-chained journal's group commit against the bare one of ``durable.py``: rows a second that became durable.

So many producers each append a row, wait until it is durable, and append the next. Ours computes the chain and
checks the writer's epoch in each commit; theirs writes a constant hash and keeps an index of ids. Both have bodies of
the same length, plain asyncio, SQLite in WAL with ``synchronous=FULL`` on the same disk, and run by turns.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from argparse import Namespace
from collections import deque
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from cockpit.hub.journal import FILE, Head, Journal, Line, verify
from cockpit.kit.percentiles import percentiles
from tests.bench import program, reference
from tests.bench.machine import load1

YARDSTICK = "durable.py"
GOAL = 0.7
BODY = b'{"order":"' + b"O" * 26 + b'","to":"U000123","text":"' + b"x" * 300 + b'","prio":1,"by":"cmd-7","ttl":60}'
"""As long as the yardstick's, give or take its spaces."""


class Producers:
    """A journal and those who wait for it."""

    def __init__(self, folder: Path) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._seq = 0
        self.commits = 0
        self.waits_ms: list[float] = []
        self.journal = Journal(folder, self._durable, self._failed)

    def _durable(self, head: Head, lines: list[Line]) -> None:
        self.commits += 1
        self._loop.call_soon_threadsafe(self._wake, len(lines))

    def _wake(self, count: int) -> None:
        for _ in range(count):
            self._waiting.popleft().set_result(None)

    def _failed(self, failure: EnvironmentFailure) -> None:
        raise failure

    async def produce(self, end: float) -> None:
        """Appends row after row until the end."""
        while (start := time.perf_counter()) < end:
            self._seq += 1
            durable: asyncio.Future[None] = self._loop.create_future()
            self._waiting.append(durable)
            self.journal.append([Line(self._seq, BODY)])
            await durable
            self.waits_ms.append((time.perf_counter() - start) * 1000)


async def _ours(folder: Path, producers: int, seconds: float) -> dict[str, Any]:
    made = Producers(folder)
    start = time.perf_counter()
    await asyncio.gather(*(made.produce(start + seconds) for _ in range(producers)))
    took_s = time.perf_counter() - start
    made.journal.close()
    verdict = verify(folder / FILE)
    rows = len(made.waits_ms)
    return {
        "rows_per_s": round(rows / took_s),
        "commits_per_s": round(made.commits / took_s),
        "mean_batch": round(rows / max(made.commits, 1), 1),
        "wait_ms": percentiles(made.waits_ms, 3),
        "lost": rows - verdict.entries if not verdict.fault else rows,
    }


def ours(producers: int, seconds: float) -> dict[str, Any]:
    """One run of ours."""
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as folder:
        return asyncio.run(_ours(Path(folder), producers, seconds))


def bare(producers: int, seconds: float) -> dict[str, Any]:
    """One run of the yardstick: its figures with full synchronisation."""
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as folder:
        options = ["--what", "group", "--producers", str(producers), "--seconds", str(seconds), "--dir", folder]
        return next(one for one in reference.run(YARDSTICK, *options) if "FULL" in one["test"])


def measure(args: Namespace) -> dict[str, Any]:
    """Rounds of ours and of the yardstick by turns, for each number of producers."""
    theirs = reference.present(YARDSTICK)
    rounds: list[dict[str, Any]] = []
    for _ in range(args.rounds):
        for producers in args.producers:
            one: dict[str, Any] = {"producers": producers, "ours": ours(producers, args.seconds), "load1": load1()}
            if theirs:
                one["bare"] = bare(producers, args.seconds)
                one["ratio"] = round(one["ours"]["rows_per_s"] / one["bare"]["rows_per_s"], 3)
            rounds.append(one)
    return _report(args.producers, rounds)


def _report(producers: list[int], rounds: list[dict[str, Any]]) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    goals: list[dict[str, Any]] = []
    for count in producers:
        of = [one for one in rounds if one["producers"] == count]
        ratio = program.median([one["ratio"] for one in of if "ratio" in one], 3)
        figures[str(count)] = {
            "rows_per_s": program.median([one["ours"]["rows_per_s"] for one in of], 0),
            "bare_rows_per_s": program.median([one["bare"]["rows_per_s"] for one in of if "bare" in one], 0),
            "ratio": ratio,
        }
        goals.append(
            program.goal(f"the journal's rows a second, {count} waiting, of the bare one's", ratio, GOAL, least=True)
        )
    lost = sum(one["ours"]["lost"] for one in rounds)
    return {"producers": figures, "lost": lost, "goals": goals, "rounds": rounds}


def main(arguments: list[str] | None = None) -> int:
    """The program; returns its exit status."""
    made = program.parser("journal", __doc__ or "")
    made.add_argument(
        "--producers", type=program.whole, nargs="+", default=[50, 500], metavar="N", help="(default: 50 500)"
    )
    made.add_argument("--seconds", type=float, default=2.0, metavar="S", help="a run's length (default: 2)")
    made.add_argument("--rounds", type=program.whole, default=5, metavar="N", help="rounds (default: 5)")
    return program.main(made, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
