"""Refusals in English: every rule of domain and hub has its words."""

from __future__ import annotations

import ast
from pathlib import Path

from cockpit.errors import EnvironmentFailure, Refused
from cockpit.views.refusals import RULES_EN, failure_words, rule_words

COCKPIT = Path(__file__).resolve().parents[2] / "cockpit"


def rules_in(room: str) -> dict[str, str]:
    """Each rule that is refused by in a room's source, and where."""
    found: dict[str, str] = {}
    for file in sorted((COCKPIT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            # Refused(rule, …) and sender.refuse(command, rule, …): the first argument that is a text
            texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in ("Refused", "refuse") and texts:
                found[texts[0]] = f"{file.name}:{node.lineno}"
    return found


def test_every_rule_that_the_hub_can_refuse_by_has_english_words() -> None:
    rules = rules_in("domain") | rules_in("hub")
    assert len(rules) > 70, "the search itself works"
    assert {rule: where for rule, where in rules.items() if rule not in RULES_EN} == {}


def test_no_words_are_kept_for_a_rule_that_is_gone() -> None:
    known = rules_in("domain") | rules_in("hub") | rules_in("views")
    assert [rule for rule in RULES_EN if rule not in known] == []


def test_the_english_words_are_english() -> None:
    assert [words for words in RULES_EN.values() if not words.isascii()] == []


def test_a_refusal_is_said_in_the_language_of_the_screen() -> None:
    refusal = Refused("order.viewer", "观摩账号只能查看")
    assert failure_words(refusal, "zh") == "观摩账号只能查看"
    assert failure_words(refusal, "en") == "This account can only look on"
    assert failure_words(EnvironmentFailure("no network"), "en") == "no network"
    assert rule_words("some.rule", "某规则", "en") == "某规则", "of a newer hub: better in Chinese than nothing"
