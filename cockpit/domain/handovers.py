"""The handover from one commander to the next: a package of open items that are gone through one by one and signed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

ItemKind = Literal["order", "incident", "contact", "source", "index", "alarm", "weather", "promise", "note"]
ITEM_KINDS: tuple[ItemKind, ...] = (
    "order", "incident", "contact", "source", "index", "alarm", "weather", "promise", "note",
)  # fmt: skip
TYPED: frozenset[ItemKind] = frozenset(("weather", "promise", "note"))
"""Kinds that the outgoing commander types; the others the hub gathers."""
Mark = Literal["open", "accepted", "refused", "gone"]
"""``refused`` stays with the outgoing commander; ``gone`` has ended or was taken back before anybody decided."""
DECIDED: frozenset[Mark] = frozenset(("accepted", "refused", "gone"))
HandoverStatus = Literal["open", "signed", "withdrawn"]
WORDS_LIMIT = 1000
"""Characters that a note, a question, an answer or a reason may have."""
ITEMS_LIMIT = 5000
"""Items that one handover may have: more is a town in which handovers have ceased to mean anything."""


class Remark(msgspec.Struct, frozen=True):
    """What was said about an item; a question stays with it, and so does its answer."""

    by: str
    at: datetime
    kind: Literal["question", "answer", "refusal"]
    text: str


class Item(msgspec.Struct, omit_defaults=True):
    """One open thing that changes hands.

    Attributes:
        ref: id of the order, incident, unit or source, an index's domain, or a shelved alarm's key; empty for what
            was typed.
        text: what it was when it was gathered: an order's or incident's first line, a unit's or source's name.
        level: 1 gravest to 4; 0 where there are no levels.
        since: since when it is open.
        count: recipients that have not come to an end, for an order.
        value, change, doubt: of an index: 0 to 100, against yesterday (None where unknown), whether it is incomplete;
            of a contact without a unit, how many more.
        to: to whom it was promised; of a shelved alarm, the id of who shelved it.
        until: until when an alarm is shelved.
        marked_by, marked_at: who decided, and when.
    """

    id: str
    kind: ItemKind
    ref: str = ""
    text: str = ""
    level: int = 0
    since: datetime | None = None
    count: int = 0
    value: float | None = None
    change: float | None = None
    doubt: bool = False
    to: str = ""
    until: datetime | None = None
    mark: Mark = "open"
    marked_by: str = ""
    marked_at: datetime | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether a question waits for its answer."""
        said = [one.kind for one in self.remarks if one.kind != "refusal"]
        return bool(said) and said[-1] == "question"


