"""What has been pressed and is not durable yet: nothing is called sent before the hub has said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cockpit.domain.world import World
from cockpit.views.authority import Action
from cockpit.views.composer import Composition


@dataclass(frozen=True)
class Sent:
    """An order as it was when the button was pressed; ``action`` is what was asked for, ``count`` for how many."""

    order: str
    composition: Composition
    action: Action
    count: int
    at: datetime


@dataclass(frozen=True)
class Settled:
    """What became of it; ``message`` and ``who_could`` say why not."""

    sent: Sent
    accepted: bool
    message: str = ""
    who_could: str = ""


class Sending:
    """The orders between the button and the journal.

    Attributes:
        waiting: by order id, the oldest first; "not sent yet" is shown for as long as there is one.
    """

    def __init__(self) -> None:
        self.waiting: dict[str, Sent] = {}

    def press(self, sent: Sent) -> None:
        """The button was pressed."""
        self.waiting[sent.order] = sent

    def settle(self, order: str, accepted: bool, message: str = "", who_could: str = "") -> Settled | None:
        """The hub has answered; None where nothing waited for that (it was settled before)."""
        sent = self.waiting.pop(order, None)
        return None if sent is None else Settled(sent, accepted, message, who_could)

    def notice(self, world: World) -> list[Settled]:
        """Those that the journal holds by now, whether their answer has arrived or was lost on the way."""
        found = [order for order in self.waiting if order in world.orders]
        return [Settled(self.waiting.pop(order), True) for order in found]
