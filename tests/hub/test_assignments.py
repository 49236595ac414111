"""An order as the terminal of one recipient is sent it: of its own version, with its own clock."""

from __future__ import annotations

from cockpit.domain.versions import ChangeOrder
from cockpit.hub.assignments import assignment, name_of_person, task
from tests.situations import Scene


def test_a_task_says_who_issued_it_since_when_and_how_far_the_unit_is() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102"), "到西门")
    scene.receipt("o1", "u101", "acknowledged")
    world = scene.desk.world
    order = world.orders["o1"]
    mine, other = (task(world, order, order.recipients[unit]) for unit in ("u101", "u102"))
    assert (mine.text, mine.version, mine.previous, mine.recipients) == ("到西门", 1, None, 2)
    assert mine.issued_at == order.recipients["u101"].times["issued"].timestamp()
    assert mine.issued_by == world.people[order.issued_by].name
    assert (mine.state, other.state) == ("acknowledged", "issued")
    assert sum(mine.by_department.values()) == 2


def test_an_older_version_is_told_in_its_own_words() -> None:
    scene = Scene()
    scene.order("o1", ("u101",), "到西门")
    world = scene.desk.world
    order = world.orders["o1"]
    wording = order.wording
    scene.desk.do(ChangeOrder("o1", 1, "到东门", wording.priority, wording.deadlines), scene.desk.person("p1"))
    order = world.orders["o1"]
    began_at = order.recipients["u101"].times["issued"]
    first, second = (assignment(world, order, version, began_at, "issued", "") for version in (1, 2))
    assert (first.text, first.previous, second.text) == ("到西门", None, "到东门")
    assert second.previous is not None and second.previous.text == "到西门"


def test_a_person_whom_the_town_no_longer_has_goes_by_the_id() -> None:
    world = Scene().desk.world
    assert name_of_person(world, "p1") == world.people["p1"].name
    assert name_of_person(world, "gone") == "gone"
