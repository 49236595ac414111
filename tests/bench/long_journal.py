"""A journal of a million entries: how long until the hub serves again?

The journal is a year of the sample town, written through the hub's own service. Time runs from the start of the
process to its first answer to a client, and on to a cockpit's whole picture. Three cases: after a kill at the worst
moment (the last snapshot as old as one gets), after an orderly stop, and with every snapshot and the archive deleted.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from cockpit.kit.run import run
from cockpit.town.folder import read_town
from tests.bench import program
from tests.bench.machine import load1
from tests.bench.past_year import write_year
from tests.bench.picture import Pictures
from tests.bench.stage import SAMPLE_TOWN, Stage, staged

GOAL_S = 2.0
SNAPSHOTS, ARCHIVE = "snapshot-*.json.z", "archive.db*"


def _serve(town: Path, data: Path) -> dict[str, Any]:
    """Starts a hub on the folder and stops it in order; when it served, and what it knew."""
    with staged(town, data) as stage:
        start = time.perf_counter()
        health = stage.health()
        serves_s = stage.ready_s + time.perf_counter() - start
        picture_s = run(_picture(stage, time.perf_counter()))
        return {
            "serves_s": round(serves_s, 3),
            "picture_s": round(serves_s + (picture_s or 0.0), 3),
            "seq": health["seq"],
            "hub_rss_mb": stage.rss_mb(),
            "load1": load1(),
        }


async def _picture(stage: Stage, start: float) -> float:
    pictures = Pictures(stage, 1)
    try:
        await pictures.live()
        return time.perf_counter() - start
    finally:
        await pictures.close()


def _as_killed(data: Path, kept: dict[str, bytes]) -> None:
    """Puts the snapshots back that were there when the journal was left."""
    for path in data.glob(SNAPSHOTS):
        path.unlink()
    for name, content in kept.items():
        (data / name).write_bytes(content)


def _bare(data: Path) -> None:
    """Takes away all that is derived."""
    for pattern in (SNAPSHOTS, ARCHIVE):
        for path in data.glob(pattern):
            path.unlink()


def measure(args: Namespace) -> dict[str, Any]:
    """Makes the journal, then starts a hub on it again and again."""
    found: dict[str, list[dict[str, Any]]] = {"killed": [], "stopped": [], "no_snapshot": []}
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-", dir=args.dir) as name:
        data = Path(name) / "data"
        start = time.perf_counter()
        asyncio.run(write_year(data, read_town(args.town), args.entries))
        made_s = time.perf_counter() - start
        size_mb = (data / "journal.db").stat().st_size / 1e6
        kept = {path.name: path.read_bytes() for path in data.glob(SNAPSHOTS)}
        for _ in range(args.rounds):
            _as_killed(data, kept)
            found["killed"].append(_serve(args.town, data))
            found["stopped"].append(_serve(args.town, data))
        if not args.snapshots_only:
            _bare(data)
            found["no_snapshot"].append(_serve(args.town, data))
    return _report(args.entries, found, {"made_s": round(made_s, 1), "journal_mb": round(size_mb, 1)})


def _report(entries: int, found: dict[str, list[dict[str, Any]]], made: dict[str, Any]) -> dict[str, Any]:
    serves = {case: program.median([one["serves_s"] for one in runs], 3) for case, runs in found.items()}
    pictures = {case: program.median([one["picture_s"] for one in runs], 3) for case, runs in found.items()}
    return {
        "entries": entries,
        **made,
        "serves_s": serves,
        "picture_s": pictures,
        "lost": sum(max(0, entries - one["seq"]) for runs in found.values() for one in runs),
        "goals": [
            program.goal(f"serving again after a kill, {entries} entries, s", serves["killed"], GOAL_S),
            program.goal(f"serving again after a stop, {entries} entries, s", serves["stopped"], GOAL_S),
        ],
        "rounds": found,
    }


def main(arguments: list[str] | None = None) -> int:
    """The program; returns its exit status."""
    made = program.parser("long_journal", __doc__ or "")
    made.add_argument("--town", type=Path, default=SAMPLE_TOWN, metavar="DIR", help="a sample town")
    made.add_argument("--entries", type=program.whole, default=1_000_000, metavar="N", help="(default: 1000000)")
    made.add_argument("--rounds", type=program.whole, default=3, metavar="N", help="starts of each (default: 3)")
    made.add_argument("--snapshots-only", action="store_true", help="leave out the start without any snapshot")
    made.add_argument("--dir", type=Path, metavar="DIR", help="where the journal is made (default: the system's)")
    return program.main(made, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
