"""Arranging as arithmetic: nothing is lost, nothing is doubled, whatever is put where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.arranging import SIDES, CannotMove, arranged, moved, seat_of, swapped
from layouts.scene import PANELS, Grid, placed
from layouts.scene_file import parse_scene, shipped
from layouts.scene_limits import MOST_COLUMNS, MOST_ROWS
from layouts.scene_text import scene_text

EMERGENCY = next(scene for scene in shipped() if scene.name == "emergency")
THREE = {seat.name: seat.grid for seat in EMERGENCY.set_for(3).seats}
NAMES = st.sampled_from(PANELS)


def all_panels(grids: dict[str, Grid]) -> list[str]:
    return sorted(name for grid in grids.values() for name in grid.panels)


def test_two_panels_change_places_and_all_else_stays() -> None:
    found = swapped(THREE, "map", "duty")
    assert seat_of(found, "map") == "right" and seat_of(found, "duty") == "left"
    assert [cell.share for cell in found["right"].cells] == [cell.share for cell in THREE["right"].cells]
    assert swapped(found, "map", "duty") == THREE


@pytest.mark.parametrize(
    ("side", "columns", "cells"),
    [
        ("left", [("duty",), ("orders",), ("composer",)], 3),
        ("right", [("orders",), ("duty",), ("composer",)], 3),
        ("above", [("duty", "orders"), ("composer",)], 3),
        ("below", [("orders", "duty"), ("composer",)], 3),
        ("behind", [("duty", "orders"), ("composer",)], 2),
    ],
)
def test_a_panel_goes_beside_another_or_into_its_place(side: str, columns: list[tuple[str, ...]], cells: int) -> None:
    found = moved(THREE, "duty", "orders", side)  # type: ignore[arg-type]
    assert [tuple(name for cell in one.cells for name in cell.panels) for one in found["desk"].columns] == columns
    assert len(found["desk"].cells) == cells
    assert "duty" not in found["right"].panels


def test_a_monitor_is_not_left_bare_and_no_grid_grows_without_end() -> None:
    with pytest.raises(CannotMove, match="alone"):
        moved(THREE, "map", "orders", "left")
    one = {seat.name: seat.grid for seat in EMERGENCY.set_for(1).seats}
    with pytest.raises(CannotMove, match="full"):
        for panel in ("incidents", "units", "handover", "log", "composer", "duty", "circles"):
            one = moved(one, panel, "map", "left")
    assert max(len(column.cells) for column in one["desk"].columns) <= MOST_ROWS
    with pytest.raises(KeyError):
        swapped(THREE, "map", "nothing")


@given(st.lists(st.tuples(NAMES, NAMES, st.sampled_from((*SIDES, "swap"))), max_size=25))
def test_whatever_is_done_every_panel_stands_once_and_the_file_says_the_same(steps: list[tuple[str, str, str]]) -> None:
    grids = dict(THREE)
    for panel, to, side in steps:
        try:
            grids = swapped(grids, panel, to) if side == "swap" else moved(grids, panel, to, side)  # type: ignore[arg-type]
        except CannotMove:
            continue
    assert all_panels(grids) == all_panels(dict(THREE))
    for grid in grids.values():
        assert 1 <= len(grid.columns) <= MOST_COLUMNS and all(len(one.cells) <= MOST_ROWS for one in grid.columns)
    scene = arranged(EMERGENCY, EMERGENCY.set_for(3), grids)
    assert parse_scene(scene_text(scene), "emergency.toml") == scene
    assert placed(scene, scene.set_for(3), grids) == grids


def test_while_a_monitor_is_missing_the_others_become_a_set_of_their_own() -> None:
    seats = EMERGENCY.set_for(3)
    two = placed(EMERGENCY, seats, ("left", "right"))
    scene = arranged(EMERGENCY, seats, swapped(two, "map", "duty"))
    assert scene.set_for(3) == seats
    assert [seat.name for seat in scene.set_for(2).seats] == ["desk", "right"], "the keyboard has a seat in every set"
    assert parse_scene(scene_text(scene), "emergency.toml") == scene
