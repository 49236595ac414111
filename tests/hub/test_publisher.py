"""Who hears what: joining, resuming, orders, recalls, laggards; nothing twice, nothing missing, nothing too long."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cockpit.domain.handovers import AcceptItems, OpenHandover
from cockpit.domain.holding import AcceptOffer, OfferOrder, TakeOrder
from cockpit.domain.incidents import WORDS_LIMIT, ReportIncident
from cockpit.domain.ladder import DeadlineMissed, MissClimbed
from cockpit.domain.orders import ConfirmDraft, DraftOrder, RecallOrder, Receipt, RecipientAdvanced, Target
from cockpit.domain.people import HUB
from cockpit.domain.relief import Reassign, Reinforce
from cockpit.domain.units import Unit
from cockpit.domain.versions import ChangeOrder
from cockpit.domain.world import World, apply
from cockpit.hub import peer as peer_rules
from cockpit.hub import publisher as rules
from cockpit.hub.entries import entries
from cockpit.hub.journal import FILE
from cockpit.hub.peer import Peer
from cockpit.hub.service import world_of
from cockpit.wire.client_session import ClientSession, SnapshotReady
from cockpit.wire.messages import Do, Entries, FiguresPublished, Position, Welcome
from cockpit.wire.order_messages import Worklist
from tests.hub.disks import held_back, impatient
from tests.hubs import (
    PASSWORD,
    Raw,
    hello,
    hub_at,
    issue,
    raw_at,
    run_async,
    signed_in,
    small_folder,
    terminal_of,
    until,
)
from tests.towns import NOON, signed_town, small_town
from tests.wire.samples import FIGURES


def do(id_: str, command: object) -> Do:
    """A command as a client sends it."""
    return Do(id_, command)  # type: ignore[arg-type]


def receipt(id_: str, order: str, state: str) -> Do:
    """A receipt as a terminal sends it."""
    return do(id_, Receipt(order, state))  # type: ignore[arg-type]


class Follower:
    """A cockpit by hand: what it was sent, folded strictly, so that a gap or a doubled entry fails."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.session = ClientSession(0.0)
        self.world = World()
        self.snapshots = 0
        self.order: list[str] = []

    async def take(self) -> object:
        """Takes in the next message."""
        data = await self.raw.websocket.recv(decode=False)
        assert len(data) <= 64 * 1024
        arrival = self.session.receive(data, 0.0)
        if arrival is not None:
            self.order.append(type(arrival).__name__)
        match arrival:
            case SnapshotReady(state):
                self.world = World(state)
                self.snapshots += 1
            case Entries(entries):
                for entry in entries:
                    apply(self.world, entry)
        return arrival

    async def follow(self, seq: int) -> None:
        """Takes in until an entry is folded."""
        async with asyncio.timeout(10):
            while self.world.seq < seq:
                await self.take()


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


@pytest.mark.parametrize("drafted", [False, True])
def test_who_is_sent_after_an_order_that_is_not_durable_yet_gets_it_once(tmp_path: Path, drafted: bool) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, hello("cockpit", "shen")) as shen:
            if drafted:
                draft = DraftOrder("o1", "到场", ("u101",), Target(units=("u101",)))
                await shen.say(do("draft", draft))
                await shen.hear("accepted")
            async with raw_at(url, hello("terminal", "u101")) as one, raw_at(url, hello("terminal", "u102")) as more:
                for terminal in (one, more):
                    await terminal.hear("worklist")
                with held_back(hub.service.folder):
                    await shen.say(do("a", ConfirmDraft("o1") if drafted else issue("o1", "u101")))
                    await until(lambda: "o1" in hub.world.orders and hub.world.orders["o1"].under_way)
                    await shen.say(do("b", Reinforce("o1", ("u102",))))
                    await until(lambda: "u102" in hub.world.orders["o1"].recipients)
                await shen.say(do("c", issue("o2", "u101", "u102")))
                for terminal in (one, more):
                    while (await terminal.hear("assigned"))["order"]["order"] != "o2":
                        pass
                    told = [message["order"]["order"] for message in terminal.heard if message["type"] == "assigned"]
                    assert told == ["o1", "o2"]

    run_async(main())


