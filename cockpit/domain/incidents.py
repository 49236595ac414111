"""Incidents: something reported that somebody must deal with, and its closed loop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from cockpit.domain.indices import Domain
from cockpit.domain.places import LonLat, is_place
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World

Step = Literal["report", "triage", "assign", "handle", "feedback", "verify", "close", "review"]
STEPS: tuple[Step, ...] = ("report", "triage", "assign", "handle", "feedback", "verify", "close", "review")
CLOSED: frozenset[Step] = frozenset(("close", "review"))
WORDS_LIMIT = 1000
"""Characters that a report's text and its address may have."""
ID_LIMIT = 120
"""Characters that a source's number may have."""
CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far a source's clock may run ahead of the hub's before its reports count as wrong."""


class Kind(msgspec.Struct, frozen=True, omit_defaults=True):
    """A kind of incident: its domain, its usual severity (1 gravest to 4), whether it is a hazard to be mended.

    ``close_within_h`` hours override the town's figure for the severity; 0 means that they do not.
    """

    id: str
    name: str
    name_en: str
    domain: Domain
    severity: int = 3
    hazard: bool = False
    close_within_h: float = 0.0


class Incident(msgspec.Struct, omit_defaults=True):
    """One incident. Its id is made of source and source number, so that a report that comes twice is one incident.

    ``circle`` is the grid that holds the place (a higher circle where no grid does); ``step`` is the last step of
    the loop that was made, at ``step_at``.
    """

    id: str
    source: str
    source_no: str
    kind: str
    domain: Domain
    severity: int
    text: str
    reported_at: datetime
    due_at: datetime
    circle: str
    place: LonLat | None = None
    address: str = ""
    hazard: bool = False
    step: Step = "report"
    step_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the incident still waits for its closing."""
        return self.closed_at is None

    def overdue_s(self, now: datetime) -> float:
        """Seconds past the due time, 0 while there is time left or once closed."""
        return 0.0 if self.closed_at is not None else max(0.0, (now - self.due_at).total_seconds())


def incident_id(source: str, source_no: str) -> str:
    """The id of a source's report: the same report always gets the same."""
    return f"{source}:{source_no}"


# -- commands ----------------------------------------------------------------------------------------------------


class ReportIncident(msgspec.Struct, frozen=True, tag="report_incident", omit_defaults=True):
    """A source or a person reports. ``circle`` is filled in by the hub from the place where it is empty."""

    source: str
    source_no: str
    kind: str
    text: str
    reported_at: datetime
    severity: int = 0
    place: LonLat | None = None
    circle: str = ""
    address: str = ""
    closed_at: datetime | None = None


class AdvanceIncident(msgspec.Struct, frozen=True, tag="advance_incident", omit_defaults=True):
    """Makes a step of the closed loop; steps may be skipped forward, never gone back."""

    incident: str
    step: Step
    note: str = ""


# -- events ------------------------------------------------------------------------------------------------------


class IncidentReported(msgspec.Struct, frozen=True, tag="incident_reported"):
    """An incident has come in (an imported one may be closed already)."""

    incident: Incident


class IncidentAdvanced(msgspec.Struct, frozen=True, tag="incident_advanced", omit_defaults=True):
    """A step of the loop was made."""

    incident: str
    step: Step
    note: str = ""


# -- rules -------------------------------------------------------------------------------------------------------


