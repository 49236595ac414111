"""A handover: what is in its package, who may do what in it, and that command passes with the second signature."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from cockpit.domain.handover_rules import ended, may_receive, missing, open_handover
from cockpit.domain.handovers import (
    AcceptItems,
    AddItem,
    AnswerItem,
    AskItem,
    CommandPassed,
    DropItem,
    Fact,
    Handover,
    OpenHandover,
    RefreshHandover,
    RefuseItem,
    SignHandover,
    WithdrawHandover,
)
from cockpit.domain.holding import AcceptOffer, OfferOrder
from cockpit.domain.in_command import TakeOver, commander_at
from cockpit.domain.incidents import AdvanceIncident, ReportIncident
from cockpit.domain.ladder import AcknowledgeMiss, due
from cockpit.domain.orders import Deadlines, IssueOrder, RecallOrder, Receipt
from cockpit.domain.people import HUB
from cockpit.domain.rota import Rota
from cockpit.domain.world import World, WorldState, apply
from cockpit.errors import Refused
from tests.towns import NOON, Desk, signed_town

LIMITS = Deadlines(20.0, 60.0, 120.0, 300.0, 3600.0)
FACTS = (Fact("contact", "u108", "钱八", NOON), Fact("index", "fire", value=74.0, change=-7.0, doubt=True))


class Room(Desk):
    """A town in which command passes by signature, an hour before p1 hands over to p2."""

    def __init__(self) -> None:
        super().__init__(signed_town(), NOON + timedelta(hours=7))
        self.out, self.incoming = self.person("p1"), self.person("p2")

    def report(self, number: str, kind: str = "brawl") -> str:
        """Lets an incident come in; returns its id."""
        self.do(ReportIncident("police_110", number, kind, f"事件 {number}", self.now, circle="g1"), self.out)
        return f"police_110:{number}"

    def open(self, id_: str = "h1", facts: tuple[Fact, ...] = ()) -> Handover:
        """Begins a handover."""
        self.do(OpenHandover(id_, facts=facts), self.out)
        return self.world.handovers[id_]

    def accept_all(self, handover: Handover) -> None:
        """The incoming commander accepts what is left."""
        self.do(AcceptItems(handover.id, tuple(item.id for item in handover.undecided)), self.incoming)

    def refused(self, command: object, who: str) -> str:
        """The rule by which a command is refused."""
        with pytest.raises(Refused) as refusal:
            self.do(command, self.person(who))  # type: ignore[arg-type]
        return refusal.value.rule


@pytest.fixture
def room() -> Room:
    """One order under way, one grave and one small incident."""
    room = Room()
    room.report("1", "warehouse_fire")
    room.report("2", "stall")
    room.do(IssueOrder("o1", "立即到场\n先疏散", ("u101", "u107"), deadlines=LIMITS), room.out)
    return room


def test_the_package_holds_all_that_is_open_the_gravest_first(room: Room) -> None:
    handover = room.open(facts=FACTS)
    assert [(item.kind, item.level, item.text) for item in handover.items.values()] == [
        ("order", 2, "立即到场"),
        ("incident", 1, "事件 1"),
        ("incident", 4, "事件 2"),
        ("contact", 0, "钱八"),
        ("index", 0, ""),
    ]
    fire = handover.items["index:fire"]
    assert (fire.value, fire.change, fire.doubt) == (74.0, -7.0, True)
    assert handover.items["order:o1"].count == 2
    assert (handover.outgoing, handover.incoming, handover.opened_by, handover.made_up) == ("p1", "p2", "p1", False)
    assert open_handover(room.world) is handover


def test_it_is_gone_through_and_signed_and_then_command_passes(room: Room) -> None:
    handover = room.open(facts=FACTS)
    assert room.refused(SignHandover("h1"), "p1") == "handover.undecided"
    room.accept_all(handover)
    assert room.do(SignHandover("h1"), room.out) == 1
    assert commander_at(room.world, room.now) == "p1", "until both have signed"
    assert room.refused(IssueOrder("o2", "到场", ("u101",)), "p2") == "order.commander_on_duty"
    assert room.do(SignHandover("h1"), room.incoming) == 2
    assert commander_at(room.world, room.now) == "p2"
    holder = room.world.in_command
    assert holder is not None
    assert (holder.came_by, holder.handover, holder.before, holder.owed) == ("handover", "h1", "p1", False)
    assert room.world.handovers["h1"].status == "signed"
    assert room.do(SignHandover("h1"), room.incoming) == 0, "twice is once"
    assert room.do(IssueOrder("o2", "到场", ("u101",)), room.incoming) == 1


def test_either_side_may_sign_first(room: Room) -> None:
    room.accept_all(room.open())
    assert [room.do(SignHandover("h1"), who) for who in (room.incoming, room.incoming, room.out)] == [1, 0, 2]
    assert commander_at(room.world, room.now) == "p2"


def test_a_question_stays_with_its_answer_and_holds_the_signature(room: Room) -> None:
    handover = room.open()
    room.accept_all(handover)
    room.do(AskItem("h1", "order:o1", "谁在现场？"), room.incoming)
    item = handover.items["order:o1"]
    assert (item.mark, item.asked) == ("open", True), "a question opens it again"
    assert room.refused(AcceptItems("h1", ("order:o1",)), "p2") == "handover.asked"
    assert room.refused(AskItem("h1", "order:o1", "还有？"), "p2") == "handover.asked"
    assert room.refused(SignHandover("h1"), "p1") == "handover.asked"
    assert room.refused(AnswerItem("h1", "order:o1", "赵力"), "p2") == "handover.part"
    room.do(AnswerItem("h1", "order:o1", "赵力"), room.out)
    assert room.refused(AnswerItem("h1", "order:o1", "又"), "p1") == "handover.not_asked"
    assert [(one.by, one.kind, one.text) for one in item.remarks] == [
        ("p2", "question", "谁在现场？"),
        ("p1", "answer", "赵力"),
    ]
    room.accept_all(handover)
    assert room.do(SignHandover("h1"), room.out) == 1


def test_what_is_refused_stays_with_the_outgoing_one_and_is_seen(room: Room) -> None:
    handover = room.open()
    room.do(RefuseItem("h1", "order:o1", "情况不明"), room.incoming)
    room.accept_all(handover)
    room.do(SignHandover("h1"), room.out)
    room.do(SignHandover("h1"), room.incoming)
    kept = room.world.handovers["h1"].refused
    assert [(item.ref, item.remarks[-1].text) for item in kept] == [("o1", "情况不明")]


def test_the_outgoing_one_types_weather_promises_and_notes(room: Room) -> None:
    handover = room.open()
    room.do(AddItem("h1", "n1", "promise", "今晚复查", "古墩路商户"), room.out)
    assert room.do(AddItem("h1", "n1", "promise", "今晚复查", "古墩路商户"), room.out) == 0
    room.do(AddItem("h1", "n2", "weather", "夜间大风"), room.out)
    assert room.refused(AddItem("h1", "n3", "order", "x"), "p1") == "handover.kind"
    assert room.refused(AddItem("h1", "n3", "promise", "x"), "p1") == "handover.text"
    assert room.refused(AddItem("h1", "n3", "note", " "), "p1") == "handover.text"
    assert room.refused(AddItem("h1", "n3", "note", "x"), "p2") == "handover.part"
    room.do(DropItem("h1", "n2"), room.out)
    assert (handover.items["n2"].mark, handover.items["n1"].to) == ("gone", "古墩路商户")
    room.do(AcceptItems("h1", ("n1",)), room.incoming)
    assert room.refused(DropItem("h1", "n1"), "p1") == "handover.item"
    assert room.refused(DropItem("h1", "order:o1"), "p1") == "handover.item"


def test_what_has_come_since_must_be_in_it_when_it_is_grave(room: Room) -> None:
    handover = room.open()
    room.accept_all(handover)
    room.report("3", "stall")
    assert missing(room.world, handover) == []
    room.report("4", "brawl")
    room.do(AdvanceIncident("police_110:1", "close"), room.out)
    assert [item.ref for item in missing(room.world, handover)] == ["police_110:4"]
    assert room.refused(SignHandover("h1"), "p1") == "handover.new_items"
    room.do(RefreshHandover("h1"), room.incoming)
    assert [item.ref for item in handover.undecided] == ["police_110:4", "police_110:3"]
    room.do(AdvanceIncident("police_110:3", "close"), room.out)
    assert ended(room.world, handover) == ["incident:police_110:3"]
    assert room.do(RefreshHandover("h1"), room.out) == 1
    assert handover.items["incident:police_110:3"].mark == "gone"
    assert room.do(RefreshHandover("h1"), room.out) == 0
    room.accept_all(handover)
    assert room.do(SignHandover("h1"), room.out) == 1


def test_a_signature_falls_with_every_change_of_what_was_signed(room: Room) -> None:
    handover = room.open()
    room.accept_all(handover)
    room.do(SignHandover("h1"), room.out)
    assert handover.outgoing_signed is not None
    room.do(AddItem("h1", "n1", "note", "补充"), room.out)
    assert handover.outgoing_signed is None
    room.accept_all(handover)
    room.do(SignHandover("h1"), room.incoming)
    assert commander_at(room.world, room.now) == "p1"


def test_there_is_one_at_a_time_and_only_for_those_two(room: Room) -> None:
    assert room.refused(OpenHandover("h1"), "p3") == "handover.part"
    assert room.refused(OpenHandover("h1", "p3"), "p1") == "handover.incoming"
    assert room.refused(OpenHandover(""), "p1") == "handover.id"
    room.open()
    assert room.refused(OpenHandover("h2"), "p2") == "handover.open"
    assert room.refused(SignHandover("h9"), "p1") == "handover.unknown"
    assert room.refused(RefreshHandover("h1"), "p4") == "handover.part"
    room.do(WithdrawHandover("h1", "演习取消"), room.incoming)
    assert room.do(WithdrawHandover("h1", "演习取消"), room.incoming) == 0
    assert room.refused(RefreshHandover("h1"), "p1") == "handover.ended"
    assert room.refused(AcceptItems("h1", ("order:o1",)), "p2") == "handover.ended"
    assert room.open("h2").status == "open"
    assert room.refused(AcceptItems("h2", ("nothing",)), "p2") == "handover.item"


def test_without_anybody_in_command_there_is_nothing_to_hand_over() -> None:
    desk = Desk(msgspec.structs.replace(signed_town(), rota=Rota()))
    with pytest.raises(Refused, match="无人指挥"):
        desk.do(OpenHandover("h1"), desk.person("p1"))
    assert may_receive(desk.world, desk.now) == ()


def test_what_climbed_to_the_outgoing_one_calls_the_incoming_one(room: Room) -> None:
    room.do(IssueOrder("o2", "到场", ("u107",), deadlines=LIMITS), room.out)
    room.wait(1000)
    for order in ("o1", "o2"):
        for unit in room.world.orders[order].recipients:
            while events := list(due(room.world, room.world.orders[order], unit, room.now)):
                for event in events:
                    room.record(event, HUB.id)
    room.do(AcknowledgeMiss("o1", "u107"), room.out)
    handover = room.open()
    room.do(RefuseItem("h1", "order:o2", "请您办完"), room.incoming)
    room.accept_all(handover)
    room.do(SignHandover("h1"), room.out)
    room.do(SignHandover("h1"), room.incoming)
    assert {order.id for order, _ in room.world.misses_of("p1")} == {"o2"}
    assert {order.id for order, _ in room.world.misses_of("p2")} == {"o1"}
    miss = room.world.orders["o1"].recipients["u107"].miss
    assert miss is not None and miss.acknowledged_at is None and miss.told[-1] == "p2"
    room.do(Receipt("o1", "completed"), room.unit("u107"))
    room.do(RecallOrder("o2"), room.incoming)
    assert room.world.misses_of("p1") == []


def test_the_outgoing_ones_orders_pass_along_but_those_that_were_not_taken_on(room: Room) -> None:
    room.do(IssueOrder("o2", "到场", ("u107",), deadlines=LIMITS), room.out)
    room.do(IssueOrder("o3", "本区待命", ("u101",), deadlines=LIMITS), room.person("p5"))
    room.do(IssueOrder("o4", "到场", ("u101",), deadlines=LIMITS), room.out)
    room.do(OfferOrder("o1", "p2"), room.out)
    room.do(RecallOrder("o4"), room.out)
    handover = room.open()
    room.do(RefuseItem("h1", "order:o2", "请您办完"), room.incoming)
    room.accept_all(handover)
    room.do(SignHandover("h1"), room.out)
    room.wait(5)
    room.do(SignHandover("h1"), room.incoming)
    orders = room.world.orders
    assert {id_: order.holder for id_, order in orders.items()} == {"o1": "p2", "o2": "p1", "o3": "p5", "o4": "p1"}
    assert (orders["o1"].held_since, orders["o1"].offer, orders["o1"].issued_by) == (room.now, None, "p1")
    passed = [one.event for one in room.entries if isinstance(one.event, CommandPassed)]
    assert [one.orders for one in passed] == [("o1",)]
    assert room.do(OfferOrder("o2", "p2"), room.out) == 1, "and who is off duty can still give it away"
    assert room.do(AcceptOffer("o2"), room.incoming) == 1


def test_a_takeover_ends_an_open_handover_and_is_made_up_for(room: Room) -> None:
    handover = room.open()
    assert room.do(TakeOver("突发急病"), room.incoming) == 2
    assert (handover.status, handover.reason) == ("withdrawn", "应急接管")
    assert commander_at(room.world, room.now) == "p2"
    made_up = room.open("h2")
    assert (made_up.outgoing, made_up.incoming, made_up.made_up) == ("p1", "p2", True)
    room.accept_all(made_up)
    room.do(SignHandover("h2"), room.out)
    room.do(SignHandover("h2"), room.incoming)
    holder = room.world.in_command
    assert holder is not None
    assert (holder.person, holder.came_by, holder.reason, holder.owed) == ("p2", "takeover", "突发急病", False)
    assert set(room.world.handovers) == {"h1", "h2"}


def test_another_commander_signs_for_who_lies_in_hospital() -> None:
    town = signed_town()
    others = tuple(msgspec.structs.replace(one, role="commander") if one.id == "p3" else one for one in town.people)
    desk = Desk(msgspec.structs.replace(town, people=others), NOON + timedelta(hours=7))
    desk.do(TakeOver("突发急病"), desk.person("p2"))
    desk.do(OpenHandover("h1"), desk.person("p2"))
    with pytest.raises(Refused, match="交班人"):
        desk.do(SignHandover("h1"), desk.person("p5"))
    desk.do(SignHandover("h1"), desk.person("p3"))
    desk.do(SignHandover("h1"), desk.person("p2"))
    signed = desk.world.handovers["h1"].outgoing_signed
    assert signed is not None and (signed.by, signed.instead_of) == ("p3", "p1")


def test_nobody_signs_for_others_in_an_ordinary_handover(room: Room) -> None:
    room.accept_all(room.open())
    for who in ("p3", "p4", "p5"):
        assert room.refused(SignHandover("h1"), who) == "handover.part"


def test_the_world_keeps_the_last_one_of_each_kind(room: Room) -> None:
    for number in range(3):
        room.open(f"w{number}")
        room.do(WithdrawHandover(f"w{number}", "改期"), room.out)
    assert set(room.world.handovers) == {"w2"}


def test_a_hub_killed_between_the_signatures_finds_the_first(room: Room) -> None:
    room.accept_all(room.open())
    room.do(SignHandover("h1"), room.out)
    folded = World()
    for entry in room.entries:
        apply(folded, entry)
    assert folded.digest() == room.world.digest()
    read = World(msgspec.json.decode(msgspec.json.encode(room.world.state()), type=WorldState))
    assert read.digest() == room.world.digest()
    room.world = read
    assert room.do(SignHandover("h1"), room.incoming) == 2
    assert commander_at(room.world, room.now) == "p2"
