"""Who may order whom, what an order must be, and how it moves on."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from cockpit.domain.orders import (
    PROGRESS,
    TEXT_LIMIT,
    ConfirmDraft,
    Deadlines,
    DiscardDraft,
    DraftOrder,
    IssueOrder,
    RecallOrder,
    Receipt,
    RecipientState,
)
from cockpit.domain.people import Actor
from cockpit.domain.rota import Rota
from cockpit.domain.town_events import UnitsDefined
from cockpit.domain.units import Unit
from cockpit.domain.world import Command
from cockpit.errors import Refused
from tests.towns import Desk, small_town

HERE = ("u101", "u103")
"""Two of zone 1."""
ACROSS = ("u101", "u201")
"""One of each zone."""


@pytest.fixture
def desk() -> Desk:
    return Desk()


def order(id_: str = "o1", recipients: tuple[str, ...] = ACROSS, **other: Any) -> IssueOrder:
    return IssueOrder(id_, other.pop("text", "立即到场"), recipients, **other)


def draft(id_: str = "d1", recipients: tuple[str, ...] = ACROSS, **other: Any) -> DraftOrder:
    return DraftOrder(id_, other.pop("text", "立即到场"), recipients, **other)


def refusal(desk: Desk, command: Command, actor: Actor) -> Refused:
    """The refusal that follows, with the world unchanged by it."""
    before = desk.world.digest()
    with pytest.raises(Refused) as caught:
        desk.do(command, actor)
    assert desk.world.digest() == before
    return caught.value


def issued(desk: Desk, recipients: tuple[str, ...] = ACROSS) -> Desk:
    desk.do(order(recipients=recipients), desk.person("p1"))
    return desk


def state(desk: Desk, unit: str, id_: str = "o1") -> RecipientState:
    return desk.world.orders[id_].recipients[unit].state


# -- who may -----------------------------------------------------------------------------------------------------


def test_the_commander_on_duty_orders_across_departments_and_zones(desk: Desk) -> None:
    assert desk.do(order(), desk.person("p1")) == 1
    made = desk.world.orders["o1"]
    assert (made.status, made.issued_by, made.issued_at) == ("issued", "p1", desk.now)
    assert {id_: one.state for id_, one in made.recipients.items()} == dict.fromkeys(ACROSS, "issued")


def test_a_commander_off_duty_is_told_who_could(desk: Desk) -> None:
    refused = refusal(desk, order(), desk.person("p2"))
    assert refused.rule == "order.commander_on_duty"
    assert "顾清和" in refused.message
    assert "沈宁远" in refused.who_could


def test_command_passes_with_the_shift(desk: Desk) -> None:
    desk.wait(8 * 3600)
    assert refusal(desk, order(), desk.person("p1")).who_could == "当班指挥长 顾清和"
    assert desk.do(order(), desk.person("p2")) == 1


def test_where_the_rota_has_a_gap_nobody_commands() -> None:
    desk = Desk(msgspec.structs.replace(small_town(), rota=Rota()))
    refused = refusal(desk, order(), desk.person("p1"))
    assert refused.rule == "order.commander_on_duty"
    assert "无人" in refused.who_could


def test_a_zone_chief_orders_within_the_own_zone_only(desk: Desk) -> None:
    assert desk.do(order(recipients=HERE), desk.person("p5")) == 1
    refused = refusal(desk, order("o2"), desk.person("p5"))
    assert refused.rule == "order.own_zone"
    assert "一区" in refused.message
    assert "沈宁远" in refused.who_could


def test_a_refusal_names_at_most_three_of_those_outside(desk: Desk) -> None:
    message = refusal(desk, order(recipients=("u201", "u202", "u203", "u204")), desk.person("p5")).message
    assert "4 人不在本区" in message
    assert message.endswith("…")


def test_a_zone_chief_without_a_zone_orders_nobody() -> None:
    town = small_town()
    people = tuple(msgspec.structs.replace(one, zone=None) for one in town.people)
    desk = Desk(msgspec.structs.replace(town, people=people))
    assert "（未设）" in refusal(desk, order(recipients=HERE), desk.person("p5")).message


@pytest.mark.parametrize(
    ("person", "rule"), [("p3", "order.operator_drafts"), ("p4", "order.viewer"), ("nobody", "order.person")]
)
def test_others_do_not_order(desk: Desk, person: str, rule: str) -> None:
    assert refusal(desk, order(recipients=HERE), desk.person(person)).rule == rule


@pytest.mark.parametrize("kind", ["unit", "source", "hub"])
def test_only_people_order(desk: Desk, kind: Any) -> None:
    assert refusal(desk, order(), Actor(kind, "p1")).rule == "order.person"


# -- what an order must be -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"text": " \n"}, "order.text"),
        ({"text": "字" * (TEXT_LIMIT + 1)}, "order.text"),
        ({"priority": 0}, "order.priority"),
        ({"priority": 4}, "order.priority"),
        ({"recipients": ()}, "order.recipients"),
        ({"recipients": ("u101", "ghost")}, "order.recipients"),
        ({"recipients": ("u101", "u101")}, "order.recipients"),
        ({"place": (0.0, 0.0)}, "order.place"),
        ({"incident": "none:1"}, "order.incident"),
        ({"deadlines": Deadlines(5, 4, 3, 2, 1)}, "order.deadlines"),
    ],
)
def test_a_faulty_order_or_draft_is_refused(desk: Desk, changed: dict[str, Any], rule: str) -> None:
    assert refusal(desk, order(**changed), desk.person("p1")).rule == rule
    assert refusal(desk, draft(**changed), desk.person("p3")).rule == rule


def test_the_longest_text_is_taken(desk: Desk) -> None:
    assert desk.do(order(text="字" * TEXT_LIMIT), desk.person("p1")) == 1


def test_deadlines_are_the_senders_or_the_towns(desk: Desk) -> None:
    own = Deadlines(1, 2, 3, 4, 5)
    desk.do(order("o1", priority=1), desk.person("p1"))
    desk.do(order("o2", priority=3, deadlines=own), desk.person("p1"))
    assert desk.world.orders["o1"].deadlines == desk.world.settings.deadlines[0]
    assert desk.world.orders["o2"].deadlines == own


# -- once is once --------------------------------------------------------------------------------------------------


def test_an_order_sent_twice_happens_once(desk: Desk) -> None:
    issued(desk)
    before = desk.world.digest()
    assert desk.do(order(), desk.person("p1")) == 0
    assert desk.world.digest() == before


def test_it_stays_once_after_the_shift_has_changed(desk: Desk) -> None:
    issued(desk)
    desk.wait(9 * 3600)
    assert desk.do(order(), desk.person("p1")) == 0


def test_an_id_belongs_to_its_sender(desk: Desk) -> None:
    issued(desk, HERE)
    assert refusal(desk, order(recipients=HERE), desk.person("p5")).rule == "order.id"


# -- drafts --------------------------------------------------------------------------------------------------------


def test_an_operator_drafts_and_the_commander_confirms(desk: Desk) -> None:
    desk.do(draft(), desk.person("p3"))
    waiting = desk.world.orders["d1"]
    assert (waiting.status, waiting.drafted_by, waiting.issued_at) == ("draft", "p3", None)
    assert desk.world.orders_of_unit == {}
    desk.wait(60)
    assert desk.do(ConfirmDraft("d1"), desk.person("p1")) == 1
    made = desk.world.orders["d1"]
    assert (made.status, made.drafted_by, made.issued_by, made.issued_at) == ("issued", "p3", "p1", desk.now)
    assert {tuple(one.times.items()) for one in made.recipients.values()} == {(("issued", desk.now),)}
    assert desk.world.orders_of_unit == {id_: {"d1"} for id_ in ACROSS}
    assert desk.do(ConfirmDraft("d1"), desk.person("p1")) == 0


def test_a_draft_may_be_written_anew_as_long_as_it_is_one(desk: Desk) -> None:
    desk.do(draft(), desk.person("p3"))
    desk.do(draft(text="改为待命"), desk.person("p3"))
    assert desk.world.orders["d1"].text == "改为待命"
    assert refusal(desk, ConfirmDraft("d1"), desk.person("p1")).rule == "order.draft_changed"
    assert desk.do(ConfirmDraft("d1", 2), desk.person("p1")) == 1
    assert refusal(desk, draft(), desk.person("p3")).rule == "order.not_draft"


def test_only_its_drafter_writes_a_draft_anew(desk: Desk) -> None:
    desk.do(draft(), desk.person("p3"))
    refused = refusal(desk, draft(text="别处集合"), desk.person("p5"))
    assert (refused.rule, refused.who_could) == ("order.own_draft", "陆操作")


def test_a_viewer_does_not_draft(desk: Desk) -> None:
    assert refusal(desk, draft(), desk.person("p4")).rule == "order.viewer"


def test_confirming_takes_the_authority_to_order(desk: Desk) -> None:
    desk.do(draft(), desk.person("p3"))
    for person, rule in (("p2", "order.commander_on_duty"), ("p3", "order.operator_drafts"), ("p5", "order.own_zone")):
        assert refusal(desk, ConfirmDraft("d1"), desk.person(person)).rule == rule
    desk.do(draft("d2", HERE), desk.person("p3"))
    assert desk.do(ConfirmDraft("d2"), desk.person("p5")) == 1


def test_a_confirmed_draft_is_confirmed_by_one_person(desk: Desk) -> None:
    desk.do(draft(recipients=HERE), desk.person("p3"))
    desk.do(ConfirmDraft("d1"), desk.person("p5"))
    assert refusal(desk, ConfirmDraft("d1"), desk.person("p1")).rule == "order.not_draft"


def test_a_draft_for_units_that_have_left_cannot_be_confirmed(desk: Desk) -> None:
    desk.do(draft(), desk.person("p3"))
    del desk.world.units["u201"]
    assert refusal(desk, ConfirmDraft("d1"), desk.person("p1")).rule == "order.recipients"


def test_issuing_under_a_drafts_id_is_refused(desk: Desk) -> None:
    desk.do(draft(), desk.person("p3"))
    assert refusal(desk, order("d1"), desk.person("p1")).rule == "order.is_draft"


@pytest.mark.parametrize("person", ["p3", "p1"])
def test_a_draft_is_discarded_by_its_drafter_or_whoever_could_confirm_it(desk: Desk, person: str) -> None:
    desk.do(draft(), desk.person("p3"))
    assert desk.do(DiscardDraft("d1", "误报"), desk.person(person)) == 1
    ended = desk.world.orders["d1"]
    assert (ended.status, ended.end_reason, ended.ended_at) == ("discarded", "误报", desk.now)
    assert desk.do(DiscardDraft("d1"), desk.person(person)) == 0
    assert refusal(desk, ConfirmDraft("d1"), desk.person("p1")).rule == "order.not_draft"
    assert refusal(desk, order("d1"), desk.person("p1")).rule == "order.id"


def test_a_draft_is_not_discarded_by_others_nor_once_it_is_an_order(desk: Desk) -> None:
    desk.do(draft(), desk.person("p3"))
    assert refusal(desk, DiscardDraft("d1"), desk.person("p2")).rule == "order.commander_on_duty"
    desk.do(ConfirmDraft("d1"), desk.person("p1"))
    assert refusal(desk, DiscardDraft("d1"), desk.person("p3")).rule == "order.not_draft"


# -- recall --------------------------------------------------------------------------------------------------------


def test_a_zone_chief_does_not_take_back_what_the_commander_ordered(desk: Desk) -> None:
    issued(desk, HERE)
    refused = refusal(desk, RecallOrder("o1"), desk.person("p5"))
    assert refused.rule == "order.own_order"
    assert "沈宁远" in refused.who_could


def test_a_recall_reaches_everybody_who_has_not_finished(desk: Desk) -> None:
    issued(desk, ("u101", "u201", "u202"))
    desk.do(Receipt("o1", "completed"), desk.unit("u101"))
    desk.do(Receipt("o1", "declined", "车坏"), desk.unit("u201"))
    desk.wait(5)
    assert desk.do(RecallOrder("o1", "已扑灭"), desk.person("p1")) == 1
    assert [state(desk, id_) for id_ in ("u101", "u201", "u202")] == ["completed", "declined", "recalled"]
    ended = desk.world.orders["o1"]
    assert (ended.status, ended.end_reason, ended.ended_at) == ("recalled", "已扑灭", desk.now)
    assert ended.recipients["u202"].times["recalled"] == desk.now
    assert desk.do(RecallOrder("o1"), desk.person("p1")) == 0
    assert desk.do(Receipt("o1", "delivered"), desk.unit("u202")) == 0


def test_recalling_takes_the_authority_of_now(desk: Desk) -> None:
    issued(desk)
    desk.wait(9 * 3600)
    assert refusal(desk, RecallOrder("o1"), desk.person("p1")).rule == "order.commander_on_duty"
    assert desk.do(RecallOrder("o1"), desk.person("p2")) == 1


def test_only_what_is_under_way_is_recalled(desk: Desk) -> None:
    desk.do(draft(), desk.person("p3"))
    assert refusal(desk, RecallOrder("d1"), desk.person("p1")).rule == "order.not_under_way"


def test_a_recipient_that_has_left_the_town_lies_in_no_zone(desk: Desk) -> None:
    issued(desk, HERE)
    del desk.world.units["u103"]
    refused = refusal(desk, RecallOrder("o1"), desk.person("p5"))
    assert refused.rule == "order.own_zone"
    assert "u103" in refused.message


@pytest.mark.parametrize("command", [ConfirmDraft("x"), DiscardDraft("x"), RecallOrder("x"), Receipt("x", "delivered")])
def test_an_unknown_order_is_unknown(desk: Desk, command: Command) -> None:
    assert refusal(desk, command, desk.person("p1")).rule == "order.unknown"


# -- receipts ------------------------------------------------------------------------------------------------------


def test_a_recipient_goes_through_the_states_each_at_its_time(desk: Desk) -> None:
    issued(desk)
    times = {"issued": desk.now}
    for step in PROGRESS[1:]:
        desk.wait(10)
        assert desk.do(Receipt("o1", step), desk.unit("u101")) == 1
        times[step] = desk.now
    assert desk.world.orders["o1"].recipients["u101"].times == times
    assert state(desk, "u201") == "issued"


def test_a_receipt_that_comes_late_or_twice_changes_nothing(desk: Desk) -> None:
    issued(desk)
    desk.do(Receipt("o1", "en_route", note="两分钟"), desk.unit("u101"))
    for stale in ("delivered", "acknowledged", "en_route"):
        assert desk.do(Receipt("o1", stale), desk.unit("u101")) == 0  # type: ignore[arg-type]
    assert state(desk, "u101") == "en_route"
    desk.do(Receipt("o1", "on_scene"), desk.unit("u101"))
    assert desk.world.orders["o1"].recipients["u101"].note == "两分钟"


def test_declining_needs_a_reason_and_is_final(desk: Desk) -> None:
    issued(desk)
    assert refusal(desk, Receipt("o1", "declined", " "), desk.unit("u101")).rule == "receipt.reason"
    assert desk.do(Receipt("o1", "declined", "在处警"), desk.unit("u101")) == 1
    assert desk.world.orders["o1"].recipients["u101"].reason == "在处警"
    assert desk.do(Receipt("o1", "completed"), desk.unit("u101")) == 0


@pytest.mark.parametrize("untold", ["issued", "recalled"])
def test_a_terminal_does_not_tell_what_is_the_hubs_to_tell(desk: Desk, untold: Any) -> None:
    assert refusal(issued(desk), Receipt("o1", untold), desk.unit("u101")).rule == "receipt.state"


@pytest.mark.parametrize("part", ["reason", "note"])
def test_a_receipt_is_short(desk: Desk, part: str) -> None:
    long = Receipt("o1", "declined", **{"reason": "忙", part: "字" * (TEXT_LIMIT + 1)})
    assert refusal(issued(desk), long, desk.unit("u101")).rule == "receipt.text"


def test_only_recipients_answer(desk: Desk) -> None:
    issued(desk)
    for actor in (desk.unit("u102"), desk.person("u101"), desk.person("p1")):
        assert refusal(desk, Receipt("o1", "delivered"), actor).rule == "receipt.not_recipient"


def test_a_draft_is_not_answered(desk: Desk) -> None:
    desk.do(draft(), desk.person("p3"))
    assert refusal(desk, Receipt("d1", "delivered"), desk.unit("u101")).rule == "receipt.not_issued"


def test_an_order_closes_with_its_last_recipient(desk: Desk) -> None:
    issued(desk)
    desk.do(Receipt("o1", "completed"), desk.unit("u101"))
    assert desk.world.orders["o1"].status == "issued"
    desk.wait(3)
    desk.do(Receipt("o1", "declined", "在处警"), desk.unit("u201"))
    ended = desk.world.orders["o1"]
    assert (ended.status, ended.ended_at, ended.end_reason) == ("closed", desk.now, "")
    assert not any(desk.world.orders_of_unit.values())
    assert refusal(desk, RecallOrder("o1"), desk.person("p1")).rule == "order.not_under_way"


def test_a_unit_that_moves_away_keeps_its_orders(desk: Desk) -> None:
    issued(desk)
    desk._append(UnitsDefined((Unit("u101", "赵力", "police", "q2", "officer"),)), "hub", "")
    assert desk.do(Receipt("o1", "delivered"), desk.unit("u101")) == 1
