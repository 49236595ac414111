"""An order as the terminal of one recipient is sent it."""

from __future__ import annotations

from datetime import datetime

from cockpit.domain.orders import Order, Recipient, RecipientState
from cockpit.domain.world import World
from cockpit.hub.team import by_department
from cockpit.wire.order_messages import Assignment, IncidentBrief


def name_of_person(world: World, person: str) -> str:
    """A person's name; the id of one whom the town no longer has."""
    known = world.people.get(person)
    return known.name if known is not None else person


def assignment(
    world: World, order: Order, version: int, began_at: datetime, state: RecipientState, held_by: str
) -> Assignment:
    """A version of an order as the terminal of a recipient is sent it.

    Not simply the one in force: the world may know of a later one that is not durable yet.

    Args:
        began_at: since when the recipient's clocks run.
        state: how far the recipient is with this version.
        held_by: the name of who is responsible for it, empty for the issuer.
    """
    wording = order.wording_of(version) or order.wording
    made = next((one.by for one in order.earlier if one.version == version), order.changed_by or order.issued_by)
    return Assignment(
        order=order.id,
        text=wording.text,
        priority=wording.priority,
        issued_at=began_at.timestamp(),
        issued_by=name_of_person(world, made),
        deadlines=wording.deadlines,
        recipients=len(order.recipients),
        state=state,
        place=wording.place,
        version=version,
        previous=order.wording_of(version - 1),
        incident=_brief(world, order.incident),
        by_department=by_department(world, order),
        plan=world.plans[order.plan].name if order.plan in world.plans else "",
        held_by=held_by,
    )


def _brief(world: World, incident_id: str) -> IncidentBrief | None:
    incident = world.incidents.get(incident_id)
    if incident is None:
        return None
    kind = world.kinds.get(incident.kind)
    name = kind.name if kind is not None else incident.kind
    return IncidentBrief(incident.id, incident.kind, name, incident.text, incident.address, incident.place)


def task(world: World, order: Order, recipient: Recipient) -> Assignment:
    """An order as the worklist of a recipient has it."""
    began_at = recipient.times.get("issued") or order.issued_at or order.drafted_at
    held_by = name_of_person(world, order.held_by)
    return assignment(world, order, recipient.version, began_at, recipient.state, held_by)
