"""Who is responsible for an order: offered and accepted, never without somebody, taken by whoever commands."""

from __future__ import annotations

import msgspec
import pytest

from cockpit.domain.holding import (
    AcceptOffer,
    DeclineOffer,
    HoldCommand,
    OfferOrder,
    TakeBackOffer,
    TakeOrder,
    may_be_offered,
)
from cockpit.domain.orders import DraftOrder, IssueOrder, Offer, Order, RecallOrder, Receipt
from cockpit.domain.world import Command, World, WorldState
from cockpit.errors import Refused
from tests.towns import Desk

DAY_S = 24 * 3600.0


@pytest.fixture
def desk() -> Desk:
    """p1 has given an order to two units of the first zone and one of the second."""
    desk = Desk()
    desk.do(IssueOrder("o1", "到西门", ("u101", "u102", "u201")), desk.person("p1"))
    desk.wait(10)
    return desk


def order_of(desk: Desk) -> Order:
    return desk.world.orders["o1"]


def refusal(desk: Desk, command: Command, who: str) -> Refused:
    actor = desk.person(who) if who.startswith("p") else desk.unit(who)
    before = desk.world.digest()
    with pytest.raises(Refused) as refused:
        desk.do(command, actor)
    assert desk.world.digest() == before
    return refused.value


def to_zone_one(desk: Desk) -> None:
    """All that is left to do is in the first zone, and its chief is asked to take it over."""
    desk.do(Receipt("o1", "completed"), desk.unit("u201"))
    desk.do(OfferOrder("o1", "p5", "东侧已封闭"), desk.person("p1"))


def test_the_issuer_is_responsible_until_another_has_accepted(desk: Desk) -> None:
    assert (order_of(desk).holder, order_of(desk).held_by) == ("p1", "")
    to_zone_one(desk)
    assert order_of(desk).offer == Offer("p5", "p1", desk.now, "东侧已封闭")
    assert order_of(desk).holder == "p1"
    desk.wait(5)
    assert desk.do(AcceptOffer("o1"), desk.person("p5")) == 1
    order = order_of(desk)
    assert (order.holder, order.held_by, order.held_since, order.offer) == ("p5", "p5", desk.now, None)
    assert order.issued_by == "p1", "who issued it stays in the record"


def test_who_has_it_now_may_recall_it_and_who_gave_it_may_not(desk: Desk) -> None:
    desk.do(IssueOrder("o2", "本区待命", ("u101",)), desk.person("p5"))
    desk.do(OfferOrder("o2", "p1"), desk.person("p5"))
    desk.do(AcceptOffer("o2"), desk.person("p1"))
    assert refusal(desk, RecallOrder("o2"), "p5").rule == "order.own_order"
    assert desk.do(OfferOrder("o2", "p5"), desk.person("p1")) == 1
    assert desk.do(AcceptOffer("o2"), desk.person("p5")) == 1
    assert desk.do(RecallOrder("o2"), desk.person("p5")) == 1


def test_a_zone_chief_recalls_what_they_took_over_though_done_units_are_elsewhere(desk: Desk) -> None:
    to_zone_one(desk)
    assert refusal(desk, RecallOrder("o1"), "p5").rule == "order.own_order"
    desk.do(AcceptOffer("o1"), desk.person("p5"))
    assert desk.do(RecallOrder("o1", "已处置"), desk.person("p5")) == 1


def test_it_can_be_offered_to_those_who_could_have_it(desk: Desk) -> None:
    assert may_be_offered(desk.world, order_of(desk)) == ("p2",)
    refused = refusal(desk, OfferOrder("o1", "p5"), "p1")
    assert (refused.rule, refused.who_could) == ("hold.to", "顾清和")
    for nobody in ("p1", "p3", "p4", "u101", "none"):
        assert refusal(desk, OfferOrder("o1", nobody), "p1").rule == "hold.to"
    desk.do(Receipt("o1", "declined", "忙"), desk.unit("u201"))
    assert may_be_offered(desk.world, order_of(desk)) == ("p2", "p5")


def test_only_the_responsible_one_offers_it_on_duty_or_not(desk: Desk) -> None:
    refused = refusal(desk, OfferOrder("o1", "p1"), "p2")
    assert (refused.rule, refused.who_could) == ("hold.holder", "沈宁远")
    desk.wait(DAY_S)
    assert refusal(desk, RecallOrder("o1"), "p1").rule == "order.commander_on_duty", "p1 has gone home"
    assert desk.do(OfferOrder("o1", "p2", "请接手"), desk.person("p1")) == 1
    assert desk.do(AcceptOffer("o1"), desk.person("p2")) == 1


def test_to_accept_takes_authority_at_that_moment(desk: Desk) -> None:
    desk.do(OfferOrder("o1", "p2"), desk.person("p1"))
    assert refusal(desk, AcceptOffer("o1"), "p2").rule == "order.commander_on_duty"
    desk.do(TakeBackOffer("o1"), desk.person("p1"))
    to_zone_one(desk)
    desk.world.orders["o1"].recipients["u201"].state = "acknowledged"
    assert refusal(desk, AcceptOffer("o1"), "p5").rule == "order.own_zone"
    desk.world.orders["o1"].recipients["u201"].state = "completed"
    assert desk.do(AcceptOffer("o1"), desk.person("p5")) == 1


