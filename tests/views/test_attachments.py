"""Photos and clips: whose, when, each once."""

from __future__ import annotations

import hashlib

from cockpit.domain.orders import IssueOrder, Receipt, Target
from cockpit.domain.versions import ChangeOrder
from cockpit.domain.whistles import BlowWhistle
from cockpit.views.attachments import of_incident, of_order
from tests.situations import Scene

A, B, C = (hashlib.sha256(name).hexdigest() for name in (b"a", b"b", b"c"))


def scene_with_photos() -> Scene:
    scene = Scene()
    desk = scene.desk
    desk.do(BlowWhistle("w1", "stall", "占道", attachments=(A,), circle="g1"), desk.unit("u105"))
    order = IssueOrder("o1", "到场", ("u101", "u102"), Target(units=("u101", "u102")), incident="grid_worker:w1")
    desk.do(order, desk.person("p1"))
    scene.wait(60)
    desk.do(Receipt("o1", "on_scene", attachments=(B,)), desk.unit("u101"))
    scene.wait(60)
    desk.do(Receipt("o1", "completed", attachments=(B, C)), desk.unit("u101"))
    return scene


def test_an_orders_photos_with_the_time_each_came() -> None:
    scene = scene_with_photos()
    world, now = scene.situation.world, scene.situation.now
    found = of_order(world, world.orders["o1"])
    assert [(one.id, one.who, (now - one.at).total_seconds()) for one in found] == [(C, "赵力", 0.0), (B, "赵力", 60.0)]
    assert found[1].caption(now, "en") == "赵力 · 60 s ago"


def test_an_incidents_photos_are_the_whistles_and_its_orders() -> None:
    scene = scene_with_photos()
    found = of_incident(scene.situation.world, "grid_worker:w1")
    assert [(one.id, one.who) for one in found] == [(C, "赵力"), (B, "赵力"), (A, "周力")]
    assert of_incident(scene.situation.world, "police_110:7") == []


def test_the_same_photo_from_two_is_shown_as_it_came_first() -> None:
    scene = scene_with_photos()
    scene.wait(5)
    scene.desk.do(Receipt("o1", "completed", attachments=(A,)), scene.desk.unit("u102"))
    assert [one.who for one in of_incident(scene.situation.world, "grid_worker:w1") if one.id == A] == ["周力"]


def test_what_comes_late_for_an_older_version_is_shown_all_the_same() -> None:
    scene = Scene()
    scene.order("o1", ("u101",))
    scene.desk.do(ChangeOrder("o1", 1, "改到东门", 2, scene.desk.world.orders["o1"].deadlines), scene.desk.person("p1"))
    scene.desk.do(Receipt("o1", "on_scene", version=1, attachments=(A,)), scene.desk.unit("u101"))
    world = scene.situation.world
    assert [one.id for one in of_order(world, world.orders["o1"])] == [A]


def test_a_snapshot_of_an_older_hub_does_not_say_when() -> None:
    scene = scene_with_photos()
    world = scene.situation.world
    world.orders["o1"].recipients["u101"].attached_at = ()
    assert {one.at for one in of_order(world, world.orders["o1"])} == {scene.desk.now}
