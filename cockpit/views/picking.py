"""The people an order would go to, one by one, so that one can be taken out."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.domain.live import ContactState, reachable
from cockpit.domain.units import Shape
from cockpit.domain.world import World
from cockpit.views.columns import Column
from cockpit.views.composer import Preview
from cockpit.views.durations import contact_text
from cockpit.views.incidents import circle_words
from cockpit.views.situation import Situation
from cockpit.views.target_words import department_name
from cockpit.views.words import Language


@dataclass(frozen=True)
class PickRow:
    """One unit that the target means; ``out`` when it was taken out by hand."""

    id: str
    name: str
    department: str
    shape: Shape
    circle: str
    contact: ContactState
    silence_s: float | None
    out: bool


def pick_rows(situation: Situation, seen: Preview) -> list[PickRow]:
    """Who is meant: out of contact first, then those who would get it, then those who were taken out."""
    world, live, now_s = situation.world, situation.live, situation.now.timestamp()
    rows: list[PickRow] = []
    for out, ids in ((False, seen.recipients), (True, seen.taken_out)):
        for id_ in ids:
            unit = world.units[id_]
            department = world.departments.get(unit.department)
            rows.append(
                PickRow(
                    id=id_,
                    name=unit.name,
                    department=unit.department,
                    shape=department.shape if department else "circle",
                    circle=circle_words(world, unit.circle),
                    contact=live.contact(id_, now_s, world.settings.contact),
                    silence_s=live.silence_s(id_, now_s),
                    out=out,
                )
            )
    rows.sort(key=lambda row: (row.out, reachable(row.contact)))
    return rows


def pick_columns(language: Language, taken_out: str) -> tuple[Column[PickRow], ...]:
    """The columns of the list; ``taken_out`` is the word for who was taken out."""

    def contact(row: PickRow) -> str:
        return taken_out if row.out else contact_text(row.contact, row.silence_s, language, narrow=True)

    return (
        Column(
            "name",
            lambda row: row.name,
            lambda row: row.name,
            lambda row: "third" if row.out else "text",
            lambda row: (row.shape, "line" if row.out else row.department),
            width=12,
        ),
        Column("circle", lambda row: row.circle, lambda row: row.circle, lambda _row: "third", stretch=True),
        Column(
            "contact",
            contact,
            lambda row: row.contact,
            lambda row: "third" if row.out or reachable(row.contact) else "yellow",
            width=13 if language == "zh" else 20,
        ),
    )


def unit_choices(world: World, language: Language) -> dict[str, str]:
    """Every unit in words that can be typed, ``陶维洁 · 应急管理 · 一区 双桥01网格``, to its id."""
    choices: dict[str, str] = {}
    for unit in world.units.values():
        department, circle = department_name(world, unit.department, language), circle_words(world, unit.circle)
        choices[f"{unit.name} · {department} · {circle}"] = unit.id
    return choices
