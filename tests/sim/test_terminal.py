"""The simulated terminal: nothing it says is lost, and no person is asked twice, whatever becomes of the link."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from pathlib import Path
from typing import cast

import msgspec
import pytest

from cockpit.client.session import Session
from cockpit.domain.holding import AcceptOffer, OfferOrder
from cockpit.domain.orders import PROGRESS, RecallOrder, Receipt
from cockpit.domain.versions import ChangeOrder
from cockpit.errors import Refused
from cockpit.hub.entries import entries
from cockpit.hub.journal import FILE
from cockpit.sim import terminal as rules
from cockpit.sim.behaviour import Answer, Manner
from cockpit.sim.movement import Walker
from cockpit.sim.terminal import Tally, Terminal
from cockpit.wire.messages import Hello
from cockpit.wire.order_messages import Assignment
from tests.client.relay import relay_to
from tests.hub.disks import held_back, impatient
from tests.hubs import hub_at, issue, run_async, signed_in, terminal_of, until
from tests.towns import CENTRE
from tests.wire.samples import DEADLINES

PROMPT = Manner(0.0, 0.0, 0.0, 0.1, 0.0, 0.0, 0.0)
WAITS = Manner(1e9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
DECLINES = Manner(0.0, 0.0, 0.0, 0.1, 1.0, 0.0, 0.0)
ASSIGNMENT = Assignment("o1", "立即到场", 1, 1.5e9, "沈宁远", DEADLINES, 1)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No long waits between tries."""
    monkeypatch.setattr("cockpit.client.backoff.FIRST_S", 0.02)
    monkeypatch.setattr("cockpit.client.backoff.LONGEST_S", 0.05)


def receipts(data: Path) -> list[tuple[str, str, str]]:
    """Order, unit and state of every receipt in a journal."""
    found = []
    for entry in entries(data / FILE, 0):
        event = entry.event
        if type(event).__name__ == "RecipientAdvanced":
            found.append((event.order, event.unit, event.state))  # type: ignore[union-attr]
    return found


def test_an_order_goes_through_all_its_states(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            terminal_of(url, "u101", PROMPT) as (terminal, tally),
        ):
            await shen.send(issue("o1", "u101"))
            order = shen.replica.world.orders["o1"]
            await until(lambda: order.status == "closed")
            assert set(order.recipients["u101"].times) == set(PROGRESS)
            await until(lambda: not terminal.outbox)
            assert (tally.orders, tally.receipts, tally.refused, tally.twice) == (1, 5, 0, 0)
            assert terminal.done == {"o1": 1} and not terminal.tasks

    run_async(main())


def test_with_a_place_to_go_to_it_arrives_before_it_says_so(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            terminal_of(url, "u101", PROMPT) as (terminal, _),
        ):
            goal = (CENTRE[0] + 0.01, CENTRE[1])
            await shen.send(msgspec.structs.replace(issue("o1", "u101"), place=goal))
            await until(lambda: "o1" in terminal.tasks and terminal.tasks["o1"].state == "en_route")
            await terminal.act(1e12)
            assert terminal.tasks["o1"].state == "en_route" and terminal.walker.goal == goal
            terminal.walker.step(1e6)
            await terminal.act(1e12)
            assert terminal.done == {"o1": 1} and terminal.walker.goal is None

    run_async(main())


def test_a_new_version_is_taken_in_once_and_answered_anew(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            terminal_of(url, "u101", WAITS) as (terminal, tally),
        ):
            await shen.send(issue("o1", "u101"))
            await until(lambda: "o1" in terminal.tasks)
            order = shen.replica.world.orders["o1"]
            await shen.send(ChangeOrder("o1", 1, "改到东门", 1, order.deadlines))
            await until(lambda: terminal.tasks["o1"].assignment.version == 2)
            assignment = terminal.tasks["o1"].assignment
            assert assignment.text == "改到东门" and assignment.previous is not None
            assert assignment.previous.text == "立即到场"
            await until(lambda: order.recipients["u101"].state == "delivered")
            terminal.cut()
            await until(lambda: tally.repeated == 1)
            assert terminal.tasks["o1"].assignment.version == 2 and tally.twice == 0

    run_async(main())


def test_who_is_responsible_now_stands_with_the_task_and_asks_nobody_anew(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            signed_in(url, "zhang") as zhang,
            terminal_of(url, "u101", WAITS) as (terminal, tally),
        ):
            await shen.send(issue("o1", "u101"))
            await until(lambda: "o1" in terminal.tasks)
            await shen.send(OfferOrder("o1", "p5"))
            await zhang.send(AcceptOffer("o1"))
            await until(lambda: terminal.tasks["o1"].assignment.held_by == "章一区")
            assert (tally.orders, tally.twice) == (1, 0)

    run_async(main())


