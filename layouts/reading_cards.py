"""Test cards on all monitors: from where each is read, and how large its texts are from there."""

from __future__ import annotations

from PySide6.QtCore import QObject

from layouts.monitor_window import MonitorWindow
from layouts.reading import LEAST_ARC_MIN, LEAST_M, MOST_M, arc_minutes, character_m
from layouts.room import Room
from widgets import theme
from widgets.reading_card import Line, ReadingCard

PREFERRED_ARC_MIN = 20.0
"""What a character subtends preferably. Source: ISO 9241-303:2011, as look/README.md takes it over."""


class ReadingCards(QObject):
    """Shows and puts away a card on each monitor, all together.

    Attributes:
        cards: those that are shown, by seat.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self.cards: dict[str, ReadingCard] = {}

    def show(self) -> None:
        """Covers every monitor; a second call puts them away."""
        if self.cards:
            self.put_away()
            return
        for seat, window in self._room.windows.items():
            card = self.cards[seat] = ReadingCard(window.surface)
            card.closed.connect(self.put_away)
            window.put_scale_in_force()
            place = self._room.seats.seat(seat)
            own_m = window.screen().physicalSize().height() / 1000
            height_m = own_m if place.height_m is None else place.height_m
            height_m = height_m if LEAST_M <= height_m <= MOST_M else 0.0
            lines = lines_of(window, place.viewing_distance_m, height_m)
            card.show_lines(place.viewing_distance_m, height_m, lines, LEAST_ARC_MIN)

    def put_away(self) -> None:
        """Shows the panels again."""
        cards, self.cards = list(self.cards.values()), {}
        for card in cards:
            card.hide()
            card.deleteLater()


def lines_of(window: MonitorWindow, distance_m: float, height_m: float) -> list[Line]:
    """What the card of a monitor shows, the tallest first: what panels use, and what 16′ and 20′ need there.

    Args:
        window: the monitor's.
        distance_m: from where it is read.
        height_m: of its picture; 0 where that is not known.
    """
    dots = window.screen().geometry().height()
    sizes = {role: float(theme.px(theme.role_px(role), window.scale)) for role in ("value", "head", "body", "small")}
    if height_m:
        for angle in (LEAST_ARC_MIN, PREFERRED_ARC_MIN):
            sizes[f"{angle:.0f}"] = character_m(distance_m, angle) / (height_m / dots)
    found = [Line(name, size, arc_minutes(size, distance_m, height_m, dots)) for name, size in sizes.items()]
    return sorted(found, key=lambda line: -line.size_px)
