"""A command between the button and the hub's journal: what was pressed, by whom, for which world, and when."""

from __future__ import annotations

from typing import Literal

import msgspec

from cockpit.domain.commands import Command

UnsentState = Literal["on_its_way", "held", "offered", "foreign"]
"""``on_its_way``: given to the link, not answered; ``held``: goes out when the link is back; ``offered``: too old to go
by itself, a person says; ``foreign``: somebody else's, or for another world: it never goes from here."""


class Pressed(msgspec.Struct, frozen=True):
    """A command that a person pressed.

    Attributes:
        id: makes it once at the hub.
        world: the world that it was pressed for.
        person: id of who pressed it; ``name`` as the screens say it.
        at: epoch seconds on the hub's clock, as the desktop estimated it.
    """

    id: str
    world: str
    person: str
    name: str
    at: float
    command: Command


class Unsent(msgspec.Struct, frozen=True):
    """A pressed command that is not durable at the hub, as the screens show it.

    Attributes:
        certain: whether it is certain that the hub does not have it, so that it can be thrown away.
    """

    pressed: Pressed
    state: UnsentState
    certain: bool
