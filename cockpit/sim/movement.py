"""How units move: a patrol within the own circle, or straight to where an order sends them."""

from __future__ import annotations

import math
import random

from cockpit.domain.live import Fix
from cockpit.domain.places import Area, LonLat, distance_m
from cockpit.intake.tracks import Track

PATROL_KMH = {"grid": 4.0}
RUSH_KMH = {"grid": 12.0}
PATROL_DEFAULT_KMH, RUSH_DEFAULT_KMH = 18.0, 45.0
ARRIVED_M = 15.0
PAUSE_CHANCE = 0.35
"""How often a patrol rests at a point before it goes on."""


class Walker:
    """One unit on the move.

    Args:
        home: the area it patrols; None keeps it where it is.
        start: where it begins, degrees.
    """

    def __init__(self, home: Area | None, start: LonLat, department: str, chance: random.Random) -> None:
        self.place = start
        self.goal: LonLat | None = None
        self.speed_kmh = 0.0
        self.heading_deg = chance.uniform(0, 360)
        self._home = home
        self._patrol_kmh = PATROL_KMH.get(department, PATROL_DEFAULT_KMH) * chance.uniform(0.7, 1.2)
        self._rush_kmh = RUSH_KMH.get(department, RUSH_DEFAULT_KMH) * chance.uniform(0.8, 1.2)
        self._chance = chance
        self._waypoint: LonLat | None = None
        self._rest_s = 0.0
        self._track: Track | None = None
        self._track_s = 0.0

    def follow(self, track: Track, start_s: float) -> None:
        """Patrols along a recorded track, there and back for ever, from so many seconds into it."""
        self._track, self._track_s = track, start_s
        self.place = track.at(start_s).place

    def send_to(self, place: LonLat | None) -> None:
        """Goes to a place in a hurry, or back to patrolling with None."""
        self.goal, self._waypoint, self._rest_s = place, None, 0.0

    @property
    def arrived(self) -> bool:
        """Whether it is where it was sent."""
        return self.goal is not None and distance_m(self.place, self.goal) <= ARRIVED_M

    @property
    def seconds_to_go(self) -> float:
        """How long it will be until it is where it was sent; 0 where it was sent nowhere."""
        return 0.0 if self.goal is None else distance_m(self.place, self.goal) / (self._rush_kmh / 3.6)

    def step(self, seconds: float) -> None:
        """Moves on by so many seconds."""
        if self.goal is not None:
            self._walk(self.goal, self._rush_kmh, seconds)
            return
        if self._track is not None:
            self._go_on_track(self._track, seconds)
            return
        if self._rest_s > 0:
            self._rest_s -= seconds
            self.speed_kmh = 0.0
            return
        if self._waypoint is None:
            self._waypoint = self._somewhere()
        if self._waypoint is not None and self._walk(self._waypoint, self._patrol_kmh, seconds):
            self._waypoint = None
            if self._chance.random() < PAUSE_CHANCE:
                self._rest_s = self._chance.uniform(20, 180)

    def fix(self, at: float) -> Fix:
        """The position as a terminal reports it, at epoch seconds."""
        return Fix(
            round(self.place[0], 6), round(self.place[1], 6), at, round(self.speed_kmh, 1), round(self.heading_deg, 0)
        )

    def _go_on_track(self, track: Track, seconds: float) -> None:
        """Along the track; after an order, first back to where it was left."""
        here = track.at(self._track_s)
        if distance_m(self.place, here.place) > ARRIVED_M:
            self._walk(here.place, self._rush_kmh, seconds)
            return
        self._track_s += seconds
        there = track.at(self._track_s)
        self.place, self.speed_kmh, self.heading_deg = there.place, there.speed_kmh, there.heading_deg

    def _walk(self, to: LonLat, kmh: float, seconds: float) -> bool:
        left_m = distance_m(self.place, to)
        step_m = kmh / 3.6 * seconds
        if left_m <= max(step_m, 1.0):
            self.place, self.speed_kmh = to, 0.0
            return True
        share = step_m / left_m
        lon, lat = self.place
        east = (to[0] - lon) * math.cos(math.radians(lat))
        self.heading_deg = math.degrees(math.atan2(east, to[1] - lat)) % 360
        self.place = (lon + (to[0] - lon) * share, lat + (to[1] - lat) * share)
        self.speed_kmh = kmh
        return False

    def _somewhere(self) -> LonLat | None:
        """A point in the home area, within reach of a short walk where there is one."""
        if self._home is None:
            return None
        west, south, east, north = self._home.box()
        for _ in range(12):
            point = (self._chance.uniform(west, east), self._chance.uniform(south, north))
            if self._home.contains(point):
                return point
        return None
