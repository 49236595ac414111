"""Who commands: by the rota until somebody signs or takes over, and one person at every moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from cockpit.domain.in_command import InCommand, TakeOver, commander_at, due_at, may_take_over
from cockpit.domain.orders import IssueOrder
from cockpit.domain.rota import Rota, Shift, Turn
from cockpit.domain.world import World, WorldState
from cockpit.errors import Refused
from tests.towns import NOON, Desk, signed_town, small_town

NIGHT = timedelta(hours=12)


def test_a_new_town_begins_with_whom_the_rota_names() -> None:
    desk = Desk(signed_town())
    assert desk.world.in_command == InCommand("p1", NOON)
    assert (commander_at(desk.world, NOON), due_at(desk.world, NOON)) == ("p1", "")


def test_the_clock_alone_passes_nothing() -> None:
    desk = Desk(signed_town())
    desk.now += NIGHT
    assert (commander_at(desk.world, desk.now), due_at(desk.world, desk.now)) == ("p1", "p2")
    with pytest.raises(Refused) as refusal:
        desk.do(IssueOrder("o1", "到场", ("u101",)), desk.person("p2"))
    assert (refusal.value.rule, refusal.value.who_could) == ("order.commander_on_duty", "当班指挥长 沈宁远")
    assert desk.do(IssueOrder("o1", "到场", ("u101",)), desk.person("p1")) == 1


def test_a_town_that_goes_by_the_clock_needs_no_signature() -> None:
    desk = Desk(small_town())
    assert desk.world.in_command is None
    assert (commander_at(desk.world, NOON), commander_at(desk.world, NOON + NIGHT)) == ("p1", "p2")
    with pytest.raises(Refused, match="按钟点"):
        desk.do(TakeOver("病倒"), desk.person("p2"))


def test_a_gap_in_the_rota_leaves_command_where_it_is() -> None:
    town = signed_town()
    only = Rota(None, (Shift(NOON - timedelta(hours=1), NOON + timedelta(hours=1), "p1"),))
    desk = Desk(msgspec.structs.replace(town, rota=only))
    later = NOON + timedelta(days=3)
    assert (commander_at(desk.world, later), due_at(desk.world, later)) == ("p1", "")


def test_a_town_that_begins_in_a_gap_waits_for_the_first_shift() -> None:
    rota = Rota(Turn(NOON + timedelta(hours=1), 24.0, ("p2",)))
    desk = Desk(msgspec.structs.replace(signed_town(), rota=rota))
    assert commander_at(desk.world, NOON) == ""
    assert commander_at(desk.world, NOON + timedelta(hours=2)) == "p2"


def test_whom_the_town_no_longer_has_commands_nothing() -> None:
    desk = Desk(signed_town())
    desk.world.people.pop("p1")
    desk.now += NIGHT
    assert commander_at(desk.world, desk.now) == "p2"


def test_an_emergency_takeover_is_at_once_and_owes_a_handover() -> None:
    desk = Desk(signed_town())
    assert may_take_over(desk.world, desk.now) == ("p2",), "the deputy"
    assert desk.do(TakeOver("  沈宁远突发急病  "), desk.person("p2")) == 1
    assert desk.world.in_command == InCommand("p2", NOON, "takeover", before="p1", reason="沈宁远突发急病", owed=True)
    assert commander_at(desk.world, desk.now) == "p2"
    with pytest.raises(Refused, match="无需接管"):
        desk.do(TakeOver("又一次"), desk.person("p2"))


@pytest.mark.parametrize(
    ("who", "reason", "rule"),
    [("p3", "急", "takeover.who"), ("p5", "急", "takeover.who"), ("p2", " ", "takeover.reason"),
     ("p2", "长" * 1001, "takeover.reason"), ("p1", "急", "takeover.have_it")],
)  # fmt: skip
def test_who_may_not_take_over_and_why(who: str, reason: str, rule: str) -> None:
    desk = Desk(signed_town())
    with pytest.raises(Refused) as refusal:
        desk.do(TakeOver(reason), desk.person(who))
    assert refusal.value.rule == rule
    assert commander_at(desk.world, desk.now) == "p1"


def test_a_snapshot_carries_it() -> None:
    desk = Desk(signed_town())
    desk.do(TakeOver("急病"), desk.person("p2"))
    read = msgspec.json.decode(msgspec.json.encode(desk.world.state()), type=WorldState)
    assert World(read).in_command == desk.world.in_command
    assert World(WorldState()).in_command is None
    assert commander_at(World(), datetime(2026, 1, 1, tzinfo=UTC)) == ""