class Signature(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who signed, when; ``instead_of`` is for whom, where somebody signs for a person who cannot."""

    by: str
    at: datetime
    instead_of: str = ""


class Handover(msgspec.Struct, omit_defaults=True):
    """One handover. ``made_up`` says that command had been taken before, in an emergency."""

    id: str
    outgoing: str
    incoming: str
    opened_by: str
    opened_at: datetime
    items: dict[str, Item]
    made_up: bool = False
    status: HandoverStatus = "open"
    outgoing_signed: Signature | None = None
    incoming_signed: Signature | None = None
    ended_at: datetime | None = None
    reason: str = ""

    @property
    def undecided(self) -> list[Item]:
        """Items that the incoming commander has not decided."""
        return [item for item in self.items.values() if item.mark not in DECIDED]

    @property
    def asked(self) -> list[Item]:
        """Items with a question that nobody has answered."""
        return [item for item in self.items.values() if item.asked and item.mark != "gone"]

    @property
    def refused(self) -> list[Item]:
        """Items that stay with the outgoing commander."""
        return [item for item in self.items.values() if item.mark == "refused"]


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something open that the journal does not hold: the hub gathers it when a handover is opened."""

    kind: ItemKind
    ref: str
    text: str = ""
    since: datetime | None = None
    value: float | None = None
    change: float | None = None
    doubt: bool = False
    to: str = ""
    until: datetime | None = None


# -- commands ------------------------------------------------------------------------------------------------------


class OpenHandover(msgspec.Struct, frozen=True, tag="open_handover", omit_defaults=True):
    """Begins a handover; the id is made by the sender. ``facts`` are the hub's: what a client says there is dropped.

    ``incoming`` may stay empty: then it is whom the rota names.
    """

    handover: str
    incoming: str = ""
    facts: tuple[Fact, ...] = ()


class RefreshHandover(msgspec.Struct, frozen=True, tag="refresh_handover", omit_defaults=True):
    """Adds what has come since, and marks what has ended."""

    handover: str
    facts: tuple[Fact, ...] = ()


class AddItem(msgspec.Struct, frozen=True, tag="add_item", omit_defaults=True):
    """The outgoing commander types something that has to be known; the item's id is made by the sender."""

    handover: str
    item: str
    kind: ItemKind
    text: str
    to: str = ""


class DropItem(msgspec.Struct, frozen=True, tag="drop_item"):
    """The outgoing commander takes back what was typed; it stays to be read, struck through."""

    handover: str
    item: str


class AcceptItems(msgspec.Struct, frozen=True, tag="accept_items"):
    """The incoming commander takes these on."""

    handover: str
    items: tuple[str, ...]


class RefuseItem(msgspec.Struct, frozen=True, tag="refuse_item"):
    """The incoming commander leaves this with the outgoing one, and says why."""

    handover: str
    item: str
    reason: str


class AskItem(msgspec.Struct, frozen=True, tag="ask_item"):
    """The incoming commander wants to know something about an item first."""

    handover: str
    item: str
    text: str


class AnswerItem(msgspec.Struct, frozen=True, tag="answer_item"):
    """The outgoing commander answers."""

    handover: str
    item: str
    text: str


class SignHandover(msgspec.Struct, frozen=True, tag="sign_handover"):
    """A signature. Not to be sent as a command: the hub makes it once it has checked the signer's password."""

    handover: str


class WithdrawHandover(msgspec.Struct, frozen=True, tag="withdraw_handover"):
    """Ends an open handover without one: command stays where it is."""

    handover: str
    reason: str


# -- events --------------------------------------------------------------------------------------------------------


class HandoverOpened(msgspec.Struct, frozen=True, tag="handover_opened", omit_defaults=True):
    """A handover has begun, with all that is open."""

    handover: str
    outgoing: str
    incoming: str
    items: tuple[Item, ...]
    made_up: bool = False


class ItemsAdded(msgspec.Struct, frozen=True, tag="items_added"):
    """More has to be handed over."""

    handover: str
    items: tuple[Item, ...]


class ItemsMarked(msgspec.Struct, frozen=True, tag="items_marked", omit_defaults=True):
    """Items were decided; ``text`` is the reason of a refusal."""

    handover: str
    items: tuple[str, ...]
    mark: Mark
    text: str = ""


class ItemDiscussed(msgspec.Struct, frozen=True, tag="item_discussed"):
    """A question, or its answer."""

    handover: str
    item: str
    kind: Literal["question", "answer"]
    text: str


class HandoverSigned(msgspec.Struct, frozen=True, tag="handover_signed", omit_defaults=True):
    """One of the two signed; ``instead_of`` is whom somebody signed for."""

    handover: str
    instead_of: str = ""


class CommandPassed(msgspec.Struct, frozen=True, tag="command_passed", omit_defaults=True):
    """Both have signed: the incoming one commands; ``orders`` are those that pass along."""

    handover: str
    person: str
    before: str
    orders: tuple[str, ...] = ()


class HandoverWithdrawn(msgspec.Struct, frozen=True, tag="handover_withdrawn"):
    """An open handover ended without one."""

    handover: str
    reason: str


HandoverCommand = (
    OpenHandover
    | RefreshHandover
    | AddItem
    | DropItem
    | AcceptItems
    | RefuseItem
    | AskItem
    | AnswerItem
    | WithdrawHandover
)
"""What clients may send. A signature is none of these: the hub makes it from a password."""
HandoverEvent = (
    HandoverOpened | ItemsAdded | ItemsMarked | ItemDiscussed | HandoverSigned | CommandPassed | HandoverWithdrawn
)
