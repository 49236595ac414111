"""``python -m tests.fuzz``: says a million wrong things to the wire; nothing may crash, hang, or stay in memory.

Exit status: 0 when nothing was wrong, 1 otherwise, 2 when it could not run.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import sys
import tempfile
import time
from pathlib import Path

from cockpit.errors import CockpitError
from cockpit.kit.report import add_json_option, tell, warn
from cockpit.kit.run import run
from tests.fuzz.campaign import Campaign, replay
from tests.fuzz.case import read_finding
from tests.fuzz.recorded import record


def parser() -> argparse.ArgumentParser:
    """The options."""
    whole = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition("\n")[0])
    whole.add_argument("--inputs", type=int, default=20_000, metavar="N", help="altered messages (default 20000)")
    whole.add_argument("--seed", type=int, default=1, metavar="S")
    whole.add_argument("--folder", type=Path, metavar="DIR", help="where its folder is made (default: the system's)")
    whole.add_argument("--replay", type=Path, metavar="FILE", help="play what a run has kept as a finding once more")
    add_json_option(whole)
    return whole


async def _again(path: Path, folder: Path) -> bool:
    trouble = await replay(read_finding(path), folder)
    warn(f"{path.name}: {trouble or 'nothing is wrong'}")
    return trouble is None


async def _all(args: argparse.Namespace, folder: Path) -> Campaign:
    campaign = Campaign(await record(), args.inputs, args.seed, folder / "hubs")
    await campaign.run()
    return campaign


def main(arguments: list[str] | None = None) -> int:
    """Runs the fuzz and tells what became of it."""
    args = parser().parse_args(arguments)
    logging.basicConfig(level=logging.CRITICAL)
    if args.folder is not None:
        args.folder.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="cockpit-fuzz-", dir=args.folder))
    began = time.monotonic()
    try:
        if args.replay is not None:
            good = bool(run(_again(args.replay, folder)))
        else:
            campaign = run(_all(args, folder))
            if campaign is None:
                warn("ended before it was over")
                return 2
            report = campaign.report(time.monotonic() - began)
            tell(args, report, json.dumps(report, ensure_ascii=False, indent=2))
            good = not campaign.whats and report["inputs"] >= args.inputs
    except CockpitError as failure:
        warn(f"{failure} (see {folder})")
        return 2
    shutil.rmtree(folder / "hubs", ignore_errors=True)
    if good:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
