"""Changing an order that is under way: a new version, which everybody who is not done must acknowledge anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.order_rules import check_wording, known_order, on_duty, require_hold
from cockpit.domain.orders import Deadlines, Earlier, Order, Recipient, Version, Wording
from cockpit.domain.places import LonLat
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World

VERSIONS_LIMIT = 50
"""Versions that one order may have: what is changed more often should be recalled and said anew."""


class ChangeOrder(msgspec.Struct, frozen=True, tag="change_order", omit_defaults=True):
    """Makes the next version of an order: what stands here is all that it says from then on.

    ``version`` is the one that it was made from, so that nobody overwrites what they have not seen.
    """

    order: str
    version: int
    text: str
    priority: int
    deadlines: Deadlines
    place: LonLat | None = None

    @property
    def wording(self) -> Wording:
        """What the new version says."""
        return Wording(self.text, self.priority, self.deadlines, self.place)


class OrderChanged(msgspec.Struct, frozen=True, tag="order_changed"):
    """An order has a new version; ``units`` are the recipients that must acknowledge anew, whose clocks start now."""

    order: str
    version: int
    wording: Wording
    units: tuple[str, ...]


def decide_change(world: World, command: ChangeOrder, actor: Actor, now: datetime) -> Iterator[OrderChanged]:
    """Whoever may recall an order may change it. The same change sent again changes nothing.

    Raises:
        Refused: no authority, an order that is over, a version that is not in force any more, or nothing changed.
    """
    order = known_order(world, command.order)
    if not order.under_way:
        raise Refused("order.not_under_way", "只有在途的指令可以更改")
    require_hold(world, order, actor, now)
    if (order.version, order.wording, order.changed_by) == (command.version + 1, command.wording, actor.id):
        return
    check_version(world, order, command.version, now)
    check_wording(command.wording)
    if command.wording == order.wording:
        raise Refused("order.same", "没有改动：内容、优先级、时限、位置都与现行版本相同")
    if order.version >= VERSIONS_LIMIT:
        raise Refused("order.versions", f"一条指令最多 {VERSIONS_LIMIT} 版：请撤回后重新下达")
    yield OrderChanged(order.id, order.version + 1, command.wording, order.open_units)


def check_version(world: World, order: Order, version: int, now: datetime) -> None:
    """Passes when a version is the one in force.

    Raises:
        Refused: it was changed since, with by whom.
    """
    if version == order.version:
        return
    person = world.people.get(order.changed_by)
    who = person.name if person is not None else on_duty(world, now)
    raise Refused("order.changed", f"指令已改为第 {order.version} 版：请看过新的内容再处理", who)


def apply_changed(world: World, event: OrderChanged, by: str, at: datetime) -> None:
    """The new version is in force; what its recipients did with the one before stays to be seen."""
    order = world.orders.get(event.order)
    if order is None:
        return
    made_by, made_at = order.changed_by or order.issued_by, order.changed_at or order.issued_at or order.drafted_at
    order.earlier = (*order.earlier, Version(order.version, order.wording, made_by, made_at))
    order.version, order.changed_by, order.changed_at = event.version, by, at
    new = event.wording
    order.text, order.priority, order.deadlines, order.place = new.text, new.priority, new.deadlines, new.place
    for unit in event.units:
        if unit in order.recipients:
            order.recipients[unit] = _anew(order.recipients[unit], event.version, at)
    world.changes.orders.add(order.id)


def _anew(recipient: Recipient, version: int, at: datetime) -> Recipient:
    before = Earlier(
        recipient.version,
        recipient.state,
        recipient.times,
        recipient.reason,
        recipient.note,
        recipient.answered_by,
    )
    return Recipient(times={"issued": at}, version=version, earlier=(*recipient.earlier, before))
