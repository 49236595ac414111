"""A refusal on the screen: the domain and the hub speak Chinese, the English screen says the rule."""

from __future__ import annotations

from cockpit.errors import Refused
from cockpit.views.words import Language

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
    "account.password": "The password needs at least 8 characters",
    "ask.args": "The question cannot be understood: the versions of desktop and hub may differ",
    "ask.role": "Only people at the centre may ask this",
    "ask.unknown": "The hub does not know this question: the versions of desktop and hub may differ",
    "handover.asked": "A question waits for its answer",
    "handover.clock": "This town hands over by the clock",
    "handover.ended": "This handover is over",
    "handover.id": "The handover's number has 1 to 100 characters",
    "handover.incoming": "Command passes only to whom the rota names now or next, or the deputy",
    "handover.item": "There is no such item, or it has been decided",
    "handover.kind": "Only weather, promises and notes can be added",
    "handover.new_items": "Something grave has come since: bring the handover up to date",
    "handover.nobody": "Nobody commands now: fill the rota first",
    "handover.not_asked": "No question waits for an answer",
    "handover.open": "Another handover is under way",
    "handover.part": "This belongs to the other side of the handover",
    "handover.text": "Words are needed here",
    "handover.undecided": "Some items have not been gone through",
    "handover.unknown": "There is no such handover",
    "hub.disk": "The hub cannot write to its disk: nothing is taken until it can",
    "incident.circle": "The circle is unknown: give a place or a circle",
    "incident.kind": "The kind of incident is unknown",
    "incident.own_source": "A source sees only to its own incidents",
    "incident.place": "The place is not valid",
    "incident.reporter": "A terminal reports by the whistle",
    "incident.severity": "The severity must be between 1 and 4",
    "incident.source": "The source is unknown",
    "incident.step_back": "The incident has come further already: no step leads back",
    "incident.text": "The words, the address or the source's number are too long",
    "incident.time": "A time is not valid: without a zone, in the future, or closed before it was reported",
    "incident.unknown": "There is no such incident",
    "incident.viewer": "This account can only look on",
    "index.circle": "There is no such circle",
    "index.day": "There are no figures of that day",
    "index.not_ready": "The indices are being computed: try again in a moment",
    "order.is_draft": "This number is a draft's: confirm the draft, or write another order",
    "order.unknown": "There is no such order",
    "receipt.not_issued": "The order has not been issued yet",
    "receipt.not_recipient": "The order did not go to this unit",
    "receipt.reason": "Declining needs a reason",
    "receipt.state": "A terminal cannot report this state",
    "receipt.text": "The note is too long",
    "receipt.version": "The order was never issued in this version",
    "sign_in.key": "The terminal's key is not the right one",
    "sign_in.password": "Account or password is not right",
    "sign_in.source": "There is no such source",
    "sign_in.token": "The sign-in has run out: enter the password again",
    "sign_in.unit": "There is no such unit",
    "sign_in.wait": "Too many wrong passwords: wait half a minute before the next try",
    "takeover.clock": "This town hands over by the clock: nothing to take over",
    "takeover.have_it": "You command already",
    "takeover.reason": "A takeover needs a reason",
    "takeover.who": "Only whom the rota names, the deputy and the chief of the core may take over",
}
"""Every rule that domain and hub refuse by, in English."""


def rule_words(rule: str, message: str, language: Language) -> str:
    """A refusal in the language of the screen: the domain's own words, or the rule in English."""
    return message if language == "zh" else RULES_EN.get(rule, message)


def failure_words(failure: object, language: Language) -> str:
    """Why a question was not answered, in the language of the screen."""
    return rule_words(failure.rule, failure.message, language) if isinstance(failure, Refused) else str(failure)
