"""Which monitor sits where: by the scene's own word, by what was remembered, else by position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from layouts.scene import Seat, SeatSet


@dataclass(frozen=True)
class MonitorFacts:
    """What the system says of a monitor.

    Attributes:
        name: of its output (``DP-1``).
        serial: of the device; empty where the system knows none.
        left, top, width, height: in the desktop's coordinates.
        height_m: of the picture; 0 where the system knows none.
    """

    name: str
    serial: str
    left: int
    top: int
    width: int
    height: int
    height_m: float = 0.0

    @property
    def key(self) -> str:
        """What it is remembered by: the serial number, since the name follows the socket; else the name."""
        return self.serial or self.name


def seated(seats: SeatSet, monitors: Sequence[MonitorFacts], remembered: Mapping[str, str]) -> dict[str, MonitorFacts]:
    """The monitor of each seat; seats without one are left out, and monitors that no seat is left for.

    Args:
        seats: of the scene.
        monitors: those that are there.
        remembered: monitor's key to the name of the seat that it had.
    """
    free = {seat.name: seat for seat in seats.seats}
    found: dict[str, MonitorFacts] = {}

    def take(monitor: MonitorFacts, seat: str) -> None:
        found[seat] = monitor
        del free[seat]

    waiting = _by_place(monitors)
    for seat in seats.seats:
        wanted = next((one for one in waiting if seat.monitor and seat.monitor in (one.serial, one.name)), None)
        if wanted is not None and seat.name in free:
            take(wanted, seat.name)
            waiting.remove(wanted)
    for monitor in list(waiting):
        seat_name = remembered.get(monitor.key, "")
        if seat_name in free:
            take(monitor, seat_name)
            waiting.remove(monitor)
    for monitor, seat in zip(waiting, _in_order(free.values()), strict=False):
        found[seat.name] = monitor
    return found


def _by_place(monitors: Sequence[MonitorFacts]) -> list[MonitorFacts]:
    """From top to bottom, in a row from left to right; monitors that overlap in height by half stand in one row."""
    rows: list[list[MonitorFacts]] = []
    for monitor in sorted(monitors, key=lambda one: (one.top, one.left)):
        row = rows[-1] if rows else None
        if row is not None and monitor.top - row[0].top < row[0].height / 2:
            row.append(monitor)
        else:
            rows.append([monitor])
    return [monitor for row in rows for monitor in sorted(row, key=lambda one: one.left)]


def _in_order(seats: Iterable[Seat]) -> list[Seat]:
    return sorted(seats, key=lambda seat: (seat.at[1], seat.at[0]))
