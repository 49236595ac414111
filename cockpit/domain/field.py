"""What people outside do beside their orders: duty, whistles, calls for help, circle calls, the devices they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cockpit.domain.circle_calls import (
    CallCircle,
    CallEvent,
    CallHeard,
    CircleCalled,
    HearCall,
    apply_call,
    decide_call,
)
from cockpit.domain.devices import (
    DeviceCommand,
    DeviceEnrolled,
    DeviceEvent,
    DeviceRenamed,
    DeviceRevoked,
    EnrolDevice,
    RenameDevice,
    RevokeDevice,
    apply_device,
    decide_device,
)
from cockpit.domain.help_calls import (
    AcknowledgeHelp,
    CallHelp,
    CancelHelp,
    EndHelp,
    HelpAcknowledged,
    HelpCalled,
    HelpEnded,
    HelpEvent,
    apply_help,
    decide_help,
)
from cockpit.domain.incidents import IncidentReported
from cockpit.domain.unit_duty import (
    BeginDuty,
    DutyBegun,
    DutyEnded,
    DutyEvent,
    EndDuty,
    apply_duty,
    decide_duty,
    due_duties,
)
from cockpit.domain.whistles import (
    AnswerWhistle,
    BlowWhistle,
    CallIn,
    DepartmentsCalled,
    WhistleAnswered,
    WhistleBlown,
    WhistleEvent,
    WhistleMissed,
    apply_whistle,
    decide_whistle,
    due_whistles,
)

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World

FieldCommand = (
    DeviceCommand
    | BeginDuty
    | EndDuty
    | BlowWhistle
    | AnswerWhistle
    | CallIn
    | CallHelp
    | CancelHelp
    | AcknowledgeHelp
    | EndHelp
    | CallCircle
    | HearCall
)
FieldEvent = DeviceEvent | DutyEvent | WhistleEvent | HelpEvent | CallEvent


def decide_field(
    world: World, command: FieldCommand | EnrolDevice, actor: Actor, now: datetime
) -> Iterable[FieldEvent | IncidentReported]:
    """What follows from a command of the field's.

    Raises:
        Refused: a rule forbids it.
    """
    match command:
        case RenameDevice() | RevokeDevice() | EnrolDevice():
            return decide_device(world, command, actor, now)
        case BeginDuty() | EndDuty():
            return decide_duty(world, command, actor, now)
        case BlowWhistle() | AnswerWhistle() | CallIn():
            return decide_whistle(world, command, actor, now)
        case CallCircle() | HearCall():
            return decide_call(world, command, actor, now)
        case _:
            return decide_help(world, command, actor, now)


def due_field(world: World, now: datetime) -> list[DutyEnded | WhistleMissed]:
    """What has fallen due by now: shifts that are over, departments that have not reported in."""
    return [*due_duties(world, now), *due_whistles(world, now)]


def apply_field(world: World, event: FieldEvent, by: str, at: datetime) -> None:
    """Folds an event of the field's."""
    match event:
        case DeviceEnrolled() | DeviceRenamed() | DeviceRevoked():
            apply_device(world, event, by, at)
        case DutyBegun() | DutyEnded():
            apply_duty(world, event, at)
        case WhistleBlown() | WhistleAnswered() | WhistleMissed() | DepartmentsCalled():
            apply_whistle(world, event, at)
        case HelpCalled() | HelpAcknowledged() | HelpEnded():
            apply_help(world, event, by, at)
        case CircleCalled() | CallHeard():
            apply_call(world, event, by, at)
    _forget(world, at - timedelta(hours=world.settings.keep_closed_hours))


def _forget(world: World, before: datetime) -> None:
    """Drops what is over for so long: it stays in the journal. All three are in the sequence of their instants."""
    for whistle in list(world.whistles.values()):
        if whistle.at >= before or whistle.incident in world.incidents:
            break
        del world.whistles[whistle.id]
    for help_call in list(world.help_calls.values()):
        if help_call.at >= before or help_call.open:
            break
        del world.help_calls[help_call.id]
        world.changes.help_calls.add(help_call.id)
    for call in list(world.circle_calls.values()):
        if call.at >= before:
            break
        del world.circle_calls[call.id]
        world.changes.circle_calls.add(call.id)
