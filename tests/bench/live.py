"""The live picture: every unit reports every three seconds, ten cockpits look on.

The figure is the age of a position when a cockpit's replica has it: from the unit's sending to the replica, over all
positions and all replicas. The hub gathers positions for up to a second, so a median of about half a second is
meant. The hub's share of a core is over the same time.
"""

from __future__ import annotations

import asyncio
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

import msgspec

from cockpit.kit.percentiles import percentiles
from cockpit.kit.run import run
from cockpit.wire.messages import Position
from tests.bench import program
from tests.bench.crew import Crew
from tests.bench.machine import load1
from tests.bench.picture import Pictures
from tests.bench.stage import SAMPLE_TOWN, Stage, staged

AGE_GOAL_MS = 1500.0
CPU_GOAL = 0.15
REPORT_EVERY_S = 3.0
TICK_S = 0.02
BEAT_EVERY_S = 1.0
SETTLE_S = 6.0
"""Until every unit has reported twice: joining is not what is measured."""
LAST_S = 1.5
"""After the last report: what was sent has to arrive."""


async def _report(crew: Crew, seconds: float) -> int:
    """Lets every unit report every three seconds, evenly spread; returns how many positions were sent."""
    wires = list(crew.terminals.values())
    sent, start, next_beat_s = 0, time.monotonic(), 0.0
    while (passed := time.monotonic() - start) < seconds:
        due = int(passed / REPORT_EVERY_S * len(wires))
        for number in range(sent, due):
            turn = number % 1000
            place = (120.05 + turn * 1e-5, 30.33 + number % 97 * 1e-5)
            wires[number % len(wires)].say(msgspec.json.encode(Position(*place, time.time(), 4.0, float(turn % 360))))
        if passed >= next_beat_s:
            next_beat_s = passed + BEAT_EVERY_S
            crew.beat_cockpits()
        sent = max(sent, due)
        crew.drain()
        await asyncio.sleep(TICK_S)
    return sent


async def _watched(stage: Stage, crew: Crew, args: Namespace) -> dict[str, Any]:
    pictures = Pictures(stage, args.cockpits)
    try:
        with crew.aside():
            await pictures.live()
        await _report(crew, args.settle)
        await asyncio.sleep(LAST_S)
        pictures.note(True)
        cpu, start = stage.cpu_s(), time.monotonic()
        sent = await _report(crew, args.seconds)
        share = (stage.cpu_s() - cpu) / (time.monotonic() - start)
        await asyncio.sleep(LAST_S)
        pictures.note(False)
        health = stage.health()
        return {
            "age_ms": percentiles(pictures.ages_ms),
            "positions_sent": sent,
            "positions_seen": len(pictures.ages_ms),
            "positions_shed": health["positions_shed"],
            "hub_core_share": round(share, 4),
            "hub_rss_mb": stage.rss_mb(),
            "load1": load1(),
            "lost": sent * args.cockpits - len(pictures.ages_ms),
        }
    finally:
        await pictures.close()


def measure(args: Namespace) -> dict[str, Any]:
    """One sitting."""
    with staged(args.town) as stage:
        idle_mb = stage.rss_mb()
        with Crew(stage, stage.units[: args.units]) as crew:
            found = run(_watched(stage, crew, args)) or {}
    return {
        "units": len(crew.units),
        "cockpits": args.cockpits,
        "seconds": args.seconds,
        "hub_rss_mb_alone": idle_mb,
        **found,
        "goals": [
            program.goal("age of a position in a replica, p99, ms", found["age_ms"].get("p99"), AGE_GOAL_MS),
            program.goal("the hub's share of one core", found["hub_core_share"], CPU_GOAL),
        ],
    }


def main(arguments: list[str] | None = None) -> int:
    """The program; returns its exit status."""
    made = program.parser("live", __doc__ or "")
    made.add_argument("--town", type=Path, default=SAMPLE_TOWN, metavar="DIR", help="a sample town")
    made.add_argument("--units", type=program.whole, default=713, metavar="N", help="units (default: 713)")
    made.add_argument("--cockpits", type=program.whole, default=10, metavar="N", help="cockpits (default: 10)")
    made.add_argument("--seconds", type=float, default=30.0, metavar="S", help="how long (default: 30)")
    made.add_argument("--settle", type=float, default=SETTLE_S, metavar="S", help="before that (default: 6)")
    return program.main(made, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
