"""The pagoda: where every circle stands, and how it is."""

from __future__ import annotations

import pytest

from cockpit.domain.circles import Circle, CircleTree
from cockpit.domain.orders import Target
from cockpit.views.circles import lit, neighbour, ordered, pagoda
from tests.situations import Scene
from tests.views.test_indices import scene_with_figures


def test_a_row_a_tier_with_families_together() -> None:
    rows = pagoda(Scene().situation)
    assert [[cell.id for cell in row] for row in rows.rows] == [
        ["core"],
        ["z1", "z2"],
        ["s1", "s2"],
        ["q1", "q2"],
        ["g1", "g2", "g3", "g4"],
    ]
    assert rows.count == 11
    assert (rows.find("g3"), rows.find("gone")) == ((4, 2), None)


def test_a_circle_outside_the_tree_still_has_its_place() -> None:
    scene = Scene()
    world = scene.desk.world
    world.circles = CircleTree([*world.circles.by_id.values(), Circle("lost", "grid", "孤格", "nowhere")])
    assert [circle.id for circle in ordered(world)[4]][-1] == "lost"


def test_figures_of_units_add_up_to_the_core() -> None:
    scene = Scene()
    scene.silence("u101", "u105")
    del scene.situation.live.heard["u201"]
    rows = pagoda(scene.situation).rows
    core, zone = rows[0][0], rows[1][0]
    assert (core.units, core.out, core.in_contact) == (20, 3, 17)
    assert (zone.units, zone.out) == (10, 2)
    assert [cell.out for cell in rows[4]] == [1, 0, 0, 0]


def test_unanswered_recipients_are_counted_up_the_tree_until_they_acknowledge() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u105", "u201"))
    scene.receipt("o1", "u101", "delivered")
    scene.receipt("o1", "u201", "acknowledged")
    rows = pagoda(scene.situation).rows
    assert [cell.unanswered for cell in rows[0] + rows[1]] == [2, 2, 0]
    scene.receipt("o1", "u105", "declined", "生病")
    scene.receipt("o1", "u101", "completed")
    scene.receipt("o1", "u201", "completed")
    assert pagoda(scene.situation).rows[0][0].unanswered == 0


def test_names_chiefs_and_what_fits_a_small_cell() -> None:
    rows = pagoda(Scene().situation).rows
    assert [(row[0].short, row[0].chief, row[0].parent) for row in rows] == [
        ("指挥中心", "沈宁远", ""),
        ("一", "章一区", "core"),
        ("1", "赵力", "z1"),
        ("1", "钱力", "s1"),
        ("1", "周力", "q1"),
    ]


def test_a_chief_that_nobody_knows_or_none_at_all() -> None:
    scene = Scene()
    world = scene.desk.world
    world.circles = CircleTree([Circle("core", "core", "中心", None, "ghost"), Circle("z1", "zone", "", "core")])
    rows = pagoda(scene.situation).rows
    assert [rows[0][0].chief, rows[1][0].chief, rows[1][0].short] == ["ghost", "", "1"]


def test_the_state_is_unknown_without_figures() -> None:
    cell = pagoda(Scene().situation, "fire").rows[0][0]
    assert (cell.value, cell.band, cell.domain) == (None, None, "fire")


def test_the_worst_of_six_or_one_domain() -> None:
    situation = scene_with_figures(fire=63.0).situation
    worst_core, worst_zone = pagoda(situation).rows[0][0], pagoda(situation).rows[1][0]
    assert (worst_core.value, worst_core.domain, worst_core.band) == (63.0, "fire", "orange")
    assert (worst_zone.value, worst_zone.domain, worst_zone.band) == (50.0, "public_order", "red")
    by_fire = pagoda(situation, "fire").rows[1]
    assert [(cell.value, cell.band) for cell in by_fire] == [(70.0, "yellow"), (None, None)]
    assert pagoda(situation, "traffic").rows[0][0].value is None


def test_the_path_of_a_picked_circle_is_lit() -> None:
    world = Scene().desk.world
    inside, way = lit(world, Target(circles=("s1", "gone"), units=("u205", "ghost")))
    assert inside == {"s1", "q1", "g1", "g2"}
    assert way == {"s1", "z1", "core", "g3", "q2", "s2", "z2"}


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        ("core", "up", "core"),
        ("core", "down", "z1"),
        ("z1", "left", "z1"),
        ("z1", "right", "z2"),
        ("z2", "right", "z2"),
        ("g2", "up", "q1"),
        ("g2", "down", "g2"),
        ("g2", "right", "g3"),
        ("gone", "left", "core"),
    ],
)
def test_the_arrows_walk_the_tree(start: str, key: str, end: str) -> None:
    scene = Scene()
    assert neighbour(pagoda(scene.situation), scene.desk.world, start, key) == end


def test_an_empty_town_has_empty_rows() -> None:
    scene = Scene()
    scene.desk.world.circles = CircleTree([])
    rows = pagoda(scene.situation)
    assert rows.count == 0
    assert neighbour(rows, scene.desk.world, "core", "up") == ""
