"""What goes wrong, by kind. Each fault strikes, lasts, and ends; what it hits and how long is drawn from the seed."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta

from tests.chaos.exercise import Exercise, Member
from tests.chaos.proxy import BOTH, Direction, Weather

Strike = Callable[[Exercise, random.Random], Awaitable[None]]

HOURS_S = 3600.0


def _some(members: list[Member], chance: random.Random) -> list[Member]:
    """One of them, or all."""
    return [chance.choice(members)] if chance.random() < 0.6 else members


# -- processes ---------------------------------------------------------------------------------------------------------


async def hub_kill(exercise: Exercise, chance: random.Random) -> None:
    """SIGKILL of the hub, up to three times, once in a while before it has got up again."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        exercise.hub_wanted = False
        await asyncio.to_thread(exercise.hub.kill)
        await asyncio.sleep(chance.uniform(0.0, 1.5))
        exercise.hub.start()
        exercise.hub_wanted = True
        await asyncio.sleep(chance.uniform(0.0, 2.5))


async def hub_freeze(exercise: Exercise, chance: random.Random) -> None:
    """The hub stands still (a machine that swaps), and goes on."""
    exercise.hub.freeze()
    await asyncio.sleep(chance.uniform(0.5, 6.0))
    exercise.hub.thaw()


async def terminals_kill(exercise: Exercise, chance: random.Random) -> None:
    """SIGKILL of terminals: what they had not got rid of is gone with them."""
    await _kill(_some(exercise.crowds, chance), chance)


async def cockpit_kill(exercise: Exercise, chance: random.Random) -> None:
    """SIGKILL of a cockpit: what was pressed and not answered is sent again after the start."""
    await _kill(_some(exercise.seats, chance), chance)


async def _kill(members: list[Member], chance: random.Random) -> None:
    for member in members:
        await asyncio.to_thread(member.process.kill)
    await asyncio.sleep(chance.uniform(0.0, 2.0))
    for member in members:
        member.process.start()


async def terminals_freeze(exercise: Exercise, chance: random.Random) -> None:
    """SIGSTOP of terminals, shorter or longer than three heartbeats."""
    await _freeze(_some(exercise.crowds, chance), chance.uniform(0.5, 12.0))


async def cockpit_freeze(exercise: Exercise, chance: random.Random) -> None:
    """SIGSTOP of a cockpit."""
    await _freeze(_some(exercise.seats, chance), chance.uniform(0.5, 6.0))


async def _freeze(members: list[Member], seconds: float) -> None:
    for member in members:
        member.process.freeze()
    await asyncio.sleep(seconds)
    for member in members:
        member.process.thaw()


# -- links -------------------------------------------------------------------------------------------------------------


async def cut(exercise: Exercise, chance: random.Random) -> None:
    """Connections break, a few times; new ones are taken."""
    for _ in range(chance.randint(1, 4)):
        for member in _some(exercise.members, chance):
            member.lane.cut(chance.choice((0.1, 0.5, 1.0)))
        await asyncio.sleep(chance.uniform(0.05, 0.8))


async def unplug(exercise: Exercise, chance: random.Random) -> None:
    """No connection, and none to be had."""
    lanes = [member.lane for member in _some(exercise.members, chance)]
    for lane in lanes:
        lane.unplug()
    await asyncio.sleep(chance.uniform(0.5, 4.0))
    for lane in lanes:
        await lane.plug()


async def slow(exercise: Exercise, chance: random.Random) -> None:
    """A few kilobytes a second for a terminal, some ten for a cockpit."""
    hit = _some(exercise.members, chance)
    weathers = [
        Weather(bytes_per_s=chance.uniform(8_000, 80_000) if one in exercise.seats else chance.uniform(1000, 6000))
        for one in hit
    ]
    await _under(hit, weathers, chance.uniform(2.0, 6.0))


async def delay(exercise: Exercise, chance: random.Random) -> None:
    """Every message comes late, each by its own time."""
    longest = chance.choice((0.1, 0.4, 1.0))
    hit = _some(exercise.members, chance)
    await _under(hit, [Weather(delay_s=(0.0, longest)) for _ in hit], chance.uniform(2.0, 5.0))


