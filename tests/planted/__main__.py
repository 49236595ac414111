"""``python -m tests.planted``: plants faults one at a time in a copy of the tree; a test has to catch each.

Exit status 1 unless every fault can be planted and is caught by a test that passes without it.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any

from cockpit.errors import EnvironmentFailure
from cockpit.kit.report import add_json_option, tell, warn
from tests.planted.fault import Fault
from tests.planted.plant import FAULTS, Catch, Hunt, Scratch, copy_tree


def report_of(catches: list[Catch]) -> dict[str, Any]:
    """The report as plain data."""
    return {
        "planted": len(catches),
        "caught": sum(bool(one.caught_by) for one in catches),
        "by_fault": [
            {"fault": one.fault.name, "file": one.fault.file, "caught_by": one.caught_by}
            | ({"trouble": one.trouble} if one.trouble else {})
            for one in catches
        ],
    }


def hunt(faults: tuple[Fault, ...], jobs: int) -> list[Catch]:
    """Plants each fault in turn, in so many copies of the tree at once."""
    with ExitStack() as folders:
        homes = [Path(folders.enter_context(TemporaryDirectory(prefix="planted-"))) for _ in range(jobs)]
        for home in homes:
            copy_tree(home)
        # Now, as long as no fault is planted.
        misfits = {fault.name: fault.misfit(homes[0]) for fault in faults}
        named = {test for fault in faults if not misfits[fault.name] for test in fault.tests}
        failing = Scratch(homes[0]).failing(sorted(named))
        for test in failing:
            warn(f"fails without any fault, so it catches nothing: {test}")
        free: SimpleQueue[Hunt] = SimpleQueue()
        for home in homes:
            free.put(Hunt(Scratch(home), failing))

        def one(fault: Fault) -> Catch:
            if misfits[fault.name]:
                return Catch(fault, trouble=misfits[fault.name])
            hunter = free.get()
            try:
                return hunter.catch(fault)
            finally:
                free.put(hunter)

        catches: list[Catch] = []
        with ThreadPoolExecutor(jobs) as pool:
            for found in pool.map(one, faults):
                catches.append(found)
                warn(f"{len(catches)}/{len(faults)} {_outcome(found)}")
        return catches


def _outcome(found: Catch) -> str:
    if found.caught_by:
        return f"{found.fault.name}: caught by {found.caught_by[0]}"
    return found.trouble or f"{found.fault.name}: CAUGHT BY NONE"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("--only", metavar="WORDS", default="", help="only faults whose name has these words")
    parser.add_argument("--jobs", type=int, default=2, help="faults that are hunted at once (2)")
    add_json_option(parser)
    args = parser.parse_args()
    faults = tuple(fault for fault in FAULTS if args.only in fault.name)
    if args.jobs < 1:
        parser.error("--jobs must be at least 1")
    if not faults:
        parser.error(f"no fault's name has {args.only!r}")
    catches = hunt(faults, args.jobs)
    report = report_of(catches)
    try:
        tell(args, report, f"{report['planted']} faults planted, {report['caught']} caught")
    except EnvironmentFailure as failure:
        warn(str(failure))
        return 1
    return 0 if report["caught"] == report["planted"] else 1


if __name__ == "__main__":
    sys.exit(main())
