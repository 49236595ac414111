"""Everything that can be asked of the world, and what is decided about it: one family of rules each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cockpit.domain import handover_rules, ladder, order_rules, relief, versions
from cockpit.domain import in_command as command_rules
from cockpit.domain import incidents as incident_rules
from cockpit.domain.alarms import AcknowledgeAlarms, AlarmCommand, ShelveAlarm, UnshelveAlarm, decide_alarm
from cockpit.domain.consultation_rules import decide_consultation
from cockpit.domain.consultations import ConsultationCommand, FixIndices
from cockpit.domain.devices import EnrolDevice
from cockpit.domain.duty_log import LogCommand, StrikeLog, WriteLog, decide_log
from cockpit.domain.events import Event
from cockpit.domain.field import FieldCommand, decide_field
from cockpit.domain.handovers import HandoverCommand, SignHandover
from cockpit.domain.holding import (
    AcceptOffer,
    DeclineOffer,
    HoldCommand,
    OfferOrder,
    TakeBackOffer,
    TakeOrder,
    decide_hold,
)
from cockpit.domain.in_command import TakeOver
from cockpit.domain.incidents import AdvanceIncident, ReportIncident
from cockpit.domain.ladder import AcknowledgeMiss, AcknowledgeMisses
from cockpit.domain.orders import ConfirmDraft, DiscardDraft, DraftOrder, IssueOrder, RecallOrder, Receipt
from cockpit.domain.people import Actor
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from cockpit.domain.resolutions import ResolutionCommand, decide_resolution
from cockpit.domain.versions import ChangeOrder
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.world import World

Command = (
    IssueOrder
    | DraftOrder
    | ConfirmDraft
    | DiscardDraft
    | RecallOrder
    | ChangeOrder
    | Receipt
    | AcknowledgeMiss
    | AcknowledgeMisses
    | AnswerFor
    | Reassign
    | Reinforce
    | ReportIncident
    | AdvanceIncident
    | TakeOver
    | HoldCommand
    | HandoverCommand
    | LogCommand
    | AlarmCommand
    | ConsultationCommand
    | ResolutionCommand
    | FieldCommand
)

Signature = SignHandover | FixIndices
"""What the hub makes of a password; no client sends one."""


def decide(world: World, command: Command | Signature | EnrolDevice, actor: Actor, now: datetime) -> list[Event]:
    """What follows from a command: the events, none where it has happened already.

    Raises:
        Refused: a rule forbids it; the world is unchanged.
    """
    match command:
        case IssueOrder():
            return list(order_rules.decide_issue(world, command, actor, now))
        case Receipt():
            return list(order_rules.decide_receipt(world, command, actor, now))
        case DraftOrder():
            return list(order_rules.decide_draft(world, command, actor, now))
        case ConfirmDraft():
            return list(order_rules.decide_confirm(world, command, actor, now))
        case DiscardDraft():
            return list(order_rules.decide_discard(world, command, actor, now))
        case RecallOrder():
            return list(order_rules.decide_recall(world, command, actor, now))
        case ChangeOrder():
            return list(versions.decide_change(world, command, actor, now))
        case ReportIncident():
            if actor.kind == "unit":
                raise Refused("incident.reporter", "终端报送请用吹哨", "事件来源、坐席员")
            return list(incident_rules.decide_report(world, command, actor, now))
        case AcknowledgeMiss():
            return list(ladder.decide_acknowledge(world, command, actor, now))
        case AcknowledgeMisses():
            return list(ladder.decide_acknowledge_all(world, command, actor, now))
        case AnswerFor():
            return list(relief.decide_answer_for(world, command, actor, now))
        case Reassign():
            return list(relief.decide_reassign(world, command, actor, now))
        case Reinforce():
            return list(relief.decide_reinforce(world, command, actor, now))
        case AdvanceIncident():
            return list(incident_rules.decide_advance(world, command, actor, now))
        case TakeOver():
            return list(command_rules.decide_take_over(world, command, actor, now))
        case OfferOrder() | AcceptOffer() | DeclineOffer() | TakeBackOffer() | TakeOrder():
            return list(decide_hold(world, command, actor, now))
        case WriteLog() | StrikeLog():
            return list(decide_log(world, command, actor))
        case AcknowledgeAlarms() | ShelveAlarm() | UnshelveAlarm():
            return list(decide_alarm(world, command, actor, now))
        case _ if isinstance(command, ConsultationCommand | FixIndices):
            return list(decide_consultation(world, command, actor, now))
        case _ if isinstance(command, ResolutionCommand):
            return list(decide_resolution(world, command, actor, now))
        case _ if isinstance(command, HandoverCommand | SignHandover):
            return list(handover_rules.decide_handover(world, command, actor, now))
        case _:
            return list(decide_field(world, command, actor, now))
