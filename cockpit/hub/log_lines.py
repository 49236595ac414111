"""The duty log as the journal writes it: the entries that a commander would have written down, between two instants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cockpit.domain.alarms import AlarmsAcknowledged, AlarmShelved, AlarmUnshelved
from cockpit.domain.consultations import IndexCorrected, IndicesFixed, LateValues
from cockpit.domain.duty_log import LOG_LIMIT, LogKind, LogLine, LogStruck, LogWritten
from cockpit.domain.handovers import CommandPassed, HandoverOpened, HandoverSigned, HandoverWithdrawn
from cockpit.domain.in_command import CommandTaken
from cockpit.domain.incidents import CLOSED, IncidentAdvanced, IncidentReported
from cockpit.domain.ladder import MissClimbed
from cockpit.domain.orders import DraftConfirmed, OrderIssued, OrderRecalled
from cockpit.domain.resolutions import ResolutionClosed, Resolved
from cockpit.domain.versions import OrderChanged
from cockpit.domain.world import Entry, Event
from cockpit.hub.entries import entries

GRAVE = 2
"""Incidents up to this severity are written down by themselves."""


def log_lines(
    path: Path, start: datetime, end: datetime, last_seq: int, core: str, known: Iterable[str] = ()
) -> list[LogLine]:
    """The lines of a span, oldest first; the latest ``LOG_LIMIT`` of them.

    Args:
        path: the journal's file.
        last_seq: its last durable entry.
        core: the core circle's id: what climbs there is written down.
        known: ids of grave incidents that may have been reported before the span.

    Raises:
        EnvironmentFailure: the journal cannot be read.
    """
    found: list[LogLine] = []
    grave = set(known)
    for entry in entries(path, first_from(path, start, last_seq)):
        if entry.at >= end:
            break
        found += _line(entry, grave, core)
    return found[-LOG_LIMIT:]


def first_from(path: Path, start: datetime, last_seq: int) -> int:
    """The sequence number before the first entry at or after an instant: entries stand in order of time."""
    low, high = 0, last_seq
    while low < high:
        middle = (low + high) // 2
        at = next(entry.at for entry in entries(path, middle, 1))
        if at < start:
            low = middle + 1
        else:
            high = middle
    return low


def _line(entry: Entry, grave: set[str], core: str) -> Iterator[LogLine]:
    event: Event = entry.event
    match event:
        case OrderIssued(issue):
            text = issue.text.strip().splitlines()[0]
            yield LogLine(entry.seq, entry.at, entry.by, "order_issued", issue.order, text, len(issue.recipients))
        case DraftConfirmed(order):
            yield LogLine(entry.seq, entry.at, entry.by, "draft_confirmed", order)
        case OrderChanged(order, _, wording, units):
            text = wording.text.strip().splitlines()[0]
            yield LogLine(entry.seq, entry.at, entry.by, "order_changed", order, text, len(units))
        case OrderRecalled(order, reason):
            yield LogLine(entry.seq, entry.at, entry.by, "order_recalled", order, reason)
        case MissClimbed(circle=circle) if circle == core:
            yield LogLine(entry.seq, entry.at, event.chief, "miss_at_core", event.order, event.unit)
        case IncidentReported(incident) if incident.severity <= GRAVE:
            grave.add(incident.id)
            yield LogLine(entry.seq, entry.at, entry.by, "incident", incident.id, incident.text, incident.severity)
        case IncidentAdvanced(incident_id, step) if step in CLOSED and incident_id in grave:
            yield LogLine(entry.seq, entry.at, entry.by, "incident_closed", incident_id)
        case HandoverOpened():
            yield LogLine(entry.seq, entry.at, entry.by, "handover_opened", event.handover, "", len(event.items))
        case HandoverSigned(handover):
            yield LogLine(entry.seq, entry.at, entry.by, "handover_signed", handover)
        case CommandPassed():
            yield LogLine(entry.seq, entry.at, event.person, "command_passed", event.handover, event.before)
        case HandoverWithdrawn(handover, reason):
            yield LogLine(entry.seq, entry.at, entry.by, "handover_withdrawn", handover, reason)
        case CommandTaken():
            yield LogLine(entry.seq, entry.at, event.person, "command_taken", event.before, event.reason)
        case AlarmsAcknowledged(seen):
            first = seen[0]
            yield LogLine(entry.seq, entry.at, entry.by, "alarms_acknowledged", first.key, first.about, len(seen))
        case AlarmShelved(key, until, reason, about):
            text = " · ".join(part for part in (about, reason) if part)
            minutes = round((until - entry.at).total_seconds() / 60)
            yield LogLine(entry.seq, entry.at, entry.by, "alarm_shelved", key, text, minutes)
        case AlarmUnshelved(key):
            yield LogLine(entry.seq, entry.at, entry.by, "alarm_unshelved", key)
        case IndexCorrected(day, domain, value, reason):
            yield LogLine(entry.seq, entry.at, entry.by, "index_corrected", domain, f"{day} {value:.1f} · {reason}")
        case IndicesFixed(day):
            yield LogLine(entry.seq, entry.at, entry.by, "indices_fixed", day.isoformat())
        case LateValues(day, values):
            yield LogLine(entry.seq, entry.at, entry.by, "indices_late", day.isoformat(), "", len(values))
        case Resolved():
            yield LogLine(entry.seq, entry.at, entry.by, "resolved", event.resolution, event.text)
        case ResolutionClosed(resolution, outcome, note):
            kind: LogKind = "resolution_done" if outcome == "done" else "resolution_dropped"
            yield LogLine(entry.seq, entry.at, entry.by, kind, resolution, note)
        case LogWritten(note, text):
            yield LogLine(entry.seq, entry.at, entry.by, "note", note, text)
        case LogStruck(note, reason):
            yield LogLine(entry.seq, entry.at, entry.by, "struck", note, reason)
