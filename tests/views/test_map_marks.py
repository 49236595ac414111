"""What is laid over the map."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cockpit.domain.help_calls import AcknowledgeHelp, CallHelp, CancelHelp
from cockpit.domain.incidents import AdvanceIncident, ReportIncident
from cockpit.domain.people import HUB
from cockpit.domain.places import LonLat, distance_m
from cockpit.views import deck
from cockpit.views.map_marks import Marks, incident_rows, ladder_m, marks, ring_around
from cockpit.views.selection import Selection
from tests.situations import Scene
from tests.towns import CENTRE, NOON


def report(scene: Scene, number: str, severity: int, place: LonLat | None = CENTRE) -> str:
    scene.desk.do(
        ReportIncident("police_110", number, "brawl", "打架", NOON - timedelta(hours=9), severity, place, "g1"), HUB
    )
    return f"police_110:{number}"


def look(scene: Scene, selection: Selection) -> Marks:
    return marks(deck.roster(scene.situation.world), scene.situation, selection)


def test_open_incidents_with_a_place_are_marked_the_gravest_last() -> None:
    scene = Scene()
    first = report(scene, "1", 1)
    second = report(scene, "2", 4)
    report(scene, "3", 2, None)
    closed = report(scene, "4", 3)
    scene.desk.do(AdvanceIncident(closed, "close"), scene.desk.person("p3"))
    rows = incident_rows(scene.situation.world, NOON)
    assert [row.id for row in rows] == [second, first]
    assert [row.overdue for row in rows] == [False, True]


def test_a_circle_that_is_picked_shows_who_is_meant() -> None:
    scene, selection = Scene(), Selection()
    selection.pick_circle("g1")
    found = look(scene, selection)
    people = deck.roster(scene.situation.world)
    assert found.circles == ("g1",)
    assert {people.ids[number] for number in found.meant} == {"u105", "u107", "u109"}
    assert found.picked == ()


def test_units_and_areas_that_are_picked_are_marked() -> None:
    scene, selection = Scene(), Selection()
    selection.pick_units(("u101", "u102"))
    ring = ((120.0, 30.0), (120.2, 30.0), (120.2, 30.4), (120.0, 30.4), (120.0, 30.0))
    selection.draw_area(ring, add=True)
    found = look(scene, selection)
    assert found.picked == (0, 1)
    assert found.areas == (ring,)
    assert len(found.meant) == 20


def test_an_open_incident_gets_its_ladder() -> None:
    scene, selection = Scene(), Selection()
    selection.open_incident(report(scene, "1", 1))
    found = look(scene, selection)
    assert found.incident == CENTRE
    assert len(found.ladder) == 3


def test_a_followed_unit_and_a_strange_one() -> None:
    scene, selection = Scene(), Selection()
    selection.follow("u103")
    assert look(scene, selection).followed == 2
    selection.follow("stranger")
    assert look(scene, selection).followed == -1


def test_nothing_picked_marks_nothing() -> None:
    assert look(Scene(), Selection()) == Marks()


@pytest.mark.parametrize("radius_m", ladder_m())
def test_a_ring_keeps_its_distance(radius_m: float) -> None:
    ring = ring_around(CENTRE, radius_m)
    assert ring[0] == ring[-1]
    assert all(distance_m(CENTRE, place) == pytest.approx(radius_m, rel=1e-3) for place in ring)


def test_who_calls_for_help_is_marked_until_it_is_over() -> None:
    scene, selection = Scene(), Selection()
    desk, live = scene.desk, scene.situation.live
    desk.do(CallHelp("s1", CENTRE), desk.unit("u105"))
    desk.do(CallHelp("s2", CENTRE), desk.unit("u106"))
    desk.do(AcknowledgeHelp("s2"), desk.person("p3"))
    found = look(scene, selection).help
    assert [(mark.unit, mark.place, mark.taken) for mark in found] == [
        ("u106", live.fixes["u106"].place, True),
        ("u105", live.fixes["u105"].place, False),
    ]
    del live.fixes["u105"]
    assert look(scene, selection).help[-1].place == CENTRE
    scene.situation.world.help_calls["s1"].place = None
    assert [mark.unit for mark in look(scene, selection).help] == ["u106"]
    assert look(scene, selection).help_nowhere == 1
    desk.do(CancelHelp("s1"), desk.unit("u105"))
    desk.do(CancelHelp("s2"), desk.unit("u106"))
    assert look(scene, selection) == Marks()