def test_declined_it_stays_with_the_giver_who_sees_why(desk: Desk) -> None:
    to_zone_one(desk)
    for reason in ("", "  ", "长" * 1001):
        assert refusal(desk, DeclineOffer("o1", reason), "p5").rule == "hold.reason"
    assert desk.do(DeclineOffer("o1", " 人手不足 "), desk.person("p5")) == 1
    offer = order_of(desk).offer
    assert offer is not None and (offer.declined, offer.declined_at) == ("人手不足", desk.now)
    assert order_of(desk).holder == "p1"
    assert desk.do(DeclineOffer("o1", "又一次"), desk.person("p5")) == 0
    assert refusal(desk, AcceptOffer("o1"), "p5").rule == "hold.declined"
    assert desk.do(OfferOrder("o1", "p5", "已增派"), desk.person("p1")) == 1
    assert desk.do(AcceptOffer("o1"), desk.person("p5")) == 1


def test_taken_back_it_cannot_be_accepted(desk: Desk) -> None:
    to_zone_one(desk)
    assert refusal(desk, TakeBackOffer("o1"), "p5").rule == "hold.holder"
    assert desk.do(TakeBackOffer("o1"), desk.person("p1")) == 1
    assert desk.do(TakeBackOffer("o1"), desk.person("p1")) == 0
    assert order_of(desk).offer is None
    assert refusal(desk, AcceptOffer("o1"), "p5").rule == "hold.not_offered"


def test_one_offer_at_a_time(desk: Desk) -> None:
    to_zone_one(desk)
    assert desk.do(OfferOrder("o1", "p5", "东侧已封闭"), desk.person("p1")) == 0, "the same again"
    refused = refusal(desk, OfferOrder("o1", "p2"), "p1")
    assert refused.rule == "hold.pending" and "章一区" in refused.message
    refused = refusal(desk, AcceptOffer("o1"), "p2")
    assert (refused.rule, refused.who_could) == ("hold.not_offered", "章一区")
    assert refusal(desk, DeclineOffer("o1", "忙"), "p2").rule == "hold.not_offered"


def test_the_same_acceptance_sent_again_changes_nothing(desk: Desk) -> None:
    to_zone_one(desk)
    desk.do(AcceptOffer("o1"), desk.person("p5"))
    assert desk.do(AcceptOffer("o1"), desk.person("p5")) == 0


def test_whoever_commands_takes_any_order_at_once(desk: Desk) -> None:
    to_zone_one(desk)
    desk.do(AcceptOffer("o1"), desk.person("p5"))
    desk.do(OfferOrder("o1", "p2"), desk.person("p5"))
    for who in ("p2", "p6"):
        refused = refusal(desk, TakeOrder("o1"), who)
        assert (refused.rule, refused.who_could) == ("hold.take", "当班指挥长 沈宁远")
    assert desk.do(TakeOrder("o1"), desk.person("p1")) == 1
    assert (order_of(desk).holder, order_of(desk).offer) == ("p1", None)
    assert desk.do(TakeOrder("o1"), desk.person("p1")) == 0


def test_whom_the_town_no_longer_has_leaves_it_to_the_commander(desk: Desk) -> None:
    desk.do(IssueOrder("o2", "本区待命", ("u101",)), desk.person("p5"))
    desk.world.people.pop("p5")
    refused = refusal(desk, OfferOrder("o2", "p2"), "p1")
    assert (refused.rule, refused.who_could) == ("hold.holder", "当班指挥长 沈宁远")
    assert desk.do(TakeOrder("o2"), desk.person("p1")) == 1


@pytest.mark.parametrize(
    "command",
    [OfferOrder("o1", "p5"), AcceptOffer("o1"), DeclineOffer("o1", "忙"), TakeBackOffer("o1"), TakeOrder("o1")],
)
def test_only_people_and_only_orders_under_way(desk: Desk, command: HoldCommand) -> None:
    assert refusal(desk, command, "u101").rule == "order.person"
    assert refusal(desk, msgspec.structs.replace(command, order="none"), "p1").rule == "order.unknown"
    desk.do(DraftOrder("o2", "待命", ("u101",)), desk.person("p1"))
    assert refusal(desk, msgspec.structs.replace(command, order="o2"), "p1").rule == "order.not_under_way"
    desk.do(RecallOrder("o1"), desk.person("p1"))
    assert refusal(desk, command, "p1").rule == "order.not_under_way"


def test_a_note_has_its_limit(desk: Desk) -> None:
    assert refusal(desk, OfferOrder("o1", "p2", "长" * 1001), "p1").rule == "hold.text"


def test_who_is_responsible_survives_a_snapshot(desk: Desk) -> None:
    to_zone_one(desk)
    desk.do(DeclineOffer("o1", "人手不足"), desk.person("p5"))
    state = msgspec.json.decode(msgspec.json.encode(desk.world.state()), type=WorldState)
    assert World(state).digest() == desk.world.digest()
    assert state.orders["o1"].offer == order_of(desk).offer
