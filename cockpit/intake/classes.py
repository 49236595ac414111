"""A file's classes become the town's kinds, and with them domains and severities. The first rule that fits counts."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from cockpit.intake.template import Template

How = Literal["exact", "prefix", "regex", "otherwise"]

REMEMBERED = 10_000
"""Class texts whose rule is remembered; a file has a few hundred."""


class Rule(msgspec.Struct, frozen=True):
    """One rule.

    Attributes:
        how: whether the class is one of the patterns, begins with one, or holds a match of one (``re.search``).
        patterns: exact texts, beginnings, or regular expressions.
        kind: the town's kind of incident; empty where the rule rejects.
        severity: 1 to 4, or 0 for the kind's own.
        source: the source of such reports where it is not the file's.
        text: a template of its own, or None.
        reject: why such rows are not taken; empty where they are.
        line: where the rule stands in the mapping, for messages.
    """

    how: How
    patterns: tuple[str, ...] = ()
    kind: str = ""
    severity: int = 0
    source: str = ""
    text: Template | None = None
    reject: str = ""
    line: int = 0


class Classes:
    """The rules, ready to be asked for every row."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._expressions = [
            [re.compile(pattern) for pattern in rule.patterns] if rule.how == "regex" else [] for rule in rules
        ]
        self._known: dict[str, Rule | None] = {}

    def rule_for(self, text: str) -> Rule | None:
        """The first rule that fits, None where none does."""
        try:
            return self._known[text]
        except KeyError:
            found = next(
                (rule for rule, res in zip(self.rules, self._expressions, strict=True) if _fits(rule, res, text)), None
            )
            if len(self._known) < REMEMBERED:
                self._known[text] = found
            return found


def _fits(rule: Rule, expressions: list[re.Pattern[str]], text: str) -> bool:
    match rule.how:
        case "exact":
            return text in rule.patterns
        case "prefix":
            return text.startswith(rule.patterns)
        case "regex":
            return any(expression.search(text) for expression in expressions)
        case "otherwise":
            return True
