"""The units' table."""

from __future__ import annotations

from cockpit.views.map_tips import unit_tip
from cockpit.views.situation import SituationChanges
from cockpit.views.units import UnitsView, task_of
from tests.situations import Scene


def viewed(scene: Scene, language: str = "zh") -> UnitsView:
    view = UnitsView(language)  # type: ignore[arg-type]
    view.update(scene.situation, scene.everything())
    return view


def test_contact_is_counted_and_written() -> None:
    scene = Scene()
    scene.wait(20, heard=False)
    scene.silence("u101")
    del scene.situation.live.heard["u102"]
    view = viewed(scene)
    assert (view.in_contact, view.silent, view.total) == (18, 2, 20)
    contact = next(column for column in view.columns if column.key == "contact")
    view.sort("contact")
    assert [contact.text(row) for row in view.rows[:3]] == ["失联 1:00:00", "未上线", "迟到 20 秒"]
    assert [contact.tone(row) for row in view.rows[:3]] == ["yellow", "yellow", "text"]
    name = view.columns[0]
    assert [name.tone(row) for row in view.rows[:3]] == ["third", "third", "text"]


def test_filter_by_words_and_by_contact() -> None:
    scene = Scene()
    scene.silence("u101")
    view = viewed(scene, "en")
    view.filter("police 一区")
    assert [row.id for row in view.rows] == ["u101", "u102"]
    view.filter("out of contact")
    assert [row.id for row in view.rows] == ["u101"]
    view.filter("")
    view.sort("department", descending=True)
    assert view.rows[0].department == "Traffic police"
    assert view.columns[1].mark(view.rows[0]) == ("triangle", "traffic_police")


def test_tasks_follow_the_orders() -> None:
    scene = Scene()
    view = viewed(scene)
    scene.changes()
    scene.order("o1", ("u101",), "到西门\n带水")
    scene.order("o2", ("u101", "u102"), "到东门")
    assert view.update(scene.situation, scene.changes()) is False
    tasks = {row.id: row.task for row in view.rows}
    assert (tasks["u101"], tasks["u102"], tasks["u103"]) == ("未送达 · 到西门 +1", "未送达 · 到东门", "")
    scene.receipt("o1", "u101", "completed")
    assert task_of(scene.desk.world, "u101") == "未送达 · 到东门"
    view.sort("task")
    scene.receipt("o2", "u102", "declined", "车坏")
    assert view.update(scene.situation, scene.changes()) is True
    assert [row.id for row in view.rows[:1]] == ["u101"]


def test_rows_move_only_when_the_sort_depends_on_it() -> None:
    scene = Scene()
    view = viewed(scene)
    view.sort("name")
    scene.wait(100, heard=False)
    assert view.update(scene.situation, scene.ticks()) is False
    assert view.silent == 20
    view.sort("contact")
    scene.wait(1)
    assert view.update(scene.situation, scene.ticks()) is True
    assert view.update(scene.situation, SituationChanges()) is False


def test_undelivered_unanswered_and_out_of_contact_are_three_things() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102", "u103"), "到西门")
    scene.receipt("o1", "u102", "delivered")
    scene.receipt("o1", "u103", "acknowledged")
    world = scene.desk.world
    said = [task_of(world, unit) for unit in ("u101", "u102", "u103")]
    assert said == ["未送达 · 到西门", "未签收 · 到西门", "签收 · 到西门"]
    english = [task_of(world, unit, "en") for unit in ("u101", "u102", "u103")]
    assert english == ["Undelivered · 到西门", "Unanswered · 到西门", "Acknowledged · 到西门"]
    scene.silence("u101")
    assert unit_tip(scene.situation, "u101")[1] == "失联 1 小时 00 分 00 秒 · 未送达 · 到西门"
    assert unit_tip(scene.situation, "u102")[1] == "在线 0 秒前 · 未签收 · 到西门"
