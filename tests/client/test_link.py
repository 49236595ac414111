"""The link: it says so when the hub is gone, comes back by itself, misses nothing and sends nothing twice."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from websockets.asyncio.server import ServerConnection, serve

from cockpit.client import link as rules
from cockpit.client.link import Credentials, Link
from cockpit.client.outbox import open_outbox
from cockpit.domain.orders import Receipt
from cockpit.domain.world import Entry, OrderIssued
from cockpit.errors import EnvironmentFailure, Refused, WireError
from cockpit.hub.entries import entries
from cockpit.hub.journal import FILE
from cockpit.wire.codec import encode
from cockpit.wire.messages import Beat, Bye, Entries, HubMessage, SnapshotPart, Welcome
from cockpit.wire.order_messages import Worklist
from tests.chaos.proxy import Lane, Weather
from tests.client.relay import Relay, relay_to
from tests.hubs import PASSWORD, hub_at, issue, run_async, signed_in, terminal_of, until
from tests.towns import Desk


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No long waits between tries."""
    monkeypatch.setattr("cockpit.client.backoff.FIRST_S", 0.02)
    monkeypatch.setattr("cockpit.client.backoff.LONGEST_S", 0.05)


def heard(link: Link) -> SimpleNamespace:
    """What a link's signals tell from now on; held by the caller."""
    told = SimpleNamespace(phases=[], caught_up=[], tokens=[], arrived=0)
    told.listeners = (
        lambda phase, message: told.phases.append(phase),
        told.caught_up.append,
        told.tokens.append,
    )
    link.phase_changed.connect(told.listeners[0])
    link.caught_up.connect(told.listeners[1])
    link.token_given.connect(told.listeners[2])
    return told


def orders_journaled(folder: Path) -> list[str]:
    """The orders of a data folder's journal, as often as they were issued."""
    return [one.event.issue.order for one in entries(folder / FILE, 0) if isinstance(one.event, OrderIssued)]


@asynccontextmanager
async def running(link: Link) -> AsyncIterator[asyncio.Future[None]]:
    """A link that runs, live or not."""
    task = asyncio.ensure_future(link.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


# -- up ----------------------------------------------------------------------------------------------------------


def test_it_gets_live_and_knows_who_signed_in(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), terminal_of(url, "u101"):
            link = Link(url, Credentials("shen", PASSWORD))
            told = heard(link)
            assert link.phase == "connecting" and link.heard_at is None
            async with running(link):
                await link.live()
                assert told.phases == ["catching_up", "live"] and link.phase == "live"
                assert link.person is not None and link.person.name == "沈宁远"
                assert link.replica.world.digest() == hub.world.digest()
                assert link.replica.world_id == hub.service.journal.world_id
                assert len(told.tokens) == 1 and not told.caught_up and link.unsent == 0
                await until(lambda: "u101" in link.replica.live.heard)
                await until(lambda: link.replica.figures is not None)

    run_async(main())


def test_its_clock_is_the_hubs_whatever_its_own_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = SimpleNamespace(time=lambda: time.time() - 3e7, monotonic=time.monotonic)
    monkeypatch.setattr(rules, "time", wrong)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as link:
            assert abs(link.now_s() - hub.now_s()) < 2
            assert link.heard_at is not None and abs(link.heard_at.timestamp() - hub.now_s()) < 5
            hub.publisher.publish_moves(hub.now_s() + 3600)
            await until(lambda: link.now_s() - hub.now_s() > 3500)
        assert abs(Link("ws://x", Credentials("x")).now_s() - wrong.time()) < 5, "before the first welcome, its own"

    run_async(main())


def test_a_command_too_long_for_the_wire_is_refused_here(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), signed_in(url) as link:
            outcome = await link.send(issue("o1", "u101", text="急" * 30_000))
            assert (outcome.accepted, outcome.rule) == (False, "wire.too_big")
            assert link.unsent == 0 and (await link.send(issue("o2", "u101"))).accepted

    run_async(main())


def test_a_refusal_says_which_rule_and_who_could(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), signed_in(url, "fang") as fang:
            outcome = await fang.send(issue("o1", "u101"))
            assert (outcome.accepted, outcome.changed, outcome.rule) == (False, False, "order.own_zone")
            assert "不在本区" in outcome.message and "沈宁远" in outcome.who_could

    run_async(main())


# -- down and back -----------------------------------------------------------------------------------------------


def test_a_broken_link_is_down_at_once_and_resumes_with_a_count(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            relay_to(url) as relay,
            signed_in(relay.url, "kan") as kan,
            signed_in(url) as shen,
        ):
            told = heard(kan)
            world = kan.replica.world
            await relay.unplug()
            await until(lambda: kan.phase == "down")
            before = kan.heard_at
            for number in range(7):
                await shen.send(issue(f"o{number}", "u101"))
            assert kan.replica.world is world and len(world.orders) == 0, "the last picture stays"
            assert kan.heard_at == before
            await relay.plug()
            await until(lambda: kan.phase == "live")
            assert told.phases[0] == "down" and told.phases[-2:] == ["catching_up", "live"]
            assert told.caught_up == [7] and kan.missed == 7
            assert kan.replica.world is world, "resumed, not begun anew"
            assert world.digest() == hub.world.digest()
            assert not told.tokens, "signed in by the token that it had"
            relay.cut()
            await until(lambda: len(told.phases) > 3 and kan.phase == "live")
            assert told.caught_up == [7], "nothing was missed the second time"

    run_async(main())


def test_what_was_missed_is_counted_after_a_snapshot_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cockpit.hub.publisher.RESUMED_AT_MOST", 3)

    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            relay_to(url) as relay,
            signed_in(relay.url, "kan") as kan,
            signed_in(url) as shen,
        ):
            told = heard(kan)
            await relay.unplug()
            await until(lambda: kan.phase == "down")
            for number in range(5):
                await shen.send(issue(f"o{number}", "u101"))
            await relay.plug()
            await until(lambda: kan.phase == "live")
            assert told.caught_up == [5] and kan.replica.world.digest() == hub.world.digest()

    run_async(main())


