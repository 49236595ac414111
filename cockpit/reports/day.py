"""One day as the consultation looks back at it: plain figures and words, from which every document is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from cockpit.domain.consultations import Consultation
from cockpit.domain.indices import Band, Domain, Outlook
from cockpit.domain.places import Area
from cockpit.domain.resolutions import Resolution


@dataclass(frozen=True)
class Cause:
    """What cost an index points."""

    points: float
    kind: str
    text: str


@dataclass(frozen=True)
class DayIndex:
    """One of the town's six on the day.

    Attributes:
        value, band: the fixed number where the day is fixed, else the computed one.
        computed: what the method says now.
        reason, by: of a correction, empty without one.
        before, week_ago: the day before and a week before, None where unknown.
        line: 30 days, the day last; None for a day without a value.
        causes: what cost most, costliest first.
        count, usual: incidents reported on the day, and a day's mean of the four weeks before.
    """

    domain: Domain
    value: float
    band: Band
    computed: float
    reason: str
    by: str
    before: float | None
    week_ago: float | None
    line: tuple[float | None, ...]
    causes: tuple[Cause, ...]
    count: int
    usual: float


@dataclass(frozen=True)
class DayIncident:
    """An incident that matters: grave, or among the costliest."""

    at: datetime
    domain: Domain
    severity: int
    place: str
    text: str
    points: float
    open: bool


@dataclass(frozen=True)
class DayOrder:
    """An order and how it was answered up to ``DayReport.until``; ``median_s`` from issue to acknowledged."""

    at: datetime
    by: str
    text: str
    recipients: int
    acknowledged: int
    completed: int
    declined: int
    missed: int
    median_s: float | None


@dataclass(frozen=True)
class Kept:
    """The ladder by circle or department: recipients that were asked, and those that missed a deadline."""

    name: str
    asked: int
    missed: int

    @property
    def share(self) -> float:
        """The share that kept every deadline, 0 to 1."""
        return 1.0 - self.missed / self.asked if self.asked else 1.0


@dataclass(frozen=True)
class Quiet:
    """A source that reported nothing on the day, where it usually does; ``usual`` reports a day."""

    name: str
    usual: float


@dataclass(frozen=True)
class AreaMap:
    """The zones' areas and their worst band of the six."""

    areas: tuple[tuple[str, Area, Band, tuple[float, float]], ...] = ()
    water: tuple[Area, ...] = ()


@dataclass(frozen=True)
class DayReport:
    """Everything that the report says about a day.

    ``open_grave``, ``overdue`` count incidents that stand when it is made; ``names`` are owners, signers and the
    outlook's circles by id. ``number`` is the report's, empty for a draft that no hub has filed.
    """

    town: str
    zone: str
    day: date
    made_at: datetime
    until: datetime
    method_version: str
    number: str
    made_by: str
    unheard_s: float
    indices: tuple[DayIndex, ...]
    incidents: tuple[DayIncident, ...]
    orders: tuple[DayOrder, ...]
    by_circle: tuple[Kept, ...]
    by_department: tuple[Kept, ...]
    quiet: tuple[Quiet, ...]
    outlook: Outlook | None
    open_grave: int
    overdue: int
    carried: tuple[Resolution, ...]
    resolved: tuple[Resolution, ...]
    consultation: Consultation | None
    map: AreaMap = AreaMap()
    names: dict[str, str] = field(default_factory=dict)

    @property
    def final(self) -> bool:
        """Whether the day's indices are fixed."""
        return self.consultation is not None and self.consultation.final
