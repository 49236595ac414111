"""The short version: some thousand inputs find nothing; and what is planted is found, kept and played again."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cockpit.domain.orders import Deadlines
from cockpit.hub.server import Server
from cockpit.wire.codec import encode
from cockpit.wire.hub_session import HubSession
from cockpit.wire.messages import Do
from tests.fuzz import campaign as rules
from tests.fuzz.__main__ import main
from tests.fuzz.campaign import Campaign, replay
from tests.fuzz.case import Case, Step, read_finding
from tests.fuzz.draw import Draw
from tests.fuzz.ground import Errors, Ground, Wrong
from tests.fuzz.recorded import ORDERS, TOKEN, Corpus, record
from tests.hubs import hello, issue, run_async, until
from tests.wire.samples import CLIENT_MESSAGES


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Recorded sessions."""
    return run_async(record())


def a_hello(role: str = "cockpit", name: str = "shen") -> bytes:
    """A good first message."""
    first = hello(role, name)
    if role == "cockpit":
        first |= {"secret": "", "token": TOKEN}
    return msgspec.json.encode(first)


def test_some_thousand_inputs_find_nothing(tmp_path: Path) -> None:
    report = tmp_path / "fuzz.json"
    assert main(["--inputs", "3000", "--seed", "5", "--folder", str(tmp_path / "runs"), "--json", str(report)]) == 0
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["inputs"] >= 3000 and found["wrong"] == []
    assert [found[key] for key in ("crashes", "hangs", "unequal")] == [0, 0, 0]
    assert found["memory"]["stays"] == 0 and found["memory"]["repeated"] > 0
    refused = {"malformed", "invalid", "unknown_type", "not_allowed", "not_signed_in"}
    assert refused | {"accepted"} <= found["answers"].keys()
    assert list((tmp_path / "runs").iterdir()) == []


def test_the_recorded_sessions_are_taken_as_they_are(corpus: Corpus, tmp_path: Path) -> None:
    """So that what is refused later is refused for what was done to it."""

    async def run() -> None:
        errors = Errors()
        ground = Ground(tmp_path / "data", errors)
        await ground.start()
        for number, session in enumerate(corpus.to_hub[:-3]):
            await ground.play(Case("hub", "real", str(number), tuple(Step(one) for one in session), 0))
        await ground.check()
        assert ground.hub.world.orders.keys() == set(ORDERS[:4])  # the operator may not issue the fifth
        assert ground.hub.world.orders["fz1"].recipients["u101"].state == "completed"
        assert not {"malformed", "invalid", "unknown_type", "not_allowed", "not_signed_in"} & ground.said.keys()
        await ground.stop()

    run_async(run())


def test_every_kind_of_message_is_among_what_is_mutated(corpus: Corpus) -> None:
    said = b"\n".join(data for session in corpus.to_hub for data in session)
    assert all(f'"type":"{type(one).__struct_config__.tag}"'.encode() in said for one in CLIENT_MESSAGES)
    assert not any(TOKEN.encode() not in session[0] for session in corpus.to_hub if b'"name":"shen"' in session[0])


def test_the_same_seed_draws_the_same_cases(corpus: Corpus) -> None:
    one, other = Draw(corpus, 3), Draw(corpus, 3)
    assert [one.mutated("hub", number) for number in range(50)] == [
        other.mutated("hub", number) for number in range(50)
    ]
    assert Draw(corpus, 3).mutated("hub", 1) != Draw(corpus, 4).mutated("hub", 1)
    first = next(Draw(corpus, 3).made("hub", 20))
    assert first == next(Draw(corpus, 3).made("hub", 20)) and len(first.steps) > 1


# -- it sees what is wrong ---------------------------------------------------------------------------------------------


def test_a_machine_that_raises_is_found_and_its_case_kept(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = HubSession.receive

    def careless(session: HubSession, data: bytes, now: float) -> Any:
        if b"\xff" in data:
            raise KeyError("planted")
        return real(session, data, now)

    monkeypatch.setattr(HubSession, "receive", careless)
    monkeypatch.setattr(rules, "SHARES", {("hub_session", "mutated"): 1.0})

    async def run() -> Campaign:
        campaign = Campaign(corpus, 3000, 1, tmp_path / "hubs")
        monkeypatch.setattr(campaign, "_measure_memory", _nothing)
        await campaign.run()
        return campaign

    campaign = run_async(run())
    assert campaign.troubles["crash"] == len(campaign.findings) > 0
    kept = read_finding(campaign.findings[0])
    assert "planted" in kept.what and any(b"\xff" in step.data for step in kept.cases[0].steps)
    assert run_async(replay(kept, tmp_path / "again")) == "crash"
    monkeypatch.undo()
    assert run_async(replay(kept, tmp_path / "mended")) is None


async def _nothing() -> None:
    """Takes a stage's place."""


@pytest.mark.logs_error("failed")
def test_an_order_that_stops_the_hubs_chores_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it once was: a deadline beyond the calendar was accepted."""
    monkeypatch.setattr(Deadlines, "faults", lambda self: "")
    far = Deadlines(1e15, 1e15, 1e15, 1e15, 1e15)
    order = encode(Do("c1", msgspec.structs.replace(issue("o1", "u101"), deadlines=far)))
    case = Case("hub", "far", "1", (Step(a_hello()), Step(order)), 1)

    async def run() -> None:
        errors = Errors()
        logging.getLogger().addHandler(errors)
        ground = Ground(tmp_path / "data", errors)
        await ground.start()
        try:
            with pytest.raises(Wrong, match="OverflowError"):
                await ground.play(case)
                await until(lambda: errors.found)
                await ground.check()
        finally:
            logging.getLogger().removeHandler(errors)
            await ground.abandon()

    run_async(run())


def test_a_hub_that_does_not_answer_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.ground.PATIENCE_S", 0.3)

    async def run() -> None:
        ground = Ground(tmp_path / "data", Errors())
        await ground.start()
        monkeypatch.setattr(Server, "_received", lambda *_: None)
        with pytest.raises(Wrong) as caught:
            await ground.play(Case("hub", "quiet", "1", (Step(a_hello()),), 1))
        assert caught.value.trouble == "hang"
        await ground.abandon()

    run_async(run())


def test_a_task_that_is_kept_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.ground.PATIENCE_S", 1.0)

    async def run() -> None:
        ground = Ground(tmp_path / "data", Errors())
        await ground.start()
        await ground.play(Case("hub", "kept", "1", (Step(a_hello("terminal", "u101")),), 1))
        await ground.check()
        ground.hub.server._tasks.spawn(asyncio.sleep(3600), "kept")
        with pytest.raises(Wrong, match="does not come to rest"):
            await ground.check()
        await ground.abandon()

    run_async(run())


def test_memory_that_stays_is_found(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[bytes] = []
    real = HubSession.receive

    def hoarding(session: HubSession, data: bytes, now: float) -> Any:
        kept.append(bytes(200))
        return real(session, data, now)

    monkeypatch.setattr(HubSession, "receive", hoarding)
    monkeypatch.setattr(rules, "SHARES", {})

    async def run() -> Campaign:
        campaign = Campaign(corpus, 2000, 1, tmp_path / "hubs")
        await campaign.run()
        return campaign

    assert run_async(run(), 120.0).troubles["memory"] == 1
    assert kept


def test_a_file_that_holds_no_finding_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "nothing.json").write_text("{}")
    assert main(["--replay", str(tmp_path / "nothing.json"), "--folder", str(tmp_path / "runs")]) == 2
    assert "holds no finding" in capsys.readouterr().err
