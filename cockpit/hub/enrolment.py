"""Enrolment: the centre makes a code for a unit, a device shows it once and gets a key of its own."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.devices import EnrolCode, EnrolDevice, named, require_desk
from cockpit.errors import Refused
from cockpit.hub.accounts import CODE_S
from cockpit.hub.codes import spelled
from cockpit.hub.outcome import Outcome
from cockpit.wire.messages import Enrol, Enrolled

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.hub.hub import Hub

QUESTION = "enrol_code"


class CodeQuestion(msgspec.Struct, frozen=True):
    """For which unit a device is to be enrolled."""

    unit: str


async def make_code(hub: Hub, actor: Actor, args: dict[str, object]) -> bytes:
    """A code for a unit, an ``EnrolCode`` as JSON.

    Raises:
        Refused: no such unit, or not for this person.
    """
    require_desk(hub.world, actor)
    try:
        unit = msgspec.convert(args, CodeQuestion).unit
    except msgspec.ValidationError as fault:
        raise Refused("ask.args", f"查询 {QUESTION} 的参数不对：{fault}") from None
    if unit not in hub.world.units:
        raise Refused("sign_in.unit", f"没有力量 {unit[:40]!r}")
    code = await asyncio.to_thread(hub.accounts.new_code, unit, actor.id)
    return msgspec.json.encode(EnrolCode(unit, spelled(code), f"/field/#{code}", time.time() + CODE_S, CODE_S))


async def enrol(hub: Hub, message: Enrol, address: str) -> Enrolled:
    """Takes a code and gives a key, once the enrolment is durable.

    Args:
        address: where the device comes from, to slow down who guesses.

    Raises:
        Refused: a wrong code, too many of them, or a name that is none.
    """
    name = named(message.device_name)
    unit_id, invited_by = await asyncio.to_thread(hub.accounts.use_code, message.code, address)
    unit = hub.world.units.get(unit_id)
    if unit is None:
        raise Refused("sign_in.unit", f"没有力量 {unit_id!r}")
    device, key = await asyncio.to_thread(hub.accounts.new_device, unit_id)
    enrolled = Outcome()
    hub.service.enrol(EnrolDevice(device, unit_id, name, invited_by), enrolled)
    try:
        await enrolled.done
    except Refused:
        await asyncio.to_thread(hub.accounts.forget_device, device)
        raise
    return Enrolled(unit, device, key)
