"""Who hears what: joining, resuming, orders, recalls, laggards."""

from __future__ import annotations

from pathlib import Path

from tests.hubs import hub_at, issue, run_async, signed_in, terminal_of, until


def test_an_order_reaches_its_recipients_and_every_cockpit(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            signed_in(url, "kan") as kan,
            terminal_of(url, "u101") as (one, _),
            terminal_of(url, "u102") as (other, _),
        ):
            outcome = await shen.send(issue("o1", "u101"))
            assert outcome.accepted and outcome.changed
            assert shen.replica.world.orders["o1"].recipients.keys() == {"u101"}
            await until(lambda: "o1" in one.tasks)
            await until(lambda: kan.replica.world.orders["o1"].recipients["u101"].state == "delivered")
            assert not other.tasks
            assert kan.replica.world.digest() == hub.world.digest()

    run_async(main())
