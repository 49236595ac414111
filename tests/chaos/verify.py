"""Holds a journal against what cockpits were told, what terminals did, and what replicas hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cockpit.domain.ladder import next_due_at
from cockpit.domain.orders import FINAL
from tests.chaos import escalations
from tests.chaos.records import Deeds, Words, plain
from tests.chaos.story import Story

RANK = {"issued": 0, "delivered": 1, "acknowledged": 2, "en_route": 3, "on_scene": 4, "completed": 5}
LAST = len(RANK)
SHOWN = 8
"""How many of one kind of fault are named; all are counted."""
OVERDUE_S = 5.0
"""A hub that has been back for a moment has said by then what fell due."""


@dataclass
class Findings:
    """What is wrong, a line each: nothing in any list is as it should be."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unequal: list[str] = field(default_factory=list)
    escalations: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lost or self.doubled or self.unequal or self.escalations or self.other)

    def lines(self) -> list[str]:
        """All of it for people, of each kind the first few."""
        named = vars(self).items()
        return [f"{kind}: {one}" for kind, found in named for one in found[:SHOWN]]


@dataclass
class Told:
    """What had been called durable before the journal was read: commands by id (changed anything?), and receipts."""

    commands: dict[str, bool]
    receipts: set[tuple[str, str, str]]


def check(story: Story, told: Told, words: Words, deeds: Deeds, alive: set[int]) -> Findings:
    """Everything that can be told from the records: what is lost, doubled, or never happened.

    Args:
        told: from the records as they were before the journal was read.
        words, deeds: the records as they were afterwards: whatever is in the journal had been said by then.
        alive: the terminals' processes that live now.
    """
    findings = Findings()
    if story.broken:
        findings.unequal.append(story.broken)
    _check_told(story, told, words, findings)
    _check_pressed(story, words, findings)
    _check_receipts(story, told, words, deeds, findings)
    _check_once(story, deeds, findings)
    _check_taken_back(story, deeds, alive, findings)
    findings.escalations += escalations.wrong(story.events)
    return findings


def _check_told(story: Story, told: Told, words: Words, findings: Findings) -> None:
    """What a cockpit was told is durable is in the journal, as it was pressed."""
    journaled = {intent.partition("/")[2] for intent in story.intents}
    for id_, changed in told.commands.items():
        command = words.pressed[id_]["command"]
        kind, order = command["type"], command["order"]
        if changed and id_ not in journaled:
            findings.lost.append(f"{kind} {id_} was told durable and is not in the journal")
        elif kind == "recall_order" and not story.recalled[order]:
            findings.lost.append(f"the recall of {order} was told durable and is not in the journal")
        elif kind == "reassign" and (order, command["unit"]) not in story.reassigned:
            findings.lost.append(f"{order} was told reassigned from {command['unit']}, and the journal knows nothing")
        elif kind == "reinforce" and not story.recipients.get(order, set()).issuperset(command["units"]):
            findings.lost.append(f"{order} was told reinforced, and the journal has not all of them")
        elif kind == "change_order" and command["text"] not in story.versions.get((order, command["version"] + 1), ()):
            findings.lost.append(f"{order} was told changed, and the journal has not that version")
        elif kind == "issue_order" and not story.issued.get(order):
            findings.lost.append(f"the order {order} was told durable and is not in the journal")
        elif kind == "issue_order" and story.issued[order][0] != (list(command["recipients"]), command["text"]):
            findings.unequal.append(f"the order {order} is not the one that was pressed")


def _check_pressed(story: Story, words: Words, findings: Findings) -> None:
    """What is in the journal in a person's name was pressed."""

    def pressed(kind: str) -> set[str]:
        return {line["command"]["order"] for line in words.pressed.values() if line["command"]["type"] == kind}

    findings.unequal += [f"nobody pressed the order {one}" for one in story.issued.keys() - pressed("issue_order")]
    findings.unequal += [f"nobody recalled the order {one}" for one in story.recalled.keys() - pressed("recall_order")]
    changed = {order for order, _ in story.versions}
    findings.unequal += [f"nobody changed the order {one}" for one in changed - pressed("change_order")]
    for actor, _, id_ in (intent.partition("/") for intent in story.intents):
        # Terminals of chiefs send commands of their own, which are not in these records.
        if id_ not in words.pressed and actor not in story.world.units:
            findings.unequal.append(f"nobody pressed the command {id_} of {actor}")


