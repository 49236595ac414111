"""The time machine: how long from asking for a moment until its world and positions are there?

A day of 200,000 events, written through the hub's own service, and 5,000,000 positions of 713 units in the track
store. Jumps go to moments drawn at random over the day; a step is to the next moment half a second later, or to the
next order. Every world is compared with the one folded from the journal's first entry.
"""

from __future__ import annotations

import asyncio
import gc
import math
import random
import sys
import tempfile
import time
from argparse import Namespace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from cockpit.domain.live import Fix
from cockpit.domain.past import PastMoment, PastQuestion, Replayed
from cockpit.domain.world import World
from cockpit.hub.entries import entries, fold
from cockpit.hub.journal import FILE
from cockpit.hub.replay import Replay
from cockpit.hub.tracks import Tracks
from cockpit.kit.percentiles import percentiles
from cockpit.town.folder import read_town
from tests.bench import program
from tests.bench.past_year import write_year
from tests.bench.stage import SAMPLE_TOWN

DAY = timedelta(days=1)
JUMP_MS, STEP_MS = 200.0, 50.0
A_WRITE = 100_000


def _walk(data: Path, units: list[str], positions: int, end_s: float) -> None:
    """Fills the track store: every unit in a circle, at an even pace over the day."""
    tracks = Tracks(data, keep_days=3)
    rounds = max(1, positions // len(units))
    for number in range(rounds):
        at = end_s - DAY.total_seconds() * (1 - number / rounds)
        for place, unit in enumerate(units):
            turn = number / 50 + place
            tracks.note(
                unit, Fix(120.05 + math.cos(turn) / 100, 30.3 + math.sin(turn) / 100, at + place / 1000, 12.0, 0.0)
            )
        if number * len(units) % A_WRITE < len(units):
            tracks.write()
    tracks.close()


def _timed(replay: Replay, shown: Replayed, question: PastQuestion) -> float:
    """Milliseconds until a moment's world and live picture are there, as for a cockpit: through JSON and back."""
    gc.disable()  # As in the desktop, which collects at moments of its own (decision 0095).
    start = time.perf_counter()
    shown.take(msgspec.json.decode(msgspec.json.encode(replay.moment(question)), type=PastMoment))
    took_ms = (time.perf_counter() - start) * 1000
    gc.enable()
    return took_ms


def _jumps(replay: Replay, count: int, chance: random.Random) -> tuple[list[float], list[float]]:
    """Jumps all over the day; after each a step of half a second and one to the next order."""
    first, last = replay.at_s(1), replay.at_s(replay.last_seq)
    jumps: list[float] = []
    steps: list[float] = []
    shown = Replayed()
    for _ in range(count):
        at = chance.uniform(first + 1, last - 60)
        jumps.append(_timed(replay, shown, PastQuestion(at)))
        steps.append(_timed(replay, shown, PastQuestion(at + 0.5, after_seq=shown.world.seq)))
        if replay.turn("order", shown.world.seq) is not None:
            steps.append(_timed(replay, shown, PastQuestion(after_seq=shown.world.seq, turn="order")))
    return jumps, steps


def _unequal(data: Path, replay: Replay, count: int, chance: random.Random) -> int:
    """At how many random entries the world differs from the one folded from the first entry."""
    world, unequal = World(), 0
    for seq in sorted(chance.sample(range(1, replay.last_seq + 1), count)):
        fold(world, entries(data / FILE, world.seq, seq - world.seq))
        unequal += world.digest() != replay.world_at(seq).digest()
    return unequal


def measure(args: Namespace) -> dict[str, Any]:
    """Makes the day, then goes through it."""
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-", dir=args.dir) as name:
        data, town = Path(name) / "data", read_town(args.town)
        asyncio.run(write_year(data, town, args.events, DAY))
        replay = Replay(data)
        _walk(data, [unit.id for unit in town.town.units], args.positions, replay.at_s(replay.last_seq))
        start = time.perf_counter()
        replay.world_at(replay.last_seq)
        first_s = time.perf_counter() - start
        jumps, steps = _jumps(replay, args.jumps, chance)
        unequal = _unequal(data, replay, args.compared, chance)
        replay.close()
        kept_mb = sum(path.stat().st_size for path in data.glob("keyframes.db*")) / 1e6
    jump, step = percentiles(jumps), percentiles(steps)
    return {
        "events": args.events,
        "positions": args.positions,
        "jump_p95_ms": jump["p95"],
        "step_p95_ms": step["p95"],
        "jump_ms": jump,
        "step_ms": step,
        "first_opening_s": round(first_s, 2),
        "keyframes_mb": round(kept_mb, 1),
        "compared": args.compared,
        "lost": unequal,
        "goals": [
            program.goal("a jump within the day at p95, ms", jump["p95"], JUMP_MS),
            program.goal("a step at p95, ms", step["p95"], STEP_MS),
        ],
    }


def main(arguments: list[str] | None = None) -> int:
    """The program; returns its exit status."""
    made = program.parser("replay", __doc__ or "")
    made.add_argument("--town", type=Path, default=SAMPLE_TOWN, metavar="DIR", help="a sample town")
    made.add_argument("--events", type=program.whole, default=200_000, metavar="N", help="(default: 200000)")
    made.add_argument("--positions", type=program.whole, default=5_000_000, metavar="N", help="(default: 5000000)")
    made.add_argument("--jumps", type=program.whole, default=200, metavar="N", help="(default: 200)")
    made.add_argument("--compared", type=program.whole, default=50, metavar="N", help="worlds compared (default: 50)")
    made.add_argument("--seed", type=program.whole, default=1, metavar="N", help="of the jumps (default: 1)")
    made.add_argument("--dir", type=Path, metavar="DIR", help="where the day is made (default: the system's)")
    return program.main(made, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
