"""All inputs of a run: which stages there are, what they find, and what stays in memory."""

from __future__ import annotations

import asyncio
import faulthandler
import gc
import logging
import os
import threading
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from cockpit.kit.report import warn
from tests.fuzz.case import Case, Finding, Stage, Trouble
from tests.fuzz.draw import MADE_AT_ONCE, Draw
from tests.fuzz.ground import Errors, Ground, StandingClock, Wrong
from tests.fuzz.machines import Machines
from tests.fuzz.recorded import Corpus

SHARES: dict[tuple[Stage, str], float] = {
    ("hub_session", "made"): 0.05,
    ("client_session", "made"): 0.03,
    ("hub", "made"): 0.04,
    ("hub_session", "mutated"): 0.28,
    ("client_session", "mutated"): 0.2,
    ("hub", "mutated"): 0.4,
}
"""How many of all inputs each stage gets, in the order in which they are played."""
CHECK_EVERY = 200
"""Cases after which a hub has to be as it was."""
HUB_INPUTS = 20_000
"""Inputs that one hub and its data folder live through."""
FINDINGS_MOST = 20
HANG_S = 120.0
SETTLED_ROUNDS, MEASURED_ROUNDS = 6, 5
STEADY_CASES = 3000
NOISE_BYTES = 16 * 1024
"""What comes and goes from round to round (free lists, code that was compiled): measured at some 8 KiB."""


