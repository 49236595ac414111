"""Devices: phones that were enrolled for a unit. Each has a key of its own, which stands in no event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World

NAME_LIMIT = 60
"""Characters that a device's name may have."""


class Device(msgspec.Struct, omit_defaults=True):
    """One enrolled device. ``invited_by`` is the person who made the code, empty for one made at the hub's console."""

    id: str
    unit: str
    name: str
    enrolled_at: datetime
    invited_by: str = ""
    revoked_at: datetime | None = None
    revoked_by: str = ""

    @property
    def good(self) -> bool:
        """Whether the device may sign in."""
        return self.revoked_at is None


class EnrolCode(msgspec.Struct, frozen=True):
    """What the centre shows a device that is to be enrolled for a unit.

    Attributes:
        code: as it is read out.
        path: what goes into the QR picture behind the hub's address; the code stands behind ``#``, which no browser
            sends anywhere.
        ends_at: epoch seconds, by the clock of the hub's machine.
        good_s: for how many seconds it is good from now.
    """

    unit: str
    code: str
    path: str
    ends_at: float
    good_s: float = 600.0


class DeviceSeen(msgspec.Struct, frozen=True, omit_defaults=True):
    """When a device was last connected (epoch seconds), whether it is now, and what its browser calls itself.

    Not journaled: the hub keeps it beside the devices' keys.
    """

    device: str
    seen_at: float
    connected: bool = False
    browser: str = ""


# -- commands ----------------------------------------------------------------------------------------------------


class EnrolDevice(msgspec.Struct, frozen=True):
    """A device has shown a good code. Made by the hub alone: it is on no wire."""

    device: str
    unit: str
    name: str
    invited_by: str


class RenameDevice(msgspec.Struct, frozen=True, tag="rename_device"):
    """Gives a device another name in the centre's list."""

    device: str
    name: str


class RevokeDevice(msgspec.Struct, frozen=True, tag="revoke_device"):
    """Ends a device for good: lost, stolen, or its person has left. A new code enrols it anew."""

    device: str


DeviceCommand = RenameDevice | RevokeDevice


# -- events ------------------------------------------------------------------------------------------------------


class DeviceEnrolled(msgspec.Struct, frozen=True, tag="device_enrolled", omit_defaults=True):
    """A device may sign in for a unit from now on."""

    device: str
    unit: str
    name: str
    invited_by: str = ""


class DeviceRenamed(msgspec.Struct, frozen=True, tag="device_renamed"):
    """A device has another name."""

    device: str
    name: str


class DeviceRevoked(msgspec.Struct, frozen=True, tag="device_revoked"):
    """A device may sign in no more."""

    device: str


DeviceEvent = DeviceEnrolled | DeviceRenamed | DeviceRevoked


# -- rules -------------------------------------------------------------------------------------------------------


def require_desk(world: World, actor: Actor) -> None:
    """Passes for who looks after the devices: commanders and operators.

    Raises:
        Refused: for anybody else.
    """
    person = world.people.get(actor.id) if actor.kind == "person" else None
    if person is None or person.role not in ("commander", "operator"):
        raise Refused("device.desk", "只有指挥长和坐席员可以管理终端设备", "指挥长、坐席员")


def decide_device(
    world: World, command: DeviceCommand | EnrolDevice, actor: Actor, now: datetime
) -> Iterator[DeviceEvent]:
    """Enrolls, renames, revokes; the same twice is once.

    Raises:
        Refused: unknown unit or device, a name that is none, or not for this actor.
    """
    match command:
        case EnrolDevice(device, unit, name, invited_by):
            if actor.kind != "hub":
                raise Refused("device.code", "设备须用中心给的登记码登记")
            if unit not in world.units:
                raise Refused("sign_in.unit", f"没有力量 {unit!r}")
            if device not in world.devices:
                yield DeviceEnrolled(device, unit, named(name), invited_by)
        case RenameDevice(device_id, name):
            require_desk(world, actor)
            name = named(name)
            if known_device(world, device_id).name != name:
                yield DeviceRenamed(device_id, name)
        case RevokeDevice(device_id):
            require_desk(world, actor)
            if known_device(world, device_id).good:
                yield DeviceRevoked(device_id)


def named(name: str) -> str:
    """A device's name without what surrounds it.

    Raises:
        Refused: it is empty or too long.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME_LIMIT:
        raise Refused("device.name", f"设备名称须为 1 至 {NAME_LIMIT} 个字符")
    return name


def known_device(world: World, device_id: str) -> Device:
    """The device with an id.

    Raises:
        Refused: there is none.
    """
    device = world.devices.get(device_id)
    if device is None:
        raise Refused("device.unknown", f"没有设备 {device_id[:40]!r}")
    return device


def apply_device(world: World, event: DeviceEvent, by: str, at: datetime) -> None:
    """Keeps the list of devices; a revoked one stays in it."""
    match event:
        case DeviceEnrolled(device_id, unit, name, invited_by):
            world.devices[device_id] = Device(device_id, unit, name, at, invited_by)
        case DeviceRenamed(device_id, name):
            if (device := world.devices.get(device_id)) is not None:
                device.name = name
        case DeviceRevoked(device_id):
            device = world.devices.get(device_id)
            if device is not None and device.good:
                device.revoked_at, device.revoked_by = at, by
    world.changes.devices.add(event.device)
