"""Notices: what stands at a moment, one line per cause, the gravest first (its state: ``cockpit.views.alarms``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from cockpit.domain.alarms import alarm_key
from cockpit.domain.ladder import name_of
from cockpit.domain.orders import Order
from cockpit.domain.rota import EPOCH
from cockpit.views.climb import OrderClimb, calls, order_climb, standing
from cockpit.views.duty import Duty
from cockpit.views.handover import BEGINS_S
from cockpit.views.holding import name_of_person
from cockpit.views.link import old_picture_s
from cockpit.views.orders import began_at, title_of
from cockpit.views.situation import Situation
from cockpit.views.times import local

Cause = Literal[
    "help", "refused", "hub_lost", "nobody_on_duty", "taken_over", "climbed", "unanswered", "handover_overdue",
    "rota_gap", "passed_while_down", "unsent", "help_taken", "whistle", "offered", "offer_declined",
    "silent_sources", "drafts", "handover_soon", "missed", "no_sound",
]  # fmt: skip
CAUSES: tuple[Cause, ...] = get_args(Cause)
"""The gravest first among those of one priority: a person in danger, then what nothing else can be trusted without."""
OWN: frozenset[Cause] = frozenset(("refused", "hub_lost", "unsent", "missed", "no_sound"))
"""What one desktop alone can know; what people do about these stays on it."""


HANDOVER_GRAVE_S = 30 * 60.0
"""A handover that is so late is an alarm."""
GAP_AHEAD = timedelta(days=31)
"""So long before it begins a gap in the rota is told: a month's rota is made out in that time."""
GAP_GRAVE = timedelta(hours=24)
"""A gap that is so near is an alarm."""


@dataclass(frozen=True)
class Notice:
    """One cause that a person has to know of.

    Attributes:
        key: the same as long as the cause is: what people do about it holds on to that.
        cause: which sentence it is.
        priority: 1 (alarm), 2 (warning), 3 (news).
        count: how many (recipients, events …).
        seconds: how long it has lasted, None where that says nothing.
        text: an order's text, a message, names.
        order: id of the order that it is about, empty for none.
        climb: the missed deadlines that it is about, None for none.
        help: id of the call for help that it is about, empty for none.
        incident: id of the incident that it is about, empty for none.
        milder: another line of the same cause that is acknowledged along with it.
        to: the instant of the latest that it is made of: acknowledged up to then it rests, what comes later is new.
            None for what one desktop alone knows.
    """

    key: str
    cause: Cause
    priority: int
    count: int = 0
    seconds: float | None = None
    text: str = ""
    order: str = ""
    climb: OrderClimb | None = None
    milder: Notice | None = None
    help: str = ""
    incident: str = ""
    to: datetime | None = None


def notices(situation: Situation, on_duty: Duty) -> tuple[Notice, ...]:
    """All that stands at ``situation.now``, the gravest and longest first."""
    found = [
        *_of_field(situation),
        *_of_link(situation),
        *_of_duty(situation, on_duty),
        *_of_rota(situation),
        *_of_orders(situation),
        *_of_sources(situation),
    ]
    found.sort(key=rank)
    return tuple(found)


def rank(notice: Notice) -> tuple[int, int, float]:
    """What notices are sorted by."""
    return notice.priority, CAUSES.index(notice.cause), -(notice.seconds or 0.0)


def _of_duty(situation: Situation, on_duty: Duty) -> list[Notice]:
    """What there is to say of the duty: nobody, a handover that is due or late, command that was taken over."""
    world, now = situation.world, situation.now
    if on_duty.problem in ("nobody", "no_rota"):
        key = alarm_key("nobody_on_duty")
        return [Notice(key, "nobody_on_duty", 1, to=world.rota.gap_since(now))]
    holder, shift = world.in_command, world.rota.shift_at(now)
    if on_duty.taken_reason and holder is not None:
        text = f"{on_duty.name} · {on_duty.taken_reason}"
        return [Notice(alarm_key("taken_over", holder.person), "taken_over", 1, text=text, to=holder.since)]
    if on_duty.overdue_s > 0:
        grave = on_duty.overdue_s >= HANDOVER_GRAVE_S
        names = f"{on_duty.name} → {on_duty.due_name}"
        key = alarm_key("handover_overdue", "grave" if grave else "late")
        since = shift.starts_at if shift is not None else EPOCH
        return [Notice(key, "handover_overdue", 1 if grave else 2, 0, on_duty.overdue_s, names, to=since)]
    signed = world.rota.passes == "signed" and shift is not None
    if signed and on_duty.until and on_duty.next_name and 0 < on_duty.remaining_s <= BEGINS_S:
        names = f"{on_duty.name} → {on_duty.next_name}"
        begins = shift.ends_at - timedelta(seconds=BEGINS_S) if shift is not None else EPOCH
        return [Notice(alarm_key("handover_soon"), "handover_soon", 3, 0, on_duty.remaining_s, names, to=begins)]
    return []


