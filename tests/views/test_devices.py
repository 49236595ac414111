"""Devices as the table shows them."""

from __future__ import annotations

from typing import Any

from cockpit.domain.devices import DeviceSeen, EnrolDevice, RenameDevice, RevokeDevice
from cockpit.domain.people import HUB
from cockpit.views.columns import Column
from cockpit.views.devices import NO_DEVICE, DevicesView, may_manage
from cockpit.views.situation import SituationChanges
from tests.situations import Scene

AGENT = "Mozilla/5.0 (Linux; Android 14; X) Chrome/131.0.0.0 Mobile Safari/537.36"


def scene_with_devices() -> Scene:
    scene = Scene("p3")
    for device, unit, name in (("d1", "u102", "小米 14"), ("d2", "u101", "华为 P60"), ("d3", "u101", "旧手机")):
        scene.desk.do(EnrolDevice(device, unit, name, "p3"), HUB)
    scene.desk.do(RevokeDevice("d3"), scene.desk.person("p1"))
    return scene


def view_of(scene: Scene, *seen: DeviceSeen) -> DevicesView:
    view = DevicesView("zh")
    view.take_seen(seen)
    view.update(scene.situation, scene.everything())
    return view


def cells(view: DevicesView, key: str) -> list[str]:
    column: Column[Any] = next(column for column in view.columns if column.key == key)
    return [column.text(row) for row in view.rows]


def test_devices_stand_before_units_that_have_none() -> None:
    view = view_of(scene_with_devices())
    assert [row.id for row in view.rows[:3]] == ["d2", "d1", f"{NO_DEVICE}u103"]
    assert len(view.rows) == 20 and (view.good, view.revoked) == (2, 1)
    assert cells(view, "device")[:3] == ["华为 P60", "小米 14", "没有设备"]
    view.show_revoked(True)
    assert [row.id for row in view.rows[:4]] == ["d2", "d1", "d3", f"{NO_DEVICE}u103"]
    assert cells(view, "seen")[2] == "已停用 · 沈宁远"


def test_a_unit_whose_only_device_was_revoked_has_none() -> None:
    scene = scene_with_devices()
    scene.desk.do(RevokeDevice("d1"), scene.desk.person("p3"))
    view = view_of(scene)
    assert f"{NO_DEVICE}u102" in [row.id for row in view.rows]


def test_when_a_device_was_seen_and_with_what() -> None:
    scene = scene_with_devices()
    now = scene.situation.now.timestamp()
    view = view_of(scene, DeviceSeen("d2", now, True, AGENT), DeviceSeen("d1", now - 7200))
    assert cells(view, "seen")[:3] == ["已连接", "2 小时前", ""] and view.connected == 1
    assert cells(view, "browser")[:2] == ["Chrome 131 · Android 14", ""]
    assert cells(view_of(scene), "seen")[0] == "从未连接"


def test_what_changes_is_taken_in_and_nothing_else() -> None:
    scene = scene_with_devices()
    view = view_of(scene)
    scene.changes()
    assert not view.update(scene.situation, scene.ticks())
    scene.desk.do(RenameDevice("d1", "备用机"), scene.desk.person("p3"))
    assert view.update(scene.situation, scene.changes())
    assert "备用机" in cells(view, "device")
    view.take_seen([])
    assert view.update(scene.situation, SituationChanges())


def test_filter_and_sort() -> None:
    view = view_of(scene_with_devices())
    view.filter("小米")
    assert [row.id for row in view.rows] == ["d1"]
    view.filter("没有设备 公安")
    assert [row.unit for row in view.rows] == ["u201"]
    view.filter("")
    for column in view.columns:
        view.sort(column.key, True)
        assert len(view.rows) == 20
    view.sort("device")
    assert [row.id for row in view.rows[:2]] == ["d2", "d1"]


def test_a_device_of_a_unit_that_the_town_has_dropped_can_still_be_found() -> None:
    scene = scene_with_devices()
    del scene.situation.world.units["u102"]
    view = view_of(scene)
    assert [row.id for row in view.rows if row.unit == "u102"] == ["d1"]


def test_who_looks_after_devices() -> None:
    people = Scene().situation.world.people
    assert {id_ for id_ in people if may_manage(people[id_])} == {"p1", "p2", "p3"}
    assert not may_manage(None)
