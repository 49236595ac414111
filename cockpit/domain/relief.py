"""What can be done about a recipient who does not answer: answer for it, give its part to another, send more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.in_command import commander_at
from cockpit.domain.ladder import path_of
from cockpit.domain.order_rules import RANK, known_order, on_duty, require_authority
from cockpit.domain.orders import FINAL, TEXT_LIMIT, Order, Recipient, RecipientAdvanced, RecipientState
from cockpit.domain.versions import check_version
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World


class AnswerFor(msgspec.Struct, frozen=True, tag="answer_for", omit_defaults=True):
    """A chief (or the commander) says how far a unit is that does not say so itself; the note says how they know.

    ``version`` is the one of the order that they mean: of another they are told.
    """

    order: str
    unit: str
    state: RecipientState
    note: str
    version: int = 1


class Reassign(msgspec.Struct, frozen=True, tag="reassign", omit_defaults=True):
    """Gives one recipient's part to another unit."""

    order: str
    unit: str
    to: str
    reason: str = ""


class Reinforce(msgspec.Struct, frozen=True, tag="reinforce", omit_defaults=True):
    """Sends more units on an order that is under way."""

    order: str
    units: tuple[str, ...]


class RecipientReassigned(msgspec.Struct, frozen=True, tag="recipient_reassigned", omit_defaults=True):
    """A recipient's part went to another unit, which has the version in force; its clocks start now."""

    order: str
    unit: str
    to: str
    reason: str = ""
    version: int = 1


class RecipientsAdded(msgspec.Struct, frozen=True, tag="recipients_added", omit_defaults=True):
    """More units have the order in its version in force; their clocks start now."""

    order: str
    units: tuple[str, ...]
    version: int = 1


# -- who may -------------------------------------------------------------------------------------------------------


def require_charge(world: World, actor: Actor, unit: str, now: datetime) -> None:
    """Passes for a chief of one of the unit's circles and for the commander on duty.

    Raises:
        Refused: anybody else, with who could.
    """
    chiefs = {world.circles.by_id[circle].chief for circle in path_of(world, unit)}
    commands = commander_at(world, now) == actor.id
    core = world.circles.by_id[world.circles.root].chief if world.circles.root else None
    if commands or (actor.id in chiefs and actor.id not in (core, unit)):
        return
    raise Refused("relief.charge", "只有该单位所在各圈的负责人和当班指挥长可以处理", on_duty(world, now))


def may_send(world: World, actor: Actor, unit: str, now: datetime) -> None:
    """Passes for who may give a unit a part of an order: who is in charge of it, and a chief for itself.

    Raises:
        Refused: anybody else, with who could.
    """
    if not (actor.kind == "unit" and actor.id == unit):
        require_charge(world, actor, unit, now)


def _require_reinforcement(world: World, order: Order, actor: Actor, units: tuple[str, ...], now: datetime) -> None:
    """Passes for who may order the units about, and for a chief who has people on the order, for those in charge.

    Raises:
        Refused: anybody else, with who could.
    """
    if actor.kind != "unit":
        require_authority(world, actor, units, now)
        return
    if not any(_in_charge(world, actor, unit, now) for unit in order.recipients):
        raise Refused("relief.charge", "只有有人在该指令上的负责人和当班指挥长可以增派", on_duty(world, now))
    for unit in units:
        may_send(world, actor, unit, now)


def _in_charge(world: World, actor: Actor, unit: str, now: datetime) -> bool:
    try:
        require_charge(world, actor, unit, now)
    except Refused:
        return False
    return True


# -- decide --------------------------------------------------------------------------------------------------------


def decide_answer_for(world: World, command: AnswerFor, actor: Actor, now: datetime) -> Iterator[RecipientAdvanced]:
    """The recipient moves forward in somebody else's word; the entry says whose.

    Raises:
        Refused: not in charge, no note, a state that cannot be vouched for, or an order that was changed since.
    """
    recipient = _open_recipient(world, command.order, command.unit)
    require_charge(world, actor, command.unit, now)
    if not command.note.strip() or len(command.note) > TEXT_LIMIT:
        raise Refused("relief.note", f"代为答复须写明依据，最多 {TEXT_LIMIT} 字")
    check_version(world, known_order(world, command.order), command.version, now)
    if command.state not in RANK or command.state in ("issued", "delivered"):
        raise Refused("relief.state", f"不能代为答复 {command.state!r}")
    if RANK[command.state] > RANK.get(recipient.state, 0):
        yield RecipientAdvanced(
            command.order, command.unit, command.state, note=command.note, version=recipient.version
        )


def decide_reassign(world: World, command: Reassign, actor: Actor, now: datetime) -> Iterator[RecipientReassigned]:
    """Another unit takes the part over. The same again changes nothing.

    Raises:
        Refused: not in charge of both units (a chief may take it over itself), or the other has the order already.
    """
    order = known_order(world, command.order)
    recipient = order.recipients.get(command.unit)
    if recipient is not None and recipient.state == "reassigned" and command.to in order.recipients:
        return
    _open_recipient(world, command.order, command.unit)
    _require_free(world, order, (command.to,))
    require_charge(world, actor, command.unit, now)
    may_send(world, actor, command.to, now)
    yield RecipientReassigned(command.order, command.unit, command.to, command.reason, order.version)


def decide_reinforce(world: World, command: Reinforce, actor: Actor, now: datetime) -> Iterator[RecipientsAdded]:
    """More units get the order; who has it already is passed over.

    Raises:
        Refused: the order is over, there is nobody to send, or no authority over them and no charge of them.
    """
    order = known_order(world, command.order)
    if not order.under_way:
        raise Refused("order.not_under_way", "指令已结束，不能增派")
    more = tuple(dict.fromkeys(unit for unit in command.units if unit not in order.recipients))
    if not command.units:
        raise Refused("order.recipients", "没有要增派的力量")
    if not more:
        return
    _require_free(world, order, more)
    _require_reinforcement(world, order, actor, more, now)
    yield RecipientsAdded(command.order, more, order.version)


def _open_recipient(world: World, order_id: str, unit: str) -> Recipient:
    order = known_order(world, order_id)
    recipient = order.recipients.get(unit)
    if recipient is None:
        raise Refused("relief.recipient", f"{unit} 不是该指令的接收人")
    if not order.under_way or recipient.state in FINAL:
        raise Refused("relief.ended", "该接收人已有结果，无须处理")
    return recipient


def _require_free(world: World, order: Order, units: tuple[str, ...]) -> None:
    unknown = [unit for unit in units if unit not in world.units]
    if unknown:
        raise Refused("order.recipients", f"没有这些力量：{'、'.join(unknown[:5])}")
    has = [world.units[unit].name for unit in units if unit in order.recipients]
    if has:
        raise Refused("relief.has_it", f"已有该指令：{'、'.join(has[:5])}")


# -- apply ---------------------------------------------------------------------------------------------------------


def apply_reassigned(world: World, event: RecipientReassigned, at: datetime) -> None:
    """The one is out, the other in."""
    order = world.orders.get(event.order)
    recipient = order.recipients.get(event.unit) if order is not None else None
    if order is None or recipient is None:
        return
    recipient.state, recipient.reason, recipient.successor = "reassigned", event.reason, event.to
    recipient.times["reassigned"] = at
    world.drop_recipient(order, event.unit)
    world.add_recipients(order, (event.to,), at)


def apply_added(world: World, event: RecipientsAdded, at: datetime) -> None:
    """They have it too."""
    order = world.orders.get(event.order)
    if order is not None:
        world.add_recipients(order, event.units, at)