def test_a_silent_hub_is_down_before_three_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules.SILENT_S + rules.TICK_S < 3.0
    monkeypatch.setattr(rules, "SILENT_S", 0.3)
    monkeypatch.setattr(rules, "TICK_S", 0.02)
    monkeypatch.setattr("cockpit.hub.server.COCKPIT_BEAT_S", 0.05)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), relay_to(url) as relay, signed_in(relay.url) as link:
            told = heard(link)
            relay.to_client.clear()
            await until(lambda: link.phase == "down")
            relay.to_client.set()
            await until(lambda: link.phase == "live")
            assert "down" in told.phases

    run_async(main())


@pytest.mark.parametrize("lost", ["command", "answer"])
def test_a_command_under_way_when_the_link_breaks_happens_once(tmp_path: Path, lost: str) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), relay_to(url) as relay, signed_in(relay.url) as link:
            (relay.to_hub if lost == "command" else relay.to_client).clear()
            sending = asyncio.ensure_future(link.send(issue("o1", "u101")))
            await until(lambda: link.unsent == 1)
            if lost == "answer":
                await until(lambda: "o1" in hub.world.orders)
            relay.cut()
            relay.to_hub.set()
            relay.to_client.set()
            outcome = await sending
            assert outcome.accepted and outcome.changed == (lost == "command")
            assert link.unsent == 0
        assert orders_journaled(tmp_path / "data") == ["o1"]

    run_async(main())


def test_a_command_sent_while_down_goes_out_once_when_the_link_is_back(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), relay_to(url) as relay, signed_in(relay.url) as link:
            await relay.unplug()
            await until(lambda: link.phase == "down")
            sending = [asyncio.ensure_future(link.send(issue(f"o{n}", "u101"), f"id-{n}")) for n in range(3)]
            await until(lambda: link.unsent == 3)
            sending[2].cancel()
            await until(lambda: link.unsent == 2)
            for _ in range(2):
                await relay.plug()
                await until(lambda: link.phase == "live")
                relay.cut()
                await until(lambda: link.phase != "live")
                await relay.unplug()
            await relay.plug()
            outcomes = await asyncio.gather(*sending[:2])
            assert all(outcome.accepted for outcome in outcomes)
        assert orders_journaled(tmp_path / "data") == ["o0", "o1"]

    run_async(main())


