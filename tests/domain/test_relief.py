"""What a chief or the commander does about a recipient who does not answer."""

from __future__ import annotations

import pytest

from cockpit.domain.orders import IssueOrder, Receipt
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from cockpit.domain.world import Command
from cockpit.errors import Refused
from tests.towns import Desk


@pytest.fixture
def desk() -> Desk:
    """One order to two grid workers of g1, delivered to one of them."""
    desk = Desk()
    desk.do(IssueOrder("o1", "到场", ("u107", "u109")), desk.person("p1"))
    desk.do(Receipt("o1", "delivered"), desk.unit("u107"))
    return desk


def refusal(desk: Desk, command: Command, who: str) -> str:
    actor = desk.person(who) if who.startswith("p") else desk.unit(who)
    before = desk.world.digest()
    with pytest.raises(Refused) as refused:
        desk.do(command, actor)
    assert desk.world.digest() == before
    return refused.value.rule


@pytest.mark.parametrize("who", ["u105", "u102", "u101", "p5", "p1"])
def test_any_chief_on_the_path_and_the_commander_may_answer_for_a_unit(desk: Desk, who: str) -> None:
    actor = desk.person(who) if who.startswith("p") else desk.unit(who)
    assert desk.do(AnswerFor("o1", "u107", "en_route", "电话确认已出发"), actor) == 1
    recipient = desk.world.orders["o1"].recipients["u107"]
    assert (recipient.state, recipient.note) == ("en_route", "电话确认已出发")
    assert desk.entries[-1].by == who
    assert desk.do(AnswerFor("o1", "u107", "acknowledged", "电话确认"), actor) == 0


@pytest.mark.parametrize("who", ["u107", "u109", "u201", "p2", "p3", "p4", "p6"])
def test_nobody_else_answers_for_a_unit(desk: Desk, who: str) -> None:
    assert refusal(desk, AnswerFor("o1", "u107", "en_route", "听说"), who) == "relief.charge"


def test_an_answer_for_somebody_says_how_it_is_known(desk: Desk) -> None:
    assert refusal(desk, AnswerFor("o1", "u107", "en_route", " "), "p1") == "relief.note"
    assert refusal(desk, AnswerFor("o1", "u107", "delivered", "见到"), "p1") == "relief.state"
    assert refusal(desk, AnswerFor("o1", "u107", "declined", "见到"), "p1") == "relief.state"


def test_a_part_goes_to_another_unit_whose_clocks_start_anew(desk: Desk) -> None:
    desk.wait(100)
    assert desk.do(Reassign("o1", "u107", "u110", "车辆故障"), desk.unit("u102")) == 1
    recipients = desk.world.orders["o1"].recipients
    assert (recipients["u107"].state, recipients["u107"].reason) == ("reassigned", "车辆故障")
    assert recipients["u110"].times == {"issued": desk.now}
    assert desk.world.orders_of_unit["u110"] == {"o1"}
    assert desk.world.orders_of_unit["u107"] == set()
    assert desk.do(Reassign("o1", "u107", "u110"), desk.unit("u102")) == 0
    assert desk.do(Receipt("o1", "completed"), desk.unit("u107")) == 0


def test_a_part_goes_only_to_who_is_in_charge_of_both(desk: Desk) -> None:
    assert refusal(desk, Reassign("o1", "u107", "u207"), "u102") == "relief.charge"
    assert refusal(desk, Reassign("o1", "u107", "u109"), "p1") == "relief.has_it"
    assert refusal(desk, Reassign("o1", "u107", "x"), "p1") == "order.recipients"
    assert refusal(desk, Reassign("o1", "u110", "u201"), "p1") == "relief.recipient"
    assert desk.do(Reassign("o1", "u107", "u207"), desk.person("p1")) == 1


def test_more_are_sent_by_who_may_order_them(desk: Desk) -> None:
    assert refusal(desk, Reinforce("o1", ("u201",)), "p5") == "order.own_zone"
    assert refusal(desk, Reinforce("o1", ()), "p1") == "order.recipients"
    assert desk.do(Reinforce("o1", ("u107", "u201", "u201")), desk.person("p1")) == 1
    assert list(desk.world.orders["o1"].recipients) == ["u107", "u109", "u201"]
    assert desk.do(Reinforce("o1", ("u201",)), desk.person("p1")) == 0


def test_a_chief_with_people_on_an_order_sends_more_of_its_own_and_itself(desk: Desk) -> None:
    assert refusal(desk, Reinforce("o1", ("u201",)), "u102") == "relief.charge"
    assert refusal(desk, Reinforce("o1", ("u209",)), "u202") == "relief.charge"
    assert refusal(desk, Reinforce("o1", ("u110",)), "u107") == "relief.charge"
    assert desk.do(Reinforce("o1", ("u110", "u102")), desk.unit("u102")) == 1
    assert list(desk.world.orders["o1"].recipients) == ["u107", "u109", "u110", "u102"]


def test_a_chief_takes_a_part_over_itself_and_gives_none_to_another_chief(desk: Desk) -> None:
    assert refusal(desk, Reassign("o1", "u107", "u102"), "u105") == "relief.charge"
    assert desk.do(Reassign("o1", "u107", "u105", "自己去"), desk.unit("u105")) == 1
    assert desk.world.orders["o1"].recipients["u105"].state == "issued"


def test_an_order_that_has_ended_takes_nobody_more(desk: Desk) -> None:
    for unit in ("u107", "u109"):
        desk.do(Receipt("o1", "completed"), desk.unit(unit))
    assert desk.world.orders["o1"].status == "closed"
    assert refusal(desk, Reinforce("o1", ("u201",)), "p1") == "order.not_under_way"
    assert refusal(desk, AnswerFor("o1", "u107", "on_scene", "见到"), "p1") == "relief.ended"
    assert refusal(desk, Reassign("o1", "u107", "u110"), "p1") == "relief.ended"


def test_an_order_closes_with_the_one_who_took_over(desk: Desk) -> None:
    desk.do(Reassign("o1", "u107", "u110"), desk.person("p1"))
    desk.do(Receipt("o1", "completed"), desk.unit("u109"))
    assert desk.world.orders["o1"].status == "issued"
    desk.do(Receipt("o1", "completed"), desk.unit("u110"))
    assert desk.world.orders["o1"].status == "closed"


def test_who_took_over_and_who_answered_is_kept_with_the_recipient(desk: Desk) -> None:
    recipients = desk.world.orders["o1"].recipients
    desk.do(AnswerFor("o1", "u107", "acknowledged", "电话确认"), desk.person("p5"))
    assert (recipients["u107"].answered_by, recipients["u107"].note) == ("p5", "电话确认")
    desk.do(Receipt("o1", "en_route"), desk.unit("u107"))
    assert (recipients["u107"].answered_by, recipients["u107"].note) == ("", "")
    desk.do(Reassign("o1", "u109", "u110"), desk.person("p1"))
    assert recipients["u109"].successor == "u110"
