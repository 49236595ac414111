"""The recipients of one order, the slowest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cockpit.domain.live import ContactState, reachable
from cockpit.domain.order_rules import RANK
from cockpit.domain.orders import FINAL, PROGRESS, Order, Recipient, RecipientState
from cockpit.domain.units import Shape
from cockpit.views.columns import Column, Tone
from cockpit.views.durations import clock_span, contact_text
from cockpit.views.incidents import local_time
from cockpit.views.situation import Situation
from cockpit.views.target_words import department_name
from cockpit.views.words import Language, word

STATE_RANK: dict[RecipientState, int] = {**RANK, "declined": len(RANK), "recalled": len(RANK) + 1}


@dataclass(frozen=True)
class RecipientRow:
    """One recipient of an order.

    Attributes:
        since_at: when the state was reached, None when the journal does not say.
        late_s: seconds past the next deadline; below zero while there is time; None once nothing is waited for.
        silence_s: seconds since the unit was heard, None when it never was.
        reason: why it declined, or what it noted.
    """

    id: str
    name: str
    department_id: str
    department: str
    shape: Shape
    circle: str
    state: RecipientState
    since_at: datetime | None
    late_s: float | None
    contact: ContactState
    silence_s: float | None
    reason: str

    @property
    def unreachable(self) -> bool:
        """Whether the unit is out of contact while it still has something to do."""
        return self.late_s is not None and not reachable(self.contact)


def recipient_rows(
    situation: Situation, order: Order, state: RecipientState | None = None, language: Language = "zh"
) -> list[RecipientRow]:
    """The recipients in one state (all with None), those furthest past their deadline first.

    Who has nothing left to do comes last, in the order of the target.
    """
    rows = [
        _row(situation, order, unit_id, recipient, language)
        for unit_id, recipient in order.recipients.items()
        if state is None or recipient.state == state
    ]
    rows.sort(key=_slowness)
    return rows


def states_present(order: Order) -> dict[RecipientState, int]:
    """How many recipients stand in each state, in the order of the stages, states without any left out."""
    counts: dict[RecipientState, int] = dict.fromkeys((*PROGRESS, "declined", "recalled"), 0)
    for recipient in order.recipients.values():
        counts[recipient.state] += 1
    return {state: count for state, count in counts.items() if count}


def late_s(order: Order, recipient: Recipient, now: datetime) -> float | None:
    """Seconds past the recipient's next deadline, below zero while there is time; None when nothing is waited for."""
    if order.issued_at is None or not order.under_way or recipient.state in FINAL:
        return None
    limit_s = order.deadlines.of(PROGRESS[RANK[recipient.state] + 1])
    return (now - order.issued_at).total_seconds() - (limit_s or 0.0)


def _slowness(row: RecipientRow) -> tuple[bool, float, bool]:
    return (row.late_s is None, -(row.late_s or 0.0), not row.unreachable)


def _row(situation: Situation, order: Order, unit_id: str, recipient: Recipient, language: Language) -> RecipientRow:
    world, live = situation.world, situation.live
    unit = world.units.get(unit_id)
    department = world.departments.get(unit.department) if unit else None
    circle = world.circles.by_id.get(unit.circle) if unit else None
    now_s = situation.now.timestamp()
    return RecipientRow(
        id=unit_id,
        name=unit.name if unit else unit_id,
        department_id=unit.department if unit else "",
        department=department_name(world, unit.department, language) if unit else "",
        shape=department.shape if department else "circle",
        circle=circle.name if circle else "",
        state=recipient.state,
        since_at=recipient.times.get(recipient.state),
        late_s=late_s(order, recipient, situation.now),
        contact=live.contact(unit_id, now_s, world.settings.contact),
        silence_s=live.silence_s(unit_id, now_s),
        reason=recipient.reason or recipient.note,
    )


def recipient_columns(
    language: Language, time_zone: str, now: datetime | None = None, draft: bool = False
) -> tuple[Column[RecipientRow], ...]:
    """The columns of the recipients' table; where room is short the circle goes first, then the department.

    Args:
        time_zone: the town's, for the time since when a state stands.
        now: the moment that "today" is told from; None before there is a situation.
        draft: whether the order is a draft, whose recipients have no state yet.
    """

    zh = language == "zh"

    def state_tone(row: RecipientRow) -> Tone:
        if row.state == "completed":
            return "green"
        if row.state == "declined":
            return "orange"
        return "second" if row.state == "recalled" else "text"

    def late_text(row: RecipientRow) -> str:
        return clock_span(row.late_s) if row.late_s is not None and row.late_s > 0 else ""

    def since_text(row: RecipientRow) -> str:
        return "" if row.since_at is None or now is None else local_time(row.since_at, now, time_zone)

    return (
        Column(
            "name",
            lambda row: row.name,
            lambda row: row.name,
            lambda row: "yellow" if row.unreachable else "text",
            lambda row: (row.shape, row.department_id),
            width=11,
        ),
        Column("department", lambda row: row.department, lambda row: row.department, width=9, drop=3),
        Column("circle", lambda row: row.circle, lambda row: row.circle, width=11, drop=4),
        Column(
            "state",
            lambda row: word("draft" if draft else row.state, language),
            lambda row: STATE_RANK[row.state],
            state_tone,
            width=8 if zh else 15,
        ),
        Column("since", since_text, lambda row: row.since_at.timestamp() if row.since_at else 0.0, width=9, drop=2),
        Column(
            "late",
            late_text,
            lambda row: -(row.late_s or 0.0),
            lambda _row: "orange",
            width=8,
            align="right",
            ticks=True,
        ),
        Column(
            "contact",
            lambda row: contact_text(row.contact, row.silence_s, language),
            lambda row: row.contact,
            lambda row: "yellow" if row.unreachable else "third",
            width=11 if zh else 15,
            drop=1,
            ticks=True,
        ),
        Column("reason", lambda row: row.reason, lambda row: row.reason, width=6, stretch=True),
    )
