"""What the person who is signed in may do about a recipient who does not answer, foretold by the hub's own rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cockpit.domain.ladder import (
    AcknowledgeMiss,
    AcknowledgeMisses,
    MissAcknowledged,
    decide_acknowledge,
    decide_acknowledge_all,
    open_miss,
)
from cockpit.domain.live import Live
from cockpit.domain.order_rules import RANK, require_authority
from cockpit.domain.orders import FINAL, Order, RecipientState, Target
from cockpit.domain.people import Actor
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce, decide_answer_for
from cockpit.domain.targeting import recipients
from cockpit.domain.world import World
from cockpit.errors import Refused
from cockpit.views.authority import Forecast, duty_words
from cockpit.views.climb import calls
from cockpit.views.refusals import rule_words
from cockpit.views.situation import Situation
from cockpit.views.words import Language

Relief = AcknowledgeMiss | AnswerFor | Reassign | Reinforce
MAY = Forecast("issue")


@dataclass(frozen=True)
class Reliefs:
    """What each of the four would become for one recipient; ``action`` is ``issue`` where the person may."""

    acknowledge: Forecast
    answer: Forecast
    reassign: Forecast
    reinforce: Forecast


def reliefs(situation: Situation, order: Order, unit: str, language: Language = "zh") -> Reliefs:
    """Foretells the hub's answer for a recipient; with no unit, for sending more alone."""
    world, now, me = situation.world, situation.now, situation.me
    if me is None:
        message = "尚未登录" if language == "zh" else "Not signed in"
        nobody = Forecast("none", "order.person", message, duty_words(world, now, language))
        return Reliefs(nobody, nobody, nobody, nobody)
    actor = Actor("person", me.id)

    def acknowledge() -> None:
        list(decide_acknowledge(world, AcknowledgeMiss(order.id, unit), actor, now))

    def answer() -> None:
        # The furthest state with a note: what is left is who may, and whether there is anything left to answer.
        list(decide_answer_for(world, AnswerFor(order.id, unit, "completed", "·", order.version), actor, now))

    def reinforce() -> None:
        if not order.under_way:
            raise Refused("order.not_under_way", "指令已结束，不能增派")
        require_authority(world, actor, (), now)

    answered = _foretell(situation, answer, language)
    return Reliefs(
        _taken(order, unit, language) or _foretell(situation, acknowledge, language),
        answered,
        answered,
        _foretell(situation, reinforce, language),
    )


def answers(order: Order, unit: str) -> list[RecipientState]:
    """The states that somebody can vouch for: those from ``acknowledged`` on that the unit has not reached."""
    recipient = order.recipients.get(unit)
    reached = max(RANK.get(recipient.state, len(RANK)), RANK["delivered"]) if recipient is not None else len(RANK)
    return [state for state, rank in RANK.items() if rank > reached]


def picked_units(world: World, live: Live, target: Target, order: Order) -> tuple[str, ...]:
    """The units that are selected and do not have the order yet."""
    return tuple(id_ for id_ in recipients(world, live, target) if id_ not in order.recipients)


def takes(situation: Situation, order: Order) -> AcknowledgeMisses | None:
    """What the person who is signed in takes on with one key: the misses that call and that the hub lets them take."""
    me = situation.me
    if me is None:
        return None
    command = AcknowledgeMisses(order.id, tuple(calls(situation.world, order, me)))
    try:
        found = decide_acknowledge_all(situation.world, command, Actor("person", me.id), situation.now)
        units = tuple(event.unit for event in found if isinstance(event, MissAcknowledged))
    except Refused:
        return None
    return AcknowledgeMisses(order.id, units) if units else None


def happened(order: Order, command: Relief) -> bool:
    """Whether the world shows what a command wanted, whoever did it: the journal is the truth, not the answer."""
    if isinstance(command, Reinforce):
        return set(command.units) <= order.recipients.keys()
    recipient = order.recipients.get(command.unit)
    if recipient is None or recipient.state in FINAL:
        return True
    if isinstance(command, AnswerFor):
        return RANK[recipient.state] >= RANK[command.state]
    miss = open_miss(recipient)
    return isinstance(command, AcknowledgeMiss) and (miss is None or bool(miss.acknowledged_by))


def _taken(order: Order, unit: str, language: Language) -> Forecast | None:
    """That somebody has taken the miss on already; None when nobody has."""
    recipient = order.recipients.get(unit)
    miss = open_miss(recipient) if recipient is not None and order.under_way else None
    if miss is None or not miss.acknowledged_by:
        return None
    return Forecast("none", "miss.taken", "已有人知悉" if language == "zh" else "Somebody has taken it on already")


def _foretell(situation: Situation, ask: Callable[[], None], language: Language) -> Forecast:
    try:
        ask()
    except Refused as refusal:
        return _refused(situation, refusal.rule, refusal.message, refusal.who_could, language)
    return MAY


def _refused(situation: Situation, rule: str, message: str, who: str, language: Language) -> Forecast:
    if rule in ("relief.charge", "order.person", "order.commander_on_duty", "order.operator_drafts", "order.viewer"):
        who = duty_words(situation.world, situation.now, language)
    return Forecast("none", rule, rule_words(rule, message, language), who)
