"""The commands of the client's room: ``order`` and the sending half of ``import``."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import os
import uuid
from collections.abc import Container
from typing import Any

from cockpit.client.link import Credentials, Link
from cockpit.client.sample import sample_password
from cockpit.client.waiting import Outcome
from cockpit.domain.orders import FINAL, IssueOrder, Order, Target
from cockpit.domain.targeting import recipients
from cockpit.domain.world import World
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.kit.report import add_json_option, tell
from cockpit.kit.run import run

PASSWORD_VARIABLE = "COCKPIT_PASSWORD"
CONNECT_S = 20.0
KINDS = ("circle", "department", "unit")


def add_parsers(commands: Any) -> None:
    """Adds this room's commands."""
    order = commands.add_parser(
        "order",
        help="send an order and watch its receipts",
        description=f"Sends an order. The password is taken from {PASSWORD_VARIABLE}, or asked for.",
    )
    order.add_argument("--hub", required=True, metavar="URL", help="ws://HOST:PORT")
    order.add_argument("--as", dest="login", required=True, metavar="NAME", help="who orders: a login")
    order.add_argument("--to", nargs="+", required=True, metavar="KIND:ID", help="circle:ID, department:ID, unit:ID")
    order.add_argument("--text", required=True, help="what to do")
    order.add_argument("--priority", type=int, choices=(1, 2, 3), default=2)
    order.add_argument("--wait", type=float, default=0.0, metavar="S", help="seconds to wait for receipts")
    add_json_option(order)
    order.set_defaults(run=_order)


def password_for(login: str, url: str) -> str:
    """The password from the environment, a sample hub's own, or one asked for at the terminal.

    Raises:
        EnvironmentFailure: there is neither.
    """
    found = os.environ.get(PASSWORD_VARIABLE)
    if found is not None:
        return found
    if (sample := sample_password(url)) is not None:
        return sample
    try:
        return getpass.getpass(f"{login} 的密码 (password): ")
    except (EOFError, getpass.GetPassWarning) as failure:
        raise EnvironmentFailure(
            f"没有密码：请设置 {PASSWORD_VARIABLE} (no terminal to ask for the password)"
        ) from failure


def target_of(world: World, parts: list[str]) -> Target:
    """The target that ``circle:ID department:ID unit:ID`` means.

    Raises:
        Refused: a part is none, or names what is not there.
    """
    picked: dict[str, list[str]] = {kind: [] for kind in KINDS}
    known: dict[str, Container[str]] = {
        "circle": world.circles.by_id,
        "department": world.departments,
        "unit": world.units,
    }
    for part in parts:
        kind, _, id_ = part.partition(":")
        if kind not in picked:
            raise Refused("order.to", f"--to 应为 circle:ID、department:ID 或 unit:ID，收到 {part!r}")
        if id_ not in known[kind]:
            raise Refused("order.to", f"没有 {part}：该镇没有这个编号")
        picked[kind].append(id_)
    return Target(tuple(picked["circle"]), tuple(picked["department"]), (), tuple(picked["unit"]))


async def connected(link: Link) -> asyncio.Task[None]:
    """Runs a link and waits until it is live; returns its task.

    Raises:
        Refused, WireError, EnvironmentFailure: it did not get there.
    """
    running = asyncio.ensure_future(link.run())
    live = asyncio.ensure_future(link.live())
    await asyncio.wait((running, live), timeout=CONNECT_S, return_when=asyncio.FIRST_COMPLETED)
    if live.done():
        return running
    live.cancel()
    if running.done():
        running.result()
    running.cancel()
    raise EnvironmentFailure(f"{CONNECT_S:.0f} 秒内连不上 {link.url} (cannot reach the hub in time)")


def _order(args: argparse.Namespace) -> int:
    credentials = Credentials(args.login, password_for(args.login, args.hub))

    async def send() -> tuple[Outcome, Order | None, World]:
        link = Link(args.hub, credentials, client="order")
        running = await connected(link)
        try:
            world = link.replica.world
            target = target_of(world, args.to)
            to = recipients(world, link.replica.live, target)
            command = IssueOrder(f"o{uuid.uuid4().hex[:20]}", args.text, to, target, args.priority)
            outcome = await link.send(command)
            if outcome.accepted and args.wait > 0:
                await _receipts(link, command.order, args.wait)
            return outcome, link.replica.world.orders.get(command.order), link.replica.world
        finally:
            await link.close()
            running.cancel()

    done = run(send())
    if done is None:
        return 130
    outcome, order, world = done
    if not outcome.accepted:
        raise Refused(outcome.rule, outcome.message, outcome.who_could)
    counts: dict[str, int] = {}
    for recipient in order.recipients.values() if order else ():
        counts[recipient.state] = counts.get(recipient.state, 0) + 1
    result = {
        "order": order.id if order else "",
        "durable": True,
        "recipients": len(order.recipients) if order else 0,
        "states": counts,
        "units": {id_: one.state for id_, one in order.recipients.items()} if order else {},
    }
    names = "、".join(world.units[id_].name for id_ in list(order.recipients)[:6]) if order else ""
    text = f"已下达 {result['order']}：{result['recipients']} 人（{names}…）\n" + "  ".join(
        f"{state} {count}" for state, count in counts.items()
    )
    tell(args, result, text)
    return 0


async def _receipts(link: Link, order_id: str, seconds: float) -> None:
    """Waits until everybody has finished, or for so long."""
    changed = asyncio.Event()

    def look() -> None:
        order = link.replica.world.orders.get(order_id)
        if order is not None and all(one.state in FINAL for one in order.recipients.values()):
            changed.set()

    link.arrived.connect(look)
    try:
        async with asyncio.timeout(seconds):
            await changed.wait()
    except TimeoutError:
        return
