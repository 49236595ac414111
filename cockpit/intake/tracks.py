"""Real movement for simulated units: a recorded track, laid into one's own town, at any second."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from cockpit.domain.live import Fix
from cockpit.domain.places import Area, LonLat, distance_m
from cockpit.intake.faults import Fault, ImportFault
from cockpit.intake.plane import Box, centre_of, metres_to_ring, size_m, to_plane
from cockpit.intake.similarity import Similarity
from cockpit.intake.track_files import READERS, RawFix, read_track_file

LEAST_FIXES = 10
LEAST_S = 60.0
LEAST_M = 30.0
"""A stretch with fewer fixes, shorter in seconds or smaller in metres is no movement worth following."""

STANDING_MS = 0.5
"""Metres a second below which a heading is noise: the last one is kept."""

SEARCHED_A_SIDE = 16


class Room(msgspec.Struct, frozen=True):
    """A round room in which a track can be laid at any angle: its centre and its radius in metres."""

    centre: LonLat
    radius_m: float

    @classmethod
    def of_box(cls, box: Box) -> Room:
        """The largest round room in west, south, east, north."""
        return cls(centre_of(box), min(size_m(box)) / 2)

    @classmethod
    def of_area(cls, area: Area) -> Room:
        """About the largest round room in an area, which may have any outline and holes.

        A grid of points is searched, then again round the best (the pole of inaccessibility, to a hundredth of the
        area's box). Radius 0 at the box's middle where no point of the grid lies inside.
        """
        box = area.box()
        best = cls(centre_of(box), 0.0)
        for _ in range(3):
            width, height = (box[2] - box[0]) / SEARCHED_A_SIDE, (box[3] - box[1]) / SEARCHED_A_SIDE
            for column in range(SEARCHED_A_SIDE):
                for row in range(SEARCHED_A_SIDE):
                    point = (box[0] + (column + 0.5) * width, box[1] + (row + 0.5) * height)
                    if area.contains(point):
                        clear_m = min(metres_to_ring(point, ring) for rings in area.polygons for ring in rings)
                        best = max(best, cls(point, clear_m), key=lambda room: room.radius_m)
            lon, lat = best.centre
            box = (lon - width, lat - height, lon + width, lat + height)
        return best


class Track:
    """A track that can be asked for any second; it goes there and back for ever, so that it never jumps.

    Laying a track costs nothing: the copies share the recorded fixes.

    Args:
        name: file and stretch, e.g. ``004-20081026064837#2``.
        fixes: at least two, in the order of time, without gaps.
        lay: where it lies; None for where it was recorded.
    """

    def __init__(self, name: str, fixes: Sequence[RawFix], lay: Similarity | None = None) -> None:
        if len(fixes) < 2:
            raise ValueError(f"{name}: a track has at least two fixes")
        self.name = name
        self._fixes = fixes
        self._lay = lay
        self._scale = 1.0 if lay is None else lay.scale
        self._turned_deg = 0.0 if lay is None else lay.rotation_deg

    @property
    def duration_s(self) -> float:
        """Seconds from one end to the other. What is scaled down in space is so in time: speeds stay as they were."""
        return self._length_s * self._scale

    @cached_property
    def extent(self) -> Room:
        """A circle round the track where it was recorded: the middle of its box, and the fix farthest from it."""
        lons, lats = [fix.lon for fix in self._fixes], [fix.lat for fix in self._fixes]
        middle = centre_of((min(lons), min(lats), max(lons), max(lats)))
        return Room(middle, max(math.hypot(*to_plane(fix[1:], middle)) for fix in self._fixes))

    @cached_property
    def top_speed_kmh(self) -> float:
        """The fastest step, in km/h: tells a walk from a drive."""
        return max(self._speeds_kmh)

    def at(self, seconds: float) -> Fix:
        """Position, speed and heading at so many seconds from the start; ``Fix.at`` is those seconds.

        Any finite number goes: past the end it comes back, and goes again.
        """
        phase = math.fmod(seconds, 2 * self.duration_s)
        phase = phase + 2 * self.duration_s if phase < 0 else phase
        back = phase > self.duration_s
        along_s = (2 * self.duration_s - phase if back else phase) / self._scale
        step = min(max(bisect_right(self._starts_s, along_s) - 1, 0), len(self._fixes) - 2)
        here, there = self._fixes[step], self._fixes[step + 1]
        share = min(1.0, max(0.0, (along_s - self._starts_s[step]) / (there.at - here.at)))
        place = (here.lon + (there.lon - here.lon) * share, here.lat + (there.lat - here.lat) * share)
        heading = self._headings_deg[step] + self._turned_deg + (180.0 if back else 0.0)
        lon, lat = place if self._lay is None else self._lay(place)
        return Fix(lon, lat, seconds, self._speeds_kmh[step], heading % 360.0)

    def fixes(self, every_s: float) -> Iterator[Fix]:
        """The track from end to end in even steps of so many seconds."""
        for step in range(int(self.duration_s // every_s) + 1):
            yield self.at(step * every_s)

    def stretch(self, radius_m: float, start_s: float = 0.0) -> Track:
        """The part from a second on that stays within a circle of this radius: a long drive, cut to a small room.

        At least two fixes are kept, so a radius below the first step is exceeded.
        """
        first = min(max(bisect_right(self._starts_s, start_s) - 1, 0), len(self._fixes) - 2)
        origin = self._fixes[first][1:]
        west = south = east = north = 0.0
        last = first + 1
        for number in range(first + 1, len(self._fixes)):
            x, y = to_plane(self._fixes[number][1:], origin)
            west, south, east, north = min(west, x), min(south, y), max(east, x), max(north, y)
            if math.hypot(east - west, north - south) / 2 > radius_m:
                break
            last = number
        return Track(self.name, self._fixes[first : last + 1], self._lay)

    def transformed(self, room: Room, rotation_deg: float = 0.0, largest_scale: float = 1.0) -> Track:
        """The track laid into a room, turned clockwise, scaled down as far as it must be and never up past the limit.

        Every point lies inside the room. Time shrinks with space, so that speeds stay as they were recorded.

        Args:
            room: of a circle's area or of the town's box; take it once for each and keep it.
            rotation_deg: clockwise.
            largest_scale: 1 keeps the recorded size where the room is large enough.
        """
        room_m = max(room.radius_m * 0.99, 1.0)
        scale = min(largest_scale, room_m / max(self.extent.radius_m, 1.0))
        laid = Track(self.name, self._fixes, Similarity(self.extent.centre, room.centre, scale, rotation_deg))
        for name in ("extent", "_starts_s", "_steps", "top_speed_kmh"):
            if name in self.__dict__:
                laid.__dict__[name] = self.__dict__[name]
        return laid

    # -- worked out once -----------------------------------------------------------------------------------------

    @property
    def _length_s(self) -> float:
        return self._fixes[-1].at - self._fixes[0].at

    @cached_property
    def _starts_s(self) -> Sequence[float]:
        return array("d", (fix.at - self._fixes[0].at for fix in self._fixes))

    @cached_property
    def _steps(self) -> tuple[Sequence[float], Sequence[float]]:
        """Speed in km/h and heading in degrees of each step; standing keeps the heading of the step before."""
        speeds, headings = array("d"), array("d")
        heading = 0.0
        for here, there in zip(self._fixes, self._fixes[1:], strict=False):
            speed = distance_m(here[1:], there[1:]) / (there.at - here.at)
            if speed >= STANDING_MS:
                x, y = to_plane(there[1:], here[1:])
                heading = math.degrees(math.atan2(x, y)) % 360.0
            speeds.append(speed * 3.6)
            headings.append(heading)
        return speeds, headings

    @property
    def _speeds_kmh(self) -> Sequence[float]:
        return self._steps[0]

    @property
    def _headings_deg(self) -> Sequence[float]:
        return self._steps[1]


def load_tracks(folder: Path) -> list[Track]:
    """Every stretch worth following of every .plt, .csv and .gpx file in a folder, in the order of their names.

    Raises:
        ImportFault: the folder cannot be read, a file is broken, or nothing in it moves.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in READERS)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ImportFault([Fault(str(folder), 0, "", f"无法打开：{why}", f"cannot be opened: {why}")]) from error
    tracks = [track for path in paths for track in tracks_of(path)]
    if not tracks:
        zh = "没有可用的轨迹（.plt、.csv、.gpx）"
        raise ImportFault([Fault(str(folder), 0, "", zh, "holds no track that moves (.plt, .csv, .gpx)")])
    return tracks


def tracks_of(path: Path) -> list[Track]:
    """The stretches of one file that are worth following.

    Raises:
        ImportFault: the file cannot be read.
    """
    found = [
        Track(f"{path.stem}#{number}", fixes)
        for number, fixes in enumerate(read_track_file(path).stretches, 1)
        if len(fixes) >= LEAST_FIXES and fixes[-1].at - fixes[0].at >= LEAST_S
    ]
    return [track for track in found if track.extent.radius_m >= LEAST_M]
