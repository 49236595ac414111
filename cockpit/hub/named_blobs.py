"""Which photos and clips commands and events name."""

from __future__ import annotations

from cockpit.domain.circle_calls import CallCircle, CircleCalled
from cockpit.domain.orders import Receipt, RecipientAdvanced
from cockpit.domain.whistles import BlowWhistle, WhistleBlown
from cockpit.domain.world import Command, Event, World


def blobs_in(command: Command) -> tuple[str, ...]:
    """The blobs that a command names: the hub must have them."""
    if isinstance(command, CallCircle):
        return (command.clip,) if command.clip else ()
    return command.attachments if isinstance(command, Receipt | BlowWhistle) else ()


def blobs_of(event: Event) -> tuple[str, ...]:
    """The blobs that an event names: they are kept for as long as the journal."""
    if isinstance(event, CircleCalled):
        return (event.clip,) if event.clip else ()
    return event.attachments if isinstance(event, RecipientAdvanced | WhistleBlown) else ()


def named_blobs(world: World) -> set[str]:
    """The blobs that the world names; the journal may name more, which were kept when they were named."""
    named = {id_ for order in world.orders.values() for one in order.recipients.values() for id_ in one.attachments}
    named |= {id_ for whistle in world.whistles.values() for id_ in whistle.attachments}
    return named | {call.clip for call in world.circle_calls.values() if call.clip}
