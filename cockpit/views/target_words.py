"""A target in words: the same line in the composer, in the tracker and on a draft."""

from __future__ import annotations

from cockpit.domain.orders import Target
from cockpit.domain.places import LonLat, box_of
from cockpit.domain.world import World
from cockpit.views.words import Language

NAMED = 3
"""How many circles or units are named before only their number is."""


def short_name(name: str) -> str:
    """A circle's name where room is short: what stands before a middle dot, ``四区`` of ``四区·古墩``."""
    return name.partition("·")[0].strip() or name


def place_words(world: World, target: Target, language: Language = "zh") -> str:
    """Where: ``四区``, ``四区、二区``, ``划定区域``, ``点选 3 人``; empty for a target without any of these."""
    zh = language == "zh"
    parts: list[str] = []
    circles = [
        short_name(world.circles.by_id[id_].name) if id_ in world.circles.by_id else id_ for id_ in target.circles
    ]
    if circles:
        join = "、" if zh else ", "
        more = len(circles) - NAMED
        suffix = "" if more <= 0 else (f" 等 {len(circles)} 圈" if zh else f" +{more}")
        parts.append(join.join(circles[:NAMED]) + suffix)
    if target.areas:
        count = len(target.areas)
        one, many = ("划定区域", f"划定区域 {count} 处") if zh else ("drawn area", f"{count} drawn areas")
        parts.append(one if count == 1 else many)
    if target.units:
        names = [world.units[id_].name if id_ in world.units else id_ for id_ in target.units]
        if len(names) <= NAMED:
            parts.append(("、" if zh else ", ").join(names))
        else:
            parts.append(f"点选 {len(names)} 人" if zh else f"{len(names)} picked units")
    return " + ".join(parts)


def department_words(world: World, target: Target, language: Language = "zh") -> str:
    """Which departments: ``公安 交警``; empty when the target narrows to none."""
    return (" " if language == "zh" else ", ").join(department_name(world, id_, language) for id_ in target.departments)


def target_words(world: World, target: Target, language: Language = "zh") -> str:
    """The whole target: ``四区 · 公安 交警``; departments alone mean the whole town, and it says so."""
    place, departments = place_words(world, target, language), department_words(world, target, language)
    if departments and not place:
        place = "全镇" if language == "zh" else "Whole town"
    return " · ".join(part for part in (place, departments) if part)


def department_name(world: World, department: str, language: Language) -> str:
    """A department's name in the language of the screen; its id where the town does not know it."""
    known = world.departments.get(department)
    if known is None:
        return department
    return known.name if language == "zh" else known.name_en


def area_centre(target: Target) -> LonLat | None:
    """The middle of the box around the drawn areas, degrees; None when nothing was drawn."""
    points = [point for ring in target.areas for point in ring]
    if not points:
        return None
    west, south, east, north = box_of(points)
    return ((west + east) / 2, (south + north) / 2)