def test_who_did_the_first_version_without_a_link_is_asked_for_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        link, opened = asyncio.Event(), rules.open_session
        link.set()

        async def when_there_is_one(url: str, first: Hello) -> Session:
            await link.wait()
            return await opened(url, first)

        monkeypatch.setattr(rules, "open_session", when_there_is_one)
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            terminal_of(url, "u101", WAITS) as (terminal, tally),
        ):
            await shen.send(issue("o1", "u101"))
            order = shen.replica.world.orders["o1"]
            recipients = order.recipients
            await until(lambda: recipients["u101"].state == "delivered")
            await until(lambda: not terminal.outbox)
            link.clear()
            terminal.cut()
            await until(lambda: terminal.session is None)
            task = terminal.tasks["o1"]
            task.next_at, task.answer = 0.0, Answer(0.0)
            await terminal.act(1.0)
            assert terminal.done == {"o1": 1} and len(terminal.outbox) == 4
            await shen.send(ChangeOrder("o1", 1, "改到东门", 1, order.deadlines))
            link.set()
            await until(lambda: "o1" in terminal.tasks and not terminal.outbox)
            await until(lambda: recipients["u101"].state == "delivered")
            recipient = recipients["u101"]
            assert [(one.version, one.state) for one in recipient.earlier] == [(1, "completed")]
            assert order.under_way and terminal.tasks["o1"].assignment.version == 2

    run_async(main())


@pytest.mark.parametrize(("declines", "last"), [(0.0, "completed"), (1.0, "declined")])
def test_the_last_step_is_taken_once_though_the_link_takes_nothing_for_a_while(declines: float, last: str) -> None:
    """A person is asked by the clock and by what comes from the hub, at once and on a link that blocks."""

    class Slow:
        """A session that lets every sender wait."""

        async def send(self, message: object) -> None:
            await asyncio.sleep(0)

    async def main() -> None:
        chance, states = random.Random(1), list[str]()
        walker = Walker(None, CENTRE, "police", chance)
        manner = replace(WAITS, declines=declines)
        terminal = Terminal("ws://nowhere", "u101", "key", walker, manner, chance, Tally())
        terminal.session = cast(Session, Slow())
        await terminal._take(msgspec.structs.replace(ASSIGNMENT, version=3))
        await asyncio.gather(*(terminal.act(1e12) for _ in range(3)))
        receipts = [one.command for one in terminal.outbox.values() if isinstance(one.command, Receipt)]
        states += [one.state for one in receipts]
        assert {one.version for one in receipts} == {3}
        assert states.count(last) == 1 and len(states) == len(set(states))

    run_async(main())


def test_who_declines_says_why_and_who_never_looks_says_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            terminal_of(url, "u101", DECLINES) as (one, _),
            terminal_of(url, "u102") as (other, _),
        ):
            await shen.send(issue("o1", "u101", "u102"))
            recipients = shen.replica.world.orders["o1"].recipients
            await until(lambda: "o1" in one.tasks or one.done)
            await one.act(1e12)
            await until(lambda: recipients["u101"].state == "declined")
            assert recipients["u101"].reason and not one.tasks
            await until(lambda: recipients["u102"].state == "delivered")
            await other.act(1e12)
            assert recipients["u102"].state == "delivered" and "o1" in other.tasks

    run_async(main())


def test_receipts_wait_in_the_outbox_until_they_are_durable(tmp_path: Path) -> None:
    async def main() -> None:
        data = tmp_path / "data"
        async with (
            hub_at(data) as (hub, url),
            relay_to(url) as relay,
            signed_in(url) as shen,
            terminal_of(relay.url, "u101", WAITS) as (terminal, tally),
        ):
            await shen.send(issue("o1", "u101"))
            await until(lambda: terminal.tasks and not terminal.outbox)
            relay.to_client.clear()
            await terminal.act(1e12)
            await until(lambda: hub.world.orders["o1"].status == "closed")
            assert len(terminal.outbox) == 4, "the hub has them, and this side does not know"
            relay.cut()
            relay.to_client.set()
            await until(lambda: not terminal.outbox)
            assert tally.reconnects == 1 and tally.refused == 0
        assert sorted(receipts(data)) == sorted(("o1", "u101", state) for state in PROGRESS[1:])

    run_async(main())


