"""The town as data: what a clerk's folder says, in the form that the rules and the screens read."""

from __future__ import annotations

import msgspec

from cockpit.domain.circles import Circle
from cockpit.domain.incidents import Kind
from cockpit.domain.indices import Method
from cockpit.domain.orders import Deadlines, Ladder, Plan
from cockpit.domain.people import Person
from cockpit.domain.places import Area, LonLat
from cockpit.domain.rota import Rota
from cockpit.domain.sources import Source
from cockpit.domain.units import Department, Unit


class Contact(msgspec.Struct, frozen=True):
    """When a unit counts as late or out of contact, in seconds since it was last heard."""

    report_every_s: float = 3.0
    late_after_s: float = 15.0
    out_after_s: float = 60.0


class FieldSettings(msgspec.Struct, frozen=True):
    """What people outside work by.

    Attributes:
        shift_h: hours after which a unit's duty ends by itself.
        idle_report_every_s: how often a unit that is not under way tells its position; under way it is the contact's.
        whistle_answer_s: seconds in which a department that was called in must report.
        whistle_again_s: seconds until the next wider circle of it is called, and so on.
        help_nearest: how many of the nearest colleagues are told of a call for help.
        calls_seen_min: minutes for which a circle call is shown to those who come later.
        page: the address at which phones open the field page; empty where it is the hub's own, as desktops reach it.
    """

    shift_h: float = 12.0
    idle_report_every_s: float = 20.0
    whistle_answer_s: float = 300.0
    whistle_again_s: float = 300.0
    help_nearest: int = 8
    calls_seen_min: float = 30.0
    page: str = ""


class DeskSettings(msgspec.Struct, frozen=True):
    """How the town wants its command centre's screens.

    Attributes:
        shelve_at_most_h: hours for which an alarm may be shelved.
        lock_after_min: minutes without a key or a mouse after which a cockpit locks; 0 for never.
        watermark: whether screens and exports carry who is signed in and when.
    """

    shelve_at_most_h: float = 12.0
    lock_after_min: float = 0.0
    watermark: bool = False


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """The town's own figures. ``sample`` marks invented data and known passwords: such a hub stays on loopback."""

    id: str
    name: str
    name_en: str
    time_zone: str = "Asia/Shanghai"
    sample: bool = False
    contact: Contact = Contact()
    keep_positions_days: float = 30.0
    keep_closed_hours: float = 48.0
    close_within_h: tuple[float, float, float, float] = (4.0, 12.0, 24.0, 72.0)
    """Hours until an incident of severity 1, 2, 3, 4 should be closed, unless its kind says otherwise."""
    deadlines: tuple[Deadlines, Deadlines, Deadlines] = (
        Deadlines(20.0, 60.0, 120.0, 300.0, 3600.0),
        Deadlines(60.0, 180.0, 300.0, 900.0, 7200.0),
        Deadlines(300.0, 900.0, 1800.0, 3600.0, 28800.0),
    )
    """For orders of priority 1, 2, 3."""
    ladder: Ladder = Ladder()
    field: FieldSettings = FieldSettings()
    desk: DeskSettings = DeskSettings()


class Town(msgspec.Struct, frozen=True):
    """Everything about a town that changes only when its folder does (its geometry is in ``TownMap``)."""

    settings: Settings
    circles: tuple[Circle, ...]
    departments: tuple[Department, ...]
    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    rota: Rota
    sources: tuple[Source, ...]
    kinds: tuple[Kind, ...]
    plans: tuple[Plan, ...]
    method: Method


class Premises(msgspec.Struct, frozen=True, array_like=True):
    """A place that is inspected; ``code`` is its safety code: green, yellow or red."""

    id: str
    name: str
    kind: str
    place: LonLat
    code: str


class Line(msgspec.Struct, frozen=True):
    """A road or a stretch of water along a line; ``width_m`` in metres."""

    name: str
    rank: str
    width_m: float
    points: tuple[LonLat, ...]


class TownMap(msgspec.Struct, frozen=True):
    """A town's geometry: an area for each circle (by circle id), roads, water, premises."""

    areas: dict[str, Area]
    roads: tuple[Line, ...] = ()
    water: tuple[Area, ...] = ()
    rivers: tuple[Line, ...] = ()
    premises: tuple[Premises, ...] = ()
