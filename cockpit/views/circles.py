"""The five circles as a pagoda: a row a tier, and the state of every circle in its cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cockpit.domain.circles import TIERS, Circle, Tier
from cockpit.domain.indices import DOMAINS, Band, Domain
from cockpit.domain.live import lost
from cockpit.domain.orders import Target
from cockpit.domain.world import World
from cockpit.views.situation import Situation


@dataclass(frozen=True)
class CircleCell:
    """The state of one circle and all below it.

    Attributes:
        short: what fits a small cell: the number or first character of its name.
        parent: id of the circle above, empty for the core.
        chief: name of its chief, empty when the town names none.
        units: how many terminals it has, those of the circles below included.
        out: how many of them are out of contact or were never heard.
        unanswered: recipients of orders under way that have not acknowledged yet.
        value: the index of the chosen domain, or the worst of the six; None while unknown.
        domain: which domain that is.
    """

    id: str
    tier: Tier
    name: str
    short: str
    parent: str
    chief: str
    units: int
    out: int
    unanswered: int
    value: float | None
    band: Band | None
    domain: Domain | None

    @property
    def in_contact(self) -> int:
        """Terminals that can be reached."""
        return self.units - self.out


@dataclass(frozen=True)
class Pagoda:
    """The tiers from the top, and each circle's place: ``rows[tier][column]``."""

    rows: tuple[tuple[CircleCell, ...], ...]

    @property
    def count(self) -> int:
        """How many circles there are."""
        return sum(len(row) for row in self.rows)

    def find(self, circle: str) -> tuple[int, int] | None:
        """Row and column of a circle, None when it is not there."""
        for number, row in enumerate(self.rows):
            for column, cell in enumerate(row):
                if cell.id == circle:
                    return number, column
        return None


def ordered(world: World) -> tuple[tuple[Circle, ...], ...]:
    """The circles of each tier, children in the order of their parents, so that families stand together."""
    tree = world.circles
    rows: dict[Tier, list[Circle]] = {tier: [] for tier in TIERS}
    seen: set[str] = set()
    if tree.root is not None:
        for id_ in tree.below(tree.root):
            rows[tree.by_id[id_].tier].append(tree.by_id[id_])
            seen.add(id_)
    for circle in tree.by_id.values():
        if circle.id not in seen:
            rows[circle.tier].append(circle)
    return tuple(tuple(rows[tier]) for tier in TIERS)


def pagoda(situation: Situation, domain: Domain | None = None) -> Pagoda:
    """The state of every circle by one domain, or by the worst of the six when it is None."""
    world = situation.world
    units, out = _contacts(situation)
    unanswered = _unanswered(world)
    rows = []
    for circles in ordered(world):
        row = []
        for number, circle in enumerate(circles, 1):
            value, of = _value(situation, circle.id, domain)
            row.append(
                CircleCell(
                    id=circle.id,
                    tier=circle.tier,
                    name=circle.name,
                    short=_short(circle, number),
                    parent=circle.parent or "",
                    chief=_chief(world, circle),
                    units=units[circle.id],
                    out=out[circle.id],
                    unanswered=unanswered[circle.id],
                    value=value,
                    band=None if value is None else world.method.band(value),
                    domain=of,
                )
            )
        rows.append(tuple(row))
    return Pagoda(tuple(rows))


def lit(world: World, target: Target) -> tuple[frozenset[str], frozenset[str]]:
    """The circles that are picked with all below them, and those on the way from them up to the core.

    A picked unit counts by the circle that it belongs to.
    """
    tree = world.circles
    roots = [id_ for id_ in target.circles if id_ in tree.by_id]
    inside = {below for id_ in roots for below in tree.below(id_)}
    homes = [world.units[id_].circle for id_ in target.units if id_ in world.units]
    way = {above for id_ in (*roots, *homes) for above in tree.path(id_)}
    return frozenset(inside), frozenset(way)


def neighbour(rows: Pagoda, world: World, circle: str, key: str) -> str:
    """The circle that an arrow key leads to: ``up`` the parent, ``down`` the first child, else along the row."""
    place = rows.find(circle)
    tree = world.circles
    if place is None:
        return tree.root or ""
    row, column = place
    if key == "up":
        parent = tree.by_id[circle].parent
        return parent if parent in tree.by_id else circle
    if key == "down":
        below = tree.children[circle]
        return below[0] if below else circle
    step = -1 if key == "left" else 1
    return rows.rows[row][max(0, min(len(rows.rows[row]) - 1, column + step))].id


def _contacts(situation: Situation) -> tuple[Counter[str], Counter[str]]:
    """Terminals, and those out of contact, of each circle with all below it."""
    world, live = situation.world, situation.live
    now, limits = situation.now.timestamp(), world.settings.contact
    units: Counter[str] = Counter()
    out: Counter[str] = Counter()
    for unit in world.units.values():
        units[unit.circle] += 1
        if lost(live.contact(unit.id, now, limits)):
            out[unit.circle] += 1
    return _summed(world, units), _summed(world, out)


def _unanswered(world: World) -> Counter[str]:
    waiting: Counter[str] = Counter()
    for order in world.orders.values():
        if not order.under_way:
            continue
        for unit_id, recipient in order.recipients.items():
            if recipient.state in ("issued", "delivered") and unit_id in world.units:
                waiting[world.units[unit_id].circle] += 1
    return _summed(world, waiting)


def _summed(world: World, own: Counter[str]) -> Counter[str]:
    """Adds each circle's figure to all above it."""
    total: Counter[str] = Counter()
    for circle, figure in own.items():
        for above in world.circles.path(circle):
            total[above] += figure
    return total


def _value(situation: Situation, circle: str, domain: Domain | None) -> tuple[float | None, Domain | None]:
    figures = situation.figures
    if figures is None:
        return None, domain
    if circle == situation.world.circles.root:
        values = {one.index.domain: one.index.value for one in figures.town}
    else:
        values = dict(zip(DOMAINS, figures.circles.get(circle, ()), strict=False))
    if domain is not None:
        return values.get(domain), domain
    lowest = min(values, key=lambda one: values[one], default=None)
    return (None if lowest is None else values[lowest]), lowest


def _chief(world: World, circle: Circle) -> str:
    if circle.chief is None:
        return ""
    person, unit = world.people.get(circle.chief), world.units.get(circle.chief)
    return person.name if person is not None else unit.name if unit is not None else circle.chief


def _short(circle: Circle, number: int) -> str:
    if circle.tier == "core":
        return circle.name
    if circle.tier == "zone":
        return circle.name[:1] if circle.name else str(number)
    return str(number)
