"""Orders as the tracker shows them: what is under way, the slowest first, each stage with its count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cockpit.domain.live import lost
from cockpit.domain.order_rules import RANK
from cockpit.domain.orders import FINAL, PROGRESS, Order, OrderStatus, Recipient, RecipientState
from cockpit.domain.world import World
from cockpit.views.climb import OrderClimb, calls, order_climb
from cockpit.views.holding import offer_words
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.target_words import target_words
from cockpit.views.versions import version_words
from cockpit.views.words import Language, word

STAGES: tuple[RecipientState, ...] = PROGRESS[1:]
"""The five stages that an order's bars show."""

SHORT_EN = {"delivered": "Deliv.", "acknowledged": "Ackn.", "on_scene": "Scene", "completed": "Compl."}
"""Stages where a whole English word finds no room."""

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Stage:
    """One bar: how many of ``total`` have reached the state, and how many are past its deadline without it.

    Who gave the part to another is in none of these figures: the other is.
    """

    state: RecipientState
    reached: int
    total: int
    late: int


@dataclass(frozen=True)
class OrderRow:
    """One order as a line of the tracker.

    Attributes:
        elapsed_s: seconds since issue (since drafting for a draft), up to the end for one that is over.
        late_s: how far the slowest recipient is past its next deadline; below zero while there is time; None when
            nobody is waited for.
        waiting_for: the stage that the slowest recipient has not reached; None when nobody is waited for.
        undelivered: in contact, yet the order has not arrived.
        unacknowledged: the order has arrived and nobody has answered for it.
        out_of_contact: still to act, and out of contact: in none of the two above; for a draft, who would not get it.
        unanswered_s: how long the one has had the order who has it longest without acknowledging, else None.
        climb: the missed deadlines that stand and how far they have climbed, None for none.
        alarm: whether one of them calls the person who is signed in.
        offer: to whom it is being handed, in words; empty for nobody.
    """

    id: str
    title: str
    target: str
    status: OrderStatus
    priority: int
    total: int
    stages: tuple[Stage, ...]
    elapsed_s: float
    late_s: float | None
    waiting_for: RecipientState | None
    undelivered: int
    unacknowledged: int
    out_of_contact: int
    declined: int
    completed: int
    unanswered_s: float | None
    climb: OrderClimb | None = None
    alarm: bool = False
    offer: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.status in ("draft", "issued")


@dataclass(frozen=True)
class Tally:
    """What an order's recipients add up to; holds until the order itself changes.

    ``waiting[k]`` are the units that are still to reach ``STAGES[k]`` next; with ``completed``, ``declined``,
    ``recalled`` and ``reassigned`` they are all recipients, each once. ``clocks`` has, for each instant at which
    recipients got the order, how many of them are still to reach each stage next: who came later has more time.
    """

    reached: tuple[int, ...]
    waiting: tuple[frozenset[str], ...]
    completed: int
    declined: int
    recalled: int
    reassigned: int
    clocks: tuple[tuple[datetime, tuple[int, ...]], ...]

    @property
    def total(self) -> int:
        """All recipients."""
        return self.in_force + self.reassigned

    @property
    def in_force(self) -> int:
        """The recipients but those whose part another has."""
        return sum(map(len, self.waiting)) + self.completed + self.declined + self.recalled


def reached_rank(recipient: Recipient) -> int:
    """How far along ``PROGRESS`` a recipient came; one that declined has at least received the order."""
    rank = RANK.get(recipient.state)
    if rank is not None:
        return rank
    past = max((RANK[state] for state in recipient.times if state in RANK), default=0)
    return max(past, RANK["delivered"]) if recipient.state == "declined" else past


def tally(order: Order) -> Tally:
    """Counts an order's recipients in one pass."""
    at_rank = [0] * len(PROGRESS)
    waiting: list[list[str]] = [[] for _ in STAGES]
    ended = {"completed": 0, "declined": 0, "recalled": 0, "reassigned": 0}
    clocks: dict[datetime, list[int]] = {}
    for unit_id, recipient in order.recipients.items():
        rank = reached_rank(recipient)
        if recipient.state != "reassigned":
            at_rank[rank] += 1
        if recipient.state in FINAL:
            ended[recipient.state] += 1
        else:
            waiting[rank].append(unit_id)
            clocks.setdefault(began_at(order, recipient), [0] * len(STAGES))[rank] += 1
    return Tally(
        reached=tuple(sum(at_rank[rank:]) for rank in range(1, len(PROGRESS))),
        waiting=tuple(map(frozenset, waiting)),
        **ended,
        clocks=tuple((at, tuple(counts)) for at, counts in sorted(clocks.items())),
    )


def began_at(order: Order, recipient: Recipient) -> datetime:
    """When a recipient's clocks started: with the order, or when it was sent after it."""
    return recipient.times.get("issued") or order.issued_at or order.drafted_at


def slowest(order: Order, counts: Tally) -> tuple[datetime, RecipientState] | None:
    """When the slowest recipient's next deadline falls and for which stage; None when nobody is waited for.

    Deadlines rise from stage to stage, so of those with one clock the first stage not reached is the most pressing.
    """
    if order.issued_at is None or not order.under_way:
        return None
    dues = [
        (at + timedelta(seconds=order.deadlines.of(stage) or 0.0), place)
        for at, waiting in counts.clocks
        for place, stage in enumerate(STAGES)
        if waiting[place]
    ]
    if not dues:
        return None
    due, place = min(dues)
    return due, STAGES[place]


def short_stage(state: RecipientState, language: Language) -> str:
    """A stage's word where room is short; Chinese words are short already."""
    return word(state, language) if language == "zh" else SHORT_EN.get(state, word(state, language))


