"""Orders against a naive model: whatever is sent, in whatever order, twice or late."""

from __future__ import annotations

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from cockpit.domain.orders import (
    FINAL,
    PROGRESS,
    ConfirmDraft,
    DiscardDraft,
    DraftOrder,
    IssueOrder,
    RecallOrder,
    Receipt,
)
from cockpit.domain.people import Actor
from cockpit.domain.relief import Reassign, Reinforce
from cockpit.domain.versions import ChangeOrder
from cockpit.domain.world import Command, Entry, World, WorldState, apply
from cockpit.errors import Refused
from tests.towns import Desk, small_town

PEOPLE = tuple(person.id for person in small_town().people)
RANK = {state: rank for rank, state in enumerate(PROGRESS)}
people = st.sampled_from(("p1", "p1", "p1", "p2", *PEOPLE))
"""Those who may are drawn more often: a machine that is always refused learns little."""
recipients = st.sampled_from((("u101",), ("u101", "u103"), ("u201", "u101"), ("u201", "u202", "u103")))
ZONE_CHIEFS = ("p5", "p6")
MOST_ORDERS = 4
receipts = st.sampled_from((*PROGRESS[1:], "declined"))


class OrdersMachine(RuleBasedStateMachine):
    """The model: for each order its status and version, and for each recipient the furthest state that was reported in
    time; ``before`` holds the same of each version that a recipient was sent and that was changed since.
    """

    ids = Bundle("ids")
    sent = Bundle("sent")

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.status: dict[str, str] = {}
        self.states: dict[str, dict[str, str]] = {}
        self.version: dict[str, int] = {}
        self.with_version: dict[tuple[str, str], int] = {}
        self.before: dict[tuple[str, str, int], str] = {}
        self.count = 0
        self.snapshots: list[bytes] = []

    @initialize(target=ids)
    def first(self) -> str:
        return self._issue("p1", ("u101", "u201"))

    # -- what people do

    @precondition(lambda self: self.count < MOST_ORDERS)
    @rule(target=ids, person=people, units=recipients)
    def issue(self, person: str, units: tuple[str, ...]) -> str:
        return self._issue(person, units)

    @precondition(lambda self: self.count < MOST_ORDERS)
    @rule(target=ids, person=people, units=recipients)
    def draft(self, person: str, units: tuple[str, ...]) -> str:
        id_ = self._new_id()
        if self._do(DraftOrder(id_, "待命", units), Actor("person", person)):
            self.status[id_], self.states[id_] = "draft", dict.fromkeys(units, "issued")
        assert (id_ in self.status) == (person != "p4")
        return id_

    @rule(id_=ids, person=people)
    def confirm(self, id_: str, person: str) -> None:
        if self._do(ConfirmDraft(id_), Actor("person", person)):
            assert self.status[id_] == "draft"
            assert self._may(person, self.states[id_])
            self.status[id_] = "issued"

    @rule(id_=ids, person=people)
    def discard(self, id_: str, person: str) -> None:
        if self._do(DiscardDraft(id_), Actor("person", person)):
            assert self.status[id_] == "draft"
            self.status[id_] = "discarded"

    @rule(id_=ids, person=people)
    def recall(self, id_: str, person: str) -> None:
        if self._do(RecallOrder(id_), Actor("person", person)):
            assert self.status[id_] == "issued"
            assert self._may(person, self._open(id_))
            assert person not in ZONE_CHIEFS or self.desk.world.orders[id_].issued_by == person
            self.status[id_] = "recalled"
            for unit, state in self.states[id_].items():
                if state not in FINAL:
                    self.states[id_][unit] = "recalled"

    @rule(id_=ids, person=people, text=st.sampled_from(("改到东门", "改到南门")), behind=st.sampled_from((0, 0, 0, 1)))
    def change(self, id_: str, person: str, text: str, behind: int) -> None:
        order = self.desk.world.orders.get(id_)
        if order is None:
            return
        again = self.version.get(id_, 1) - behind
        if not self._do(ChangeOrder(id_, again, text, 1, order.deadlines), Actor("person", person)):
            return
        assert self.status[id_] == "issued" and not behind
        assert self._may(person, self._open(id_))
        assert person not in ZONE_CHIEFS or order.issued_by == person
        self.version[id_] = again + 1
        for unit, state in self.states[id_].items():
            if state not in FINAL:
                self.before[id_, unit, self.with_version.get((id_, unit), 1)] = state
                self.with_version[id_, unit] = again + 1
                self.states[id_][unit] = "issued"

    @rule(id_=ids, person=people, unit=st.sampled_from(("u104", "u204", "u101")))
    def reinforce(self, id_: str, person: str, unit: str) -> None:
        if self._do(Reinforce(id_, (unit,)), Actor("person", person)):
            assert self.status[id_] == "issued" and unit not in self.states[id_]
            assert self._may(person, (unit,))
            self._join(id_, unit)

    @rule(id_=ids, person=people, at=st.integers(0, 3), to=st.sampled_from(("u104", "u204", "u101")))
    def reassign(self, id_: str, person: str, at: int, to: str) -> None:
        units = tuple(self.states.get(id_, ())) or ("u110",)
        unit = units[at % len(units)]
        if self._do(Reassign(id_, unit, to), Actor("person", person)):
            assert self.status[id_] == "issued" and to not in self.states[id_]
            assert self.states[id_][unit] not in FINAL and self._may(person, (unit, to))
            self.states[id_][unit] = "reassigned"
            self._join(id_, to)

    # -- what terminals do

    @rule(target=sent, id_=ids, at=st.integers(0, 3), state=receipts, behind=st.sampled_from((0, 0, 1)))
    def answer(self, id_: str, at: int, state: str, behind: int) -> object:
        units = (*self.states.get(id_, ()), "u110")  # the last one is a stranger to every order
        unit = units[at % len(units)]
        version = max(1, self.with_version.get((id_, unit), 1) - behind)
        self._answer(id_, unit, state, version)
        if self.status.get(id_) in (None, "draft"):
            return multiple()  # refused: once the draft is confirmed, the same receipt is the first
        return id_, unit, state, version

    @rule(id_=ids, state=receipts)
    def all_answer(self, id_: str, state: str) -> None:
        for unit in list(self.states.get(id_, ())):
            self._answer(id_, unit, state, self.with_version.get((id_, unit), 1))

    @rule(receipt=sent)
    def answer_again(self, receipt: tuple[str, str, str, int]) -> None:
        before = self.desk.world.digest()
        self._answer(*receipt)
        assert self.desk.world.digest() == before

    # -- what a bad line does

    @rule(id_=ids, person=people)
    def send_again(self, id_: str, person: str) -> None:
        if id_ in self.desk.world.orders:
            units = tuple(self.desk.world.orders[id_].recipients)
            assert not self._do(IssueOrder(id_, "到场", units), Actor("person", person))

    @rule(seconds=st.sampled_from((1, 60, 3600, 8 * 3600)))
    def wait(self, seconds: int) -> None:
        if (self.desk.now - self.desk.entries[0].at).total_seconds() + seconds < 40 * 3600:
            self.desk.wait(seconds)

    @rule()
    def take_snapshot(self) -> None:
        self.snapshots.append(msgspec.json.encode(self.desk.world.state()))

    @rule()
    def start_again_from_the_snapshot(self) -> None:
        """The hub was killed: the last snapshot and the journal after it are all that is left."""
        state = msgspec.json.decode(self.snapshots[-1], type=WorldState) if self.snapshots else None
        self.desk.world = self._folded(World(state))

    # -- what must hold at any time

    @invariant()
    def the_world_says_what_the_model_says(self) -> None:
        orders = self.desk.world.orders
        assert {id_: order.status for id_, order in orders.items()} == self.status
        for id_, order in orders.items():
            assert {unit: one.state for unit, one in order.recipients.items()} == self.states[id_]
            for unit, one in order.recipients.items():
                assert one.version == self.with_version.get((id_, unit), 1)
                for earlier in one.earlier:
                    assert earlier.state == self.before[id_, unit, earlier.version]
                    assert earlier.state in earlier.times
                assert list(one.times.values()) == sorted(one.times.values())
                assert one.state in one.times

    @invariant()
    def units_have_just_the_orders_under_way(self) -> None:
        held = {unit: orders for unit, orders in self.desk.world.orders_of_unit.items() if orders}
        expected: dict[str, set[str]] = {}
        for id_, status in self.status.items():
            for unit, state in self.states[id_].items() if status == "issued" else ():
                if state == "reassigned":
                    continue
                expected.setdefault(unit, set()).add(id_)
        assert held == expected

    def teardown(self) -> None:
        digest = self.desk.world.digest()
        assert self._folded(World()).digest() == digest
        for snapshot in self.snapshots:
            assert self._folded(World(msgspec.json.decode(snapshot, type=WorldState))).digest() == digest

    # -- the model

    def _issue(self, person: str, units: tuple[str, ...]) -> str:
        id_ = self._new_id()
        if self._do(IssueOrder(id_, "到场", units), Actor("person", person)):
            self.status[id_], self.states[id_] = "issued", dict.fromkeys(units, "issued")
        assert (id_ in self.status) == self._may(person, units)
        return id_

    def _answer(self, id_: str, unit: str, state: str, version: int) -> None:
        state_before = self.states.get(id_, {}).get(unit)
        moved = self._do(Receipt(id_, state, "忙", version=version), Actor("unit", unit))  # type: ignore[arg-type]
        if self.status.get(id_) not in ("issued", "recalled", "closed") or state_before in (None, *FINAL):
            assert not moved
            return
        current = version == self.with_version.get((id_, unit), 1)
        state_before = state_before if current else self.before.get((id_, unit, version))
        if state_before in (None, *FINAL):  # None: who came later was never sent that version
            assert not moved
            return
        forward = state == "declined" or RANK[state] > RANK[state_before]  # type: ignore[index]
        assert bool(moved) == forward
        if forward and not current:
            self.before[id_, unit, version] = state
        elif forward:
            self.states[id_][unit] = state
            if all(one in FINAL for one in self.states[id_].values()):
                self.status[id_] = "closed"

    def _open(self, id_: str) -> list[str]:
        return [unit for unit, state in self.states[id_].items() if state not in FINAL]

    def _join(self, id_: str, unit: str) -> None:
        self.states[id_][unit] = "issued"
        self.with_version[id_, unit] = self.version.get(id_, 1)

    def _may(self, person: str, units: object) -> bool:
        """Who may order, said once more in other words: the first day p1, then p2 commands; p5 and p6 have a zone."""
        hours = (self.desk.now - self.desk.entries[0].at).total_seconds() / 3600
        on_duty = "p1" if hours < 8 or hours >= 32 else "p2"
        if person in ("p5", "p6"):
            return all(unit.startswith("u1" if person == "p5" else "u2") for unit in units)  # type: ignore[attr-defined]
        return person == on_duty

    def _do(self, command: Command, actor: Actor) -> int:
        before = self.desk.world.digest()
        try:
            events = self.desk.do(command, actor)
        except Refused as refused:
            assert refused.message
            events = 0
        if not events:
            assert self.desk.world.digest() == before
        return events

    def _new_id(self) -> str:
        self.count += 1
        return f"o{self.count}"

    def _folded(self, world: World) -> World:
        for entry in self.desk.entries[world.seq :]:
            apply(world, msgspec.json.decode(msgspec.json.encode(entry), type=Entry))
        return world


TestOrders = OrdersMachine.TestCase
TestOrders.settings = settings(max_examples=80, stateful_step_count=50)
