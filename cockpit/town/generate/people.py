"""The people at the centre, the units in the field, and who is chief of which circle."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np

from cockpit.domain.circles import Circle
from cockpit.domain.people import Person
from cockpit.domain.units import Department, Unit
from cockpit.town.generate.names import people_names
from cockpit.town.generate.plane import stream

DEPARTMENTS = (
    Department("police", "公安", "Police", "diamond"),
    Department("traffic_police", "交警", "Traffic police", "triangle"),
    Department("enforcement", "行政执法", "Enforcement", "square"),
    Department("emergency", "应急管理", "Emergency", "pentagon"),
    Department("market", "市场监管", "Market supervision", "hexagon"),
    Department("civil", "民政", "Civil affairs", "cross"),
    Department("grid", "网格", "Grid", "circle"),
)

COMMANDERS = (
    ("shen", "沈宁远", "emergency"),
    ("zhou", "周承岳", "police"),
    ("lu", "陆景川", "traffic_police"),
    ("fang", "方若溪", "market"),
    ("xu", "许敬亭", "civil"),
    ("he", "何书衡", "police"),
    ("tang", "唐晓岚", "emergency"),
    ("gu", "顾清和", "enforcement"),
)

SQUAD_MIXES = (
    ("police",) * 3 + ("traffic_police",) + ("enforcement",) * 2 + ("emergency",) * 4,
    ("police",) * 3 + ("traffic_police",) + ("enforcement",) * 2 + ("emergency",) * 4,
    ("police",) * 2 + ("traffic_police",) * 2 + ("enforcement",) * 2 + ("emergency",) * 4,
)
"""Officers of every first, second and third squad: over 30 squads 80, 40, 60 and 120."""

WORKERS = 288


@dataclass
class Staff:
    """Who there is; ``circles`` are the town's circles with their chiefs filled in."""

    people: list[Person]
    units: list[Unit]
    circles: list[Circle]


def make_staff(circles: list[Circle], grid_weights: dict[str, float], seed: int) -> Staff:
    """8 commanders, 10 operators, 6 zone chiefs, 2 viewers; 300 officers, 125 grid leaders, 288 grid workers.

    Args:
        grid_weights: how much there is to do in each grid; the busiest get a third worker.
    """
    rng = stream(seed, "people")
    people = _people([circle.id for circle in circles if circle.tier == "zone"], rng)
    units = _units(circles, grid_weights, rng, {person.name for person in people})
    return Staff(people, units, _with_chiefs(circles, people, units))


def _people(zones: list[str], rng: np.random.Generator) -> list[Person]:
    people = [
        Person(f"p{number:02d}", login, name, "commander", department)
        for number, (login, name, department) in enumerate(COMMANDERS, 1)
    ]
    names = people_names(10 + len(zones) + 2, rng, {person.name for person in people})
    desks = ("police", "traffic_police", "enforcement", "emergency", "grid")
    for number in range(1, 11):
        id_ = f"p{len(people) + 1:02d}"
        people.append(Person(id_, f"op{number:02d}", names[number - 1], "operator", desks[(number - 1) % 5]))
    for number, zone in enumerate(zones, 1):
        id_ = f"p{len(people) + 1:02d}"
        people.append(Person(id_, f"zone{number}", names[9 + number], "zone_chief", "", zone))
    for number in (1, 2):
        id_ = f"p{len(people) + 1:02d}"
        people.append(Person(id_, f"view{number}", names[9 + len(zones) + number], "viewer"))
    return people


def _units(circles: list[Circle], weights: dict[str, float], rng: np.random.Generator, taken: set[str]) -> list[Unit]:
    grids = [circle.id for circle in circles if circle.tier == "grid"]
    busiest = sorted(grids, key=lambda grid: (-weights.get(grid, 0.0), grid))
    third = set(busiest[: WORKERS - 2 * len(grids)])
    posts: list[tuple[str, str, str]] = []
    for number, squad in enumerate(circle.id for circle in circles if circle.tier == "squad"):
        posts += [(department, squad, "officer") for department in SQUAD_MIXES[number % 3]]
    posts += [("grid", grid, "grid_leader") for grid in grids]
    for grid in grids:
        posts += [("grid", grid, "grid_worker")] * (3 if grid in third else 2)
    names = people_names(len(posts), rng, taken)
    return [
        Unit(f"u{number:03d}", name, department, circle, role)  # type: ignore[arg-type]
        for number, (name, (department, circle, role)) in enumerate(zip(names, posts, strict=True), 1)
    ]


def _with_chiefs(circles: list[Circle], people: list[Person], units: list[Unit]) -> list[Circle]:
    """Core: the first commander; zone: its chief; station, squad: officers; grid: its leader."""
    chiefs: dict[str, str] = {"core": people[0].id}
    chiefs |= {person.zone: person.id for person in people if person.zone}
    for unit in units:
        if unit.role == "grid_leader":
            chiefs[unit.circle] = unit.id
        elif unit.role == "officer":
            chiefs.setdefault(unit.circle, unit.id)
    for squad in (circle for circle in circles if circle.tier == "squad"):
        emergency = [unit.id for unit in units if unit.circle == squad.id and unit.department == "emergency"]
        if squad.parent is not None:
            chiefs.setdefault(squad.parent, emergency[0])
    return [msgspec.structs.replace(circle, chief=chiefs[circle.id]) for circle in circles]
