"""Who commands now: one person at every moment, by the rota until a handover is signed, by signatures from then on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from cockpit.domain.handovers import HandoverWithdrawn
from cockpit.domain.orders import TEXT_LIMIT
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World

CameBy = Literal["rota", "handover", "takeover"]


class InCommand(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who commands, since when (journal time, UTC), and how it came to be.

    Attributes:
        handover: the signed handover by which it came, empty for another way.
        before: who commanded before, empty for the first.
        reason: of a takeover.
        owed: whether the handover has still to be made up.
    """

    person: str
    since: datetime
    came_by: CameBy = "rota"
    handover: str = ""
    before: str = ""
    reason: str = ""
    owed: bool = False


class TakeOver(msgspec.Struct, frozen=True, tag="take_over"):
    """Takes command at once, in an emergency: the handover is made up afterwards."""

    reason: str


class CommandTaken(msgspec.Struct, frozen=True, tag="command_taken"):
    """Somebody took command without a handover; the core circle is told."""

    person: str
    before: str
    reason: str


def commander_at(world: World, now: datetime) -> str:
    """The id of who commands at an instant, empty where nobody does.

    In a town whose rota passes by signature it is whoever signed last; the rota says who is due to. A person whom the
    town no longer has commands nothing, and the rota says who does.
    """
    holder = world.in_command
    if world.rota.passes == "signed" and holder is not None and holder.person in world.people:
        return holder.person
    shift = world.rota.shift_at(now)
    return shift.commander if shift is not None else ""


def due_at(world: World, now: datetime) -> str:
    """Who should command by the rota, where that is somebody else than who does; empty otherwise."""
    shift = world.rota.shift_at(now)
    if shift is None or shift.commander == commander_at(world, now):
        return ""
    return shift.commander


def may_take_over(world: World, now: datetime) -> tuple[str, ...]:
    """Who may take command in an emergency: whom the rota names now, the deputies, the chief of the core circle."""
    shift = world.rota.shift_at(now)
    named = [] if shift is None else [shift.commander, shift.deputy or ""]
    root = world.circles.root
    named.append((world.circles.by_id[root].chief or "") if root else "")
    now_in = commander_at(world, now)
    known = (one for one in named if one in world.people and world.people[one].role == "commander" and one != now_in)
    return tuple(dict.fromkeys(known))


def decide_take_over(
    world: World, command: TakeOver, actor: Actor, now: datetime
) -> Iterator[HandoverWithdrawn | CommandTaken]:
    """Command changes hands at once, with a reason; a handover that is under way ends.

    Raises:
        Refused: not somebody whom the rota names, no reason, or a town that goes by the clock.
    """
    if world.rota.passes == "clock":
        raise Refused("takeover.clock", "本镇按钟点交接，无需接管")
    before = commander_at(world, now)
    if actor.kind == "person" and before == actor.id:
        raise Refused("takeover.have_it", "您正在指挥，无需接管")
    allowed = may_take_over(world, now)
    if actor.kind != "person" or actor.id not in allowed:
        names = "、".join(world.people[one].name for one in allowed)
        raise Refused("takeover.who", "只有当班指挥长、副班和指挥中心负责人可以应急接管", names)
    if not 0 < len(command.reason.strip()) <= TEXT_LIMIT:
        raise Refused("takeover.reason", f"应急接管须写明原因，最多 {TEXT_LIMIT} 字")
    for one in world.handovers.values():
        if one.status == "open":
            yield HandoverWithdrawn(one.id, "应急接管")
    yield CommandTaken(actor.id, before, command.reason.strip())


def apply_taken(world: World, event: CommandTaken, at: datetime) -> None:
    """The one who took it commands; a handover is owed."""
    set_in_command(
        world,
        InCommand(event.person, at, "takeover", before=event.before, reason=event.reason, owed=bool(event.before)),
    )


def begin_by_rota(world: World, at: datetime) -> None:
    """A town that is new has its first commander by the rota."""
    if world.in_command is None and world.rota.passes == "signed":
        shift = world.rota.shift_at(at)
        if shift is not None:
            set_in_command(world, InCommand(shift.commander, at))


def set_in_command(world: World, holder: InCommand) -> None:
    """Somebody commands from now on."""
    world.in_command = holder
    world.changes.duty = True
