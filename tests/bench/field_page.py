"""``python -m tests.bench.field_page --json [FILE]``: what the field page costs, in a real Chromium against a real hub.

Bytes of the first load as they go over the wire; the time from the commander's send to the order standing on the page;
memory after many orders; and a shift of 24 hours, told in fewer: orders, spells without a link in which the person goes
on working, and at the end what the record says against what was done. Hours pass by moving both clocks of the page on.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.async_api import CDPSession, async_playwright

from cockpit.domain.orders import IssueOrder, Target
from tests.bench import program
from tests.field.stage import Commander, Phone, Stage

TAKES = """(id) => new Promise((resolve) => {
  const look = () => document.querySelector(`[data-order="${id}"], [data-line="${id}"]`);
  const now = () => performance.timeOrigin + performance.now();
  const watch = new MutationObserver(() => look() && (watch.disconnect(), resolve(now())));
  if (look()) resolve(now());
  else watch.observe(document.getElementById("main"), { childList: true, subtree: true });
})"""
AHEAD = """(() => {
  const [wall, steady] = [Date.now.bind(Date), performance.now.bind(performance)];
  window.ahead_ms = 0;
  Date.now = () => wall() + window.ahead_ms;
  performance.now = () => steady() + window.ahead_ms;
})()"""
"""Both clocks of the phone can be moved on: hours pass in the page while the bench goes on."""
ASKED = """(() => {
  window.asked = [];
  const step = document.getElementById("step");
  const note = () => {
    const order = document.querySelector("article.order")?.dataset.order;
    const now = `${order} ${step.textContent}`;
    if (order && window.asked.at(-1) !== now) window.asked.push(now);
  };
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true });
})()"""
HOURS = 24.0
LIMIT_KB, LIMIT_MS, LIMIT_MB = 300.0, 1000.0, 64.0


def parser() -> argparse.ArgumentParser:
    """The bench's options."""
    made = program.parser("field_page", "what the field page costs, and what a shift with it loses")
    made.add_argument("--orders", type=program.whole, default=500, help="orders before memory is measured (500)")
    made.add_argument("--shift-orders", type=program.whole, default=40, help="orders in the shift of 24 hours (40)")
    made.add_argument("--timed", type=program.whole, default=20, help="orders whose way to the page is timed (20)")
    return made


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Runs all four parts."""
    loop = asyncio.new_event_loop()
    with tempfile.TemporaryDirectory() as folder:
        playwright = loop.run_until_complete(async_playwright().start())
        stage = Stage(Path(folder), playwright, loop)
        try:
            return loop.run_until_complete(_all(stage, options))
        finally:
            loop.run_until_complete(stage.close())
            loop.run_until_complete(playwright.stop())
            stage.hub.stop()
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()


async def _all(stage: Stage, options: argparse.Namespace) -> dict[str, Any]:
    found: dict[str, Any] = {"first_load_bytes": await first_load(stage)}
    async with stage.commander() as commander:
        unit = stage.unit()
        async with stage.enrolled(commander, unit) as phone:
            found["send_to_page_ms"] = await send_to_page(commander, phone, unit, options.timed)
            found |= await memory(commander, phone, unit, options.orders)
        unit = stage.unit()
        async with stage.enrolled(commander, unit) as phone:
            found |= await shift(commander, phone, unit, options.shift_orders)
    kb, ms, mb = found["first_load_bytes"] / 1024, found["send_to_page_ms"]["p50"], found["heap_mb"]
    found["goals"] = [
        program.goal("first load over the wire, KiB", round(kb, 1), LIMIT_KB),
        program.goal("from the hub's send to the order on the page, ms at p50", ms, LIMIT_MS),
        program.goal(f"JavaScript memory with {options.orders} orders, MiB", mb, LIMIT_MB),
    ]
    return found


async def first_load(stage: Stage) -> int:
    """Bytes of body and headers until the page asks for its code, as they come over the wire."""
    phone = await stage.phone()
    # Without its worker: that fetches the same files once more, which a browser answers from what it has just loaded.
    await phone.start("no-such-file", service_workers="block")
    session: CDPSession = await phone.context.new_cdp_session(phone.page)
    sizes: list[float] = []
    await session.send("Network.enable")
    session.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
    await phone.page.goto(phone.address, wait_until="networkidle")
    await phone.page.wait_for_selector("#enrol")
    await phone.page.evaluate("fetch('town.json').then((answer) => answer.text()).then(() => true)")
    await phone.stop()
    return int(sum(sizes))


async def send_to_page(commander: Commander, phone: Phone, unit: str, count: int) -> dict[str, float]:
    """Milliseconds from the commander's send (so the hub's disk is in it) to the order standing in the page."""
    times: list[float] = []
    for number in range(count):
        order = f"timed-{number}"
        shown = asyncio.ensure_future(phone.page.evaluate(TAKES, order))
        await asyncio.sleep(0.05)
        sent = time.time()
        await commander.do(IssueOrder(order, f"计时 {number}", (unit,), Target(units=(unit,))))
        times.append(await shown - sent * 1000)
    times.sort()
    return {"p50": round(times[len(times) // 2], 1), "p95": round(times[int(len(times) * 0.95)], 1)}


async def memory(commander: Commander, phone: Phone, unit: str, count: int) -> dict[str, float]:
    """What the page's code holds with so many orders open at once, after a collection."""
    for start in range(0, count, 10):
        orders = [f"many-{number}" for number in range(start, min(start + 10, count))]
        await asyncio.gather(
            *(commander.do(IssueOrder(one, f"第 {one} 条：到岗点名", (unit,), Target(units=(unit,)))) for one in orders)
        )
    await commander.sees(f"many-{count - 1}", unit, "delivered")
    await phone.page.locator(f'[data-line="many-{count - 1}"]').wait_for()
    session = await phone.context.new_cdp_session(phone.page)
    await session.send("HeapProfiler.collectGarbage")
    used = await session.send("Runtime.getHeapUsage")
    return {"orders_open": count, "heap_mb": round(used["usedSize"] / 2**20, 1)}