def _check_receipts(story: Story, told: Told, words: Words, deeds: Deeds, findings: Findings) -> None:
    """Every state in the journal was reported by the unit, or for it; every receipt that was told durable counts."""
    answered = {
        (line["command"]["order"], line["command"]["unit"], line["command"]["state"])
        for line in words.pressed.values()
        if line["command"]["type"] == "answer_for"
    }
    best: dict[tuple[str, str], int] = {}
    for order, unit, state in story.reached:
        best[order, unit] = max(best.get((order, unit), 0), RANK.get(state, LAST))
        made = state in deeds.made.get((order, unit), ())
        if not (((plain(order), unit, state) in answered) if (order, unit, state) in story.by_others else made):
            findings.unequal.append(f"{unit} is {state} in the journal for {order}, and nobody said so")
    # Who has come to an end, or was answered for to the end, has nothing more to say of any version.
    ended = {(plain(order), unit) for (order, unit), rank in best.items() if rank >= RANK["completed"]}
    for order, unit, state in told.receipts:
        over = (
            plain(order) in story.recalled or (plain(order), unit) in story.reassigned or (plain(order), unit) in ended
        )
        if not over and best.get((order, unit), 0) < RANK.get(state, LAST):
            findings.lost.append(f"{unit} was told that {state} for {order} is durable, and the journal has less")


def _check_once(story: Story, deeds: Deeds, findings: Findings) -> None:
    """Nothing was executed twice: by the hub, by a terminal, by a person."""
    many: list[tuple[str, object, int]] = [("order", one, len(found)) for one, found in story.issued.items()]
    many += [("recall of", one, count) for one, count in story.recalled.items()]
    many += [("receipt", one, count) for one, count in story.reached.items()]
    many += [("reassignment", one, count) for one, count in story.reassigned.items()]
    many += [("version", one, len(found)) for one, found in story.versions.items()]
    many += [("command", one, count) for one, count in story.intents.items()]
    findings.doubled += [f"{what} {one} is {count} times in the journal" for what, one, count in many if count > 1]
    findings.doubled += [f"{unit} was given {order} twice as new" for order, unit in deeds.again]
    findings.doubled += [f"{unit} reported {state} for {order} twice" for order, unit, state in deeds.made_twice]
    twice = [one for one, count in deeds.taken.items() if count > 1]
    findings.doubled += [f"{unit} took {order} in twice" for _, order, unit in twice]


def _check_taken_back(story: Story, deeds: Deeds, alive: set[int], findings: Findings) -> None:
    """That an order was taken back has reached every living terminal that had taken it in."""
    for pid, given, unit in deeds.taken:
        order = plain(given)
        back = story.recalled[order] or story.reassigned[order, unit]
        if pid in alive and back and (pid, order, unit) not in deeds.ended:
            findings.lost.append(f"that {order} was taken back has not reached {unit}")


def check_worlds(story: Story, answers: Iterable[dict[str, Any]]) -> list[str]:
    """Every replica, and the hub's own world, equals the journal folded up to the same line."""
    found: list[str] = []
    for line in answers:
        name = line["unit"]
        if story.worlds.get(line["seq"]) != line["digest"]:
            found.append(f"the replica of {name} at {line['seq']} is not the journal's world")
        hub = line["hub"]
        if story.worlds.get(hub["seq"]) != hub["digest"]:
            found.append(f"the hub's world at {hub['seq']}, told to {name}, is not the journal's: {hub['digest'][:60]}")
    return found


def check_overdue(story: Story, now: datetime) -> list[str]:
    """Deadlines that passed a while ago (hub's clock), and about which the hub has said nothing."""
    found: list[str] = []
    for order in story.world.orders.values():
        for unit in order.recipients:
            at = next_due_at(story.world, order, unit)
            if at is not None and at < now - timedelta(seconds=OVERDUE_S):
                found.append(
                    f"{unit}: the next step for {order.id} fell due at {at:%H:%M:%S} and is not in the journal"
                )
    return found


def check_ended(story: Story) -> list[str]:
    """At the end, when everybody has had the time: every recipient of every order has come to an end of it."""
    return [
        f"{unit} is still {recipient.state} in {order.id}"
        for order in story.world.orders.values()
        for unit, recipient in order.recipients.items()
        if recipient.state not in FINAL
    ]
