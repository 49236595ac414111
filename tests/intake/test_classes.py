"""The first rule that fits counts."""

from __future__ import annotations

from cockpit.intake import classes
from cockpit.intake.classes import Classes, Rule

RULES = (
    Rule("exact", ("火", "火灾"), "fire"),
    Rule("prefix", ("交通", "车"), "collision"),
    Rule("regex", ("打.?架", "^斗"), "brawl"),
)


def kind(rules, text):
    found = Classes(rules).rule_for(text)
    return found and found.kind


def test_exact_prefix_regex_and_none():
    assert kind(RULES, "火灾") == "fire"
    assert kind(RULES, "车辆剐蹭") == "collision"
    assert kind(RULES, "有人打 架") == "brawl"
    assert kind(RULES, "火灾后") is None


def test_the_first_that_fits_and_otherwise_last():
    rules = (*RULES, Rule("prefix", ("火",), "other"), Rule("otherwise", kind="help"))
    assert kind(rules, "火") == "fire"
    assert kind(rules, "火星") == "other"
    assert kind(rules, "猫在树上") == "help"


def test_memory_of_classes_is_bounded(monkeypatch):
    monkeypatch.setattr(classes, "REMEMBERED", 3)
    held = Classes(RULES)
    assert [held.rule_for(f"车{number}") for number in range(10)] == [RULES[1]] * 10
    assert len(held._known) == 3
