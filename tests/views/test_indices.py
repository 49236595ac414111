"""The six indices as rows, and one of them opened."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.indices import DOMAINS, Contribution, Figures, Index, IndexDetail, TownIndex
from cockpit.domain.people import HUB
from cockpit.views.indices import detail_table, history_of, index_rows, points_text, worst
from tests.situations import Scene
from tests.towns import NOON

FIRE = "fire_119:1"


def scene_with_figures(**values: float) -> Scene:
    """The small town at noon: fire has cost, the source 119 is silent for it, traffic is unknown."""
    scene = Scene()
    scene.desk.do(
        ReportIncident("fire_119", "1", "warehouse_fire", "仓库冒烟", NOON - timedelta(minutes=20), circle="g1"), HUB
    )
    town = []
    for domain in DOMAINS:
        if domain == "traffic":
            continue
        value = values.get(domain, 90.0)
        silent = ("fire_119", "gone") if domain == "fire" else ()
        top = Contribution("incident", 30.0, FIRE, "仓库冒烟") if domain == "fire" else None
        band = scene.desk.world.method.band(value)
        town.append(TownIndex(Index("core", domain, NOON.date(), value, band, True, silent), 88.0, (None, 88.0), top))
    circles = {"z1": (50.0, 60.0, 70.0, 80.0, 90.0, 100.0), "short": (1.0,)}
    scene.situation.figures = Figures(NOON.date(), NOON, 1, "1", tuple(town), circles)
    return scene


def test_without_figures_all_six_are_unknown() -> None:
    rows = index_rows(Scene().situation, "core")
    assert [row.domain for row in rows] == list(DOMAINS)
    assert all(row.value is None and row.band is None and row.change is None for row in rows)
    assert worst(rows) is None


def test_the_town_is_told_with_its_change_its_days_and_what_cost_the_most() -> None:
    rows = index_rows(scene_with_figures(fire=63.0).situation, "")
    fire = rows[DOMAINS.index("fire")]
    assert (fire.value, fire.band, fire.change, fire.provisional) == (63.0, "orange", -25.0, True)
    assert fire.history == (None, 88.0)
    assert (fire.top, fire.top_points, fire.top_incident) == ("仓库冒烟", 30.0, FIRE)
    assert worst(rows) == fire


def test_a_silent_source_is_named_and_an_unknown_one_shows_its_id() -> None:
    situation = scene_with_figures().situation
    assert index_rows(situation, "")[2].silent == ("119", "gone")
    assert index_rows(situation, "", "en")[2].silent == ("Fire 119", "gone")


def test_a_domain_that_the_hub_left_out_is_unknown() -> None:
    assert index_rows(scene_with_figures().situation, "core")[1].value is None


def test_without_yesterday_there_is_no_change() -> None:
    scene = scene_with_figures()
    figures = scene.situation.figures
    assert figures is not None
    one = msgspec.structs.replace(figures.town[0], yesterday=None)
    scene.situation.figures = msgspec.structs.replace(figures, town=(one,))
    assert index_rows(scene.situation, "core")[0].change is None


def test_a_circle_is_measured_against_the_town() -> None:
    rows = index_rows(scene_with_figures(fire=63.0).situation, "z1", histories={"fire": (70.0, 71.0)})
    fire = rows[2]
    assert (fire.value, fire.change, fire.against_town, fire.silent) == (70.0, 7.0, True, ("119", "gone"))
    assert fire.history == (70.0, 71.0)
    assert rows[1].change is None, "the town's traffic is unknown"
    assert fire.top == ""


@pytest.mark.parametrize("circle", ["nowhere", "short"])
def test_a_circle_without_values_is_unknown(circle: str) -> None:
    assert index_rows(scene_with_figures().situation, circle)[2].value is None


def test_an_opened_index_adds_up_and_leads_to_its_incidents() -> None:
    scene = scene_with_figures()
    contributions = (
        Contribution("overdue", 20.0, FIRE),
        Contribution("silent_source", 10.0, "fire_119"),
        Contribution("hazard", 5.0, "gone:7", "早先的隐患"),
        Contribution("rest_of_day", 2.0),
        Contribution("incident", 0.001, "gone:8"),
    )
    index = Index("core", "fire", NOON.date(), 63.0, "orange", True, ("fire_119",))
    table = detail_table(scene.situation, IndexDetail(index, "1", 12.0, contributions))
    assert table.total == pytest.approx(37.0, abs=0.01)
    assert [row.text for row in table.rows] == ["仓库冒烟", "119", "早先的隐患", "今日余下预期"]
    assert [row.kind for row in table.rows] == ["超时未结", "来源静默", "隐患未除", ""]
    assert (table.rows[0].place, table.rows[0].time, table.rows[0].incident) == ("网格1", "06-01 11:40", FIRE)
    assert [row.incident for row in table.rows[1:]] == ["", "", ""]
    assert (table.silent, table.provisional, table.value) == (("119",), True, 63.0)


def test_a_place_is_its_address_or_else_the_circles_name_or_its_id() -> None:
    scene = scene_with_figures()
    incident = scene.desk.world.incidents[FIRE]
    index = Index("core", "fire", NOON.date(), 63.0, "orange")
    detail = IndexDetail(index, "1", 12.0, (Contribution("incident", 37.0, FIRE),))
    incident.circle = "elsewhere"
    assert detail_table(scene.situation, detail).rows[0].place == "elsewhere"
    incident.address = "古墩路 588 号"
    assert detail_table(scene.situation, detail).rows[0].place == "古墩路 588 号"


@pytest.mark.parametrize(("points", "text"), [(2.4, "+2"), (-14.0, "−14"), (0.4, "0"), (-0.4, "0")])
def test_a_change_has_its_sign(points: float, text: str) -> None:
    assert points_text(points) == text


@pytest.mark.parametrize("answer", [None, "no", 3, ValueError("no"), [1, 2], [(1, 2, 3)]])
def test_a_history_that_is_none_is_empty(answer: object) -> None:
    assert history_of(answer) == ()


def test_a_history_keeps_thirty_days_and_its_gaps() -> None:
    answer = [("2026-05-01", 50.0)] * 40 + [["2026-06-01", None]]
    assert history_of(answer) == (*[50.0] * 29, None)