def test_under_load_every_cockpit_sees_every_entry_once(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as shen:
            begun = hub.world.seq

            async def work() -> None:
                for number in range(60):
                    await shen.send(issue(f"o{number}", "u101", "u102"))

            working = asyncio.ensure_future(work())
            followers: list[Follower] = []
            async with asyncio.TaskGroup() as group:

                async def come(after: int) -> None:
                    await until(lambda: hub.world.seq >= begun + after)
                    # Joined by a snapshot, from an older entry, and from one that is not durable yet.
                    resumed = {"world": hub.service.journal.world_id, "after_seq": begun} if after % 2 else {}
                    async with raw_at(url, hello("cockpit", "kan", **resumed)) as raw:
                        follower = Follower(raw)
                        if after % 2:
                            follower.world = world_of(tmp_path / "data", begun)
                        followers.append(follower)
                        await follower.follow(begun + 60)

                for after in (0, 7, 20, 33, 59):
                    group.create_task(come(after))
            await working
            assert {follower.world.digest() for follower in followers} == {hub.world.digest()}
            assert sorted(follower.snapshots for follower in followers) == [0, 0, 0, 1, 1]

    run_async(main())


@pytest.mark.parametrize("missed", [0, 1, 9])
def test_a_cockpit_resumes_from_any_entry(tmp_path: Path, missed: int) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as shen:
            for number in range(9):
                await shen.send(issue(f"o{number}", "u101"))
            seq, world = hub.world.seq, hub.service.journal.world_id
            async with raw_at(url, hello("cockpit", "kan", world=world, after_seq=seq - missed)) as raw:
                welcome = await raw.next()
                assert (welcome["resumed"], welcome["seq"]) == (True, seq)
                await raw.hear("moves")
                got = [entry["seq"] for one in raw.heard if one["type"] == "entries" for entry in one["entries"]]
                assert got == list(range(seq - missed + 1, seq + 1))
                assert not [one for one in raw.heard if one["type"] == "snapshot"]

    run_async(main())


@pytest.mark.parametrize(
    "resumed", [{"after_seq": 3}, {"world": "another", "after_seq": 3}, {"after_seq": 10**12}, {"after_seq": -(10**30)}]
)
def test_who_cannot_resume_gets_the_whole_world(tmp_path: Path, resumed: dict[str, Any]) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            if "world" not in resumed and resumed["after_seq"] != 3:
                resumed["world"] = hub.service.journal.world_id
            async with raw_at(url, hello("cockpit", "kan", **resumed)) as raw:
                follower = Follower(raw)
                welcome = await follower.take()
                assert isinstance(welcome, Welcome) and not welcome.resumed
                await follower.follow(hub.world.seq)
                assert follower.snapshots == 1 and follower.world.digest() == hub.world.digest()

    run_async(main())


def test_who_has_missed_too_much_gets_a_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RESUMED_AT_MOST", 3)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as shen:
            for number in range(4):
                await shen.send(issue(f"o{number}", "u101"))
            first = {"world": hub.service.journal.world_id, "after_seq": hub.world.seq - 4}
            async with raw_at(url, hello("cockpit", "kan", **first)) as raw:
                assert "resumed" not in await raw.next()
                await raw.hear("snapshot")

    run_async(main())


def test_the_live_picture_comes_after_the_snapshot_even_when_that_waits(tmp_path: Path) -> None:
    async def main() -> None:
        data = tmp_path / "data"
        async with (
            hub_at(data) as (hub, url),
            signed_in(url) as shen,
            terminal_of(url, "u101") as (walker, _),
            AsyncExitStack() as later,
        ):
            await walker.tell_position(1.0)
            await until(lambda: "u101" in hub.publisher.live.fixes)
            with held_back(data):
                sending = asyncio.ensure_future(shen.send(issue("o1", "u102")))
                await until(lambda: "o1" in hub.world.orders)
                raw = await later.enter_async_context(raw_at(url, hello("cockpit", "kan")))
                follower = Follower(raw)
                await follower.take()
                assert follower.order == ["Welcome"]
                hub.publisher.publish_moves(hub.now_s())
                hub.publisher.publish_figures(FiguresPublished(FIGURES))
            await sending
            while "FiguresPublished" not in follower.order:
                await follower.take()
            told = [one for one in follower.order if one != "Beat"]
            assert told == ["Welcome", "SnapshotReady", "Moves", "FiguresPublished"]
            assert follower.world.digest() == hub.world.digest()

    run_async(main())


def test_a_terminal_that_joins_while_the_disk_works_gets_its_orders_once_they_are_durable(tmp_path: Path) -> None:
    async def main() -> None:
        data = tmp_path / "data"
        async with hub_at(data) as (hub, url), signed_in(url) as shen, AsyncExitStack() as later:
            await shen.send(issue("o1", "u101"))
            with held_back(data):
                sending = [asyncio.ensure_future(shen.send(issue(f"o{n}", f"u10{n - 1}"))) for n in (2, 3)]
                await until(lambda: "o3" in hub.world.orders)
                raw = await later.enter_async_context(raw_at(url, hello("terminal", "u101")))
                assert (await raw.next())["type"] == "welcome"
                hub.publisher.tell_devices()
                assert not hub.publisher.terminals["u101"].copy().pop().ready
            work = await raw.hear("worklist", "assigned")
            assert work["type"] == "worklist" and [one["order"] for one in work["orders"]] == ["o1", "o2"]
            await asyncio.gather(*sending)
            await shen.send(issue("o4", "u101"))
            assert (await raw.hear("worklist", "assigned"))["order"]["order"] == "o4", "and o2 not once more"

    run_async(main())


def test_what_never_became_durable_reaches_nobody_who_joined_meanwhile(tmp_path: Path) -> None:
    async def main() -> None:
        data = tmp_path / "data"
        async with hub_at(data) as (hub, url), signed_in(url) as shen, AsyncExitStack() as later:
            await shen.send(issue("o1", "u101"))
            impatient(hub.service.journal)
            hub.service.journal._db.set_busy_timeout(300)
            with held_back(data):
                lost = asyncio.ensure_future(shen.send(issue("phantom", "u101")))
                await until(lambda: "phantom" in hub.world.orders)
                raws = [
                    await later.enter_async_context(raw_at(url, first))
                    for first in (hello("terminal", "u101"), hello("cockpit", "kan"))
                ]
                for raw in raws:
                    await raw.hear("welcome")
                outcome = await lost
                assert not outcome.accepted and outcome.rule == "hub.disk"
            await until(hub.service.try_again)
            assert (await shen.send(issue("o2", "u102"))).accepted
            work = await raws[0].hear("worklist")
            assert [one["order"] for one in work["orders"]] == ["o1"]
            follower = Follower(raws[1])
            follower.session.receive(msgspec.json.encode(raws[1].heard[0]), 0.0)
            await follower.follow(hub.world.seq)
            assert sorted(follower.world.orders) == ["o1", "o2"]
            assert follower.world.digest() == hub.world.digest()

    run_async(main())


# -- orders and recalls ------------------------------------------------------------------------------------------


def test_a_unit_with_two_terminals_gets_each_order_on_both(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as phone,
            raw_at(url, hello("terminal", "u101")) as car,
        ):
            for raw in (phone, car):
                await raw.hear("worklist")
            await shen.send(issue("o1", "u101", "u102"))
            for raw in (phone, car):
                order = (await raw.hear("assigned"))["order"]
                assert (order["order"], order["recipients"], order["issued_by"]) == ("o1", 2, "沈宁远")
            await car.websocket.close()
            await phone.say(receipt("r1", "o1", "acknowledged"))
            assert (await phone.hear("accepted"))["ids"] == ["r1"]
            await shen.send(issue("o2", "u101"))
            assert (await phone.hear("assigned"))["order"]["order"] == "o2"

    run_async(main())


def test_receipts_of_two_terminals_merge_and_a_recall_reaches_both(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as phone,
            raw_at(url, hello("terminal", "u101")) as tablet,
        ):
            for raw in (phone, tablet):
                await raw.hear("worklist")
            await shen.send(issue("o1", "u101"))
            for raw, id_ in ((phone, "p1"), (tablet, "t1")):
                await raw.hear("assigned")
                await raw.say(receipt(id_, "o1", "delivered"))
            assert "unchanged" not in await phone.hear("accepted")
            assert (await tablet.hear("accepted"))["unchanged"] == ["t1"], "delivered once, by whoever was first"
            await tablet.say(receipt("t2", "o1", "acknowledged"))
            await tablet.hear("accepted")
            await phone.say(receipt("p2", "o1", "delivered"))
            assert (await phone.hear("accepted"))["unchanged"] == ["p2"], "what came first stands"
            recipient = hub.world.orders["o1"].recipients["u101"]
            assert recipient.state == "acknowledged" and hub.world.seq == hub.service.durable.seq
            advanced = [one for one in entries(tmp_path / "data" / FILE, 0) if isinstance(one.event, RecipientAdvanced)]
            assert [one.event.state for one in advanced] == ["delivered", "acknowledged"]
            await shen.send(RecallOrder("o1", "已处置"))
            for raw in (phone, tablet):
                assert (await raw.hear("recalled"))["order"] == "o1"

    run_async(main())


def test_a_recall_reaches_every_recipient_and_takes_the_order_off_the_worklist(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as one,
            raw_at(url, hello("terminal", "u102")) as two,
            raw_at(url, hello("terminal", "u103")) as none,
        ):
            for raw in (one, two, none):
                await raw.hear("worklist")
            await shen.send(issue("o1", "u101", "u102"))
            await shen.send(RecallOrder("o1", "已处置"))
            await shen.send(issue("o2", "u101", "u102", "u103"))
            for raw in (one, two):
                assert (await raw.hear("recalled")) == {"type": "recalled", "order": "o1", "reason": "已处置"}
            assert (await none.hear("recalled", "assigned"))["order"]["order"] == "o2"
            async with raw_at(url, hello("terminal", "u101")) as again:
                assert [order["order"] for order in (await again.hear("worklist"))["orders"]] == ["o2"]

    run_async(main())


def test_a_new_version_reaches_who_is_not_done_with_the_difference(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as one,
            raw_at(url, hello("terminal", "u102")) as done,
        ):
            for raw in (one, done):
                await raw.hear("worklist")
            await shen.send(issue("o1", "u101", "u102"))
            await done.say(receipt("r1", "o1", "completed"))
            await done.hear("accepted")
            order = shen.replica.world.orders["o1"]
            first = (await one.hear("assigned"))["order"]
            assert "version" not in first and "previous" not in first
            await shen.send(ChangeOrder("o1", 1, "改到东门", 1, order.deadlines, (120.1, 30.3)))
            await shen.send(issue("o2", "u101", "u102"))
            new = (await one.hear("assigned"))["order"]
            assert (new["version"], new["text"], new["place"]) == (2, "改到东门", [120.1, 30.3])
            assert new["previous"]["text"] == "立即到场" and new["issued_at"] > first["issued_at"]
            assert (await done.hear("assigned"))["order"]["order"] == "o2"
            async with raw_at(url, hello("terminal", "u101")) as again:
                work = (await again.hear("worklist"))["orders"]
                assert work[0] == new

    run_async(main())


def test_a_version_that_is_not_durable_yet_is_told_to_nobody(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, hello("cockpit", "shen")) as shen:
            await shen.hear("snapshot")
            async with raw_at(url, hello("terminal", "u101")) as one, raw_at(url, hello("terminal", "u102")) as more:
                for terminal in (one, more):
                    await terminal.hear("worklist")
                with held_back(hub.service.folder):
                    await shen.say(do("a", issue("o1", "u101")))
                    await until(lambda: "o1" in hub.world.orders)
                    await shen.say(do("b", Reinforce("o1", ("u102",))))
                    await shen.say(do("c", ChangeOrder("o1", 1, "改到东门", 1, hub.world.orders["o1"].deadlines)))
                    await until(lambda: hub.world.orders["o1"].version == 2)
                for terminal in (one, more):
                    heard = [(await terminal.hear("assigned"))["order"] for _ in range(2)]
                    told = [(order.get("version", 1), order["text"]) for order in heard]
                    assert told == [(1, "立即到场"), (2, "改到东门")]

    run_async(main())


def test_terminals_learn_who_is_responsible_once_somebody_has_accepted(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            signed_in(url, "zhang") as zhang,
            raw_at(url, hello("terminal", "u101")) as one,
            raw_at(url, hello("terminal", "u102")) as done,
        ):
            for raw in (one, done):
                await raw.hear("worklist")
            await shen.send(issue("o1", "u101", "u102"))
            await done.say(receipt("r1", "o1", "completed"))
            await done.hear("accepted")
            assert "held_by" not in (await one.hear("assigned"))["order"]
            await shen.send(OfferOrder("o1", "p5"))
            assert (await zhang.send(AcceptOffer("o1"))).accepted
            assert await one.hear("held") == {"type": "held", "order": "o1", "held_by": "章一区"}
            await shen.send(TakeOrder("o1"))
            assert (await one.hear("held"))["held_by"] == "沈宁远"
            async with raw_at(url, hello("terminal", "u101")) as again:
                work = (await again.hear("worklist"))["orders"][0]
                assert (work["held_by"], work["issued_by"]) == ("沈宁远", "沈宁远")
            await shen.send(issue("o2", "u101", "u102"))
            assert (await done.hear("assigned"))["order"]["order"] == "o2"
            assert [message["type"] for message in done.heard].count("held") == 0

    run_async(main())


def test_who_is_responsible_is_not_told_before_it_is_durable(tmp_path: Path) -> None:
    async def main() -> None:
        data = tmp_path / "data"
        async with (
            hub_at(data) as (hub, url),
            raw_at(url, hello("cockpit", "shen")) as shen,
            raw_at(url, hello("cockpit", "zhang")) as zhang,
            raw_at(url, hello("terminal", "u101")) as one,
        ):
            for raw, first in ((shen, "snapshot"), (zhang, "snapshot"), (one, "worklist")):
                await raw.hear(first)
            with held_back(hub.service.folder):
                await shen.say(do("a", issue("o1", "u101")))
                await until(lambda: "o1" in hub.world.orders)
                await shen.say(do("b", OfferOrder("o1", "p5")))
                await until(lambda: hub.world.orders["o1"].offer is not None)
                await zhang.say(do("c", AcceptOffer("o1")))
                await until(lambda: hub.world.orders["o1"].held_by == "p5")
            first = await one.hear("assigned")
            told = first["order"].get("held_by") or (await one.hear("held"))["held_by"]
            assert told == "章一区"

    run_async(main())


def test_the_orders_that_pass_with_the_shift_are_told_to_their_terminals(tmp_path: Path) -> None:
    async def main() -> None:
        folder = small_folder(tmp_path / "town", signed_town())
        async with (
            hub_at(tmp_path / "data", folder) as (hub, url),
            signed_in(url) as shen,
            signed_in(url, "gu") as gu,
            raw_at(url, hello("terminal", "u101")) as one,
        ):
            await one.hear("worklist")
            await shen.send(issue("o1", "u101"))
            await shen.send(OpenHandover("h1", "p2"))
            items = tuple(item.id for item in hub.world.handovers["h1"].undecided)
            await gu.send(AcceptItems("h1", items))
            for login, link in (("shen", shen), ("gu", gu)):
                await link.ask("sign_handover", {"handover": "h1", "login": login, "password": PASSWORD}, Any)
            assert (await one.hear("held"))["held_by"] == "顾清和"
            assert hub.world.orders["o1"].held_by == "p2"

    run_async(main())


def test_a_chief_hears_that_a_new_version_has_ended_a_miss(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u105")) as chief,
        ):
            await chief.hear("worklist")
            await shen.send(issue("o1", "u107"))
            due = datetime.now(UTC)
            hub.service.record(
                [
                    DeadlineMissed("o1", "u107", "delivered", due),
                    MissClimbed("o1", "u107", "delivered", 0, "g1", "u105"),
                ],
                HUB,
            )
            assert [one["unit"] for one in (await chief.hear("raised"))["late"]] == ["u107"]
            await shen.send(ChangeOrder("o1", 1, "改到东门", 1, shen.replica.world.orders["o1"].deadlines))
            assert (await chief.hear("raised"))["late"] == []

    run_async(main())


@pytest.mark.parametrize("ends", ["answered", "reassigned", "recalled"])
def test_a_chief_hears_that_a_miss_is_over(tmp_path: Path, ends: str) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u105")) as chief,
        ):
            await chief.hear("worklist")
            await shen.send(issue("o1", "u107", "u101"))
            due = datetime.now(UTC)
            hub.service.record(
                [
                    DeadlineMissed("o1", "u107", "delivered", due),
                    MissClimbed("o1", "u107", "delivered", 0, "g1", "u105"),
                ],
                HUB,
            )
            assert [one["unit"] for one in (await chief.hear("raised"))["late"]] == ["u107"]
            if ends == "answered":
                async with raw_at(url, hello("terminal", "u107")) as late:
                    await late.say(receipt("r1", "o1", "acknowledged"))
            elif ends == "reassigned":
                await chief.say(do("c1", Reassign("o1", "u107", "u105")))
            else:
                await shen.send(RecallOrder("o1"))
            assert (await chief.hear("raised"))["late"] == []

    run_async(main())


