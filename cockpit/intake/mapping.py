"""What a mapping says: what each column of somebody else's file means here. docs/import.md is its reference."""

from __future__ import annotations

from typing import Literal

import msgspec

from cockpit.intake.classes import Rule
from cockpit.intake.datums import Datum
from cockpit.intake.plane import Box
from cockpit.intake.rows import Column, FileShape
from cockpit.intake.template import Template
from cockpit.intake.times import DayShift, TimeFormat

Outside = Literal["reject", "nearest"]
Laying = Literal["keep", "similarity", "affine", "quantiles"]


class Source(msgspec.Struct, frozen=True):
    """The source of the reports: one for the file, or by a column's values."""

    id: str = ""
    column: Column | None = None
    values: dict[str, str] = {}
    line: int = 0


class Number(msgspec.Struct, frozen=True):
    """Where source numbers come from: a column, or a hash of some."""

    column: Column | None = None
    hashed: tuple[Column, ...] = ()
    prefix: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are read."""
        return self.hashed if self.column is None else (self.column,)


class Time(msgspec.Struct, frozen=True):
    """When the report came in; several columns (a date, a time) are joined by a blank."""

    columns: tuple[Column, ...]
    written: TimeFormat


class Closing(msgspec.Struct, frozen=True):
    """When the incident was closed: by columns, or so many minutes after its report where the file does not say."""

    columns: tuple[Column, ...] = ()
    written: TimeFormat = TimeFormat()
    after_min: float | None = None


class Severity(msgspec.Struct, frozen=True):
    """Severities by a column's values; they count before those of the class."""

    column: Column | None = None
    values: dict[str, int] = {}


class Place(msgspec.Struct, frozen=True):
    """Where it is: coordinates, a circle's id or name, or both."""

    lon: Column | None = None
    lat: Column | None = None
    datum: Datum = "wgs84"
    circle: Column | None = None
    outside: Outside = "reject"
    nearest_within_m: float = 500.0


class Transform(msgspec.Struct, frozen=True):
    """How another city's day is laid onto one's own town."""

    laying: Laying = "keep"
    box: Box | None = None
    rotation_deg: float = 0.0
    margin: float = 0.02
    days: DayShift = DayShift()


class Mapping(msgspec.Struct, frozen=True):
    """A whole mapping, checked in itself; ``translate`` checks it against the town and the file."""

    name: str
    shape: FileShape
    source: Source
    number: Number
    time: Time
    closing: Closing
    class_columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    severity: Severity
    place: Place
    text: Template
    address: Template
    transform: Transform

    def columns(self) -> tuple[Column, ...]:
        """Every column that is used, each once."""
        listed: list[Column | None] = [
            *self.number.columns,
            *self.time.columns,
            *self.closing.columns,
            *self.class_columns,
            self.source.column,
            self.severity.column,
            self.place.lon,
            self.place.lat,
            self.place.circle,
            *self.text.columns,
            *self.address.columns,
        ]
        for rule in self.rules:
            listed += rule.text.columns if rule.text is not None else ()
        return tuple(dict.fromkeys(column for column in listed if column is not None))
