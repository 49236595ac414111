"""The incidents' table: order, filter, sort, and only what changed."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.changes import Changes
from cockpit.domain.incidents import AdvanceIncident, ReportIncident
from cockpit.domain.people import Actor
from cockpit.views.columns import tsv
from cockpit.views.incidents import IncidentsView, circle_words
from cockpit.views.situation import SituationChanges
from tests.situations import Scene

KINDS = ["warehouse_fire", "brawl", "collision", "edge_guard", "quarrel", "stall"]


def report(scene: Scene, number: int, kind: str, minutes_ago: float = 0.0, circle: str = "g1") -> str:
    at = scene.desk.now - timedelta(minutes=minutes_ago)
    command = ReportIncident("police_110", str(number), kind, f"第{number}件\t{kind}", at, circle=circle)
    scene.desk.do(command, Actor("source", "police_110"))
    return f"police_110:{number}"


def shown(scene: Scene, view: IncidentsView) -> list[str]:
    view.update(scene.situation, scene.changes())
    return [row.id for row in view.rows]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.floats(0, 4000), st.booleans()), max_size=20))
@settings(max_examples=50)
def test_open_first_then_the_gravest_then_the_newest(made: list[tuple[str, float, bool]]) -> None:
    scene = Scene()
    view = IncidentsView()
    view.update(scene.situation, scene.everything())
    scene.changes()
    for number, (kind, ago, closed) in enumerate(made):
        id_ = report(scene, number, kind, ago)
        if closed:
            scene.desk.do(AdvanceIncident(id_, "close"), scene.desk.person("p3"))
        view.update(scene.situation, scene.changes())
    ranks = [(not row.incident.open, row.incident.severity, -row.incident.reported_at.timestamp()) for row in view.rows]
    assert ranks == sorted(ranks)
    assert len(ranks) == view.total == len(made)
    assert view.open == sum(not closed for *_rest, closed in made)
    assert view.overdue == sum(row.incident.overdue_s(scene.situation.now) > 0 for row in view.rows)
    view.update(scene.situation, scene.everything())
    assert len(view.rows) == view.total == len(made)
    fresh = IncidentsView()
    fresh.update(scene.situation, scene.everything())
    assert [row.id for row in fresh.rows] == [row.id for row in view.rows]


def test_filter_and_sort_and_closed() -> None:
    scene = Scene()
    view = IncidentsView()
    view.update(scene.situation, scene.everything())
    fire, stall = report(scene, 1, "warehouse_fire", 5), report(scene, 2, "stall", 1, "g3")
    done = report(scene, 3, "brawl", 9)
    scene.desk.do(AdvanceIncident(done, "close"), scene.desk.person("p3"))
    assert shown(scene, view) == [fire, stall, done]
    view.filter("占道  第2件")
    assert [row.id for row in view.rows] == [stall]
    view.filter("二区")
    assert [row.id for row in view.rows] == [stall]
    view.filter("")
    view.show_closed(False)
    assert [row.id for row in view.rows] == [fire, stall]
    view.sort("reported_at", descending=True)
    assert [row.id for row in view.rows] == [stall, fire]
    view.sort("text")
    assert [row.id for row in view.rows] == [fire, stall]
    view.sort("")
    assert [row.id for row in view.rows] == [fire, stall]


def test_changes_name_the_incidents_and_nothing_else() -> None:
    scene = Scene()
    view = IncidentsView()
    assert view.update(scene.situation, scene.everything()) is None
    scene.changes()
    fire = report(scene, 1, "warehouse_fire")
    assert view.update(scene.situation, scene.changes()) == {fire}
    assert view.update(scene.situation, scene.ticks()) == set()
    del scene.desk.world.incidents[fire]
    assert view.update(scene.situation, SituationChanges(Changes(incidents={fire}))) == {fire}
    assert view.rows == []


def test_cells_in_both_languages() -> None:
    scene = Scene()
    report(scene, 1, "warehouse_fire", 5 * 60)
    report(scene, 2, "stall", 60 * 24)
    cells = {}
    for language in ("zh", "en"):
        view = IncidentsView(language)  # type: ignore[arg-type]
        view.update(scene.situation, scene.everything())
        cells[language] = [[column.text(row) for column in view.columns] for row in view.rows]
    assert cells["zh"][0] == [
        "07:00:00",
        "仓库火情",
        "第1件\twarehouse_fire",
        "110",
        "一区 网格1",
        "5 小时",
        "报送 超时 1 小时",
    ]
    assert cells["en"][0] == [
        "07:00:00",
        "Warehouse fire",
        "第1件\twarehouse_fire",
        "Police 110",
        "一区 网格1",
        "5 h",
        "Report overdue 1 h",
    ]
    assert cells["zh"][1][0] == "05-31 12:00"


def test_tones_and_marks_tell_state() -> None:
    scene = Scene()
    fire = report(scene, 1, "warehouse_fire", 5 * 60)
    view = IncidentsView()
    view.update(scene.situation, scene.everything())
    by_key = {column.key: column for column in view.columns}
    row = view.rows[0]
    assert by_key["kind"].mark(row) == ("alarm", "red")
    assert by_key["step"].tone(row) == "orange"
    assert by_key["text"].tone(row) == "text"
    assert view.next_step(row.incident) == "triage"
    scene.desk.do(AdvanceIncident(fire, "review"), scene.desk.person("p3"))
    view.update(scene.situation, scene.changes())
    row = view.rows[0]
    assert by_key["kind"].mark(row) == ("circle", "line")
    assert by_key["text"].tone(row) == "third"
    assert view.next_step(row.incident) is None


def test_copied_rows_stay_rows() -> None:
    scene = Scene()
    report(scene, 1, "warehouse_fire")
    view = IncidentsView()
    view.update(scene.situation, scene.everything())
    lines = tsv([column.key for column in view.columns], view.columns, view.rows).splitlines()
    assert [line.count("\t") for line in lines] == [6, 6]
    assert "第1件 warehouse_fire" in lines[1]


def test_circles_in_words() -> None:
    world = Scene().desk.world
    assert circle_words(world, "g1") == "一区 网格1"
    assert circle_words(world, "z1") == "一区"
    assert circle_words(world, "core") == "指挥中心"
    assert circle_words(world, "lost") == "lost"


def test_many_changes_at_once_come_out_as_one_by_one() -> None:
    scene = Scene()
    view, fresh = IncidentsView(), IncidentsView()
    view.update(scene.situation, scene.everything())
    scene.changes()
    for number in range(150):
        report(scene, number, KINDS[number % 6], number)
    view.update(scene.situation, scene.changes())
    for number in range(0, 150, 3):
        scene.desk.do(AdvanceIncident(f"police_110:{number}", "close"), scene.desk.person("p3"))
    view.update(scene.situation, scene.changes())
    fresh.update(scene.situation, scene.everything())
    assert [row.id for row in view.rows] == [row.id for row in fresh.rows]
    assert (view.open, view.overdue) == (fresh.open, fresh.overdue) == (100, view.overdue)
