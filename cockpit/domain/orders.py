"""Orders: what a commander tells units to do. Each recipient has a state of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from cockpit.domain.places import LonLat, Ring

RecipientState = Literal[
    "issued", "delivered", "acknowledged", "en_route", "on_scene", "completed", "declined", "recalled", "reassigned"
]
PROGRESS: tuple[RecipientState, ...] = ("issued", "delivered", "acknowledged", "en_route", "on_scene", "completed")
FINAL: frozenset[RecipientState] = frozenset(("completed", "declined", "recalled", "reassigned"))
Result = Literal["", "resolved", "partly", "nothing_found", "handed_over"]
"""What came of an order, as its unit sees it."""
OrderStatus = Literal["draft", "issued", "recalled", "discarded", "closed"]
ID_LIMIT = 100
"""Characters that an order's id may have."""
TEXT_LIMIT = 1000
"""Characters that an order's text may have: what fits a phone's screen, read aloud in a minute."""


LONGEST_S = 366 * 86_400.0
"""Seconds that the last deadline may lie after the issue: no order is for more than a year."""


class Deadlines(msgspec.Struct, frozen=True):
    """Seconds after issue by which each recipient should have reached the state."""

    delivered_s: float
    acknowledged_s: float
    en_route_s: float
    on_scene_s: float
    completed_s: float

    def of(self, state: RecipientState) -> float | None:
        """Seconds allowed for a state, None for one without a deadline."""
        limits: dict[str, float] = {
            "delivered": self.delivered_s,
            "acknowledged": self.acknowledged_s,
            "en_route": self.en_route_s,
            "on_scene": self.on_scene_s,
            "completed": self.completed_s,
        }
        return limits.get(state)

    def faults(self) -> str:
        """What is wrong with the figures, empty when they can be used."""
        steps = (self.delivered_s, self.acknowledged_s, self.en_route_s, self.on_scene_s, self.completed_s)
        if min(steps) <= 0:
            return "时限须大于 0 秒"
        if list(steps) != sorted(steps):
            return "时限须依次递增：送达、签收、出动、到场、完成"
        if steps[-1] > LONGEST_S:
            return "时限最长一年"
        return ""


class Plan(msgspec.Struct, frozen=True, omit_defaults=True):
    """A prepared order for a kind of incident."""

    id: str
    name: str
    text: str
    priority: int = 2
    kinds: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    deadlines: Deadlines | None = None


