"""An exercise: what happens when, what those who are cut or away do, and that it can be repeated."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from cockpit.domain.events import Entry
from cockpit.domain.ladder import DeadlineMissed
from cockpit.domain.orders import RecipientAdvanced
from cockpit.domain.world import World, apply
from cockpit.drills.exercise import Exercise
from tests.drills.scenarios import TEXT, read, town


def played(folder: Path, text: str = TEXT, **more: object) -> tuple[Exercise, list[bytes]]:
    """A scenario played to its end, and the journal's lines."""
    lines: list[bytes] = []
    exercise = Exercise(read(folder, text), town(folder), lambda seq, body: lines.append(body), **more)  # type: ignore[arg-type]
    exercise.play()
    return exercise, lines


def entries(lines: list[bytes]) -> list[Entry]:
    return [msgspec.json.decode(line, type=Entry) for line in lines]


def test_injects_and_orders_come_in_their_time(tmp_path: Path) -> None:
    exercise, lines = played(tmp_path)
    assert exercise.waiting == ()
    assert exercise.refused == []
    assert (exercise.happened_s["alarm"], exercise.happened_s["go"]) == (60.0, 90.0)
    order = exercise.world.orders["smoke/go"]
    assert order.issued_by == "p1"
    assert len(order.recipients) == 7
    acknowledged = sorted(one.times["acknowledged"] for one in order.recipients.values())
    half_s = (acknowledged[3] - exercise.scenario.starts_at).total_seconds()
    assert exercise.happened_s["worse"] == pytest.approx(half_s + 10.0, abs=0.001)
    at = [entry.at for entry in entries(lines)]
    assert at == sorted(at)


def test_the_journal_folds_to_the_same_world(tmp_path: Path) -> None:
    exercise, lines = played(tmp_path)
    world = World()
    for entry in entries(lines):
        apply(world, entry)
    assert world.digest() == exercise.world.digest()


def test_the_same_seed_gives_the_same_lines_and_another_does_not(tmp_path: Path) -> None:
    _, first = played(tmp_path)
    _, second = played(tmp_path)
    _, other = played(tmp_path, seed=4)
    assert first == second
    assert first != other


def test_without_orders_what_waits_for_them_never_comes(tmp_path: Path) -> None:
    exercise, _ = played(tmp_path, withhold_orders=True)
    assert exercise.world.orders == {}
    assert exercise.waiting == ("worse",)
    assert list(exercise.happened_s) == ["alarm"]


def test_a_unit_that_is_cut_answers_once_its_link_is_back(tmp_path: Path) -> None:
    text = TEXT + (
        '\n[[units]]\nunits = ["u101"]\ncut = true\n'
        '[[inject]]\nname = "back"\nat_s = 600\ndo = "restore"\nunits = ["u101"]\n'
    )
    exercise, lines = played(tmp_path, text)
    order = exercise.world.orders["smoke/go"]
    after_s = (order.recipients["u101"].times["delivered"] - exercise.scenario.starts_at).total_seconds()
    assert after_s == 600.0
    said = [
        entry.event.state
        for entry in entries(lines)
        if isinstance(entry.event, RecipientAdvanced) and entry.event.unit == "u101"
    ]
    assert said == ["delivered", "acknowledged", "en_route", "on_scene", "completed"]
    missed = [e.event for e in entries(lines) if isinstance(e.event, DeadlineMissed) and e.event.unit == "u101"]
    assert missed[0].stage == "delivered"


def test_a_unit_that_loses_its_link_on_the_way_tells_the_rest_later(tmp_path: Path) -> None:
    text = TEXT + (
        '\n[[inject]]\nname = "down"\nat_s = 120\ndo = "cut"\ncircles = ["z1"]\n'
        '[[inject]]\nname = "up"\nat_s = 1200\ndo = "restore"\ncircles = ["z1"]\n'
    )
    exercise, lines = played(tmp_path, text)
    start = exercise.scenario.starts_at
    told_s = [
        (entry.at - start).total_seconds() for entry in entries(lines) if isinstance(entry.event, RecipientAdvanced)
    ]
    assert not [at_s for at_s in told_s if 120.0 < at_s < 1200.0]
    assert [at_s for at_s in told_s if at_s >= 1200.0]


def test_who_is_away_gets_no_order(tmp_path: Path) -> None:
    exercise, _ = played(tmp_path, TEXT + '\n[[away]]\nunits = ["u101"]\n')
    assert exercise.world.off_duty == {"u101"}
    assert "u101" not in exercise.world.orders["smoke/go"].recipients


def test_who_declines_and_who_never_looks(tmp_path: Path) -> None:
    text = TEXT + (
        '\n[[units]]\nunits = ["u101"]\ndeclines = 1.0\n\n[[units]]\nunits = ["u105"]\noverlooks = 1.0\nheeds = 0.0\n'
    )
    exercise, lines = played(tmp_path, text)
    recipients = exercise.world.orders["smoke/go"].recipients
    assert recipients["u101"].state == "declined"
    assert recipients["u101"].reason
    assert recipients["u105"].state == "delivered"
    assert any(isinstance(e.event, DeadlineMissed) and e.event.unit == "u105" for e in entries(lines))


def test_only_the_nearest_are_sent(tmp_path: Path) -> None:
    exercise, _ = played(tmp_path, TEXT.replace("priority = 1", "priority = 1\nnearest = 2"))
    assert len(exercise.world.orders["smoke/go"].recipients) == 2


def test_what_a_rule_forbids_is_said(tmp_path: Path) -> None:
    exercise, _ = played(tmp_path, TEXT.replace('when = "inject alarm"', 'when = "inject alarm"\nas = "p6"'))
    assert [(name, rule) for name, rule, _ in exercise.refused] == [("go", "order.own_zone")]
    assert exercise.world.orders == {}


def test_what_comes_after_the_end_does_not_come(tmp_path: Path) -> None:
    exercise, _ = played(tmp_path, TEXT.replace("at_s = 60", "at_s = 1801"))
    assert exercise.waiting == ("alarm", "worse", "go")
    assert exercise.world.incidents == {}