def test_a_confirmed_draft_is_assigned_and_what_is_done_is_on_no_worklist(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as shen,
            signed_in(url, "lu") as lu,
            raw_at(url, hello("terminal", "u101")) as one,
        ):
            await one.hear("worklist")
            assert (await lu.send(DraftOrder("o1", "起草", ("u101", "u102")))).accepted
            assert (await shen.send(ConfirmDraft("o1"))).accepted
            assert (await one.hear("assigned"))["order"]["order"] == "o1"
            await one.say(receipt("r1", "o1", "completed"))
            await one.hear("accepted")
            async with raw_at(url, hello("terminal", "u101")) as again, raw_at(url, hello("terminal", "u102")) as two:
                assert (await again.hear("worklist"))["orders"] == [], "it waits for the other alone"
                assert [order["order"] for order in (await two.hear("worklist"))["orders"]] == ["o1"]

    run_async(main())


def test_moves_tell_who_was_heard_and_where(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            raw_at(url, hello("source", "fire_119")) as fire,
            raw_at(url, hello("terminal", "u101")) as walker,
            raw_at(url, hello("terminal", "u102")) as still,
        ):
            for raw in (fire, walker, still):
                await raw.hear("welcome")
            await walker.say(Position(120.1, 30.3, 9.0, 4.0, 90.0))
            await walker.say({"type": "beat", "at": 5})
            await walker.hear("beat")
            async with raw_at(url, hello("cockpit", "kan")) as raw:
                heard: dict[str, float] = {}
                sources: dict[str, float] = {}
                moved: dict[str, list[float]] = {}
                async with asyncio.timeout(5):
                    while len(heard) < 1 or not moved or not sources:
                        moves = await raw.hear("moves")
                        moved |= {one[0]: one[1:] for one in moves.get("fixes", [])}
                        heard |= dict(moves.get("heard", []))
                        sources |= dict(moves.get("sources", []))
                assert moved.keys() == {"u101"} and moved["u101"][:5] == [120.1, 30.3, 9.0, 4.0, 90.0]
                assert heard.keys() == {"u102"} and sources.keys() == {"fire_119"}

    run_async(main())


