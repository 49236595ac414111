"""One hub and one driver of browsers for all tests of the field page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from playwright.async_api import async_playwright

from tests.field.stage import Stage


@pytest.fixture(scope="package")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The hub on the sample town, and browsers at need."""
    folder = tmp_path_factory.mktemp("field")
    loop = asyncio.new_event_loop()
    # Its threads are there before the first test, so that none seems to have left one behind.
    pool = ThreadPoolExecutor(2)
    meeting = Barrier(2)
    for one in [pool.submit(meeting.wait) for _ in range(2)]:
        one.result(10)
    loop.set_default_executor(pool)
    playwright = loop.run_until_complete(async_playwright().start())
    stage = Stage(folder, playwright, loop)
    try:
        yield stage
    finally:
        loop.run_until_complete(stage.close())
        loop.run_until_complete(playwright.stop())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
        assert stage.hub.stop(10.0) == 0
