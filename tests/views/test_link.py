"""The link and the age of the picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cockpit.domain.live import LinkPhase
from cockpit.views.link import count_contact, link_line, old_picture_s
from tests.situations import Scene
from tests.towns import NOON


def scene_in(phase: LinkPhase, silent_s: float | None) -> Scene:
    """The small town, with the hub last heard so many seconds ago."""
    scene = Scene()
    heard_at = None if silent_s is None else NOON - timedelta(seconds=silent_s)
    scene.situation.link = replace(scene.situation.link, phase=phase, heard_at=heard_at, message="说明")
    return scene


@pytest.mark.parametrize(
    ("phase", "silent_s", "mood", "old_s"),
    [
        ("live", 0.4, "good", None),
        ("live", 2.9, "good", None),
        ("live", 3.0, "bad", 3.0),
        ("down", 0.5, "bad", 0.5),
        ("refused", None, "bad", None),
        ("connecting", None, "working", None),
        ("signing_in", None, "working", None),
        ("catching_up", 12.0, "working", 12.0),
    ],
)
def test_every_phase_has_a_mood_and_all_but_live_an_old_picture(
    phase: LinkPhase, silent_s: float | None, mood: str, old_s: float | None
) -> None:
    situation = scene_in(phase, silent_s).situation
    line = link_line(situation)
    assert (line.mood, line.phase, line.age_s, line.message) == (mood, phase, silent_s, "说明")
    assert line.silent == (phase == "live" and mood == "bad")
    assert old_picture_s(situation) == old_s


def test_a_hub_clock_that_runs_ahead_makes_no_negative_age() -> None:
    assert link_line(scene_in("live", -5.0).situation).age_s == 0.0


def test_terminals_that_can_be_reached() -> None:
    scene = scene_in("live", 0.0)
    scene.silence("u101")
    del scene.situation.live.heard["u102"]
    assert count_contact(scene.situation) == (20, 18)
    line = link_line(scene.situation)
    assert (line.terminals, line.in_contact, line.out) == (20, 18, 2)


@pytest.mark.parametrize(("off_s", "shown_s"), [(0.0, 0.0), (-59.0, 0.0), (-7200.0, 7200.0), (7200.0, -7200.0)])
def test_a_hub_whose_clock_is_another_than_its_machines_says_so(off_s: float, shown_s: float) -> None:
    scene = Scene()
    scene.situation.link = replace(scene.situation.link, clock_off_s=off_s)
    assert link_line(scene.situation).clock_off_s == shown_s
