"""Who would get it, one by one."""

from __future__ import annotations

from cockpit.domain.orders import Target
from cockpit.views.composer import Composition, preview
from cockpit.views.picking import pick_columns, pick_rows, unit_choices
from tests.situations import Scene


def test_silent_first_taken_out_last() -> None:
    scene = Scene()
    scene.silence("u103")
    seen = preview(scene.situation, Composition(Target(circles=("q1",)), frozenset(("u101",))))
    rows = pick_rows(scene.situation, seen)
    assert [row.id for row in rows][0] == "u103"
    assert [row.id for row in rows][-1] == "u101"
    name, circle, contact = pick_columns("zh", "已去除")
    assert [contact.text(row) for row in (rows[0], rows[1], rows[-1])] == [
        "失联 1:00:00",
        "0 秒前",
        "已去除",
    ]
    assert [contact.tone(row) for row in (rows[0], rows[1], rows[-1])] == ["yellow", "third", "third"]
    assert (name.tone(rows[-1]), name.mark(rows[-1])) == ("third", ("diamond", "line"))
    assert circle.text(rows[0]) == "一区 执法1队"


def test_choices_are_words_to_type() -> None:
    choices = unit_choices(Scene().desk.world, "en")
    assert choices["赵力 · Police · 一区 执法1队"] == "u101"
    assert len(choices) == 20
