"""Decide, journal, publish: nobody is told before it is durable, and a disk that fails takes nothing with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import ConfirmDraft, DraftOrder, RecallOrder, Receipt
from cockpit.domain.people import Actor
from cockpit.domain.relief import AnswerFor
from cockpit.domain.world import World, apply
from cockpit.errors import EnvironmentFailure
from cockpit.hub import snapshots
from cockpit.hub.journal import FILE, verify
from cockpit.hub.service import Published, Service, world_of
from cockpit.wire.messages import Do
from tests.hub.disks import fill, free, held_back, impatient
from tests.hubs import TestClock, issue, run_async, until
from tests.towns import NOON, small_town

P1, P3, U101 = Actor("person", "p1"), Actor("person", "p3"), Actor("unit", "u101")


class Sender:
    """Notes what became of its commands."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, bool]] = []
        self.refused: list[tuple[str, str]] = []

    def accept_soon(self, command_id: str, changed: bool) -> None:
        self.accepted.append((command_id, changed))

    def refuse(self, command_id: str, rule: str, message: str, who_could: str = "") -> None:
        self.refused.append((command_id, rule))


class Desk:
    """A service and what it has published."""

    def __init__(self, folder: Path) -> None:
        self.published: list[Published] = []
        self.told = 0
        self.rolled_back = 0
        self.sender = Sender()
        self.service = Service(folder, TestClock(), self._publish, self._tell, self._roll_back)

    def _publish(self, published: list[Published]) -> None:
        self.published += published

    def _tell(self) -> None:
        self.told += 1

    def _roll_back(self) -> None:
        self.rolled_back += 1

    def do(self, actor: Actor, command_id: str, command: object) -> None:
        self.service.handle(actor, Do(command_id, command), self.sender)  # type: ignore[arg-type]

    async def settled(self) -> None:
        """Waits until all that was decided is durable."""
        await until(lambda: self.service.durable.seq == self.service.world.seq)


@asynccontextmanager
async def desk_at(folder: Path, digest: str = "t1") -> AsyncIterator[Desk]:
    """A service over the small town, all of it durable."""
    desk = Desk(folder)
    try:
        desk.service.define_town(small_town(), digest)
        await desk.settled()
        desk.published.clear()
        yield desk
    finally:
        desk.service.close()


def test_what_is_published_is_durable_and_makes_the_same_world(tmp_path: Path) -> None:
    async def main() -> None:
        desk = Desk(tmp_path)
        replica = World()
        desk.service.define_town(small_town(), "t1")
        desk.do(P1, "1", issue("o1", "u101", "u102"))
        desk.do(U101, "2", Receipt("o1", "delivered"))
        await desk.settled()
        for one in desk.published:
            assert one.body == msgspec.json.encode(one.entry)
            apply(replica, one.entry)
        assert replica.digest() == desk.service.world.digest() == world_of(tmp_path).digest()
        assert desk.sender.accepted == [("1", True), ("2", True)]
        desk.service.close()

    run_async(main())


def test_nobody_is_told_before_it_is_durable(tmp_path: Path) -> None:
    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            with held_back(tmp_path):
                desk.do(P1, "1", issue("o1", "u101"))
                desk.do(P1, "1", issue("o1", "u101"))
                desk.do(U101, "2", Receipt("o1", "delivered"))
                assert "o1" in desk.service.world.orders, "decided at once"
                await asyncio.sleep(0)
                assert not desk.published and not desk.sender.accepted
                durable = desk.service.durable.seq
                assert world_of(tmp_path).seq == durable
            await desk.settled()
            assert [one.entry.seq for one in desk.published] == [durable + 1, durable + 2]
            assert desk.sender.accepted == [("1", True), ("1", False), ("2", True)]

    run_async(main())