# -- a town so big that nothing fits -----------------------------------------------------------------------------


def big_town(units: int):  # type: ignore[no-untyped-def]
    """The small town with so many more units, their ids as long as a careless clerk's."""
    town = small_town()
    more = tuple(
        Unit(f"officer-of-the-second-zone-number-{number:05d}", "力" * 20, "police", "q2", "officer")
        for number in range(units)
    )
    return msgspec.structs.replace(town, units=town.units + more)


def test_every_message_of_a_big_town_fits(tmp_path: Path) -> None:
    """``Raw`` and ``Follower`` check the length of each message."""
    town = big_town(3000)
    ids = tuple(unit.id for unit in town.units[20:])

    async def main() -> None:
        async with (
            hub_at(tmp_path / "data", small_folder(tmp_path, town)) as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as one,
        ):
            await one.hear("worklist")
            now = hub.now_s()
            for number, id_ in enumerate(ids):
                hub.publisher.live.note(id_, None, now)
                hub.publisher.note_heard(id_)
                if number % 2:
                    hub.publisher.live.heard[id_] = now
            figures = msgspec.structs.replace(FIGURES, circles=dict.fromkeys(ids, (0.123456789012345,) * 6))
            hub.publisher.publish_figures(FiguresPublished(figures))
            async with raw_at(url, hello("cockpit", "kan")) as raw:
                follower = Follower(raw)
                text = '急\u0001"' * 333
                for number in range(25):
                    assert (await shen.send(issue(f"o{number}", "u101", text=text))).accepted
                long = ReportIncident("police_110", "x", "brawl", '"' * WORDS_LIMIT, NOON, circle="g1")
                assert (await shen.send(long)).accepted
                assert (await shen.send(issue("all", *ids[:700]))).accepted
                await follower.follow(hub.world.seq)
                hub.publisher.publish_moves(now)
                while "FiguresPublished" not in follower.order or "Moves" not in follower.order:
                    await follower.take()
                assert follower.world.digest() == hub.world.digest()
            async with raw_at(url, hello("terminal", "u101")) as again:
                session, arrival = ClientSession(0.0), None
                while not isinstance(arrival, Worklist):
                    arrival = session.receive(msgspec.json.encode(await again.next()), 0.0)
                assert len(arrival.orders) == 25 and {one.text for one in arrival.orders} == {text}
                assert [one["type"] for one in again.heard].count("part") > 1

    run_async(main())


