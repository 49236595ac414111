"""One round: the exercise runs, something goes wrong, everybody has to come back, and everything is held together."""

from __future__ import annotations

import asyncio
import logging
import random
import re
import time
from dataclasses import dataclass, field
from datetime import datetime

from tests.chaos import escalations
from tests.chaos.exercise import Exercise
from tests.chaos.faults import KINDS
from tests.chaos.records import Line
from tests.chaos.story import read_story
from tests.chaos.verify import Findings, Told, check, check_ended, check_overdue, check_worlds

log = logging.getLogger(__name__)

RECOVER_S = 120.0
"""Everybody has to be back by then; whoever is not is lost."""
SECOND_LOOK_S = 2.0
END_S = 120.0
TRACEBACK = re.compile(r"^Traceback |\bERROR\b", re.MULTILINE)


@dataclass
class Outcome:
    """What a round found."""

    number: int
    faults: list[str]
    recovery_s: float | None = None
    findings: Findings = field(default_factory=Findings)


async def play(exercise: Exercise, number: int, kinds: list[str], chance: random.Random) -> Outcome:
    """Plays a round.

    Args:
        kinds: the faults, which begin at moments of their own within the same seconds.
        chance: of this round alone, so that a round can be played again by itself.
    """
    outcome = Outcome(number, kinds)
    deaths = len(exercise.hub_deaths)
    exercise.tell_seats("order")
    await asyncio.gather(*(_strike(exercise, kind, random.Random(f"{chance.random()}/{kind}")) for kind in kinds))
    exercise.tell_seats("hold")
    outcome.recovery_s = await _recovered(exercise, outcome.findings)
    if outcome.recovery_s is not None:
        await verify(exercise, outcome.findings)
    _check_processes(exercise, outcome, exercise.hub_deaths[deaths:])
    return outcome


async def _strike(exercise: Exercise, kind: str, chance: random.Random) -> None:
    await asyncio.sleep(chance.uniform(0.3, 2.0))
    log.info("%s begins", kind)
    await KINDS[kind](exercise, chance)
    log.info("%s is over", kind)


# -- coming back -------------------------------------------------------------------------------------------------------


async def _recovered(exercise: Exercise, findings: Findings) -> float | None:
    """Seconds until everybody is connected, every order of before is delivered, and every receipt of before is in."""
    ended, why = time.monotonic(), ""
    while time.monotonic() < ended + RECOVER_S:
        before, why = why, await _amiss(exercise, ended)
        if not why:
            return time.monotonic() - ended
        if why != before:
            log.info("%.2f s: %s", time.monotonic() - ended, why)
        await asyncio.sleep(0.05)
    findings.lost.append(f"not back within {RECOVER_S:.0f} s: {why}")
    return None


async def _amiss(exercise: Exercise, ended: float) -> str:
    """What is not as it should be yet; empty when nothing is."""
    exercise.look()
    health = await exercise.health()
    if not exercise.everybody_in(health):
        return f"not everybody is here: { {key: health.get(key) for key in ('terminals', 'cockpits', 'disk')} }"
    dead = sum(bool(wire.dead) for member in exercise.members for wire in member.lane.wires)
    if dead:
        return f"{dead} dead connections have not been found"
    waiting = exercise.deeds.waiting_since(exercise.crowd_pids(), ended)
    if waiting:
        return f"{waiting} receipts are not in"
    answers = await exercise.ask_seats("status", 3.0)
    if answers is None:
        return "a cockpit does not answer"
    for line in answers:
        if line["phase"] != "live" or line["unsent"] or line["undelivered"]:
            return f"{line['unit']}: {line['phase']}, {line['unsent']} unsent, {line['undelivered']} undelivered"
    return ""


# -- holding together --------------------------------------------------------------------------------------------------


async def verify(exercise: Exercise, findings: Findings) -> None:
    """Adds what is wrong now. What is seen once and not two seconds later was still on its way, and is not wrong."""
    found = await _verified(exercise)
    if found:
        log.info("a second look: %s", found.lines())
        await asyncio.sleep(SECOND_LOOK_S)
        found = await _verified(exercise)
    for name, lines in vars(found).items():
        getattr(findings, name).extend(lines)


async def _verified(exercise: Exercise) -> Findings:
    answers = await exercise.ask_seats("digest")
    if answers is None:
        return Findings(other=["a cockpit has not said what its world is"])
    asked = {line["seq"] for line in answers} | {line["hub"]["seq"] for line in answers}
    await _durable(exercise, max(asked))
    exercise.look()
    told = Told(dict(exercise.words.durable), set(exercise.deeds.kept))
    story = await asyncio.to_thread(read_story, exercise.data, asked)
    exercise.look()
    found = check(story, told, exercise.words, exercise.deeds, exercise.crowd_pids())
    found.unequal += check_worlds(story, answers)
    found.escalations += check_overdue(story, max(datetime.fromisoformat(line["now"]) for line in answers))
    return found


async def _durable(exercise: Exercise, seq: int) -> None:
    """Waits until the journal has come so far, for a while."""
    for _ in range(100):
        if (await exercise.health()).get("durable_seq", 0) >= seq:
            return
        await asyncio.sleep(0.05)


def _check_processes(exercise: Exercise, outcome: Outcome, deaths: list[int]) -> None:
    """Nobody has ended by itself, but a hub that could not start on a full disk."""
    if deaths and "disk_full" not in outcome.faults:
        outcome.findings.other.append(f"the hub ended by itself, with status {deaths}")
    for member in exercise.members:
        if not member.process.running:
            outcome.findings.other.append(f"{member.process.name} ended by itself, with status {member.process.status}")


async def finish(exercise: Exercise, findings: Findings) -> int:
    """The end of an exercise: everybody finishes what they have, says goodbye, and the journal is read once more.

    Returns:
        How many escalations there are in the journal.
    """
    log.info("the end")
    exercise.tell_seats("hold")
    end = time.monotonic() + END_S
    answers: list[Line] | None = None
    while time.monotonic() < end:
        answers = await exercise.ask_seats("status", 3.0)
        if answers is not None and not any(line["open"] for line in answers):
            break
        await asyncio.sleep(0.2)
    log.info("everybody has finished")
    await verify(exercise, findings)
    await exercise.stop()
    log.info("everybody has gone")
    exercise.look()
    told = Told(dict(exercise.words.durable), set(exercise.deeds.kept))
    story = await asyncio.to_thread(read_story, exercise.data, set())
    after = check(story, told, exercise.words, exercise.deeds, set())
    for name, lines in vars(after).items():
        getattr(findings, name).extend(line for line in lines if line not in getattr(findings, name))
    findings.lost += check_ended(story)
    findings.other += _complaints(exercise)
    return escalations.count(story.events)


def _complaints(exercise: Exercise) -> list[str]:
    """Processes whose output holds an error or a traceback."""
    processes = [exercise.hub, *(member.process for member in exercise.members)]
    return [f"see {one.log.name}: it holds an error" for one in processes if one.log.is_file() and TRACEBACK.search(
        one.log.read_text(encoding="utf-8", errors="replace"))]  # fmt: skip
