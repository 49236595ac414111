"""``python -m tests.planted``: plants faults one at a time in a copy of the tree; a test has to catch each.

Exit status 1 unless every fault can be planted and is caught by a test that passes without it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from cockpit.kit.report import add_json_option, tell, warn
from tests.planted.fault import Fault
from tests.planted.plant import FAULTS, TREE, Catch, Scratch, catch, copy_tree


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


def hunt(faults: tuple[Fault, ...]) -> list[Catch]:
    """Plants each fault in turn."""
    catches: list[Catch] = []
    sound: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        copy_tree(Path(folder))
        scratch = Scratch(Path(folder))
        for fault in faults:
            misfit = fault.misfit(Path(folder))
            found = Catch(fault, trouble=misfit) if misfit else catch(scratch, fault, sound)
            catches.append(found)
            warn(f"{len(catches)}/{len(faults)} {fault.name}: {_outcome(found)}")
    for test, failing in sound.items():
        if failing:
            warn(f"fails without any fault, so it has caught nothing: {test}: {', '.join(failing)}")
    return catches


def _outcome(found: Catch) -> str:
    if found.caught_by:
        return f"caught by {found.caught_by[0]}"
    return found.trouble or "CAUGHT BY NONE"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("--only", metavar="WORDS", default="", help="only faults whose name has these words")
    add_json_option(parser)
    args = parser.parse_args()
    faults = tuple(fault for fault in FAULTS if args.only in fault.name)
    if not faults:
        parser.error(f"no fault's name has {args.only!r}")
    misfits = [misfit for fault in faults if (misfit := fault.misfit(TREE))]
    for misfit in misfits:
        warn(misfit)
    catches = hunt(faults)
    report = report_of(catches)
    try:
        tell(args, report, f"{report['planted']} faults planted, {report['caught']} caught")
    except EnvironmentFailure as failure:
        warn(str(failure))
        return 1
    return 0 if report["caught"] == report["planted"] else 1


if __name__ == "__main__":
    sys.exit(main())
