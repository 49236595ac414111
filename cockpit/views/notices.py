"""Notices: one line per cause, the gravest first, and what has been acknowledged of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from cockpit.domain.ladder import name_of
from cockpit.domain.orders import Order
from cockpit.views.climb import OrderClimb, calls, order_climb
from cockpit.views.duty import Duty
from cockpit.views.handover import BEGINS_S
from cockpit.views.holding import name_of_person
from cockpit.views.link import old_picture_s
from cockpit.views.orders import began_at, title_of
from cockpit.views.situation import Situation

Cause = Literal[
    "help", "refused", "hub_lost", "nobody_on_duty", "taken_over", "climbed", "unanswered", "handover_overdue",
    "passed_while_down", "unsent", "help_taken", "whistle", "offered", "offer_declined", "silent_sources", "drafts",
    "handover_soon", "missed",
]  # fmt: skip
CAUSES: tuple[Cause, ...] = get_args(Cause)
"""The gravest first among those of one priority: a person in danger, then what nothing else can be trusted without."""


HANDOVER_GRAVE_S = 30 * 60.0
"""A handover that is so late is an alarm."""


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
        climb: the missed deadlines that it is about, None for none.
        parts: what it is made of: one that was not there when it was acknowledged brings it back.
        help: id of the call for help that it is about, empty for none.
        incident: id of the incident that it is about, empty for none.
        milder: another line of the same cause that is acknowledged along with it.
    """

    key: str
    cause: Cause
    priority: int
    count: int = 0
    seconds: float | None = None
    text: str = ""
    order: str = ""
    climb: OrderClimb | None = None
    parts: frozenset[str] = frozenset()
    milder: Notice | None = None
    help: str = ""
    incident: str = ""


class Acknowledged:
    """What somebody has acknowledged: it stays acknowledged until it grows, or has gone and come back."""

    def __init__(self) -> None:
        self._seen: dict[str, Notice] = {}

    def add(self, notice: Notice) -> None:
        """Takes a notice as seen, and the milder one that would take its place."""
        self._seen[notice.key] = notice
        if notice.milder is not None:
            self.add(notice.milder)

    def covers(self, notice: Notice) -> bool:
        """Whether the notice was seen and has not grown since."""
        seen = self._seen.get(notice.key)
        return seen is not None and notice.count <= seen.count and notice.parts <= seen.parts

    def forget_gone(self, standing: tuple[Notice, ...]) -> None:
        """Drops what no longer stands, so that it is new when it comes again."""
        keys = {notice.key for notice in standing} | {one.milder.key for one in standing if one.milder is not None}
        self._seen = {key: notice for key, notice in self._seen.items() if key in keys}


def notices(situation: Situation, on_duty: Duty) -> tuple[Notice, ...]:
    """All that stands at ``situation.now``, the gravest and longest first."""
    found = [
        *_of_field(situation),
        *_of_link(situation),
        *([Notice("duty", "nobody_on_duty", 1)] if on_duty.problem in ("nobody", "no_rota") else []),
        *_of_duty(situation, on_duty),
        *_of_orders(situation),
        *_of_sources(situation),
    ]
    found.sort(key=lambda notice: (notice.priority, CAUSES.index(notice.cause), -(notice.seconds or 0.0)))
    return tuple(found)


def _of_duty(situation: Situation, on_duty: Duty) -> list[Notice]:
    """What there is to say of the handover: one that is due, one that is late, command that was taken over."""
    if on_duty.taken_reason:
        return [Notice(f"taken:{on_duty.name}", "taken_over", 1, text=f"{on_duty.name} · {on_duty.taken_reason}")]
    if on_duty.overdue_s > 0:
        grave = on_duty.overdue_s >= HANDOVER_GRAVE_S
        names = f"{on_duty.name} → {on_duty.due_name}"
        return [Notice(f"overdue:{grave}", "handover_overdue", 1 if grave else 2, 0, on_duty.overdue_s, names)]
    signed = situation.world.rota.passes == "signed"
    if signed and on_duty.until and on_duty.next_name and 0 < on_duty.remaining_s <= BEGINS_S:
        names = f"{on_duty.name} → {on_duty.next_name}"
        return [Notice(f"handover:{names}", "handover_soon", 3, 0, on_duty.remaining_s, names)]
    return []


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
    found: list[Notice] = []
    drafts = 0
    passed: dict[str, int] = {}
    for order in situation.world.orders.values():
        if order.status == "draft":
            drafts += 1
        elif order.under_way:
            climb = order_climb(situation.world, order)
            found += _of_offer(situation, order)
            notice = _late(situation, order, climb)
            if notice is not None:
                found.append(notice)
            if climb is not None and climb.while_down:
                passed[order.id] = climb.while_down
    if passed:
        only = next(iter(passed)) if len(passed) == 1 else ""
        found.append(Notice("passed_while_down", "passed_while_down", 2, sum(passed.values()), order=only))
    if drafts:
        found.append(Notice("drafts", "drafts", 2, drafts))
    return found


