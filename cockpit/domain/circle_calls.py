"""Circle calls: words or a voice clip to all members of a circle at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.attachments import check_attachments, check_offline
from cockpit.domain.in_command import commander_at
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World

TEXT_LIMIT = 500


class CircleCall(msgspec.Struct, omit_defaults=True):
    """One call. ``by`` is a unit or a person; ``heard`` says which units have heard or read it, and when."""

    id: str
    by: str
    circle: str
    at: datetime
    text: str = ""
    clip: str = ""
    offline_s: float = 0.0
    heard: dict[str, datetime] = {}


class CallCircle(msgspec.Struct, frozen=True, tag="call_circle", omit_defaults=True):
    """Calls a circle with words, a clip (a blob's id), or both."""

    id: str
    circle: str
    text: str = ""
    clip: str = ""
    device_at: datetime | None = None
    offline_s: float = 0.0


class HearCall(msgspec.Struct, frozen=True, tag="hear_call"):
    """The unit's person has heard or read a call."""

    id: str


class CircleCalled(msgspec.Struct, frozen=True, tag="circle_called", omit_defaults=True):
    """A circle was called."""

    id: str
    circle: str
    text: str = ""
    clip: str = ""
    device_at: datetime | None = None
    offline_s: float = 0.0


class CallHeard(msgspec.Struct, frozen=True, tag="call_heard"):
    """Somebody has heard a call."""

    id: str


CallCommand = CallCircle | HearCall
CallEvent = CircleCalled | CallHeard


def decide_call(world: World, command: CallCommand, actor: Actor, now: datetime) -> Iterator[CallEvent]:
    """A call and who has heard it; the same twice is once.

    Raises:
        Refused: nothing said, too long, unknown circle, or one that this actor may not call.
    """
    if isinstance(command, HearCall):
        call = world.circle_calls.get(command.id)
        if call is None or actor.kind != "unit" or not hears(world, call, actor.id):
            raise Refused("call.unknown", f"没有发给本力量的呼叫 {command.id[:40]!r}")
        if actor.id not in call.heard and actor.id != call.by:
            yield CallHeard(command.id)
        return
    if not 0 < len(command.id) <= 100:
        raise Refused("call.id", "呼叫编号须为 1 至 100 个字符")
    known = world.circle_calls.get(command.id)
    if known is not None:
        if known.by != actor.id:
            raise Refused("call.id", f"呼叫编号 {command.id[:40]!r} 已被使用")
        return
    if command.circle not in world.circles.by_id:
        raise Refused("call.circle", f"没有圈 {command.circle[:40]!r}")
    if not command.text.strip() and not command.clip:
        raise Refused("call.text", "呼叫没有内容：请写文字，或录一段语音")
    if len(command.text) > TEXT_LIMIT:
        raise Refused("call.text", f"呼叫过长，最多 {TEXT_LIMIT} 字")
    check_attachments((command.clip,) if command.clip else ())
    check_offline(command.offline_s)
    require_voice(world, command.circle, actor, now)
    yield CircleCalled(command.id, command.circle, command.text, command.clip, command.device_at, command.offline_s)


def require_voice(world: World, circle: str, actor: Actor, now: datetime) -> None:
    """Passes for a unit in its own circle (a chief: in the chief's), a zone chief in the zone, the commander anywhere.

    Raises:
        Refused: it is not for this actor.
    """
    unit = world.units.get(actor.id) if actor.kind == "unit" else None
    if unit is not None:
        if circle == unit.circle or world.circles.by_id[circle].chief == unit.id:
            return
        raise Refused("call.own_circle", "终端只能呼叫本圈", "指挥长")
    person = world.people.get(actor.id) if actor.kind == "person" else None
    if person is not None and person.role == "commander" and commander_at(world, now) == person.id:
        return
    if person is not None and person.role == "zone_chief" and world.circles.within(circle, person.zone or ""):
        return
    raise Refused("call.person", "同圈呼叫由当班指挥长下达，区域长限本区", "当班指挥长、区域长")


def hears(world: World, call: CircleCall, unit_id: str) -> bool:
    """Whether a call is for a unit: it belongs to the circle or to one below, or is its chief."""
    unit, circle = world.units.get(unit_id), world.circles.by_id.get(call.circle)
    if unit is None or circle is None:
        return False
    return world.circles.within(unit.circle, call.circle) or circle.chief == unit_id


def apply_call(world: World, event: CallEvent, by: str, at: datetime) -> None:
    """Keeps the calls for as long as the town keeps closed things."""
    world.changes.circle_calls.add(event.id)
    if isinstance(event, CircleCalled):
        world.circle_calls[event.id] = CircleCall(
            event.id, by, event.circle, at, event.text, event.clip, event.offline_s
        )
    elif (call := world.circle_calls.get(event.id)) is not None:
        call.heard[by] = at
