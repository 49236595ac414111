"""Who commands, and what a gap in the rota looks like."""

from __future__ import annotations

from datetime import timedelta

from cockpit.domain.rota import Rota, Shift
from cockpit.views.duty import duty
from tests.situations import Scene
from tests.towns import NOON


def test_the_shift_that_holds_now() -> None:
    found = duty(Scene("p1").situation)
    assert (found.name, found.department, found.deputy, found.is_me) == ("沈宁远", "应急管理", "顾清和", True)
    assert (found.until, found.remaining_s, found.share) == ("20:00", 8 * 3600.0, 16 / 24)
    assert (found.next_name, found.next_department, found.next_at) == ("顾清和", "行政执法", "20:00")
    assert found.problem == ""


def test_an_end_on_another_day_carries_its_date() -> None:
    scene = Scene("p2")
    scene.wait(9 * 3600)
    found = duty(scene.situation, "en")
    assert (found.name, found.until, found.department, found.is_me) == ("顾清和", "6-2 20:00", "Enforcement", True)


def test_a_day_belongs_to_who_holds_most_of_it() -> None:
    week = duty(Scene().situation).week
    assert "".join(cell.day for cell in week) == "一二三四五六日"
    assert [cell.short for cell in week] == ["沈", "顾", "沈", "顾", "沈", "顾", "沈"]
    assert [cell.today for cell in week] == [True, *[False] * 6]
    assert not any(cell.gap for cell in week)


def test_from_the_change_on_the_day_is_lit_whose_turn_runs() -> None:
    scene = Scene()
    scene.wait(9 * 3600)
    found = duty(scene.situation)
    assert [cell.today for cell in found.week] == [False, True, *[False] * 5]
    assert [cell.name for cell in found.week if cell.today] == [found.name] == ["顾清和"]


def test_on_sunday_evening_the_week_is_the_one_whose_monday_runs() -> None:
    scene = Scene()
    scene.wait(6 * 86400 + 9 * 3600)
    found = duty(scene.situation)
    assert [cell.today for cell in found.week] == [True, *[False] * 6]
    assert found.week[0].name == found.name


def test_a_night_turn_is_lit_on_the_day_that_it_belongs_to_by_the_calendar() -> None:
    scene = Scene()
    nights = Shift(NOON + timedelta(hours=8), NOON + timedelta(hours=20), "p2")
    days = Shift(NOON - timedelta(hours=4), NOON + timedelta(hours=8), "p1")
    next_day = Shift(NOON + timedelta(hours=20), NOON + timedelta(hours=32), "p1")
    scene.desk.world.rota = Rota(None, (days, nights, next_day))
    scene.wait(9 * 3600)
    found = duty(scene.situation)
    assert [cell.today for cell in found.week] == [True, *[False] * 6], "the next day is mostly another's"
    assert found.week[0].name == found.name == "顾清和"


def test_no_rota_at_all() -> None:
    scene = Scene()
    scene.desk.world.rota = Rota()
    assert duty(scene.situation).problem == "no_rota"


def test_a_gap_now_names_who_comes_next_and_marks_the_days() -> None:
    scene = Scene()
    shift = Shift(NOON + timedelta(hours=2), NOON + timedelta(hours=10), "p2")
    scene.desk.world.rota = Rota(None, (shift,))
    found = duty(scene.situation)
    assert (found.problem, found.name, found.next_name, found.next_at) == ("nobody", "", "顾清和", "14:00")
    assert [cell.gap for cell in found.week] == [True] * 7
    assert found.week[0].short == "顾"
    assert found.week[1].short == ""


def test_a_last_shift_says_that_nobody_is_next() -> None:
    scene = Scene()
    scene.desk.world.rota = Rota(None, (Shift(NOON - timedelta(hours=1), NOON + timedelta(hours=1), "gone"),))
    found = duty(scene.situation)
    assert (found.problem, found.name, found.department, found.next_at) == ("nobody_next", "gone", "", "")
    assert found.week[0].short == "gon", "a name without Chinese characters is cut, not reduced to a letter"


def test_a_shift_without_length_is_over() -> None:
    scene = Scene()
    length = timedelta(microseconds=1)
    scene.desk.world.rota = Rota(None, (Shift(NOON, NOON + length, "p1"),))
    assert duty(scene.situation).share == 0.0