def test_the_same_intent_twice_happens_once(tmp_path: Path) -> None:
    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            for _ in range(3):
                desk.do(P1, "1", issue("o1", "u101"))
                await desk.settled()
            seq = desk.service.world.seq
            # Under another id it is the order's own id that makes it once, and a receipt's own state.
            desk.do(P1, "2", issue("o1", "u101"))
            desk.do(U101, "r", Receipt("o1", "delivered"))
            desk.do(U101, "r", Receipt("o1", "delivered"))
            desk.do(U101, "s", Receipt("o1", "delivered"))
            await desk.settled()
            assert desk.service.world.seq == seq + 1
            assert desk.sender.accepted == [
                ("1", True), ("1", False), ("1", False), ("2", False), ("r", True), ("r", False), ("s", False)
            ]  # fmt: skip
            assert not desk.sender.refused

    run_async(main())


def test_an_intent_is_known_after_a_restart_and_only_its_own_persons(tmp_path: Path) -> None:
    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            desk.do(P1, "1", DraftOrder("o1", "起草", ("u101",)))
            await desk.settled()
        async with desk_at(tmp_path) as desk:
            seq = desk.service.world.seq
            desk.do(P1, "1", DraftOrder("o1", "起草", ("u101",)))
            assert desk.sender.accepted == [("1", False)] and desk.service.world.seq == seq
            desk.do(P3, "1", DraftOrder("o2", "另一人", ("u101",)))
            await desk.settled()
            assert desk.sender.accepted[-1] == ("1", True) and "o2" in desk.service.world.orders

    run_async(main())


def test_what_a_chief_in_the_field_says_twice_happens_once(tmp_path: Path) -> None:
    """Unlike a receipt, it would be refused the second time: the recipient has ended by then."""

    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            chief, vouched = Actor("unit", "u102"), AnswerFor("o1", "u101", "completed", "当面确认")
            desk.do(P1, "1", issue("o1", "u101", "u102"))
            desk.do(chief, "2", vouched)
            desk.do(chief, "2", vouched)
            desk.do(chief, "3", vouched)
            await desk.settled()
            assert desk.sender.accepted == [("1", True), ("2", True), ("2", False)]
            assert desk.sender.refused == [("3", "relief.ended")]

    run_async(main())


def test_a_refusal_comes_at_once_and_changes_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            before = desk.service.world.digest()
            desk.do(P3, "1", issue("o1", "u101"))
            desk.do(P1, "2", RecallOrder("o9"))
            assert desk.sender.refused == [("1", "order.operator_drafts"), ("2", "order.unknown")]
            assert desk.service.world.digest() == before and not desk.sender.accepted

    run_async(main())


def test_a_command_that_changes_nothing_still_waits_for_what_it_rests_on(tmp_path: Path) -> None:
    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            with held_back(tmp_path):
                desk.do(P3, "1", DraftOrder("o1", "起草", ("u101",)))
                desk.do(P1, "2", ConfirmDraft("o1"))
                desk.do(P1, "3", ConfirmDraft("o1"))
                assert not desk.sender.accepted
            await desk.settled()
            assert desk.sender.accepted == [("1", True), ("2", True), ("3", False)]

    run_async(main())


# -- a disk that fails -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["held", "full"])
def test_a_failing_disk_refuses_what_waited_and_goes_back_to_what_is_durable(tmp_path: Path, why: str) -> None:
    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            service = desk.service
            desk.do(P1, "1", issue("o1", "u101"))
            await desk.settled()
            before, told = service.world.digest(), len(desk.published)
            impatient(service.journal)
            holding = held_back(tmp_path)
            if why == "full":
                fill(service.journal)
            else:
                holding.__enter__()
            # More than any page has left, so that the first of the commits is the one that fails.
            big = ReportIncident("police_110", "7", "brawl", "急" * 1000, NOON, circle="g1", address="址" * 1000)
            desk.do(P1, "2", big)
            desk.do(U101, "3", Receipt("o1", "acknowledged"))
            for number in range(7):
                desk.do(P1, f"3/{number}", issue(f"o{number + 2}", "u101"))
            await until(lambda: service.failure is not None)
            assert desk.rolled_back == 1
            assert {rule for _, rule in desk.sender.refused} == {"hub.disk"}
            assert len(desk.sender.refused) == 9 and desk.sender.accepted == [("1", True)]
            assert service.world.digest() == before and len(desk.published) == told
            desk.do(P1, "4", issue("o4", "u102"))
            assert desk.sender.refused[-1] == ("4", "hub.disk")

            if why == "full":
                free(service.journal)
            else:
                assert not service.try_again()
                holding.__exit__(None, None, None)
            assert service.try_again() and service.failure is None
            desk.do(P1, "5", big)
            desk.do(U101, "6", Receipt("o1", "acknowledged"))
            await desk.settled()
            assert desk.sender.accepted[-2:] == [("5", True), ("6", True)]
            assert world_of(tmp_path).digest() == service.world.digest()
            assert not verify(tmp_path / FILE).fault

    run_async(main())