def decide_report(world: World, command: ReportIncident, actor: Actor, now: datetime) -> Iterator[IncidentReported]:
    """A report becomes an incident once; a repeated one changes nothing.

    Raises:
        Refused: unknown source, kind or circle, a place that is none, a time to come.
    """
    if actor.kind == "source" and actor.id != command.source:
        raise Refused("incident.own_source", f"来源 {actor.id} 不能以 {command.source} 的名义报送", command.source)
    kind = world.kinds.get(command.kind)
    if kind is None:
        raise Refused("incident.kind", f"没有事件类别 {command.kind!r}")
    if command.source not in world.sources:
        raise Refused("incident.source", f"没有事件来源 {command.source!r}")
    if command.circle not in world.circles.by_id:
        raise Refused("incident.circle", f"没有圈 {command.circle!r}；请给出位置或所在圈")
    if command.place is not None and not is_place(command.place):
        raise Refused("incident.place", f"位置无效：{command.place}")
    if len(command.text) > WORDS_LIMIT or len(command.address) > WORDS_LIMIT or len(command.source_no) > ID_LIMIT:
        raise Refused("incident.text", f"内容与地址最多 {WORDS_LIMIT} 字，来源编号最多 {ID_LIMIT} 字")
    if command.severity not in (0, 1, 2, 3, 4):
        raise Refused("incident.severity", f"等级须为 1 至 4，收到 {command.severity}")
    _check_times(command, now)
    id_ = incident_id(command.source, command.source_no)
    if id_ in world.incidents:
        return
    severity = command.severity or kind.severity
    within_h = kind.close_within_h or world.settings.close_within_h[severity - 1]
    yield IncidentReported(
        Incident(
            id=id_,
            source=command.source,
            source_no=command.source_no,
            kind=command.kind,
            domain=kind.domain,
            severity=severity,
            text=command.text,
            reported_at=command.reported_at,
            due_at=command.reported_at + timedelta(hours=within_h),
            circle=command.circle,
            place=command.place,
            address=command.address,
            hazard=kind.hazard,
            step="report" if command.closed_at is None else "close",
            step_at=command.closed_at or command.reported_at,
            closed_at=command.closed_at,
        )
    )


def _check_times(command: ReportIncident, now: datetime) -> None:
    """Passes when the times say where they count from, lie in order, and not in the future.

    Raises:
        Refused: naming the time that is wrong.
    """
    for name, at in (("报送", command.reported_at), ("办结", command.closed_at)):
        if at is not None and at.tzinfo is None:
            raise Refused("incident.time", f"{name}时间没有时区：{at.isoformat()}")
        if at is not None and at > now + CLOCK_TOLERANCE:
            raise Refused("incident.time", f"{name}时间在未来：{at.isoformat()}")
    if command.closed_at is not None and command.closed_at < command.reported_at:
        raise Refused("incident.time", f"办结时间早于报送时间：{command.closed_at.isoformat()}")


def decide_advance(world: World, command: AdvanceIncident, actor: Actor, now: datetime) -> Iterator[IncidentAdvanced]:
    """Moves an incident forward along its loop; the same step twice is one.

    Raises:
        Refused: unknown incident, a step back, or somebody who only looks on.
    """
    incident = world.incidents.get(command.incident)
    if incident is None:
        raise Refused("incident.unknown", f"没有事件 {command.incident}")
    if actor.kind == "person":
        person = world.people.get(actor.id)
        if person is None or person.role == "viewer":
            raise Refused("incident.viewer", "观摩账号只能查看", "坐席员、区域长、指挥长")
    if actor.kind == "source" and actor.id != incident.source:
        raise Refused("incident.own_source", f"来源 {actor.id} 不能办理 {incident.source} 的事件", incident.source)
    if STEPS.index(command.step) < STEPS.index(incident.step):
        raise Refused("incident.step_back", f"事件已到“{incident.step}”，不能退回“{command.step}”")
    if command.step != incident.step:
        yield IncidentAdvanced(command.incident, command.step, command.note)


def apply_reported(world: World, event: IncidentReported, at: datetime) -> None:
    """Adds the incident; a copy, so that the world never shares a mutable record with a stored event."""
    incident = msgspec.structs.replace(event.incident)
    world.incidents[incident.id] = incident
    world.changes.incidents.add(incident.id)
    if incident.closed_at is not None:
        world.close_incident(incident, incident.closed_at)


def apply_advanced(world: World, event: IncidentAdvanced, at: datetime) -> None:
    """Notes the step and, with the first closing step, the closing time."""
    incident = world.incidents.get(event.incident)
    if incident is None:
        return
    incident.step, incident.step_at = event.step, at
    if event.step in CLOSED and incident.closed_at is None:
        world.close_incident(incident, at)
    world.changes.incidents.add(incident.id)
