"""A journal read from its first line: the chain, what happened as plain JSON, and the world that it folds to."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cockpit.domain.world import World
from cockpit.hub.entries import decode, fold
from cockpit.hub.journal import FILE, NO_HASH, reading
from tests.chaos.records import with_version


@dataclass
class Story:
    """What was issued, taken back and reached, and how often.

    Attributes:
        issued: order to the recipients and texts that it was issued with, as often as it was.
        recipients: order to all units that ever had it.
        versions: (order, version) to the texts that it was changed to, as often as it was.
        reached: (order, unit, state) to how often, a later version under its own id (``with_version``); ``by_others``
            those that somebody else than the unit reported.
        intents: how often a command was carried out: entries one right after the other are one time.
        worlds: the digest of the folded world at each sequence number that was asked for.
    """

    events: list[dict[str, Any]] = field(default_factory=list)
    issued: dict[str, list[tuple[list[str], str]]] = field(default_factory=dict)
    recipients: dict[str, set[str]] = field(default_factory=dict)
    recalled: Counter[str] = field(default_factory=Counter)
    reassigned: Counter[tuple[str, str]] = field(default_factory=Counter)
    reached: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    by_others: set[tuple[str, str, str]] = field(default_factory=set)
    versions: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    intents: Counter[str] = field(default_factory=Counter)
    worlds: dict[int, str] = field(default_factory=dict)
    world: World = field(default_factory=World)
    broken: str = ""
    head: int = 0
    _last_intent: str = ""

    def take(self, entry: dict[str, Any]) -> None:
        """Takes in one line."""
        event = entry["event"]
        self.events.append(event)
        intent = entry.get("intent", "")
        if intent and intent != self._last_intent:
            self.intents[intent] += 1
        self._last_intent = intent
        match event["type"]:
            case "order_issued":
                issue = event["issue"]
                self.issued.setdefault(issue["order"], []).append((list(issue["recipients"]), issue["text"]))
                self.recipients.setdefault(issue["order"], set()).update(issue["recipients"])
            case "order_recalled":
                self.recalled[event["order"]] += 1
            case "recipients_added":
                self.recipients.setdefault(event["order"], set()).update(event["units"])
            case "recipient_reassigned":
                self.recipients.setdefault(event["order"], set()).add(event["to"])
                self.reassigned[event["order"], event["unit"]] += 1
            case "order_changed":
                made = self.versions.setdefault((event["order"], event["version"]), [])
                made.append(event["wording"]["text"])
            case "recipient_advanced":
                step = (with_version(event["order"], event.get("version", 1)), event["unit"], event["state"])
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