async def shift(commander: Commander, phone: Phone, unit: str, count: int) -> dict[str, Any]:
    """A day of orders, a third of them answered without a link, with the phone's clocks moved on between."""
    chance = random.Random(24)
    await phone.context.add_init_script(AHEAD)
    await phone.page.reload()
    await phone.online()
    await phone.page.evaluate(ASKED)
    spells, orders = 0, []
    for _ in range(count):
        order = await commander.order(unit, text=f"第 {len(orders) + 1} 条", priority=chance.choice((1, 2, 3)))
        orders.append(order)
        await phone.page.locator(f'[data-order="{order}"]').wait_for()
        away = chance.random() < 1 / 3
        spells += away
        if away:
            await phone.offline(True)
            await phone.says("#link-state", "断线")
        for step in ("签收", "出动", "到场", "完成"):
            await phone.step(step)
        await phone.page.tap("#send")
        await phone.page.evaluate(f"window.ahead_ms += {HOURS / count * 3600e3}")
        if away:
            await phone.offline(False)
        await commander.sees(order, unit, "completed")
    await phone.sent()
    asked: list[str] = await phone.page.evaluate("window.asked")
    twice = sum(max(0, asked.count(f"{order} 签收") - 1) for order in orders)
    stages = ("delivered", "acknowledged", "en_route", "on_scene", "completed")
    lost = sum(stage not in commander.recipient(order, unit).times for order in orders for stage in stages)
    return {
        "shift_hours": HOURS,
        "shift_orders": count,
        "offline_spells": spells,
        "asked_twice": twice,
        "lost": lost + twice,
    }


def main(arguments: list[str] | None = None) -> int:
    """Runs the bench; returns the exit status."""
    return program.main(parser(), measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
