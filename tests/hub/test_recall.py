"""A recall reaches everything that a recipient carries, not just one of it."""

from __future__ import annotations

from pathlib import Path

from cockpit.domain.orders import RecallOrder
from tests.hubs import hello, hub_at, issue, raw_at, run_async, signed_in


def test_a_recall_reaches_both_terminals_of_a_unit(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as phone,
            raw_at(url, hello("terminal", "u101")) as tablet,
        ):
            for raw in (phone, tablet):
                await raw.hear("worklist")
            await shen.send(issue("o1", "u101"))
            await shen.send(RecallOrder("o1", "已处置"))
            for raw in (phone, tablet):
                assert (await raw.hear("recalled")) == {"type": "recalled", "order": "o1", "reason": "已处置"}

    run_async(main())
