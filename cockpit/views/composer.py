"""An order being made: who exactly would get it, what pressing the button would do, and the command that follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from cockpit.domain.orders import PROGRESS, TEXT_LIMIT, Deadlines, DraftOrder, IssueOrder, Plan, Target
from cockpit.domain.places import LonLat, is_place
from cockpit.domain.targeting import recipients
from cockpit.domain.units import Shape
from cockpit.domain.world import World
from cockpit.views.authority import Forecast, forecast
from cockpit.views.durations import parse_clock
from cockpit.views.orders import silent_units
from cockpit.views.situation import Situation
from cockpit.views.target_words import area_centre, department_name
from cockpit.views.words import Language


class Composition(msgspec.Struct, frozen=True):
    """What the person has put together so far.

    ``taken_out`` are units that the target means and that shall not get the order; ``deadlines`` None means the
    town's own for the priority; ``incident`` is what the order is about, empty for none.
    """

    target: Target = Target()
    taken_out: frozenset[str] = frozenset()
    text: str = ""
    priority: int = 2
    deadlines: Deadlines | None = None
    plan: str = ""
    incident: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it worth keeping."""
        return self.target.empty and not self.text.strip() and not self.plan and self.deadlines is None


@dataclass(frozen=True)
class DepartmentCount:
    """How many of a department would get the order, and how many of them are out of contact."""

    department: str
    name: str
    shape: Shape
    count: int
    silent: int


@dataclass(frozen=True)
class Preview:
    """What the person sees before sending; ``recipients`` is exactly what will be sent.

    Attributes:
        recipients: unit ids in the order of the town's file.
        departments: the counts by department, in the town's order, departments without recipients left out.
        silent: those recipients that are out of contact or were never heard.
        taken_out: units that the target means and that were taken out.
        forecast: what the button would do.
        missing: what is still wanting: ``target``, ``text``, ``deadlines``; empty when it can be sent.
        place: where to go, degrees; None for nowhere in particular.
    """

    recipients: tuple[str, ...]
    departments: tuple[DepartmentCount, ...]
    silent: tuple[str, ...]
    taken_out: tuple[str, ...]
    forecast: Forecast
    missing: tuple[str, ...]
    place: LonLat | None

    @property
    def ready(self) -> bool:
        """Whether the button may be pressed."""
        return not self.missing and self.forecast.action != "none"


def preview(situation: Situation, composition: Composition, language: Language = "zh") -> Preview:
    """Who would get the order now, and what would become of it."""
    world = situation.world
    meant = recipients(world, situation.live, composition.target)
    kept = tuple(id_ for id_ in meant if id_ not in composition.taken_out)
    silent = silent_units(situation) & frozenset(kept)
    return Preview(
        recipients=kept,
        departments=_by_department(world, kept, silent, language),
        silent=tuple(id_ for id_ in kept if id_ in silent),
        taken_out=tuple(id_ for id_ in meant if id_ in composition.taken_out),
        forecast=forecast(world, situation.me, kept, situation.now, language),
        missing=_missing(composition, kept),
        place=place_of(world, composition),
    )


def command(composition: Composition, seen: Preview, order_id: str) -> IssueOrder | DraftOrder:
    """The command for what the person saw: its recipients are the preview's, whatever has moved since.

    Raises:
        ValueError: the preview said that nothing can be sent.
    """
    if not seen.ready:
        raise ValueError(f"not ready: {seen.missing or seen.forecast.rule}")
    make = IssueOrder if seen.forecast.action == "issue" else DraftOrder
    return make(
        order=order_id,
        text=composition.text.strip(),
        recipients=seen.recipients,
        target=composition.target,
        priority=composition.priority,
        deadlines=composition.deadlines,
        place=seen.place,
        incident=composition.incident,
        plan=composition.plan,
    )


def place_of(world: World, composition: Composition) -> LonLat | None:
    """Where to go: the incident's place, or the middle of the drawn area."""
    incident = world.incidents.get(composition.incident)
    place = incident.place if incident is not None else None
    if place is None:
        place = area_centre(composition.target)
    return place if place is not None and is_place(place) else None


def plans_for(world: World, incident_id: str) -> list[Plan]:
    """The plans for the open incident's kind; all plans where no incident is open or none is for its kind."""
    incident = world.incidents.get(incident_id)
    if incident is not None:
        fitting = [plan for plan in world.plans.values() if incident.kind in plan.kinds]
        if fitting:
            return fitting
    return list(world.plans.values())


def with_plan(composition: Composition, plan: Plan) -> Composition:
    """The composition with a plan's text, priority, deadlines, and its departments where none was picked."""
    target = composition.target
    if plan.departments and not target.departments:
        target = msgspec.structs.replace(target, departments=plan.departments)
    return msgspec.structs.replace(
        composition,
        target=target,
        text=plan.text,
        priority=plan.priority,
        deadlines=plan.deadlines,
        plan=plan.id,
    )


def deadlines_in_force(world: World, composition: Composition) -> Deadlines:
    """The deadlines that the order would get: the person's own, or the town's for the priority."""
    return composition.deadlines or world.settings.deadlines[composition.priority - 1]


def deadlines_from(texts: tuple[str, ...]) -> Deadlines:
    """Five spans as typed (``mm:ss``), in the order of the stages.

    Raises:
        ValueError: naming the first stage whose text is no span, e.g. ``en_route``.
    """
    seconds: list[float] = []
    for state, text in zip(PROGRESS[1:], texts, strict=True):
        try:
            seconds.append(parse_clock(text))
        except ValueError:
            raise ValueError(state) from None
    return Deadlines(*seconds)


def order_id(at: datetime, random_hex: str) -> str:
    """An id whose order is the order of time: ``o``, 12 hex digits of milliseconds, 20 random ones."""
    return f"o{int(at.timestamp() * 1000):012x}{random_hex[:20]}"


def _missing(composition: Composition, kept: tuple[str, ...]) -> tuple[str, ...]:
    missing: list[str] = []
    if not kept:
        missing.append("target")
    if not composition.text.strip() or len(composition.text) > TEXT_LIMIT:
        missing.append("text")
    if composition.deadlines is not None and composition.deadlines.faults():
        missing.append("deadlines")
    return tuple(missing)


def _by_department(
    world: World, kept: tuple[str, ...], silent: frozenset[str], language: Language
) -> tuple[DepartmentCount, ...]:
    counts: dict[str, list[int]] = {id_: [0, 0] for id_ in world.departments}
    for unit_id in kept:
        cell = counts.setdefault(world.units[unit_id].department, [0, 0])
        cell[0] += 1
        cell[1] += unit_id in silent
    found: list[DepartmentCount] = []
    for id_, (count, out) in counts.items():
        if count:
            known = world.departments.get(id_)
            shape: Shape = known.shape if known else "circle"
            found.append(DepartmentCount(id_, department_name(world, id_, language), shape, count, out))
    return tuple(found)
