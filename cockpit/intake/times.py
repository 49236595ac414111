"""Times of a file: read in its format and zone, and laid onto the town's days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
"""Nothing that a command centre imports is older; earlier times are marks of a broken clock or of an empty field."""

REMEMBERED = 20_000

Clock = Literal["wall", "instant"]


class TimeFormat(msgspec.Struct, frozen=True):
    """How times are written.

    Attributes:
        format: ``iso`` (ISO 8601), ``epoch_s``, ``epoch_ms``, or a format of ``strptime``.
        zone: IANA name of the zone in which times without an offset are meant.
    """

    format: str = "iso"
    zone: str = "Asia/Shanghai"


class DayShift(msgspec.Struct, frozen=True):
    """Another city's days laid onto the town's.

    Attributes:
        shift_days: whole days that are added.
        days: where it is not empty, only these days of the file are taken, each laid onto its own.
        clock: ``wall`` keeps what the clock on the wall showed (noon stays noon), ``instant`` keeps the instant.
    """

    shift_days: int = 0
    days: tuple[tuple[date, date], ...] = ()
    clock: Clock = "instant"


class TimeReader:
    """Reads times and lays them.

    Args:
        written: how the file writes them.
        shift: how they are laid.
        zone: the town's IANA zone.
    """

    def __init__(self, written: TimeFormat, shift: DayShift, zone: str) -> None:
        self._format = written.format
        self._zone = ZoneInfo(written.zone)
        self._town_zone = ZoneInfo(zone)
        self._wall = shift.clock == "wall"
        self._shift_days = shift.shift_days
        self._days = {theirs: (ours - theirs).days for theirs, ours in shift.days}
        self._known: dict[str, datetime] = {}

    def read(self, text: str) -> datetime:
        """A time with its zone.

        Raises:
            ValueError: it is not written in the format, or is no time.
        """
        known = self._known.get(text)
        if known is None:
            try:
                known = self._parse(text)
            except (OverflowError, OSError) as error:
                raise ValueError(str(error)) from error
            if len(self._known) < REMEMBERED:
                self._known[text] = known
        return known

    def lay(self, time: datetime) -> datetime | None:
        """The instant in UTC at which it stands in the town; None where its day is not asked for.

        Raises:
            ValueError: the instant is outside the calendar.
        """
        shift_days = self._days.get(time.date()) if self._days else self._shift_days
        if shift_days is None:
            return None
        try:
            if self._wall:
                laid = (time.replace(tzinfo=None) + timedelta(days=shift_days)).replace(tzinfo=self._town_zone)
            elif shift_days:
                laid = time.astimezone(self._town_zone) + timedelta(days=shift_days)
            else:
                laid = time
            return laid.astimezone(UTC)
        except OverflowError as error:
            raise ValueError(str(error)) from error

    def _parse(self, text: str) -> datetime:
        if self._format in ("epoch_s", "epoch_ms"):
            seconds = float(text) / (1000.0 if self._format == "epoch_ms" else 1.0)
            return datetime.fromtimestamp(seconds, self._zone)
        if self._format == "iso":
            time = datetime.fromisoformat(text)
        else:
            time = datetime.strptime(text, self._format)
        return time if time.tzinfo is not None else time.replace(tzinfo=self._zone)


def format_fault(format_: str) -> str:
    """Why a text cannot be a time format, empty where it can: it must carry year, month, day, hour and minute."""
    if format_ in ("iso", "epoch_s", "epoch_ms"):
        return ""
    sample = datetime(2026, 11, 21, 13, 47, tzinfo=UTC)
    try:
        read = datetime.strptime(sample.strftime(format_), format_)
    except ValueError as error:
        return str(error)
    if read.replace(tzinfo=UTC) != sample:
        return f"{read:%Y-%m-%d %H:%M} ≠ {sample:%Y-%m-%d %H:%M}"
    return ""
