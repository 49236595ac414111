"""What a consultation resolves: a deed with an owner and a deadline, done by an order or as a task of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from cockpit.domain.orders import ID_LIMIT, TEXT_LIMIT
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World

Outcome = Literal["open", "done", "dropped"]
KEPT_DAYS = 14
"""Days for which the world keeps a resolution that was closed; an open one stays."""


class Resolution(msgspec.Struct, omit_defaults=True):
    """One thing that was resolved.

    Attributes:
        owner: id of the person, department or circle that sees to it.
        order: id of the order that it became, empty for a task.
        outcome: ``open`` until somebody says how it ended; ``note`` says it in words.
    """

    id: str
    day: date
    text: str
    owner: str
    due_at: datetime
    by: str
    at: datetime
    order: str = ""
    outcome: Outcome = "open"
    note: str = ""
    closed_by: str = ""
    closed_at: datetime | None = None


class Resolve(msgspec.Struct, frozen=True, tag="resolve", omit_defaults=True):
    """Writes down what was resolved; its id is made by the sender. ``order`` is an order that carries it out."""

    resolution: str
    day: date
    text: str
    owner: str
    due_at: datetime
    order: str = ""


class CloseResolution(msgspec.Struct, frozen=True, tag="close_resolution"):
    """Says how it ended."""

    resolution: str
    outcome: Literal["done", "dropped"]
    note: str


class Resolved(msgspec.Struct, frozen=True, tag="resolved", omit_defaults=True):
    """Something was resolved."""

    resolution: str
    day: date
    text: str
    owner: str
    due_at: datetime
    order: str = ""


class ResolutionClosed(msgspec.Struct, frozen=True, tag="resolution_closed"):
    """It is done, or was dropped for a reason."""

    resolution: str
    outcome: Literal["done", "dropped"]
    note: str


ResolutionCommand = Resolve | CloseResolution
ResolutionEvent = Resolved | ResolutionClosed


def owner_name(world: World, owner: str) -> str:
    """An owner by name: a person, a department or a circle; the id where the town has none of them."""
    found = world.people.get(owner) or world.departments.get(owner) or world.circles.by_id.get(owner)
    return owner if found is None else found.name


def decide_resolution(
    world: World, command: ResolutionCommand, actor: Actor, now: datetime
) -> Iterator[ResolutionEvent]:
    """Commanders and operators write; those, and the owner, say how it ended. Twice is once.

    Raises:
        Refused: not somebody who may, or something is missing.
    """
    person = world.people.get(actor.id) if actor.kind == "person" else None
    known = world.resolutions.get(command.resolution)
    owns = known is not None and known.owner == actor.id
    if person is None or not (person.role in ("commander", "operator") or owns):
        raise Refused("resolution.who", "只有指挥长、坐席员和责任人可以处理议定事项", "指挥长、坐席员")
    if isinstance(command, CloseResolution):
        if known is None:
            raise Refused("resolution.unknown", "没有这一议定事项，或已过保留期")
        if known.outcome == "open":
            yield ResolutionClosed(known.id, command.outcome, _words(command.note, "办理结果"))
        return
    if known is not None:
        if known.by != actor.id or known.text != command.text.strip():
            raise Refused("resolution.id", "该议定事项编号已被使用")
        return
    if not 0 < len(command.resolution) <= ID_LIMIT:
        raise Refused("resolution.id", f"议定事项编号须为 1 至 {ID_LIMIT} 个字符")
    if not any(command.owner in known_as for known_as in (world.people, world.departments, world.circles.by_id)):
        raise Refused("resolution.owner", "责任人须是中心人员、部门或圈")
    if command.due_at.tzinfo is None or command.due_at <= now:
        raise Refused("resolution.due", "时限须在将来")
    if command.order and command.order not in world.orders:
        raise Refused("resolution.order", "没有这道指令")
    text = _words(command.text, "议定事项")
    yield Resolved(command.resolution, command.day, text, command.owner, command.due_at, command.order)


def _words(text: str, what: str) -> str:
    if not 0 < len(text.strip()) <= TEXT_LIMIT:
        raise Refused("resolution.text", f"{what}须写明，最多 {TEXT_LIMIT} 字")
    return text.strip()


def apply_resolution(world: World, event: ResolutionEvent, by: str, at: datetime) -> None:
    """An open one stays in the world; a closed one for ``KEPT_DAYS``."""
    world.changes.consultation = True
    if isinstance(event, Resolved):
        world.resolutions[event.resolution] = Resolution(
            event.resolution, event.day, event.text, event.owner, event.due_at, by, at, event.order
        )
    elif (one := world.resolutions.get(event.resolution)) is not None:
        one.outcome, one.note, one.closed_by, one.closed_at = event.outcome, event.note, by, at
    before = at - timedelta(days=KEPT_DAYS)
    for old in [one for one in world.resolutions.values() if one.closed_at is not None and one.closed_at < before]:
        del world.resolutions[old.id]