def test_a_world_longer_than_the_queue_still_reaches_a_new_cockpit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peer_rules, "QUEUE_LIMIT", 100_000)
    monkeypatch.setattr(peer_rules, "WRITE_AHEAD", 50_000)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as shen:
            for number in range(120):
                await shen.send(issue(f"o{number}", "u101", text="急" * 1000))
            assert len(msgspec.json.encode(hub.world.state())) > 400_000
            async with raw_at(url, hello("cockpit", "kan")) as raw:
                follower = Follower(raw)
                await follower.follow(hub.world.seq)
                assert follower.snapshots == 1 and follower.world.digest() == hub.world.digest()

    run_async(main())


# -- who does not keep up ----------------------------------------------------------------------------------------


class Slow:
    """Stands in for a transport that takes nothing, then everything."""

    def __init__(self, peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        whole = type(peer).unsent.fget  # type: ignore[attr-defined]
        monkeypatch.setattr(Peer, "unsent", property(lambda one: 10**9 if one is peer and self.full else whole(one)))


def test_a_laggard_gets_a_fresh_snapshot_once_it_has_read_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer_rules, "QUEUE_LIMIT", 20_000)

    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("cockpit", "kan")) as raw,
        ):
            follower = Follower(raw)
            await follower.follow(hub.world.seq)
            peer = next(one for one in hub.publisher.cockpits if one.actor.id == "p4")
            slow = Slow(peer, monkeypatch)
            await shen.send(issue("o0", "u101", text="急" * 100))
            assert peer.queued > 0 and not peer.lagging
            for number in range(1, 12):
                await shen.send(issue(f"o{number}", "u101", text="急" * 1000))
            assert peer.lagging and peer.queued == 0
            hub.publisher.publish_moves(hub.now_s())
            assert peer.lagging, "it has not read what it was sent"
            slow.full = False
            hub.publisher.publish_moves(hub.now_s())
            await shen.send(issue("o12", "u101"))
            await follower.follow(hub.world.seq)
            assert follower.snapshots == 2 and follower.world.digest() == hub.world.digest()

    run_async(main())


