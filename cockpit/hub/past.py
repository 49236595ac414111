"""The past that the indices rest on: the town's history from before the hub, then what the hub's journal says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.cases import Cases
from cockpit.analysis.changes import WINDOW_DAYS, town_changes
from cockpit.analysis.days import day_of, day_span_s
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.figures import open_all
from cockpit.analysis.history import History
from cockpit.analysis.indices import Values, compute
from cockpit.analysis.outlook import outlook
from cockpit.analysis.recompute import daily_values, days_before
from cockpit.domain.circles import CircleTree
from cockpit.domain.incidents import CLOSED, Incident, IncidentAdvanced, IncidentReported
from cockpit.domain.indices import DOMAINS, Domain, IndexChange, IndexDetail, Method, Outlook
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub.entries import entries, entry_of
from cockpit.hub.journal import FILE, read_lines, realm_of
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
    # Days long before any history are asked for too, down to the first that a calendar can hold.
    expectation = Expectation.fit(history, day, method) if day > history.first_day else None
    if expectation is None or not expectation.history_days:
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


class ComparedDay(msgspec.Struct, frozen=True):
    """A past day's six indices by the method in force and by another; None where there was too little to tell."""

    day: date
    now: dict[Domain, float | None]
    other: dict[Domain, float | None]


def _rounded(value: float) -> float | None:
    return None if value != value else round(value, 2)


class ReadPast:
    """What a data folder and its town know of the past; the hub may be running meanwhile.

    Raises:
        EnvironmentFailure: there is no journal.
        Refused: a day that has not come yet, or the journal of a drill.
    """

    def __init__(self, data: Path, town_path: Path, day: date) -> None:
        journal = data / FILE
        if not journal.is_file():
            raise EnvironmentFailure(f"{data} 里没有流水文件 {FILE} (there is no journal in this folder)")
        if (realm := realm_of(journal)) != "live":
            raise Refused("index.drill", f"该数据目录属于演练（{realm}）：演练不计入指数")
        town = read_town(town_path)
        zone = town.town.settings.time_zone
        now = datetime.now(UTC)
        self.today = today = day_of(now, zone)
        if day > today:
            raise Refused("index.day", f"{day} 还没有到")
        self.tree, self.method, self.day = CircleTree(town.town.circles), town.town.method, day
        axis = CircleAxis(self.tree)
        cases = past_cases(axis, town, today, began_on(journal, zone, today), incidents_of(journal))
        self.history = History.of(axis, cases, zone, now.timestamp())

    def opened(self, circle: str) -> tuple[IndexDetail, ...]:
        """The six indices of the day, opened; of the town where no circle is named.

        Raises:
            Refused: no such circle, or a day without history.
        """
        return open_all(values_of(self.history, self.day, self.method), self._chosen(circle))

    def beside(self, other: Method, circle: str, days: int) -> list[ComparedDay]:
        """The last days up to the day by the town's method and by another, for a circle (the town where none is named).

        Raises:
            Refused: no such circle.
        """
        row = self.history.axis.position[self._chosen(circle)]
        until = min(self.day + timedelta(days=1), self.today)
        days_ = days_before(until, days)
        lines = [daily_values(self.history, days_, method).values[:, row] for method in (self.method, other)]
        return [
            ComparedDay(
                day, *({d: _rounded(v) for d, v in zip(DOMAINS, line[at].tolist(), strict=True)} for line in lines)
            )
            for at, day in enumerate(days_)
        ]

    def _chosen(self, circle: str) -> str:
        chosen = circle or self.tree.root or ""
        if chosen not in self.tree.by_id:
            raise Refused("index.circle", f"没有圈 {circle!r}")
        return chosen

    def changes(self, days: int) -> tuple[IndexChange, ...]:
        """Unusual days and change points of the town's indices in the last days up to the day."""
        until = min(self.day + timedelta(days=1), self.today)
        past = daily_values(self.history, days_before(until, days + WINDOW_DAYS), self.method)
        since = until - timedelta(days=days)
        return tuple(one for one in town_changes(self.history, past, self.method) if one.day >= since)

    def outlook(self, score_days: int) -> Outlook:
        """What the day after is expected to bring, as known at the day's end; while it is not over, at its start.

        Raises:
            Refused: the past is too short for one.
        """
        until = min(self.day + timedelta(days=1), self.today)
        found = outlook(self.history, self.day + timedelta(days=1), self.method, until=until, score_days=score_days)
        if not found.rows:
            raise Refused("index.outlook", f"{self.day} 之前的历史太短，不能预测次日：至少要有八周")
        return found