def _of_offer(situation: Situation, order: Order) -> list[Notice]:
    """An order that is offered to the person who is signed in, or that came back declined."""
    offer, me = order.offer, situation.me
    cause: Cause = "offer_declined" if offer is not None and offer.declined else "offered"
    if offer is None or me is None or me.id != (order.holder if offer.declined else offer.to):
        return []
    other = name_of_person(situation.world, offer.to if offer.declined else offer.by)
    since = (situation.now - (offer.declined_at or offer.at)).total_seconds()
    text = f"{title_of(order) or order.id} · {other}" + (f" · {offer.declined}" if offer.declined else "")
    return [Notice(f"offer:{order.id}:{offer.at.timestamp()}:{cause}", cause, 2, 0, since, text, order.id)]


def _late(situation: Situation, order: Order, climb: OrderClimb | None) -> Notice | None:
    """The one line of an order: what has climbed to the person who is signed in, or who has not acknowledged it."""
    mild = _unanswered(order, situation.now, climb)
    calling = calls(situation.world, order, situation.me) if climb is not None else []
    mine = order_climb(situation.world, order, frozenset(calling))
    if mine is None:
        return mild
    began = began_at(order, order.recipients[mine.lead.unit])
    return Notice(
        f"order:{order.id}:climbed",
        "climbed",
        1,
        mine.late,
        (situation.now - began).total_seconds(),
        title_of(order) or order.id,
        order.id,
        mine,
        frozenset(_part(order, unit) for unit in calling),
        mild,
    )


def _part(order: Order, unit: str) -> str:
    """One recipient's miss as far as it has climbed: one step further is another."""
    miss = order.recipients[unit].miss
    return f"{unit}:{miss.stage}:{miss.rung}:{miss.again}" if miss is not None else unit


def _unanswered(order: Order, now: datetime, climb: OrderClimb | None) -> Notice | None:
    """The line of an order that somebody should have acknowledged by now."""
    limit_s = order.deadlines.acknowledged_s
    spans = [
        age_s
        for one in order.recipients.values()
        if one.state in ("issued", "delivered") and (age_s := (now - began_at(order, one)).total_seconds()) >= limit_s
    ]
    if not spans:
        return None
    priority = min(order.priority, 2)
    return Notice(
        f"order:{order.id}",
        "unanswered",
        priority,
        len(spans),
        max(spans),
        title_of(order) or order.id,
        order.id,
        climb,
    )


def _of_sources(situation: Situation) -> list[Notice]:
    silent = situation.figures.silent if situation.figures is not None else ()
    if not silent:
        return []
    names = [situation.world.sources[id_].name if id_ in situation.world.sources else id_ for id_ in silent]
    return [Notice("sources", "silent_sources", 2, len(silent), text="、".join(names))]


def _of_field(situation: Situation) -> list[Notice]:
    """Who outside is in danger, and which departments have not come although a whistle called them."""
    return [*_of_help(situation), *_of_whistles(situation)]


def _of_help(situation: Situation) -> list[Notice]:
    """An alarm for each call for help until a person sees to it; from then on a warning, until it is over."""
    world, found = situation.world, []
    for call in world.help_calls.values():
        if not call.open:
            continue
        unit = world.units.get(call.unit)
        fix = situation.live.fixes.get(call.unit)
        place = fix.place if fix is not None else call.place
        words = [unit.name if unit is not None else call.unit]
        if unit is not None and unit.circle in world.circles.by_id:
            words.append(world.circles.by_id[unit.circle].name)
        if place is not None:
            words.append(f"{place[0]:.4f}, {place[1]:.4f}")
        cause: Cause = "help"
        if call.acknowledged_at is not None:
            cause = "help_taken"
            words.append(f"→ {name_of(world, call.acknowledged_by)}")
        seconds = (situation.now - call.at).total_seconds()
        priority = 1 if cause == "help" else 2
        found.append(Notice(f"{cause}:{call.id}", cause, priority, 0, seconds, " · ".join(words), help=call.id))
    return found


def _of_whistles(situation: Situation) -> list[Notice]:
    """A warning for a department that is late, an alarm for one that was called twice in vain."""
    world, found = situation.world, []
    for whistle in world.whistles.values():
        incident = world.incidents.get(whistle.incident)
        late = [call for call in whistle.calls if call.answered_at is None and call.misses]
        if incident is None or not incident.open or not late:
            continue
        names = "、".join(
            world.departments[call.department].name if call.department in world.departments else call.department
            for call in late
        )
        misses = max(call.misses for call in late)
        text = f"{names} · {incident.text.strip()[:40] or incident.id}"
        seconds = (situation.now - whistle.at).total_seconds()
        priority = 1 if misses > 1 else 2
        found.append(Notice(f"whistle:{whistle.id}", "whistle", priority, misses, seconds, text, incident=incident.id))
    return found
