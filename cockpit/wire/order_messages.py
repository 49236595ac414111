"""What a terminal hears of orders: its worklist, new orders and versions, recalls, reminders, and who is late.

Instants are seconds since 1970-01-01 UTC on the hub's clock; places degrees WGS-84, longitude before latitude.
"""

from __future__ import annotations

import msgspec

from cockpit.domain.orders import Deadlines, RecipientState, Wording
from cockpit.domain.places import LonLat


class IncidentBrief(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an order is about, in a few words: id, kind and its name, the report's text, where."""

    id: str
    kind: str
    name: str
    text: str
    address: str = ""
    place: LonLat | None = None


class Assignment(msgspec.Struct, frozen=True, omit_defaults=True):
    """An order as its recipient sees it.

    Attributes:
        issued_at: since when the recipient's clocks run.
        issued_by, held_by: who issued this version; who is responsible now, empty for the same.
        version: what the recipient's receipts have to name; an order that was never changed has 1.
        previous: what the version before said, so that the difference can be shown; None for version 1.
        incident: what it is about, None without an incident.
        by_department: how many units of each department have it.
        plan: the name of the plan that it is made from, empty without.
    """

    order: str
    text: str
    priority: int
    issued_at: float
    issued_by: str
    deadlines: Deadlines
    recipients: int
    state: RecipientState = "issued"
    place: LonLat | None = None
    version: int = 1
    previous: Wording | None = None
    incident: IncidentBrief | None = None
    by_department: dict[str, int] = {}
    plan: str = ""
    held_by: str = ""


class Worklist(msgspec.Struct, frozen=True, tag="worklist"):
    """All orders that the unit has under way: what is not in it is over. Comes after each welcome."""

    orders: tuple[Assignment, ...]


class Assigned(msgspec.Struct, frozen=True, tag="assigned"):
    """A new order, or a new version of one; the terminal answers ``delivered`` as soon as it has stored it."""

    order: Assignment


class Recalled(msgspec.Struct, frozen=True, tag="recalled", omit_defaults=True):
    """An order was taken back."""

    order: str
    reason: str = ""


class Held(msgspec.Struct, frozen=True, tag="held"):
    """Somebody else is responsible for an order from now on: nothing else about it has changed."""

    order: str
    held_by: str


class Reminded(msgspec.Struct, frozen=True, tag="reminded"):
    """The unit has not reached a stage in time: remind the person."""

    order: str
    stage: RecipientState


class LateUnit(msgspec.Struct, frozen=True):
    """Somebody in the chief's charge who is late: since when (epoch seconds), at which stage of which order.

    ``version`` is the order's, which an ``answer_for`` has to name.
    """

    order: str
    unit: str
    name: str
    stage: RecipientState
    due_at: float
    text: str
    while_down: bool = False
    acknowledged: bool = False
    version: int = 1


class Raised(msgspec.Struct, frozen=True, tag="raised"):
    """Tells a chief of late units; the chief answers with ``acknowledge_miss``, ``answer_for`` or ``reassign``."""

    late: tuple[LateUnit, ...]
