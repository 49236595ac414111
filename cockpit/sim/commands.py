"""The commands of the simulator's room: ``sim`` and ``rehearse``."""

from __future__ import annotations

import argparse
import asyncio
import logging
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from cockpit.kit.report import add_json_option, tell
from cockpit.kit.run import run
from cockpit.sim.behaviour import MANNERS

log = logging.getLogger(__name__)


def add_parsers(commands: Any) -> None:
    """Adds this room's commands."""
    sim = commands.add_parser("sim", help="simulated terminals and sources, clients like any other")
    sim.add_argument("--hub", required=True, metavar="URL", help="ws://HOST:PORT")
    sim.add_argument("--town", type=Path, required=True, metavar="DIR", help="a sample town (its keys are known)")
    sim.add_argument("--units", type=int, metavar="N", help="how many units (default: all)")
    sim.add_argument("--seconds", type=float, metavar="S", help="how long (default: until ended)")
    sim.add_argument("--speed", type=float, default=1.0, metavar="X", help="simulated seconds in a second")
    sim.add_argument("--tracks", type=Path, metavar="DIR", help="GPS tracks (.plt, .csv, .gpx) that drive the units")
    sim.add_argument("--seed", type=int, default=1)
    sim.add_argument("--share", default="1/1", metavar="I/N", help="only the I-th of N equal shares of these units")
    sim.add_argument("--log", type=Path, metavar="FILE", help="append what every terminal does, as JSON Lines")
    sim.add_argument("--no-sources", action="store_true", help="terminals only")
    sim.add_argument("--manner", choices=sorted(MANNERS), default="people", help="how people answer")
    add_json_option(sim)
    sim.set_defaults(run=_sim)

    rehearse = commands.add_parser(
        "rehearse",
        help="the main job without a screen, in real processes",
        description="Starts a hub and a crowd of terminals, orders, and counts what became of every receipt.",
    )
    rehearse.add_argument("--town", type=Path, required=True, metavar="DIR", help="a sample town")
    rehearse.add_argument("--units", type=int, default=713)
    rehearse.add_argument("--orders", type=int, default=20)
    rehearse.add_argument("--seconds", type=float, default=0.0, metavar="S", help="go on for at least so long")
    add_json_option(rehearse)
    rehearse.set_defaults(run=_rehearse)


def _sim(args: argparse.Namespace) -> int:
    from cockpit.intake.tracks import load_tracks
    from cockpit.sim.crowd import Crowd
    from cockpit.sim.record import Record
    from cockpit.sim.sources import Sources
    from cockpit.town.folder import read_town
    from cockpit.town.sample_key import sample_key

    if args.speed <= 0 or (args.units is not None and args.units < 1):
        raise EnvironmentFailure("--speed 与 --units 须大于 0 (must be above 0)")
    share = _share(args.share)
    folder = read_town(args.town)
    if folder.accounts is None:
        raise EnvironmentFailure(f"{args.town} 不是样例镇，没有公开的终端密钥 (only a sample town can be simulated)")
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    keys = {unit.id: sample_key(folder.accounts.terminal_key, "terminal", unit.id) for unit in folder.town.units}
    source_keys = {one.id: sample_key(folder.accounts.source_key, "source", one.id) for one in folder.town.sources}

    tracks = load_tracks(args.tracks) if args.tracks is not None else []
    if args.tracks is not None and not tracks:
        raise EnvironmentFailure(f"{args.tracks} 里没有可用的轨迹 (no track there that can be used)")

    async def simulate() -> dict[str, Any]:
        crowd = Crowd(
            args.hub,
            folder.town,
            folder.map,
            keys,
            MANNERS[args.manner],
            units=args.units,
            speed=args.speed,
            seed=args.seed,
            share=share,
            record=Record(args.log) if args.log is not None else None,
        )
        if tracks:
            crowd.follow_tracks(tracks)
        sources = Sources(
            args.hub, folder.town, folder.map, source_keys, folder.phrase, speed=args.speed, seed=args.seed
        )
        try:
            async with asyncio.timeout(args.seconds), asyncio.TaskGroup() as group:
                group.create_task(crowd.run(), name="sim/crowd")
                if not args.no_sources:
                    group.create_task(sources.run(), name="sim/sources")
        except (TimeoutError, asyncio.CancelledError):
            log.info("the time is up, or a signal has come: the tally is told all the same")
        tally = crowd.tally
        return {
            "terminals": len(crowd.terminals),
            "orders_taken": tally.orders,
            "orders_twice": tally.twice,
            "outbox": sum(len(terminal.outbox) for terminal in crowd.terminals.values()),
            "receipts": tally.receipts,
            "refused": tally.refused,
            "reconnects": tally.reconnects,
            "positions": tally.positions,
            "incidents_taken": sum(client.taken for client in sources.clients.values()),
            "incidents_refused": sum(client.refused for client in sources.clients.values()),
        }

    result = run(simulate())
    if result is not None:
        tell(args, result, "  ".join(f"{key} {value}" for key, value in result.items()))
    return 0


def _share(text: str) -> tuple[int, int]:
    """The numbers of ``I/N``.

    Raises:
        EnvironmentFailure: it is no such share.
    """
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise EnvironmentFailure(f"--share 应为 I/N，1 ≤ I ≤ N，收到 {text!r} (not a share)")
    return int(number), int(of)


def _rehearse(args: argparse.Namespace) -> int:
    from cockpit.sim.rehearsal import rehearse

    if args.units < 1 or args.orders < 1:
        raise EnvironmentFailure("--units 与 --orders 须大于 0 (must be above 0)")
    result = rehearse(args.town, args.units, args.orders, args.seconds)
    tell(args, result, "  ".join(f"{key} {value}" for key, value in result.items()))
    good = not result["lost"] and not result["duplicated"] and result["worlds_equal"] and result["journal_ok"]
    return 0 if good else 1
