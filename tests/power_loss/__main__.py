"""``python -m tests.power_loss``: cuts the power under the hub's journal at many points; nothing told may be lost.

The same cuts with ``synchronous=NORMAL`` have to lose something: a test that cannot tell the two apart proves nothing.
Exit status 1 when an acknowledged entry was lost, when anything else was wrong, or when NORMAL lost nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from cockpit.kit.report import add_json_option, tell, warn
from tests.power_loss.campaign import run


def measure(cuts: int, seed: int) -> dict[str, Any]:
    """The report: the cuts with FULL, and what the same cuts lose with NORMAL."""
    reports = {}
    for synchronous in ("full", "normal"):
        with tempfile.TemporaryDirectory(prefix="power-loss-") as folder:
            reports[synchronous] = asyncio.run(run(cuts, Path(folder), seed, synchronous)).report()
    normal = reports["normal"]
    return {
        **reports["full"],
        "lost_with_normal": normal["lost"],
        "faults_with_normal": normal["faults"],
        "seed": seed,
    }


def passed(report: dict[str, Any]) -> bool:
    """Whether FULL has kept everything, and NORMAL has not."""
    return not report["lost"] and not report["faults"] and bool(report["lost_with_normal"])


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.power_loss", description=__doc__)
    parser.add_argument("--cuts", type=int, default=500, help="how often the power goes (500)")
    parser.add_argument("--seed", type=int, default=1, help="which cuts (1)")
    add_json_option(parser)
    args = parser.parse_args()
    if args.cuts < 1:
        parser.error("--cuts must be at least 1")
    # A disk without power is what this is about: the hub's warnings of it are not news.
    logging.disable(logging.WARNING)
    report = measure(args.cuts, args.seed)
    text = (
        f"{report['cuts']} cuts, {report['acknowledged']} entries acknowledged, {report['lost']} lost, "
        f"{len(report['faults'])} other faults; with NORMAL {report['lost_with_normal']} lost"
    )
    try:
        tell(args, report, text)
    except EnvironmentFailure as failure:
        warn(str(failure))
        return 1
    for fault in report["faults"]:
        warn(fault)
    return 0 if passed(report) else 1


if __name__ == "__main__":
    sys.exit(main())
