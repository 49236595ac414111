"""Holds a journal against what cockpits were told, what terminals did, and what replicas hold."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cockpit.domain.orders import FINAL
from cockpit.domain.world import World
from cockpit.hub.entries import decode, fold
from cockpit.hub.journal import FILE, NO_HASH, reading
from tests.chaos import escalations
from tests.chaos.records import Deeds, Words

RANK = {"issued": 0, "delivered": 1, "acknowledged": 2, "en_route": 3, "on_scene": 4, "completed": 5}
SHOWN = 8
"""How many of one kind of fault are named; all are counted."""


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
class Story:
    """A journal in plain JSON: what was issued, recalled and reached, and how often.

    Attributes:
        issued: order to the recipients and texts that it was issued with, as often as it was.
        reached: (order, unit, state) to how often; ``by_others`` those that somebody else than the unit reported.
        worlds: the digest of the folded world at each sequence number that was asked for.
    """

    events: list[dict[str, Any]] = field(default_factory=list)
    issued: dict[str, list[tuple[list[str], str]]] = field(default_factory=dict)
    recalled: Counter[str] = field(default_factory=Counter)
    reached: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    by_others: set[tuple[str, str, str]] = field(default_factory=set)
    intents: Counter[str] = field(default_factory=Counter)
    worlds: dict[int, str] = field(default_factory=dict)
    world: World = field(default_factory=World)
    broken: str = ""
    head: int = 0

    def take(self, entry: dict[str, Any]) -> None:
        """Takes in one line."""
        event = entry["event"]
        self.events.append(event)
        if entry.get("intent"):
            self.intents[entry["intent"]] += 1
        match event["type"]:
            case "order_issued":
                issue = event["issue"]
                self.issued.setdefault(issue["order"], []).append((list(issue["recipients"]), issue["text"]))
            case "order_recalled":
                self.recalled[event["order"]] += 1
            case "recipient_advanced":
                step = (event["order"], event["unit"], event["state"])
                self.reached[step] += 1
                if entry["by"] != event["unit"]:
                    self.by_others.add(step)


def read_story(data: Path, asked: set[int]) -> Story:
    """Reads a journal from its first line to its last: hashes, plain events, and the world at the numbers asked for.

    The chain is computed here once more, by the formula in the design and not by the product's code.
    """
    story = Story()
    last = NO_HASH
    with reading(data / FILE) as database:
        for seq, body, found in database.execute("select seq, body, hash from entry order by seq"):
            last = hashlib.sha256(last + body).digest()
            if seq != story.head + 1 or last != found:
                story.broken = story.broken or f"the chain breaks at line {seq} (after {story.head})"
            story.head = seq
            story.take(json.loads(body))
            fold(story.world, (decode(body),))
            if seq in asked:
                story.worlds[seq] = story.world.digest()
    return story


@dataclass
class Told:
    """What had been called durable before the journal was read: ids of commands, and receipts."""

    commands: set[str]
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
    _check_receipts(story, told, deeds, findings)
    _check_once(story, deeds, findings)
    _check_recalls(story, deeds, alive, findings)
    findings.escalations += escalations.wrong(story.events)
    return findings


def _check_told(story: Story, told: Told, words: Words, findings: Findings) -> None:
    """What a cockpit was told is durable is in the journal, as it was pressed; what is there was pressed."""
    for id_ in told.commands:
        command = words.pressed[id_]["command"]
        if "recall" in command:
            if not story.recalled[command["recall"]]:
                findings.lost.append(f"the recall of {command['recall']} was told durable and is not in the journal")
            continue
        found = story.issued.get(command["order"], [])
        if not found:
            findings.lost.append(f"the order {command['order']} was told durable and is not in the journal")
        elif found[0] != (list(command["recipients"]), command["text"]):
            findings.unequal.append(f"the order {command['order']} is not the one that was pressed")
    pressed = {line["command"].get("order") for line in words.pressed.values()}
    recalled = {line["command"].get("recall") for line in words.pressed.values()}
    findings.unequal += [f"nobody pressed the order {one}" for one in story.issued.keys() - pressed]
    findings.unequal += [f"nobody recalled the order {one}" for one in story.recalled.keys() - recalled]


def _check_receipts(story: Story, told: Told, deeds: Deeds, findings: Findings) -> None:
    """Every state in the journal was reported by the unit; every receipt that was told durable counts."""
    for order, unit, state in story.reached.keys() - story.by_others:
        if state not in deeds.made.get((order, unit), ()):
            findings.unequal.append(f"{unit} is {state} in the journal for {order}, and never said so")
    best: dict[tuple[str, str], int] = {}
    for order, unit, state in story.reached:
        best[order, unit] = max(best.get((order, unit), 0), RANK.get(state, len(RANK)))
    for order, unit, state in told.receipts:
        over = order in story.recalled
        if not over and best.get((order, unit), 0) < RANK.get(state, len(RANK)):
            findings.lost.append(f"{unit} was told that {state} for {order} is durable, and the journal has less")


def _check_once(story: Story, deeds: Deeds, findings: Findings) -> None:
    """Nothing was executed twice: by the hub, by a terminal, by a person."""
    many: list[tuple[str, object, int]] = [("order", one, len(found)) for one, found in story.issued.items()]
    many += [("recall of", one, count) for one, count in story.recalled.items()]
    many += [("receipt", one, count) for one, count in story.reached.items()]
    many += [("command", one, count) for one, count in story.intents.items()]
    findings.doubled += [f"{what} {one} is {count} times in the journal" for what, one, count in many if count > 1]
    findings.doubled += [f"{unit} was given {order} twice as new" for order, unit in deeds.again]
    findings.doubled += [f"{unit} reported {state} for {order} twice" for order, unit, state in deeds.made_twice]
    findings.doubled += [
        f"{unit} took {order} in twice" for (_, order, unit), count in deeds.taken.items() if count > 1
    ]


def _check_recalls(story: Story, deeds: Deeds, alive: set[int], findings: Findings) -> None:
    """A recall has reached every living terminal that had taken the order in."""
    for pid, order, unit in deeds.taken:
        if pid in alive and story.recalled[order] and (pid, order, unit) not in deeds.ended:
            findings.lost.append(f"the recall of {order} has not reached {unit}")


def check_worlds(story: Story, answers: list[dict[str, Any]]) -> list[str]:
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


def check_ended(story: Story) -> list[str]:
    """At the end, when everybody has had the time: every recipient of every order has come to an end of it."""
    return [
        f"{unit} is still {recipient.state} in {order.id}"
        for order in story.world.orders.values()
        for unit, recipient in order.recipients.items()
        if recipient.state not in FINAL
    ]
