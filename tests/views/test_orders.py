"""The tracker's rows: counts that add up, and the order of slowness."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.changes import Changes
from cockpit.domain.orders import Deadlines, DiscardDraft, DraftOrder, Order, RecallOrder, RecipientState, Target
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from cockpit.views.orders import OrdersView, reached_rank, silent_units, slowest, tally
from cockpit.views.recipients import late_s, late_words, note_words, recipient_rows, states_present
from cockpit.views.situation import SituationChanges
from tests.situations import Scene

UNITS = [f"u{zone}{number:02d}" for zone in (1, 2) for number in range(1, 11)]
ANSWERS: list[RecipientState] = ["delivered", "acknowledged", "en_route", "on_scene", "completed", "declined"]

answers = st.lists(st.tuples(st.sampled_from(UNITS), st.sampled_from(ANSWERS)), max_size=40)


def answered(found: list[tuple[str, RecipientState]], recall: bool = False) -> Scene:
    scene = Scene()
    scene.order("o1", tuple(UNITS))
    for unit, state in found:
        scene.receipt("o1", unit, state, "车坏" if state == "declined" else "")
    if recall and scene.desk.world.orders["o1"].under_way:
        scene.desk.do(RecallOrder("o1"), scene.desk.person("p1"))
    return scene


def row_of(scene: Scene, view: OrdersView | None = None):  # type: ignore[no-untyped-def]
    view = view or OrdersView()
    view.update(scene.situation, scene.everything())
    return view.row(scene.situation, "o1")


@given(answers, st.booleans())
@settings(max_examples=80)
def test_every_recipient_is_counted_once(found: list[tuple[str, RecipientState]], recall: bool) -> None:
    scene = answered(found, recall)
    order = scene.desk.world.orders["o1"]
    counts = tally(order)
    assert counts.total == len(UNITS)
    assert sum(states_present(order).values()) == len(UNITS)
    everyone = [unit for waiting in counts.waiting for unit in waiting]
    assert len(everyone) == len(set(everyone))


@given(answers)
@settings(max_examples=80)
def test_the_bars_fall_from_stage_to_stage_and_agree_with_the_recipients(
    found: list[tuple[str, RecipientState]],
) -> None:
    scene = answered(found)
    row = row_of(scene)
    reached = [stage.reached for stage in row.stages]
    assert reached == sorted(reached, reverse=True)
    order = scene.desk.world.orders["o1"]
    ranks = [reached_rank(one) for one in order.recipients.values()]
    assert reached == [sum(rank >= wanted for rank in ranks) for wanted in range(1, 6)]
    assert reached[-1] == row.completed


@given(answers, st.sets(st.sampled_from(UNITS)))
@settings(max_examples=80)
def test_the_three_troubles_are_told_apart(found: list[tuple[str, RecipientState]], mute: set[str]) -> None:
    scene = answered(found)
    scene.silence(*mute)
    row = row_of(scene)
    order = scene.desk.world.orders["o1"]
    if not order.under_way:
        assert (row.undelivered, row.unacknowledged, row.out_of_contact) == (0, 0, 0)
        return
    states = {unit: one.state for unit, one in order.recipients.items()}
    assert row.undelivered == sum(states[unit] == "issued" and unit not in mute for unit in UNITS)
    assert row.unacknowledged == sum(states[unit] == "delivered" and unit not in mute for unit in UNITS)
    assert row.out_of_contact == sum(states[unit] not in ("completed", "declined") for unit in mute)


@given(answers, st.floats(0, 9000))
@settings(max_examples=80)
def test_an_order_is_as_late_as_its_slowest_recipient(found: list[tuple[str, RecipientState]], seconds: float) -> None:
    scene = answered(found)
    scene.wait(seconds)
    order = scene.desk.world.orders["o1"]
    spans = [late_s(order, one, scene.situation.now) for one in order.recipients.values()]
    open_spans = [span for span in spans if span is not None]
    row = row_of(scene)
    assert row.late_s == (pytest.approx(max(open_spans), abs=1e-5) if open_spans else None)


@given(answers, st.floats(0, 9000), st.sets(st.sampled_from(UNITS)))
@settings(max_examples=60)
def test_recipients_come_slowest_first(found: list[tuple[str, RecipientState]], seconds: float, mute: set[str]) -> None:
    scene = answered(found)
    scene.wait(seconds)
    scene.silence(*mute)
    rows = recipient_rows(scene.situation, scene.desk.world.orders["o1"])
    assert sorted(row.id for row in rows) == sorted(UNITS)
    spans = [float("-inf") if row.late_s is None else row.late_s for row in rows]
    assert spans == sorted(spans, reverse=True)


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 500)), min_size=1, max_size=8))
@settings(max_examples=40)
def test_orders_come_slowest_first(made: list[tuple[int, float]]) -> None:
    scene = Scene()
    for number, (answer, pause) in enumerate(made):
        limits = Deadlines(20 + number, 60 + number, 120 + 7 * number, 300, 3600)
        scene.order(f"o{number}", tuple(UNITS[:3]), deadlines=limits)
        for unit in UNITS[:answer]:
            if unit in UNITS[:3]:
                scene.receipt(f"o{number}", unit, "acknowledged")
        scene.wait(pause)
    view = OrdersView()
    view.update(scene.situation, scene.everything())
    spans = [view.row(scene.situation, id_).late_s for id_ in view.ids]
    assert spans == sorted(spans, reverse=True, key=lambda span: span if span is not None else 0.0)
    assert view.under_way == len(made)


def test_only_the_changed_order_is_counted_again() -> None:
    scene = Scene()
    scene.order("o1", tuple(UNITS))
    scene.order("o2", tuple(UNITS[:2]))
    view = OrdersView()
    assert view.update(scene.situation, scene.everything()) == {"o1", "o2"}
    scene.changes()
    scene.receipt("o2", UNITS[0], "delivered")
    assert view.update(scene.situation, scene.changes()) == {"o2"}
    assert view.row(scene.situation, "o2").stages[0].reached == 1
    assert view.update(scene.situation, SituationChanges()) == set()
    assert view.update(scene.situation, scene.ticks()) == {"o1", "o2"}


def test_incremental_and_whole_agree() -> None:
    scene = Scene()
    scene.order("o1", tuple(UNITS))
    view = OrdersView()
    view.update(scene.situation, scene.everything())
    scene.changes()
    for unit, state in zip(UNITS, ANSWERS * 3, strict=False):
        scene.receipt("o1", unit, state, "路断")
        view.update(scene.situation, scene.changes())
    fresh = OrdersView()
    fresh.update(scene.situation, scene.everything())
    assert view.row(scene.situation, "o1") == fresh.row(scene.situation, "o1")


def test_a_late_stage_says_how_many_are_late() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102", "u103"), deadlines=Deadlines(20, 60, 120, 300, 3600))
    scene.receipt("o1", "u101", "acknowledged")
    scene.receipt("o1", "u102", "declined", "车坏")
    scene.wait(61)
    row = row_of(scene)
    assert [stage.late for stage in row.stages] == [1, 1, 0, 0, 0]
    assert row.waiting_for == "delivered"
    assert row.declined == 1
    assert row.unanswered_s == 61


def test_what_is_over_stands_last_and_is_not_late() -> None:
    scene = Scene()
    scene.order("o1", ("u101",))
    scene.order("o2", ("u102",))
    scene.wait(10)
    scene.receipt("o1", "u101", "completed")
    scene.desk.do(DraftOrder("d1", "草稿", ("u103",)), scene.desk.person("p3"))
    scene.wait(9000)
    view = OrdersView()
    view.update(scene.situation, scene.everything())
    assert view.ids == ["o2", "o1"]
    assert view.drafts == ["d1"]
    done = view.row(scene.situation, "o1")
    assert done.late_s is None
    assert done.elapsed_s == 10
    assert sum(stage.late for stage in done.stages) == 0
    assert not done.open
    scene.desk.do(DiscardDraft("d1"), scene.desk.person("p3"))
    view.update(scene.situation, scene.changes())
    assert view.drafts == []
    assert view.row(scene.situation, "d1").status == "discarded"


def test_an_order_that_the_world_has_forgotten_goes() -> None:
    scene = Scene()
    scene.order("o1", ("u101",))
    view = OrdersView()
    view.update(scene.situation, scene.everything())
    del scene.desk.world.orders["o1"]
    assert view.update(scene.situation, SituationChanges(Changes({"o1"}))) == {"o1"}
    assert view.ids == []


def test_silent_units_are_those_an_order_would_not_reach() -> None:
    scene = Scene()
    scene.silence("u101")
    del scene.situation.live.heard["u102"]
    assert silent_units(scene.situation) == {"u101", "u102"}


def test_a_draft_waits_for_nobody() -> None:
    scene = Scene()
    scene.desk.do(DraftOrder("d1", "草稿", ("u103",), Target(circles=("z1",))), scene.desk.person("p3"))
    order: Order = scene.desk.world.orders["d1"]
    assert slowest(order, tally(order)) is None
    view = OrdersView("en")
    view.update(scene.situation, scene.everything())
    assert view.row(scene.situation, "d1").target == "一区"


def test_recipients_of_one_state_and_of_unknown_units() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102"))
    scene.receipt("o1", "u101", "declined", "车坏")
    scene.silence("u102")
    order = scene.desk.world.orders["o1"]
    declined = recipient_rows(scene.situation, order, "declined")
    assert [(row.id, row.reason, row.late_s, row.unreachable) for row in declined] == [("u101", "车坏", None, False)]
    waiting = recipient_rows(scene.situation, order, "issued", "en")
    assert [(row.department, row.circle, row.contact, row.unreachable) for row in waiting] == [
        ("Traffic police", "执法1队", "out_of_contact", True)
    ]
    scene.desk.world.units.pop("u102")
    assert [row.name for row in recipient_rows(scene.situation, order, "issued")] == ["u102"]


givings = st.lists(
    st.tuples(st.sampled_from(("reassign", "reinforce", "wait")), st.sampled_from(UNITS), st.sampled_from(UNITS)),
    max_size=12,
)


@given(givings, answers)
@settings(max_examples=60)
def test_a_part_that_went_to_another_is_counted_once(
    moves: list[tuple[str, str, str]], found: list[tuple[str, RecipientState]]
) -> None:
    """Reassigned and reinforced: everybody is counted once, and who came later is late later."""
    scene = Scene()
    scene.order("o1", ("u101", "u102", "u103"))
    order = scene.desk.world.orders["o1"]
    for what, one, other in moves:
        if what == "wait":
            scene.wait(50)
        elif what == "reinforce":
            scene.desk.do(Reinforce("o1", (other,)), scene.desk.person("p1"))
        elif one in order.recipients and other not in order.recipients and order.recipients[one].state != "reassigned":
            scene.desk.do(Reassign("o1", one, other), scene.desk.person("p1"))
    for unit, state in found:
        if unit in order.recipients and order.under_way:
            scene.receipt("o1", unit, state, "车坏")
    scene.wait(100)
    counts, row = tally(order), row_of(scene)
    gone = sum(one.state == "reassigned" for one in order.recipients.values())
    assert (counts.total, counts.in_force) == (len(order.recipients), len(order.recipients) - gone)
    assert sum(states_present(order).values()) == len(order.recipients)
    spans = [late_s(order, one, scene.situation.now) for one in order.recipients.values()]
    open_spans = [span for span in spans if span is not None]
    assert row.late_s == (pytest.approx(max(open_spans), abs=1e-5) if open_spans else None)
    for place, stage in enumerate(row.stages):
        limit_s = order.deadlines.of(stage.state)
        behind = [
            one
            for one in order.recipients.values()
            if reached_rank(one) <= place and late_s(order, one, scene.situation.now) is not None
        ]
        late = [one for one in behind if (scene.situation.now - one.times["issued"]).total_seconds() > (limit_s or 0)]
        assert stage.late == len(late)


def test_a_recipient_says_what_was_missed_who_was_told_and_who_has_it_now() -> None:
    scene = Scene()
    scene.order("o1", ("u107", "u109", "u110"), deadlines=Deadlines(20, 60, 120, 300, 3600))
    scene.receipt("o1", "u109", "delivered")
    scene.climb(100)
    scene.desk.do(Reassign("o1", "u110", "u103", "车辆故障"), scene.desk.person("p1"))
    scene.desk.do(AnswerFor("o1", "u109", "acknowledged", "电话确认"), scene.desk.person("p5"))
    rows = {row.id: row for row in recipient_rows(scene.situation, scene.desk.world.orders["o1"])}
    assert (late_words(rows["u107"], "zh"), note_words(rows["u107"], "zh")) == ("未送达 01:20", "↑网格长 周力")
    assert late_words(rows["u107"], "en") == "Deliv. 01:20"
    assert (rows["u110"].state, rows["u110"].late_s) == ("reassigned", None)
    assert note_words(rows["u110"], "zh") == "由 孙力 接替 · 车辆故障"
    assert note_words(rows["u110"], "en") == "taken over by 孙力 · 车辆故障"
    assert (late_words(rows["u109"], "zh"), note_words(rows["u109"], "zh")) == ("", "章一区 代答 · 电话确认")
    assert note_words(rows["u109"], "en") == "answered for by 章一区 · 电话确认"
    assert late_words(rows["u103"], "zh") == ""


def test_a_row_knows_how_far_it_has_climbed_and_whom_it_calls() -> None:
    scene = Scene()
    scene.order("o1", ("u107",), deadlines=Deadlines(20, 60, 120, 300, 3600))
    view = OrdersView()
    assert (row_of(scene, view).climb, row_of(scene, view).alarm) == (None, False)
    scene.climb(80)
    view.update(scene.situation, scene.changes())
    row = view.row(scene.situation, "o1")
    assert row.climb is not None and row.climb.lead.unit == "u107" and not row.alarm
    scene.climb(480)
    view.update(scene.situation, scene.changes())
    assert view.row(scene.situation, "o1").alarm