def title_of(order: Order) -> str:
    """The first line of an order's text."""
    return order.text.strip().partition("\n")[0]


class OrdersView:
    """All orders in the order of the tracker; recounts only those that changed.

    Attributes:
        ids: under way first, the slowest first; then what is over, the latest first.
        drafts: waiting for confirmation, the oldest first.
        under_way: how many orders are under way.
    """

    def __init__(self, language: Language = "zh") -> None:
        self.language = language
        self.ids: list[str] = []
        self.drafts: list[str] = []
        self.under_way = 0
        self._tallies: dict[str, Tally] = {}
        self._climbs: dict[str, OrderClimb | None] = {}
        self._targets: dict[str, str] = {}
        self._silent: frozenset[str] = NOBODY
        self._started = False

    def update(self, situation: Situation, changes: SituationChanges) -> set[str]:
        """Takes in what changed and returns the orders whose rows may look different now."""
        world = situation.world
        if not self._started or changes.world.town:
            self._started = True
            self._tallies.clear()
            self._climbs.clear()
            self._targets.clear()
            touched = set(world.orders)
        else:
            touched = changes.world.orders & (world.orders.keys() | self._tallies.keys())
        for id_ in touched:
            order = world.orders.get(id_)
            if order is None:
                self._tallies.pop(id_, None)
                self._climbs.pop(id_, None)
                self._targets.pop(id_, None)
            else:
                self._tallies[id_] = tally(order)
                self._climbs[id_] = order_climb(world, order)
                self._targets[id_] = target_words(world, order.target, self.language)
        if touched:
            self._arrange(world)
        if changes.clock or touched:
            self._silent = silent_units(situation)
        if changes.clock:
            touched |= {id_ for id_ in self._tallies if world.orders[id_].status in ("issued", "draft")}
        return touched

    def row(self, situation: Situation, order_id: str) -> OrderRow:
        """One order as the tracker shows it at this moment."""
        order, counts = situation.world.orders[order_id], self._tallies[order_id]
        start_at = order.issued_at or order.drafted_at
        end_at = order.ended_at or situation.now
        elapsed_s = max(0.0, (end_at - start_at).total_seconds())
        due = slowest(order, counts)
        under_way = order.under_way
        climb = self._climbs.get(order_id)
        undelivered, unacknowledged = counts.waiting[0], counts.waiting[1]
        silent = self._silent if under_way or order.status == "draft" else NOBODY
        return OrderRow(
            id=order.id,
            title=self._title(order),
            target=self._targets[order_id],
            status=order.status,
            priority=order.priority,
            total=counts.in_force,
            stages=_stages(order, counts, situation.now if under_way else None),
            elapsed_s=elapsed_s,
            late_s=None if due is None else (situation.now - due[0]).total_seconds(),
            waiting_for=None if due is None else due[1],
            undelivered=len(undelivered - silent) if under_way else 0,
            unacknowledged=len(unacknowledged - silent) if under_way else 0,
            out_of_contact=sum(len(waiting & silent) for waiting in counts.waiting) if silent else 0,
            declined=counts.declined,
            completed=counts.completed,
            unanswered_s=_unanswered_s(counts, situation.now) if under_way else None,
            climb=climb,
            alarm=climb is not None and bool(calls(situation.world, order, situation.me)),
            offer=offer_words(situation.world, order, self.language),
        )

    def _title(self, order: Order) -> str:
        """The first line; before it which version, where the order has been changed."""
        title = title_of(order)
        return f"{version_words(order.version, self.language)} · {title}" if order.earlier else title

    def _arrange(self, world: World) -> None:
        """Sorts by instants, not by spans, so that the order holds until an order changes."""
        going: list[tuple[bool, datetime, int, str]] = []
        over: list[tuple[datetime, str]] = []
        drafts: list[tuple[datetime, str]] = []
        for id_, counts in self._tallies.items():
            order = world.orders[id_]
            if order.status == "draft":
                drafts.append((order.drafted_at, id_))
            elif order.under_way:
                due = slowest(order, counts)
                going.append((due is None, due[0] if due else order.drafted_at, order.priority, id_))
            else:
                over.append((order.ended_at or order.drafted_at, id_))
        self.ids = [one[-1] for one in sorted(going)] + [one[-1] for one in sorted(over, reverse=True)]
        self.drafts = [one[-1] for one in sorted(drafts)]
        self.under_way = len(going)


def silent_units(situation: Situation) -> frozenset[str]:
    """The units that an order sent now would not reach now: out of contact, or never heard."""
    limits, now = situation.world.settings.contact, situation.now.timestamp()
    contact = situation.live.contact
    return frozenset(id_ for id_ in situation.world.units if lost(contact(id_, now, limits)))


def _stages(order: Order, counts: Tally, now: datetime | None) -> tuple[Stage, ...]:
    """The five bars; ``now`` is None for an order that is not under way and so cannot be late."""
    stages: list[Stage] = []
    for place, state in enumerate(STAGES):
        limit_s = order.deadlines.of(state)
        late = 0
        if now is not None and limit_s is not None:
            over = now - timedelta(seconds=limit_s)
            late = sum(sum(waiting[: place + 1]) for at, waiting in counts.clocks if at < over)
        stages.append(Stage(state, counts.reached[place], counts.in_force, late))
    return tuple(stages)


def _unanswered_s(counts: Tally, now: datetime) -> float | None:
    """Seconds since the first of those got the order who have not acknowledged it."""
    first = next((at for at, waiting in counts.clocks if waiting[0] or waiting[1]), None)
    return None if first is None else max(0.0, (now - first).total_seconds())
