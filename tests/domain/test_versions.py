"""Changing an order that is under way: who may, what is asked anew, what becomes of answers to what it said."""

from __future__ import annotations

import msgspec
import pytest

from cockpit.domain.ladder import due, open_miss
from cockpit.domain.orders import ConfirmDraft, DraftOrder, IssueOrder, RecallOrder, Receipt
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from cockpit.domain.versions import VERSIONS_LIMIT, ChangeOrder
from cockpit.domain.world import Command, World, WorldState
from cockpit.errors import Refused
from tests.towns import Desk

PLACE = (120.1, 30.33)


@pytest.fixture
def desk() -> Desk:
    """One order: u101 on scene, u102 done, u103 unable, u201 not reached."""
    desk = Desk()
    desk.do(IssueOrder("o1", "到西门", ("u101", "u102", "u103", "u201")), desk.person("p1"))
    desk.wait(10)
    desk.do(Receipt("o1", "on_scene", note="已到"), desk.unit("u101"))
    desk.do(Receipt("o1", "completed"), desk.unit("u102"))
    desk.do(Receipt("o1", "declined", "车辆故障"), desk.unit("u103"))
    desk.wait(10)
    return desk


def change(desk: Desk, version: int = 1, text: str = "到东门", **more: object) -> ChangeOrder:
    order = desk.world.orders["o1"]
    values = {"priority": order.priority, "deadlines": order.deadlines, "place": order.place, **more}
    return ChangeOrder("o1", version, text, **values)  # type: ignore[arg-type]


def refusal(desk: Desk, command: Command, who: str = "p1") -> Refused:
    actor = desk.person(who) if who.startswith("p") else desk.unit(who)
    before = desk.world.digest()
    with pytest.raises(Refused) as refused:
        desk.do(command, actor)
    assert desk.world.digest() == before
    return refused.value


def test_who_is_not_done_is_asked_anew_and_what_was_done_stays_to_be_seen(desk: Desk) -> None:
    assert desk.do(change(desk, place=PLACE, priority=1), desk.person("p1")) == 1
    order = desk.world.orders["o1"]
    assert (order.version, order.text, order.place, order.priority) == (2, "到东门", PLACE, 1)
    assert (order.changed_by, order.changed_at) == ("p1", desk.now)
    assert [(one.version, one.wording.text, one.by) for one in order.earlier] == [(1, "到西门", "p1")]
    states = {unit: (one.state, one.version) for unit, one in order.recipients.items()}
    assert states == {"u101": ("issued", 2), "u102": ("completed", 1), "u103": ("declined", 1), "u201": ("issued", 2)}
    first = order.recipients["u101"]
    assert first.times == {"issued": desk.now} and first.note == ""
    assert [(one.version, one.state, one.note) for one in first.earlier] == [(1, "on_scene", "已到")]
    assert "on_scene" in first.earlier[0].times


def test_an_answer_to_an_older_version_is_kept_and_is_none_to_the_newer(desk: Desk) -> None:
    desk.do(change(desk), desk.person("p1"))
    assert desk.do(Receipt("o1", "acknowledged"), desk.unit("u201")) == 1
    late = desk.world.orders["o1"].recipients["u201"]
    assert (late.state, late.earlier[0].state) == ("issued", "acknowledged")
    assert late.earlier[0].times["acknowledged"] == desk.now
    assert desk.do(Receipt("o1", "delivered"), desk.unit("u201")) == 0
    assert desk.do(Receipt("o1", "completed"), desk.unit("u201")) == 1
    assert desk.do(Receipt("o1", "declined", "忙"), desk.unit("u201")) == 0
    assert late.state == "issued" and desk.world.orders["o1"].under_way
    assert desk.do(Receipt("o1", "acknowledged", version=2), desk.unit("u201")) == 1
    assert late.state == "acknowledged"


def test_who_declined_the_older_version_too_late_has_not_declined_the_newer(desk: Desk) -> None:
    desk.do(change(desk), desk.person("p1"))
    desk.do(Receipt("o1", "declined", "走不开"), desk.unit("u201"))
    late = desk.world.orders["o1"].recipients["u201"]
    assert (late.state, late.reason, late.earlier[0].state, late.earlier[0].reason) == (
        "issued",
        "",
        "declined",
        "走不开",
    )


def test_a_version_that_was_never_issued_cannot_be_answered(desk: Desk) -> None:
    assert refusal(desk, Receipt("o1", "acknowledged", version=2), "u201").rule == "receipt.version"
    assert refusal(desk, Receipt("o1", "acknowledged", version=0), "u201").rule == "receipt.version"


def test_who_came_with_the_second_version_was_never_sent_the_first(desk: Desk) -> None:
    desk.do(change(desk), desk.person("p1"))
    desk.do(Reinforce("o1", ("u104",)), desk.person("p1"))
    desk.do(Reassign("o1", "u201", "u202"), desk.person("p1"))
    order = desk.world.orders["o1"]
    assert [order.recipients[unit].version for unit in ("u104", "u202")] == [2, 2]
    assert desk.do(Receipt("o1", "acknowledged"), desk.unit("u104")) == 0
    assert desk.do(Receipt("o1", "acknowledged", version=2), desk.unit("u104")) == 1


