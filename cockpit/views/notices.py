"""Notices: one line per cause, the gravest first, and what has been acknowledged of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from cockpit.domain.orders import Order
from cockpit.views.duty import Duty
from cockpit.views.link import old_picture_s
from cockpit.views.situation import Situation

Cause = Literal["refused", "hub_lost", "nobody_on_duty", "unanswered", "unsent", "silent_sources", "drafts", "missed"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
"""The gravest first among those of one priority: without the hub nothing else on the screen can be trusted."""


@dataclass(frozen=True)
class Notice:
    """One cause that a person has to know of.

    Attributes:
        key: the same as long as the cause is: what an acknowledgement holds on to.
        cause: which sentence it is.
        priority: 1 (alarm), 2 (warning), 3 (news).
        count: how many (recipients, sources, events …); more of them than were acknowledged brings it back.
        seconds: how long it has lasted, None where that says nothing.
        text: an order's text, a message, names.
        order: id of the order that it is about, empty for none.
    """

    key: str
    cause: Cause
    priority: int
    count: int = 0
    seconds: float | None = None
    text: str = ""
    order: str = ""


class Acknowledged:
    """What somebody has acknowledged: it stays acknowledged until it grows, or has gone and come back."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, notice: Notice) -> None:
        """Takes a notice as seen."""
        self._counts[notice.key] = notice.count

    def covers(self, notice: Notice) -> bool:
        """Whether the notice was seen and has not grown since."""
        return notice.count <= self._counts.get(notice.key, -1)

    def forget_gone(self, standing: tuple[Notice, ...]) -> None:
        """Drops what no longer stands, so that it is new when it comes again."""
        keys = {notice.key for notice in standing}
        self._counts = {key: count for key, count in self._counts.items() if key in keys}


def notices(situation: Situation, on_duty: Duty) -> tuple[Notice, ...]:
    """All that stands at ``situation.now``, the gravest and longest first."""
    found = [
        *_of_link(situation),
        *([Notice("duty", "nobody_on_duty", 1)] if on_duty.problem in ("nobody", "no_rota") else []),
        *_of_orders(situation),
        *_of_sources(situation),
    ]
    found.sort(key=lambda notice: (notice.priority, CAUSES.index(notice.cause), -(notice.seconds or 0.0)))
    return tuple(found)


def _of_link(situation: Situation) -> list[Notice]:
    link = situation.link
    found = []
    if link.phase == "refused":
        found.append(Notice("refused", "refused", 1, text=link.message))
    elif (age_s := old_picture_s(situation)) is not None:
        found.append(Notice("hub", "hub_lost", 1, seconds=age_s, text=link.message))
    if link.unsent and link.phase != "live":
        found.append(Notice("unsent", "unsent", 2, link.unsent))
    if link.missed:
        found.append(Notice(f"missed:{link.missed}", "missed", 3, link.missed))
    return found


def _of_orders(situation: Situation) -> list[Notice]:
    found = []
    drafts = 0
    for order in situation.world.orders.values():
        if order.status == "draft":
            drafts += 1
        elif order.under_way and (notice := _unanswered(order, situation.now)) is not None:
            found.append(notice)
    if drafts:
        found.append(Notice("drafts", "drafts", 2, drafts))
    return found


def _unanswered(order: Order, now: datetime) -> Notice | None:
    """The line of an order that somebody should have acknowledged by now."""
    if order.issued_at is None:
        return None
    age_s = (now - order.issued_at).total_seconds()
    if age_s < order.deadlines.acknowledged_s:
        return None
    waiting = sum(1 for one in order.recipients.values() if one.state in ("issued", "delivered"))
    if not waiting:
        return None
    text = order.text.splitlines()[0] if order.text else order.id
    return Notice(f"order:{order.id}", "unanswered", min(order.priority, 2), waiting, age_s, text, order.id)


def _of_sources(situation: Situation) -> list[Notice]:
    silent = situation.figures.silent if situation.figures is not None else ()
    if not silent:
        return []
    names = [situation.world.sources[id_].name if id_ in situation.world.sources else id_ for id_ in silent]
    return [Notice("sources", "silent_sources", 2, len(silent), text="、".join(names))]
