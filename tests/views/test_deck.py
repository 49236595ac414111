"""The arrays that the map draws."""

from __future__ import annotations

import numpy as np

from cockpit.domain.live import Fix
from cockpit.views import deck
from cockpit.views.deck import FAINTEST, FAINTEST_HOLLOW, HOLLOW, SOLID, TINTS
from tests.situations import Scene
from tests.towns import CENTRE


def tint_of(scene: Scene, unit: str, order: str = "") -> str:
    people = deck.roster(scene.situation.world)
    return TINTS[deck.looks(people, scene.situation, order).tint[people.index[unit]]]


def test_the_roster_is_the_towns_file_in_its_order() -> None:
    people = deck.roster(Scene().situation.world)
    assert people.ids[:3] == ("u101", "u102", "u103")
    assert people.index["u103"] == 2
    assert [people.departments[number] for number in people.department[:5]] == [
        "police",
        "traffic_police",
        "enforcement",
        "emergency",
        "grid",
    ]
    assert people.shapes[:2] == ("diamond", "triangle")
    assert people.size[:8].tolist() == [0, 0, 0, 0, 1, 1, 2, 2]


def test_places_are_offsets_from_the_towns_middle_and_exact_to_a_decimetre() -> None:
    scene = Scene()
    people = deck.roster(scene.situation.world)
    scene.situation.live.fixes["u101"] = Fix(CENTRE[0] + 0.0123456, CENTRE[1] - 0.0054321, scene.desk.now.timestamp())
    places = deck.offsets(people, scene.situation.live, CENTRE)
    assert places.dtype == np.float32
    assert places.shape == (20, 2)
    assert np.allclose(places[0], (0.0123456, -0.0054321), atol=1e-6 * 0.9)


def test_a_unit_without_a_position_is_nowhere() -> None:
    scene = Scene()
    people = deck.roster(scene.situation.world)
    del scene.situation.live.fixes["u102"]
    places = deck.offsets(people, scene.situation.live, CENTRE)
    assert np.isnan(places[1]).all()
    assert not np.isnan(places[0]).any()
    assert deck.tally(people, deck.looks(people, scene.situation), places).nowhere == 1


def test_a_unit_out_of_contact_is_hollow_and_never_faint() -> None:
    scene = Scene()
    people = deck.roster(scene.situation.world)
    scene.silence("u101")
    looks = deck.looks(people, scene.situation)
    assert looks.style.tolist() == [HOLLOW] + [SOLID] * 19
    assert looks.alpha[0] >= FAINTEST_HOLLOW
    assert deck.tally(people, looks, deck.offsets(people, scene.situation.live, CENTRE)).out_of_contact == 1


def test_a_unit_that_was_never_heard_is_hollow() -> None:
    scene = Scene()
    people = deck.roster(scene.situation.world)
    del scene.situation.live.heard["u101"]
    assert deck.looks(people, scene.situation).style[0] == HOLLOW


def test_a_position_fades_with_its_age() -> None:
    scene = Scene()
    people = deck.roster(scene.situation.world)
    fresh = deck.looks(people, scene.situation).alpha[0]
    scene.wait(35)
    older = deck.looks(people, scene.situation).alpha[0]
    scene.wait(600)
    oldest = deck.looks(people, scene.situation).alpha[0]
    assert fresh == 255
    assert 255 > older > oldest == FAINTEST


def test_age_alone_changes_the_picture_in_steps_only() -> None:
    scene = Scene()
    people = deck.roster(scene.situation.world)
    seen = set()
    for _ in range(120):
        scene.wait(1)
        seen.add(deck.looks(people, scene.situation).packed())
    assert len(seen) == deck.ALPHA_STEPS + 1


def test_a_unit_is_on_task_from_its_acknowledgement_to_its_end() -> None:
    scene = Scene()
    scene.order("o1", ("u101",))
    assert tint_of(scene, "u101") == "free"
    scene.receipt("o1", "u101", "acknowledged")
    assert tint_of(scene, "u101") == "on_task"
    scene.receipt("o1", "u101", "completed")
    assert tint_of(scene, "u101") == "free"


def test_an_open_order_shows_its_recipients_states_and_puts_everyone_else_aside() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102", "u103"))
    scene.receipt("o1", "u102", "en_route")
    scene.receipt("o1", "u103", "declined", "车辆故障")
    assert [tint_of(scene, unit, "o1") for unit in ("u101", "u102", "u103", "u104")] == [
        "issued",
        "en_route",
        "declined",
        "aside",
    ]
    people = deck.roster(scene.situation.world)
    looks = deck.looks(people, scene.situation, "o1")
    assert looks.alpha[people.index["u104"]] < looks.alpha[people.index["u101"]]


def test_the_furthest_open_order_is_what_a_unit_is_busy_with() -> None:
    scene = Scene()
    scene.order("o1", ("u101",))
    scene.order("o2", ("u101",))
    scene.receipt("o2", "u101", "en_route")
    assert deck.busy_with(scene.situation.world, "u101") == ("o2", "en_route")
    assert deck.busy_with(scene.situation.world, "u102") is None
    scene.receipt("o2", "u101", "completed")
    assert deck.busy_with(scene.situation.world, "u101") == ("o1", "issued")


def test_the_packed_form_is_three_bytes_a_unit() -> None:
    scene = Scene()
    people = deck.roster(scene.situation.world)
    looks = deck.looks(people, scene.situation)
    packed = looks.packed()
    assert len(packed) == 3 * 20
    assert packed[20:40] == looks.alpha.tobytes()


def test_counts_add_up_to_the_whole_town() -> None:
    scene = Scene()
    people = deck.roster(scene.situation.world)
    counts = deck.tally(people, deck.looks(people, scene.situation), deck.offsets(people, scene.situation.live, CENTRE))
    assert sum(counts.departments.values()) == 20
    assert counts.departments["police"] == 2
    assert counts.tints == {"free": 20}


def test_a_unit_that_the_town_does_not_know_has_no_index() -> None:
    people = deck.roster(Scene().situation.world)
    assert deck.indexes(people, ("u102", "stranger", "u101")) == (1, 0)
