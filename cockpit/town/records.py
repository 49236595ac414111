"""The folder's tables as records of the domain, each with the line that it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar, get_args

from cockpit.domain.circles import TIERS, Circle
from cockpit.domain.incidents import Kind
from cockpit.domain.indices import DOMAINS
from cockpit.domain.people import Person, PersonRole
from cockpit.domain.sources import Source
from cockpit.domain.units import Department, Shape, Unit, UnitRole
from cockpit.town.faults import Faults
from cockpit.town.tables import Row, read_table

T = TypeVar("T", Circle, Department, Unit, Person, Source, Kind)


class Records(Generic[T]):
    """The records of one file by id, in the order of the file; an id that comes twice is a fault."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.by_id: dict[str, T] = {}
        self._lines: dict[str, int] = {}

    def add(self, row: Row, record: T) -> None:
        """Takes a record in."""
        if not record.id:
            return
        if record.id in self.by_id:
            row.fault(f"编号 “{record.id}” 重复（第 {self._lines[record.id]} 行已有）", "换一个编号")
            return
        self.by_id[record.id] = record
        self._lines[record.id] = row.line

    def line(self, id_: str) -> int | None:
        """The line of a record."""
        return self._lines.get(id_)

    def __iter__(self) -> Iterator[T]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def __contains__(self, id_: str | None) -> bool:
        return id_ in self.by_id


def read_circles(folder: Path, faults: Faults) -> Records[Circle]:
    """``circles.csv``. A centre that is not given is 0, 0: the caller takes one from the area."""
    found: Records[Circle] = Records("circles.csv")
    for row in read_table(folder, found.file, ("id", "tier", "name"), ("parent", "chief", "lon", "lat"), faults):
        centre = (row.number("lon", 0.0, -180.0, 180.0), row.number("lat", 0.0, -90.0, 90.0))
        if bool(row.text("lon")) != bool(row.text("lat")):
            row.fault("经度和纬度只写了一个", "两个都写，或都留空")
        tier = row.choice("tier", TIERS, "tier")
        circle = Circle(
            row.required("id"),
            tier,  # type: ignore[arg-type]
            row.required("name"),
            row.text("parent") or None,
            row.text("chief") or None,
            centre,
        )
        found.add(row, circle)
    return found


def read_departments(folder: Path, faults: Faults) -> Records[Department]:
    """``departments.csv``."""
    found: Records[Department] = Records("departments.csv")
    for row in read_table(folder, found.file, ("id", "name", "shape"), ("name_en",), faults):
        shape = row.choice("shape", get_args(Shape), "shape")
        name = row.required("name")
        found.add(row, Department(row.required("id"), name, row.text("name_en") or name, shape))  # type: ignore[arg-type]
    return found


def read_units(folder: Path, faults: Faults) -> Records[Unit]:
    """``units.csv``."""
    found: Records[Unit] = Records("units.csv")
    for row in read_table(folder, found.file, ("id", "name", "department", "circle", "role"), (), faults):
        role = row.choice("role", get_args(UnitRole), "unit_role")
        unit = Unit(
            row.required("id"),
            row.required("name"),
            row.required("department"),
            row.required("circle"),
            role,  # type: ignore[arg-type]
        )
        found.add(row, unit)
    return found


def read_people(folder: Path, faults: Faults) -> Records[Person]:
    """``people.csv``."""
    found: Records[Person] = Records("people.csv")
    for row in read_table(folder, found.file, ("id", "login", "name", "role"), ("department", "zone"), faults):
        role = row.choice("role", get_args(PersonRole), "person_role")
        person = Person(
            row.required("id"),
            row.required("login"),
            row.required("name"),
            role,  # type: ignore[arg-type]
            row.text("department"),
            row.text("zone") or None,
        )
        found.add(row, person)
    return found


def read_sources(folder: Path, faults: Faults) -> Records[Source]:
    """``sources.csv``."""
    found: Records[Source] = Records("sources.csv")
    for row in read_table(folder, found.file, ("id", "name"), ("name_en", "silent_after_s"), faults):
        name = row.required("name")
        silent_after_s = row.number("silent_after_s", 120.0, 1.0, 864_000.0)
        found.add(row, Source(row.required("id"), name, row.text("name_en") or name, silent_after_s))
    return found


def read_kinds(folder: Path, faults: Faults) -> Records[Kind]:
    """``kinds.csv``."""
    found: Records[Kind] = Records("kinds.csv")
    optional = ("name_en", "severity", "hazard", "close_within_h")
    for row in read_table(folder, found.file, ("id", "name", "domain"), optional, faults):
        name = row.required("name")
        severity = row.number("severity", 3.0, 1.0, 4.0)
        if severity != int(severity):
            row.fault(f"{row.called('severity')} {severity:g} 不是整数", "改为 1、2、3、4 之一")
        kind = Kind(
            row.required("id"),
            name,
            row.text("name_en") or name,
            row.choice("domain", DOMAINS, "domain"),  # type: ignore[arg-type]
            int(severity),
            row.flag("hazard"),
            row.number("close_within_h", 0.0, 0.0, 8760.0),
        )
        found.add(row, kind)
    return found
