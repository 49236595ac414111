"""The score: figures of a journal, told by hand."""

from __future__ import annotations

from datetime import timedelta

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.ladder import DeadlineMissed, MissClimbed
from cockpit.domain.orders import IssueOrder, RecallOrder, Receipt
from cockpit.domain.people import Actor
from cockpit.drills.score import Load, Reached, Score, score, spread
from tests.towns import NOON, Desk

SHEN = Actor("person", "p1")
POLICE = Actor("source", "police_110")


def told(desk: Desk) -> Score:
    return score(desk.entries)


def reach(desk: Desk, unit: str, state: str, order: str = "o1") -> None:
    desk.do(Receipt(order, state, reason="忙" if state == "declined" else ""), Actor("unit", unit))  # type: ignore[arg-type]


def answered() -> Desk:
    """An incident at noon; an order to three after 40 s, answered after 10, 20 s and never."""
    desk = Desk()
    desk.do(ReportIncident("police_110", "1", "brawl", "打架", desk.now, circle="g1"), POLICE)
    desk.now += timedelta(seconds=40)
    desk.do(IssueOrder("o1", "去", ("u101", "u105", "u201"), incident="police_110:1"), SHEN)
    desk.now += timedelta(seconds=10)
    reach(desk, "u101", "acknowledged")
    desk.now += timedelta(seconds=10)
    reach(desk, "u105", "on_scene")
    return desk


def test_nothing_in_a_journal_is_nothing_measured() -> None:
    found = told(Desk())
    assert (found.incidents, found.orders, found.recipients, found.first_order_s) == (0, 0, (), None)
    assert found.stages["delivered"].share is None
    assert found.passed_over == ()


def test_times_by_state_zone_and_department() -> None:
    found = told(answered())
    assert (found.incidents, found.orders, found.first_order_s) == (1, 1, 40.0)
    acknowledged = found.stages["acknowledged"]
    assert (acknowledged.reached, acknowledged.of) == (2, 3)
    assert (acknowledged.p50, acknowledged.p90, acknowledged.worst) == (10.0, 20.0, 20.0)
    assert found.stages["on_scene"].reached == 1
    assert found.by_zone["z1"]["acknowledged"].of == 2
    assert found.by_zone["z2"]["acknowledged"].reached == 0
    assert found.by_department["grid"]["on_scene"].worst == 20.0
    assert found.by_department["police"]["acknowledged"].p50 == 10.0


def test_units_of_the_station_that_nobody_sent_are_passed_over() -> None:
    found = told(answered())
    (passed,) = found.passed_over
    assert passed.incident == "police_110:1"
    assert passed.units == ("u106", "u107", "u108", "u109", "u110")


def test_the_ladder_declined_changed_and_load() -> None:
    desk = answered()
    for event in (
        DeadlineMissed("o1", "u201", "delivered", desk.now),
        MissClimbed("o1", "u201", "delivered", 0, "g3", "u205"),
        MissClimbed("o1", "u201", "delivered", 1, "q2", "", "nobody"),
    ):
        desk.record(event, "hub")
    reach(desk, "u101", "declined")
    reach(desk, "u105", "completed")
    desk.do(RecallOrder("o1"), SHEN)
    found = told(desk)
    assert (found.missed, found.climbed, found.skipped) == ({"delivered": 1}, {"grid": 1}, 1)
    assert (found.ladder_kept, found.declined, found.completed, found.changed) == (2, 1, 1, 1)
    assert found.load == {"p1": Load(2, 0), "u205": Load(0, 1)}


def test_a_stretch_of_a_journal() -> None:
    desk = answered()
    whole = score(desk.entries, since=NOON, until=NOON + timedelta(hours=1))
    assert whole.orders == 1
    late = score(desk.entries, since=NOON + timedelta(seconds=30))
    assert (late.incidents, late.orders, late.first_order_s) == (0, 1, None)
    early = score(desk.entries, until=NOON + timedelta(seconds=30))
    assert (early.incidents, early.orders) == (1, 0)


def test_nearest_rank() -> None:
    all_ = [Reached("o", f"u{n}", "", (), {"delivered": float(n)}, (), "delivered") for n in range(1, 11)]
    found = spread(all_, "delivered")
    assert (found.p50, found.p90, found.worst, found.share) == (5.0, 9.0, 10.0, 1.0)
