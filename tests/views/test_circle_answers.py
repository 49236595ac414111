"""A circle's answer is the sum of its members', circles below included."""

from __future__ import annotations

from cockpit.domain.orders import RecallOrder, Target
from cockpit.domain.relief import Reassign
from cockpit.views.circle_answers import CircleAnswer, answer_words, circle_answer, circle_words, order_circles
from tests.situations import Scene


def scene() -> Scene:
    """An order to all of s1's people that the tests know: seen, delivered, not delivered, silent, declined."""
    scene = Scene("p1")
    scene.order("o1", ("u101", "u102", "u103", "u104", "u107", "u201"), "到场")
    scene.receipt("o1", "u101", "on_scene")
    scene.receipt("o1", "u102", "delivered")
    scene.receipt("o1", "u103", "declined", "车坏")
    scene.silence("u104")
    return scene


def test_each_member_counts_once_and_three_troubles_are_apart() -> None:
    found = scene()
    order = found.desk.world.orders["o1"]
    assert circle_answer(found.situation, (order,), "core") == CircleAnswer(6, 1, 1, 2, 1, 1)
    assert answer_words(circle_answer(found.situation, (order,), "core"), "en") == (
        "1 of 6 acknowledged · undelivered 2 · unanswered 1 · Out of contact 1 · Declined 1"
    )


def test_a_circle_above_has_the_sum_of_those_below() -> None:
    found = scene()
    world, order = found.desk.world, found.desk.world.orders["o1"]
    for id_, children in world.circles.children.items():
        own = sum(world.units[unit].circle == id_ for unit in order.recipients)
        below = sum(circle_answer(found.situation, (order,), child).total for child in children)
        assert circle_answer(found.situation, (order,), id_).total == own + below


def test_who_is_not_asked_any_more_counts_nowhere() -> None:
    found = scene()
    found.desk.do(Reassign("o1", "u107", "u110"), found.desk.person("p1"))
    order = found.desk.world.orders["o1"]
    assert circle_answer(found.situation, (order,), "core").total == 6
    found.desk.do(RecallOrder("o1"), found.desk.person("p1"))
    assert circle_answer(found.situation, (order,), "core") == CircleAnswer(1, 0, 1)
    assert circle_words(found.situation, "core", "zh") == ""


def test_an_order_says_it_for_each_circle_that_it_was_sent_to() -> None:
    found = scene()
    order = found.desk.world.orders["o1"]
    assert order_circles(found.situation, order, "zh") == []
    order.target = Target(circles=("z2", "core", "gone"))
    lines = order_circles(found.situation, order, "zh")
    assert len(lines) == 2 and lines[0].endswith("0/1 签收 · 未送达 1") and "1/6 签收" in lines[1]
