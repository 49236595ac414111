"""Many cuts, spread over all places at which a disk is asked for something, and over all that a disk may leave."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from tests.power_loss.disk import MOODS
from tests.power_loss.forgetful import Cut
from tests.power_loss.ledger import Ledger
from tests.power_loss.life import Life, examine, leave

LIVES = 5
"""Cuts that one folder goes through, each start on what the cut before has left."""
NEVER = Cut("never", 1, "before")
FAULTS_SHOWN = 20


@dataclass
class Tally:
    """What came of a campaign.

    Attributes:
        cuts: how often the power was cut.
        acknowledged: entries that were called durable or published, each counted once.
        told: commands whose senders were told that they are durable.
        checked: entries looked for after the cuts: after each, all that its folder had ever acknowledged.
        lost: acknowledged entries that were gone, or changed, after the cut.
        faults: anything else that was wrong, each with the cut that it came from.
        places: cuts by place; ``end`` stands for a life that ended before its cut.
        moods: cuts by what was left of what had not been synced.
    """

    cuts: int = 0
    acknowledged: int = 0
    told: int = 0
    checked: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    moods: Counter[str] = field(default_factory=Counter)

    def report(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "cuts": self.cuts,
            "acknowledged": self.acknowledged,
            "told": self.told,
            "checked": self.checked,
            "lost": self.lost,
            "faults": self.faults[:FAULTS_SHOWN],
            "places": dict(sorted(self.places.items())),
            "moods": dict(sorted(self.moods.items())),
        }


class Aim:
    """Chooses where the next cut falls: each place as often as any other, however rarely it is reached.

    Lives on an empty folder and later ones reach different places; ``_seen`` holds how often each was in a life
    without a cut, ``_cut`` how often the power went there.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._seen: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        self._cut: Counter[tuple[bool, str]] = Counter()

    def learn(self, fresh: bool, places: Counter[str]) -> None:
        """How often a life has reached each place."""
        self._seen[fresh] |= places

    def next(self, fresh: bool) -> Cut:
        """The next cut."""
        seen = self._seen[fresh]
        place = min(seen, key=lambda one: (self._cut[fresh, one], self._chance.random()))
        self._cut[fresh, place] += 1
        # A little below the most that was seen: a life differs from the next, and a cut that is never reached is none.
        nth = self._chance.randint(1, max(1, seen[place] // 2))
        return Cut(place, nth, self._chance.choice(("before", "after")))


async def run(cuts: int, folder: Path, seed: int, synchronous: str = "full") -> Tally:
    """Cuts the power so many times and says what that did.

    Args:
        folder: an empty folder to work in.
        seed: the same one makes the same commands and aims at the same places; threads keep their own time, so which
            commands share a commit differs from run to run.
        synchronous: ``full``, as the hub has it, or ``normal``.
    """
    tally, aim = Tally(), Aim(random.Random(f"{seed}/aim"))
    await _learn(aim, folder, seed, synchronous)
    number = 0
    while tally.cuts < cuts:
        number += 1
        await _lives(tally, aim, folder, f"{seed}/{number}", min(LIVES, cuts - tally.cuts), synchronous)
    return tally


async def _learn(aim: Aim, folder: Path, seed: int, synchronous: str) -> None:
    """Two lives without a cut, to see which places there are."""
    ledger, chance = Ledger(), random.Random(f"{seed}/learn")
    for number in (0, 1, 2):
        home = folder / f"learn-{number}"
        if number == 0:
            home.mkdir()
        life = Life(home, ledger, NEVER, chance, synchronous)
        await life.run()
        aim.learn(number == 0, life.power.places)
        leave(life, "everything", folder / f"learn-{number + 1}", chance)


async def _lives(tally: Tally, aim: Aim, folder: Path, seed: str, lives: int, synchronous: str) -> None:
    ledger, chance = Ledger(), random.Random(seed)
    name = seed.replace("/", "-")
    home = folder / f"{name}-0"
    home.mkdir()
    for number in range(lives):
        cut, mood = aim.next(number == 0), MOODS[tally.cuts % len(MOODS)]
        life = Life(home, ledger, cut, chance, synchronous)
        where = f"{seed}, life {number}, {cut.moment} {cut.place} {cut.nth}, {mood} left"
        known, kept = len(ledger.acknowledged), len(ledger.promises)
        tally.cuts += 1
        tally.moods[mood] += 1
        try:
            await life.run()
        except EnvironmentFailure as failure:
            tally.faults.append(f"{where}: does not open: {failure}")
            return
        tally.places[cut.place if life.power.places[cut.place] >= cut.nth else "end"] += 1
        tally.acknowledged += len(ledger.acknowledged) - known
        tally.told += sum(promise.told for promise in ledger.promises) - kept
        tally.checked += len(ledger.acknowledged)
        home = folder / f"{name}-{number + 1}"
        leave(life, mood, home, chance)
        findings = await examine(home, ledger, folder / f"{name}-{number}-seen")
        tally.lost += findings.lost
        tally.faults += [f"{where}: {fault}" for fault in findings.faults]
