"""What a press of the button will do, for whom, and by which rule not: the hub decides, this only foretells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cockpit.domain.in_command import commander_at
from cockpit.domain.order_rules import on_duty, require_authority
from cockpit.domain.people import Actor, Person
from cockpit.domain.world import World
from cockpit.errors import Refused
from cockpit.views.words import Language

Action = Literal["issue", "draft", "none"]

RULES_EN = {
    "order.commander_on_duty": "Only the commander on duty may order across departments",
    "order.own_zone": "A zone chief orders only within the own zone",
    "order.operator_drafts": "An operator drafts; the commander confirms",
    "order.viewer": "This account can only look on",
    "order.person": "Only people at the centre may order",
    "order.text": "The order has no text, or too much of it",
    "order.recipients": "The order has no recipients",
    "order.deadlines": "Deadlines must be above zero and rise from stage to stage",
    "order.not_draft": "The draft has been dealt with already",
    "order.draft_changed": "The draft has just been changed: read it again before confirming",
    "order.own_draft": "Only the drafter may change a draft",
    "order.own_order": "A zone chief recalls and changes only the own orders",
    "order.changed": "The order has just been changed: read it again first",
    "order.same": "Nothing has been changed: it says the same as the version in force",
    "order.versions": "The order has been changed too often: recall it and issue it anew",
    "order.priority": "The priority must be I, II or III",
    "order.not_under_way": "The order is not under way",
    "order.incident": "There is no such incident",
    "order.place": "The place is not valid",
    "order.id": "This order's number is taken",
    "miss.none": "Nothing is overdue any more: it may have been answered",
    "miss.not_told": "You were not told of this one",
    "relief.charge": "Only the chiefs of the unit's circles and the commander on duty may see to it",
    "relief.recipient": "The unit does not have this order",
    "relief.ended": "The recipient has come to an end: there is nothing to see to",
    "relief.note": "An answer for somebody else must say how it is known",
    "relief.state": "Nobody can vouch for this state",
    "relief.has_it": "The unit has this order already",
    "takeover.clock": "This town hands over by the clock: nothing to take over",
    "takeover.have_it": "You command already",
    "takeover.who": "Only whom the rota names, the deputy and the chief of the core may take over",
    "takeover.reason": "A takeover needs a reason",
    "handover.clock": "This town hands over by the clock",
    "handover.id": "The handover's number has 1 to 100 characters",
    "handover.open": "Another handover is under way",
    "handover.nobody": "Nobody commands now: fill the rota first",
    "handover.incoming": "Command passes only to whom the rota names now or next, or the deputy",
    "handover.part": "This belongs to the other side of the handover",
    "handover.unknown": "There is no such handover",
    "handover.ended": "This handover is over",
    "handover.item": "There is no such item, or it has been decided",
    "handover.kind": "Only weather, promises and notes can be added",
    "handover.text": "Words are needed here",
    "handover.asked": "A question waits for its answer",
    "handover.not_asked": "No question waits for an answer",
    "handover.undecided": "Some items have not been gone through",
    "handover.new_items": "Something grave has come since: bring the handover up to date",
}
"""The domain speaks Chinese; these are its rules for the English screen."""


@dataclass(frozen=True)
class Forecast:
    """What pressing the button would do now.

    Attributes:
        action: issue the order, write a draft, or nothing.
        rule: the rule that keeps the person from issuing, empty when none does.
        message: that rule in words.
        who_could: who may issue it.
    """

    action: Action
    rule: str = ""
    message: str = ""
    who_could: str = ""


def forecast(
    world: World, me: Person | None, recipients: tuple[str, ...], now: datetime, language: Language = "zh"
) -> Forecast:
    """Foretells the hub's answer to an order to these units, by the very rule that the hub applies."""
    if me is None:
        message = "尚未登录" if language == "zh" else "Not signed in"
        return Forecast("none", "order.person", message, duty_words(world, now, language))
    try:
        require_authority(world, Actor("person", me.id), recipients, now)
    except Refused as refusal:
        action: Action = "none" if me.role == "viewer" else "draft"
        return Forecast(
            action, refusal.rule, rule_words(refusal.rule, refusal.message, language), duty_words(world, now, language)
        )
    return Forecast("issue")


def may_confirm(world: World, me: Person | None, recipients: tuple[str, ...], now: datetime) -> bool:
    """Whether the person could turn a draft to these units into an order now."""
    return forecast(world, me, recipients, now).action == "issue"


def duty_words(world: World, now: datetime, language: Language) -> str:
    """Who could: the commander on duty by name."""
    if language == "zh":
        return on_duty(world, now)
    person = world.people.get(commander_at(world, now))
    return f"the commander on duty, {person.name}" if person else "the commander on duty (nobody at present)"


def rule_words(rule: str, message: str, language: Language) -> str:
    """A refusal in the language of the screen: the domain's own words, or the rule in English."""
    return message if language == "zh" else RULES_EN.get(rule, message)
