from __future__ import annotations

import asyncio

import pytest

from cockpit.kit.tasks import Tasks


async def fail() -> None:
    raise RuntimeError("as told")


def test_a_task_is_held_under_its_name_until_it_ends() -> None:
    async def body() -> None:
        tasks = Tasks("bag")
        task = tasks.spawn(asyncio.sleep(0), "nap")
        assert len(tasks) == 1
        assert task.get_name() == "bag/nap"
        await task
        await asyncio.sleep(0)
        assert len(tasks) == 0

    asyncio.run(body())


def test_closing_cancels_what_runs_and_waits() -> None:
    ended: list[str] = []

    async def patient() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.append("cleaned up")

    async def body() -> None:
        tasks = Tasks("bag")
        task = tasks.spawn(patient(), "patient")
        await asyncio.sleep(0)
        await tasks.close()
        assert task.cancelled()
        await tasks.close()

    asyncio.run(body())
    assert ended == ["cleaned up"]


@pytest.mark.logs_error("task bag/fail failed")
def test_a_failure_is_logged_with_the_tasks_name(caplog: pytest.LogCaptureFixture) -> None:
    async def body() -> None:
        tasks = Tasks("bag")
        task = tasks.spawn(fail(), "fail")
        await asyncio.wait([task])
        await asyncio.sleep(0)
        assert len(tasks) == 0

    asyncio.run(body())
    assert [record.getMessage() for record in caplog.records] == ["task bag/fail failed"]
    assert caplog.records[0].exc_info is not None


def test_a_task_needs_a_running_loop() -> None:
    nap = asyncio.sleep(0)
    with pytest.raises(RuntimeError, match="no running event loop"):
        Tasks("bag").spawn(nap, "nap")
    nap.close()
