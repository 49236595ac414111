"""Who could take a part over or be sent besides, as the person who is signed in sees it; and in words."""

from __future__ import annotations

from cockpit.domain import nearest as rules
from cockpit.domain.nearest import Near
from cockpit.domain.orders import Order
from cockpit.domain.people import Actor
from cockpit.domain.places import LonLat
from cockpit.domain.world import World
from cockpit.views.durations import contact_text
from cockpit.views.situation import Situation
from cockpit.views.target_words import department_name
from cockpit.views.words import Language, word


def nearest(situation: Situation, order: Order, unit: str, count: int) -> list[Near]:
    """The units that the person who is signed in may send instead of ``unit``, at most ``count``."""
    if situation.me is None:
        return []
    actor = Actor("person", situation.me.id)
    return rules.nearest_units(situation.world, situation.live, order, unit, actor, situation.now, count)


def in_charge(situation: Situation, unit: str) -> bool:
    """Whether the person who is signed in may give the unit something to do, by the hub's own rule."""
    if situation.me is None:
        return False
    return rules.sends(situation.world, Actor("person", situation.me.id), unit, situation.now)


def place_of(situation: Situation, unit: str) -> LonLat | None:
    """Where a unit was last, or the middle of its circle; None for a unit that the town does not know."""
    return rules.place_of(situation.world, situation.live, unit)


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
