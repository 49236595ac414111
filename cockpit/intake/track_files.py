"""GPS tracks as they are recorded: GeoLife .plt, CSV, GPX. Bad fixes are dropped and counted.

Sources: GeoLife GPS Trajectories 1.3 user guide (Microsoft Research); GPX 1.1 schema (topografix.com).
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from cockpit.domain.places import distance_m, is_place
from cockpit.intake.faults import Fault, ImportFault

TOP_SPEED_MS = 60.0
"""Metres a second; what is faster on the ground is a fix gone astray."""

GAP_S = 300.0
"""Seconds without a fix after which a new stretch begins: nobody knows where the unit was meanwhile."""

ASTRAY = 3
"""Fixes in a row that agree among themselves, not with those before: then it was those before that went astray."""

PLT_HEADER_LINES = 6


class RawFix(NamedTuple):
    """Seconds since 1970-01-01 UTC, degrees WGS-84."""

    at: float
    lon: float
    lat: float


class TrackFile(NamedTuple):
    """The stretches of a file without gaps, and how many fixes were dropped, by reason."""

    stretches: list[list[RawFix]]
    dropped: dict[str, int]


def read_track_file(path: Path) -> TrackFile:
    """Reads a .plt, .csv or .gpx file.

    Raises:
        ImportFault: it cannot be read, or is of another kind.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise _fault(path, "只认 .plt、.csv、.gpx", "only .plt, .csv and .gpx are known")
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise _fault(path, f"无法打开：{why}", f"cannot be opened: {why}") from error
    dropped: Counter[str] = Counter()
    stretches = list(_stretches(_sound(reader(path, text), dropped), dropped))
    return TrackFile(stretches, dict(dropped))


def _fault(path: Path, zh: str, en: str) -> ImportFault:
    return ImportFault([Fault(str(path), 0, "", zh, en)])


# -- formats -----------------------------------------------------------------------------------------------------


def _plt(path: Path, text: str) -> Iterator[RawFix | None]:
    """Latitude, longitude, 0, altitude in feet, days, date, time (GMT), after six lines of header."""
    for line in text.splitlines()[PLT_HEADER_LINES:]:
        cells = line.split(",")
        if line.strip():
            yield _fix(cells[1], cells[0], f"{cells[5]}T{cells[6]}") if len(cells) >= 7 else None


def _csv(path: Path, text: str) -> Iterator[RawFix | None]:
    """Longitude, latitude, time (ISO 8601, UTC where it says no offset, or seconds since 1970); a header may be."""
    for number, line in enumerate(text.splitlines()):
        if not line.strip():
            continue
        try:
            cells = next(csv.reader([line]))
        except csv.Error:
            cells = []
        fix = _fix(*cells[:3]) if len(cells) >= 3 else None
        if fix is not None or number > 0:
            yield fix


def _gpx(path: Path, text: str) -> Iterator[RawFix | None]:
    """Track points with a time; namespaces are ignored.

    Raises:
        ImportFault: the file is not XML, or declares entities, which a track has no use for.
    """
    if "<!ENTITY" in text:
        raise _fault(path, "含实体声明，不读", "declares entities; such files are not read")
    try:
        root = ElementTree.fromstring(text.encode("utf-8", "surrogatepass"))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _fault(path, f"不是 GPX：{error}", f"is not GPX: {error}") from error
    for point in root.iter():
        if isinstance(point.tag, str) and point.tag.rpartition("}")[2] == "trkpt":
            time = next((child.text for child in point if str(child.tag).rpartition("}")[2] == "time"), None)
            yield _fix(point.get("lon", ""), point.get("lat", ""), time or "")


Reader = Callable[[Path, str], Iterator[RawFix | None]]
READERS: dict[str, Reader] = {".plt": _plt, ".csv": _csv, ".gpx": _gpx}


def _fix(lon: str, lat: str, time: str) -> RawFix | None:
    """A fix from texts, None where one of them is no number or no time."""
    try:
        place = (float(lon), float(lat))
        return RawFix(_seconds(time.strip()), *place)
    except (ValueError, OverflowError):
        return None


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        time = datetime.fromisoformat(text)
        return (time if time.tzinfo is not None else time.replace(tzinfo=UTC)).timestamp()
    if not math.isfinite(seconds):
        raise ValueError(text)
    return seconds


# -- what is dropped ---------------------------------------------------------------------------------------------


def _sound(fixes: Iterable[RawFix | None], dropped: Counter[str]) -> Iterator[RawFix]:
    for fix in fixes:
        if fix is None:
            dropped["malformed"] += 1
        elif fix.lon == 0.0 or fix.lat == 0.0 or not is_place((fix.lon, fix.lat)):
            dropped["no_place"] += 1
        else:
            yield fix


def _stretches(fixes: Iterable[RawFix], dropped: Counter[str]) -> Iterator[list[RawFix]]:
    """Cuts at gaps, and drops what is out of order or too fast to be true."""
    kept: list[RawFix] = []
    astray: list[RawFix] = []
    for fix in fixes:
        if not kept or _follows(kept[-1], fix):
            dropped["jump"] += len(astray)
            astray = []
            if kept and fix.at - kept[-1].at > GAP_S:
                yield kept
                kept = []
            kept.append(fix)
        elif fix.at <= kept[-1].at:
            dropped["out_of_order"] += 1
        elif not astray or _follows(astray[-1], fix):
            astray.append(fix)
            if len(astray) == ASTRAY:
                yield kept
                kept, astray = astray, []
        else:
            dropped["jump"] += 1
    dropped["jump"] += len(astray)
    if not dropped["jump"]:
        del dropped["jump"]
    if kept:
        yield kept


def _follows(earlier: RawFix, later: RawFix) -> bool:
    """Whether the later fix can be reached in time."""
    lasted_s = later.at - earlier.at
    return lasted_s > 0 and distance_m(earlier[1:], later[1:]) <= TOP_SPEED_MS * lasted_s
