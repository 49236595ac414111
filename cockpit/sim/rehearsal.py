"""The main job without a screen, in real processes: a hub, a crowd of terminals, and a cockpit that orders."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cockpit.client.commands import connected
from cockpit.client.link import Credentials, Link
from cockpit.domain.in_command import commander_at
from cockpit.domain.orders import IssueOrder, Order, RecipientAdvanced, Target
from cockpit.errors import EnvironmentFailure
from cockpit.kit.child import Child
from cockpit.kit.percentiles import percentiles
from cockpit.kit.process import cpu_s, rss_mb
from cockpit.town.folder import read_town

JOIN_S = 60.0
ORDER_S = 60.0
SETTLE_S = 0.3
"""Pause between two orders, so that one is measured and not the tail of the other."""


@dataclass
class Watch:
    """One order's way, in milliseconds since the button was pressed; NaN never comes."""

    order_id: str
    recipients: int
    pressed: float
    durable_ms: float = 0.0
    reached_ms: dict[str, float] = field(default_factory=dict)

    def look(self, order: Order | None) -> None:
        """Notes which states everybody has reached."""
        if order is None:
            return
        for state in ("delivered", "acknowledged", "completed"):
            if state not in self.reached_ms and all(state in one.times for one in order.recipients.values()):
                self.reached_ms[state] = (time.perf_counter() - self.pressed) * 1000

    @property
    def done(self) -> bool:
        """Whether everybody has completed."""
        return "completed" in self.reached_ms


def rehearse(town: Path, units: int, orders: int, seconds: float) -> dict[str, Any]:
    """Runs the rehearsal and returns its report (``docs/rehearsal.md`` explains its keys).

    Raises:
        EnvironmentFailure: a process did not start, or did not get ready in time.
    """
    folder = read_town(town)
    if folder.accounts is None:
        raise EnvironmentFailure(f"{town} 不是样例镇 (only a sample town can be rehearsed with)")
    with tempfile.TemporaryDirectory(prefix="cockpit-rehearsal-") as name:
        scratch = Path(name)
        data, ready, tally = scratch / "data", scratch / "ready.json", scratch / "sim.json"
        hub = Child(
            ["hub", "--town", str(town), "--data", str(data), "--listen", "127.0.0.1:0", "--ready-file", str(ready)],
            scratch / "hub.log",
        )
        crowd: Child | None = None
        try:
            url = hub.wait_ready(ready)["url"]
            crowd = Child(
                ["sim", "--hub", url, "--town", str(town), "--units", str(units), "--manner", "prompt", "--no-sources"]
                + ["--json", str(tally)],
                scratch / "sim.log",
            )
            report = asyncio.run(_order(url, folder.accounts.password, units, orders, seconds, hub.process.pid))
            crowd.stop(15.0)
            hub.stop(15.0)
            return {**report, **_afterwards(data, tally, report)}
        finally:
            if crowd is not None and crowd.running:
                crowd.stop()
            if hub.running:
                hub.stop()


async def _order(url: str, password: str, units: int, orders: int, seconds: float, hub_pid: int) -> dict[str, Any]:
    """The cockpit's part: waits for everybody, orders, watches."""
    link, running = await _sign_in_on_duty(url, password)
    try:
        await _joined(link, units)
        world = link.replica.world
        everybody = tuple(unit for unit in world.units if unit in link.replica.live.heard)
        started, cpu_before = time.monotonic(), cpu_s(hub_pid)
        watches: list[Watch] = []
        while len(watches) < orders or time.monotonic() - started < seconds:
            watches.append(await _one_order(link, everybody))
            await asyncio.sleep(SETTLE_S)
        took_s = time.monotonic() - started
        used_s = cpu_s(hub_pid) - cpu_before
        health = await link.ask("health", {}, dict[str, Any])
        digest = await link.ask("world_digest", {}, dict[str, Any])
        equal = await _same_world(link, digest)
        found = [link.replica.world.orders[watch.order_id] for watch in watches]
        states = {state: _count(found, state) for state in ("delivered", "acknowledged", "completed")}
        return {
            "terminals": len(everybody),
            "orders": len(watches),
            "recipients": sum(len(order.recipients) for order in found),
            **states,
            "durable_ms": percentiles([watch.durable_ms for watch in watches]),
            "all_delivered_ms": percentiles(_reached(watches, "delivered")),
            "all_acknowledged_ms": percentiles(_reached(watches, "acknowledged")),
            "positions_per_s": round((health["positions"]) / max(health["uptime_s"], 0.001), 1),
            "hub_cpu_s": round(used_s, 2),
            "hub_cpu_cores": round(used_s / took_s, 3),
            "hub_rss_mb": rss_mb(hub_pid),
            "seconds": round(took_s, 1),
            "worlds_equal": equal,
            "digest": digest,
        }
    finally:
        await link.close()
        running.cancel()


