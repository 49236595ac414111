"""What a change changed, in words."""

from __future__ import annotations

from msgspec.structs import replace

from cockpit.domain.versions import ChangeOrder
from cockpit.views.versions import difference, earlier_words
from tests.situations import Scene


def test_an_order_that_was_never_changed_has_no_difference() -> None:
    scene = Scene("p1")
    scene.order("o1", ("u101",), "到西门")
    order = scene.desk.world.orders["o1"]
    assert difference(order, "zh") is None
    assert earlier_words(order.recipients["u101"], "zh") == ""


def test_each_part_that_changed_is_said_and_no_other() -> None:
    scene = Scene("p1")
    scene.order("o1", ("u101",), "到西门")
    scene.receipt("o1", "u101", "on_scene")
    order = scene.desk.world.orders["o1"]
    later = replace(order.deadlines, completed_s=order.deadlines.completed_s + 60)
    scene.desk.do(ChangeOrder("o1", 1, "到西门", 1, later, (120.1, 30.33)), scene.desk.person("p1"))
    found = difference(order, "en")
    assert found is not None and (found.version, found.former_text) == (2, "")
    assert found.terms[0] == "priority II → I" and found.terms[1].startswith("Completed ") and len(found.terms) == 3
    assert found.terms[2] == "place changed"
    scene.desk.do(ChangeOrder("o1", 2, "到东门", 1, later), scene.desk.person("p1"))
    found = difference(order, "zh")
    assert found is not None and (found.former_text, found.terms) == ("到西门", ("位置已取消",))
    assert earlier_words(order.recipients["u101"], "en") == "version 1: On scene"
