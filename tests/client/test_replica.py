"""The replica: folded from the same entries it is the same world, and what is old never replaces what is new."""

from __future__ import annotations

import msgspec
import pytest

from cockpit.client.replica import Replica
from cockpit.domain.live import Fix
from cockpit.domain.world import WorldState
from cockpit.wire.codec import encode
from cockpit.wire.messages import Entries, Moves
from tests.hubs import issue
from tests.towns import Desk
from tests.wire.samples import FIGURES


def state_of(desk: Desk) -> WorldState:
    """A desk's world as a snapshot brings it."""
    return msgspec.json.decode(encode(desk.world.state()), type=WorldState)


def test_snapshot_and_entries_make_the_same_world() -> None:
    desk, replica = Desk(), Replica()
    assert replica.after_seq == -1
    replica.load(state_of(desk), "w")
    assert replica.after_seq == desk.world.seq
    desk.do(issue("o1", "u101"), desk.person("p1"))
    desk.do(issue("o2", "u101"), desk.person("p1"))
    assert replica.fold(Entries(tuple(desk.entries[-2:]))) == 2
    assert replica.fold(Entries(tuple(desk.entries[-2:]))) == 0, "known already"
    assert replica.world.digest() == desk.world.digest()
    changes = replica.take_changes()
    assert changes.orders == {"o1", "o2"} and changes.town
    assert not replica.take_changes()


def test_a_gap_is_no_small_matter() -> None:
    desk, replica = Desk(), Replica()
    replica.load(state_of(desk), "w")
    for number in range(3):
        desk.do(issue(f"o{number}", "u101"), desk.person("p1"))
    with pytest.raises(ValueError, match="sequence"):
        replica.fold(Entries(tuple(desk.entries[-1:])))


def test_a_world_of_the_same_hub_keeps_the_live_picture_and_another_does_not() -> None:
    desk, replica = Desk(), Replica()
    replica.load(state_of(desk), "w")
    replica.move(Moves(9.0, (("u101", 120.1, 30.3, 8.0, 4.0, 90.0, 9.0),)))
    replica.load(state_of(desk), "w")
    assert replica.live.fixes.keys() == {"u101"}
    replica.load(state_of(desk), "v")
    assert not replica.live.fixes and replica.world_id == "v"


def test_moves_and_figures_are_noted() -> None:
    replica = Replica()
    replica.move(Moves(9.0))
    assert not replica.moved
    replica.move(Moves(9.0, (("u101", 120.1, 30.3, 8.0, 4.0, 90.0, 9.0),), (("u102", 9.0),), (("fire_119", 9.0),)))
    assert replica.moved and replica.live.fixes["u101"] == Fix(120.1, 30.3, 8.0, 4.0, 90.0)
    assert replica.live.heard == {"u101": 9.0, "u102": 9.0} and replica.live.sources == {"fire_119": 9.0}
    replica.move(Moves(9.5, (("u101", 0.0, 0.0, 7.0, 0.0, 0.0, 8.0),), (("u102", 8.0),), (("fire_119", 8.0),)))
    assert replica.live.fixes["u101"].lon == 120.1
    assert replica.live.heard == {"u101": 9.0, "u102": 9.0} and replica.live.sources == {"fire_119": 9.0}
    assert replica.figures is None and not replica.new_figures
    replica.take_figures(FIGURES)
    assert replica.figures == FIGURES and replica.new_figures
