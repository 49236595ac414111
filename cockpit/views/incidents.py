"""Incidents as the table shows them: open first, the gravest first, the newest first; 20,000 rows without a pause."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from datetime import datetime

from cockpit.domain.incidents import STEPS, Incident, Step
from cockpit.domain.world import World
from cockpit.views.arranged import Arranged
from cockpit.views.columns import Column, Mark, Tone
from cockpit.views.durations import short_span
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.target_words import short_name
from cockpit.views.times import local
from cockpit.views.words import Language, word

SEVERITY_MARKS: dict[int, Mark] = {
    1: ("alarm", "red"),
    2: ("triangle", "orange"),
    3: ("diamond", "yellow"),
    4: ("square", "unknown"),
}
"""A shape and a hue for each severity, 1 the gravest."""

FEW = 100
"""Up to so many changed incidents are moved one by one; for more, sorting all anew is faster."""


@dataclass
class IncidentRow:
    """One incident with the words that stand beside it.

    Attributes:
        haystack: what a filter looks through.
        rank: where it stands, no two alike; as it was when the row was made, whatever became of the incident since.
        due_at: the same of its due time; None for one that is closed.
    """

    id: str
    incident: Incident
    kind: str
    source: str
    circle: str
    haystack: str
    rank: tuple[bool, int, float, str]
    due_at: datetime | None


class IncidentsView(Arranged[IncidentRow]):
    """The incidents that pass the filter, sorted; takes in only what changed.

    Attributes:
        open: how many incidents are open, whatever the filter.
        now: the moment that ages are measured against.
        time_zone: the town's.
    """

    def __init__(self, language: Language = "zh") -> None:
        super().__init__(language)
        self.open = 0
        self.now = datetime.min
        self.time_zone = "Asia/Shanghai"
        self.columns: tuple[Column[IncidentRow], ...] = _columns(self)
        self._all: dict[str, IncidentRow] = {}
        self._ordered: list[IncidentRow] = []
        self._due: list[datetime] = []
        self._show_closed = True
        self._started = False

    @property
    def total(self) -> int:
        """All incidents in the world, closed ones included."""
        return len(self._all)

    @property
    def overdue(self) -> int:
        """How many open incidents are past their due time."""
        return bisect_left(self._due, self.now)

    def update(self, situation: Situation, changes: SituationChanges) -> set[str] | None:
        """Takes in what changed; returns the ids that changed, None when the whole table may have."""
        world, self.now = situation.world, situation.now
        whole = not self._started or changes.world.town
        if whole:
            self._started = True
            self.time_zone = world.settings.time_zone
            self._all, self._ordered, self._due = {}, [], []
        touched = set(world.incidents) if whole else changes.world.incidents
        if not touched and not whole:
            return set()
        if len(touched) > FEW:
            for id_ in touched:
                self._take(world, id_)
            self._ordered = sorted(self._all.values(), key=_rank)
            self._due = sorted(row.due_at for row in self._all.values() if row.due_at is not None)
        else:
            for id_ in touched:
                self._move(world, id_)
        self.open = len(self._due)
        self._arrange()
        return None if whole else touched

    def show_closed(self, shown: bool) -> None:
        """Shows closed incidents too, or open ones only."""
        self._show_closed = shown
        self._arrange()

    def next_step(self, incident: Incident) -> Step | None:
        """The step that comes next in the loop, None after the last."""
        place = STEPS.index(incident.step) + 1
        return STEPS[place] if place < len(STEPS) else None

    def _take(self, world: World, id_: str) -> IncidentRow | None:
        """The incident's new row, None for one that the world has forgotten."""
        incident = world.incidents.get(id_)
        if incident is None:
            self._all.pop(id_, None)
            return None
        self._all[id_] = row = self._row(world, incident)
        return row

    def _move(self, world: World, id_: str) -> None:
        """Takes one row out of the order and puts it in where it belongs now; the others stay."""
        old = self._all.get(id_)
        if old is not None:
            del self._ordered[bisect_left(self._ordered, old.rank, key=_rank)]
            if old.due_at is not None:
                del self._due[bisect_left(self._due, old.due_at)]
        new = self._take(world, id_)
        if new is not None:
            insort(self._ordered, new, key=_rank)
            if new.due_at is not None:
                insort(self._due, new.due_at)

    def _arrange(self) -> None:
        rows: list[IncidentRow] = self._ordered
        if not self._show_closed:
            rows = [row for row in rows if row.incident.closed_at is None]
        for needle in self._needle:
            rows = [row for row in rows if needle in row.haystack]
        self.rows = self._sorted(rows)

    def _row(self, world: World, incident: Incident) -> IncidentRow:
        kind, source = world.kinds.get(incident.kind), world.sources.get(incident.source)
        zh = self.language == "zh"
        kind_name = incident.kind if kind is None else (kind.name if zh else kind.name_en)
        source_name = incident.source if source is None else (source.name if zh else source.name_en)
        circle = circle_words(world, incident.circle)
        return IncidentRow(
            id=incident.id,
            incident=incident,
            kind=kind_name,
            source=source_name,
            circle=circle,
            haystack=" ".join(
                (kind_name, incident.text, incident.address, source_name, circle, word(incident.step, self.language))
            ).casefold(),
            rank=(not incident.open, incident.severity, -incident.reported_at.timestamp(), incident.id),
            due_at=incident.due_at if incident.open else None,
        )


