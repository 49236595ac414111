"""Which photos and clips commands and events name."""

from __future__ import annotations

from cockpit.domain.orders import Receipt, RecipientAdvanced
from cockpit.domain.world import Command, Event, World


def blobs_in(command: Command) -> tuple[str, ...]:
    """The blobs that a command names: the hub must have them."""
    return command.attachments if isinstance(command, Receipt) else ()


def blobs_of(event: Event) -> tuple[str, ...]:
    """The blobs that an event names: they are kept for as long as the journal."""
    return event.attachments if isinstance(event, RecipientAdvanced) else ()


def named_blobs(world: World) -> set[str]:
    """The blobs that the world names; the journal may name more, which were kept when they were named."""
    return {id_ for order in world.orders.values() for one in order.recipients.values() for id_ in one.attachments}
