"""The recipients of one order, the slowest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cockpit.domain.ladder import name_of, next_stage, open_miss
from cockpit.domain.live import ContactState, lost
from cockpit.domain.order_rules import RANK
from cockpit.domain.orders import PROGRESS, Order, Recipient, RecipientState
from cockpit.domain.units import Shape
from cockpit.views.climb import Climb, climb, mark_words, missed_words
from cockpit.views.columns import Column, Tone
from cockpit.views.durations import clock_span, contact_text
from cockpit.views.incidents import local_time
from cockpit.views.orders import began_at, short_stage
from cockpit.views.situation import Situation
from cockpit.views.target_words import department_name
from cockpit.views.versions import earlier_words
from cockpit.views.words import Language, word

ASIDE: tuple[RecipientState, ...] = ("declined", "recalled", "reassigned")
STATE_RANK: dict[RecipientState, int] = {**RANK, **{state: len(RANK) + place for place, state in enumerate(ASIDE)}}


@dataclass(frozen=True)
class RecipientRow:
    """One recipient of an order.

    Attributes:
        since_at: when the state was reached, None when the journal does not say.
        late_s: seconds past the next deadline; below zero while there is time; None once nothing is waited for.
        waiting_for: the stage of that deadline.
        miss: the missed deadline that the hub follows, and how far it has climbed; None for none.
        silence_s: seconds since the unit was heard, None when it never was.
        reason: why it declined or gave its part away, or what was noted.
        successor: the name of the unit that has its part now.
        answered_by: who spoke for it last, empty when it spoke itself.
        earlier: how far it came with the version before, in words; empty for none.
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
    waiting_for: RecipientState | None
    contact: ContactState
    silence_s: float | None
    reason: str
    miss: Climb | None
    successor: str
    answered_by: str
    earlier: str

    @property
    def unreachable(self) -> bool:
        """Whether the unit is out of contact while it still has something to do."""
        return self.late_s is not None and lost(self.contact)


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
    counts: dict[RecipientState, int] = dict.fromkeys((*PROGRESS, *ASIDE), 0)
    for recipient in order.recipients.values():
        counts[recipient.state] += 1
    return {state: count for state, count in counts.items() if count}


def late_s(order: Order, recipient: Recipient, now: datetime) -> float | None:
    """Seconds past the recipient's next deadline, below zero while there is time; None when nothing is waited for."""
    stage = next_stage(recipient.state) if order.under_way else None
    if stage is None:
        return None
    return (now - began_at(order, recipient)).total_seconds() - (order.deadlines.of(stage) or 0.0)


def _slowness(row: RecipientRow) -> tuple[bool, float, bool]:
    return (row.late_s is None, -(row.late_s or 0.0), not row.unreachable)


def _row(situation: Situation, order: Order, unit_id: str, recipient: Recipient, language: Language) -> RecipientRow:
    world, live = situation.world, situation.live
    unit = world.units.get(unit_id)
    department = world.departments.get(unit.department) if unit else None
    circle = world.circles.by_id.get(unit.circle) if unit else None
    now_s = situation.now.timestamp()
    miss = open_miss(recipient) if order.under_way else None
    silence_s = live.silence_s(unit_id, now_s)
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
        waiting_for=next_stage(recipient.state) if order.under_way else None,
        contact=live.contact(unit_id, now_s, world.settings.contact),
        silence_s=silence_s,
        reason=recipient.reason or recipient.note,
        miss=climb(world, unit_id, miss) if miss is not None else None,
        successor=name_of(world, recipient.successor) if recipient.successor else "",
        answered_by=name_of(world, recipient.answered_by) if recipient.answered_by else "",
        earlier=earlier_words(recipient, language),
    )


def note_words(row: RecipientRow, language: Language) -> str:
    """What has become of a recipient beside its state: who was told, who spoke for it, who took over, and why."""
    zh = language == "zh"
    parts: list[str] = []
    if row.miss is not None:
        parts += [words] if (words := mark_words(row.miss, language)) else []
        if row.miss.while_down:
            parts.append("中枢停机期间超时" if zh else "passed while the hub was down")
    if row.successor:
        parts.append(f"由 {row.successor} 接替" if zh else f"taken over by {row.successor}")
    if row.answered_by:
        parts.append(f"{row.answered_by} 代答" if zh else f"answered for by {row.answered_by}")
    return " · ".join([*parts, *(one for one in (row.reason, row.earlier) if one)])


def late_words(row: RecipientRow, language: Language) -> str:
    """What was missed and how late it is: ``未签收 01:10``; nothing while there is time."""
    if row.late_s is None or row.late_s <= 0 or row.waiting_for is None:
        return ""
    stage = missed_words(row.waiting_for, language) if language == "zh" else short_stage(row.waiting_for, language)
    return f"{stage} {clock_span(row.late_s)}"


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
        return "second" if row.state in ("recalled", "reassigned") else "text"

    def since_text(row: RecipientRow) -> str:
        return "" if row.since_at is None or now is None else local_time(row.since_at, now, time_zone)

    return (
        Column(
            "name",
            lambda row: row.name,
            lambda row: row.name,
            lambda row: "yellow" if row.unreachable else "text",
            lambda row: (row.shape, row.department_id),
            width=9,
        ),
        Column("department", lambda row: row.department, lambda row: row.department, width=9, drop=3),
        Column("circle", lambda row: row.circle, lambda row: row.circle, width=11, drop=4),
        Column(
            "state",
            lambda row: word("draft" if draft else row.state, language),
            lambda row: STATE_RANK[row.state],
            state_tone,
            width=6 if zh else 14,
        ),
        Column("since", since_text, lambda row: row.since_at.timestamp() if row.since_at else 0.0, width=9, drop=2),
        Column(
            "late",
            lambda row: late_words(row, language),
            lambda row: -(row.late_s or 0.0),
            lambda _row: "orange",
            width=11,
            ticks=True,
        ),
        Column(
            "contact",
            lambda row: contact_text(row.contact, row.silence_s, language, narrow=True),
            lambda row: row.contact,
            lambda row: "yellow" if row.unreachable else "third",
            width=11 if zh else 17,
            drop=1,
            ticks=True,
        ),
        Column(
            "note",
            lambda row: note_words(row, language),
            lambda row: note_words(row, language),
            width=8,
            stretch=True,
        ),
    )