def test_without_a_link_a_person_goes_on_and_the_hub_hears_it_later(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            relay_to(url) as relay,
            signed_in(url) as shen,
            terminal_of(relay.url, "u101", WAITS) as (terminal, _),
        ):
            await shen.send(issue("o1", "u101"))
            await until(lambda: terminal.tasks and not terminal.outbox)
            await relay.unplug()
            await until(lambda: terminal.session is None)
            await terminal.tell_position(1.0)
            await terminal.keep_alive(1.0)
            await terminal.act(1e12)
            assert len(terminal.outbox) == 4
            await relay.plug()
            await until(lambda: shen.replica.world.orders["o1"].status == "closed")

    run_async(main())


def test_across_reconnects_no_order_is_taken_twice_and_none_is_missed(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            relay_to(url) as relay,
            signed_in(url) as shen,
            terminal_of(relay.url, "u101") as (terminal, tally),
        ):
            for number in range(6):
                await shen.send(issue(f"o{number}", "u101"))
                if number % 2:
                    relay.cut()
                    await until(lambda: terminal.session is None)
                    await until(lambda: terminal.session is not None)
            await until(lambda: len(terminal.tasks) == 6 and not terminal.outbox)
            assert (tally.orders, tally.twice, tally.reconnects) == (6, 0, 3)
            assert tally.repeated >= 3

    run_async(main())


def test_a_recall_and_what_is_off_the_worklist_end_a_task(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            relay_to(url) as relay,
            signed_in(url) as shen,
            terminal_of(relay.url, "u101") as (terminal, _),
        ):
            for id_ in ("o1", "o2"):
                await shen.send(issue(id_, "u101"))
            await until(lambda: terminal.tasks.keys() == {"o1", "o2"} and not terminal.outbox)
            await shen.send(RecallOrder("o1"))
            await until(lambda: terminal.tasks.keys() == {"o2"})
            await relay.unplug()
            await until(lambda: terminal.session is None)
            await shen.send(RecallOrder("o2"))
            await relay.plug()
            await until(lambda: not terminal.tasks)
            assert terminal.done == {"o1": 1, "o2": 1}

    run_async(main())


def test_a_terminal_that_starts_anew_goes_on_where_its_order_stands(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), signed_in(url) as shen:
            await shen.send(issue("o1", "u101"))
            async with terminal_of(url, "u101", WAITS) as (first, _):
                await until(lambda: first.tasks and not first.outbox)
            async with terminal_of(url, "u101", WAITS) as (second, tally):
                await until(lambda: second.tasks)
                assert second.tasks["o1"].state == "delivered" and tally.receipts == 0
                await second.act(1e12)
                await until(lambda: shen.replica.world.orders["o1"].status == "closed")

    run_async(main())


def test_a_disk_that_fails_loses_no_receipt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "DISK_S", 0.05)

    async def main() -> None:
        data = tmp_path / "data"
        async with (
            hub_at(data) as (hub, url),
            signed_in(url) as shen,
            terminal_of(url, "u101", WAITS) as (terminal, tally),
        ):
            await shen.send(issue("o1", "u101"))
            await until(lambda: terminal.tasks and not terminal.outbox)
            impatient(hub.service.journal)
            with held_back(data):
                await terminal.act(1e12)
                await until(lambda: terminal._again_at < float("inf"))
                assert len(terminal.outbox) == 4 and tally.refused == 0
            await until(hub.service.try_again)

            async def kept() -> None:
                while terminal.outbox:
                    await terminal.keep_alive(1.0)
                    await asyncio.sleep(0.01)

            await asyncio.wait_for(kept(), 10)
            assert hub.world.orders["o1"].status == "closed"

    run_async(main())


def test_it_beats_when_it_has_nothing_to_say_and_cuts_a_hub_that_is_silent(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            relay_to(url) as relay,
            terminal_of(relay.url, "u101") as (terminal, tally),
        ):
            session = terminal.session
            assert session is not None
            session.state.said_at -= 10
            await terminal.keep_alive(7.0)
            assert session.state.beat_due(session.state.said_at) is False
            relay.to_client.clear()
            session.state.heard_at -= 10
            await terminal.keep_alive(8.0)
            relay.to_client.set()
            await until(lambda: terminal.session not in (None, session))
            assert tally.reconnects == 1

    run_async(main())


def test_a_wrong_key_is_not_tried_again(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            with pytest.raises(Refused) as caught:
                async with terminal_of(url, "u101", key="wrong"):
                    pass
            assert caught.value.rule == "sign_in.key"

    run_async(main())