def test_a_hub_that_restarts_is_resumed_from(tmp_path: Path) -> None:
    async def main() -> None:
        data = tmp_path / "data"
        async with hub_at(data) as (_, url):
            link = Link(url, Credentials("shen", PASSWORD))
            told = heard(link)
            task = asyncio.ensure_future(link.run())
            await link.live()
            await link.send(issue("o1", "u101"))
            digest = link.replica.world.digest()
        await until(lambda: link.phase == "down")
        async with hub_at(data, port=int(url.rpartition(":")[2])) as (hub, _):
            await until(lambda: link.phase == "live")
            assert link.replica.world.digest() == digest == hub.world.digest() and not told.caught_up
            assert (await link.send(issue("o2", "u101"))).accepted
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    run_async(main())


def test_a_hub_with_another_world_replaces_the_picture(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "one") as (_, url), terminal_of(url, "u101"):
            link = Link(url, Credentials("shen", PASSWORD))
            told = heard(link)
            task = asyncio.ensure_future(link.run())
            await link.live()
            await link.send(issue("o1", "u102"))
            await until(lambda: "u101" in link.replica.live.heard)
        await until(lambda: link.phase == "down")
        async with hub_at(tmp_path / "two", port=int(url.rpartition(":")[2])) as (hub, _):
            # Its token is of the other world's hub, so a person has to sign in again.
            await until(task.done)
            assert link.phase == "refused" and isinstance(task.exception(), Refused)
            link.sign_in(Credentials("shen", PASSWORD))
            async with running(link):
                await until(lambda: link.phase == "live")
                assert not link.replica.world.orders and not told.caught_up
                assert "u101" not in link.replica.live.heard
                assert link.replica.world_id == hub.service.journal.world_id

    run_async(main())


def test_a_hub_restored_from_an_older_copy_is_believed(tmp_path: Path) -> None:
    async def main() -> None:
        data, copy = tmp_path / "data", tmp_path / "copy"
        async with hub_at(data):
            pass
        copy.mkdir()
        for path in data.iterdir():
            (copy / path.name).write_bytes(path.read_bytes())
        async with hub_at(data) as (_, url):
            link = Link(url, Credentials("shen", PASSWORD))
            told = heard(link)
            task = asyncio.ensure_future(link.run())
            await link.live()
            for number in range(3):
                await link.send(issue(f"o{number}", "u101"))
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        link.sign_in(Credentials("shen", PASSWORD))
        link._live.clear()
        async with hub_at(copy, port=int(url.rpartition(":")[2])) as (hub, _), running(link):
            await link.live()
            assert link.replica.world.seq == hub.world.seq and not link.replica.world.orders
            assert not told.caught_up

    run_async(main())


# -- refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("credentials", "rule"),
    [
        (Credentials("shen", "wrong"), "sign_in.password"),
        (Credentials("nobody", PASSWORD), "sign_in.password"),
        (Credentials("shen", PASSWORD, token="stale"), "sign_in.token"),
    ],
)
def test_refused_credentials_stop_it_until_a_person_acts(tmp_path: Path, credentials: Credentials, rule: str) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            link = Link(url, credentials)
            told = heard(link)
            with pytest.raises(Refused) as caught:
                await link.run()
            assert caught.value.rule == rule and link.phase == "refused" and told.phases[-1] == "refused"

    run_async(main())


def test_a_new_password_ends_the_token_at_the_next_connection(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), relay_to(url) as relay:
            link = Link(relay.url, Credentials("shen", PASSWORD))
            async with running(link) as task:
                await link.live()
                hub.accounts.set_password("p1", "a new one")
                relay.cut()
                await until(task.done)
                assert isinstance(task.exception(), Refused) and link.phase == "refused"

    run_async(main())


# -- a hub that is none ------------------------------------------------------------------------------------------


