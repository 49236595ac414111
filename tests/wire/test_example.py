"""The example of the documentation, run as it stands against a real hub."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cockpit.domain.orders import PROGRESS, RecallOrder
from tests.client.relay import relay_to
from tests.hubs import hub_at, issue, run_async, signed_in, terminal_key, until

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@asynccontextmanager
async def example(url: str, unit: str, key: str, *more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """An example as a process: the whole terminal with a pause, the first one without."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(EXAMPLES / ("terminal.py" if more else "first_terminal.py")),
        url,
        unit,
        key,
        *more,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def test_it_takes_an_order_through_all_its_states_across_a_broken_link(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            relay_to(url) as relay,
            signed_in(url) as shen,
            example(relay.url, "u101", terminal_key("u101"), "0.1"),
        ):
            await until(lambda: hub.publisher.terminals.get("u101"))
            await shen.send(issue("o1", "u101"))
            await shen.send(issue("o2", "u101", "u102"))
            await shen.send(RecallOrder("o2"))
            world = shen.replica.world
            times = world.orders["o1"].recipients["u101"].times
            await until(lambda: "delivered" in times)
            relay.to_client.clear()
            await until(lambda: "acknowledged" in times)
            relay.cut()
            relay.to_client.set()
            await until(lambda: world.orders["o1"].status == "closed", timeout_s=20)
            assert set(times) == set(PROGRESS)
            assert hub.publisher.live.fixes["u101"].place == (120.1, 30.33)
            assert world.orders["o2"].recipients["u101"].state == "recalled"

    run_async(main())


def test_it_says_why_it_is_not_let_in_and_ends(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), example(url, "u101", "wrong", "0.1") as process:
            out, _ = await process.communicate()
            assert process.returncode == 1 and "密钥不对" in out.decode()

    run_async(main())


def test_thirty_lines_answer_an_order(tmp_path: Path) -> None:
    assert len((EXAMPLES / "first_terminal.py").read_text(encoding="utf-8").splitlines()) <= 30

    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            example(url, "u101", terminal_key("u101")),
        ):
            await shen.send(issue("o1", "u101"))
            await until(lambda: shen.replica.world.orders["o1"].status == "closed")
            assert set(hub.world.orders["o1"].recipients["u101"].times) == set(PROGRESS)

    run_async(main())
