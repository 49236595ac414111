"""What a handover says beside the journal."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from cockpit.domain.alarms import ShelveAlarm
from cockpit.domain.handovers import Fact
from cockpit.domain.indices import Figures, Index, TownIndex
from cockpit.domain.live import Live
from cockpit.hub import handover_facts
from tests.towns import NOON, Desk, small_live, small_town

WORLD = Desk().world


def test_whoever_is_out_of_contact_is_named_the_longest_silent_first() -> None:
    live = small_live(small_town(), NOON)
    live.heard["u103"] = NOON.timestamp() - 900
    live.heard["u102"] = NOON.timestamp() - 61
    live.heard["u104"] = NOON.timestamp() - 30
    del live.heard["u101"]
    found = handover_facts.handover_facts(WORLD, live, None, {}, NOON)
    assert [(one.kind, one.ref, one.since) for one in found] == [
        ("contact", "u101", None),
        ("contact", "u103", NOON - timedelta(seconds=900)),
        ("contact", "u102", NOON - timedelta(seconds=61)),
    ]
    assert found[0].text == WORLD.units["u101"].name


def test_many_more_are_one_line_with_their_number(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(handover_facts, "CONTACTS_LIMIT", 3)
    found = handover_facts.handover_facts(WORLD, Live(), None, {}, NOON)
    assert len(found) == 4
    assert found[-1] == Fact("contact", "others", value=float(len(WORLD.units) - 3))


def test_silent_sources_and_since_when() -> None:
    live = small_live(small_town(), NOON)
    found = handover_facts.handover_facts(WORLD, live, None, {"fire_119": NOON.timestamp(), "gone": 0.0}, NOON)
    assert [(one.ref, one.text) for one in found] == [("gone", "gone"), ("fire_119", "119")]
    assert found[1].since == NOON


def test_what_is_shelved_is_said_with_who_why_and_until_when() -> None:
    desk = Desk()
    until = NOON + timedelta(hours=1)
    desk.do(ShelveAlarm("silent_sources:fire_119", until, "接口检修", "119"), desk.person("p3"))
    live = small_live(small_town(), NOON)
    assert handover_facts.handover_facts(desk.world, live, None, {}, NOON) == (
        Fact("alarm", "silent_sources:fire_119", "119 · 接口检修", since=NOON, to="p3", until=until),
    )
    after = handover_facts.handover_facts(desk.world, small_live(small_town(), until), None, {}, until)
    assert after == ()


def test_the_indices_come_worst_first_with_their_doubt() -> None:
    day = date(2026, 6, 1)
    fire = Index("core", "fire", day, 74.0, "yellow", True, ("fire_119",))
    traffic = Index("core", "traffic", day, 91.0, "green", True)
    figures = Figures(day, NOON, 1, "1", (TownIndex(traffic, None, ()), TownIndex(fire, 81.0, ())), {})
    found = handover_facts.handover_facts(WORLD, small_live(small_town(), NOON), figures, {}, NOON)
    assert [msgspec.to_builtins(one) for one in found] == [
        {"kind": "index", "ref": "fire", "value": 74.0, "change": -7.0, "doubt": True},
        {"kind": "index", "ref": "traffic", "value": 91.0},
    ]
