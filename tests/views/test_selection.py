from __future__ import annotations

import pytest

from cockpit.domain.orders import Target
from cockpit.domain.places import Ring
from cockpit.views.selection import Selection

RING: Ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))


class Heard:
    """A selection with a count of its changes."""

    def __init__(self) -> None:
        self.selection = Selection()
        self.times = 0
        self.selection.changed.connect(self.hear)

    def hear(self) -> None:
        self.times += 1


@pytest.fixture
def heard() -> Heard:
    return Heard()


def test_a_circle_alone_replaces_what_was_picked_but_the_departments(heard: Heard) -> None:
    selection = heard.selection
    selection.pick(Target(circles=("z1",), departments=("police",), units=("u1",), areas=(RING,)))
    selection.pick_circle("z2")
    assert selection.target == Target(circles=("z2",), departments=("police",))
    assert heard.times == 2


def test_adding_toggles_and_keeps_the_rest(heard: Heard) -> None:
    selection = heard.selection
    selection.pick_unit("u1")
    selection.pick_circle("z1", add=True)
    selection.pick_circle("z2", add=True)
    assert selection.target == Target(circles=("z1", "z2"), units=("u1",))
    selection.pick_circle("z1", add=True)
    selection.pick_unit("u1", add=True)
    assert selection.target == Target(circles=("z2",))


def test_departments_narrow_and_keep_the_rest(heard: Heard) -> None:
    selection = heard.selection
    selection.pick_circle("z1")
    selection.pick_department("police")
    selection.pick_department("grid")
    assert selection.target == Target(circles=("z1",), departments=("police", "grid"))
    selection.pick_department("police")
    assert selection.target.departments == ("grid",)
    selection.pick_department("emergency", add=False)
    assert selection.target == Target(circles=("z1",), departments=("emergency",))


def test_several_units_at_once_without_doubles(heard: Heard) -> None:
    selection = heard.selection
    selection.pick(Target(circles=("z1",), departments=("police",)))
    selection.pick_units(("u1", "u2"))
    assert selection.target == Target(departments=("police",), units=("u1", "u2"))
    selection.pick_circle("z1", add=True)
    selection.pick_units(("u2", "u3"), add=True)
    assert selection.target == Target(circles=("z1",), departments=("police",), units=("u1", "u2", "u3"))


def test_a_drawn_area_alone_or_with_others(heard: Heard) -> None:
    selection = heard.selection
    selection.pick_circle("z1")
    selection.draw_area(RING)
    assert selection.target == Target(areas=(RING,))
    selection.draw_area(RING[::-1], add=True)
    assert selection.target.areas == (RING, RING[::-1])


@pytest.mark.parametrize(
    ("method", "field"), [("open_incident", "incident"), ("open_order", "order"), ("follow", "followed")]
)
def test_opening_is_told_once(heard: Heard, method: str, field: str) -> None:
    opens = getattr(heard.selection, method)
    opens("x")
    opens("x")
    assert getattr(heard.selection, field) == "x"
    assert heard.times == 1
    opens("")
    assert heard.times == 2


def test_clearing_what_is_clear_is_no_change(heard: Heard) -> None:
    heard.selection.clear()
    assert heard.times == 0
    heard.selection.pick_unit("u1")
    heard.selection.pick_unit("u1")
    heard.selection.clear()
    assert heard.selection.target.empty
    assert heard.times == 2