def test_nobody_there_is_told_and_tried_again(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            pass
        link = Link(url, Credentials("shen", PASSWORD))
        told = heard(link)
        async with running(link):
            await until(lambda: "down" in told.phases)
            async with hub_at(tmp_path / "data", port=int(url.rpartition(":")[2])):
                await link.live()

    run_async(main())


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "nonsense", "ws://"])
def test_an_address_that_is_none_is_named(url: str) -> None:
    async def main() -> None:
        link = Link(url, Credentials("shen", PASSWORD))
        messages: list[str] = []

        def note(phase: str, message: str) -> None:
            messages.append(message)

        link.phase_changed.connect(note)
        async with running(link):
            await until(lambda: any("not a hub's address" in message for message in messages))

    run_async(main())


WELCOME = Welcome("s1", "w", 4, 1.5e9, 1.0)


@asynccontextmanager
async def scripted(*replies: HubMessage | bytes) -> AsyncIterator[str]:
    """Something that answers each hello with these and then listens: a hub with a fault."""

    async def talk(websocket: ServerConnection) -> None:
        await websocket.recv()
        for reply in replies:
            await websocket.send(reply if isinstance(reply, bytes) else encode(reply), text=True)
        await websocket.wait_closed()

    async with serve(talk, "127.0.0.1", 0) as server:
        yield f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        ((b"rubbish",), "malformed"),
        ((Beat(1.0),), "no_welcome"),
        ((Bye("version", "版本不同", -1.0),), "version"),
        ((WELCOME, b'{"type":"dance"}'), "unknown_type"),
        ((WELCOME, Worklist(())), "unexpected"),
        ((WELCOME, SnapshotPart(1, 1, "[]")), "snapshot"),
        ((WELCOME, Bye("too_many", "太多", -1.0)), "too_many"),
    ],
)
def test_what_breaks_the_protocol_stops_it(replies: tuple[HubMessage | bytes, ...], code: str) -> None:
    async def main() -> None:
        async with scripted(*replies) as url:
            link = Link(url, Credentials("shen", PASSWORD))
            with pytest.raises(WireError) as caught:
                await link.run()
            assert caught.value.code == code and link.phase == "refused"

    run_async(main())


def test_a_plain_web_server_is_no_hub() -> None:
    async def main() -> None:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readline()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        async with server:
            link = Link(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}", Credentials("x"))
            with pytest.raises(WireError, match="no hub"):
                await link.run()

    run_async(main())


