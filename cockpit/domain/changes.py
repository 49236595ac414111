"""What has changed in a world since the last look: by noun, so that a screen draws anew only what it must."""

from __future__ import annotations

import msgspec


class Changes(msgspec.Struct):
    """What has changed since the last look: ids by noun; ``duty``: who commands; ``town``: everything may have;
    ``consultation``: a meeting or what it resolved."""

    orders: set[str] = msgspec.field(default_factory=set)
    incidents: set[str] = msgspec.field(default_factory=set)
    duty: bool = False
    town: bool = False
    devices: set[str] = msgspec.field(default_factory=set)
    units: set[str] = msgspec.field(default_factory=set)
    help_calls: set[str] = msgspec.field(default_factory=set)
    circle_calls: set[str] = msgspec.field(default_factory=set)
    alarms: set[str] = msgspec.field(default_factory=set)
    consultation: bool = False

    def merge(self, other: Changes) -> None:
        """Takes in what another look saw."""
        self.orders |= other.orders
        self.incidents |= other.incidents
        self.devices |= other.devices
        self.units |= other.units
        self.help_calls |= other.help_calls
        self.circle_calls |= other.circle_calls
        self.alarms |= other.alarms
        self.duty = self.duty or other.duty
        self.town = self.town or other.town
        self.consultation = self.consultation or other.consultation

    def __bool__(self) -> bool:
        return bool(
            self.orders
            or self.incidents
            or self.devices
            or self.units
            or self.help_calls
            or self.circle_calls
            or self.alarms
            or self.duty
            or self.town
            or self.consultation
        )