class Campaign:
    """One run.

    Args:
        inputs: how many.
        folder: takes the hubs' data, and the findings.
    """

    def __init__(self, corpus: Corpus, inputs: int, seed: int, folder: Path) -> None:
        self.inputs, self.seed = inputs, seed
        self.folder = folder
        self.draw = Draw(corpus, seed)
        self.machines = Machines()
        self.errors = Errors()
        self.kinds: Counter[str] = Counter()
        self.by_stage: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.troubles: Counter[str] = Counter()
        self.findings: list[Path] = []
        self.whats: list[str] = []
        self.rss_mb: list[float] = []
        self.cases = 0
        self.memory: dict[str, float] = {}
        self._now: Case | None = None
        self._began_s = time.monotonic()

    # -- the run -----------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Plays it all."""
        logging.getLogger().addHandler(self.errors)
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(over,), name="fuzz/watch", daemon=True)
        watch.start()
        try:
            for (stage, how), share in SHARES.items():
                goal = max(1, round(self.inputs * share))
                cases = self.draw.made(stage, min(MADE_AT_ONCE, goal)) if how == "made" else self._mutated(stage)
                await (self._at_hubs(cases, how, goal) if stage == "hub" else self._by_itself(cases, stage, how, goal))
            await self._measure_memory()
        finally:
            over.set()
            watch.join()
            logging.getLogger().removeHandler(self.errors)

    def _mutated(self, stage: Stage) -> Iterator[Case]:
        number = 0
        while True:
            yield self.draw.mutated(stage, number)
            number += 1

    async def _by_itself(self, cases: Iterator[Case], stage: Stage, how: str, goal: int) -> None:
        start = self.machines.inputs
        for case in cases:
            self._begin(case)
            before = self.machines.inputs
            try:
                self.machines.play(case)
            except Exception as failure:  # noqa: BLE001 - whatever is raised here is what is looked for
                self._found(Finding("crash", f"{failure!r}", (case,)))
            self._now = None
            self.kinds[case.kind] += self.machines.inputs - before
            if self.cases % CHECK_EVERY == 0:
                await asyncio.sleep(0)  # so that an interrupt is heard
            if self.machines.inputs - start >= goal or self._enough:
                break
        self.by_stage[f"{stage}, {how}"] += self.machines.inputs - start

    async def _at_hubs(self, cases: Iterator[Case], how: str, goal: int) -> None:
        done = 0
        while done < goal and not self._enough:
            taken = await self._at_one_hub(cases, min(HUB_INPUTS, goal - done))
            if not taken:
                break
            done += taken
        self.by_stage[f"hub, {how}"] += done

    async def _at_one_hub(self, cases: Iterator[Case], goal: int) -> int:
        """Plays cases to one hub until it has taken so many inputs in, or something is wrong; returns how many."""
        ground = Ground(self.folder / f"hub-{len(self.rss_mb)}" / "data", self.errors)
        since: list[Case] = []
        await ground.start()
        try:
            for case in cases:
                since.append(case)
                await self._play(ground, case)
                if len(since) >= CHECK_EVERY:
                    await ground.check()
                    since.clear()
                if ground.inputs >= goal:
                    break
            await ground.check()
        except Wrong as wrong:
            one = since[-1:] if wrong.trouble == "crash" and since else since
            self._found(Finding(wrong.trouble, wrong.what, tuple(one)))
        await self._end(ground, since)
        return ground.inputs

    async def _play(self, ground: Ground, case: Case) -> None:
        self._begin(case)
        before = ground.inputs
        await ground.play(case)
        self._now = None
        self.kinds[case.kind] += ground.inputs - before

    async def _end(self, ground: Ground, since: list[Case]) -> None:
        try:
            await ground.stop()
        except Wrong as wrong:
            self._found(Finding(wrong.trouble, wrong.what, tuple(since)))
        self.said.update(ground.said)
        gc.collect()
        self.rss_mb.append(rss_mb())

    # -- memory ------------------------------------------------------------------------------------------------------

    async def _measure_memory(self) -> None:
        """The same cases again and again, to one hub and to the machines: nothing new happens, so nothing may stay.

        Orders, receipts and reports come under the ids under which they have come before, the hub's clock stands still,
        and so the world that the hub keeps does not grow. The first rounds fill what is filled once.
        """
        count = min(STEADY_CASES, max(20, self.inputs // 100))
        hub_cases = [self.draw.mutated("hub", -1 - number) for number in range(count)]
        own_cases = [self.draw.mutated("hub_session", -1 - number) for number in range(count)]
        own_cases += [self.draw.mutated("client_session", -1 - number) for number in range(count)]
        ground, machines = Ground(self.folder / "steady" / "data", self.errors, StandingClock()), Machines()
        await ground.start()
        tracemalloc.start()
        try:
            kept: list[int] = []
            for _ in range(SETTLED_ROUNDS + MEASURED_ROUNDS):
                for case in hub_cases:
                    await ground.play(case)
                for case in own_cases:
                    machines.play(case)
                await ground.check()
                kept.append(tracemalloc.get_traced_memory()[0])
        except Wrong as wrong:
            self._found(Finding(wrong.trouble, wrong.what, tuple(hub_cases)))
            return
        finally:
            tracemalloc.stop()
            await self._end(ground, [])
        per_round = (ground.inputs + machines.inputs) / (SETTLED_ROUNDS + MEASURED_ROUNDS)
        grown = kept[-1] - kept[SETTLED_ROUNDS - 1]
        measured = per_round * MEASURED_ROUNDS
        self.memory = {"repeated": round(measured), "grown_bytes": grown, "bytes_an_input": round(grown / measured, 3)}
        if grown > NOISE_BYTES + measured:
            self._found(Finding("memory", f"{grown} bytes stay after the same inputs again: {kept}", ()))

    # -- what is found -----------------------------------------------------------------------------------------------

    @property
    def _enough(self) -> bool:
        return len(self.whats) >= FINDINGS_MOST

    def _begin(self, case: Case) -> None:
        self._now, self._began_s = case, time.monotonic()
        self.cases += 1

    def _found(self, finding: Finding) -> None:
        path = finding.keep(self.folder.parent / "findings", len(self.findings))
        self.findings.append(path)
        self.whats.append(f"{finding.trouble}: {finding.what}")
        self.troubles[finding.trouble] += 1
        warn(f"{finding.trouble}: {finding.what[:400]}\n  again: python -m tests.fuzz --replay {path}")

    def _watch(self, over: threading.Event) -> None:
        """Ends the run when one case takes for ever: nothing else could, where the loop itself hangs."""
        while not over.wait(1.0):
            case, since = self._now, self._began_s
            if case is not None and time.monotonic() - since > HANG_S:
                self._found(Finding("hang", f"one case has taken {HANG_S:.0f} s", (case,)))
                faulthandler.dump_traceback()
                os._exit(1)

    def report(self, seconds: float) -> dict[str, Any]:
        """What the run did and found (``docs/fuzz.md`` explains the keys)."""
        said = self.said + self.machines.refused
        said["taken"] = said.pop("", 0)
        tail: list[float] = self.rss_mb[-5:]
        return {
            "inputs": sum(self.by_stage.values()),
            "cases": self.cases,
            "by_stage": dict(self.by_stage),
            "by_kind": dict(sorted(self.kinds.items())),
            "answers": dict(said.most_common()),
            "crashes": self.troubles["crash"],
            "hangs": self.troubles["hang"],
            "unequal": self.troubles["unequal"],
            "memory": {**self.memory, "stays": self.troubles["memory"], "rss_mb": self.rss_mb[:5] + tail},
            "slowest_ms": round(self.machines.slowest_s * 1000, 2),
            "seconds": round(seconds, 1),
            "seed": self.seed,
            "wrong": self.whats,
            "findings": [str(path) for path in self.findings],
        }


def rss_mb() -> float:
    """The process's resident memory in MiB; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return 0.0
    return round(pages * 4096 / 2**20, 1)


async def replay(finding: Finding, folder: Path) -> Trouble | None:
    """Plays a finding's cases again; returns what it is this time, None when nothing is wrong.

    Raises:
        EnvironmentFailure: there is nothing to play.
    """
    if not finding.cases:
        raise EnvironmentFailure("the finding holds no case")
    errors = Errors()
    logging.getLogger().addHandler(errors)
    ground = Ground(folder / "data", errors)
    await ground.start()
    try:
        for case in finding.cases:
            if case.stage == "hub":
                await ground.play(case)
            else:
                Machines().play(case)
        await ground.check()
        await ground.stop()
    except Wrong as wrong:
        warn(f"{wrong.trouble}: {wrong.what}")
        await ground.abandon()
        return wrong.trouble
    except Exception as failure:  # noqa: BLE001 - as in the run itself
        warn(f"crash: {failure!r}")
        await ground.abandon()
        return "crash"
    finally:
        logging.getLogger().removeHandler(errors)
    return None