@pytest.mark.parametrize("said", [None, b"", b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"])
def test_a_hub_that_goes_while_it_is_called_is_called_again(said: bytes | None) -> None:
    async def main() -> None:
        calls = 0

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal calls
            calls += 1
            if said is None:
                writer.transport.abort()
                return
            await reader.readuntil(b"\r\n\r\n")
            writer.write(said)
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        async with server:
            link = Link(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}", Credentials("x"))
            async with running(link) as task:
                await until(lambda: calls >= 2, "the hub is called again")
                assert not task.done()
                assert link.phase != "refused"

    run_async(main())


def test_on_a_slow_link_a_long_message_is_a_sign_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "SILENT_S", 0.6)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            lane = Lane("slow", int(url.rpartition(":")[2]), random.Random(1))
            await lane.plug()
            # The snapshot, one message, takes far longer than the silence that is allowed.
            lane.weather = Weather(bytes_per_s=4000.0)
            link = Link(lane.url, Credentials("shen", PASSWORD))
            told = heard(link)
            async with running(link):
                await link.live()
                assert told.phases == ["catching_up", "live"]
            await lane.close()

    run_async(main())


def test_a_goodbye_with_a_wait_is_no_refusal() -> None:
    async def main() -> None:
        async with scripted(Bye("going", "中枢正在停止", 1.0)) as url:
            link = Link(url, Credentials("shen", PASSWORD))
            async with running(link) as task:
                await until(lambda: link.phase == "down")
                assert not task.done()

    run_async(main())


def test_entries_with_a_gap_are_not_folded_and_the_whole_world_is_asked_for() -> None:
    desk = Desk()
    state, seq = encode(desk.world.state()).decode(), desk.world.seq
    desk.do(issue("o1", "u101"), desk.person("p1"))
    desk.do(Receipt("o1", "delivered"), desk.unit("u101"))
    late: Entry = desk.entries[-1]

    async def main() -> None:
        hellos: list[dict[str, Any]] = []

        async def talk(websocket: ServerConnection) -> None:
            hellos.append(msgspec.json.decode(await websocket.recv()))
            welcome = msgspec.structs.replace(WELCOME, seq=seq)
            for message in (welcome, SnapshotPart(1, 1, state), Entries((late,)) if len(hellos) == 1 else Beat(1.0)):
                await websocket.send(encode(message), text=True)
            await websocket.wait_closed()

        async with serve(talk, "127.0.0.1", 0) as server:
            link = Link(f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}", Credentials("x", "y"))
            async with running(link):
                await until(lambda: len(hellos) == 2 and link.phase == "live")
            assert [one.get("world", "") for one in hellos] == ["", ""]
            assert link.replica.world.seq == seq

    run_async(main())


# -- questions ---------------------------------------------------------------------------------------------------


def test_a_question_without_a_link_or_across_a_broken_one_fails(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), relay_to(url) as relay, signed_in(relay.url) as link:
            relay.to_client.clear()
            asking = asyncio.ensure_future(link.ask("health", {}, dict))
            await until(lambda: link._questions)
            relay.cut()
            with pytest.raises(EnvironmentFailure, match="link is gone"):
                await asking
            await relay.unplug()
            relay.to_client.set()
            await until(lambda: link.phase == "down")
            with pytest.raises(EnvironmentFailure, match="no link"):
                await link.ask("health", {}, dict)

    run_async(main())


def test_an_answer_that_does_not_come_or_is_of_another_kind(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), relay_to(url) as relay, signed_in(relay.url) as link:
            with pytest.raises(WireError):
                await link.ask("health", {}, int)
            relay.to_hub.clear()
            with pytest.raises(EnvironmentFailure):
                await link.ask("health", {}, dict, timeout_s=0.05)
            assert not link._questions
            relay.to_hub.set()
            link._answer("nobody asked", "{}", "")

    run_async(main())


def test_a_laggard_posts_its_commands_again_after_its_snapshot(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as link:
            await hub._tasks.close()
            peer = next(iter(hub.publisher.cockpits))
            peer.lagging = True
            sending = asyncio.ensure_future(link.send(issue("o1", "u101")))
            await until(lambda: hub.service.durable.seq == hub.world.seq and "o1" in hub.world.orders)
            assert not sending.done()
            hub.publisher.publish_moves(hub.now_s())
            outcome = await sending
            assert outcome.accepted and not outcome.changed
            assert link.replica.world.digest() == hub.world.digest()

    run_async(main())


def test_closing_says_goodbye(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as link:
            assert hub.publisher.cockpits
            await link.close()
            await until(lambda: not hub.publisher.cockpits)
            await until(lambda: link.phase == "live")

    run_async(main())


# -- what outlives the desktop -----------------------------------------------------------------------------------


@asynccontextmanager
async def seat(url: str, box: Path, login: str = "shen") -> AsyncIterator[Link]:
    """A link with an outbox, whatever its phase."""
    link = Link(url, Credentials(login, PASSWORD))
    link.use(await asyncio.to_thread(open_outbox, box))
    try:
        async with running(link):
            yield link
    finally:
        await link.close()


async def leave_unsent(relay: Relay, box: Path, *orders: str) -> None:
    """Presses orders while the link is down, and ends without an answer."""
    async with seat(relay.url, box) as link:
        await link.live()
        await relay.unplug()
        await until(lambda: link.phase == "down")
        sending = [asyncio.ensure_future(link.send(issue(order, "u101"), f"c-{order}")) for order in orders]
        await until(lambda: link.unsent == len(orders))
        for one in sending:
            one.cancel()
    await relay.plug()


def test_what_a_run_leaves_is_offered_to_the_same_person_and_goes_on_a_word_once(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), relay_to(url) as relay:
            await leave_unsent(relay, tmp_path / "box", "o1", "o2")
            async with seat(relay.url, tmp_path / "box") as link:
                settled: list[tuple[str, bool]] = []
                listener = lambda pressed, outcome: settled.append((pressed.id, outcome.accepted))  # noqa: E731
                link.waiting.left_settled.connect(listener)
                await link.live()
                await link.ask("health", {}, dict[str, Any])
                assert {one.state for one in link.unsent_commands()} == {"offered"} and not hub.world.orders
                await link.send_now("c-o1")
                await until(lambda: settled == [("c-o1", True)])
                assert link.discard("c-o2") and not link.discard("c-o2")
                assert settled == [("c-o1", True), ("c-o2", False)] and link.unsent == 0
            async with seat(relay.url, tmp_path / "box") as link:
                await link.live()
                assert link.unsent == 0
            assert list(hub.world.orders) == ["o1"]

    run_async(main())


def test_another_person_sees_that_there_is_something_and_never_sends_it(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), relay_to(url) as relay:
            await leave_unsent(relay, tmp_path / "box", "o1")
            async with seat(relay.url, tmp_path / "box", "kan") as link:
                await link.live()
                (one,) = link.unsent_commands()
                assert (one.state, one.pressed.name, one.certain) == ("foreign", "沈宁远", False)
                await link.send_now("c-o1")
                assert not link.discard("c-o1")
                await link.ask("health", {}, dict[str, Any])
                assert not hub.world.orders
            async with seat(relay.url, tmp_path / "box") as link:
                assert link.unsent == 1

    run_async(main())


def test_one_whose_answer_was_lost_with_the_desktop_is_found_in_the_world(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), relay_to(url) as relay:
            async with seat(relay.url, tmp_path / "box") as link:
                await link.live()
                relay.to_client.clear()
                sending = asyncio.ensure_future(link.send(issue("o1", "u101")))
                await until(lambda: "o1" in hub.world.orders)
                sending.cancel()
                await relay.unplug()
                relay.to_client.set()
                await until(lambda: link.phase == "down")
            await relay.plug()
            async with seat(relay.url, tmp_path / "box") as link:
                assert link.unsent == 1 and not link.unsent_commands()[0].certain
                await link.live()
                await until(lambda: link.unsent == 0)
        assert orders_journaled(tmp_path / "data") == ["o1"]

    run_async(main())


def test_one_that_grew_old_in_a_cut_is_not_sent_by_itself_and_the_journal_says_when_it_was_pressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cockpit.client.waiting.STALE_S", 0.0)
    monkeypatch.setattr("cockpit.hub.service.LAIN_S", 0.0)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), relay_to(url) as relay, signed_in(relay.url) as link:
            await relay.unplug()
            await until(lambda: link.phase == "down")
            sending = asyncio.ensure_future(link.send(issue("o1", "u101"), "c1"))
            await until(lambda: link.unsent == 1)
            pressed_at = link.unsent_commands()[0].pressed.at
            await relay.plug()
            await until(lambda: link.phase == "live")
            await link.ask("health", {}, dict[str, Any])
            assert link.unsent_commands()[0].state == "offered" and not hub.world.orders
            await link.send_now("c1")
            assert (await sending).accepted
        found = [one for one in entries(tmp_path / "data" / FILE, 0) if isinstance(one.event, OrderIssued)]
        assert [one.pressed_at.timestamp() for one in found if one.pressed_at] == [pytest.approx(pressed_at, abs=1e-3)]

    run_async(main())


def test_a_disk_that_takes_nothing_is_told_and_the_order_goes_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), seat(url, tmp_path / "box") as link:
            await link.live()
            assert link.waiting._outbox is not None
            link.waiting._outbox._db.pragma("query_only", True)
            assert (await link.send(issue("o1", "u101"))).accepted
            await until(lambda: "cannot be written" in link.waiting.outbox_fault)
            link.waiting._outbox._db.pragma("query_only", False)
            assert (await link.send(issue("o2", "u101"))).accepted
            await until(lambda: not link.waiting.outbox_fault)

    run_async(main())
    assert "cannot be written" in caplog.text
