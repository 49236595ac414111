"""Reads a data folder for the report of one day; the hub may be running meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cockpit.analysis.axis import Floats
from cockpit.analysis.cases import Cases
from cockpit.analysis.days import day_span_s
from cockpit.analysis.recompute import daily_values, days_before
from cockpit.domain.consultations import Consultation
from cockpit.domain.events import Entry
from cockpit.domain.indices import DOMAINS, IndexDetail, Outlook
from cockpit.domain.orders import DraftOrder
from cockpit.domain.resolutions import owner_name
from cockpit.domain.world import World
from cockpit.errors import Refused
from cockpit.hub.entries import entries
from cockpit.hub.journal import FILE, read_head, reading
from cockpit.hub.log_lines import first_from
from cockpit.hub.past import ReadPast
from cockpit.hub.service import open_world
from cockpit.reports.day import AreaMap, Cause, DayIncident, DayIndex, DayReport, Quiet
from cockpit.reports.order_facts import OrderFacts
from cockpit.town.folder import TownFolder, read_town
from cockpit.views.words import word

LINE_DAYS = 30
CAUSES = 3
INCIDENTS = 12
GRAVE = 2
MEETING_AFTER = timedelta(hours=8)
"""The meeting is at eight: answers to the day's orders count until then."""
USUAL_DAYS = 28
LEAST_USUAL = 1.0
"""Reports a day from which on a source that says nothing all day is worth a line."""


def gather(data: Path, town_path: Path, day: date, *, number: str = "", made_by: str = "") -> DayReport:
    """The report's content.

    Raises:
        EnvironmentFailure: there is no journal, or it cannot be read.
        Refused: the day is not over, or has no history to stand on.
    """
    past = ReadPast(data, town_path, day)
    if day >= past.today:
        raise Refused("report.day", f"{day} 还没有结束，不能出会商报告")
    town = read_town(town_path)
    zone = town.town.settings.time_zone
    start_s, end_s = day_span_s(day, zone)
    start, end = (datetime.fromtimestamp(at, UTC) for at in (start_s, end_s))
    now = datetime.now(UTC)
    until = min(end + MEETING_AFTER, now)
    world, counted = _world_and_orders(data, start, end, until)
    details = past.opened("")
    cases = past.history.cases
    reported = (cases.reported_s >= start_s) & (cases.reported_s < end_s)
    values = daily_values(past.history, days_before(day + timedelta(days=1), LINE_DAYS), past.method).values
    circles, departments = counted.kept(world)
    meeting = world.consultations.get(day.isoformat())
    resolved = tuple(one for one in world.resolutions.values() if one.day == day)
    carried = tuple(one for one in world.resolutions.values() if one.day < day and one.outcome == "open")
    named = {one.owner for one in (*resolved, *carried)} | {one.closed_by for one in (*resolved, *carried)}
    if meeting is not None:
        named |= {meeting.signed_by, *meeting.present, *(one.by for one in meeting.indices.values())}
    told = _outlook(past)
    named |= {one.circle for one in (told.rows if told is not None else ())}
    is_open = [one for one in world.incidents.values() if one.open]
    return DayReport(
        town=town.town.settings.name,
        zone=zone,
        day=day,
        made_at=now,
        until=until,
        method_version=past.method.version,
        number=number,
        made_by=made_by,
        unheard_s=details[0].index.unheard_s,
        indices=_indices(
            past, details, values[:, past.history.axis.position[past.tree.root or ""]], reported, start_s, meeting
        ),
        incidents=_incidents(past, cases, reported, details, now),
        orders=counted.orders(world),
        by_circle=circles,
        by_department=departments,
        quiet=tuple(_quiet(town, cases, reported, start_s)),
        outlook=told,
        open_grave=sum(one.severity <= GRAVE for one in is_open),
        overdue=sum(one.due_at < now for one in is_open),
        carried=carried,
        resolved=resolved,
        consultation=meeting,
        map=_map(town, past, values[-1]),
        names={one: owner_name(world, one) for one in named if one},
    )


def _world_and_orders(data: Path, start: datetime, end: datetime, until: datetime) -> tuple[World, OrderFacts]:
    path = data / FILE
    with reading(path) as database:
        head = read_head(database)
        world_id = str(database.execute("select value from meta where key = 'world'").get)
    world = open_world(data, world_id, head)
    drafts = {
        one.id: DraftOrder(one.id, one.text, tuple(one.recipients), one.target)
        for one in world.orders.values()
        if one.drafted_at < start
    }
    counted = OrderFacts(start, end, drafts)
    counted.count(_between(path, start, until, head.seq))
    return world, counted