async def duplicate(exercise: Exercise, chance: random.Random) -> None:
    """Clients' messages come twice."""
    share = chance.choice((0.1, 0.5, 1.0))
    await _under(exercise.members, [Weather(doubled=share) for _ in exercise.members], chance.uniform(2.0, 5.0))


async def _under(hit: list[Member], weathers: list[Weather], seconds: float) -> None:
    for member, weather in zip(hit, weathers, strict=True):
        member.lane.weather = weather
    await asyncio.sleep(seconds)
    for member in hit:
        member.lane.weather = Weather()


async def stall(exercise: Exercise, chance: random.Random) -> None:
    """Everything stands still on connections that stay open; then all of it comes at once."""
    lanes = [member.lane for member in _some(exercise.members, chance)]
    for lane in lanes:
        lane.stall()
    await asyncio.sleep(chance.uniform(1.0, 11.0))
    for lane in lanes:
        lane.release()


async def half_open(exercise: Exercise, chance: random.Random) -> None:
    """Connections that lead nowhere, one way or both, for good, and nobody is told: heartbeats have to find them."""
    choices: tuple[tuple[Direction, ...], ...] = (("to_hub",), ("to_client",), BOTH)
    for member in _some(exercise.members, chance):
        member.lane.half_open(chance.choice((0.2, 1.0)), chance.choice(choices))
    await asyncio.sleep(0.0)


# -- disk and clocks ---------------------------------------------------------------------------------------------------


async def disk_full(exercise: Exercise, chance: random.Random) -> None:
    """The hub's disk takes nothing for a while."""
    await asyncio.to_thread(exercise.disk.fill, exercise.hub.pid)
    await asyncio.sleep(chance.uniform(2.0, 6.0))
    exercise.disk.free()


async def clock_terminals(exercise: Exercise, chance: random.Random) -> None:
    """The terminals' clocks are wrong by hours, and stay so."""
    for member in _some(exercise.crowds, chance):
        member.clock.set(chance.uniform(-12.0, 12.0) * HOURS_S)
    await asyncio.sleep(chance.uniform(1.2, 3.0))


async def clock_cockpit(exercise: Exercise, chance: random.Random) -> None:
    """A cockpit's clock is wrong by hours, and stays so."""
    for member in _some(exercise.seats, chance):
        member.clock.set(chance.uniform(-12.0, 12.0) * HOURS_S)
    await asyncio.sleep(chance.uniform(1.2, 3.0))


async def clock_hub(exercise: Exercise, chance: random.Random) -> None:
    """The hub's clock is set, within the shift that commands (a handover is no fault of the link)."""
    rota, now = exercise.town.town.rota, exercise.hub_now()
    shift = rota.shift_at(now)
    if shift is not None:
        margin = timedelta(minutes=15)
        low, high = (shift.starts_at + margin - now).total_seconds(), (shift.ends_at - margin - now).total_seconds()
        exercise.hub_clock.set(exercise.hub_clock.offset_s + chance.uniform(min(low, 0.0), max(high, 0.0)))
    await asyncio.sleep(chance.uniform(1.2, 3.0))


KINDS: dict[str, Strike] = {
    one.__name__: one
    for one in (
        hub_kill,
        hub_freeze,
        terminals_kill,
        terminals_freeze,
        cockpit_kill,
        cockpit_freeze,
        cut,
        unplug,
        slow,
        delay,
        duplicate,
        stall,
        half_open,
        disk_full,
        clock_terminals,
        clock_cockpit,
        clock_hub,
    )
}
"""Every kind of fault, by name."""

CLOCKS = frozenset(("clock_terminals", "clock_cockpit", "clock_hub"))
"""Kinds that want clocks which can be set wrong."""


def draw(round_number: int, chance: random.Random, kinds: list[str]) -> list[str]:
    """The faults of a round: every kind in its turn, a dead hub in every third round, often a second one with it.

    Args:
        kinds: those that this machine can do, in the run's own order.
    """
    first = kinds[round_number % len(kinds)]
    rest = [kind for kind in kinds if kind != first]
    if round_number % 3 == 2 and "hub_kill" in rest:
        return [first, "hub_kill"]
    return [first, chance.choice(rest)] if rest and chance.random() < 0.3 else [first]
