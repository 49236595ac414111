"""Handovers, takeovers, restarts in any order: one person commands at every moment, and signatures alone pass it."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cockpit.domain.handover_rules import open_handover
from cockpit.domain.handovers import (
    AcceptItems,
    AddItem,
    AnswerItem,
    AskItem,
    CommandPassed,
    OpenHandover,
    RefreshHandover,
    RefuseItem,
    SignHandover,
    WithdrawHandover,
)
from cockpit.domain.in_command import CommandTaken, TakeOver, commander_at
from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import IssueOrder, RecallOrder
from cockpit.domain.world import World, WorldState, apply
from cockpit.errors import Refused
from tests.towns import Desk, signed_town

people = st.sampled_from(["p1", "p2", "p1", "p2", "p3", "p5"])


class Command(RuleBasedStateMachine):
    """The naive model knows one name, and changes it on two signatures or a takeover."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(signed_town())
        self.holder = "p1"
        self.signed: set[str] = set()
        self.count = 0

    def do(self, who: str, command: object) -> bool:
        """Whether the command was taken."""
        try:
            self.desk.do(command, self.desk.person(who))  # type: ignore[arg-type]
        except Refused:
            return False
        return True

    def current(self) -> str:
        """The open handover's id, or one that nobody knows."""
        handover = open_handover(self.desk.world)
        return handover.id if handover is not None else "none"

    @rule(who=people)
    def opens(self, who: str) -> None:
        self.count += 1
        if self.do(who, OpenHandover(f"h{self.count}")):
            self.signed = set()

    @rule(who=people)
    def signs(self, who: str) -> None:
        handover = open_handover(self.desk.world)
        if not self.do(who, SignHandover(self.current())) or handover is None:
            return
        self.signed.add(who)
        if self.signed == {handover.outgoing, handover.incoming}:
            self.holder = handover.incoming

    @rule(who=people)
    def accepts_all(self, who: str) -> None:
        handover = open_handover(self.desk.world)
        items = tuple(item.id for item in handover.undecided) if handover is not None else ()
        if items and self.do(who, AcceptItems(self.current(), items)):
            self.signed = set()

    @rule()
    def goes_through_it(self) -> None:
        handover = open_handover(self.desk.world)
        if handover is None:
            self.opens(self.holder)
        elif not handover.asked:
            self.accepts_all(handover.incoming)
            self.signs(handover.outgoing)

    @rule(who=people, what=st.sampled_from(["add", "ask", "answer", "refuse", "refresh", "withdraw"]), data=st.data())
    def touches(self, who: str, what: str, data: st.DataObject) -> None:
        handover = open_handover(self.desk.world)
        items = sorted(handover.items) if handover is not None else []
        item = data.draw(st.sampled_from(items or ["none"]))
        id_ = self.current()
        self.count += 1
        before = self.desk.world.seq
        done = self.do(
            who,
            {
                "add": AddItem(id_, f"n{self.count}", "note", "备注"),
                "ask": AskItem(id_, item, "怎么回事"),
                "answer": AnswerItem(id_, item, "这样"),
                "refuse": RefuseItem(id_, item, "不清楚"),
                "refresh": RefreshHandover(id_),
                "withdraw": WithdrawHandover(id_, "改期"),
            }[what],
        )
        if done and self.desk.world.seq > before:
            self.signed = set()

    @rule(who=people)
    def takes_over(self, who: str) -> None:
        if self.do(who, TakeOver("急")):
            self.holder = who
            self.signed = set()

    @rule(hours=st.integers(0, 30))
    def time_passes(self, hours: int) -> None:
        self.desk.now += timedelta(hours=hours)

    @rule(severe=st.booleans())
    def something_happens(self, severe: bool) -> None:
        self.count += 1
        kind = "warehouse_fire" if severe else "stall"
        report = ReportIncident("police_110", str(self.count), kind, "事", self.desk.now, circle="g1")
        self.do("p3", report)

    @rule()
    def hub_restarts(self) -> None:
        world = World()
        for entry in self.desk.entries:
            apply(world, entry)
        assert world.digest() == self.desk.world.digest()
        self.desk.world = World(msgspec.json.decode(msgspec.json.encode(world.state()), type=WorldState))

    @invariant()
    def exactly_one_commands(self) -> None:
        assert commander_at(self.desk.world, self.desk.now) == self.holder
        self.count += 1
        able = [who for who in ("p1", "p2", "p3") if self.do(who, IssueOrder(f"o{self.count}{who}", "到", ("u101",)))]
        assert able == [self.holder]
        self.do(self.holder, RecallOrder(f"o{self.count}{self.holder}"))  # out of the way of the next package

    @invariant()
    def it_moved_by_two_events_only(self) -> None:
        moves = [one.event for one in self.desk.entries if isinstance(one.event, CommandPassed | CommandTaken)]
        assert (moves[-1].person if moves else "p1") == self.holder


TestCommand = Command.TestCase
TestCommand.settings = settings(max_examples=60, stateful_step_count=30)