def _between(path: Path, start: datetime, until: datetime, last_seq: int) -> Iterator[Entry]:
    for entry in entries(path, first_from(path, start, last_seq)):
        if entry.at >= until:
            return
        yield entry


def _indices(
    past: ReadPast,
    details: tuple[IndexDetail, ...],
    town: Floats,
    reported: NDArray[np.bool_],
    start_s: float,
    meeting: Consultation | None,
) -> tuple[DayIndex, ...]:
    """The six; ``town`` is (days × 6), the day last."""
    cases = past.history.cases
    before = (cases.reported_s >= start_s - USUAL_DAYS * 86_400) & (cases.reported_s < start_s)
    found = []
    for at, detail in enumerate(details):
        fixed = meeting.indices[detail.index.domain] if meeting is not None else None
        line = tuple(None if one != one else float(one) for one in town[:, at].tolist())
        computed = detail.index.value
        value = fixed.value if fixed is not None else computed
        causes = tuple(
            Cause(one.points, word(one.kind, "zh"), one.text)
            for one in detail.contributions
            if one.kind != "rest_of_day" and one.points >= 0.05
        )[:CAUSES]
        found.append(
            DayIndex(
                domain=detail.index.domain,
                value=value,
                band=past.method.band(value),
                computed=computed,
                reason=fixed.reason if fixed is not None else "",
                by=fixed.by if fixed is not None else "",
                before=line[-2],
                week_ago=line[-8],
                line=line,
                causes=causes,
                count=int((reported & (cases.domain == at)).sum()),
                usual=float((before & (cases.domain == at)).sum()) / USUAL_DAYS,
            )
        )
    return tuple(found)


def _incidents(
    past: ReadPast, cases: Cases, reported: NDArray[np.bool_], details: tuple[IndexDetail, ...], until: datetime
) -> tuple[DayIncident, ...]:
    """The day's gravest incidents, among equals those that cost most first; ``INCIDENTS`` at most."""
    points: defaultdict[str, float] = defaultdict(float)
    for detail in details:
        for one in detail.contributions:
            if one.ref and one.kind in ("incident", "overdue", "hazard"):
                points[one.ref] += one.points
    rows = sorted(np.flatnonzero(reported).tolist(), key=lambda row: (cases.severity[row], -points[cases.ids[row]]))
    return tuple(
        DayIncident(
            at=datetime.fromtimestamp(float(cases.reported_s[row]), UTC),
            domain=DOMAINS[int(cases.domain[row])],
            severity=int(cases.severity[row]),
            place=past.tree.by_id[past.history.axis.ids[int(cases.circle[row])]].name,
            text=cases.texts[row],
            points=float(points[cases.ids[row]]),
            open=bool(cases.closed_s[row] > until.timestamp()),
        )
        for row in rows[:INCIDENTS]
    )


def _quiet(town: TownFolder, cases: Cases, reported: NDArray[np.bool_], start_s: float) -> Iterator[Quiet]:
    before = (cases.reported_s >= start_s - USUAL_DAYS * 86_400) & (cases.reported_s < start_s)
    place = {one: at for at, one in enumerate(cases.sources)}
    for source in town.town.sources:
        own = cases.source == place.get(source.id, -1)
        usual = float((own & before).sum()) / USUAL_DAYS
        if usual >= LEAST_USUAL and not (own & reported).any():
            yield Quiet(source.name, usual)


def _outlook(past: ReadPast) -> Outlook | None:
    try:
        return past.outlook(0)
    except Refused:
        return None


def _map(town: TownFolder, past: ReadPast, values: Floats) -> AreaMap:
    """The zones by the lowest of their six; ``values`` is (circles × 6)."""
    shown = []
    for circle in past.tree.of_tier("zone"):
        lowest = values[past.history.axis.position[circle.id]]
        area = town.map.areas.get(circle.id)
        if area is not None and not np.isnan(lowest).all():
            shown.append((circle.name, area, past.method.band(float(np.nanmin(lowest))), circle.centre))
    return AreaMap(tuple(shown), town.map.water)
