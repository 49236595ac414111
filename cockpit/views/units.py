"""Units as the table shows them: who they are, when they were last heard, what they are on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cockpit.domain.live import ContactState
from cockpit.domain.orders import FINAL
from cockpit.domain.units import Shape, Unit
from cockpit.domain.world import World
from cockpit.views.arranged import Arranged
from cockpit.views.climb import answer_words
from cockpit.views.columns import Column, Mark, Tone
from cockpit.views.durations import contact_text
from cockpit.views.incidents import circle_words
from cockpit.views.orders import title_of
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.target_words import department_name
from cockpit.views.words import Language, word

CONTACT_RANK: dict[ContactState, int] = {
    "out_of_contact": 0,
    "never_heard": 1,
    "late": 2,
    "in_contact": 3,
    "off_duty": 4,
}
"""The worst contact first."""


@dataclass
class UnitRow:
    """One unit; ``heard_at`` in seconds since 1970 UTC, None when it never was; ``task`` is what it is on."""

    id: str
    unit: Unit
    department: str
    shape: Shape
    circle: str
    role: str
    haystack: str
    contact: ContactState = "never_heard"
    silence_s: float | None = None
    task: str = ""


class UnitsView(Arranged[UnitRow]):
    """The units that pass the filter, sorted; at the start who is out of contact first, then as in the town's file.

    Attributes:
        in_contact: how many units an order would reach now.
        silent: how many are out of contact or were never heard.
    """

    def __init__(self, language: Language = "zh") -> None:
        super().__init__(language)
        self.in_contact = 0
        self.silent = 0
        self.columns: tuple[Column[UnitRow], ...] = _columns(self)
        self._all: dict[str, UnitRow] = {}
        self._started = False

    @property
    def total(self) -> int:
        """All units of the town."""
        return len(self._all)

    def update(self, situation: Situation, changes: SituationChanges) -> bool:
        """Takes in what changed; returns whether rows may have come, gone or moved."""
        world = situation.world
        whole = not self._started or changes.world.town
        if whole:
            self._started = True
            self._all = {unit.id: self._row(world, unit) for unit in world.units.values()}
        if whole or changes.world.orders:
            for row in self._all.values():
                row.task = task_of(world, row.id, self.language)
        moved = False
        if whole or changes.clock or changes.moved:
            moved = self._note_contact(situation)
        if whole or moved or (changes.world.orders and self._sort_key == "task"):
            self._arrange()
            return True
        return False

    @property
    def _sort_key(self) -> str:
        return self._sort.key if self._sort is not None else ""

    def _note_contact(self, situation: Situation) -> bool:
        """Reads every unit's contact; returns whether a sort or a filter by contact would come out differently."""
        now, limits, live = situation.now.timestamp(), situation.world.settings.contact, situation.live
        changed = False
        counts: dict[ContactState, int] = dict.fromkeys(CONTACT_RANK, 0)
        for id_, row in self._all.items():
            row.silence_s = live.silence_s(id_, now)
            state = live.contact(id_, now, limits)
            changed = changed or state != row.contact
            row.contact = state
            counts[state] += 1
        self.in_contact = counts["in_contact"] + counts["late"]
        self.silent = counts["out_of_contact"] + counts["never_heard"]
        return changed and (self._sort_key in ("", "contact") or bool(self._needle))

    def _arrange(self) -> None:
        rows: Iterable[UnitRow] = self._all.values()
        for needle in self._needle:
            rows = [
                row for row in rows if needle in row.haystack or needle in word(row.contact, self.language).casefold()
            ]
        if self._sort is None:
            rows = sorted(rows, key=lambda row: CONTACT_RANK[row.contact] >= CONTACT_RANK["late"])
        self.rows = self._sorted(rows)

    def _row(self, world: World, unit: Unit) -> UnitRow:
        department = department_name(world, unit.department, self.language)
        circle, role = circle_words(world, unit.circle), word(unit.role, self.language)
        known = world.departments.get(unit.department)
        return UnitRow(
            id=unit.id,
            unit=unit,
            department=department,
            shape=known.shape if known else "circle",
            circle=circle,
            role=role,
            haystack=" ".join((unit.name, unit.id, department, circle, role)).casefold(),
        )


def task_of(world: World, unit_id: str, language: Language = "zh") -> str:
    """How far the unit is with the most pressing order that it still has to do, and how many more it has."""
    orders = [world.orders[id_] for id_ in world.orders_of_unit.get(unit_id, ()) if id_ in world.orders]
    mine = [order for order in orders if order.recipients[unit_id].state not in FINAL]
    mine.sort(key=lambda order: (order.priority, order.drafted_at, order.id))
    if not mine:
        return ""
    more = f" +{len(mine) - 1}" if len(mine) > 1 else ""
    return f"{answer_words(mine[0].recipients[unit_id].state, language)} · {title_of(mine[0])}{more}"


def _columns(view: UnitsView) -> tuple[Column[UnitRow], ...]:
    def silent(row: UnitRow) -> bool:
        return row.contact in ("out_of_contact", "never_heard")

    def body(row: UnitRow) -> Tone:
        return "third" if silent(row) else "text"

    def quiet(row: UnitRow) -> Tone:
        return "third" if silent(row) else "second"

    def contact_tone(row: UnitRow) -> Tone:
        return "yellow" if silent(row) else ("text" if row.contact == "late" else "second")

    def shape(row: UnitRow) -> Mark:
        return row.shape, row.unit.department

    return (
        Column("name", lambda row: row.unit.name, lambda row: row.unit.name, body, width=11),
        Column("department", lambda row: row.department, lambda row: (row.department, row.id), quiet, shape, width=12),
        Column("circle", lambda row: row.circle, lambda row: (row.circle, row.id), quiet, width=18),
        Column("role", lambda row: row.role, lambda row: (row.role, row.id), quiet, width=9),
        Column(
            "contact",
            lambda row: contact_text(row.contact, row.silence_s, view.language, narrow=True),
            lambda row: (CONTACT_RANK[row.contact], -(row.silence_s or 0.0)),
            contact_tone,
            width=13 if view.language == "zh" else 20,
            ticks=True,
        ),
        Column("task", lambda row: row.task, lambda row: (not row.task, row.task), body, stretch=True),
    )
