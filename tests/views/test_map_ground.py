"""What lies still on the map, and what a click on it means."""

from __future__ import annotations

from cockpit.domain.indices import DOMAINS, Figures
from cockpit.domain.town import Line, Premises, TownMap
from cockpit.views.map_ground import NOWHERE, WORST, ground, shades, tier_at
from tests.situations import Scene
from tests.towns import CENTRE, NOON, small_map


def figures(**circles: tuple[float, ...]) -> Figures:
    return Figures(NOON.date(), NOON, 1, "1", (), dict(circles))


def test_the_ground_has_a_row_for_each_area_the_lowest_tier_first() -> None:
    plan = ground(Scene().situation.world, small_map())
    assert [row.tier for row in plan.areas] == ["grid"] * 4 + ["squad"] * 2 + ["station"] * 2 + ["zone"] * 2 + ["core"]
    assert plan.box == (CENTRE[0] - 0.02, CENTRE[1] - 0.01, CENTRE[0] + 0.02, CENTRE[1] + 0.01)
    assert {row.text for row in plan.labels if row.tier == "zone"} == {"一区", "二区"}
    assert all(row.tier != "core" for row in plan.labels)


def test_lines_and_premises_are_taken_over() -> None:
    line = Line("古墩路", "main", 30.0, (CENTRE, (120.2, 30.4)))
    premises = Premises("p1", "仓库", "warehouse", CENTRE, "yellow")
    plan = ground(Scene().situation.world, TownMap({}, roads=(line,), rivers=(line,), premises=(premises,)))
    assert plan.roads[0].width_m == 30.0
    assert plan.rivers[0].path == line.points
    assert plan.premises[0].code == "yellow"


def test_a_town_without_geometry_still_has_a_ground() -> None:
    plan = ground(Scene().situation.world, None)
    assert plan.areas == ()
    assert plan.box == NOWHERE
    assert plan.circle_at(CENTRE, "zone") == ""


def test_a_place_lies_in_one_circle_of_each_tier() -> None:
    plan = ground(Scene().situation.world, small_map())
    place = (CENTRE[0] - 0.005, CENTRE[1] + 0.005)
    assert [plan.circle_at(place, tier) for tier in ("zone", "station", "squad", "grid")] == ["z1", "s1", "q1", "g2"]
    assert plan.circle_at((121.0, 30.0), "zone") == ""


def test_the_nearer_the_camera_the_smaller_the_circle_that_a_click_means() -> None:
    assert [tier_at(11.0 + nearer, 11.0) for nearer in (-1.0, 0.0, 1.0, 2.0, 3.0)] == [
        "zone",
        "zone",
        "station",
        "squad",
        "grid",
    ]


def test_only_grids_that_are_yellow_or_worse_are_coloured() -> None:
    world = Scene().situation.world
    published = figures(g1=(95, 75, 99, 99, 99, 99), g2=(91, 85, 99, 99, 99, 99), g3=(10,) * 6, z1=(10,) * 6)
    assert shades(world, published, WORST) == {"g1": "yellow", "g3": "red"}


def test_the_colour_follows_the_chosen_domain() -> None:
    world = Scene().situation.world
    published = figures(g1=(95, 75, 99, 99, 99, 99))
    assert shades(world, published, DOMAINS[0]) == {}
    assert shades(world, published, DOMAINS[1]) == {"g1": "yellow"}


def test_without_figures_nothing_is_coloured() -> None:
    assert shades(Scene().situation.world, None) == {}
