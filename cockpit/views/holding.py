"""Who is responsible for an order, to whom it is being handed, and what the person who is signed in may do about it."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.domain.holding import AcceptOffer, TakeOrder, decide_hold, may_be_offered
from cockpit.domain.ladder import name_of
from cockpit.domain.orders import Order
from cockpit.domain.people import Actor
from cockpit.domain.world import World
from cockpit.errors import Refused
from cockpit.views.refusals import rule_words
from cockpit.views.situation import Situation
from cockpit.views.times import local
from cockpit.views.words import Language


@dataclass(frozen=True)
class Holding:
    """What is to be seen and done about who is responsible for an order.

    Attributes:
        words: who is responsible, and what has become of an offer.
        waits: whether an offer waits for its answer.
        offers: whether the person may hand it over: to whom stands in ``to``, ids and names.
        takes_back: whether the person may keep it after all; ``dismisses``: what is kept was declined already.
        offered: whether it was offered to the person; ``accept_refusal`` says why they cannot accept now.
        takes: whether the person may take it without being asked.
    """

    words: str
    waits: bool = False
    offers: bool = False
    to: tuple[tuple[str, str], ...] = ()
    takes_back: bool = False
    dismisses: bool = False
    offered: bool = False
    accept_refusal: str = ""
    takes: bool = False


def holding(situation: Situation, order: Order, language: Language = "zh") -> Holding:
    """Foretells the hub by its own rules."""
    world, me, offer = situation.world, situation.me, order.offer
    words = hold_words(world, order, language)
    if me is None or not order.under_way:
        return Holding(words)
    waits = offer is not None and not offer.declined
    mine = order.holder == me.id
    offered = waits and offer is not None and offer.to == me.id
    return Holding(
        words,
        waits=waits,
        offers=mine and not waits,
        to=tuple((id_, name_of_person(world, id_)) for id_ in may_be_offered(world, order)),
        takes_back=mine and offer is not None,
        dismisses=not waits,
        offered=offered,
        accept_refusal=_refusal(situation, AcceptOffer(order.id), language) if offered else "",
        takes=not mine and not offered and not _refusal(situation, TakeOrder(order.id), language),
    )


def name_of_person(world: World, person: str) -> str:
    """A person's name, the id of one whom the town no longer has."""
    known = world.people.get(person)
    return known.name if known is not None else name_of(world, person)


def hold_words(world: World, order: Order, language: Language) -> str:
    """Who is responsible, since when where it was handed over, and what has become of an offer."""
    if not order.holder:
        return ""
    zh, zone = language == "zh", world.settings.time_zone
    holder = name_of_person(world, order.holder)
    parts = [f"负责人 {holder}" if zh else f"Responsible: {holder}"]
    if order.held_since is not None:
        at = f"{local(order.held_since, zone):%H:%M}"
        parts.append(f"{at} 接手" if zh else f"since {at}")
    if words := offer_words(world, order, language):
        parts.append(words)
        offer = order.offer
        parts += [offer.note] if offer is not None and offer.note and not offer.declined else []
    return " · ".join(parts)


def offer_words(world: World, order: Order, language: Language) -> str:
    """To whom an order under way is being handed, or that it was declined; empty for no offer."""
    offer = order.offer if order.under_way else None
    if offer is None:
        return ""
    to = name_of_person(world, offer.to)
    if offer.declined:
        return f"{to} 退回：{offer.declined}" if language == "zh" else f"declined by {to}: {offer.declined}"
    return f"移交 {to}，待接" if language == "zh" else f"offered to {to}, not accepted yet"


def _refusal(situation: Situation, command: AcceptOffer | TakeOrder, language: Language) -> str:
    me = situation.me
    try:
        list(decide_hold(situation.world, command, Actor("person", me.id if me is not None else ""), situation.now))
    except Refused as refusal:
        return rule_words(refusal.rule, refusal.message, language)
    return ""
