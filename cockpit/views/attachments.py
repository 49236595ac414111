"""Photos and clips with an order or an incident: whose, and when they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cockpit.domain.ladder import name_of
from cockpit.domain.orders import Order
from cockpit.domain.world import World
from cockpit.views.times import age_text
from cockpit.views.whistles import whistle_of
from cockpit.views.words import Language


@dataclass(frozen=True)
class Attachment:
    """One photo or clip; which of both it is, is known once it has been fetched.

    Attributes:
        id: SHA-256 of its content.
        who: the name of the sender.
        at: when the hub had what it came with.
    """

    id: str
    who: str
    at: datetime

    def caption(self, now: datetime, language: Language) -> str:
        """Who sent it, and how long ago."""
        return f"{self.who} · {age_text((now - self.at).total_seconds(), language)}"


def of_order(world: World, order: Order) -> list[Attachment]:
    """What came with the receipts of an order, the newest first."""
    found = []
    for unit, one in order.recipients.items():
        known = len(one.attachments) - len(one.attached_at)
        first = max(one.times.values(), default=order.drafted_at)
        times = (first,) * known + one.attached_at
        found += [Attachment(id_, name_of(world, unit), at) for id_, at in zip(one.attachments, times, strict=False)]
    return _once(found)


def of_incident(world: World, incident: str) -> list[Attachment]:
    """What came with the whistle of an incident, and with the orders about it, the newest first."""
    found = []
    whistle = whistle_of(world, incident)
    if whistle is not None:
        found = [Attachment(id_, name_of(world, whistle.by), whistle.at) for id_ in whistle.attachments]
    for order in world.orders.values():
        if order.incident == incident:
            found += of_order(world, order)
    return _once(found)


def _once(found: list[Attachment]) -> list[Attachment]:
    """The newest first; the same content twice is shown once, as it came first."""
    found.sort(key=lambda one: one.at)
    first: dict[str, Attachment] = {}
    for one in found:
        first.setdefault(one.id, one)
    return list(reversed(first.values()))
