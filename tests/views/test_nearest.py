"""Who is offered to take a part over: the law of the order, and the words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.live import Fix
from cockpit.domain.nearest import Near, busy
from cockpit.domain.orders import IssueOrder
from cockpit.domain.places import distance_m
from cockpit.views.nearest import distance_words, in_charge, near_words, nearest, place_of, short_words
from tests.situations import Scene
from tests.towns import CENTRE, small_town

UNITS = [unit.id for unit in small_town().units]
OTHERS = [id_ for id_ in UNITS if id_ not in ("u107", "u102")]


def scene_with(mute: set[str], occupied: set[str], lost: set[str], me: str = "p1") -> Scene:
    scene = Scene(me)
    scene.order("o1", ("u107", "u102"))
    if occupied:
        scene.order("o2", tuple(sorted(occupied)))
    scene.silence(*mute)
    for unit in lost:
        scene.situation.live.fixes.pop(unit)
    return scene


@settings(max_examples=60)
@given(*(st.sets(st.sampled_from(OTHERS)) for _ in range(3)), st.sampled_from(("u107", "u102")), st.integers(0, 25))
def test_the_reachable_free_and_near_of_the_same_department_come_first(
    mute: set[str], occupied: set[str], lost: set[str], late: str, count: int
) -> None:
    scene = scene_with(mute, occupied, lost)
    order = scene.desk.world.orders["o1"]
    found = nearest(scene.situation, order, late, count)
    assert len(found) == min(count, len(OTHERS))
    assert not {one.id for one in found} & order.recipients.keys()
    ranks = [
        (one.id in mute, one.id in occupied, not one.same, float("inf") if one.distance_m is None else one.distance_m)
        for one in found
    ]
    assert ranks == sorted(ranks)
    world, live = scene.desk.world, scene.situation.live
    for one in found:
        assert one.same == (world.units[one.id].department == world.units[late].department)
        fix = live.fixes.get(one.id)
        assert (one.distance_m is None) == (fix is None)
        if fix is not None and one.distance_m is not None:
            assert abs(one.distance_m - distance_m(fix.place, live.fixes[late].place)) < 1e-6


def test_an_order_with_a_place_measures_from_there() -> None:
    scene = Scene()
    place = (CENTRE[0] + 0.02, CENTRE[1])
    scene.desk.do(IssueOrder("o1", "到东门", ("u107",), place=place), scene.desk.person("p1"))
    scene.situation.live.fixes["u210"] = Fix(*place, scene.desk.now.timestamp())
    first = nearest(scene.situation, scene.desk.world.orders["o1"], "u107", 1)[0]
    assert (first.id, first.same, first.distance_m) == ("u210", True, 0.0)


def test_a_zone_chief_is_offered_the_own_zone_and_a_viewer_nobody() -> None:
    zone = scene_with(set(), set(), set(), "p5")
    found = nearest(zone.situation, zone.desk.world.orders["o1"], "u107", 99)
    assert found and {one.id[:2] for one in found} == {"u1"}
    viewer = scene_with(set(), set(), set(), "p4")
    assert nearest(viewer.situation, viewer.desk.world.orders["o1"], "u107", 99) == []
    viewer.situation.me = None
    assert not in_charge(viewer.situation, "u107")


def test_who_has_no_position_is_where_the_circle_is() -> None:
    scene = Scene()
    scene.situation.live.fixes.pop("u107")
    assert place_of(scene.situation, "u107") == scene.desk.world.circles.by_id["g1"].centre
    assert place_of(scene.situation, "x") is None


def test_who_has_done_its_part_is_free() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102"))
    assert busy(scene.desk.world, "u101")
    scene.receipt("o1", "u101", "completed")
    assert not busy(scene.desk.world, "u101")


def test_an_offer_in_words() -> None:
    world = Scene().desk.world
    near = Near("u107", "郑力", "grid", True, 324.0, "in_contact", 3.0, False)
    assert near_words(world, near, "zh") == "郑力 · 网格 · 320 米 · 3 秒前"
    assert short_words(near, "zh") == "郑力 320 米"
    away = Near("u107", "郑力", "grid", True, None, "out_of_contact", 300.0, True)
    words = "郑力 · Grid · position unknown · Out of contact 5 min 00 s · on another order"
    assert near_words(world, away, "en") == words
    assert short_words(away, "zh") == "郑力 位置不明 失联"
    assert (distance_words(1440.0, "zh"), distance_words(1440.0, "en")) == ("1.4 公里", "1.4 km")
