"""A scenario as data: what has happened when a drill begins, what comes to it, who behaves how, what is expected."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from cockpit.domain.orders import RecipientState
from cockpit.domain.places import LonLat
from cockpit.sim.behaviour import MANNERS, Manner

InjectKind = Literal["incident", "cut", "restore"]
INJECT_KINDS: tuple[InjectKind, ...] = ("incident", "cut", "restore")
Measure = Literal[
    "first_order_s",
    "delivered_p50_s",
    "delivered_p90_s",
    "delivered_worst_s",
    "delivered_share",
    "acknowledged_p50_s",
    "acknowledged_p90_s",
    "acknowledged_worst_s",
    "acknowledged_share",
    "on_scene_p50_s",
    "on_scene_p90_s",
    "on_scene_worst_s",
    "on_scene_share",
    "completed_share",
    "ladder_kept_share",
    "passed_over",
    "decisions_changed",
    "orders",
    "recipients",
]


class Who(msgspec.Struct, frozen=True):
    """Some of the units: those of circles (all below included), of departments, and those named; of them a share.

    A unit is meant as a target of an order means it. ``share`` (0 to 1) is drawn with the drill's seed.
    """

    circles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    share: float = 1.0


class Condition(msgspec.Struct, frozen=True):
    """When something happens: at a time, or once something has, and so many seconds later.

    Attributes:
        at_s: seconds after the start; for a condition, seconds after it has come true.
        order: an order of the scenario; empty for none.
        state: what of it: that it was issued, or that ``share`` (0 to 1) of its recipients have come to a state.
        inject: the inject that must have happened; empty for none.
        misses: how many deadlines must have been missed; 0 for none.
    """

    at_s: float = 0.0
    order: str = ""
    state: RecipientState = "issued"
    share: float = 0.0
    inject: str = ""
    misses: int = 0

    @property
    def by_clock(self) -> bool:
        """Whether it waits for the clock alone."""
        return not (self.order or self.inject or self.misses)


class IncidentText(msgspec.Struct, frozen=True):
    """What a source reports; ``place`` (degrees) is the circle's centre where the scenario gives none."""

    source: str
    kind: str
    circle: str
    text: str
    address: str = ""
    severity: int = 0
    place: LonLat | None = None


class OpenIncident(msgspec.Struct, frozen=True):
    """An incident that is open already when the drill begins, reported so many seconds before."""

    name: str
    incident: IncidentText
    before_s: float


class Inject(msgspec.Struct, frozen=True):
    """Something that comes to the drill: an incident, or units that lose or find their link."""

    name: str
    when: Condition
    kind: InjectKind
    incident: IncidentText | None = None
    who: Who = Who()


class ReferenceOrder(msgspec.Struct, frozen=True):
    """An order of the reference behaviour: what a good commander does.

    Attributes:
        incident: the name of the incident that it is about, whose place it sends to; empty for none.
        nearest: only so many of the units meant, the nearest to the incident first; 0 for all.
        person: who gives it; empty for whoever commands then.
    """

    name: str
    when: Condition
    text: str
    who: Who
    incident: str = ""
    nearest: int = 0
    priority: int = 2
    person: str = ""
    plan: str = ""


class Behaviour(msgspec.Struct, frozen=True):
    """How some of the units behave; the last that means a unit holds. ``cut``: out of contact from the start."""

    who: Who
    manner: Manner
    cut: bool = False


class Expectation(msgspec.Struct, frozen=True):
    """What a good answer measures: a figure of the score and its limits (None: none that way).

    ``order``, ``department`` and ``circle`` narrow the figure down, where they are given.
    """

    name: str
    measure: Measure
    at_most: float | None = None
    at_least: float | None = None
    order: str = ""
    department: str = ""
    circle: str = ""


class Scenario(msgspec.Struct, frozen=True):
    """One exercise, ready to be played.

    Attributes:
        starts_at: the moment of the day at which it begins, UTC.
        lasts_s: it ends so many seconds later, whatever is still open.
    """

    id: str
    title: str
    title_en: str
    aims: tuple[str, ...]
    starts_at: datetime
    lasts_s: float
    seed: int
    manner: Manner = MANNERS["people"]
    open_incidents: tuple[OpenIncident, ...] = ()
    away: tuple[Who, ...] = ()
    behaviours: tuple[Behaviour, ...] = ()
    injects: tuple[Inject, ...] = ()
    orders: tuple[ReferenceOrder, ...] = ()
    expectations: tuple[Expectation, ...] = ()

    def order_id(self, name: str) -> str:
        """The id that an order of the scenario has in the journal."""
        return f"{self.id}/{name}"
