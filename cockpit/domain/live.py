"""What is true only now: positions and who has been heard when. It is not journaled; positions go to a track store.

Instants here are seconds since 1970-01-01 UTC on the hub's clock (floats: thousands arrive a second).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from cockpit.domain.places import LonLat
from cockpit.domain.town import Contact

ContactState = Literal["in_contact", "late", "out_of_contact", "never_heard", "off_duty"]
LinkPhase = Literal["connecting", "signing_in", "catching_up", "live", "down", "refused"]
"""Where a cockpit's link to its hub stands; anything but ``live`` means that the picture is old."""


class Fix(msgspec.Struct, frozen=True, array_like=True):
    """A position: degrees WGS-84, instant of the fix, km/h, degrees clockwise from north."""

    lon: float
    lat: float
    at: float
    speed_kmh: float = 0.0
    heading_deg: float = 0.0

    @property
    def place(self) -> LonLat:
        """Longitude, latitude."""
        return (self.lon, self.lat)


class Live:
    """The latest fix of each unit, and when each unit and each source was last heard.

    Attributes:
        off_duty: the world's set of units that are off duty: not silent but at home, and followed by nobody.
    """

    def __init__(self) -> None:
        self.fixes: dict[str, Fix] = {}
        self.heard: dict[str, float] = {}
        self.sources: dict[str, float] = {}
        self.off_duty: set[str] = set()

    def note(self, unit: str, fix: Fix | None, heard_at: float) -> None:
        """A unit was heard, with a position or without; an older fix never replaces a newer one."""
        if heard_at > self.heard.get(unit, 0.0):
            self.heard[unit] = heard_at
        if fix is not None:
            known = self.fixes.get(unit)
            if known is None or fix.at >= known.at:
                self.fixes[unit] = fix

    def silence_s(self, unit: str, now: float) -> float | None:
        """Seconds since the unit was heard, None when it never was."""
        heard_at = self.heard.get(unit)
        return None if heard_at is None else max(0.0, now - heard_at)

    def contact(self, unit: str, now: float, limits: Contact) -> ContactState:
        """How the unit's silence is to be read."""
        if unit in self.off_duty:
            return "off_duty"
        return contact_of(self.silence_s(unit, now), limits)


def contact_of(silence_s: float | None, limits: Contact) -> ContactState:
    """How a silence of so many seconds is to be read; None: never heard."""
    if silence_s is None:
        return "never_heard"
    if silence_s >= limits.out_after_s:
        return "out_of_contact"
    return "late" if silence_s >= limits.late_after_s else "in_contact"


def reachable(state: ContactState) -> bool:
    """Whether an order sent now can be expected to arrive now."""
    return state in ("in_contact", "late")


def lost(state: ContactState) -> bool:
    """Whether a unit that should be heard is not: one that is off duty need not be."""
    return state in ("out_of_contact", "never_heard")