def test_a_slow_peer_gets_what_queued_up_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("cockpit", "kan")) as raw,
        ):
            follower = Follower(raw)
            await follower.follow(hub.world.seq)
            slow = Slow(next(one for one in hub.publisher.cockpits if one.actor.id == "p4"), monkeypatch)
            for number in range(20):
                await shen.send(issue(f"o{number}", "u101"))
            slow.full = False
            await follower.follow(hub.world.seq)
            assert follower.snapshots == 1 and follower.world.digest() == hub.world.digest()

    run_async(main())


def test_a_lagging_terminal_is_cut_and_told_all_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peer_rules, "QUEUE_LIMIT", 5_000)

    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as raw,
        ):
            await raw.hear("worklist")
            slow = Slow(next(iter(hub.publisher.terminals["u101"])), monkeypatch)
            for number in range(4):
                await shen.send(issue(f"o{number}", "u101", text="急" * 1000))
            bye, code = await raw.end()
            assert bye is None and code == 1006
            slow.full = False
            await until(lambda: "u101" not in hub.publisher.terminals)
            async with raw_at(url, hello("terminal", "u101")) as again:
                assert len((await again.hear("worklist"))["orders"]) == 4

    run_async(main())


def test_many_accepted_commands_are_told_in_messages_that_fit(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as raw,
        ):
            await shen.send(issue("o1", "u101"))
            peer = next(iter(hub.publisher.terminals["u101"]))
            ids = [f"{number:05d}" + "\x01" * 90 for number in range(500)]
            for number, id_ in enumerate(ids):
                peer.accept_soon(id_, number % 2 == 0)
            hub.publisher.tell_devices()
            told: list[str] = []
            unchanged: list[str] = []
            while len(told) < 500:
                message = await raw.hear("accepted", "part")
                told += message["ids"]
                unchanged += message.get("unchanged", [])
            assert told == ids and unchanged == ids[1::2]

    run_async(main())
