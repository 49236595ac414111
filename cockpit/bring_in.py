"""``import incidents``: rows that were translated go to a hub that runs, or into the folder of one that does not."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from cockpit.client.commands import connected, password_for
from cockpit.client.link import Credentials, Link
from cockpit.client.waiting import Outcome
from cockpit.domain.people import HUB
from cockpit.domain.town import Town, TownMap
from cockpit.domain.world import World
from cockpit.errors import EnvironmentFailure
from cockpit.hub.commands import town_of
from cockpit.intake.command import add_parser
from cockpit.intake.mapping_file import read_mapping
from cockpit.intake.report import ImportReport, NotTaken, Taken
from cockpit.intake.translate import translate_file
from cockpit.kit.report import tell
from cockpit.kit.run import run

IN_FLIGHT = 200
"""Rows that may be under way at once."""

Put = Callable[[Taken], Awaitable[Outcome]]


def add_parsers(commands: Any) -> None:
    """Adds the command."""
    parser = add_parser(commands)
    parser.add_argument(
        "--as", dest="login", default="", metavar="NAME", help="who imports (with --hub; a sample hub needs none)"
    )
    parser.set_defaults(run=_import)


def _import(args: argparse.Namespace) -> int:
    report = ImportReport(args.file.name, args.mapping.name)
    work = _to_hub(args, report) if args.hub else _to_folder(args, report)
    if run(_whole(work)) is None:
        return 130
    tell(args, report.as_dict(), report.text())
    return 0 if report.accepted or report.already_there or not report.not_taken else 1


async def _whole(work: Awaitable[None]) -> bool:
    await work
    return True


async def _to_hub(args: argparse.Namespace, report: ImportReport) -> None:
    link = Link(args.hub, Credentials(args.login or "p01", password_for(args.login, args.hub)), client="import")
    running = await connected(link)
    try:
        world = link.replica.world
        town_map = await link.ask("town_map", {}, TownMap)
        rows = _translated(args, town_of_world(world), town_map)

        async def put(taken: Taken) -> Outcome:
            return await link.send(taken.command)

        await _bring(rows, put, report)
    finally:
        await link.close()
        running.cancel()


async def _to_folder(args: argparse.Namespace, report: ImportReport) -> None:
    from cockpit.hub.hub import Hub
    from cockpit.town.folder import read_town

    if not args.data.is_dir():
        raise EnvironmentFailure(f"没有数据目录 {args.data} (no such data folder: start the hub once)")
    folder = read_town(town_of(args.data))
    hub = Hub(args.data, folder)
    try:
        rows = _translated(args, folder.town, folder.map)

        async def put(taken: Taken) -> Outcome:
            sender = _Sender()
            hub.intake(HUB, "import", taken.command, sender)
            return await sender.outcome

        await _bring(rows, put, report)
    finally:
        await hub.stop()


class _Sender:
    """Waits for one command's outcome."""

    def __init__(self) -> None:
        self.outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    def accept_soon(self, command_id: str, changed: bool) -> None:
        self.outcome.set_result(Outcome(True, changed))

    def refuse(self, command_id: str, rule: str, message: str, who_could: str = "") -> None:
        self.outcome.set_result(Outcome(False, False, rule, message, who_could))


def town_of_world(world: World) -> Town:
    """The town as a world knows it."""
    state = world.state()
    return Town(
        settings=state.settings,
        circles=state.circles,
        departments=state.departments,
        units=state.units,
        people=state.people,
        rota=state.rota,
        sources=state.sources,
        kinds=state.kinds,
        plans=state.plans,
        method=state.method,
    )


async def _translated(args: argparse.Namespace, town: Town, town_map: TownMap) -> AsyncIterator[list[Taken | NotTaken]]:
    """The file's rows in batches; reading runs in a worker."""
    mapping = read_mapping(Path(args.mapping))
    rows = translate_file(Path(args.file), mapping, town, town_map, datetime.now(UTC))
    while batch := await asyncio.to_thread(lambda: list(islice(rows, IN_FLIGHT))):
        yield batch


async def _bring(batches: AsyncIterator[list[Taken | NotTaken]], put: Put, report: ImportReport) -> None:
    async for batch in batches:
        taken = [row for row in batch if isinstance(row, Taken)]
        outcomes = iter(await asyncio.gather(*(put(row) for row in taken)))
        for row in batch:
            if isinstance(row, NotTaken):
                report.add(row)
                continue
            outcome = next(outcomes)
            if not outcome.accepted:
                report.refuse(row, outcome.message)
            else:
                report.add(row, "accepted" if outcome.changed else "already_there")