class Target(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the commander picked; kept with the order so that everyone sees whom it was meant for.

    A unit is meant when it lies in one of the circles or areas (everywhere, when none is picked but departments
    are) and belongs to one of the departments (to any, when none is picked), or when it was picked itself.
    """

    circles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    areas: tuple[Ring, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was picked."""
        return not (self.circles or self.departments or self.areas or self.units)


class Ladder(msgspec.Struct, frozen=True):
    """When each rung is climbed, in seconds after the missed deadline; the default is the town's 135.

    Attributes:
        climb_s: rising; the first is the unit's own lowest circle, the last ones are not needed by a short path.
        again_s: how long a chief who has acknowledged may let it lie before it climbs on (from the top: comes back),
            and how long the top has before it is told again; see ``ladder.SLOWEST``.
    """

    climb_s: tuple[float, ...] = (60.0, 180.0, 300.0, 420.0, 540.0)
    again_s: float = 300.0


class Miss(msgspec.Struct, omit_defaults=True):
    """A missed deadline of one recipient and how far it has climbed.

    ``rung`` is the next rung; ``told`` are the ids of chiefs that know, the latest last; ``skipped`` the circles
    whose rung had nobody to tell. ``climbed_at`` is when it climbed last; ``unheeded`` counts how often it came back
    to the top since somebody acknowledged.
    """

    stage: RecipientState
    due_at: datetime
    rung: int = 0
    again: int = 0
    told: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    while_down: bool = False
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    climbed_at: datetime | None = None
    unheeded: int = 0


class Wording(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one version of an order says: its text, how urgent it is, by when, and where to."""

    text: str
    priority: int
    deadlines: Deadlines
    place: LonLat | None = None


class Version(msgspec.Struct, frozen=True, omit_defaults=True):
    """A version of an order that is not in force any more: what it said, who made it, when (journal time, UTC)."""

    version: int
    wording: Wording
    by: str
    at: datetime


class Earlier(msgspec.Struct, omit_defaults=True):
    """How far a recipient came with a version that was changed since; what it reports late of it is kept here."""

    version: int
    state: RecipientState
    times: dict[RecipientState, datetime]
    reason: str = ""
    note: str = ""
    answered_by: str = ""


class Recipient(msgspec.Struct, omit_defaults=True):
    """One unit's state for one order; ``times`` says when each state was reached (journal time, UTC).

    ``miss`` is the last deadline that was missed; it stands as long as the recipient has not reached its stage.
    ``answered_by`` is who said so for the unit (a person or a unit), empty when it said so itself; ``successor`` is
    the unit that took the part over. ``version`` is the order's version that the state and the times are of,
    ``earlier`` how far it came with those before, oldest first. ``attachments`` are ids of what came with its
    receipts, ``attached_at`` says when each came (short of those that an older hub's snapshot held); ``waited_s`` says
    of a state that its receipt had waited on the device for so many seconds.
    """

    state: RecipientState = "issued"
    times: dict[RecipientState, datetime] = {}
    reason: str = ""
    note: str = ""
    answered_by: str = ""
    successor: str = ""
    miss: Miss | None = None
    version: int = 1
    earlier: tuple[Earlier, ...] = ()
    attachments: tuple[str, ...] = ()
    result: Result = ""
    waited_s: dict[RecipientState, float] = {}
    attached_at: tuple[datetime, ...] = ()

    def attach(self, ids: tuple[str, ...], at: datetime) -> None:
        """Takes photos and clips in, each once; what comes late for an older version was seen all the same."""
        new = tuple(id_ for id_ in ids if id_ not in self.attachments)
        if new and len(self.attached_at) < len(self.attachments):
            first = self.times.get("issued", at)
            self.attached_at = (first,) * (len(self.attachments) - len(self.attached_at)) + self.attached_at
        self.attachments += new
        self.attached_at += (at,) * len(new)


class Offer(msgspec.Struct, frozen=True, omit_defaults=True):
    """An order that somebody was asked to take over: who, by whom, when (journal time, UTC), and what they should know.

    ``declined`` is the reason for which they did not; until then they may still accept.
    """

    to: str
    by: str
    at: datetime
    note: str = ""
    declined: str = ""
    declined_at: datetime | None = None


class Order(msgspec.Struct, omit_defaults=True):
    """An order and its recipients by unit id.

    ``version`` counts from 1 how often a draft was written anew, and from 1 once more how often the order was changed
    since it was issued; ``earlier`` are the versions before, oldest first, ``changed_by`` and ``changed_at`` say who
    made the one in force. ``drafted_by`` and ``issued_by`` are person ids; ``place`` is where to go, ``incident`` what
    it is about. ``held_by`` is who is responsible, empty for the issuer, since ``held_since``; ``offer`` is whom it is
    being handed to, None for nobody.
    """

    id: str
    text: str
    priority: int
    deadlines: Deadlines
    target: Target
    recipients: dict[str, Recipient]
    status: OrderStatus
    drafted_by: str
    drafted_at: datetime
    issued_by: str = ""
    issued_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str = ""
    place: LonLat | None = None
    incident: str = ""
    plan: str = ""
    version: int = 1
    changed_by: str = ""
    changed_at: datetime | None = None
    earlier: tuple[Version, ...] = ()
    held_by: str = ""
    held_since: datetime | None = None
    offer: Offer | None = None

    @property
    def holder(self) -> str:
        """The id of who is responsible for it."""
        return self.held_by or self.issued_by

    @property
    def open_units(self) -> tuple[str, ...]:
        """The units that still have something to do about it."""
        return tuple(id_ for id_, recipient in self.recipients.items() if recipient.state not in FINAL)

    @property
    def under_way(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.status == "issued"

    @property
    def wording(self) -> Wording:
        """What the version in force says."""
        return Wording(self.text, self.priority, self.deadlines, self.place)

    def wording_of(self, version: int) -> Wording | None:
        """What a version says or said, None for one that there is not."""
        if version == self.version:
            return self.wording
        return next((one.wording for one in self.earlier if one.version == version), None)


# -- commands ----------------------------------------------------------------------------------------------------


class IssueOrder(msgspec.Struct, frozen=True, tag="issue_order", omit_defaults=True):
    """Sends an order to exactly the units that the sender saw listed. The id is made by the sender."""

    order: str
    text: str
    recipients: tuple[str, ...]
    target: Target = Target()
    priority: int = 2
    deadlines: Deadlines | None = None
    place: LonLat | None = None
    incident: str = ""
    plan: str = ""


class DraftOrder(msgspec.Struct, frozen=True, tag="draft_order", omit_defaults=True):
    """Writes down an order for somebody with the authority to confirm."""

    order: str
    text: str
    recipients: tuple[str, ...]
    target: Target = Target()
    priority: int = 2
    deadlines: Deadlines | None = None
    place: LonLat | None = None
    incident: str = ""
    plan: str = ""


class ConfirmDraft(msgspec.Struct, frozen=True, tag="confirm_draft", omit_defaults=True):
    """Issues a draft in the confirmer's name; ``version`` is the one that was read, so that no other is confirmed."""

    order: str
    version: int = 1


class DiscardDraft(msgspec.Struct, frozen=True, tag="discard_draft", omit_defaults=True):
    """Throws a draft away; it stays in the journal."""

    order: str
    reason: str = ""


class RecallOrder(msgspec.Struct, frozen=True, tag="recall_order", omit_defaults=True):
    """Takes an order back from everybody who has not completed it."""

    order: str
    reason: str = ""


class Receipt(msgspec.Struct, frozen=True, tag="receipt", omit_defaults=True):
    """A terminal tells how far its unit is. ``device_at`` is the terminal's own clock, kept but never trusted.

    ``version`` is the one that is answered: an answer to an older one is kept, and is none to the one in force.
    ``offline_s`` is how long it has waited on the device for a link, by a clock there that nobody sets;
    ``attachments`` are ids of photos and clips that the hub has, ``result`` what came of it, with ``completed``.
    """

    order: str
    state: RecipientState
    reason: str = ""
    note: str = ""
    device_at: datetime | None = None
    version: int = 1
    attachments: tuple[str, ...] = ()
    result: Result = ""
    offline_s: float = 0.0


# -- events ------------------------------------------------------------------------------------------------------


class OrderDrafted(msgspec.Struct, frozen=True, tag="order_drafted"):
    """A draft waits for confirmation."""

    draft: DraftOrder
    deadlines: Deadlines


class OrderIssued(msgspec.Struct, frozen=True, tag="order_issued"):
    """An order is on its way to its recipients."""

    issue: IssueOrder
    deadlines: Deadlines


class DraftConfirmed(msgspec.Struct, frozen=True, tag="draft_confirmed"):
    """A draft became an order."""

    order: str


class DraftDiscarded(msgspec.Struct, frozen=True, tag="draft_discarded", omit_defaults=True):
    """A draft was thrown away."""

    order: str
    reason: str = ""


class OrderRecalled(msgspec.Struct, frozen=True, tag="order_recalled", omit_defaults=True):
    """An order was taken back."""

    order: str
    reason: str = ""


class RecipientAdvanced(msgspec.Struct, frozen=True, tag="recipient_advanced", omit_defaults=True):
    """A recipient reached a state, of the version in force or of one before."""

    order: str
    unit: str
    state: RecipientState
    reason: str = ""
    note: str = ""
    device_at: datetime | None = None
    version: int = 1
    attachments: tuple[str, ...] = ()
    result: Result = ""
    offline_s: float = 0.0