def _rank(row: IncidentRow) -> tuple[bool, int, float, str]:
    return row.rank


def circle_words(world: World, circle_id: str) -> str:
    """A circle with the zone that it lies in: ``四区 古墩07网格``."""
    circle = world.circles.by_id.get(circle_id)
    if circle is None:
        return circle_id
    zone = world.circles.zone_of(circle_id)
    if zone in (None, circle_id):
        return circle.name
    return f"{short_name(world.circles.by_id[str(zone)].name)} {circle.name}"


def local_time(at: datetime, now: datetime, time_zone: str) -> str:
    """The time of day for what happened today in the town's zone, the date and time for what is older."""
    here = local(at, time_zone)
    return f"{here:%H:%M:%S}" if here.date() == local(now, time_zone).date() else f"{here:%m-%d %H:%M}"


def _columns(view: IncidentsView) -> tuple[Column[IncidentRow], ...]:
    """The columns; they read the view's clock, so an age needs no new row."""

    def body(row: IncidentRow) -> Tone:
        return "text" if row.incident.open else "third"

    def quiet(row: IncidentRow) -> Tone:
        return "second" if row.incident.open else "third"

    def step_text(row: IncidentRow) -> str:
        step = word(row.incident.step, view.language)
        over_s = row.incident.overdue_s(view.now)
        if over_s <= 0:
            return step
        late = "超时" if view.language == "zh" else "overdue"
        return f"{step} {late} {short_span(over_s, view.language)}"

    def step_tone(row: IncidentRow) -> Tone:
        return "orange" if row.incident.overdue_s(view.now) > 0 else quiet(row)

    def age_text(row: IncidentRow) -> str:
        end = row.incident.closed_at or view.now
        return short_span((end - row.incident.reported_at).total_seconds(), view.language)

    def mark(row: IncidentRow) -> Mark:
        shape, hue = SEVERITY_MARKS.get(row.incident.severity, ("square", "unknown"))
        return (shape, hue) if row.incident.open else ("circle", "line")

    return (
        Column(
            "reported_at",
            lambda row: local_time(row.incident.reported_at, view.now, view.time_zone),
            lambda row: row.incident.reported_at,
            quiet,
            width=9,
        ),
        Column(
            "kind",
            lambda row: row.kind,
            lambda row: (row.incident.severity, row.kind),
            body,
            mark,
            width=13 if view.language == "zh" else 16,
        ),
        Column("text", lambda row: row.incident.text, lambda row: row.incident.text, body, width=18, stretch=True),
        Column("source", lambda row: row.source, lambda row: row.source, quiet, width=10, drop=1),
        Column("circle", lambda row: row.circle, lambda row: row.circle, quiet, width=16),
        Column(
            "age",
            age_text,
            lambda row: -row.incident.reported_at.timestamp(),
            quiet,
            width=6,
            align="right",
            ticks=True,
        ),
        Column(
            "step",
            step_text,
            lambda row: (STEPS.index(row.incident.step), row.incident.due_at),
            step_tone,
            width=16,
            ticks=True,
        ),
    )
