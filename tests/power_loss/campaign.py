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
from tests.power_loss.life import Life, examine, leave, leave_killed

LIVES = 5
"""Cuts that one folder goes through, each start on what the cut before has left."""
KILLED = 0.25
"""How many of the lives end by a kill, which leaves the power on and the system's cache as it is."""
NEVER = Cut("never", 1, "before")
FAULTS_SHOWN = 20


@dataclass
class Tally:
    """What came of a campaign.

    Attributes:
        cuts: how often the power was cut.
        kills: how often the hub was killed in between, with the power on.
        acknowledged: entries that were called durable or published, each counted once.
        told: commands whose senders were told that they are durable.
        checked: entries looked for after the cuts: after each, all that its folder had ever acknowledged.
        lost: acknowledged entries that were gone, or changed, after the cut.
        losses: the cuts that lost some.
        faults: anything else that was wrong, each with the cut that it came from.
        places: cuts by place; ``end`` stands for a life that ended before its cut.
        moods: cuts by what was left of what had not been synced.
    """

    cuts: int = 0
    kills: int = 0
    acknowledged: int = 0
    told: int = 0
    checked: int = 0
    lost: int = 0
    losses: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    moods: Counter[str] = field(default_factory=Counter)

    def report(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "cuts": self.cuts,
            "kills": self.kills,
            "acknowledged": self.acknowledged,
            "told": self.told,
            "checked": self.checked,
            "lost": self.lost,
            "losses": self.losses[:FAULTS_SHOWN],
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
    """One folder, from its first start through so many cuts; now and then the hub is killed in between."""
    ledger, chance, disk = Ledger(), random.Random(seed), None
    home = folder / f"{seed.replace('/', '-')}-0"
    home.mkdir()
    cuts = 0
    for number in range(LIVES * 3):
        cut, mood = aim.next(not number), MOODS[tally.cuts % len(MOODS)]
        killed = chance.random() < KILLED
        where = f"{seed}, life {number}, {cut.moment} {cut.place} {cut.nth}, {'killed' if killed else mood + ' left'}"
        life = Life(home, ledger, cut, chance, synchronous, disk)
        known, kept = len(ledger.acknowledged), len(ledger.promises)
        try:
            await life.run()
        except EnvironmentFailure as failure:
            tally.faults.append(f"{where}: does not open: {failure}")
            return
        tally.acknowledged += len(ledger.acknowledged) - known
        tally.told += sum(promise.told for promise in ledger.promises) - kept
        home = folder / f"{seed.replace('/', '-')}-{number + 1}"
        if killed:
            tally.kills += 1
            leave_killed(life, home)
            disk = life.disk
        else:
            cuts += 1
            tally.cuts += 1
            tally.moods[mood] += 1
            tally.places[cut.place if life.power.places[cut.place] >= cut.nth else "end"] += 1
            leave(life, mood, home, chance)
            disk = None
        await _look(tally, ledger, home, where)
        if cuts == lives:
            return


async def _look(tally: Tally, ledger: Ledger, home: Path, where: str) -> None:
    known = len(ledger.acknowledged)
    findings = await examine(home, ledger, home.with_name(f"{home.name}-seen"))
    tally.checked += known
    tally.lost += findings.lost
    if findings.lost:
        tally.losses.append(f"{where}: {findings.lost} of {known} lost")
    tally.faults += [f"{where}: {fault}" for fault in findings.faults]
