"""Everything that can have happened, and the line of the journal that says so."""

from __future__ import annotations

from datetime import datetime

import msgspec

from cockpit.domain.alarms import AlarmEvent
from cockpit.domain.consultations import ConsultationEvent
from cockpit.domain.duty_log import LogEvent
from cockpit.domain.field import FieldEvent
from cockpit.domain.handovers import HandoverEvent
from cockpit.domain.holding import HoldEvent
from cockpit.domain.in_command import CommandTaken
from cockpit.domain.incidents import IncidentAdvanced, IncidentReported
from cockpit.domain.ladder import DeadlineMissed, MissAcknowledged, MissClimbed, MissesPassedOver
from cockpit.domain.orders import (
    DraftConfirmed,
    DraftDiscarded,
    OrderDrafted,
    OrderIssued,
    OrderRecalled,
    RecipientAdvanced,
)
from cockpit.domain.relief import RecipientReassigned, RecipientsAdded
from cockpit.domain.resolutions import ResolutionEvent
from cockpit.domain.town_events import CirclesDefined, PeopleDefined, TownDefined, UnitsDefined
from cockpit.domain.versions import OrderChanged

Event = (
    TownDefined
    | CirclesDefined
    | PeopleDefined
    | UnitsDefined
    | IncidentReported
    | IncidentAdvanced
    | OrderDrafted
    | OrderIssued
    | DraftConfirmed
    | DraftDiscarded
    | OrderRecalled
    | OrderChanged
    | RecipientAdvanced
    | RecipientReassigned
    | RecipientsAdded
    | DeadlineMissed
    | MissClimbed
    | MissAcknowledged
    | MissesPassedOver
    | HoldEvent
    | CommandTaken
    | HandoverEvent
    | LogEvent
    | AlarmEvent
    | ConsultationEvent
    | ResolutionEvent
    | FieldEvent
)


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the journal: an event, when the hub decided it, in whose name, for which command (intent).

    ``pressed_at`` is there where the command had lain unsent before: when a person pressed it.
    """

    seq: int
    at: datetime
    by: str
    event: Event
    intent: str = ""
    pressed_at: datetime | None = None
