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
from cockpit.views.refusals import rule_words
from cockpit.views.words import Language

Action = Literal["issue", "draft", "none"]


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
