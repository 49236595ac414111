"""Scenes: what the shipped ones hold, and where panels go when monitors are missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.scene import DESK, PANELS, Cell, Column, Grid, Scene, Seat, SeatSet, placed
from layouts.scene_file import shipped

SCENES = shipped()


def panels_of(grids: dict[str, Grid]) -> list[str]:
    """All panels of all monitors."""
    return sorted(name for grid in grids.values() for name in grid.panels)


@st.composite
def missing(draw: st.DrawFn) -> tuple[Scene, SeatSet, set[str]]:
    """A shipped scene, one of its sets, and the seats of it that are there: one at least."""
    scene = draw(st.sampled_from(SCENES))
    seats = draw(st.sampled_from(scene.sets))
    there = draw(st.sets(st.sampled_from([seat.name for seat in seats.seats]), min_size=1))
    return scene, seats, there


@given(missing())
def test_nothing_is_lost_or_doubled_and_nothing_moves_that_need_not(case: tuple[Scene, SeatSet, set[str]]) -> None:
    scene, seats, there = case
    grids = placed(scene, seats, there)
    assert set(grids) == there
    assert panels_of(grids) == sorted(PANELS)
    for seat in seats.seats:
        if seat.name in there:
            before, after = seat.grid.cells, grids[seat.name].cells
            assert len(before) == len(after), "a guest gets a tab, not a place that others must make room for"
            for old, new in zip(before, after, strict=True):
                assert set(old.panels) <= set(new.panels)
                assert new.share == old.share


@given(missing())
def test_what_is_needed_most_is_in_front_of_guests(case: tuple[Scene, SeatSet, set[str]]) -> None:
    scene, seats, there = case
    grids = placed(scene, seats, there)
    for seat in seats.seats:
        if seat.name not in there:
            continue
        for own, cell in zip(seat.grid.cells, grids[seat.name].cells, strict=True):
            tabs_behind = own.panels[1:]
            could = [scene.rank(name) for name in cell.panels if name not in tabs_behind]
            assert scene.rank(cell.panels[0]) == min(could)


def test_the_four_ship_for_one_three_and_six_monitors_and_show_what_is_read_in_three_seconds() -> None:
    assert [(scene.name, scene.key, scene.zh) for scene in SCENES] == [
        ("daily", "F1", "日常"), ("consultation", "F2", "会商"), ("emergency", "F3", "应急"), ("drill", "F4", "演练"),
    ]  # fmt: skip
    for scene in SCENES:
        assert [seats.size for seats in scene.sets] == [1, 3, 6]
        assert sorted(scene.priority) == sorted(PANELS)
        for seats in scene.sets:
            fronts = {cell.panels[0] for seat in seats.seats for cell in seat.grid.cells}
            assert {"duty", "indices", "orders", "map"} <= fronts, (scene.name, seats.size)


@pytest.mark.parametrize(("monitors", "size"), [(1, 1), (2, 3), (3, 3), (4, 6), (6, 6), (9, 6)])
def test_the_smallest_set_that_uses_all_monitors_is_taken(monitors: int, size: int) -> None:
    assert SCENES[0].set_for(monitors).size == size


def test_a_panel_that_an_older_scene_does_not_know_stands_behind_another() -> None:
    grid = Grid((Column((Cell(("map",)),)),))
    seats = SeatSet((Seat(DESK, (0, 0), 0.7, None, (), "", grid),))
    old = Scene("mine", "", "我的", "Mine", ("map",), (seats,))
    grids = placed(old, seats, [DESK])
    assert panels_of(grids) == sorted(PANELS)
    assert grids[DESK].cells[0].panels[0] == "map"


def test_without_a_monitor_there_is_no_scene() -> None:
    with pytest.raises(ValueError, match="one monitor"):
        placed(SCENES[0], SCENES[0].sets[0], [])
    with pytest.raises(KeyError):
        SCENES[0].sets[0].seat("nowhere")