def test_two_people_do_not_overwrite_each_other_unseen(desk: Desk) -> None:
    desk.do(change(desk), desk.person("p1"))
    refused = refusal(desk, change(desk, text="到南门"))
    assert (refused.rule, refused.who_could) == ("order.changed", desk.world.people["p1"].name)
    assert "第 2 版" in refused.message
    assert desk.do(change(desk, 2, "到南门"), desk.person("p1")) == 1
    assert desk.world.orders["o1"].version == 3


def test_the_same_change_sent_again_happens_once(desk: Desk) -> None:
    desk.do(change(desk), desk.person("p1"))
    assert desk.do(change(desk), desk.person("p1")) == 0


def test_only_who_may_recall_it_may_change_it(desk: Desk) -> None:
    for who in ("p2", "p3", "p4", "p5"):
        assert refusal(desk, change(desk), who).rule == refusal(desk, RecallOrder("o1"), who).rule
    desk.do(IssueOrder("o2", "本区待命", ("u101",)), desk.person("p5"))
    own = msgspec.structs.replace(change(desk), order="o2")
    assert refusal(desk, own, "p6").rule == "order.own_zone"
    assert desk.do(own, desk.person("p5")) == 1
    desk.do(IssueOrder("o3", "待命", ("u101",)), desk.person("p1"))
    assert refusal(desk, msgspec.structs.replace(own, order="o3"), "p5").rule == "order.own_order"
    assert desk.do(msgspec.structs.replace(own, version=2, text="改"), desk.person("p1")) == 1


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"text": " "}, "order.text"),
        ({"text": "长" * 1001}, "order.text"),
        ({"priority": 4}, "order.priority"),
        ({"place": (200.0, 0.0)}, "order.place"),
        ({"text": "到西门"}, "order.same"),
        ({"version": 2}, "order.changed"),
    ],
)
def test_a_bad_change_is_refused_with_what_is_wrong(desk: Desk, more: dict[str, object], rule: str) -> None:
    assert refusal(desk, change(desk, **more)).rule == rule  # type: ignore[arg-type]


def test_bad_deadlines_are_refused(desk: Desk) -> None:
    bad = msgspec.structs.replace(desk.world.orders["o1"].deadlines, delivered_s=0.0)
    assert refusal(desk, change(desk, deadlines=bad)).rule == "order.deadlines"


def test_what_is_over_or_a_draft_is_not_changed(desk: Desk) -> None:
    desk.do(RecallOrder("o1"), desk.person("p1"))
    assert refusal(desk, change(desk)).rule == "order.not_under_way"
    desk.do(DraftOrder("o2", "待命", ("u101",)), desk.person("p3"))
    assert refusal(desk, msgspec.structs.replace(change(desk), order="o2")).rule == "order.not_under_way"
    assert refusal(desk, msgspec.structs.replace(change(desk), order="none")).rule == "order.unknown"


def test_a_draft_that_was_written_anew_is_issued_as_the_first_version() -> None:
    desk = Desk()
    for text in ("待命", "待命，勿动"):
        desk.do(DraftOrder("o1", text, ("u101",)), desk.person("p3"))
    desk.do(ConfirmDraft("o1", 2), desk.person("p1"))
    assert desk.world.orders["o1"].version == 1
    assert desk.do(Receipt("o1", "acknowledged"), desk.unit("u101")) == 1


def test_an_order_is_not_changed_for_ever(desk: Desk) -> None:
    for version in range(1, VERSIONS_LIMIT):
        desk.do(change(desk, version, f"第 {version} 次"), desk.person("p1"))
    assert refusal(desk, change(desk, VERSIONS_LIMIT, "再改")).rule == "order.versions"


def test_the_clocks_start_anew_and_open_misses_end(desk: Desk) -> None:
    order = desk.world.orders["o1"]
    desk.wait(order.deadlines.delivered_s)
    for event in due(desk.world, order, "u201", desk.now):
        desk.record(event, "hub")
    assert open_miss(order.recipients["u201"]) is not None
    desk.do(change(desk), desk.person("p1"))
    assert open_miss(order.recipients["u201"]) is None
    desk.wait(order.deadlines.delivered_s - 1)
    assert list(due(desk.world, order, "u201", desk.now)) == []
    desk.wait(1)
    assert [type(event).__name__ for event in due(desk.world, order, "u201", desk.now)] == ["DeadlineMissed"]


def test_a_chief_answers_for_the_version_that_was_meant(desk: Desk) -> None:
    desk.do(change(desk), desk.person("p1"))
    assert refusal(desk, AnswerFor("o1", "u201", "on_scene", "电话")).rule == "order.changed"
    assert desk.do(AnswerFor("o1", "u201", "on_scene", "电话", 2), desk.person("p1")) == 1
    assert desk.world.orders["o1"].recipients["u201"].state == "on_scene"


def test_versions_survive_a_snapshot(desk: Desk) -> None:
    desk.do(change(desk), desk.person("p1"))
    state = msgspec.json.decode(msgspec.json.encode(desk.world.state()), type=WorldState)
    assert World(state).digest() == desk.world.digest()
    order = desk.world.orders["o1"]
    assert order.wording_of(1) == order.earlier[0].wording and order.wording_of(2) == order.wording
    assert order.wording_of(3) is None
