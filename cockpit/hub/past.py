"""The past that the indices rest on: the town's history from before the hub, then what the hub's journal says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.cases import Cases
from cockpit.analysis.days import day_of, day_span_s
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.figures import open_all
from cockpit.analysis.history import History
from cockpit.analysis.indices import Values, compute
from cockpit.domain.circles import CircleTree
from cockpit.domain.incidents import CLOSED, Incident, IncidentAdvanced, IncidentReported
from cockpit.domain.indices import IndexDetail, Method
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub.entries import entries, entry_of
from cockpit.hub.journal import FILE, read_lines
from cockpit.town.folder import TownFolder, read_town


def began_on(journal: Path, time_zone: str, otherwise: date) -> date:
    """The town's local day of the journal's first entry: from it on, the journal tells and no longer the history."""
    for entry in entries(journal, 0, 1):
        return day_of(entry.at, time_zone)
    return otherwise


def past_cases(axis: CircleAxis, town: TownFolder, today: date, began: date, journaled: Iterable[Incident]) -> Cases:
    """All incidents that are known: the history up to the day that the hub began, and the journal's.

    Args:
        today: the town's local date, which a sample's history is moved to.
        began: see ``began_on``.
        journaled: incidents of the journal, any of them; one that the history has as well counts once.
    """
    zone = town.town.settings.time_zone
    frame = town.history(today)
    began_s, _ = day_span_s(began, zone)
    reported_s = frame["reported_at"].astype("int64").to_numpy() / 1e6
    frame, reported_s = frame[reported_s < began_s], reported_s[reported_s < began_s]
    names = {kind.id: kind.name for kind in town.town.kinds}
    ids = [f"{source}:{number}" for source, number in zip(frame["source"], frame["source_no"], strict=True)]
    known = set(ids)
    rows = [one for one in journaled if one.id not in known]
    closed = frame["closed_at"]
    closed_s = closed.astype("int64").to_numpy() / 1e6
    closed_s[closed.isna().to_numpy()] = float("inf")
    return Cases.from_columns(
        axis,
        circle=[*frame["circle"], *(one.circle for one in rows)],
        domain=[*frame["domain"], *(one.domain for one in rows)],
        source=[*frame["source"], *(one.source for one in rows)],
        severity=[*frame["severity"].tolist(), *(one.severity for one in rows)],
        reported_s=[*reported_s.tolist(), *(one.reported_at.timestamp() for one in rows)],
        due_s=[*(frame["due_at"].astype("int64").to_numpy() / 1e6).tolist(), *(one.due_at.timestamp() for one in rows)],
        closed_s=[
            *closed_s.tolist(),
            *(one.closed_at.timestamp() if one.closed_at is not None else float("inf") for one in rows),
        ],
        hazard=[*frame["hazard"].tolist(), *(one.hazard for one in rows)],
        ids=[*ids, *(one.id for one in rows)],
        texts=[*(names.get(kind, kind) for kind in frame["kind"]), *(one.text for one in rows)],
    )


def values_of(history: History, day: date, method: Method) -> Values:
    """The final values of a past day, or the values so far of one that is not over.

    Raises:
        Refused: there is no history before the day.
    """
    expectation = Expectation.fit(history, day, method)
    if not expectation.history_days:
        raise Refused("index.day", f"{day} 之前没有可作依据的历史")
    cases = history.cases
    keep = (cases.reported_s < expectation.end_s) & (cases.closed_s >= expectation.start_s)
    at_s = min(datetime.now(UTC).timestamp(), expectation.end_s)
    return compute(expectation, cases.where(keep), {}, datetime.fromtimestamp(at_s, UTC))


def incidents_of(journal: Path) -> list[Incident]:
    """Every incident that a journal tells of, as it stands at its end; the file is only read."""
    found: dict[str, Incident] = {}
    for line in read_lines(journal, 0):
        if b'"incident_' not in line.body:
            continue
        entry = entry_of(line)
        event = entry.event
        if isinstance(event, IncidentReported):
            found[event.incident.id] = event.incident
        elif isinstance(event, IncidentAdvanced) and event.incident in found:
            incident = found[event.incident]
            incident.step, incident.step_at = event.step, entry.at
            if event.step in CLOSED and incident.closed_at is None:
                incident.closed_at = entry.at
    return list(found.values())


def index_of_day(data: Path, town_path: Path, day: date, circle: str) -> tuple[IndexDetail, ...]:
    """The six indices of a day, opened, from a data folder that a hub may be using at the same time.

    Raises:
        EnvironmentFailure: there is no journal.
        Refused: no such circle, or a day without history.
    """
    journal = data / FILE
    if not journal.is_file():
        raise EnvironmentFailure(f"{data} 里没有流水文件 {FILE} (there is no journal in this folder)")
    town = read_town(town_path)
    zone = town.town.settings.time_zone
    tree = CircleTree(town.town.circles)
    chosen = circle or tree.root or ""
    if chosen not in tree.by_id:
        raise Refused("index.circle", f"没有圈 {circle!r}")
    today = day_of(datetime.now(UTC), zone)
    if day > today:
        raise Refused("index.day", f"{day} 还没有到")
    axis = CircleAxis(tree)
    cases = past_cases(axis, town, today, began_on(journal, zone, today), incidents_of(journal))
    now_s = datetime.now(UTC).timestamp()
    return open_all(values_of(History.of(axis, cases, zone, now_s), day, town.town.method), chosen)
