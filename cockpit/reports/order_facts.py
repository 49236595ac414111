"""How a day's orders were answered, counted from the journal's own entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from cockpit.domain.events import Entry
from cockpit.domain.ladder import DeadlineMissed, name_of
from cockpit.domain.orders import DraftConfirmed, DraftOrder, OrderDrafted, OrderIssued, RecipientAdvanced
from cockpit.domain.relief import RecipientReassigned, RecipientsAdded
from cockpit.domain.world import World
from cockpit.reports.day import DayOrder, Kept

ANSWERED = frozenset(("acknowledged", "en_route", "on_scene", "completed"))


@dataclass
class _Told:
    at: datetime
    by: str
    text: str
    units: set[str]
    acknowledged_s: dict[str, float] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)


class OrderFacts:
    """Counts entries up to an instant: orders issued from ``start`` to ``end``, and what came of them since."""

    def __init__(self, start: datetime, end: datetime, drafts: Mapping[str, DraftOrder]) -> None:
        self._start, self._end = start, end
        self._drafts = dict(drafts)
        self._told: dict[str, _Told] = {}

    def count(self, entries: Iterable[Entry]) -> None:
        """Takes entries in, in their order."""
        for entry in entries:
            self._count(entry)

    def _count(self, entry: Entry) -> None:
        match entry.event:
            case OrderDrafted(written):
                self._drafts[written.order] = written
            case OrderIssued(issue):
                self._begin(entry, issue.order, issue.text, issue.recipients)
            case DraftConfirmed(order) if (draft := self._drafts.get(order)) is not None:
                self._begin(entry, order, draft.text, draft.recipients)
            case RecipientsAdded(order, units) if order in self._told:
                self._told[order].units.update(units)
            case RecipientReassigned(order, unit, to) if order in self._told:
                self._told[order].units.discard(unit)
                self._told[order].units.add(to)
            case RecipientAdvanced(order, unit, state) if order in self._told:
                told = self._told[order]
                if state in ANSWERED:
                    told.acknowledged_s.setdefault(unit, (entry.at - told.at).total_seconds())
                if state in ("completed", "declined"):
                    told.ended[unit] = state
            case DeadlineMissed(order, unit) if order in self._told:
                self._told[order].missed.add(unit)

    def _begin(self, entry: Entry, order: str, text: str, units: Iterable[str]) -> None:
        if self._start <= entry.at < self._end:
            self._told[order] = _Told(entry.at, entry.by, " ".join(text.split()), set(units))

    def orders(self, world: World) -> tuple[DayOrder, ...]:
        """The day's orders, the earliest first."""
        return tuple(
            DayOrder(
                told.at,
                name_of(world, told.by),
                told.text,
                len(told.units),
                len(told.acknowledged_s.keys() & told.units),
                sum(told.ended.get(unit) == "completed" for unit in told.units),
                sum(told.ended.get(unit) == "declined" for unit in told.units),
                len(told.missed & told.units),
                median(told.acknowledged_s.values()) if told.acknowledged_s else None,
            )
            for told in self._told.values()
        )

    def kept(self, world: World) -> tuple[tuple[Kept, ...], tuple[Kept, ...]]:
        """The ladder by zone and by department, the worst first."""
        asked: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        missed: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        for told in self._told.values():
            for unit_id in told.units:
                for at, place in enumerate((_zone_of(world, unit_id), _department_of(world, unit_id))):
                    asked[at][place] += 1
                    missed[at][place] += unit_id in told.missed
        circles, departments = (
            tuple(
                sorted(
                    (Kept(place, count, missed[at][place]) for place, count in asked[at].items()),
                    key=lambda one: (one.share, one.name),
                )
            )
            for at in (0, 1)
        )
        return circles, departments


def _zone_of(world: World, unit_id: str) -> str:
    unit = world.units.get(unit_id)
    circle = world.circles.by_id.get(unit.circle) if unit is not None else None
    while circle is not None and circle.tier not in ("zone", "core"):
        circle = world.circles.by_id.get(circle.parent or "")
    return circle.name if circle is not None else unit_id


def _department_of(world: World, unit_id: str) -> str:
    unit = world.units.get(unit_id)
    department = world.departments.get(unit.department) if unit is not None else None
    return department.name if department is not None else unit_id
