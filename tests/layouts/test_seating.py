"""Which monitor sits where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from layouts.scene import Cell, Column, Grid, Seat, SeatSet
from layouts.seating import MonitorFacts, seated

GRID = Grid((Column((Cell(("map",)),)),))


def seat(name: str, column: int, row: int = 0, monitor: str = "") -> Seat:
    """A seat at a place."""
    return Seat(name, (column, row), 0.7, None, (), monitor, GRID)


def monitor(name: str, left: int, top: int = 0, serial: str = "") -> MonitorFacts:
    """A monitor of 1920×1080."""
    return MonitorFacts(name, serial, left, top, 1920, 1080)


THREE = SeatSet((seat("left", 0), seat("desk", 1), seat("right", 2)))


def names(found: dict[str, MonitorFacts]) -> dict[str, str]:
    """Seat to monitor's name."""
    return {seat: one.name for seat, one in found.items()}


def test_by_position_where_nothing_else_is_known() -> None:
    found = seated(THREE, [monitor("C", 3840), monitor("A", 0), monitor("B", 1920, 100)], {})
    assert names(found) == {"left": "A", "desk": "B", "right": "C"}


def test_rows_of_a_wall_go_from_left_to_right() -> None:
    places = [(row, column) for column in range(3) for row in range(2)]
    wall = SeatSet(tuple(seat(f"{row}{column}", column, row) for row, column in places))
    monitors = [monitor(f"{row}{column}", column * 1920, row * 1080 + column) for row, column in places]
    assert names(seated(wall, monitors, {})) == {f"{row}{column}": f"{row}{column}" for row, column in places}


def test_what_was_remembered_stays_though_it_stands_elsewhere() -> None:
    found = seated(THREE, [monitor("A", 0), monitor("B", 1920)], {"A": "right"})
    assert names(found) == {"right": "A", "left": "B"}


def test_a_serial_number_is_believed_before_a_name() -> None:
    swapped = [monitor("DP-1", 0, serial="S2"), monitor("DP-2", 1920, serial="S1")]
    assert names(seated(THREE, swapped, {"S1": "left", "S2": "desk"})) == {"left": "DP-2", "desk": "DP-1"}


def test_the_scenes_own_word_goes_before_memory() -> None:
    seats = SeatSet((seat("desk", 0), seat("wall", 1, monitor="HDMI-1")))
    assert names(seated(seats, [monitor("HDMI-1", 0), monitor("DP-1", 1920)], {"HDMI-1": "desk"})) == {
        "wall": "HDMI-1", "desk": "DP-1",
    }  # fmt: skip


@given(
    st.lists(st.sampled_from("ABCDE"), unique=True),
    st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from(["left", "desk", "right", "gone"])),
)
def test_no_seat_has_two_and_none_stays_empty_while_a_monitor_waits(there: list[str], known: dict[str, str]) -> None:
    found = seated(THREE, [monitor(name, n * 1920) for n, name in enumerate(there)], known)
    assert len(set(names(found).values())) == len(found) == min(3, len(there))
