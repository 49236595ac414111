"""How a day's orders were answered, counted from the entries that a desk made."""

from __future__ import annotations

from datetime import timedelta

from cockpit.domain.ladder import DeadlineMissed
from cockpit.domain.orders import ConfirmDraft, DraftOrder, IssueOrder, Receipt
from cockpit.domain.people import HUB
from cockpit.reports.order_facts import OrderFacts
from tests.towns import NOON, Desk


def test_orders_drafts_and_what_was_missed_are_counted() -> None:
    desk = Desk()
    desk.do(IssueOrder("o1", "到\n西门", ("u101", "u102", "u205")), desk.person("p1"))
    desk.do(DraftOrder("o2", "巡查", ("u101",)), desk.person("p3"))
    desk.do(ConfirmDraft("o2", 1), desk.person("p1"))
    desk.wait(30)
    for state in ("delivered", "acknowledged", "completed"):
        desk.do(Receipt("o1", state), desk.unit("u101"))  # type: ignore[arg-type]
    desk.do(Receipt("o1", "declined", "车坏了"), desk.unit("u102"))
    desk.record(DeadlineMissed("o1", "u205", "delivered", desk.now), HUB.id)
    facts = OrderFacts(NOON - timedelta(hours=1), NOON + timedelta(hours=1), {})
    facts.count(desk.entries)
    first, second = facts.orders(desk.world)
    assert (first.by, first.text, first.recipients) == ("沈宁远", "到 西门", 3)
    assert (first.acknowledged, first.completed, first.declined, first.missed, first.median_s) == (1, 1, 1, 1, 30.0)
    assert (second.text, second.recipients, second.median_s) == ("巡查", 1, None)
    circles, departments = facts.kept(desk.world)
    assert [(one.name, one.asked, one.missed) for one in circles] == [("二区", 1, 1), ("一区", 3, 0)]
    assert [(one.name, one.share) for one in departments] == [("网格", 0.0), ("交警", 1.0), ("公安", 1.0)]


def test_another_days_orders_are_not_counted() -> None:
    desk = Desk()
    desk.do(IssueOrder("o1", "到西门", ("u101",)), desk.person("p1"))
    facts = OrderFacts(NOON + timedelta(seconds=1), NOON + timedelta(hours=1), {})
    facts.count(desk.entries)
    assert facts.orders(desk.world) == () and facts.kept(desk.world) == ((), ())
