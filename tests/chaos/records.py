"""What seats and terminals say that they did and were told, read from the files that they wrote while they did it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def read_lines(path: Path) -> list[Line]:
    """All whole lines of a file; none where there is no file."""
    return Tail(path).read()


class Tail:
    """A file of JSON Lines that others append to."""

    def __init__(self, path: Path) -> None:
        self._path, self._from = path, 0

    def read(self) -> list[Line]:
        """The whole lines that have been added since the last call. One that a kill has torn is passed over."""
        if not self._path.is_file():
            return []
        with self._path.open("rb") as file:
            file.seek(self._from)
            data = file.read()
        whole = data.rpartition(b"\n")[0]
        if not whole:
            return []
        self._from += len(whole) + 1
        return [json.loads(line) for line in whole.split(b"\n")]


def with_version(order: str, version: int) -> str:
    """An order's id where its first version is meant, and the id with the number of a later one."""
    return order if version == 1 else f"{order}#{version}"


def plain(order: str) -> str:
    """The id alone."""
    return order.partition("#")[0]


@dataclass
class Deeds:
    """What terminals did; of a later version of an order under its id with the version (``with_version``).

    Attributes:
        made: every receipt that was ever made: (order, unit) to its states.
        kept: receipts that the hub has called durable.
        waiting: by process, receipts that it has made and knows no end of: command id to when it was made.
        taken, ended: by process, orders that a unit took in (how often), and that are over for it.
        again: orders that the hub called new twice on one connection.
        made_twice: receipts that one process made twice.
        refused: receipts that the hub refused, with the rule.
    """

    made: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    kept: set[tuple[str, str, str]] = field(default_factory=set)
    waiting: dict[int, dict[str, float]] = field(default_factory=dict)
    taken: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    ended: set[tuple[int, str, str]] = field(default_factory=set)
    again: list[tuple[str, str]] = field(default_factory=list)
    made_twice: list[tuple[str, str, str]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    receipts: int = 0
    _versions: dict[tuple[int, str], int] = field(default_factory=dict)
    _made_by: set[tuple[int, str, str, str]] = field(default_factory=set)

    def take(self, lines: list[Line]) -> None:
        """Takes in what has been added."""
        for line in lines:
            if line["what"] == "made":
                self._versions[line["pid"], line["id"]] = line.get("version", 1)
            version = self._versions.get((line["pid"], line.get("id", "")), line.get("version", 1))
            self._take(line["what"], line["pid"], line["unit"], with_version(line["order"], version), line)

    def _take(self, what: str, pid: int, unit: str, order: str, line: Line) -> None:
        match what:
            case "made":
                self.receipts += 1
                self.made.setdefault((order, unit), set()).add(line["state"])
                self.waiting.setdefault(pid, {})[line["id"]] = line["at_s"]
                one = (pid, order, unit, line["state"])
                if one in self._made_by:
                    self.made_twice.append(one[1:])
                self._made_by.add(one)
            case "accepted" | "refused":
                self.waiting.get(pid, {}).pop(line["id"], None)
                if what == "accepted":
                    self.kept.add((order, unit, line["state"]))
                else:
                    self.refused[line["rule"]] += 1
            case "taken":
                self.taken[pid, order, unit] += 1
            case "ended":
                self.ended.add((pid, order, unit))
            case "again":
                self.again.append((order, unit))

    def waiting_since(self, pids: set[int], before_s: float) -> int:
        """Receipts that living processes made before an instant (monotonic) and that are not known to be durable."""
        return sum(at_s <= before_s for pid in pids for at_s in self.waiting.get(pid, {}).values())


@dataclass
class Words:
    """What seats pressed and were told.

    Attributes:
        pressed: command id to the line that says so.
        durable: ids that a seat was told are durable, and whether the command had changed anything.
        refused: how often it was told that something was not done, by rule.
        answers: the newest answer of each seat to the runner, by kind and number.
    """

    pressed: dict[str, Line] = field(default_factory=dict)
    durable: dict[str, bool] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    answers: dict[tuple[str, str, int], Line] = field(default_factory=dict)

    def count(self, kind: str) -> int:
        """How often a kind of command was pressed."""
        return sum(line["command"]["type"] == kind for line in self.pressed.values())

    def take(self, lines: list[Line]) -> None:
        """Takes in what has been added."""
        for line in lines:
            match line["what"]:
                case "pressed":
                    self.pressed[line["id"]] = line
                case "durable":
                    self.durable[line["id"]] = line["changed"]
                case "refused":
                    self.refused[line["rule"]] += 1
                case "status" | "digest" as what:
                    self.answers[line["unit"], what, line["n"]] = line
