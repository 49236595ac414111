"""An escalation that fires twice, too early or backwards is wrong; one that goes up step by step is not."""

from __future__ import annotations

from typing import Any

from tests.chaos.escalations import wrong


def missed(stage: str = "acknowledged") -> dict[str, Any]:
    """A deadline is missed."""
    return {"type": "deadline_missed", "order": "o1", "unit": "u1", "stage": stage}


def climbed(rung: int, again: int = 0, stage: str = "acknowledged") -> dict[str, Any]:
    """It climbs; the journal leaves out a count of 0."""
    event = {"type": "miss_climbed", "order": "o1", "unit": "u1", "stage": stage, "rung": rung}
    return {**event, "again": again} if again else event


def test_a_journal_without_escalations_has_no_wrong_ones() -> None:
    assert wrong([{"type": "order_recalled", "order": "o1"}]) == []


def test_a_ladder_climbed_to_the_top_and_told_again_is_right() -> None:
    assert wrong([missed(), climbed(0), climbed(1), climbed(1, 1), climbed(1, 2), missed("en_route")]) == []


def test_each_version_of_an_order_has_a_ladder_of_its_own() -> None:
    changed = {"type": "order_changed", "order": "o1", "version": 2, "units": ["u1"]}
    assert wrong([missed(), climbed(0), climbed(1), changed, missed(), climbed(0)]) == []
    assert len(wrong([missed(), changed, climbed(0)])) == 1
    assert len(wrong([missed(), {**changed, "units": ["u2"]}, missed()])) == 1


def test_what_fires_twice_is_wrong() -> None:
    assert len(wrong([missed(), missed()])) == 1
    assert len(wrong([missed(), climbed(0), climbed(0)])) == 1


def test_what_climbs_before_it_is_missed_or_downwards_is_wrong() -> None:
    assert len(wrong([climbed(0)])) == 1
    assert len(wrong([missed(), climbed(1), climbed(0)])) == 1
