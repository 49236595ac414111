"""How a circle has answered an order: the sum over its members, those of the circles below included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cockpit.domain.live import reachable
from cockpit.domain.order_rules import RANK
from cockpit.domain.orders import FINAL, Order
from cockpit.views.orders import reached_rank
from cockpit.views.situation import Situation
from cockpit.views.words import Language, word


@dataclass(frozen=True)
class CircleAnswer:
    """What the members of one circle have made of one order or of several; each recipient counts in one figure.

    Attributes:
        acknowledged: have seen it, or are further; ``declined`` have seen it and will not.
        undelivered: in contact, and the order has not arrived.
        unseen: the order has arrived, and nobody has acknowledged it.
        out: have not acknowledged, and are out of contact.
    """

    total: int = 0
    acknowledged: int = 0
    declined: int = 0
    undelivered: int = 0
    unseen: int = 0
    out: int = 0


def circle_answer(situation: Situation, orders: Iterable[Order], circle: str) -> CircleAnswer:
    """The sum for a circle; who was called back or has given the part away is not asked any more."""
    world, live = situation.world, situation.live
    now, limits = situation.now.timestamp(), world.settings.contact
    figures = {"acknowledged": 0, "declined": 0, "undelivered": 0, "unseen": 0, "out": 0}
    below = set(world.circles.below(circle))
    members = [unit.id for unit in world.units.values() if unit.circle in below]
    for order in orders:
        for unit_id in members:
            recipient = order.recipients.get(unit_id)
            if recipient is None or recipient.state in ("recalled", "reassigned"):
                continue
            if recipient.state == "declined":
                figures["declined"] += 1
            elif recipient.state in FINAL or reached_rank(recipient) >= RANK["acknowledged"]:
                figures["acknowledged"] += 1
            elif not reachable(live.contact(unit_id, now, limits)):
                figures["out"] += 1
            else:
                figures["undelivered" if recipient.state == "issued" else "unseen"] += 1
    return CircleAnswer(sum(figures.values()), **figures)


def answer_words(answer: CircleAnswer, language: Language) -> str:
    """``7/9 签收 · 未送达 1 · 失联 1``; nothing for a circle that was not asked."""
    if not answer.total:
        return ""
    zh = language == "zh"
    parts = [
        f"{answer.acknowledged}/{answer.total} {word('acknowledged', language)}"
        if zh
        else f"{answer.acknowledged} of {answer.total} acknowledged"
    ]
    rest = (
        ("未送达" if zh else "undelivered", answer.undelivered),
        ("未签收" if zh else "unanswered", answer.unseen),
        (word("out_of_contact", language), answer.out),
        (word("declined", language), answer.declined),
    )
    return " · ".join([*parts, *(f"{name} {count}" for name, count in rest if count)])


def order_circles(situation: Situation, order: Order, language: Language) -> list[str]:
    """For each circle that an order was sent to, how it has answered: ``东城区 7/9 签收 · 失联 2``."""
    found = []
    for id_ in order.target.circles:
        circle = situation.world.circles.by_id.get(id_)
        words = answer_words(circle_answer(situation, (order,), id_), language) if circle is not None else ""
        if circle is not None and words:
            found.append(f"{circle.name} {words}")
    return found


def circle_words(situation: Situation, circle: str, language: Language) -> str:
    """How a circle has answered all orders that are under way; nothing where it was not asked."""
    under_way = [order for order in situation.world.orders.values() if order.under_way]
    return answer_words(circle_answer(situation, under_way, circle), language)