def test_while_the_journal_cannot_be_read_back_nothing_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            service = desk.service
            impatient(service.journal)
            with held_back(tmp_path), monkeypatch.context() as patch:

                def unreadable(*_: object) -> World:
                    raise EnvironmentFailure("读不出来")

                patch.setattr("cockpit.hub.service.open_world", unreadable)
                desk.do(P1, "1", issue("o1", "u101"))
                await until(lambda: service.failure is not None)
                assert desk.sender.refused == [("1", "hub.disk")]
                patch.setattr(service.journal, "works", lambda: True)
                assert not service.try_again(), "the disk writes, but the world is not what is durable"
            assert service.try_again()
            assert "o1" not in service.world.orders

    run_async(main())


# -- town, snapshots, closing ------------------------------------------------------------------------------------


def test_a_town_is_journaled_when_it_is_new_or_has_changed(tmp_path: Path) -> None:
    async def main() -> None:
        town = small_town()
        async with desk_at(tmp_path) as desk:
            seq = desk.service.world.seq
            assert not desk.service.define_town(town, "t1")
            assert desk.service.world.seq == seq
            fewer = msgspec.structs.replace(town, units=town.units[:-1])
            assert desk.service.define_town(fewer, "t2")
            await desk.settled()
            assert desk.service.world.seq > seq
            assert town.units[-1].id not in desk.service.world.units
            assert desk.service.world.town_digest == "t2"
        assert town.units[-1].id not in world_of(tmp_path).units

    run_async(main())


def test_a_snapshot_is_due_after_enough_and_taken_only_of_what_is_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "EVERY", 3)

    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            service = desk.service
            service.snapshot()()
            assert not service.snapshot_due()
            with held_back(tmp_path):
                for number in range(3):
                    desk.do(P1, str(number), issue(f"o{number}", "u101"))
                assert not service.snapshot_due(), "not all of it is durable"
            await desk.settled()
            assert service.snapshot_due()
            service.snapshot()()
            assert not service.snapshot_due()
            assert len(list(tmp_path.glob("snapshot-*.json.z"))) == 2

    run_async(main())


def test_a_snapshot_that_the_disk_does_not_take_is_no_harm(tmp_path: Path) -> None:
    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            write = desk.service.snapshot()
            desk.service.folder = tmp_path
            (tmp_path / f"snapshot-{desk.service.world.seq:012d}.json.part").mkdir()
            write()
            assert not list(tmp_path.glob("snapshot-*.json.z"))
            desk.do(P1, "1", issue("o1", "u101"))
            await desk.settled()
            (tmp_path / f"snapshot-{desk.service.world.seq - 1:012d}.json.part").rmdir()

    run_async(main())


def test_closing_keeps_what_was_decided_and_leaves_a_snapshot(tmp_path: Path) -> None:
    async def main() -> None:
        async with desk_at(tmp_path) as desk:
            desk.do(P1, "1", issue("o1", "u101"))
        assert "o1" in world_of(tmp_path).orders
        assert len(list(tmp_path.glob("snapshot-*.json.z"))) == 1
        async with desk_at(tmp_path) as desk:
            assert "o1" in desk.service.world.orders

    run_async(main())
