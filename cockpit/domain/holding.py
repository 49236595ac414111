"""Who is responsible for an order: its issuer, until another commander or zone chief has taken it over.

An order is offered and accepted, so that nobody has it without knowing and it is never without somebody. Until the
other accepts, the giver stays responsible. Whoever commands may take any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.in_command import commander_at
from cockpit.domain.order_rules import all_inside, known_order, on_duty, require_authority, require_person
from cockpit.domain.orders import TEXT_LIMIT, Offer, Order
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World


# -- commands ------------------------------------------------------------------------------------------------------


class OfferOrder(msgspec.Struct, frozen=True, tag="offer_order", omit_defaults=True):
    """Asks another commander or zone chief to take an order over; ``note`` is what they should know."""

    order: str
    to: str
    note: str = ""


class AcceptOffer(msgspec.Struct, frozen=True, tag="accept_offer"):
    """Takes over an order that was offered."""

    order: str


class DeclineOffer(msgspec.Struct, frozen=True, tag="decline_offer"):
    """Does not take over an order that was offered: it stays with the giver, who sees the reason."""

    order: str
    reason: str


class TakeBackOffer(msgspec.Struct, frozen=True, tag="take_back_offer"):
    """The giver keeps the order after all, or has seen that it was declined."""

    order: str


class TakeOrder(msgspec.Struct, frozen=True, tag="take_order"):
    """Whoever commands takes an order on without being asked."""

    order: str


HoldCommand = OfferOrder | AcceptOffer | DeclineOffer | TakeBackOffer | TakeOrder


# -- events --------------------------------------------------------------------------------------------------------


class OrderOffered(msgspec.Struct, frozen=True, tag="order_offered", omit_defaults=True):
    """An order was offered; the giver is still responsible."""

    order: str
    to: str
    note: str = ""


class OfferDeclined(msgspec.Struct, frozen=True, tag="offer_declined"):
    """It was not taken over, and why."""

    order: str
    reason: str


class OfferTakenBack(msgspec.Struct, frozen=True, tag="offer_taken_back"):
    """It is not offered any more."""

    order: str


class OrderPassed(msgspec.Struct, frozen=True, tag="order_passed"):
    """Somebody is responsible for an order instead of somebody else, from now on."""

    order: str
    to: str
    before: str


HoldEvent = OrderOffered | OfferDeclined | OfferTakenBack | OrderPassed


# -- who may -------------------------------------------------------------------------------------------------------


def may_be_offered(world: World, order: Order) -> tuple[str, ...]:
    """Whom an order can be offered to: every commander, and the chiefs of a zone that all its open units belong to."""
    units = order.open_units
    return tuple(
        one.id
        for one in world.people.values()
        if one.id != order.holder
        and (one.role == "commander" or (one.role == "zone_chief" and all_inside(world, units, one.zone or "")))
    )


def _require_holder(world: World, order: Order, actor: Actor, now: datetime) -> None:
    if actor.kind == "person" and actor.id == order.holder:
        return
    holder = world.people.get(order.holder)
    who = holder.name if holder is not None else on_duty(world, now)
    raise Refused("hold.holder", "只有指令的负责人可以移交", who)


def _under_way(world: World, order_id: str) -> Order:
    order = known_order(world, order_id)
    if not order.under_way:
        raise Refused("order.not_under_way", "只有在途的指令可以移交")
    return order


def _offer_to(order: Order, actor: Actor, world: World) -> Offer:
    offer = order.offer
    if offer is None or offer.to != actor.id or actor.kind != "person":
        to = world.people.get(offer.to) if offer is not None else None
        raise Refused("hold.not_offered", "该指令没有移交给您，或已被收回", to.name if to is not None else "")
    return offer


# -- decide --------------------------------------------------------------------------------------------------------


def decide_hold(world: World, command: HoldCommand, actor: Actor, now: datetime) -> Iterator[HoldEvent]:
    """What follows from any command about who is responsible; the same again changes nothing.

    Raises:
        Refused: naming the rule, and who could.
    """
    require_person(world, actor)
    match command:
        case OfferOrder():
            yield from decide_offer(world, command, actor, now)
        case AcceptOffer():
            yield from decide_accept(world, command, actor, now)
        case DeclineOffer():
            yield from decide_decline(world, command, actor)
        case TakeBackOffer():
            yield from decide_take_back(world, command, actor, now)
        case TakeOrder():
            yield from decide_take(world, command, actor, now)


def decide_offer(world: World, command: OfferOrder, actor: Actor, now: datetime) -> Iterator[OrderOffered]:
    """The one who is responsible offers it, on duty or not: whoever goes home must be able to give it away.

    Raises:
        Refused: not the responsible one, offered to another already, or to somebody who could never have it.
    """
    order = _under_way(world, command.order)
    _require_holder(world, order, actor, now)
    if len(command.note) > TEXT_LIMIT:
        raise Refused("hold.text", f"说明过长，最多 {TEXT_LIMIT} 字")
    if command.to not in may_be_offered(world, order):
        names = "、".join(world.people[one].name for one in may_be_offered(world, order))
        raise Refused("hold.to", "只能移交给其他指挥长，或管辖全部未完成力量的区域长", names)
    offer = order.offer
    if offer is not None and not offer.declined:
        if (offer.to, offer.note) == (command.to, command.note):
            return
        to = world.people.get(offer.to)
        raise Refused("hold.pending", f"已在移交给 {to.name if to is not None else offer.to}：请先收回")
    yield OrderOffered(order.id, command.to, command.note)


def decide_accept(world: World, command: AcceptOffer, actor: Actor, now: datetime) -> Iterator[OrderPassed]:
    """Whom it was offered to takes it over, with authority over all who are not done.

    Raises:
        Refused: not offered, taken back, or no authority over the units at this moment.
    """
    order = _under_way(world, command.order)
    if order.holder == actor.id:
        return
    offer = _offer_to(order, actor, world)
    if offer.declined:
        raise Refused("hold.declined", "您已退回该指令：请负责人重新移交")
    require_authority(world, actor, order.open_units, now)
    yield OrderPassed(order.id, actor.id, order.holder)


def decide_decline(world: World, command: DeclineOffer, actor: Actor) -> Iterator[OfferDeclined]:
    """It stays where it is, with the reason for the giver to see.

    Raises:
        Refused: not offered, or no reason.
    """
    order = _under_way(world, command.order)
    offer = _offer_to(order, actor, world)
    if not 0 < len(command.reason.strip()) <= TEXT_LIMIT:
        raise Refused("hold.reason", f"退回须写明原因，最多 {TEXT_LIMIT} 字")
    if not offer.declined:
        yield OfferDeclined(order.id, command.reason.strip())


def decide_take_back(world: World, command: TakeBackOffer, actor: Actor, now: datetime) -> Iterator[OfferTakenBack]:
    """The responsible one keeps it.

    Raises:
        Refused: somebody else is responsible: whoever took it over has it.
    """
    order = _under_way(world, command.order)
    _require_holder(world, order, actor, now)
    if order.offer is not None:
        yield OfferTakenBack(order.id)


def decide_take(world: World, command: TakeOrder, actor: Actor, now: datetime) -> Iterator[OrderPassed]:
    """Whoever commands has any order at once.

    Raises:
        Refused: somebody else commands.
    """
    order = _under_way(world, command.order)
    if commander_at(world, now) != actor.id:
        raise Refused("hold.take", "只有当班指挥长可以直接接管指令", on_duty(world, now))
    if order.holder != actor.id:
        yield OrderPassed(order.id, actor.id, order.holder)


# -- apply ---------------------------------------------------------------------------------------------------------


def apply_hold(world: World, event: HoldEvent, by: str, at: datetime) -> None:
    """Folds any event about who is responsible into the world."""
    order = world.orders.get(event.order)
    if order is None:
        return
    match event:
        case OrderOffered():
            order.offer = Offer(event.to, by, at, event.note)
        case OfferDeclined() if order.offer is not None:
            order.offer = msgspec.structs.replace(order.offer, declined=event.reason, declined_at=at)
        case OfferTakenBack():
            order.offer = None
        case OrderPassed():
            pass_order(world, order, event.to, at)
    world.changes.orders.add(order.id)


def pass_order(world: World, order: Order, to: str, at: datetime) -> None:
    """Somebody is responsible for an order; what was offered is settled by that."""
    order.held_by, order.held_since, order.offer = to, at, None
    world.changes.orders.add(order.id)
