"""Who could take a part over or be sent besides: the free units of the same department first, the nearest first."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.domain.live import ContactState, reachable
from cockpit.domain.orders import FINAL, Order
from cockpit.domain.people import Actor
from cockpit.domain.places import LonLat, distance_m
from cockpit.domain.relief import require_charge
from cockpit.domain.world import World
from cockpit.errors import Refused
from cockpit.views.durations import contact_text
from cockpit.views.situation import Situation
from cockpit.views.target_words import department_name
from cockpit.views.words import Language, word


@dataclass(frozen=True)
class Near:
    """A unit that could be sent.

    Attributes:
        same: whether it is of the department of the unit that is to be relieved.
        distance_m: metres from where it would have to go, None when nobody knows where it is.
        busy: whether it is on another order.
    """

    id: str
    name: str
    department: str
    same: bool
    distance_m: float | None
    contact: ContactState
    silence_s: float | None
    busy: bool

    @property
    def reachable(self) -> bool:
        """Whether an order sent now would reach it now."""
        return reachable(self.contact)


def nearest(situation: Situation, order: Order, unit: str, count: int) -> list[Near]:
    """The units that the person who is signed in may send instead of ``unit``, at most ``count``.

    Who is out of contact comes last, and before them who is on another order; of the rest the department of ``unit``
    comes first, and within it the nearest: to the order's place, or to where ``unit`` is when the order has none.
    """
    world = situation.world
    known = world.units.get(unit)
    goal = order.place or place_of(situation, unit)
    department = known.department if known is not None else ""
    found = [
        _near(situation, id_, department, goal)
        for id_ in world.units
        if id_ not in order.recipients and in_charge(situation, id_)
    ]
    found.sort(key=_rank)
    return found[:count]


def in_charge(situation: Situation, unit: str) -> bool:
    """Whether the person who is signed in may give the unit something to do, by the hub's own rule."""
    if situation.me is None:
        return False
    try:
        require_charge(situation.world, Actor("person", situation.me.id), unit, situation.now)
    except Refused:
        return False
    return True


def place_of(situation: Situation, unit: str) -> LonLat | None:
    """Where a unit was last, or the middle of its circle; None for a unit that the town does not know."""
    fix = situation.live.fixes.get(unit)
    if fix is not None:
        return fix.place
    known = situation.world.units.get(unit)
    circle = situation.world.circles.by_id.get(known.circle) if known is not None else None
    return circle.centre if circle is not None else None


def busy(world: World, unit: str) -> bool:
    """Whether a unit has an order that it has neither completed nor declined."""
    orders = (world.orders.get(id_) for id_ in world.orders_of_unit.get(unit, ()))
    return any(order.recipients[unit].state not in FINAL for order in orders if order is not None)


def near_words(world: World, near: Near, language: Language) -> str:
    """One line: ``赵力 · 公安 · 320 米 · 3 秒前``, and that it is on another order."""
    parts = [near.name, department_name(world, near.department, language), distance_words(near.distance_m, language)]
    parts.append(contact_text(near.contact, near.silence_s, language))
    if near.busy:
        parts.append("另有指令" if language == "zh" else "on another order")
    return " · ".join(parts)


def short_words(near: Near, language: Language) -> str:
    """A name among others: ``赵力 320 米``, and that it is out of contact."""
    words = f"{near.name} {distance_words(near.distance_m, language)}"
    return words if near.reachable else f"{words} {word(near.contact, language)}"


def distance_words(metres: float | None, language: Language) -> str:
    """A distance as one says it: ``320 米``, ``1.4 公里``."""
    zh = language == "zh"
    if metres is None:
        return "位置不明" if zh else "position unknown"
    if metres < 995:
        return f"{round(metres / 10) * 10} {'米' if zh else 'm'}"
    return f"{metres / 1000:.1f} {'公里' if zh else 'km'}"


def _rank(near: Near) -> tuple[bool, bool, bool, float]:
    distance = float("inf") if near.distance_m is None else near.distance_m
    return (not near.reachable, near.busy, not near.same, distance)


def _near(situation: Situation, id_: str, department: str, goal: LonLat | None) -> Near:
    world, live, now_s = situation.world, situation.live, situation.now.timestamp()
    unit, fix = world.units[id_], live.fixes.get(id_)
    return Near(
        id=id_,
        name=unit.name,
        department=unit.department,
        same=unit.department == department,
        distance_m=None if fix is None or goal is None else distance_m(fix.place, goal),
        contact=live.contact(id_, now_s, world.settings.contact),
        silence_s=live.silence_s(id_, now_s),
        busy=busy(world, id_),
    )
