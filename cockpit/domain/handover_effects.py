"""What the events of a handover do to the world."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cockpit.domain.handovers import (
    CommandPassed,
    Handover,
    HandoverEvent,
    HandoverOpened,
    HandoverSigned,
    HandoverWithdrawn,
    ItemDiscussed,
    ItemsAdded,
    ItemsMarked,
    Remark,
    Signature,
)
from cockpit.domain.holding import pass_order
from cockpit.domain.in_command import InCommand, set_in_command
from cockpit.domain.ladder import open_miss

if TYPE_CHECKING:
    from cockpit.domain.world import World


def apply_handover(world: World, event: HandoverEvent, by: str, at: datetime) -> None:
    """Folds any event of a handover into the world."""
    match event:
        case HandoverOpened():
            apply_opened(world, event, by, at)
        case ItemsAdded():
            apply_added(world, event)
        case ItemsMarked():
            apply_marked(world, event, by, at)
        case ItemDiscussed():
            apply_discussed(world, event, by, at)
        case HandoverSigned():
            apply_signed(world, event, by, at)
        case CommandPassed():
            apply_passed(world, event, at)
        case HandoverWithdrawn():
            apply_withdrawn(world, event, at)


def apply_opened(world: World, event: HandoverOpened, by: str, at: datetime) -> None:
    """A handover is under way."""
    items = {item.id: replace(item) for item in event.items}
    world.handovers[event.handover] = Handover(
        event.handover, event.outgoing, event.incoming, by, at, items, event.made_up
    )
    world.changes.duty = True


def apply_added(world: World, event: ItemsAdded) -> None:
    """More is in it; who had signed signed something else."""
    handover = _unsigned(world, event.handover)
    if handover is not None:
        handover.items.update((item.id, replace(item)) for item in event.items)


def apply_marked(world: World, event: ItemsMarked, by: str, at: datetime) -> None:
    """Items are decided."""
    handover = _unsigned(world, event.handover)
    for id_ in event.items if handover is not None else ():
        item = handover.items.get(id_) if handover is not None else None
        if item is not None:
            item.mark, item.marked_by, item.marked_at = event.mark, by, at
            if event.mark == "refused":
                item.remarks = (*item.remarks, Remark(by, at, "refusal", event.text))


def apply_discussed(world: World, event: ItemDiscussed, by: str, at: datetime) -> None:
    """The words stay with the item; a question opens it again."""
    handover = _unsigned(world, event.handover)
    item = handover.items.get(event.item) if handover is not None else None
    if item is not None:
        item.remarks = (*item.remarks, Remark(by, at, event.kind, event.text))
        if event.kind == "question":
            item.mark, item.marked_by, item.marked_at = "open", "", None


def apply_signed(world: World, event: HandoverSigned, by: str, at: datetime) -> None:
    """One signature is there."""
    handover = world.handovers.get(event.handover)
    if handover is None:
        return
    world.changes.duty = True
    if by == handover.incoming:
        handover.incoming_signed = Signature(by, at)
    else:
        handover.outgoing_signed = Signature(by, at, event.instead_of)


def apply_passed(world: World, event: CommandPassed, at: datetime) -> None:
    """The incoming one commands and has the outgoing one's orders; what climbed to the one calls the other."""
    handover = world.handovers.get(event.handover)
    if handover is None:
        return
    handover.status, handover.ended_at = "signed", at
    holder = world.in_command
    if handover.made_up and holder is not None:
        came_by, reason = holder.came_by, holder.reason
        since = holder.since
    else:
        came_by, reason, since = "handover", "", at
    set_in_command(world, InCommand(event.person, since, came_by, event.handover, event.before, reason))
    for id_ in event.orders:
        if id_ in world.orders:
            pass_order(world, world.orders[id_], event.person, at)
    _pass_misses(world, handover)
    _keep_last(world)


def _pass_misses(world: World, handover: Handover) -> None:
    kept = {item.ref for item in handover.refused if item.kind == "order"}
    for order, unit in world.misses_of(handover.outgoing):
        miss = open_miss(order.recipients[unit])
        if order.id in kept or miss is None:
            continue
        rest = tuple(one for one in miss.told if one not in (handover.outgoing, handover.incoming))
        miss.told = (*rest, handover.incoming)
        if miss.acknowledged_by == handover.outgoing:
            miss.acknowledged_by, miss.acknowledged_at = "", None
        world.misses_told.setdefault(handover.incoming, set()).add((order.id, unit))
        world.changes.orders.add(order.id)


def apply_withdrawn(world: World, event: HandoverWithdrawn, at: datetime) -> None:
    """Nothing has passed."""
    handover = world.handovers.get(event.handover)
    if handover is not None:
        handover.status, handover.reason, handover.ended_at = "withdrawn", event.reason, at
        world.changes.duty = True
        _keep_last(world)


def _keep_last(world: World) -> None:
    """The world keeps the last signed handover and the last withdrawn one; the journal has all."""
    for status in ("signed", "withdrawn"):
        over = [one.id for one in world.handovers.values() if one.status == status]
        for id_ in over[:-1]:
            del world.handovers[id_]


def _unsigned(world: World, handover_id: str) -> Handover | None:
    """The handover, without the signatures that were given for what it held before."""
    handover = world.handovers.get(handover_id)
    if handover is not None:
        handover.outgoing_signed = handover.incoming_signed = None
        world.changes.duty = True
    return handover