async def _sign_in_on_duty(url: str, password: str) -> tuple[Link, asyncio.Task[None]]:
    """Signs in as whoever commands now, once any commander is in."""
    first = Link(url, Credentials("p01", password), client="rehearsal")
    running = await connected(first)
    world = first.replica.world
    commander = commander_at(world, first.now())
    if not commander:
        raise EnvironmentFailure("值班表此刻无人 (nobody is on duty by the rota)")
    if commander == "p01":
        return first, running
    await first.close()
    running.cancel()
    link = Link(url, Credentials(commander, password), client="rehearsal")
    return link, await connected(link)


async def _joined(link: Link, units: int) -> None:
    end = time.monotonic() + JOIN_S
    while len(link.replica.live.heard) < units:
        if time.monotonic() > end:
            raise EnvironmentFailure(f"{JOIN_S:.0f} 秒内只连上 {len(link.replica.live.heard)}/{units} 个终端")
        await asyncio.sleep(0.05)


async def _one_order(link: Link, everybody: tuple[str, ...]) -> Watch:
    command = IssueOrder(
        f"o{uuid.uuid4().hex[:20]}", "演练：原地待命，逐一签收", everybody, Target(circles=("core",)), 2
    )
    watch = Watch(command.order, len(everybody), time.perf_counter())
    done = asyncio.Event()

    def look() -> None:
        watch.look(link.replica.world.orders.get(command.order))
        if watch.done:
            done.set()

    link.arrived.connect(look)
    try:
        outcome = await link.send(command)
        watch.durable_ms = (time.perf_counter() - watch.pressed) * 1000
        if not outcome.accepted:
            raise EnvironmentFailure(f"指令被拒：{outcome.message}")
        async with asyncio.timeout(ORDER_S):
            await done.wait()
    except TimeoutError:
        return watch
    finally:
        link.arrived.disconnect(look)
    return watch


async def _same_world(link: Link, digest: dict[str, Any]) -> bool:
    """Whether the replica has the hub's digest at the hub's sequence number."""
    end = time.monotonic() + 5.0
    while link.replica.world.seq < digest["seq"] and time.monotonic() < end:
        await asyncio.sleep(0.02)
    return bool(link.replica.world.seq == digest["seq"] and link.replica.world.digest() == digest["digest"])


def _reached(watches: list[Watch], state: str) -> list[float]:
    return [watch.reached_ms[state] for watch in watches if state in watch.reached_ms]


def _count(orders: list[Order], state: str) -> int:
    return sum(1 for order in orders for one in order.recipients.values() if state in one.times)


def _afterwards(data: Path, tally: Path, report: dict[str, Any]) -> dict[str, Any]:
    """What the journal says once everybody has gone, against what was told while they were there."""
    from cockpit.hub.entries import entries
    from cockpit.hub.journal import FILE, verify
    from cockpit.hub.service import world_of

    told = json.loads(tally.read_text(encoding="utf-8")) if tally.is_file() else {"orders_twice": -1, "outbox": -1}
    digest = report["digest"]
    verdict = verify(data / FILE)
    same = world_of(data, digest["seq"]).digest() == digest["digest"]
    receipts = Counter(
        (event.order, event.unit, event.state)
        for event in (entry.event for entry in entries(data / FILE, 0))
        if isinstance(event, RecipientAdvanced)
    )
    unfinished = report["recipients"] - report["completed"]
    return {
        "lost": unfinished + max(0, told["outbox"]),
        "duplicated": told["orders_twice"] + sum(count - 1 for count in receipts.values()),
        "journal_ok": not verdict.fault,
        "journal_entries": verdict.entries,
        "worlds_equal": report["worlds_equal"] and same,
        "digest": digest["digest"][:16],
    }
