"""The six safety indices as data: domains, bands, the method's parameters, and what a computed index consists of.

The arithmetic is in ``cockpit.analysis.indices``; ``docs/indices.md`` explains it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

Domain = Literal["public_order", "traffic", "fire", "workplace", "disputes", "city_order"]
DOMAINS: tuple[Domain, ...] = ("public_order", "traffic", "fire", "workplace", "disputes", "city_order")

Band = Literal["green", "blue", "yellow", "orange", "red"]
BANDS: tuple[Band, ...] = ("green", "blue", "yellow", "orange", "red")

ContributionKind = Literal["incident", "overdue", "hazard", "rest_of_day", "silent_source"]

ChangeKind = Literal["low", "high", "fell", "rose"]


class Method(msgspec.Struct, frozen=True):
    """The parameters of the one formula, from the town folder's ``indices.toml``.

    Attributes:
        version: shown with every index; a change of any parameter changes it.
        severity_weights: load of one incident of severity 1 (gravest), 2, 3, 4.
        points_at_expected: points that the town's day costs whose load is just the expected one, above 0, below 100.
        overdue_weight: share of its severity weight that an incident costs for each day it is overdue.
        overdue_cap_days: overdue days beyond which it costs no more.
        hazard_weight: share of its severity weight that a hazard costs for each day outstanding.
        hazard_cap_days: outstanding days beyond which it costs no more.
        history_weeks: how many same weekdays before the day the expectation is taken from.
        shrink_days: weight of what is believed of a circle beforehand against its own past: as much as the incidents
            that its parent reports in so many days.
        least_expected: load a day that even a circle is measured against which expects none, above 0.
        bands: the lower ends of green, blue, yellow and orange, 0 to 100, falling.
    """

    version: str = "1"
    severity_weights: tuple[float, float, float, float] = (70.0, 12.0, 3.0, 1.0)
    points_at_expected: float = 12.0
    overdue_weight: float = 0.5
    overdue_cap_days: float = 3.0
    hazard_weight: float = 0.1
    hazard_cap_days: float = 10.0
    history_weeks: int = 12
    shrink_days: float = 14.0
    least_expected: float = 3.0
    bands: tuple[float, float, float, float] = (90.0, 80.0, 70.0, 60.0)

    def band(self, value: float) -> Band:
        """The band that a value of 0 to 100 falls into."""
        for band, lower in zip(BANDS, self.bands, strict=False):
            if value >= lower:
                return band
        return "red"


class Contribution(msgspec.Struct, frozen=True, omit_defaults=True):
    """What cost points: ``ref`` is an incident's or a source's id.

    It is empty for the rest of the day, and for a ``silent_source`` that means all of them (the hub heard nothing).
    """

    kind: ContributionKind
    points: float
    ref: str = ""
    text: str = ""


class Index(msgspec.Struct, frozen=True, omit_defaults=True):
    """One index of one circle on one day: 0 (worst) to 100.

    ``silent`` names the sources that are silent; ``unheard_s`` is how many seconds of the day nothing at all was
    heard, because the hub did not run or the network was down. Either makes the index incomplete.
    """

    circle: str
    domain: Domain
    day: date
    value: float
    band: Band
    provisional: bool = False
    silent: tuple[str, ...] = ()
    unheard_s: float = 0.0


class IndexDetail(msgspec.Struct, frozen=True):
    """An index opened: its contributions, costliest first; their points add up to 100 minus the value."""

    index: Index
    method_version: str
    expected_load: float
    contributions: tuple[Contribution, ...]


class TownIndex(msgspec.Struct, frozen=True):
    """One domain as the commander reads it: today's index of the town, yesterday's value, 30 days as a line.

    ``history`` holds the final values of the days before, oldest first, at most 30, each 0 to 100 or None where
    there was no data. ``top`` is the costliest contribution, None on a day without any.
    """

    index: Index
    yesterday: float | None
    history: tuple[float | None, ...]
    top: Contribution | None = None


class Figures(msgspec.Struct, frozen=True):
    """What the hub publishes every few seconds: derived from the journal, so not in it.

    ``circles`` maps a circle's id to its six values in the order of ``DOMAINS``. ``as_of_seq`` is the journal's
    sequence number that the figures rest on. ``silent_since`` says of each silent source since when (UTC).
    """

    day: date
    at: datetime
    as_of_seq: int
    method_version: str
    town: tuple[TownIndex, ...]
    circles: dict[str, tuple[float, ...]]
    silent: tuple[str, ...] = ()
    silent_since: dict[str, datetime] = {}


class OutlookRow(msgspec.Struct, frozen=True):
    """Tomorrow's index of one circle: the middle value, and the ends of the interval that holds 80 % of days."""

    circle: str
    domain: Domain
    value: float
    low: float
    high: float


class OutlookScore(msgspec.Struct, frozen=True):
    """How good past outlooks of one domain were, over ``days`` days.

    ``mase`` is the mean absolute scaled error, ``naive`` that of "as on the same weekday last week", ``coverage`` the
    share of values within their interval, 0 to 1.
    """

    domain: Domain
    days: int
    mase: float
    naive: float
    coverage: float


class Outlook(msgspec.Struct, frozen=True):
    """The indices to be expected on a day: of places and kinds of incident, never of persons.

    ``rests_on`` is how many days of the past the model has seen; without rows the past is too short for one.
    """

    day: date
    method_version: str
    rests_on: int
    rows: tuple[OutlookRow, ...] = ()
    scores: tuple[OutlookScore, ...] = ()


class IndexChange(msgspec.Struct, frozen=True):
    """An unusual day of a town's index (``low``, ``high``), or when a change was noticed (``fell``, ``rose``).

    Attributes:
        since: where the change began; the day itself for an unusual one.
        value: mean from ``since`` to the day; usual: the middle of the half year before, None at its start.
        costliest: what cost most on a low day.
        source: the one whose reports moved most, with its reports a day before and from ``since`` on: fewer of them
            make an index better without anything being better.
    """

    domain: Domain
    day: date
    kind: ChangeKind
    since: date
    value: float
    usual: float | None
    costliest: Contribution | None
    source: str
    before_a_day: float
    after_a_day: float
