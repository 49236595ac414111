"""The forces as the map draws them: flat arrays, one element a unit, so that 713 of them cost next to nothing.

Neither Qt nor pydeck is known here: the same arrays feed the page of the web view and the plain drawn map.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cockpit.domain.live import Live
from cockpit.domain.orders import FINAL, RecipientState
from cockpit.domain.places import LonLat
from cockpit.domain.units import Shape
from cockpit.domain.world import World
from cockpit.views.situation import Situation

Tint = str
TINTS: tuple[Tint, ...] = (
    "free",
    "on_task",
    "aside",
    "issued",
    "delivered",
    "acknowledged",
    "en_route",
    "on_scene",
    "completed",
    "declined",
    "recalled",
)
"""What colours a unit. ``free`` is its department's hue; ``aside`` everyone whom the open order does not mean."""

AT_WORK: frozenset[RecipientState] = frozenset(("acknowledged", "en_route", "on_scene"))
SOLID, HOLLOW = 0, 1
FAINTEST = 96
"""Opacity of a position that is as old as a lost contact, 0 to 255: still seen, plainly not fresh."""

FAINTEST_HOLLOW = 215
"""A unit out of contact is told by its hollow mark; it must not be lost to the eye as well."""

ALPHA_STEPS = 8
"""Fading goes in steps, so that a map at rest is not redrawn for every second of age."""


@dataclass(frozen=True)
class Roster:
    """The units in the order of the arrays; ``department`` indexes ``departments``; ``size`` 0 officer, 1, 2 grid."""

    ids: tuple[str, ...]
    index: dict[str, int]
    departments: tuple[str, ...]
    shapes: tuple[Shape, ...]
    department: npt.NDArray[np.uint8]
    size: npt.NDArray[np.uint8]


def roster(world: World) -> Roster:
    """Everyone in the town's file, whether heard of or not."""
    departments = tuple(world.departments)
    number = {id_: place for place, id_ in enumerate(departments)}
    sizes = {"officer": 0, "grid_leader": 1, "grid_worker": 2}
    units = world.units.values()
    ids = tuple(world.units)
    return Roster(
        ids=ids,
        index={id_: place for place, id_ in enumerate(ids)},
        departments=departments,
        shapes=tuple(one.shape for one in world.departments.values()),
        department=np.fromiter((number.get(one.department, 0) for one in units), np.uint8, len(ids)),
        size=np.fromiter((sizes[one.role] for one in units), np.uint8, len(ids)),
    )


def offsets(people: Roster, live: Live, origin: LonLat) -> npt.NDArray[np.float32]:
    """Where everyone is: degrees east and north of the origin, shape (n, 2), NaN for one without a position.

    Single precision around the town's own middle is exact to a centimetre; around 120 degrees it would be to a metre.
    """
    get = live.fixes.get
    fixes = [get(id_) for id_ in people.ids]
    nowhere = float("nan")
    flat = [value for fix in fixes for value in ((nowhere, nowhere) if fix is None else (fix.lon, fix.lat))]
    places = np.array(flat, np.float64).reshape(-1, 2)
    places -= origin
    return places.astype(np.float32)


@dataclass(frozen=True)
class Looks:
    """How everyone is drawn: ``tint`` indexes ``TINTS``, ``alpha`` 0 to 255, ``style`` solid or hollow."""

    tint: npt.NDArray[np.uint8]
    alpha: npt.NDArray[np.uint8]
    style: npt.NDArray[np.uint8]

    def packed(self) -> bytes:
        """All three in a row, as the page reads them."""
        return self.tint.tobytes() + self.alpha.tobytes() + self.style.tobytes()


def looks(people: Roster, situation: Situation, order_id: str = "") -> Looks:
    """Colour by state, opacity by the position's age, hollow when out of contact.

    With an order open, its recipients show their states and everyone else steps aside.
    """
    world, live = situation.world, situation.live
    count = len(people.ids)
    limits = world.settings.contact
    now = situation.now.timestamp()
    heard = np.fromiter((live.heard.get(id_, -np.inf) for id_ in people.ids), np.float64, count)
    fixes = (live.fixes.get(id_) for id_ in people.ids)
    fixed = np.fromiter((-np.inf if fix is None else fix.at for fix in fixes), np.float64, count)
    style = np.where(now - heard >= limits.out_after_s, HOLLOW, SOLID).astype(np.uint8)
    span_s = max(limits.out_after_s - limits.late_after_s, 1.0)
    faded = np.clip((now - fixed - limits.late_after_s) / span_s, 0.0, 1.0)
    faded = np.round(faded * ALPHA_STEPS) / ALPHA_STEPS
    alpha = (255 - faded * (255 - FAINTEST)).astype(np.uint8)
    tint = tints(people, world, order_id)
    alpha[tint == TINTS.index("aside")] //= 2
    alpha[style == HOLLOW] = np.maximum(alpha[style == HOLLOW], FAINTEST_HOLLOW)
    return Looks(tint, alpha, style)


def tints(people: Roster, world: World, order_id: str = "") -> npt.NDArray[np.uint8]:
    """The state of everyone as an index into ``TINTS``."""
    order = world.orders.get(order_id)
    if order is not None:
        found = np.full(len(people.ids), TINTS.index("aside"), np.uint8)
        for id_, recipient in order.recipients.items():
            place = people.index.get(id_)
            if place is not None and recipient.state != "reassigned":
                found[place] = TINTS.index(recipient.state)
        return found
    found = np.zeros(len(people.ids), np.uint8)
    for id_, orders in world.orders_of_unit.items():
        place = people.index.get(id_)
        if place is not None and any(at_work(world, order, id_) for order in orders):
            found[place] = TINTS.index("on_task")
    return found


def at_work(world: World, order_id: str, unit_id: str) -> bool:
    """Whether a unit has taken an order on and not finished it."""
    order = world.orders.get(order_id)
    recipient = None if order is None else order.recipients.get(unit_id)
    return recipient is not None and recipient.state in AT_WORK


def busy_with(world: World, unit_id: str) -> tuple[str, RecipientState] | None:
    """The order that a unit is furthest into, and how far; None when it has nothing open."""
    best: tuple[str, RecipientState] | None = None
    for order_id in sorted(world.orders_of_unit.get(unit_id, ())):
        recipient = world.orders[order_id].recipients.get(unit_id)
        if recipient is None or recipient.state in FINAL:
            continue
        if best is None or TINTS.index(recipient.state) > TINTS.index(best[1]):
            best = (order_id, recipient.state)
    return best


@dataclass(frozen=True)
class Tally:
    """What the legend counts: units by department, those out of contact, those without a position."""

    departments: dict[str, int]
    out_of_contact: int
    nowhere: int
    tints: dict[Tint, int]


def tally(people: Roster, drawn: Looks, places: npt.NDArray[np.float32]) -> Tally:
    """Counts over the arrays as they are drawn."""
    by_department = np.bincount(people.department, minlength=len(people.departments))
    by_tint = np.bincount(drawn.tint, minlength=len(TINTS))
    lost = np.isnan(places[:, 0]) if len(places) else np.zeros(0, bool)
    return Tally(
        departments=dict(zip(people.departments, map(int, by_department), strict=False)),
        out_of_contact=int((drawn.style == HOLLOW).sum()),
        nowhere=int(lost.sum()),
        tints={tint: int(by_tint[number]) for number, tint in enumerate(TINTS) if by_tint[number]},
    )


def indexes(people: Roster, ids: Iterable[str]) -> tuple[int, ...]:
    """Where units stand in the arrays; one that the town does not know is left out."""
    return tuple(people.index[id_] for id_ in ids if id_ in people.index)
