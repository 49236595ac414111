"""``python -m tests.chaos``: real processes, a proxy of our own between them, and everything that can go wrong.

Exit status: 0 when nothing is lost, doubled or unequal, 1 otherwise, 2 when it could not run.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from cockpit.errors import CockpitError
from cockpit.kit.percentiles import percentiles
from cockpit.kit.report import add_json_option, tell, warn
from cockpit.kit.run import run
from cockpit.town.folder import TownFolder, read_town
from tests.chaos.clocks import build
from tests.chaos.exercise import Exercise
from tests.chaos.faults import CLOCKS, KINDS, draw
from tests.chaos.round import Outcome, finish, play
from tests.chaos.verify import Findings

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample_town"
LADDER = "[ladder]\nclimb_s = [1.0, 2.0, 3.0, 4.0, 5.0]\nagain_s = 3.0"
EXERCISE_ROUNDS = 10
"""Rounds that one data folder lives through; then a new exercise begins."""

log = logging.getLogger(__name__)


def parser() -> argparse.ArgumentParser:
    """The options."""
    whole = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__.partition("\n")[0])
    whole.add_argument("--rounds", type=int, default=3, metavar="N")
    whole.add_argument("--units", type=int, default=40, metavar="U", help="terminals (the sample town has 713)")
    whole.add_argument("--seed", type=int, default=1, metavar="S")
    whole.add_argument("--first", type=int, default=0, metavar="R", help="begin with this round (to repeat one)")
    whole.add_argument("--kinds", nargs="+", choices=sorted(KINDS), metavar="KIND", help="only these faults")
    whole.add_argument("--folder", type=Path, metavar="DIR", help="where its folder is made (default: the system's)")
    whole.add_argument("--keep", action="store_true", help="keep the folders of good exercises as well")
    whole.add_argument("-v", "--verbose", action="store_true")
    add_json_option(whole)
    return whole


class Run:
    """All rounds and their sum.

    Args:
        args: the options.
        folder: takes a folder for each exercise.
    """

    def __init__(self, args: argparse.Namespace, town: TownFolder, folder: Path) -> None:
        self.args, self.town, self.folder = args, town, folder
        self.clock = build(folder)
        kinds = [kind for kind in args.kinds or KINDS if kind not in CLOCKS or self.clock is not None]
        random.Random(f"{args.seed}/kinds").shuffle(kinds)
        self.kinds = kinds
        self.faults: Counter[str] = Counter()
        self.recoveries: list[float] = []
        self.sums: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.kept: list[str] = []
        self.disk = ""
        self.rounds = 0

    async def all(self) -> None:
        """Plays all rounds, some to an exercise."""
        first, last = self.args.first, self.args.first + self.args.rounds
        for start in range(first, last, EXERCISE_ROUNDS):
            await self._exercise(start, min(last, start + EXERCISE_ROUNDS))

    async def _exercise(self, start: int, end: int) -> None:
        folder = self.folder / f"rounds-{start}-{end - 1}"
        exercise = Exercise(folder, self.town, self.args.units, f"{self.args.seed}/{start}", self.clock)
        self.disk = exercise.disk.kind
        findings = Findings()
        try:
            await exercise.start()
            for number in range(start, end):
                chance = random.Random(f"{self.args.seed}/{number}")
                outcome = await play(exercise, number, draw(number, chance, self.kinds), chance)
                self._note(outcome, folder)
                if outcome.findings:
                    break
            else:
                self.sums.update(escalated=await finish(exercise, findings))
                self._add(findings, f"the end of rounds {start} to {end - 1}", start, folder)
        finally:
            await exercise.stop()
            self._close(exercise, folder)

    def _note(self, outcome: Outcome, folder: Path) -> None:
        self.rounds += 1
        self.faults.update(outcome.faults)
        if outcome.recovery_s is not None:
            self.recoveries.append(outcome.recovery_s)
        back = f"{outcome.recovery_s:.2f} s" if outcome.recovery_s is not None else "never"
        warn(f"round {outcome.number}: {' + '.join(outcome.faults)}: back after {back}")
        self._add(outcome.findings, f"round {outcome.number}", outcome.number, folder)

    def _add(self, findings: Findings, where: str, first: int, folder: Path) -> None:
        self.sums.update({kind: len(found) for kind, found in vars(findings).items()})
        for line in findings.lines():
            self.wrong.append(f"{where}: {line}")
            warn(f"  {line}")
        if findings:
            kinds = f" --kinds {' '.join(self.args.kinds)}" if self.args.kinds else ""
            again = f"--seed {self.args.seed} --first {first} --rounds 1 --units {self.args.units}{kinds}"
            warn(f"  again: python -m tests.chaos {again}   kept: {folder}")
            self.kept.append(str(folder))

    def _close(self, exercise: Exercise, folder: Path) -> None:
        exercise.look()
        self.sums.update(orders=exercise.words.count("issue_order"))
        self.sums.update(recalls=exercise.words.count("recall_order"), commands=len(exercise.words.pressed))
        self.sums.update(receipts=exercise.deeds.receipts, resent=sum(one.lane.doubled for one in exercise.members))
        self.sums.update({f"refused {rule}": count for rule, count in exercise.words.refused.items()})
        self.sums.update({f"refused {rule}": count for rule, count in exercise.deeds.refused.items()})
        exercise.disk.free()
        if str(folder) in self.kept and exercise.disk.mounted:
            # What lies on a disk of memory would be gone with it.
            shutil.copytree(exercise.data, folder / "data-kept", dirs_exist_ok=True)
        exercise.disk.close()
        if str(folder) not in self.kept and not self.args.keep:
            shutil.rmtree(folder)

    def report(self, seconds: float) -> dict[str, Any]:
        """The sum of all rounds (``docs/chaos.md`` explains the keys)."""
        sums, found = self.sums, percentiles(self.recoveries)
        return {
            "rounds": self.rounds,
            "faults": dict(sorted(self.faults.items())),
            "orders": sums["orders"],
            "recalls": sums["recalls"],
            "commands": sums["commands"],
            "escalations": sums["escalated"],
            "receipts": sums["receipts"],
            "lost": sums["lost"],
            "doubled": sums["doubled"],
            "unequal": sums["unequal"],
            "escalations_wrong": sums["escalations"],
            "other_wrong": sums["other"],
            "recovery_s": {key: found[key] for key in ("p50", "p99", "max") if key in found},
            "units": self.args.units,
            "seed": self.args.seed,
            "seconds": round(seconds, 1),
            "said_twice": sums["resent"],
            "refused": {key[8:]: count for key, count in sorted(sums.items()) if key.startswith("refused ")},
            "disk": self.disk,
            "clocks": "set wrong while they run" if self.clock is not None else "not set wrong: no C compiler here",
            "wrong": self.wrong,
            "kept": self.kept,
        }


def hurried_town(sample: Path, folder: Path) -> Path:
    """A copy of the sample town whose missed deadlines climb within seconds; returns its folder."""
    shutil.copytree(sample, folder)
    file = folder / "town.toml"
    text = re.sub(r"(?ms)^\[ladder\].*?(?=^\[|\Z)", "", file.read_text(encoding="utf-8"))
    file.write_text(f"{text}\n{LADDER}\n", encoding="utf-8")
    return folder


def main(arguments: list[str] | None = None) -> int:
    """Runs the rounds and tells what became of them."""
    args = parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO if args.verbose else logging.ERROR, format="%(asctime)s %(message)s")
    if args.folder is not None:
        args.folder.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="cockpit-chaos-", dir=args.folder))
    started = time.monotonic()
    try:
        whole = Run(args, read_town(hurried_town(SAMPLE, folder / "town")), folder)
        run(whole.all())
    except (CockpitError, TimeoutError) as failure:
        warn(f"{type(failure).__name__}: {failure} (see {folder})")
        return 2
    report = whole.report(time.monotonic() - started)
    tell(args, report, json.dumps(report, ensure_ascii=False, indent=2))
    good = report["rounds"] == args.rounds and not whole.wrong
    if good and not args.keep:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
