"""Garbage: what lives at the start is left alone, full collections wait for a quiet moment, and all is given back."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from cockpit.hub import garbage as rules
from cockpit.hub.garbage import Garbage
from tests.hubs import run_async, until


class Ring:
    """Garbage that only a collection can find."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def _fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(rules, "EVERY_S", 0.01)
    monkeypatch.setattr(rules, "LOOK_EVERY_S", 0.005)
    yield


def test_full_collections_are_ours_until_they_are_given_back() -> None:
    before = gc.get_threshold()
    garbage = Garbage()

    async def main() -> None:
        running = asyncio.ensure_future(garbage.run(lambda: True))
        await until(lambda: gc.get_freeze_count() > 0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    try:
        assert gc.get_threshold()[2] == rules.NEVER
        run_async(main())
    finally:
        garbage.give_back()
    assert gc.get_threshold() == before and gc.get_freeze_count() == 0


@pytest.mark.usefixtures("_fast")
@pytest.mark.parametrize("patience_s", [60.0, 0.0])
def test_cycles_go_at_the_next_quiet_moment_or_when_patience_ends(
    monkeypatch: pytest.MonkeyPatch, patience_s: float
) -> None:
    monkeypatch.setattr(rules, "PATIENCE_S", patience_s)
    quiet = False

    async def main() -> None:
        nonlocal quiet
        garbage = Garbage()
        running = asyncio.ensure_future(garbage.run(lambda: quiet))
        try:
            await asyncio.sleep(0)
            ring = weakref.ref(Ring())
            if patience_s:
                await asyncio.sleep(0.05)
                assert ring() is not None, "the hub was not quiet"
                quiet = True
            await until(lambda: ring() is None)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            garbage.give_back()

    run_async(main())