def _of_rota(situation: Situation) -> list[Notice]:
    """One line for all gaps to come, named after the first: an earlier one that turns up is a cause of its own."""
    now, zone = situation.now, situation.world.settings.time_zone
    horizon = now + GAP_AHEAD
    seen_to = horizon + GAP_AHEAD
    coming = [gap for gap in situation.world.rota.gaps(now, seen_to) if now < gap[0] <= horizon]
    if not coming:
        return []
    start, end = coming[0]
    text = _moment(start, zone) + (f" – {_moment(end, zone)}" if end < seen_to else " –")
    grave = start - now <= GAP_GRAVE
    key = alarm_key("rota_gap", f"{'near' if grave else 'ahead'}-{start.timestamp():.0f}")
    told_at = start - GAP_GRAVE if grave else coming[-1][0] - GAP_AHEAD
    seconds = (start - now).total_seconds()
    return [Notice(key, "rota_gap", 1 if grave else 2, len(coming), seconds, text, to=told_at)]


def _moment(at: datetime, zone: str) -> str:
    there = local(at, zone)
    return f"{there.month}-{there.day} {there:%H:%M}"


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
    drafts: list[datetime] = []
    passed: dict[str, int] = {}
    passed_to = EPOCH
    for order in situation.world.orders.values():
        if order.status == "draft":
            drafts.append(order.drafted_at)
        elif order.under_way:
            climb = order_climb(situation.world, order)
            found += _of_offer(situation, order)
            notice = _late(situation, order, climb)
            if notice is not None:
                found.append(notice)
            if climb is not None and climb.while_down:
                passed[order.id] = climb.while_down
                passed_to = max(passed_to, *(miss.due_at for _, miss in standing(order) if miss.while_down))
    if passed:
        only = next(iter(passed)) if len(passed) == 1 else ""
        key = alarm_key("passed_while_down")
        found.append(Notice(key, "passed_while_down", 2, sum(passed.values()), order=only, to=passed_to))
    if drafts:
        found.append(Notice(alarm_key("drafts"), "drafts", 2, len(drafts), to=max(drafts)))
    return found


def _of_offer(situation: Situation, order: Order) -> list[Notice]:
    """An order that is offered to the person who is signed in, or that came back declined."""
    offer, me = order.offer, situation.me
    cause: Cause = "offer_declined" if offer is not None and offer.declined else "offered"
    if offer is None or me is None or me.id != (order.holder if offer.declined else offer.to):
        return []
    other = name_of_person(situation.world, offer.to if offer.declined else offer.by)
    at = offer.declined_at or offer.at
    since = (situation.now - at).total_seconds()
    text = f"{title_of(order) or order.id} · {other}" + (f" · {offer.declined}" if offer.declined else "")
    return [Notice(alarm_key(cause, order.id, me.id), cause, 2, 0, since, text, order.id, to=at)]


def _late(situation: Situation, order: Order, climb: OrderClimb | None) -> Notice | None:
    """The one line of an order: what has climbed to the person who is signed in, or who has not acknowledged it."""
    mild = _unanswered(order, situation.now, climb)
    calling = frozenset(calls(situation.world, order, situation.me) if climb is not None else ())
    mine = order_climb(situation.world, order, calling)
    if mine is None or situation.me is None:
        return mild
    began = began_at(order, order.recipients[mine.lead.unit])
    return Notice(
        alarm_key("climbed", order.id, situation.me.id),
        "climbed",
        1,
        mine.late,
        (situation.now - began).total_seconds(),
        title_of(order) or order.id,
        order.id,
        mine,
        mild,
        to=max(miss.climbed_at or miss.due_at for unit, miss in standing(order) if unit in calling),
    )


def _unanswered(order: Order, now: datetime, climb: OrderClimb | None) -> Notice | None:
    """The line of an order that somebody should have acknowledged by now."""
    limit = timedelta(seconds=order.deadlines.acknowledged_s)
    began = [
        at
        for one in order.recipients.values()
        if one.state in ("issued", "delivered") and now - (at := began_at(order, one)) >= limit
    ]
    if not began:
        return None
    return Notice(
        alarm_key("unanswered", order.id),
        "unanswered",
        min(order.priority, 2),
        len(began),
        (now - min(began)).total_seconds(),
        title_of(order) or order.id,
        order.id,
        climb,
        to=max(began) + limit,
    )


def _of_sources(situation: Situation) -> list[Notice]:
    """A line for each: one that is known to be under repair can be shelved, and the others are still told."""
    figures = situation.figures
    if figures is None:
        return []
    sources, found = situation.world.sources, []
    for id_ in figures.silent:
        since = figures.silent_since.get(id_, EPOCH)
        lasted = (situation.now - since).total_seconds() if since > EPOCH else None
        name = sources[id_].name if id_ in sources else id_
        found.append(Notice(alarm_key("silent_sources", id_), "silent_sources", 2, 1, lasted, name, to=since))
    return found


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
        key, to = alarm_key(cause, call.id), call.acknowledged_at or call.at
        found.append(Notice(key, cause, priority, 0, seconds, " · ".join(words), help=call.id, to=to))
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
        priority, key = 1 if misses > 1 else 2, alarm_key("whistle", whistle.id)
        to = max(call.due_at for call in late) - timedelta(seconds=world.settings.field.whistle_again_s)
        found.append(Notice(key, "whistle", priority, misses, seconds, text, incident=incident.id, to=to))
    return found
