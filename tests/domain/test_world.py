"""The fold: sequence, town, intents, pruning, and that a snapshot is as good as the journal before it."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from cockpit.domain import world as world_module
from cockpit.domain.changes import Changes
from cockpit.domain.incidents import AdvanceIncident, IncidentAdvanced, ReportIncident
from cockpit.domain.orders import (
    DiscardDraft,
    DraftConfirmed,
    DraftDiscarded,
    DraftOrder,
    IssueOrder,
    OrderRecalled,
    Receipt,
    RecipientAdvanced,
)
from cockpit.domain.people import HUB
from cockpit.domain.town_events import UNITS_A_PART, UnitsDefined, town_events
from cockpit.domain.units import Unit
from cockpit.domain.world import Entry, Event, World, WorldState, apply
from tests.towns import NOON, Desk, small_town


def loaded(world: World) -> World:
    """The world through its stored form and back."""
    return World(msgspec.json.decode(msgspec.json.encode(world.state()), type=WorldState))


def folded(entries: list[Entry], start: World | None = None) -> World:
    """The entries folded, through their stored form, after what ``start`` has already."""
    world = start or World()
    for entry in entries:
        if entry.seq > world.seq:
            apply(world, msgspec.json.decode(msgspec.json.encode(entry), type=Entry))
    return world


def report(number: int, desk: Desk, **other: object) -> ReportIncident:
    return ReportIncident("fire_119", str(number), "warehouse_fire", "火情", desk.now, circle="g1", **other)  # type: ignore[arg-type]


def busy_desk() -> Desk:
    """A desk after a day and a half with something of everything."""
    desk = Desk()
    for number in range(6):
        desk.do(report(number, desk), HUB, f"r{number}")
        desk.do(IssueOrder(f"o{number}", "到场", ("u101", "u201")), desk.person("p1"), f"i{number}")
        desk.do(Receipt(f"o{number}", "completed"), desk.unit("u101"), f"c{number}")
        if number % 2:
            desk.do(Receipt(f"o{number}", "declined", "忙"), desk.unit("u201"))
            desk.do(AdvanceIncident(f"fire_119:{number}", "close"), desk.person("p3"))
        desk.do(DraftOrder(f"d{number}", "待命", ("u101",)), desk.person("p3"))
        desk.wait(300)
    desk.do(DiscardDraft("d0", "误报"), desk.person("p3"))
    desk.wait(47 * 3600)
    return desk


# -- the sequence --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [0, 2, -1])
def test_only_the_next_entry_is_taken(step: int) -> None:
    desk = Desk()
    before = desk.world.digest()
    with pytest.raises(ValueError, match="sequence"):
        apply(desk.world, Entry(desk.world.seq + step, NOON, "hub", OrderRecalled("o1")))
    assert desk.world.digest() == before


@pytest.mark.parametrize(
    "event",
    [
        RecipientAdvanced("gone", "u101", "delivered"),
        DraftConfirmed("gone"),
        DraftDiscarded("gone"),
        OrderRecalled("gone"),
        IncidentAdvanced("gone:1", "close"),
    ],
)
def test_an_event_about_what_was_forgotten_changes_nothing_else(event: Event) -> None:
    desk = Desk()
    before = msgspec.structs.replace(desk.world.state(), seq=0)
    desk._append(event, "hub", "")
    assert msgspec.structs.replace(desk.world.state(), seq=0) == before


def test_a_receipt_of_somebody_who_is_no_recipient_changes_nothing() -> None:
    desk = Desk()
    desk.do(IssueOrder("o1", "到场", ("u101",)), desk.person("p1"))
    desk._append(RecipientAdvanced("o1", "u102", "delivered"), "u102", "")
    assert set(desk.world.orders["o1"].recipients) == {"u101"}


# -- the town ------------------------------------------------------------------------------------------------------


def test_a_town_comes_in_parts_that_fit_a_message() -> None:
    town = small_town()
    many = tuple(Unit(f"n{number}", "某", "police", "q1", "officer") for number in range(UNITS_A_PART * 2 + 1))
    parts = [
        one for one in town_events(msgspec.structs.replace(town, units=many), "x") if isinstance(one, UnitsDefined)
    ]
    assert [len(part.units) for part in parts] == [UNITS_A_PART, UNITS_A_PART, 1]
    assert tuple(unit for part in parts for unit in part.units) == many


def test_a_town_defined_anew_replaces_its_people_and_units_and_keeps_what_happened() -> None:
    desk = busy_desk()
    orders = set(desk.world.orders)
    town = small_town()
    fewer = msgspec.structs.replace(town, units=town.units[:5], people=town.people[:2])
    for event in town_events(fewer, "second"):
        desk._append(event, HUB.id, "")
    assert desk.world.town_digest == "second"
    assert list(desk.world.units) == [unit.id for unit in town.units[:5]]
    assert list(desk.world.people) == ["p1", "p2"]
    assert set(desk.world.orders) == orders
    assert folded(desk.entries).digest() == desk.world.digest()


# -- intents -------------------------------------------------------------------------------------------------------


def test_intents_are_remembered_in_order_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world_module, "REMEMBERED_INTENTS", 3)
    desk = Desk()
    for number in range(5):
        desk.do(report(number, desk), HUB, f"r{number}")
    assert list(desk.world.intents) == ["r2", "r3", "r4"]
    assert list(loaded(desk.world).intents) == ["r2", "r3", "r4"]


# -- pruning -------------------------------------------------------------------------------------------------------


def test_what_is_closed_is_forgotten_after_the_towns_time_and_what_is_open_never() -> None:
    desk = busy_desk()
    assert len(desk.world.orders) == 12
    desk.wait(2 * 3600)
    desk.do(report(90, desk), HUB)
    assert sorted(desk.world.orders) == ["d1", "d2", "d3", "d4", "d5", "o0", "o2", "o4"]
    assert sorted(desk.world.incidents) == ["fire_119:0", "fire_119:2", "fire_119:4", "fire_119:90"]
    changes = desk.world.take_changes()
    assert {"o1", "d0"} <= changes.orders
    assert "fire_119:1" in changes.incidents


def test_an_incident_closed_long_ago_is_forgotten_as_it_comes() -> None:
    desk = Desk()
    long_ago = desk.now - timedelta(hours=desk.world.settings.keep_closed_hours + 1)
    desk.do(report(1, desk, closed_at=None), HUB)
    old = msgspec.structs.replace(report(2, desk), reported_at=long_ago, closed_at=long_ago)
    desk.do(old, HUB)
    assert list(desk.world.incidents) == ["fire_119:1"]


def test_forgetting_is_the_same_live_and_after_a_snapshot() -> None:
    live = busy_desk()
    snapshot = loaded(live.world)
    entries = len(live.entries)
    for hours in (0.2, 0.2, 1, 3):
        live.wait(hours * 3600)
        live.do(report(100 + len(live.entries), live), HUB)
        folded(live.entries[entries:], snapshot)
        assert snapshot.digest() == live.world.digest()
    assert len(live.world.orders) < 12


# -- snapshots -----------------------------------------------------------------------------------------------------


def test_the_world_is_the_same_from_the_start_and_from_a_snapshot_at_any_point() -> None:
    desk = busy_desk()
    desk.wait(2 * 3600)
    desk.do(report(90, desk), HUB)
    world = World()
    for entry in desk.entries:
        apply(world, entry)
        copy = loaded(world)
        assert copy.digest() == world.digest()
        assert folded(desk.entries, copy).digest() == desk.world.digest()


def test_a_snapshot_knows_who_has_what_to_do() -> None:
    desk = busy_desk()
    held = {unit: orders for unit, orders in desk.world.orders_of_unit.items() if orders}
    assert loaded(desk.world).orders_of_unit == held
    assert held == {"u101": {"o0", "o2", "o4"}, "u201": {"o0", "o2", "o4"}}


def test_a_world_never_changes_a_stored_entry() -> None:
    desk = Desk()
    desk.do(report(1, desk), HUB)
    before = msgspec.json.encode(desk.entries)
    desk.do(AdvanceIncident("fire_119:1", "close"), desk.person("p3"))
    assert msgspec.json.encode(desk.entries[:-1]) == before


def test_different_worlds_have_different_digests() -> None:
    desk = Desk()
    before = desk.world.digest()
    desk.do(report(1, desk), HUB)
    assert desk.world.digest() != before
    assert World().digest() == World().digest()


# -- changes -------------------------------------------------------------------------------------------------------


def test_changes_are_taken_once() -> None:
    desk = Desk()
    assert desk.world.take_changes().town
    desk.do(report(1, desk), HUB)
    desk.do(IssueOrder("o1", "到场", ("u101",)), desk.person("p1"))
    assert desk.world.take_changes() == Changes({"o1"}, {"fire_119:1"})
    assert not desk.world.take_changes()


def test_changes_merge() -> None:
    first = Changes({"o1"}, set())
    first.merge(Changes({"o2"}, {"i1"}, True))
    assert first == Changes({"o1", "o2"}, {"i1"}, True)
    assert bool(Changes(town=True))
